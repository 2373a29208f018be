// Looking at other times: what holds within a window, throughout it, since, until (docs/language.md, "Windows").
//
//     Window(some_past, 0, 7 days)({[10, 12)}) = [10, 12 + 7 days)
//
// A length in seconds to weeks is exact. Months and years go by the calendar: the same time of day on the same day of the month; where the month lacks
// that day, the last second of its last day. So the map of instants never runs backwards, and the image of an interval is one interval.
#pragma once

#include "language/program.hpp"
#include "time/times.hpp"

namespace dedere::reason {

using time::Buffer;
using time::Instant;
using time::Times;

// `t` moved by `n` of `unit`. Saturates at the ends of the calendar.
[[nodiscard]] Instant moved(Instant t, std::int64_t n, language::syntax::Unit unit);

// The first instant from which on `moved(t, n, unit)` is `at` or later.
[[nodiscard]] Instant first_moved_to(Instant at, std::int64_t n, language::syntax::Unit unit);

// When the window sees what holds at `times`; `times` must be whole: no interval of it may be a part of a longer one.
[[nodiscard]] Times seen(const language::Window& window, Times times, Buffer& out);

// `left since mark`, `left until mark`: `left` must be whole.
[[nodiscard]] Times seen(const language::Window& window, Times left, Times mark, Buffer& out);

// Does `seen` of a union equal the union of `seen`? If not, only whole intervals may be handed in.
[[nodiscard]] bool distributes(const language::Window& window);

}  // namespace dedere::reason
