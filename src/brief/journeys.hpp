// The journeys on record, made, called off or avoided: what the state did, whether it was bound, and what was decided.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/json_parts.hpp"
#include "brief/rows.hpp"

namespace dedere::brief {

struct RecordedJourney {
  Visit visit;
  std::optional<Verdict> verdict;  // of those made, where the day is known
  std::vector<Precedent> decisions;
};

// Whose, and to where; blank: anybody's, anywhere.
struct Ends { std::string person = {}, state = {}; };
// In the order of their days.
[[nodiscard]] std::vector<RecordedJourney> journeys(const Setting& setting, Steps& steps, const record::View& view, const Ends& of);
[[nodiscard]] Json to_json(const RecordedJourney& journey);

// All of one person's.
struct Journeys {
  Named person;
  std::optional<time::Date> as_known;
  std::vector<RecordedJourney> journeys;
  std::vector<Source> sources;
  Digests digests;
};
[[nodiscard]] Journeys journeys(const Setting& setting, const Named& person);
[[nodiscard]] Document page(const Journeys& journeys);
[[nodiscard]] std::string json(const Journeys& journeys);   // schema dedere/journeys/1

}  // namespace dedere::brief
