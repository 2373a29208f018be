// When something holds: a set of instants, kept as sorted, disjoint, non-adjacent half-open [from, to).
//
//     const auto in_office = IntervalSet::days(Date::of(2019, 5, 20), Date::of(2024, 5, 19));   // the last day is in it
//     const auto abroad = IntervalSet::days(Date::of(2024, 5, 18), Date::of(2024, 5, 21));
//     in_office & abroad                                                                        // 2024-05-18 to 2024-05-19
//
// A value: equal sets hold the same instants. `&`, `|` and `-` are linear in the number of intervals.
// An instant is a number of seconds since 1970-01-01T00:00:00Z; `Instant::first` and `Instant::last` stand for "without beginning"
// and "without end", and arithmetic saturates there: forever plus 7 days is forever.
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "time/date.hpp"

namespace dedere::time {

inline constexpr std::int64_t seconds_per_day = 86'400;

struct Instant {
  std::int64_t seconds = 0;
  static constexpr Instant first() { return {std::numeric_limits<std::int64_t>::min()}; }
  static constexpr Instant last() { return {std::numeric_limits<std::int64_t>::max()}; }
  static Instant start_of(Date day) { return {day.days_since_1970() * seconds_per_day}; }
  [[nodiscard]] bool is_finite() const { return *this != first() && *this != last(); }
  [[nodiscard]] Date day() const;                          // the day that it lies in; needs a finite instant
  [[nodiscard]] Instant shifted(std::int64_t by) const;    // saturates
  auto operator<=>(const Instant&) const = default;
};

// The two times of the record never mix.
struct ValidTime { Instant at; auto operator<=>(const ValidTime&) const = default; };  // when it was so
struct KnownTime { Instant at; auto operator<=>(const KnownTime&) const = default; };  // when it was public

class Interval {
 public:
  static std::optional<Interval> between(Instant from, Instant to) {  // none unless from < to
    if (!(from < to)) return std::nullopt;
    return Interval(from, to);
  }
  static Interval spanning(Instant from, Instant to) { return Interval(from, to); }                   // needs from < to
  static Interval always() { return Interval(Instant::first(), Instant::last()); }
  static Interval day(Date d) { return Interval(Instant::start_of(d), Instant::start_of(d + std::chrono::days{1})); }
  [[nodiscard]] Instant from() const { return from_; }   // in it
  [[nodiscard]] Instant to() const { return to_; }       // not in it
  [[nodiscard]] bool holds(Instant t) const { return from_ <= t && t < to_; }
  bool operator==(const Interval&) const = default;

 private:
  friend class IntervalSet;
  Interval(Instant from, Instant to) : from_(from), to_(to) {}
  Instant from_, to_;
};

class IntervalSet {
 public:
  IntervalSet() = default;                                 // never
  IntervalSet(Interval one) : intervals_{one} {}           // NOLINT: an interval is a set of instants
  IntervalSet(std::initializer_list<Interval> any_order);
  static IntervalSet always() { return Interval::always(); }
  static IntervalSet never() { return {}; }
  static IntervalSet from(Instant start);                  // [start, for ever)
  static IntervalSet before(Instant end);                  // (from ever, end)
  static IntervalSet days(Date first, Date last);          // both days in it; never, if last < first
  static IntervalSet of(std::vector<Interval> any_order);  // sorts and coalesces

  [[nodiscard]] bool empty() const { return intervals_.empty(); }
  [[nodiscard]] bool is_always() const { return intervals_.size() == 1 && intervals_[0] == Interval::always(); }
  [[nodiscard]] bool holds(Instant t) const;
  [[nodiscard]] bool contains(const IntervalSet& other) const;
  [[nodiscard]] const std::vector<Interval>& intervals() const { return intervals_; }
  [[nodiscard]] std::optional<Interval> around(Instant t) const;   // the interval that holds t

  [[nodiscard]] IntervalSet operator&(const IntervalSet& other) const;
  [[nodiscard]] IntervalSet operator|(const IntervalSet& other) const;
  [[nodiscard]] IntervalSet operator-(const IntervalSet& other) const;
  IntervalSet& operator|=(const IntervalSet& other) { return *this = *this | other; }
  IntervalSet& operator&=(const IntervalSet& other) { return *this = *this & other; }
  [[nodiscard]] IntervalSet complement() const { return always() - *this; }
  bool operator==(const IntervalSet&) const = default;

 private:
  std::vector<Interval> intervals_;
};

// "2024-09-02 to 2024-09-03", "from 2002-07-01", "until 2017-10-26", "always", "never"; several joined by "; ". Days, the last one
// included, where both ends are midnights; otherwise instants in full.
[[nodiscard]] std::string text(const Interval& interval);
[[nodiscard]] std::string text(const IntervalSet& set);

}  // namespace dedere::time
