// Time as receipts and law files tell it: seconds since 1970, UTC; sets of half-open stretches; days, months and windows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dedere::verify {

using Moment = std::int64_t;
inline constexpr Moment early = std::numeric_limits<Moment>::min(), late = std::numeric_limits<Moment>::max();
inline constexpr Moment a_day = 86'400;

struct Stretch {
  Moment from, to;
  bool operator==(const Stretch&) const = default;
};
using When = std::vector<Stretch>;  // in order, apart from each other

[[nodiscard]] When always();
[[nodiscard]] When tidy(When any);                          // in any order, overlapping
[[nodiscard]] When both(const When& a, const When& b);
[[nodiscard]] When either(const When& a, const When& b);
[[nodiscard]] When outside(const When& a);
[[nodiscard]] bool covers(const When& a, Moment at);
[[nodiscard]] std::optional<Stretch> around(const When& a, Moment at);

[[nodiscard]] std::optional<Moment> day(std::string_view text);      // "2024-09-03": its first second
[[nodiscard]] std::string written_day(Moment at);
[[nodiscard]] std::optional<Moment> moment(std::string_view text);   // "2024-09-03T00:00:00Z"
// "2024", "2024-09", "2024-09-03": the first and the last day, by their first seconds.
struct Days { Moment first, last; };
[[nodiscard]] std::optional<Days> days(std::string_view text);

enum class Unit { seconds, minutes, hours, days, weeks, months, years };
struct Length { std::int64_t n = 0; Unit unit = Unit::seconds; };

// As docs/language.md defines it for windows: on a day that the month lacks, the last second of its last day.
[[nodiscard]] Moment moved(Moment at, std::int64_t n, Unit unit);
// The day `n` units from the day that begins at `at`; a day that the month lacks is its last. None outside of the years 1 to 9999.
[[nodiscard]] std::optional<Moment> moved_day(Moment at, std::int64_t n, Unit unit);
[[nodiscard]] std::optional<Moment> next_month(Moment at);

enum class Look { some_past, all_past, some_next, all_next, since, until, ever, always };
// When a window of this kind sees `p` (and `q`).
[[nodiscard]] When seen(Look look, const Length& least, const std::optional<Length>& most, const When& p, const When& q);

}  // namespace dedere::verify
