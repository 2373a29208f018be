// Law files, read as docs/language.md says: what a verifier needs of them, each rule with its very text.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "verify/moment.hpp"

namespace dedere::verify {

// What cannot be read or used at all: the program ends with status 2.
struct Unusable : std::runtime_error { using runtime_error::runtime_error; };

// A value as it is written: `mn`, `60`, `2024-09-03`, `"assembly"`.
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
  enum class Kind { value, variable, any } kind = Kind::any;
  Value value = none;          // of a value
  std::uint32_t variable = 0;  // of a variable: its number in its rule, which its exceptions continue
  std::string name;            // of a variable
};

struct Atom {
  std::string predicate;  // "denied NAME" of a denial
  std::vector<Term> terms;
};

struct Expression {
  char is = 't';  // a term; + and -; > and <: later and earlier by a length; m: the first day of the next month
  Term term;
  std::vector<Expression> parts;
  Length length;
};

struct Window {
  Look look{};
  Length least;
  std::optional<Length> most;
  bool without = false;
  std::optional<Atom> mark;
};

struct Literal {
  enum class Kind { atom, reading, comparison, clock, turn, window, aggregate } kind = Kind::atom;
  Atom atom;
  bool negated = false;
  std::string word;            // of a comparison, clock, turn (begins, ends), aggregate: which
  std::string question, answer;
  Expression left, right;      // a clock's day stands left
  Term day;                    // of a turn; of an aggregate: its result
  std::vector<Term> over;
  std::optional<Window> window;
};

struct Rule {
  std::string label, exception_to;
  std::optional<Atom> head;
  std::vector<Literal> body;
  std::vector<std::size_t> exceptions;  // by number, in the order of the text
  std::size_t variables = 0;
  std::string text, file;
  std::int64_t line = 0;
};

struct Fact {
  Atom atom;
  When when;
  std::string file = {};  // of a law file's own, and where it begins there
  std::int64_t line = 0;
  std::string text = {};
};

struct Answer { std::string name; std::optional<Moment> settled; };

struct Law {
  std::vector<Rule> rules;
  std::vector<Fact> facts;
  std::map<std::string, bool> open;                        // each predicate declared: is it open?
  std::map<std::string, std::vector<std::string>> types;   // of a predicate's arguments
  std::map<std::string, std::vector<Answer>> questions;
  std::optional<Stretch> horizon;

  // Reads the blocks of a Markdown file, or the whole of any other. Throws Unusable.
  void read(const std::string& file, std::string_view text, Names& names);
  // Once all is read: exceptions to their rules, variables numbered.
  void link();
};

// `present(putin, mn) from 2024-09-03 to 2024-09-03`
[[nodiscard]] Fact parse_fact(std::string_view text, Names& names);
[[nodiscard]] Atom parse_atom(std::string_view text, Names& names);

}  // namespace dedere::verify
