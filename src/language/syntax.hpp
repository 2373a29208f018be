// The tree of a law file as written: names are still words, nothing is resolved. Each node keeps its place.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "language/source.hpp"

namespace dedere::language::syntax {

struct Name {
  std::string text;
  Span span;
};

struct Term {
  enum class Kind { name, variable, wildcard, number, date, text } kind{};
  std::string text;
  Span span;
};

enum class Unit { days, weeks, months, years, seconds, minutes, hours };  // the last three in windows only

struct Length { std::int64_t n = 0; Unit unit = Unit::seconds; };

// `D + 60 days`, `next_month(D)`, `N + 1`. A leaf has a term and no parts.
struct Expression {
  enum class Kind { term, plus, minus, plus_length, minus_length, next_month } kind{};
  Term term;
  std::vector<Expression> parts;  // plus, minus: two; the others: one
  std::int64_t length = 0;
  Unit unit = Unit::days;
  Span span;
};

struct Atom {
  Name predicate;
  bool denied = false;  // `denied requested(W, S)`
  std::vector<Term> arguments;
  Span span;
};

enum class Relation { equal, unequal, less, at_most, more, at_least };
enum class Clock { from, after, before, until, on };

struct AtomLiteral { Atom atom; bool negated = false; };
struct ReadingLiteral { Name question, answer; };
struct Comparison { Relation relation{}; Expression left, right; };
struct ClockLiteral { Clock clock{}; Expression day; };
struct Begins { Atom atom; Term day; bool ends = false; };  // `ends`: its last day

// Looks at other times than the one at which the literal is to hold (docs/language.md, "Windows").
struct Window {
  enum class Kind {
    some_past,   // p in the past 7 days; p 7 days ago
    all_past,    // p throughout the past 7 days
    some_next,   // p in the next 7 days
    all_next,    // p throughout the next 7 days
    since,       // p since q within 7 days
    until,       // p until q within 7 days
    ever,        // p ever
    always,      // p always
  };
  Kind kind{};
  Length least;                 // how near: 0 unless written
  std::optional<Length> most;   // how far; none: without end
  bool without = false;         // since, until: `without p since q`, the left side is the absence of p
  std::optional<Atom> mark;     // since, until: q
  Span span;
};
struct Windowed { Atom atom; Window window; bool negated = false; };

// `N = count S, P: breach(S, P)`: over each different combination of values. `sum`, `min` and `max` are of the first of them.
struct Aggregate {
  enum class Kind { count, sum, min, max };
  Kind kind{};
  Term result;
  std::vector<Term> over;
  Atom atom;
  std::optional<Window> window;  // `N = count E: event(E) in the past 60 seconds`
};
struct Literal {
  std::variant<AtomLiteral, ReadingLiteral, Comparison, ClockLiteral, Begins, Windowed, Aggregate> is;
  Span span;
};

// `on D`: both ends are D. A missing end is open. The last day is included.
struct Period { std::optional<Name> from, to; };

struct TypeDeclaration { Name name; };
struct Argument { Name name, type; };
struct Predicate {
  Name name;
  bool open = false;
  std::vector<Argument> arguments;
  std::string sentence, absence;  // `absence` may be blank
  Span span;
};
struct Entity { Name name, type; std::string shown; };
struct Fact { Atom atom; Period when; };
struct Rule {
  Name label;  // without brackets
  std::string title;
  bool presumption = false;
  std::optional<Atom> head;          // or …
  std::optional<Name> exception_to;  // … the label of the rule that it is an exception to
  std::vector<Literal> body;
  Span span;
};
struct Answer {
  Name name;
  std::string text;
  std::vector<std::string> held_by;
  std::optional<Name> settled;  // a day
};
struct Question { Name name; std::string text; std::vector<Answer> answers; Span span; };
struct Expectation {
  enum class Kind { holds, not_holds, unknown, contested } kind{};
  Atom atom;
  Period when;
  Span span;
};
struct Forbid { std::vector<Literal> body; std::string sentence; Span span; };

struct Input { std::vector<Name> predicates; };
struct Output { std::vector<Name> predicates; };
struct Horizon { Term from, to; Span span; };  // two days, the last one included, or two instants in seconds, the last one not

using Statement = std::variant<TypeDeclaration, Predicate, Entity, Fact, Rule, Question, Expectation, Forbid, Input, Output, Horizon>;

struct Tree {
  std::vector<Statement> statements;
  std::vector<Span> comments;
};

}  // namespace dedere::language::syntax
