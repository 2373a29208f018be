#include "brief/listing.hpp"

namespace dedere::brief {

std::vector<Source> cited(const Steps& steps) {
  std::vector<Source> out;
  for (const auto& [id, source] : steps.sources()) out.push_back(source);
  return out;
}

void end_page(Document& page, const Citations& citations) {
  if (const auto references = citations.references(); !references.empty()) page.heading(2, "Sources").references(references);
}

std::optional<std::string> first_day(const time::Interval& interval) {
  if (!interval.from().is_finite()) return std::nullopt;
  return interval.from().day().iso();
}

std::optional<std::string> last_day(const time::Interval& interval) {
  if (!interval.to().is_finite()) return std::nullopt;
  return interval.to().shifted(-1).day().iso();
}

Json days_json(const time::Interval& interval) {
  const auto from = first_day(interval), to = last_day(interval);
  return {{"from", from ? Json(*from) : Json()}, {"to", to ? Json(*to) : Json()}};
}

bool holds_on(const time::IntervalSet& when, time::Date day) { return when.holds(time::Instant::start_of(day)); }

}  // namespace dedere::brief
