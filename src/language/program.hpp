// A checked program: every name resolved, every variable safe, negation stratified. What `reason` works on.
//
//     auto program = language::load(sources);            // or the diagnostics, all of them
//     program->find_predicate("party")
//
// A value: facts from elsewhere (the record, suppositions) are made with its `values` and handed to `reason` beside it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "language/source.hpp"
#include "language/syntax.hpp"
#include "language/value.hpp"
#include "time/interval_set.hpp"

namespace dedere::language {

struct PredicateId { std::uint32_t index = 0; auto operator<=>(const PredicateId&) const = default; };
struct RuleId { std::uint32_t index = 0; auto operator<=>(const RuleId&) const = default; };
struct QuestionId { std::uint32_t index = 0; auto operator<=>(const QuestionId&) const = default; };
// A variable is its number in its rule; an exception continues the numbering of the rule that it is an exception to.
struct Variable { std::uint32_t index = 0; auto operator<=>(const Variable&) const = default; };
struct Any { bool operator==(const Any&) const = default; };  // `_`

using Operand = std::variant<Value, Variable, Any>;

struct Atom {
  PredicateId predicate;
  std::vector<Operand> arguments;
  Span span;
};

struct Expression {
  syntax::Expression::Kind kind{};
  Operand operand;                // of a leaf
  std::vector<Expression> parts;
  std::int64_t length = 0;
  syntax::Unit unit{};
};

struct AtomLiteral { Atom atom; bool negated = false; };
struct ReadingLiteral { QuestionId question; std::uint32_t answer = 0; };
struct Comparison { syntax::Relation relation{}; Expression left, right; };
struct ClockLiteral { syntax::Clock clock{}; Expression day; };
struct Begins { Atom atom; Operand day; bool ends = false; };
struct Window {
  syntax::Window::Kind kind{};
  syntax::Length least;
  std::optional<syntax::Length> most;
  bool without = false;
  std::optional<Atom> mark;
};
struct Windowed { Atom atom; Window window; bool negated = false; };
struct Aggregate {
  syntax::Aggregate::Kind kind{};
  Variable result;
  std::vector<Variable> over;
  Atom atom;
  std::optional<Window> window;
};
struct Literal {
  std::variant<AtomLiteral, ReadingLiteral, Comparison, ClockLiteral, Begins, Windowed, Aggregate> is;
  Span span;
};

struct Argument { std::string name; TypeId type; };

// An open predicate has a companion that holds where the atom is denied; the companion is a predicate like any other, named `denied NAME`.
struct Predicate {
  std::string name;
  std::vector<Argument> arguments;
  std::string sentence, absence;  // templates: "{state} is a party"; `absence` may be blank
  Span span;
  std::optional<PredicateId> denial;     // of an open predicate: its companion
  std::optional<PredicateId> denial_of;  // of a companion: the open predicate
  bool uncertain = false;                // its extent depends on an open predicate, so that it is computed twice (docs/semantics.md)
  [[nodiscard]] bool open() const { return denial.has_value(); }
};

struct Rule {
  std::string label, title;
  bool presumption = false;
  std::optional<Atom> head;            // none: an exception
  std::optional<RuleId> exception_to;
  std::vector<RuleId> exceptions;      // to this rule, in the order of the text
  std::vector<Literal> body;
  std::vector<std::string> variables;  // names, by number
  std::vector<TypeId> types;           // of the variables
  Span span;
};

struct Answer {
  std::string name, text;
  std::vector<std::string> held_by;
  std::optional<time::Date> settled;  // the Court's answer, known from this day
};

struct Question {
  std::string name, text;
  std::vector<Answer> answers;
  Span span;
};

// Where a fact comes from. `index` counts in the list of its kind: facts of the law files, rows of the record, suppositions, rows of
// tables of facts.
struct Origin {
  enum class Kind { law, record, supposed, table } kind = Kind::law;
  std::uint32_t index = 0;
};

struct Fact {
  PredicateId predicate;
  std::vector<Value> arguments;
  time::IntervalSet when;
  Origin origin;
};

struct Expectation { syntax::Expectation::Kind kind{}; PredicateId predicate; std::vector<Operand> arguments; time::IntervalSet when; Span span; };
struct Forbid { RuleId rule; std::string sentence; };  // the rule's head has all its variables as arguments

class Program {
 public:
  Sources sources;
  mutable Values values;  // evaluation stores the values that it computes: more values, never other ones
  std::vector<std::string> types{"Number", "Date", "Text"};
  std::vector<Predicate> predicates;
  std::vector<Rule> rules;
  std::vector<Question> questions;
  std::vector<Fact> facts;
  std::vector<Span> fact_spans;  // where each stands
  std::vector<Expectation> expectations;
  std::vector<Forbid> forbids;
  std::vector<PredicateId> inputs, outputs;      // as declared
  // What rules that feed themselves through a window conclude is cut to the horizon: as declared, or else from the first to the last
  // instant that facts and rules name. `named` is that of the rules; facts come and go, and are added by the world.
  std::optional<time::Interval> horizon, named;
  // Predicates in an order in which each depends on earlier groups and, within its group, on itself: strongly connected components.
  std::vector<std::vector<PredicateId>> strata;
  std::vector<std::uint32_t> stratum_of;  // by predicate
  std::vector<bool> through_time;         // by stratum: it feeds itself through a window, and is cut to the horizon
  std::size_t depth = 0;                  // the longest chain of strata of which each depends on the one before, in literals
  // For each predicate the rules that conclude it (exceptions are reached through their rule).
  std::vector<std::vector<RuleId>> rules_of;

