#include "run/write.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "reason/decide.hpp"
#include "run/sort.hpp"

namespace dedere::run {
namespace {

using language::Value;

TEST(SortedKeys, AgreeWithStableSort) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937_64 dice(seed);
    const auto low = static_cast<unsigned>(dice() % 20), high = low + 1 + static_cast<unsigned>(dice() % (64 - low));
    std::vector<std::uint64_t> keys(dice() % 3'000);
    const auto few = dice() % 2 ? ~std::uint64_t{0} : 0x8000'0000'0001'0001ULL;  // groups of one, or large ones
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = (high == 64 ? dice() : dice() % (std::uint64_t{1} << high)) & few;
    auto expected = keys;
    std::stable_sort(expected.begin(), expected.end(), [&](auto a, auto b) { return (a >> low) < (b >> low); });
    EXPECT_EQ(sorted_keys<std::uint64_t>(keys.size(), low, high, [&](std::size_t i) { return keys[i]; }), expected);
  }
}

struct Case {
  language::Program program;
  std::vector<language::Fact> facts;
};

language::Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"test.law", R"(
type Person. type State.
predicate always(person: Person, state: State) "{person} {state}".
predicate sometimes(person: Person, n: Number, day: Date) "{person} {n} {day}".
predicate wide(a: Number, b: Number, c: Number, d: Text) "{a} {b} {c} {d}".
predicate alone(text: Text) "{text}".
predicate it_rains "it rains".
)"}, said);
  return *language::load(std::move(sources), {}, said);
}

std::string any_text(std::mt19937_64& dice) {
  static constexpr const char* parts[] = {"a", "b", ",", "\"", "\n", "é", "longer than eight bytes ", " ", "\r", "A", "0"};
  std::string text;
  for (auto n = 1 + dice() % 4; n > 0; --n) text += parts[dice() % std::size(parts)];
  return text;
}

std::int64_t any_number(std::mt19937_64& dice) { return dice() % 3 == 0 ? static_cast<std::int64_t>(dice()) : static_cast<std::int64_t>(dice() % 40) - 20; }

