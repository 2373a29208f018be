// What each form of a window, an aggregate or a declaration is read as.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "language/program.hpp"

namespace dedere::language {
namespace {

const std::string preamble = R"(predicate n(x: Number) "{x}".
predicate p(x: Number) "{x}". predicate q(x: Number, d: Date) "{x} {d}". predicate r(x: Number) "{x}".
)";

Program loaded(const std::string& law) {
  Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"x.law", preamble + law}, said);
  auto result = load(std::move(sources), {}, said);
  std::string all;
  if (!result) for (const auto& d : result.error().diagnostics()) all += show(d);
  EXPECT_TRUE(result) << law << "\n" << all;
  return result ? std::move(*result) : Program();
}

std::string text(const Program& program, const Atom& atom) { return program[atom.predicate].name; }

std::string text(const syntax::Length& l) {
  static constexpr std::array units{"d", "w", "mo", "y", "s", "min", "h"};
  return fmt::format("{} {}", l.n, units[static_cast<std::size_t>(l.unit)]);
}

std::string text(const Program& program, const Window& w) {
  static constexpr std::array kinds{"some_past", "all_past", "some_next", "all_next", "since", "until", "ever", "always"};
  return fmt::format(" {} [{}, {}]{}{}", kinds[static_cast<std::size_t>(w.kind)], text(w.least), w.most ? text(*w.most) : "-", w.without ? " without" : "",
                     w.mark ? " of " + text(program, *w.mark) : "");
}

std::string text(const Program& program, const Literal& literal) {
  static constexpr std::array aggregates{"count", "sum", "min", "max"};
  if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) return (l->negated ? "not " : "") + text(program, l->atom);
  if (const auto* l = std::get_if<Begins>(&literal.is)) return text(program, l->atom) + (l->ends ? " ends" : " begins");
  if (const auto* l = std::get_if<Windowed>(&literal.is)) return (l->negated ? "not " : "") + text(program, l->atom) + text(program, l->window);
  if (const auto* l = std::get_if<Aggregate>(&literal.is))
    return fmt::format("{} of {} in {}{}", aggregates[static_cast<std::size_t>(l->kind)], l->over.size(), text(program, l->atom), l->window ? text(program, *l->window) : "");
  return "another";
}

struct Row { const char *written, *read; };

const Row rows[] = {
    {"p(X)", "p"},
    {"p(X) in the past 7 days", "p some_past [0 s, 7 d]"},
    {"p(X) in the past 1 day to 1 week", "p some_past [1 d, 1 w]"},
    {"p(X) in the past", "p some_past [0 s, -]"},
    {"p(X) 90 minutes ago", "p some_past [90 min, 90 min]"},
    {"p(X) throughout the past 24 hours", "p all_past [0 s, 24 h]"},
    {"p(X) throughout the past", "p all_past [0 s, -]"},
    {"p(X) in the next 60 seconds", "p some_next [0 s, 60 s]"},
    {"p(X) throughout the next 1 month to 1 year", "p all_next [1 mo, 1 y]"},
    {"p(X) since q(X, _)", "p since [0 s, -] of q"},
    {"p(X) since q(X, _) within 7 days", "p since [0 s, 7 d] of q"},
    {"without p(X) since q(X, _) within 2 days to 7 days", "p since [2 d, 7 d] without of q"},
    {"p(X) until q(X, _) within 7 days", "p until [0 s, 7 d] of q"},
    {"not p(X) until q(X, _)", "not p until [0 s, -] of q"},
    {"not without p(X) until q(X, _)", "not p until [0 s, -] without of q"},
    {"p(X) ever", "p ever [0 s, -]"},
    {"not p(_) always", "not p always [0 s, -]"},
    {"q(X, _) begins on D, on D", "q begins"},
    {"q(X, _) ends on D, on D", "q ends"},
    {"Y = count Z: p(Z), Y > X", "count of 1 in p"},
    {"Y = count Z, D: q(Z, D) in the past 60 seconds, Y > X", "count of 2 in q some_past [0 s, 60 s]"},
    {"Y = sum Z, D: q(Z, D), Y > X", "sum of 2 in q"},
    {"Y = max Z: q(Z, _) throughout the next 1 day, Y > X", "max of 1 in q all_next [0 s, 1 d]"},
    {"D = min E: q(X, E) ever, after D", "min of 1 in q ever [0 s, -]"},
};

TEST(Windows, AreReadAsWritten) {
  for (const auto& row : rows) {
    const auto program = loaded(fmt::format("[A] r(X) if {}, n(X).", row.written));
    ASSERT_EQ(program.rules.size(), 1U) << row.written;
    EXPECT_EQ(text(program, program.rules[0].body[0]), row.read) << row.written;
  }
}

TEST(Windows, AreNoWordsOfTheirOwn) {  // a predicate may have any of their names
  const auto program = loaded("predicate ever \"e\". predicate since \"s\". predicate input \"i\". predicate ago \"a\". predicate without \"w\". predicate throughout \"t\".\n"
                              "[A] ever if since since ago, input ever, without.\n[B] throughout if not ago throughout the past. input. output input. input ago.");
  EXPECT_EQ(text(program, program.rules[0].body[0]), "since since [0 s, -] of ago");
  EXPECT_EQ(text(program, program.rules[1].body[0]), "not ago all_past [0 s, -]");
  EXPECT_EQ(program.facts.size(), 1U);
  ASSERT_EQ(program.outputs.size(), 1U);
  EXPECT_EQ(program[program.outputs[0]].name, "input");
}

// Recursion through a window is marked, other recursion is not; and what ends it.
TEST(Windows, ThroughWhichARuleFeedsItself) {
  const struct { const char* law; bool through_time; } cases[] = {
      {"[A] r(X) if r(X), p(X).", false},
      {"[A] r(X) if r(X) 7 days ago.", true},
      {"[A] r(X) if p(X) 7 days ago. [B] p(X) if n(X).", false},
      {"[A] r(X) if p(X) 7 days ago. [B] p(X) if r(X).", true},
      {"[A] r(X) if n(X) since p(X). [B] p(X) if r(X).", true},
      {"[A] r(X) if without n(X) since p(X). [B] p(X) if r(X).", true},
  };
  for (const auto& row : cases) {
    const auto program = loaded(row.law);
    const auto r = program.find_predicate("r");
    EXPECT_EQ(program.through_time.at(program.stratum_of[r->index]), row.through_time) << row.law;
  }
}

TEST(Horizon, IsWhatTheRulesNameOrWhatTheProgramDeclares) {
  const struct { const char *law, *named; } cases[] = {
      {"p(1) from 2024-01-02 to 2024-01-03. q(1, 2024-02-01).", "none"},
      {"[A] r(X) if p(X), from 2024-02-01 + 1 day, not q(X, 2024-01-01).", "2024-01-01 to 2024-02-01"},
      {"[A] r(X) if p(X) since q(X, 2024-01-05).", "2024-01-05"},
      {"expect not p(1) on 2030-01-01.", "none"},
  };
  for (const auto& row : cases) {
    const auto program = loaded(row.law);
    EXPECT_FALSE(program.horizon) << row.law;
    EXPECT_EQ(program.named ? time::text(*program.named) : "none", row.named) << row.law;
  }
  EXPECT_EQ(time::text(*loaded("horizon from 2024-01-01 to 2024-01-31.").horizon), "2024-01-01 to 2024-01-31");
  EXPECT_EQ(loaded("horizon from -5 to 86400.").horizon->from().seconds, -5);
}

}  // namespace
}  // namespace dedere::language
