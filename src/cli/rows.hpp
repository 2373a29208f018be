// What the commands that list rows of the record share.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "brief/argument.hpp"
#include "brief/json_parts.hpp"
#include "brief/setting.hpp"
#include "brief/step.hpp"

namespace dedere::cli {

using Json = nlohmann::ordered_json;

// The documents that were cited so far, by id.
[[nodiscard]] std::vector<brief::Source> cited(const brief::Steps& steps);

// The list of documents at the end of a page.
void end_page(brief::Document& page, const brief::Citations& citations);

// {"from", "to"} of whole days, null where open; `to` is the last day.
[[nodiscard]] Json days_json(const time::Interval& interval);

// The instants at which the day begins: what holds "on" it.
[[nodiscard]] bool holds_on(const time::IntervalSet& when, time::Date day);

}  // namespace dedere::cli