time::IntervalSet any_time(std::mt19937_64& dice) {
  std::vector<time::Interval> out;
  for (auto n = 1 + dice() % 3; n > 0; --n) {
    const auto from = static_cast<std::int64_t>(dice() % 100) * 43'200;
    out.push_back(*time::Interval::between(dice() % 8 ? time::Instant{from} : time::Instant::first(), dice() % 8 ? time::Instant{from + 1 + static_cast<std::int64_t>(dice() % 200'000)} : time::Instant::last()));
  }
  return time::IntervalSet::of(std::move(out));
}

Case made(std::uint64_t seed, const char* predicate) {
  Case c{program(), {}};
  std::mt19937_64 dice(seed);
  const auto id = *c.program.find_predicate(predicate);
  const auto rows = dice() % 4 == 0 ? dice() % 3 : dice() % 400;
  const bool timed = std::string_view(predicate) != "always" && dice() % 4 != 0;
  for (std::uint64_t i = 0; i < rows; ++i) {
    std::vector<Value> values;
    for (const auto& argument : c.program[id].arguments) {
      if (argument.type == language::number_type) values.push_back(c.program.values.number(any_number(dice)));
      else if (argument.type == language::date_type) values.push_back(c.program.values.date(time::Date::from_days(static_cast<std::int64_t>(dice() % 1'000) - 500)));
      else values.push_back(c.program.values.entity(argument.type, any_text(dice)));
    }
    c.facts.push_back({id, std::move(values), timed ? any_time(dice) : time::IntervalSet::always(), {}});
  }
  return c;
}

std::string written(const Case& c, const char* predicate, const Style& style) {
  const auto world = reason::World::evaluate(c.program, c.facts, {});
  const auto id = *c.program.find_predicate(predicate);
  std::string out;
  const auto rows = write_table(c.program, id, world.relation(id, reason::Mode::certain), style, [&](std::string_view piece) { out += piece; return true; });
  EXPECT_TRUE(rows) << (rows ? "" : show(rows.error().diagnostics()[0]));
  return out;
}

// What holds when, by what is written of the values; sorted as the table is, by comparing values.
using Rows = std::vector<std::pair<std::vector<Value>, std::vector<std::pair<std::int64_t, std::int64_t>>>>;

Rows held(const language::Program& program, const std::vector<language::Fact>& facts) {
  std::map<std::vector<std::uint32_t>, time::IntervalSet> all;
  for (const auto& fact : facts) {
    std::vector<std::uint32_t> key;
    for (const auto v : fact.arguments) key.push_back(v.index);
    all[key] |= fact.when;
  }
  Rows out;
  for (const auto& [key, when] : all) {
    auto& [values, times] = out.emplace_back();
    for (const auto v : key) values.push_back({v});
    for (const auto& i : when.intervals()) times.emplace_back(i.from().seconds, i.to().seconds);
  }
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
    return std::lexicographical_compare(a.first.begin(), a.first.end(), b.first.begin(), b.first.end(), [&](Value x, Value y) { return program.values.less(x, y); });
  });
  return out;
}

TEST(WriteTable, ReadsBackSorted) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    for (const auto* predicate : {"always", "sometimes", "wide", "alone", "it_rains"}) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", " << predicate);
      const auto c = made(seed, predicate);
      const auto id = *c.program.find_predicate(predicate);
      const Style style{.header = seed % 2 == 0, .clock = seed % 3 == 0 ? Clock::seconds : Clock::calendar};
      const auto text = written(c, predicate, style);
      const auto read = read_table(c.program, id, "t.csv", text, style.header && !text.empty() && text != "\n" ? Header::yes : Header::no);
      ASSERT_TRUE(read) << show(read.error().diagnostics()[0]) << text;
      const auto expected = held(c.program, c.facts);
      // In order: one row an interval, as expected and nothing else.
      const auto arity = c.program[id].arguments.size();
      std::size_t row = 0;
      for (const auto& [values, times] : expected)
        for (const auto& [from, to] : times) {
          if (arity > 0) { ASSERT_LT(row * arity, read->table.cells.size()); }
          for (std::size_t i = 0; i < arity; ++i) ASSERT_EQ(read->table.cells[row * arity + i], values[i]) << text;
          if (!read->table.when.empty()) {
            ASSERT_EQ(read->table.when[row].from().seconds, from);
            ASSERT_EQ(read->table.when[row].to().seconds, to);
          } else {
            ASSERT_EQ(std::make_pair(from, to), std::make_pair(time::Instant::first().seconds, time::Instant::last().seconds));
          }
          ++row;
        }
      if (arity > 0) { ASSERT_EQ(read->table.cells.size(), row * arity); }
    }
  }
}

TEST(WriteTable, LooksLikeThis) {
  Case c{program(), {}};
  auto& values = c.program.values;
  const auto add = [&](const char* predicate, std::vector<Value> arguments, time::IntervalSet when = time::IntervalSet::always()) {
    c.facts.push_back({*c.program.find_predicate(predicate), std::move(arguments), std::move(when), {}});
  };
  const auto person = [&](const char* id) { return values.entity(*c.program.find_type("Person"), id); };
  const auto day = [](const char* text) { return *time::Date::parse(text); };
  add("sometimes", {person("q"), values.number(10), values.date(day("2024-01-01"))}, time::IntervalSet::days(day("2024-09-02"), day("2024-09-03")));
  add("sometimes", {person("q"), values.number(9), values.date(day("2024-01-01"))}, time::IntervalSet::from({1'725'235'201}));
  add("sometimes", {person("a, b"), values.number(3'000'000'000), values.date(day("2024-01-01"))});
  add("always", {person("q"), values.entity(*c.program.find_type("State"), "aa")});
  add("it_rains", {}, time::IntervalSet::before({0}));
  EXPECT_EQ(written(c, "sometimes", {}), "person,n,day,from,to\n\"a, b\",3000000000,2024-01-01,,\nq,9,2024-01-01,2024-09-02T00:00:01Z,\nq,10,2024-01-01,2024-09-02,2024-09-04\n");
  EXPECT_EQ(written(c, "sometimes", {.separator = '\t', .header = false, .clock = Clock::seconds}), "a, b\t3000000000\t2024-01-01\t\t\nq\t9\t2024-01-01\t1725235201\t\nq\t10\t2024-01-01\t1725235200\t1725408000\n");
  EXPECT_EQ(written(c, "always", {}), "person,state\nq,aa\n");
  EXPECT_EQ(written(c, "it_rains", {}), "from,to\n,1970-01-01\n");
  EXPECT_EQ(written(c, "alone", {}), "text\n");
}

TEST(WriteTable, ATabCannotStandBetweenTabs) {
  Case c{program(), {}};
  const auto alone = *c.program.find_predicate("alone");
  c.facts.push_back({alone, {c.program.values.text("a\tb")}, time::IntervalSet::always(), {}});
  const auto world = reason::World::evaluate(c.program, c.facts, {});
  const auto rows = write_table(c.program, alone, world.relation(alone, reason::Mode::certain), {.separator = '\t'}, [](std::string_view) { return true; });
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().diagnostics()[0].code, "F011");
}

}  // namespace
}  // namespace dedere::run
