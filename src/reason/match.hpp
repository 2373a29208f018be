// Finds every way in which a body holds: values for its variables, and the instants at which all literals hold together.
#pragma once

#include <functional>

#include "reason/world.hpp"

namespace dedere::reason {

inline constexpr Value no_value{~0U};
using Binding = std::vector<Value>;  // by number of the variable; `no_value` where it has none

// Rows that have just grown, with the growth.
struct Growth { Row row; IntervalSet fresh; };

class Match {
 public:
  using Use = std::function<void(const Binding&, const IntervalSet&)>;

  // With `first` and `delta`, the literal number `first` ranges over the growth only. `skip` leaves literals out, by number.
  struct How {
    std::optional<std::size_t> first;
    const std::vector<Growth>* delta = nullptr;
    std::vector<bool> skip;
  };

  Match(const World& world, RuleId rule, Mode mode) : world_(world), program_(world.program()), rule_(program_[rule]), mode_(mode) {}

  // `binding` gives values to some variables (of the rule, or of the layers above an exception).
  void each(Binding binding, const IntervalSet& within, const How& how, const Use& use);

  // When an exception to the rule stands against it, for these values.
  [[nodiscard]] IntervalSet defeated(const Binding& binding, const IntervalSet& within) const;

 private:
  void plan(const Binding& binding, const How& how);
  void step(std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::AtomLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::ReadingLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::Comparison& l, std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::ClockLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::Begins& l, std::size_t at, Binding& binding, const IntervalSet& when);
  void literal(const language::Windowed&, std::size_t, Binding&, const IntervalSet&) {}
  void literal(const language::Aggregate& l, std::size_t at, Binding& binding, const IntervalSet& when);

  const World& world_;
  const Program& program_;
  const language::Rule& rule_;
  Mode mode_;
  std::vector<std::size_t> order_;
  const How* how_ = nullptr;
  const Use* use_ = nullptr;
};

// The rows of a relation that agree with an atom under a binding, each with the variables it binds set; `binding` is as before afterwards.
void each_row(const World& world, Mode mode, const language::Atom& atom, Binding& binding, const std::function<void(Row)>& use);

// The tuples of a predicate that hold at an instant, with these values in their columns (`Any`: whatever it is). Computes no others.
[[nodiscard]] std::vector<std::vector<Value>> holding(const World& world, PredicateId predicate, const std::vector<language::Operand>& columns, time::Instant at, Mode mode);

// When some row agrees with the atom under the binding (variables without a value and `_` match anything).
[[nodiscard]] IntervalSet when_any(const World& world, Mode mode, const language::Atom& atom, Binding& binding);

// The value of an expression under a binding; none if a variable has no value, a day leaves the years 1 to 9999 or a number its 64 bits.
[[nodiscard]] std::optional<Value> value_of(const language::Expression& e, const Binding& binding, const Program& program);

}  // namespace dedere::reason
