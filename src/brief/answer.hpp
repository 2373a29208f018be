// Why a goal holds, or what it lacks, for any predicate of the law: what `dedere why` and `dedere whynot` show.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/step.hpp"

namespace dedere::brief {

// One proof a tuple that agrees with the goal and holds at `at`.
struct Reasons {
  std::string goal, on;   // as written; the day, ISO
  std::vector<Step> proofs;
  std::vector<Source> sources;
};
[[nodiscard]] Reasons why(const Setting& setting, const language::Goal& goal, time::Date on);
[[nodiscard]] Document page(const Reasons& reasons);
[[nodiscard]] std::string json(const Reasons& reasons);

// One refusal a rule that could conclude the goal. `holds`: it does hold, and there is nothing to say.
struct Lacks {
  std::string goal, on, absence;
  bool holds = false;
  std::vector<Refused> refusals;
  std::vector<Source> sources;
};
[[nodiscard]] Lacks why_not(const Setting& setting, const language::Goal& goal, time::Date on);
[[nodiscard]] Document page(const Lacks& lacks);
[[nodiscard]] std::string json(const Lacks& lacks);

}  // namespace dedere::brief
