// `--on DATE` or `--from D --to D`: the days asked about.
#pragma once

#include "cli/command.hpp"
#include "time/interval_set.hpp"

namespace dedere::cli {

// None if no day is given. A window with one end is open at the other.
[[nodiscard]] Result<std::optional<time::Interval>> parse_window(const Days& days);

}  // namespace dedere::cli
