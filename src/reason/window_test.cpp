// Windows against bits: every set of instants on a short line of time, every window, every pair of sets for since and until.
#include "reason/window.hpp"

#include <gtest/gtest.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace dedere::reason {
namespace {

using language::Window;
using language::syntax::Length;
using language::syntax::Unit;
using Kind = language::syntax::Window::Kind;
using time::Date;
using time::Interval;
using time::IntervalSet;

// A set of instants is a word of bits: bit 0 is all time before second 0, then one second each, the last is all time after.
constexpr int seconds = 5, cells = seconds + 2;
using Bits = unsigned;
constexpr bool has(Bits bits, int second) {  // any second, of the whole line of time
  const int cell = std::clamp(second + 1, 0, cells - 1);
  return (bits >> static_cast<unsigned>(cell) & 1U) != 0;
}

IntervalSet set_of(Bits bits) {
  std::vector<Interval> all;
  for (int cell = 0; cell < cells; ++cell)
    if ((bits >> static_cast<unsigned>(cell) & 1U) != 0)
      all.push_back(Interval::spanning(cell == 0 ? Instant::first() : Instant{cell - 1}, cell == cells - 1 ? Instant::last() : Instant{cell}));
  return IntervalSet::of(std::move(all));
}

bool is_normal(Times all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!(all[i].from() < all[i].to())) return false;
    if (i > 0 && !(all[i - 1].to() < all[i].from())) return false;
  }
  return true;
}

struct Reach { int least; std::optional<int> most; };

std::vector<Reach> reaches(int furthest) {
  std::vector<Reach> all;
  for (int least = 0; least <= furthest; ++least) {
    all.push_back({least, std::nullopt});
    for (int most = least; most <= furthest; ++most) all.push_back({least, most});
  }
  return all;
}

Window window(Kind kind, const Reach& reach) {
  Window w;
  w.kind = kind;
  w.least = {reach.least, Unit::seconds};
  if (reach.most) w.most = Length{*reach.most, Unit::seconds};
  return w;
}

std::string text(const Reach& r) { return fmt::format("{} to {}", r.least, r.most ? std::to_string(*r.most) : "any"); }

// Beyond these the line of time is the same for ever; an open window needs to look no further.
constexpr int early = -4, late = seconds + 4, furthest = 3;

// The instants that a window sees from `t`.
std::vector<int> sights(Kind kind, const Reach& r, int t) {
  const bool back = kind == Kind::some_past || kind == Kind::all_past || kind == Kind::since;
  std::vector<int> all;
  for (int offset = r.least; offset <= r.most.value_or(late - early + furthest); ++offset) all.push_back(back ? t - offset : t + offset);
  return all;
}

bool expected(Kind kind, const Reach& r, Bits p, int t) {
  const auto all = sights(kind, r, t);
  const auto so = [&](int s) { return has(p, s); };
  return kind == Kind::some_past || kind == Kind::some_next ? std::any_of(all.begin(), all.end(), so) : std::all_of(all.begin(), all.end(), so);
}

bool expected(Kind kind, const Reach& r, Bits left, Bits mark, int t) {
  for (const int s : sights(kind, r, t)) {
    if (!has(mark, s)) continue;
    bool lasts = true;
    for (int u = std::min(s, t); u <= std::max(s, t); ++u) lasts = lasts && has(left, u);
    if (lasts) return true;
  }
  return false;
}

TEST(Window, SomeAndAllOfEverySet) {
  Buffer out;
  for (const auto kind : {Kind::some_past, Kind::all_past, Kind::some_next, Kind::all_next})
    for (const auto& reach : reaches(furthest))
      for (Bits p = 0; p < 1U << static_cast<unsigned>(cells); ++p) {
        const auto set = set_of(p);
        const auto times = seen(window(kind, reach), set, out);
        ASSERT_TRUE(is_normal(times)) << static_cast<int>(kind) << ' ' << text(reach) << " of " << time::text(set);
        for (int t = early; t <= late; ++t)
          ASSERT_EQ(times.holds({t}), expected(kind, reach, p, t)) << "kind " << static_cast<int>(kind) << ", " << text(reach) << " of " << time::text(set) << " at " << t;
      }
}

TEST(Window, EverAndAlways) {
  Buffer out;
  for (Bits p = 0; p < 1U << static_cast<unsigned>(cells); ++p) {
    const auto set = set_of(p);
    EXPECT_EQ(seen(window(Kind::ever, {}), set, out).set(), p == 0 ? IntervalSet::never() : IntervalSet::always());
    EXPECT_EQ(seen(window(Kind::always, {}), set, out).set(), p + 1 == 1U << static_cast<unsigned>(cells) ? IntervalSet::always() : IntervalSet::never());
  }
}

