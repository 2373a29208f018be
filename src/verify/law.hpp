// Law files, read as docs/language.md says, into a smaller language: every literal is a formula, and an exception is what must not hold of its rule.
#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string_view>

#include "verify/moment.hpp"

namespace dedere::verify {

// What cannot be read or used at all: the program ends with status 2.
struct Unusable : std::runtime_error { using runtime_error::runtime_error; };

// A value is the number of its text, as it is written: `mn`, `60`, `2024-09-03`, `"assembly"`.
using Value = std::uint32_t;
inline constexpr Value none = ~0U;

class Names {
 public:
  Value of(const std::string& text);
  [[nodiscard]] const std::string& text(Value v) const { return *texts_[v]; }

 private:
  std::map<std::string, Value> values_;
  std::vector<const std::string*> texts_;
};

struct Term {
  Value value = none;                     // of a value
  std::string name = {};                  // of a variable; neither: `_`
  std::optional<std::size_t> number = {}; // of a variable: in its rule, which its exceptions continue
};

struct Atom {
  std::string predicate;  // "denied NAME" of a denial
  std::vector<Term> terms;
};

// A term (t); what is added to another (+, -); a day and a length (>: later, <: earlier); the first day of the month after (m).
struct Expression {
  char is = 't';
  Term term = {};
  std::vector<Expression> parts = {};
  Length length = {};
};

struct Formula {
  enum class Kind {
    atom,
    no,          // its part does not hold
    all,         // its parts hold together
    reading,     // `word` is the question, `answer` the answer taken
    comparison,  // `left` `word` `right`
    clock,       // now lies after, before, … (`word`) the day `left`
    turn,        // its part begins or ends (`word`) on the day `left`
    window,      // its first part held at some time within reach (`throughout`: at all); its second, if there is one, from then until now
    aggregate,   // `left` is the count, sum, min or max (`word`) of `over` in its part
  } kind = Kind::atom;
  std::vector<Formula> parts = {};
  Atom atom = {};
  std::string word = {}, answer = {};
  Expression left = {}, right = {};
  std::vector<Term> over = {};
  bool ahead = false, throughout = false;
  Length least = {};
  std::optional<Length> most = {};
};

struct Rule {
  std::string label, exception_to;
  Atom head;                             // of a rule
  Formula whole = {Formula::Kind::all};  // its body (an `all` of its literals, in the order of the text), then what denies each exception
  std::vector<std::size_t> exceptions;   // by number, in the order of the text
  std::size_t variables = 0;             // with those of the layers above and below it
  std::string text, file;
  std::int64_t line = 0;
  [[nodiscard]] const Formula& body() const { return whole.parts[0]; }
};

struct Fact {
  Atom atom;
  When when;
  std::string row;                           // `record:TABLE/ID`, `law:FILE:LINE`, or `supposed`
  std::string package, table, file, text;    // where that stands, and how
  std::int64_t line = 0;
};

struct Answer { std::string name; std::optional<Moment> settled; };

struct Law {
  std::vector<Rule> rules;
  std::vector<Fact> facts;
  std::set<std::string> open;                           // the open predicates
  std::map<std::string, std::vector<Answer>> questions;
  std::optional<Stretch> horizon;

  // Reads the blocks of a Markdown file, or the whole of any other. Throws Unusable.
  void read(const std::string& file, std::string_view text, Names& names);
  [[nodiscard]] bool is_open(const std::string& predicate) const { return open.contains(predicate); }
  // Once all is read: exceptions to their rules, variables numbered.
  void link();
};

[[nodiscard]] Fact parse_fact(const std::string& text, Names& names);  // `present(putin, mn) from 2024-09-03 to 2024-09-03`
[[nodiscard]] Atom parse_atom(const std::string& text, Names& names);

// Every term of a formula, every formula in it, itself first; of a formula, whether a window looks at it.
template <class Formulas, class Use> void each_term(Formulas& f, const Use& use) {
  const auto in = [&](const auto& self, auto& expression) -> void {
    use(expression.term);
    for (auto& part : expression.parts) self(self, part);
  };
  for (auto* terms : {&f.atom.terms, &f.over})
    for (auto& t : *terms) use(t);
  in(in, f.left), in(in, f.right);
  for (auto& part : f.parts) each_term(part, use);
}
template <class Use> void each_part(const Formula& f, const Use& use, bool in_window = false) {
  use(f, in_window);
  for (const auto& part : f.parts) each_part(part, use, in_window || f.kind == Formula::Kind::window);
}

}  // namespace dedere::verify
