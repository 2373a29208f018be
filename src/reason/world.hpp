// What holds when: a program and facts, evaluated.
//
//     const auto world = World::evaluate(program, facts, readings);
//     world.relation(party, Mode::certain)                       // rows and times
//     const auto supposed = world.varied({fact}, readings);      // the same with one more fact: only what depends on it is computed again
//
// Modes. What an open predicate does not record and does not deny is unknown. `certain` is what holds whatever the unknown is;
// `possible` is what holds for some choice of it, or seems to (docs/semantics.md). A predicate that depends on no open one has one relation for both.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "reason/relation.hpp"

namespace dedere::reason {

using language::Fact;
using language::PredicateId;
using language::Program;
using language::RuleId;

enum class Mode { certain, possible };
[[nodiscard]] constexpr Mode other(Mode mode) { return mode == Mode::certain ? Mode::possible : Mode::certain; }

// The answer taken to each question of law, by number.
using Readings = std::vector<std::uint32_t>;

class World {
 public:
  // `program` must outlive the world. `facts` are those beside the program's own; each with its origin.
  static World evaluate(const Program& program, std::vector<Fact> facts, Readings readings);

  // With more facts and other readings. Shares what does not depend on either.
  [[nodiscard]] World varied(const std::vector<Fact>& more, Readings readings) const;

  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] const Readings& readings() const { return readings_; }
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode) const {
    return mode == Mode::certain ? *certain_[predicate.index] : *possible_[predicate.index];
  }
  // By the number in a `Cause`: the program's own first, then those given.
  [[nodiscard]] const Fact& fact(std::uint32_t index) const { return index < given_->size() ? (*given_)[index] : more_[index - given_->size()]; }

 private:
  friend class Evaluator;
  const Program* program_ = nullptr;
  Readings readings_;
  std::shared_ptr<const std::vector<Fact>> given_;
  std::vector<Fact> more_;
  std::vector<std::shared_ptr<Relation>> certain_, possible_;
  std::uint32_t births_ = 0;
};

// When a ground atom holds. For an open predicate in mode `possible`: whenever it is not certainly denied.
[[nodiscard]] IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode);

}  // namespace dedere::reason
