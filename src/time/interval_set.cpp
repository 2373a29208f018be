#include "time/interval_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>

namespace dedere::time {

Date Instant::day() const {
  assert(is_finite());
  const auto whole = seconds / seconds_per_day - (seconds % seconds_per_day < 0 ? 1 : 0);
  return Date::from_days(whole);
}

Instant Instant::shifted(std::int64_t by) const {
  if (!is_finite()) return *this;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(seconds, by, &sum)) return by > 0 ? last() : first();
  return {sum};
}

IntervalSet::IntervalSet(std::initializer_list<Interval> any_order) : IntervalSet(of(std::vector(any_order))) {}

IntervalSet IntervalSet::from(Instant start) {
  const auto interval = Interval::between(start, Instant::last());
  return interval ? IntervalSet(*interval) : never();
}

IntervalSet IntervalSet::before(Instant end) {
  const auto interval = Interval::between(Instant::first(), end);
  return interval ? IntervalSet(*interval) : never();
}

IntervalSet IntervalSet::days(Date first, Date last) {
  const auto interval = Interval::between(Instant::start_of(first), Instant::start_of(last + std::chrono::days{1}));
  return interval ? IntervalSet(*interval) : never();
}

IntervalSet IntervalSet::of(std::vector<Interval> any_order) {
  std::sort(any_order.begin(), any_order.end(), [](const Interval& a, const Interval& b) { return a.from_ < b.from_; });
  IntervalSet set;
  for (const auto& interval : any_order) {
    if (!set.intervals_.empty() && interval.from_ <= set.intervals_.back().to_)
      set.intervals_.back().to_ = std::max(set.intervals_.back().to_, interval.to_);
    else
      set.intervals_.push_back(interval);
  }
  return set;
}

std::optional<Interval> IntervalSet::around(Instant t) const {
  const auto after = std::upper_bound(intervals_.begin(), intervals_.end(), t,
                                      [](Instant at, const Interval& i) { return at < i.from_; });
  if (after == intervals_.begin() || !std::prev(after)->holds(t)) return std::nullopt;
  return *std::prev(after);
}

bool IntervalSet::holds(Instant t) const { return around(t).has_value(); }
bool IntervalSet::contains(const IntervalSet& other) const { return (other - *this).empty(); }

IntervalSet IntervalSet::operator&(const IntervalSet& other) const {
  IntervalSet both;
  auto a = intervals_.begin(), b = other.intervals_.begin();
  while (a != intervals_.end() && b != other.intervals_.end()) {
    const auto from = std::max(a->from_, b->from_), to = std::min(a->to_, b->to_);
    if (from < to) both.intervals_.push_back(Interval(from, to));
    if (a->to_ < b->to_) ++a; else ++b;
  }
  return both;
}

IntervalSet IntervalSet::operator|(const IntervalSet& other) const {
  IntervalSet either;
  either.intervals_.reserve(intervals_.size() + other.intervals_.size());
  auto a = intervals_.begin(), b = other.intervals_.begin();
  while (a != intervals_.end() || b != other.intervals_.end()) {
    const bool take_a = b == other.intervals_.end() || (a != intervals_.end() && a->from_ <= b->from_);
    const Interval next = take_a ? *a++ : *b++;
    if (!either.intervals_.empty() && next.from_ <= either.intervals_.back().to_)
      either.intervals_.back().to_ = std::max(either.intervals_.back().to_, next.to_);
    else
      either.intervals_.push_back(next);
  }
  return either;
}

IntervalSet IntervalSet::operator-(const IntervalSet& other) const {
  IntervalSet rest;
  auto b = other.intervals_.begin();
  for (const auto& a : intervals_) {
    auto from = a.from_;
    while (b != other.intervals_.end() && b->to_ <= from) ++b;
    for (auto cut = b; cut != other.intervals_.end() && cut->from_ < a.to_; ++cut) {
      if (from < cut->from_) rest.intervals_.push_back(Interval(from, cut->from_));
      from = std::max(from, cut->to_);
    }
    if (from < a.to_) rest.intervals_.push_back(Interval(from, a.to_));
  }
  return rest;
}

namespace {

bool is_midnight(Instant t) { return !t.is_finite() || t.seconds % seconds_per_day == 0; }

std::string instant_text(Instant t) {
  const auto day = t.day();
  const auto rest = t.seconds - Instant::start_of(day).seconds;
  if (rest == 0) return day.iso();
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day.iso(), rest / 3600, rest / 60 % 60, rest % 60);
}

}  // namespace

std::string text(const Interval& interval) {
  const auto from = interval.from(), to = interval.to();
  if (interval == Interval::always()) return "always";
  const bool whole_days = is_midnight(from) && is_midnight(to);
  const auto end = [&] { return whole_days ? (to.day() - std::chrono::days{1}).iso() : instant_text(to) + " exclusive"; };
  if (to == Instant::last()) return "from " + instant_text(from);
  if (from == Instant::first()) return "until " + end();
  const auto begin = instant_text(from), last = end();
  return begin == last ? begin : begin + " to " + last;
}

std::string text(const IntervalSet& set) {
  if (set.empty()) return "never";
  std::string all;
  for (const auto& interval : set.intervals()) all += (all.empty() ? "" : "; ") + text(interval);
  return all;
}

}  // namespace dedere::time
