// A day of the Gregorian calendar, UTC, and the calendar's arithmetic.
//
//     const auto deposit = Date::parse("2024-10-25");            // none for "2024-02-30" and for anything that is not YYYY-MM-DD
//     (*deposit + days{60}).first_of_next_month()                // 2025-01-01
//     Date::of(2024, 1, 31).plus_months(1)                       // 2024-02-29: a day that the month lacks becomes its last
//
// Years run from 0001 to 9999.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dedere::time {

using std::chrono::days;

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

class Date {
 public:
  // Needs a day that exists: `of(2024, 2, 30)` is a fault of the caller. For input use `checked` or `parse`.
  static Date of(int year, unsigned month, unsigned day);
  static std::optional<Date> checked(int year, unsigned month, unsigned day);
  static std::optional<Date> parse(std::string_view iso);           // exactly YYYY-MM-DD
  static Date from_days(std::int64_t since_1970) { return Date(static_cast<std::int32_t>(since_1970)); }

  [[nodiscard]] int year() const;
  [[nodiscard]] unsigned month() const;
  [[nodiscard]] unsigned day() const;
  [[nodiscard]] Weekday weekday() const;
  [[nodiscard]] std::int32_t days_since_1970() const { return days_; }
  [[nodiscard]] std::string iso() const;   // "2024-09-03"
  [[nodiscard]] std::string words() const; // "3 September 2024"

  [[nodiscard]] Date operator+(days n) const { return Date(days_ + static_cast<std::int32_t>(n.count())); }
  [[nodiscard]] Date operator-(days n) const { return Date(days_ - static_cast<std::int32_t>(n.count())); }
  [[nodiscard]] days operator-(Date other) const { return days{days_ - other.days_}; }
  [[nodiscard]] Date plus_months(int n) const;
  [[nodiscard]] Date plus_years(int n) const { return plus_months(12 * n); }
  [[nodiscard]] Date first_of_month() const;
  [[nodiscard]] Date first_of_next_month() const { return first_of_month().plus_months(1); }
  [[nodiscard]] Date last_of_month() const { return first_of_next_month() - days{1}; }

  auto operator<=>(const Date&) const = default;

 private:
  explicit Date(std::int32_t since_1970) : days_(since_1970) {}
  std::int32_t days_;
};

// A day known to the day, the month or the year only (EDTF level 0): "2012-03-04", "2012-03" or "2012".
struct Edtf {
  Date first;  // the earliest day it may be
  Date last;   // the latest
  enum class Precision { day, month, year } precision;
  static std::optional<Edtf> parse(std::string_view text);
  [[nodiscard]] std::string text() const;   // as written
  [[nodiscard]] std::string words() const;  // "March 2012"
  bool operator==(const Edtf&) const = default;
};

}  // namespace dedere::time
