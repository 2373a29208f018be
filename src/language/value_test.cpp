#include "language/value.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <utility>

namespace dedere::language {
namespace {

constexpr TypeId state{3}, person{4};
constexpr std::int64_t edge = std::int64_t{1} << 29U;

TEST(Values, NumbersKeepTheirSize) {
  Values values;
  for (const std::int64_t n : {std::int64_t{0}, std::int64_t{-1}, edge - 1, edge, -edge, -edge - 1, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    const auto v = values.number(n);
    EXPECT_EQ(values.as_number(v), n);
    EXPECT_EQ(values.type(v), number_type);
    EXPECT_EQ(values.number(n), v);
    EXPECT_EQ(values.written(v), std::to_string(n));
    EXPECT_NE(v, Value{~0U});
  }
  EXPECT_EQ(values.entries(), 4U) << "only those that do not fit in a value";
}

TEST(Values, DatesAreTheirOwnValue) {
  Values values;
  for (const auto* day : {"0001-01-01", "1969-12-31", "1970-01-01", "2024-09-03", "9999-12-31"}) {
    const auto v = values.date(*time::Date::parse(day));
    EXPECT_EQ(values.written(v), day);
    EXPECT_EQ(values.type(v), date_type);
    EXPECT_NE(v, Value{~0U});
  }
  EXPECT_EQ(values.entries(), 0U);
}

TEST(Values, ATextIsOneValueInEachType) {
  Values values;
  const auto mn = values.entity(state, "mn");
  EXPECT_NE(values.entity(person, "mn"), mn);
  EXPECT_NE(values.text("mn"), mn);
  EXPECT_EQ(values.find_entity(state, "mn"), mn);
  EXPECT_EQ(values.find_entity(state, "aa"), std::nullopt);
  EXPECT_EQ(values.show(mn), "mn");
  values.name(mn, "Mongolia");
  EXPECT_EQ(values.show(mn), "Mongolia");
  EXPECT_EQ(values.written(values.text("a \"b\"")), "\"a \\\"b\\\"\"");
}

TEST(Values, AMoveLeavesTextsWhereTheyAre) {
  Values values;
  const auto mn = values.entity(state, "a text that is not short");
  const auto* at = values.id(mn).data();
  const Values moved = std::move(values);
  EXPECT_EQ(moved.id(mn).data(), at);
}

// Short alphabets and all lengths about the limit of what a key holds, so that prefixes, equal ends and NULs occur.
std::string any_text(std::mt19937_64& dice) {
  std::string text(dice() % 20, '\0');
  for (auto& c : text) c = "ab\0\xff"[dice() % 4];
  return text;
}

std::int64_t any_number(std::mt19937_64& dice) {
  const auto small = static_cast<std::int64_t>(dice() % 5) - 2;
  switch (dice() % 4) {
    case 0: return small;
    case 1: return edge + small;
    case 2: return -edge + small;
    default: return static_cast<std::int64_t>(dice());
  }
}

TEST(Values, AgreeWithAMap) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937_64 dice(seed);
    Values values;
    if (seed % 2) values.reserve(dice() % 300);
    std::map<std::pair<std::uint32_t, std::string>, Value> texts;
    std::map<std::int64_t, Value> numbers;
    for (int i = 0; i < 2'000; ++i) {
      if (dice() % 4 == 0) {
        const auto n = any_number(dice);
        const auto v = values.number(n);
        EXPECT_EQ(numbers.try_emplace(n, v).first->second, v);
        EXPECT_EQ(values.as_number(v), n);
      } else {
        const TypeId type{static_cast<std::uint32_t>(2 + dice() % 3)};
        const auto text = any_text(dice);
        const bool known = texts.contains({type.index, text});
        EXPECT_EQ(values.find_entity(type, text).has_value(), known);
        const auto v = values.entity(type, text);
        EXPECT_EQ(texts.try_emplace({type.index, text}, v).first->second, v);
        EXPECT_EQ(values.id(v), text);
        EXPECT_EQ(values.type(v), type);
      }
    }
    for (const auto& [text, value] : texts) EXPECT_EQ(values.find_entity({text.first}, text.second), value);

    // The order: numbers as numbers, then texts bytewise (as std::string compares them), then by type.
    std::vector<Value> all;
    for (const auto& [n, value] : numbers) all.push_back(value);
    std::vector<std::pair<std::pair<std::string, std::uint32_t>, Value>> by_text;
    for (const auto& [text, value] : texts) by_text.push_back({{text.second, text.first}, value});
    std::sort(by_text.begin(), by_text.end());
    for (const auto& [text, value] : by_text) all.push_back(value);
    auto sorted = all;
    std::shuffle(sorted.begin(), sorted.end(), dice);
    std::sort(sorted.begin(), sorted.end(), [&](Value a, Value b) { return values.less(a, b); });
    EXPECT_EQ(sorted, all);
  }
}

}  // namespace
}  // namespace dedere::language
