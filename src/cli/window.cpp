#include "cli/window.hpp"

namespace dedere::cli {

using time::Instant;
using time::Interval;

Result<std::optional<Interval>> parse_window(const Days& days) {
  if (!days.on.empty() && (!days.from.empty() || !days.to.empty()))
    return Failure(fault("A007", "`--on` stands beside `--from` or `--to`", "write `--on DATE` for one day, `--from DATE --to DATE` for several"));
  if (!days.on.empty()) return std::optional(Interval::day(TRY(parse_day(days.on, "--on"))));
  if (days.from.empty() && days.to.empty()) return std::optional<Interval>();
  auto from = Instant::first(), to = Instant::last();
  if (!days.from.empty()) from = Instant::start_of(TRY(parse_day(days.from, "--from")));
  if (!days.to.empty()) to = Instant::start_of(TRY(parse_day(days.to, "--to")) + time::days{1});
  const auto window = Interval::between(from, to);
  if (!window) return Failure(fault("A007", "`--to` lies before `--from`", "exchange the two days"));
  return window;
}

}  // namespace dedere::cli
