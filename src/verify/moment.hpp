// Time as receipts and law files tell it: seconds since 1970, UTC; sets of half-open stretches; days, months and windows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace dedere::verify {

using Moment = std::int64_t;
inline constexpr Moment early = std::numeric_limits<Moment>::min(), late = std::numeric_limits<Moment>::max();  // open ends
inline constexpr Moment a_day = 86'400;

struct Stretch {
  Moment from, to;
  auto operator<=>(const Stretch&) const = default;
};
using When = std::vector<Stretch>;  // in order, apart from each other
inline const When always{{early, late}};

[[nodiscard]] When tidy(When any);  // in any order, overlapping
[[nodiscard]] When both(const When& a, const When& b);
[[nodiscard]] When either(When a, const When& b);
[[nodiscard]] When outside(const When& a);
[[nodiscard]] std::optional<Stretch> around(const When& a, Moment at);  // the stretch in which it lies
[[nodiscard]] inline bool covers(const When& a, Moment at) { return around(a, at).has_value(); }

[[nodiscard]] std::optional<Moment> day(const std::string& text);     // "2024-09-03": its first second
[[nodiscard]] std::string written_day(Moment at);
[[nodiscard]] std::optional<Moment> moment(const std::string& text);  // "2024-09-03T00:00:00Z"
[[nodiscard]] std::string written(Moment at);
[[nodiscard]] std::optional<Stretch> days(const std::string& text);   // all of "2024", "2024-09", "2024-09-03"

// `n` units of so many seconds each; 0 seconds stand for a month.
struct Length { std::int64_t n = 0, seconds = 1; };
// As docs/semantics.md defines it for windows: on a day that the month lacks, the last second of its last day.
[[nodiscard]] Moment moved(Moment at, Length by);
// The day so far from the day that begins at `at`; a day that the month lacks is its last. None outside of the years 1 to 9999.
[[nodiscard]] std::optional<Moment> moved_day(Moment at, Length by);
[[nodiscard]] std::optional<Moment> next_month(Moment at);

// When `q` was so at some time, `least` to `most` ago (without `most`: at any time before that), and `p` from then until now;
// ahead: will be so, and `p` from now until then.
[[nodiscard]] When since(const When& p, const When& q, bool ahead, Length least, std::optional<Length> most);

}  // namespace dedere::verify
