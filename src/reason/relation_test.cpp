// Relations against a plain map, on random loads, additions and look-ups.
#include "reason/relation.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace dedere::reason {
namespace {

using Tuple = std::vector<Value>;
struct Less {
  bool operator()(const Tuple& a, const Tuple& b) const { return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](Value x, Value y) { return x.index < y.index; }); }
};

class Trial {
 public:
  Trial(unsigned seed, bool timed) : dice_(seed), arity_(1 + below(3)), timed_(timed), width_{1U << below(11), 1U << below(11), 1U << below(11)}, far_(below(4) == 0), relation_(arity_, below(2) == 0) {}

  void run() {
    for (int turns = 1 + static_cast<int>(below(4)); turns > 0; --turns) {
      if (below(3) > 0) load();
      else add();
      if (below(2) == 0) ask();  // so that indexes are there when more comes
    }
    ask();
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(dice_() % n); }
  Tuple tuple() {
    Tuple out;
    for (std::size_t i = 0; i < arity_; ++i) out.push_back({1'000 + below(width_[i])});
    if (far_ && below(100) == 0) out[0].index += 50'000'000;
    return out;
  }
  Interval stretch() {
    const auto from = static_cast<std::int64_t>(below(50));
    return Interval::spanning({from}, {from + 1 + below(10)});
  }

  void load() {
    Tuple cells;
    std::vector<Interval> when;
    std::vector<Row> rows{7};  // what is there stays
    std::vector<Tuple> all;
    const auto count = below(2) == 0 ? below(40) : below(3'000);
    const bool timed = timed_ && below(4) > 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      all.push_back(tuple());
      cells.insert(cells.end(), all.back().begin(), all.back().end());
      if (timed) when.push_back(stretch());
      plain_[all.back()] |= timed ? IntervalSet(when.back()) : IntervalSet::always();
    }
    relation_.load(cells, when, &rows);
    ASSERT_EQ(rows.size(), count + 1U);
    for (std::uint32_t i = 0; i < count; ++i) EXPECT_TRUE(std::ranges::equal(relation_.values(rows[i + 1]), all[i]));
  }

  void add() {
    Found found(arity_);
    for (auto i = below(300); i > 0; --i) {
      const auto one = tuple();
      const auto when = timed_ && below(3) > 0 ? IntervalSet(stretch()) : IntervalSet::always();
      found.add(one, when);
      plain_[one] |= when;
    }
    relation_.add(found, ++batch_);
  }

  void ask() {
    ASSERT_EQ(relation_.size(), plain_.size());
    for (const auto& [values, when] : plain_) {
      const auto row = relation_.find(values);
      ASSERT_TRUE(row);
      EXPECT_TRUE(std::ranges::equal(relation_.values(*row), values));
      EXPECT_EQ(IntervalSet(relation_.when(*row)), when);
      EXPECT_EQ(IntervalSet(relation_.when(values)), when);
    }
    for (int i = 0; i < 100; ++i)
      if (const auto one = tuple(); !plain_.contains(one)) { EXPECT_FALSE(relation_.find(one)); }
    for (std::uint64_t mask = 1; mask < 1ULL << arity_; ++mask) ask(mask);
  }

  void ask(std::uint64_t mask) {
    const auto key_of = [&](std::span<const Value> values) {
      Tuple key;
      for (std::size_t i = 0; i < arity_; ++i)
        if (mask >> i & 1U) key.push_back(values[i]);
      return key;
    };
    std::map<Tuple, std::set<Tuple, Less>, Less> groups;
    for (const auto& [values, when] : plain_) groups[key_of(values)].insert(values);
    const auto index = relation_.index(mask);
    const auto follow = [&](Row first) {
      std::set<Tuple, Less> found;
      for (auto row = first; row != no_row; row = relation_.next_with(index, row)) EXPECT_TRUE(found.insert({relation_.values(row).begin(), relation_.values(row).end()}).second);
      return found;
    };
    for (const auto& [key, values] : groups) EXPECT_EQ(follow(relation_.first_with(index, key)), values);
    const auto firsts = relation_.first_rows(index);
    EXPECT_EQ(firsts.size(), groups.size());
    EXPECT_TRUE(std::is_sorted(firsts.begin(), firsts.end()));
    for (const auto first : firsts) EXPECT_EQ(follow(first), groups[key_of(relation_.values(first))]);
    for (int i = 0; i < 20; ++i)
      if (const auto key = key_of(tuple()); !groups.contains(key)) { EXPECT_EQ(relation_.first_with(index, key), no_row); }
  }

  std::mt19937 dice_;
  std::size_t arity_;
  bool timed_;
  std::array<std::uint32_t, 3> width_;
  bool far_;
  Relation relation_;
  Batch batch_ = 0;
  std::map<Tuple, IntervalSet, Less> plain_;
};

TEST(Relation, EqualsAPlainMap) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Trial(seed, seed % 2 == 0).run();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace dedere::reason
