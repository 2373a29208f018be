// What the answers that list rows of the record share.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "brief/argument.hpp"
#include "brief/json_parts.hpp"
#include "brief/setting.hpp"
#include "brief/step.hpp"

namespace dedere::brief {

// The documents that were cited so far, by id.
[[nodiscard]] std::vector<Source> cited(const Steps& steps);

// The list of documents at the end of a page.
void end_page(Document& page, const Citations& citations);

// In JSON: a day, an instant, or null for an open end. `to` is the last day in it.
[[nodiscard]] std::optional<std::string> first_day(const time::Interval& interval);
[[nodiscard]] std::optional<std::string> last_day(const time::Interval& interval);

// {"from", "to"} of whole days, null where open; `to` is the last day.
[[nodiscard]] Json days_json(const time::Interval& interval);

// The instants at which the day begins: what holds "on" it.
[[nodiscard]] bool holds_on(const time::IntervalSet& when, time::Date day);

}  // namespace dedere::brief
