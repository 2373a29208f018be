// `--on DATE` or `--from D --to D`: the days asked about.
#pragma once

#include "cli/command.hpp"
#include "time/interval_set.hpp"

namespace dedere::cli {

// None if no day is given. A window with one end is open at the other.
[[nodiscard]] Result<std::optional<time::Interval>> parse_window(const Days& days);

// In JSON: a day, an instant, or null for an open end. `to` is the last day in it.
[[nodiscard]] std::optional<std::string> first_day(const time::Interval& interval);
[[nodiscard]] std::optional<std::string> last_day(const time::Interval& interval);

}  // namespace dedere::cli
