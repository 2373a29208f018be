// Instants as tables write them: whole seconds since 1970 (UTC), days, or days with a time of day.
//
//     parse_instant("86400")                   // the same instant as …
//     parse_instant("1970-01-02")              // … and
//     parse_instant("1970-01-02T00:00:00Z")
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "time/interval_set.hpp"

namespace dedere::run {

enum class Clock { seconds, calendar };

struct WrittenInstant { time::Instant at; Clock clock; };

// The furthest seconds that a table may name, either way: some 127 thousand million years. Windows added to them do not overflow.
inline constexpr std::int64_t furthest = 4'000'000'000'000'000'000;

// None where the text is neither a whole number up to `furthest` nor `YYYY-MM-DD`, alone or with `THH:MM` or `THH:MM:SS`, and then perhaps `Z`.
[[nodiscard]] std::optional<WrittenInstant> parse_instant(std::string_view text);
// None for what is not -?[0-9]+ or does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view text);
// Days since 1970; none for what is not a day of the calendar, as YYYY-MM-DD.
[[nodiscard]] std::optional<std::int32_t> parse_day(std::string_view text);

// Each writes at `out` and gives the end of what it wrote: at most `longest_instant` bytes.
inline constexpr std::size_t longest_instant = 24;
char* write_number(char* out, std::int64_t n);
char* write_day(char* out, std::int64_t days_since_1970);  // needs a day of the years 1 to 9999
// Blank for an end that is open. On the calendar: a day where it is midnight, else with its time; seconds where the calendar ends.
char* write_instant(char* out, time::Instant at, Clock clock);

}  // namespace dedere::run