TEST(Window, SinceAndUntilOfEveryPairOfSets) {
  Buffer out;
  constexpr std::array some{Reach{0, std::nullopt}, Reach{1, std::nullopt}, Reach{0, 0}, Reach{0, 2}, Reach{1, 2}, Reach{3, 3}};
  for (Bits left = 0; left < 1U << static_cast<unsigned>(cells); ++left) {
    const auto lasting = set_of(left);
    for (Bits mark = 0; mark < 1U << static_cast<unsigned>(cells); ++mark) {
      // Each pair meets one reach, either way; all pairs together meet each many times over.
      const auto& reach = some[(left + mark) % some.size()];
      const auto marks = set_of(mark);
      for (const auto kind : {Kind::since, Kind::until}) {
        const auto times = seen(window(kind, reach), lasting, marks, out);
        ASSERT_TRUE(is_normal(times)) << time::text(lasting) << " since or until " << time::text(marks);
        for (int t = early; t <= late; ++t)
          ASSERT_EQ(times.holds({t}), expected(kind, reach, left, mark, t))
              << time::text(lasting) << (kind == Kind::since ? " since " : " until ") << time::text(marks) << ", " << text(reach) << ", at " << t;
      }
    }
  }
}

// --- the calendar

Instant at(int year, unsigned month, unsigned day, std::int64_t second = 0) { return {Instant::start_of(Date::of(year, month, day)).seconds + second}; }

TEST(Window, MonthsGoByTheCalendar) {
  constexpr std::int64_t ten = 36'000, last_second = time::seconds_per_day - 1;
  const struct { const char* shows; Instant from; std::int64_t n; Unit unit; Instant to; } rows[] = {
      {"the same time of day", at(2024, 3, 15, ten), -1, Unit::months, at(2024, 2, 15, ten)},
      {"a day that the month lacks", at(2024, 3, 31, ten), -1, Unit::months, at(2024, 2, 29, last_second)},
      {"the last day there is", at(2023, 3, 29), -1, Unit::months, at(2023, 2, 28, last_second)},
      {"ahead", at(2024, 1, 31, ten), 1, Unit::months, at(2024, 2, 29, last_second)},
      {"over the end of a year", at(2023, 12, 1), 1, Unit::months, at(2024, 1, 1)},
      {"a leap day, a year on", at(2024, 2, 29, ten), 1, Unit::years, at(2025, 2, 28, last_second)},
      {"four years on", at(2024, 2, 29, ten), 4, Unit::years, at(2028, 2, 29, ten)},
      {"before 1970", at(1969, 12, 31, ten), -1, Unit::months, at(1969, 11, 30, last_second)},
      {"out of the calendar", at(9999, 12, 1), 1, Unit::months, Instant::last()},
      {"a week", at(2024, 2, 28, ten), 1, Unit::weeks, at(2024, 3, 6, ten)},
  };
  for (const auto& row : rows) EXPECT_EQ(moved(row.from, row.n, row.unit).seconds, row.to.seconds) << row.shows;
}

// The map never runs backwards, and `first_moved_to` is its lower edge: at every hour of five years, and the seconds beside it.
TEST(Window, MovesAreMonotoneAndTurnAround) {
  for (const std::int64_t n : {-12, -1, 0, 1, 2, 11}) {
    auto last = Instant::first();
    for (auto t = at(2023, 12, 1); t < at(2028, 4, 1); t = t.shifted(6 * 3'600)) {
      for (const auto s : {t.shifted(-1), t}) {
        const auto to = moved(s, n, Unit::months);
        ASSERT_LE(last, to) << time::text(Interval::spanning(s, s.shifted(1))) << " by " << n;
        last = to;
        const auto first = first_moved_to(s, n, Unit::months);
        ASSERT_GE(moved(first, n, Unit::months), s);
        ASSERT_LT(moved(first.shifted(-1), n, Unit::months), s);
      }
    }
  }
}

// In the past month, at each hour around the end of February: what one looks back to is in sight.
TEST(Window, AMonthBackSeesWhatTheMoveSays) {
  Buffer out;
  const auto day = Interval::day(Date::of(2024, 1, 30));
  Window w;
  w.kind = Kind::some_past;
  w.most = Length{1, Unit::months};
  const auto times = seen(w, IntervalSet(day), out);
  for (auto t = at(2024, 1, 28); t < at(2024, 3, 5); t = t.shifted(1'800))
    ASSERT_EQ(times.holds(t), day.from() <= t && moved(t, -1, Unit::months) < day.to()) << time::text(Interval::spanning(t, t.shifted(1)));
}

}  // namespace
}  // namespace dedere::reason
