#include "record/pattern.hpp"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

namespace dedere::record {
namespace {

TEST(Pattern, MatchesTheWholeCell) {
  const struct { const char *expression, *cell; bool matches; } rows[] = {
      {"^[a-z0-9][a-z0-9-]*$", "al-bashir", true},
      {"^[a-z0-9][a-z0-9-]*$", "-al", false},
      {"^[a-z0-9][a-z0-9-]*$", "", false},
      {"[a-z]{2}", "mn", true},
      {"[a-z]{2}", "mng", false},
      {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2012", true},
      {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2012-03", true},
      {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2012-3", false},
      {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2012-03-04", true},
      {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2012-03-04x", false},
      {"a|bc|", "bc", true},
      {"a|bc|", "", true},
      {"a|bc|", "b", false},
      {"(?:ab){2,3}", "abab", true},
      {"(?:ab){2,3}", "ababab", true},
      {"(?:ab){2,3}", "ab", false},
      {"(?:ab){2,3}", "abababab", false},
      {"x{0,1}y", "y", true},
      {"x{2,}", "xxxxx", true},
      {"x{2,}", "x", false},
      {"C\\.N\\.\\d+\\.\\d{4}", "C.N.417.2023", true},
      {"[^,]+", "a;b", true},
      {"[^,]+", "a,b", false},
      {"[]a-]+", "]-a", true},
      {"Й+", "Й", true},
      {"a\\$", "a$", true},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.expression) + " on " + row.cell);
    const auto pattern = Pattern::parse(row.expression);
    ASSERT_TRUE(pattern);
    EXPECT_EQ(pattern->matches(row.cell), row.matches);
  }
}

TEST(Pattern, RefusesWhatItDoesNotUnderstand) {
  for (const char* expression : {"(", ")", "a)", "[", "[a", "a{", "a{2", "a{3,2}", "a{0}", "*", "+a", "a**", "\\b", "\\", "(?=a)", "(?<n>a)", "[é]", "[z-a]", "a{65}", "(a{9}){9}", "a^", "$a"}) {
    EXPECT_FALSE(Pattern::parse(expression)) << expression;
  }
  EXPECT_FALSE(Pattern::parse(std::string(100'000, '('))) << "depth is bounded";
}

// Every cell of up to five letters, against the standard library's matcher.
TEST(Pattern, AgreesWithTheStandardLibrary) {
  const auto make = [](auto& self, std::mt19937& random, int depth) -> std::string {
    const auto any = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    std::string out;
    for (unsigned i = 0, parts = 1 + any(3); i < parts; ++i) {
      const auto kind = depth > 0 ? any(5) : any(3);
      if (kind < 2) out += any(2) ? 'a' : 'b';
      else if (kind == 2) out += any(2) ? "[ab]" : "[^a]";
      else out += "(" + self(self, random, depth - 1) + "|" + self(self, random, depth - 1) + ")";
      const char* repeat[] = {"", "", "?", "*", "+", "{2}", "{1,2}", "{0,2}"};
      out += repeat[any(8)];
    }
    return out;
  };
  std::size_t compared = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const auto expression = make(make, random, 2);
    const auto pattern = Pattern::parse(expression);
    if (!pattern) continue;  // more than 64 positions
    const std::regex standard(expression, std::regex::ECMAScript | std::regex_constants::__polynomial);  // libstdc++: without backtracking
    for (unsigned length = 0; length <= 5; ++length) {
      for (unsigned bits = 0; bits < 1U << length; ++bits) {
        std::string cell;
        for (unsigned i = 0; i < length; ++i) cell += (bits >> i) & 1U ? 'a' : 'b';
        ASSERT_EQ(pattern->matches(cell), std::regex_match(cell, standard)) << "seed " << seed << ": " << expression << " on `" << cell << "`";
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 10'000U);
}

}  // namespace
}  // namespace dedere::record
