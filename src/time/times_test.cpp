// Every pair of sets over eight instants, against bits.
#include "time/times.hpp"

#include <gtest/gtest.h>

namespace dedere::time {
namespace {

constexpr unsigned instants = 7, sets = 1U << instants;

Buffer of_bits(unsigned bits) {
  Buffer all;
  for (unsigned i = 0; i < instants; ++i)
    if (bits >> i & 1U) all.push_back(Interval::spanning({i}, {i + 1}));
  coalesce(all);
  return all;
}

unsigned to_bits(Times times) {
  unsigned bits = 0;
  for (unsigned i = 0; i < instants; ++i) bits |= times.holds({i}) ? 1U << i : 0U;
  return bits;
}

// Sorted, disjoint, non-adjacent.
bool canonical(Times times) {
  for (std::size_t i = 1; i < times.size(); ++i)
    if (!(times[i - 1].to() < times[i].from())) return false;
  return true;
}

TEST(Times, EveryPairOfSetsAgainstBits) {
  Buffer out;
  for (unsigned a = 0; a < sets; ++a)
    for (unsigned b = 0; b < sets; ++b) {
      const auto x = of_bits(a), y = of_bits(b);
      for (const auto& [result, expected] : {std::pair{meet(x, y, out).set(), a & b}, {unite(x, y, out).set(), a | b}, {minus(x, y, out).set(), a & ~b}}) {
        ASSERT_EQ(to_bits(result), expected) << a << " " << b;
        ASSERT_TRUE(canonical(result)) << a << " " << b;
      }
      unsigned whole = 0;
      for (const auto& i : x)
        for (auto t = i.from().seconds; t < i.to().seconds; ++t)
          if (b >> t & 1U) whole |= to_bits(Times(&i, 1));
      ASSERT_EQ(to_bits(touched(x, y, out)), whole) << a << " " << b;
    }
}

TEST(Times, WithoutEnd) {
  Buffer out;
  const auto later = IntervalSet::from({5});
  EXPECT_EQ(minus(Times::always(), later, out).set(), IntervalSet::before({5}));
  EXPECT_TRUE(unite(later, IntervalSet::before({5}), out).is_always());
  EXPECT_EQ(meet(Times::always(), later, out).set(), later);
}

TEST(Times, CoalesceTakesAnyOrder) {
  Buffer all{Interval::spanning({5}, {6}), Interval::spanning({1}, {3}), Interval::spanning({2}, {5}), Interval::spanning({8}, {9})};
  coalesce(all);
  EXPECT_EQ(Times(all).set(), IntervalSet::of({Interval::spanning({1}, {6}), Interval::spanning({8}, {9})}));
}

}  // namespace
}  // namespace dedere::time
