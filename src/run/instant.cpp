#include "run/instant.hpp"

#include <array>
#include <charconv>

namespace dedere::run {
namespace {

constexpr std::int64_t calendar_begins = -719'162 * time::seconds_per_day, calendar_ends = 2'932'897 * time::seconds_per_day;  // the years 1 to 9999

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Two digits; above 99 where they are none.
unsigned two(const char* p) { return is_digit(p[0]) && is_digit(p[1]) ? static_cast<unsigned>(p[0] - '0') * 10 + static_cast<unsigned>(p[1] - '0') : 100; }

unsigned days_in(unsigned year, unsigned month) {
  constexpr std::array<unsigned, 13> lengths{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : lengths[month];
}

// The calendar counted from 1 March of year 0, in eras of 400 years, as chrono-compatible algorithms do (H. Hinnant, "days_from_civil").
std::int32_t days_from_civil(unsigned year, unsigned month, unsigned day) {
  const auto y = static_cast<std::int32_t>(year) - (month <= 2);
  const auto era = (y >= 0 ? y : y - 399) / 400;
  const auto of_era = y - era * 400;
  const auto of_year = static_cast<std::int32_t>((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1);
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

// "HH:MM" or "HH:MM:SS", then perhaps "Z", in seconds.
std::optional<std::int64_t> parse_time(std::string_view text) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
  const auto h = two(text.data()), m = two(text.data() + 3), s = text.size() == 8 ? two(text.data() + 6) : 0;
  if (h > 23 || m > 59 || s > 59) return std::nullopt;
  return (h * 60 + m) * 60 + s;
}

char* write_two(char* out, unsigned n) {
  *out++ = static_cast<char>('0' + n / 10);
  *out++ = static_cast<char>('0' + n % 10);
  return out;
}

}  // namespace

std::optional<std::int64_t> parse_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto digits = text.substr(negative);
  if (digits.empty()) return std::nullopt;
  if (digits.size() > 18) {  // may not fit: let the library see
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return n;
  }
  std::int64_t n = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    n = n * 10 + (c - '0');
  }
  return negative ? -n : n;
}

std::optional<std::int32_t> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto century = two(text.data()), of_century = two(text.data() + 2), month = two(text.data() + 5), day = two(text.data() + 8);
  if (century > 99 || of_century > 99 || month < 1 || month > 12) return std::nullopt;
  const auto year = century * 100 + of_century;
  if (year < 1 || day < 1 || day > days_in(year, month)) return std::nullopt;
  return days_from_civil(year, month, day);
}

std::optional<WrittenInstant> parse_instant(std::string_view text) {
  if (const auto n = parse_number(text)) {
    if (*n < -furthest || *n > furthest) return std::nullopt;
    return WrittenInstant{{*n}, Clock::seconds};
  }
  const auto day = parse_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  const auto midnight = *day * time::seconds_per_day;
  if (text.size() == 10) return WrittenInstant{{midnight}, Clock::calendar};
  const auto seconds = text[10] == 'T' || text[10] == ' ' ? parse_time(text.substr(11)) : std::nullopt;
  if (!seconds) return std::nullopt;
  return WrittenInstant{{midnight + *seconds}, Clock::calendar};
}

char* write_number(char* out, std::int64_t n) {
  return std::to_chars(out, out + longest_instant, n).ptr;
}

char* write_day(char* out, std::int64_t days) {
  const auto z = static_cast<std::int32_t>(days) + 719'468;
  const auto era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto of_era = static_cast<unsigned>(z - era * 146'097);
  const auto y = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const auto of_year = of_era - (365 * y + y / 4 - y / 100);
  const auto m = (5 * of_year + 2) / 153;
  const auto month = m < 10 ? m + 3 : m - 9;
  const auto year = static_cast<unsigned>(static_cast<std::int32_t>(y) + era * 400 + (month <= 2));
  out = write_two(write_two(out, year / 100), year % 100);
  *out++ = '-';
  out = write_two(out, month);
  *out++ = '-';
  return write_two(out, of_year - (153 * m + 2) / 5 + 1);
}

char* write_instant(char* out, time::Instant at, Clock clock) {
  if (!at.is_finite()) return out;
  if (clock == Clock::seconds || at.seconds < calendar_begins || at.seconds >= calendar_ends) return write_number(out, at.seconds);
  const auto of_day = ((at.seconds % time::seconds_per_day) + time::seconds_per_day) % time::seconds_per_day;
  out = write_day(out, (at.seconds - of_day) / time::seconds_per_day);
  if (of_day == 0) return out;
  *out++ = 'T';
  out = write_two(out, static_cast<unsigned>(of_day / 3'600));
  *out++ = ':';
  out = write_two(out, static_cast<unsigned>(of_day / 60 % 60));
  *out++ = ':';
  out = write_two(out, static_cast<unsigned>(of_day % 60));
  *out++ = 'Z';
  return out;
}

}  // namespace dedere::run
