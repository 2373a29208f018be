// Which states are parties on a day, how many, and what changed since another day.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/duty.hpp"

namespace dedere::brief {

struct Parties {
  struct Member { Named state; std::string since; bool in_doubt = false; };   // the day; whether a notice that is not on record may have ended it
  struct Change { Named state; std::string day; };
  time::Date on;
  std::optional<time::Date> since, as_known;
  std::vector<Member> members = {};                                           // by id
  std::vector<Change> joined = {}, left = {};                                 // since `since`
  Digests digests;
};
[[nodiscard]] Parties parties(const Setting& setting, time::Date on, std::optional<time::Date> since);
[[nodiscard]] Document page(const Parties& parties);
[[nodiscard]] std::string json(const Parties& parties);   // schema dedere/parties/1

}  // namespace dedere::brief
