#include "time/interval_set.hpp"

#include <gtest/gtest.h>

#include <bitset>
#include <random>

namespace dedere::time {
namespace {

constexpr std::int64_t horizon = 24;  // a short line of time, so that ends meet often

// The plainest set of instants: a bit a second, from 0 to the horizon, and one for all that lies on either side.
using Bits = std::bitset<horizon + 2>;

Instant at(std::int64_t second) { return {second}; }

Bits bits(const IntervalSet& set) {
  Bits all;
  for (std::int64_t second = -1; second <= horizon; ++second) all[static_cast<std::size_t>(second + 1)] = set.holds(at(second));
  return all;
}

bool is_normal(const IntervalSet& set) {
  const auto& all = set.intervals();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!(all[i].from() < all[i].to())) return false;
    if (i > 0 && !(all[i - 1].to() < all[i].from())) return false;  // disjoint, and not even touching
  }
  return true;
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}
  IntervalSet set() {
    std::vector<Interval> any;
    for (int n = below(5); n > 0; --n) {
      const Instant from = below(8) == 0 ? Instant::first() : at(below(horizon)), to = below(8) == 0 ? Instant::last() : at(below(horizon + 1));
      if (const auto interval = Interval::between(from, to)) any.push_back(*interval);
    }
    return IntervalSet::of(any);
  }
  int below(std::int64_t end) { return static_cast<int>(std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_)); }

 private:
  std::mt19937 random_;
};

TEST(IntervalSet, agrees_with_one_bit_a_second) {
  for (std::uint32_t seed = 0; seed < 20'000; ++seed) {
    Generator make(seed);
    const auto a = make.set(), b = make.set();
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text(a) + " and " + text(b));
    ASSERT_TRUE(is_normal(a));
    ASSERT_TRUE(is_normal(a & b));
    ASSERT_TRUE(is_normal(a | b));
    ASSERT_TRUE(is_normal(a - b));
    ASSERT_EQ(bits(a & b), bits(a) & bits(b));
    ASSERT_EQ(bits(a | b), bits(a) | bits(b));
    ASSERT_EQ(bits(a - b), bits(a) & ~bits(b));
    ASSERT_EQ(bits(a.complement()), ~bits(a));
    ASSERT_EQ(a.contains(b), (bits(b) & ~bits(a)).none());
    ASSERT_EQ(a == b, bits(a) == bits(b));
  }
}

TEST(IntervalSet, keeps_the_laws_of_sets) {
  for (std::uint32_t seed = 0; seed < 5'000; ++seed) {
    Generator make(seed);
    const auto a = make.set(), b = make.set(), c = make.set();
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text(a) + "; " + text(b) + "; " + text(c));
    ASSERT_EQ(a & (b | c), (a & b) | (a & c));
    ASSERT_EQ((a | b).complement(), a.complement() & b.complement());
    ASSERT_EQ(a - (b | c), (a - b) - c);
    ASSERT_EQ(a.complement().complement(), a);
  }
}

TEST(IntervalSet, around_gives_the_interval_that_holds_an_instant) {
  for (std::uint32_t seed = 0; seed < 2'000; ++seed) {
    Generator make(seed);
    const auto set = make.set();
    for (std::int64_t second = 0; second < horizon; ++second) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", second " + std::to_string(second) + ": " + text(set));
      const auto around = set.around(at(second));
      ASSERT_EQ(around.has_value(), set.holds(at(second)));
      if (!around) continue;
      ASSERT_TRUE(around->holds(at(second)));
      ASSERT_TRUE(around->from() == Instant::first() || !set.holds(around->from().shifted(-1)));
      ASSERT_TRUE(around->to() == Instant::last() || !set.holds(around->to()));
    }
  }
}

Date day(const char* iso) { return *Date::parse(iso); }

TEST(IntervalSet, reads_as_days_where_it_can) {
  const auto june = IntervalSet::days(day("2024-06-01"), day("2024-06-30"));
  const auto noon = Instant::start_of(day("2024-06-15")).shifted(12 * 3600);
  const struct { const char* shows; IntervalSet set; const char* text; } rows[] = {
      {"nothing", IntervalSet::never(), "never"},
      {"everything", IntervalSet::always(), "always"},
      {"the last day is in it", june, "2024-06-01 to 2024-06-30"},
      {"one day", IntervalSet::days(day("2024-02-29"), day("2024-02-29")), "2024-02-29"},
      {"last before first", IntervalSet::days(day("2024-06-02"), day("2024-06-01")), "never"},
      {"no end", IntervalSet::from(Instant::start_of(day("2002-07-01"))), "from 2002-07-01"},
      {"no beginning", IntervalSet::before(Instant::start_of(day("2002-07-01"))), "until 2002-06-30"},
      {"a hole", june - IntervalSet::days(day("2024-06-02"), day("2024-06-29")), "2024-06-01; 2024-06-30"},
      {"days that touch are one", june | IntervalSet::days(day("2024-07-01"), day("2024-07-01")), "2024-06-01 to 2024-07-01"},
      {"part of a day", june & IntervalSet::from(noon), "2024-06-15T12:00:00Z to 2024-07-01 exclusive"},
      {"before 1970", IntervalSet::days(day("1945-10-24"), day("1945-10-24")), "1945-10-24"},
  };
  for (const auto& row : rows) EXPECT_EQ(text(row.set), row.text) << row.shows;
}

TEST(Interval, is_none_unless_it_has_an_instant) {
  EXPECT_FALSE(Interval::between(at(3), at(3)));
  EXPECT_FALSE(Interval::between(at(4), at(3)));
  const auto one = Interval::between(at(3), at(4));
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->holds(at(3)));
  EXPECT_FALSE(one->holds(at(4)));
}

TEST(Instant, shifts_and_stays_at_the_ends_of_time) {
  EXPECT_EQ(at(5).shifted(-7), at(-2));
  EXPECT_EQ(Instant::last().shifted(-7), Instant::last());
  EXPECT_EQ(Instant::first().shifted(7), Instant::first());
  EXPECT_EQ(Instant{Instant::last().seconds - 1}.shifted(7), Instant::last());
  EXPECT_EQ(Instant{Instant::first().seconds + 1}.shifted(-7), Instant::first());
}

TEST(Instant, lies_in_its_day_on_both_sides_of_1970) {
  for (const std::int64_t second : {-86'401L, -86'400L, -1L, 0L, 86'399L, 86'400L}) {
    const auto day = at(second).day();
    EXPECT_TRUE(Interval::day(day).holds(at(second))) << second;
  }
}

static_assert(!std::is_convertible_v<KnownTime, ValidTime>, "the two times never mix");
static_assert(!std::is_convertible_v<ValidTime, KnownTime>, "the two times never mix");

}  // namespace
}  // namespace dedere::time
