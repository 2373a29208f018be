#include "cli/rows.hpp"

#include "cli/window.hpp"

namespace dedere::cli {

std::vector<brief::Source> cited(const brief::Steps& steps) {
  std::vector<brief::Source> out;
  for (const auto& [id, source] : steps.sources()) out.push_back(source);
  return out;
}

void end_page(brief::Document& page, const brief::Citations& citations) {
  if (const auto references = citations.references(); !references.empty()) page.heading(2, "Sources").references(references);
}

Json days_json(const time::Interval& interval) {
  const auto from = first_day(interval), to = last_day(interval);
  return {{"from", from ? Json(*from) : Json()}, {"to", to ? Json(*to) : Json()}};
}

bool holds_on(const time::IntervalSet& when, time::Date day) { return when.holds(time::Instant::start_of(day)); }

}  // namespace dedere::cli
