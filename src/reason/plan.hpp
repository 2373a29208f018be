// In which order the literals of a body are looked at, and what is known when each is reached.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "language/program.hpp"

namespace dedere::reason {

using language::PredicateId;
using language::RuleId;
using language::Value;

enum class Mode { certain, possible };
[[nodiscard]] constexpr Mode other(Mode mode) { return mode == Mode::certain ? Mode::possible : Mode::certain; }

inline constexpr Value no_value{~0U};

// A value known when an atom is looked at: written in it, or had by a variable.
struct Known {
  std::uint32_t column = 0;
  std::optional<std::uint32_t> variable;
  Value value;
};

// An atom under what is known at its turn.
struct Probe {
  PredicateId predicate;
  std::size_t arity = 0;
  bool open = false;
  std::uint64_t mask = 0;           // known columns, for an index; 0 without one
  bool ground = false;              // all columns are known
  std::vector<Known> known;         // in order of the columns
  struct Bind { std::uint32_t column, variable; };
  std::vector<Bind> binds;          // variables that get their values here
  std::vector<Bind> repeats;        // columns that must hold what the same variable got in an earlier column
  bool wild = false;                // some column is neither: rows that differ only there are one
};

// Which atom of a literal: a window has two.
enum class Part { atom, mark };

struct Step {
  const language::Literal* literal = nullptr;
  std::size_t number = 0;           // in the body
  bool is_first = false;            // ranges over growth only
  Probe atom, mark;
  Probe whole;                      // of a window that ranges over growth: the atom with all its variables known
  bool mark_before = false;         // since, until: the mark's rows are looked at before the left side's
  bool binds_left = false, binds_right = false;  // of a comparison: gives its lone variable a value
  bool binds_result = false;        // of an aggregate, of `begins`
};

struct Plan {
  std::vector<Step> steps;
};

// Which literal ranges over growth, and which are left out.
struct First { std::size_t literal = 0; Part part = Part::atom; };

// Greedy: tests as soon as their variables have values; of the rest the atom with most columns known, then the smaller relation.
// `known` tells by variable whether it has a value already; `size` guesses how many rows a predicate has.
class Sizes {
 public:
  virtual ~Sizes() = default;
  [[nodiscard]] virtual double size_guess(PredicateId predicate) const = 0;
};
[[nodiscard]] Plan plan(const language::Program& program, RuleId rule, std::vector<bool> known, std::optional<First> first, const std::vector<bool>& skip, const Sizes& sizes);

}  // namespace dedere::reason
