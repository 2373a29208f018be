// Computes rows of a world, on demand.
//
// A predicate that does not depend on itself: its rules are run backwards from the columns that are given, and ask in turn for what they need.
// A group of predicates that depend on each other is computed whole, semi-naively: each round joins what grew in the last round with all there
// is. What does not distribute over union gets the whole intervals that the growth touches. Times only grow; the ends of intervals come from facts
// and from days that rules name, moved by windows within the horizon, and values from facts and from rules that are not recursive
// (language/stratify.cpp): there are finitely many, so it ends.
#pragma once

#include <functional>

#include "reason/match.hpp"

namespace dedere::reason {

class Evaluator {
 public:
  explicit Evaluator(const World& world) : world_(world), program_(*world.program_) {}

  void rows_about(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key);

  // What the rules of a predicate that is not recursive conclude of the rows that hold `key` in the columns of `mask`.
  void conclusions(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key, const std::function<void(std::span<const Value>, Times)>& use);

 private:
  using Group = std::vector<PredicateId>;

  [[nodiscard]] std::optional<Binding> head_binding(RuleId id, std::uint64_t mask, std::span<const Value> key) const;
  Batch new_batch(RuleId rule);
  void conclude(RuleId id, Mode mode, const Binding& given);
  template <class F>
  void each_conclusion(RuleId id, Mode mode, const Binding& given, const Match::How& how, F use);

  void whole_group(const Group& group, Mode mode);
  [[nodiscard]] int looks(RuleId rule, const Group& group) const;
  [[nodiscard]] bool looks_at_open(RuleId rule, const Group& group) const;
  void spread(RuleId rule, Mode mode, const Group& group, const std::vector<std::vector<Growth>>& delta, std::vector<Growth>& grown);
  void conclude_within(RuleId id, Mode mode, std::optional<First> first, const Growth& growth, Growth* more, const Group& group);

  const World& world_;
  const Program& program_;
};

}  // namespace dedere::reason