  [[nodiscard]] const Predicate& operator[](PredicateId id) const { return predicates[id.index]; }
  [[nodiscard]] const Rule& operator[](RuleId id) const { return rules[id.index]; }
  [[nodiscard]] const Question& operator[](QuestionId id) const { return questions[id.index]; }

  [[nodiscard]] std::optional<PredicateId> find_predicate(std::string_view name) const;
  [[nodiscard]] std::optional<QuestionId> find_question(std::string_view name) const;
  [[nodiscard]] std::optional<RuleId> find_rule(std::string_view label) const;
  [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const;

  // "Mongolia is a State Party": the predicate's sentence with these values; for an absence, the sentence for that.
  [[nodiscard]] std::string sentence(PredicateId predicate, const std::vector<Value>& arguments) const;
  [[nodiscard]] std::string absence(PredicateId predicate, const std::vector<Operand>& arguments) const;
  // `party(mn)`
  [[nodiscard]] std::string written(PredicateId predicate, const std::vector<Value>& arguments) const;

  std::unordered_map<std::string, PredicateId> predicate_names;
  std::unordered_map<std::string, RuleId> rule_labels;
};

// An atom with variables, to be asked: `must_arrest(S, putin, W)`. Variables are numbered by first appearance.
struct Goal {
  PredicateId predicate;
  std::vector<Operand> arguments;
  std::vector<std::string> variables;
};

// An entity that stands elsewhere than in a law file: a row of the record. A type that no law file declares is passed over.
struct OuterEntity { std::string_view type, id, shown; };

// Reads and checks all sources. On errors: all diagnostics; otherwise the program, and `warnings` gets what does not stop it.
[[nodiscard]] Result<Program> load(Sources sources, const std::vector<OuterEntity>& outer, std::vector<Diagnostic>& warnings);

// One atom against a program. Diagnostics name the place in `text` as file "goal".
[[nodiscard]] Result<Goal> read_goal(std::string_view text, Program& program);

// `present(putin, mn) on 2024-09-03`: a fact to suppose.
[[nodiscard]] Result<Fact> read_fact(std::string_view text, Program& program);

}  // namespace dedere::language
