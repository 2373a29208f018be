// The law's own words speak of decisions by day or year. An answer as known on a day must not show those that came later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "time/date.hpp"

namespace dedere::brief {

// Does the text speak of a time after the day? A year alone that is the day's own counts as after: better silent than wise after the event.
// "Mongolia (2024)" speaks after 2 September 2024; "statement of 27 August 2024" does not.
[[nodiscard]] bool speaks_after(std::string_view text, std::optional<time::Date> day);

// The text without the sentences that do.
[[nodiscard]] std::string without_hindsight(std::string_view text, std::optional<time::Date> day);

}  // namespace dedere::brief
