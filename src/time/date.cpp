#include "time/date.hpp"

#include <fmt/core.h>

#include <array>
#include <cassert>
#include <charconv>

namespace dedere::time {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array month_names{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};

year_month_day calendar(std::int32_t since_1970) { return sys_days{days{since_1970}}; }

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> Date::checked(int year, unsigned month, unsigned day) {
  const year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!ymd.ok() || year < 1 || year > 9999) return std::nullopt;
  return Date(static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count()));
}

Date Date::of(int year, unsigned month, unsigned day) {
  const auto date = checked(year, month, day);
  assert(date && "a day that exists");
  return *date;
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = digits(iso.substr(0, 4)), m = digits(iso.substr(5, 2)), d = digits(iso.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return checked(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
}

int Date::year() const { return static_cast<int>(calendar(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(calendar(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(calendar(days_).day()); }

Weekday Date::weekday() const {
  const std::chrono::weekday w{sys_days{days{days_}}};
  return static_cast<Weekday>(w.iso_encoding() - 1);
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string Date::words() const { return fmt::format("{} {} {}", day(), month_names[month() - 1], year()); }

Date Date::first_of_month() const { return *this - std::chrono::days{day() - 1}; }

Date Date::plus_months(int n) const {
  const auto ymd = calendar(days_);
  const auto there = year_month_day{ymd.year(), ymd.month(), std::chrono::day{1}} + std::chrono::months{n};
  const auto last = std::chrono::year_month_day_last{there.year(), std::chrono::month_day_last{there.month()}}.day();
  return Date(static_cast<std::int32_t>(
      sys_days{year_month_day{there.year(), there.month(), std::min(ymd.day(), last)}}.time_since_epoch().count()));
}

std::optional<Edtf> Edtf::parse(std::string_view text) {
  if (const auto day = Date::parse(text)) return Edtf{*day, *day, Precision::day};
  if (text.size() == 7 && text[4] == '-') {
    const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2));
    if (!y || !m) return std::nullopt;
    const auto first = Date::checked(*y, static_cast<unsigned>(*m), 1);
    if (!first) return std::nullopt;
    return Edtf{*first, first->last_of_month(), Precision::month};
  }
  if (text.size() == 4) {
    const auto y = digits(text);
    const auto first = y ? Date::checked(*y, 1, 1) : std::nullopt;
    if (!first) return std::nullopt;
    return Edtf{*first, Date::of(*y, 12, 31), Precision::year};
  }
  return std::nullopt;
}

std::string Edtf::text() const {
  const auto iso = first.iso();
  switch (precision) {
    case Precision::day: return iso;
    case Precision::month: return iso.substr(0, 7);
    case Precision::year: return iso.substr(0, 4);
  }
  return iso;
}

std::string Edtf::words() const {
  switch (precision) {
    case Precision::day: return first.words();
    case Precision::month: return fmt::format("{} {}", month_names[first.month() - 1], first.year());
    case Precision::year: return fmt::format("{}", first.year());
  }
  return text();
}

}  // namespace dedere::time
