// Input of any size and depth is read or refused; nothing overflows a stack. Each case is far beyond any law.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "language/program.hpp"

namespace dedere::language {
namespace {

constexpr int deep = 100'000;
#ifdef NDEBUG
constexpr int many = 100'000, more_statements_than_allowed = 1'000'001;
#else
constexpr int many = 20'000, more_statements_than_allowed = 0;  // sanitizers take ten times as long
#endif

// The first error's code; blank if there is none.
std::string first_error(const std::string& text) {
  Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"x.law", text}, said);
  const auto result = load(std::move(sources), {}, said);
  if (result) return "";
  for (const auto& d : result.error().diagnostics())
    if (d.severity == Severity::error) return d.code;
  return "a failure without an error";
}

std::string repeated(const std::string& what, int times = deep) {
  std::string all;
  for (int i = 0; i < times; ++i) all += what;
  return all;
}

const std::string p = "predicate p \"p\". predicate d(day: Date) \"{day}\". predicate n(x: Number) \"{x}\".\n";

TEST(Limits, OfABody) {
  EXPECT_EQ(first_error(p + "[A] p if p" + repeated(", p") + "."), "L031");
  EXPECT_EQ(first_error(p + "[A] p if p" + repeated(", p", 127) + "."), "");
}

TEST(Limits, OfAnExpression) {
  EXPECT_EQ(first_error(p + "[A] p if n(X), X = 1" + repeated(" + 1") + "."), "L007");
  EXPECT_EQ(first_error(p + "[A] p if d(X), X = " + repeated("next_month(") + "2024-01-01" + repeated(")") + "."), "L007");
  EXPECT_EQ(first_error(p + "[A] p if d(X), X = " + repeated("next_month(", 60) + "2024-01-01" + repeated(")", 60) + "."), "");
}

TEST(Limits, OfLayersOfExceptions) {
  const auto layers = [](int n) {
    std::string all = p + "[0] p if p.\n";
    for (int i = 1; i <= n; ++i) all += fmt::format("[{}] except to [{}] if n(1).\n", i, i - 1);
    return all;
  };
  EXPECT_EQ(first_error(layers(16)), "");
  EXPECT_EQ(first_error(layers(many)), "L031");
}

TEST(Limits, OfLayersWrittenBackwards) {
  std::string all = p;
  for (int i = 3'000; i > 0; --i) all += fmt::format("[{}] except to [{}] if n(1).\n", i, i - 1);
  EXPECT_EQ(first_error(all + "[0] p if p.\n"), "L031");
  EXPECT_EQ(first_error(all), "L018") << "to a rule that does not exist";
}

TEST(Limits, OfArguments) {
  EXPECT_EQ(first_error("predicate q(a0: Number" + [] { std::string s; for (int i = 1; i < 1'000; ++i) s += fmt::format(", a{}: Number", i); return s; }() + ") \"q\"."), "L031");
  EXPECT_EQ(first_error(p + "[A] p if n(1" + repeated(", 1") + ")."), "L011");
}

TEST(Limits, NoneOnTheNumberOfRules) {
  std::string all;
  for (int i = 0; i <= many; ++i) all += fmt::format("predicate q{} \"q\".\n", i);
  for (int i = 0; i < many; ++i) all += fmt::format("[{}] q{} if q{}.\n", i, i + 1, i);
  EXPECT_EQ(first_error(all), "");
  EXPECT_EQ(first_error(all + fmt::format("[x] q0 if not q{}.\n", many)), "L019") << "a circle of as many hops";
}

TEST(Limits, OfTheNumberOfStatements) {
  EXPECT_EQ(first_error(p + repeated("p. ", many)), "");
  if (more_statements_than_allowed > 0) {
    EXPECT_EQ(first_error(p + repeated("p. ", more_statements_than_allowed)), "L031");
  }
}

TEST(Limits, OfTheNumberOfFaultsShown) {
  std::string all;
  for (int i = 0; i < many / 5; ++i) all += fmt::format("predicate q{} \"q\". r{}.\n", i, i);
  EXPECT_EQ(first_error(all), "L010");
}

TEST(Limits, NoneOnTheNumberOfWarnings) {
  std::string all = p;
  for (int i = 0; i < 3'000; ++i) all += fmt::format("[{}] p if n(X).\n", i);
  EXPECT_EQ(first_error(all), "");
  EXPECT_EQ(first_error(all + "[x] p if m.\n"), "L010") << "the last rule is checked too";
}

TEST(Limits, NestedMarksAndLoneOnes) {
  for (const auto* mark : {"(", "[", "\"", "{", "not ", "denied ", "-", "% ", "`", "answer ", "_", "1", "a-", ".", ",", "p if "})
    EXPECT_NE(first_error(repeated(mark, 20'000)), "a failure without an error") << mark;
}

}  // namespace
}  // namespace dedere::language
