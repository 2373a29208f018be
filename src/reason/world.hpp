// What holds when: a program and facts, evaluated as far as anyone asks.
//
//     const auto world = World::evaluate(program, facts, readings);
//     world.relation(party, Mode::certain)                       // all rows and their times
//     const auto supposed = world.varied({fact}, readings);      // the same with one more fact: shares what does not depend on it
//
// Modes. What an open predicate does not record and does not deny is unknown. `certain` is what holds whatever the unknown is;
// `possible` is what holds for some choice of it, or seems to (docs/semantics.md). A predicate that depends on no open one has one extent for both.
//
// Demand. Nothing is computed before it is asked for: a question about one state and one person looks at the rows about these, however large the
// record is. What has been asked once is kept. A world and its variations are to be used from one thread.
#pragma once

#include <memory>
#include <span>
#include <unordered_set>
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
  // All rows of a predicate.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode) const;
  // Its rows that hold `key` in the columns of `mask` (bit i: column i), and perhaps others: for those who look up just these.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode, std::uint64_t mask, std::span<const Value> key) const;
  // The row of this tuple, if there is one, and perhaps others.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode, std::span<const Value> values) const;
  // What has been asked for so far: while a row of an `each_row` is looked at.
  [[nodiscard]] const Relation& computed(PredicateId predicate, Mode mode) const { return extent(predicate, mode).rows; }
  // How many rows a predicate has, for planning: a guess where it has not been computed whole.
  [[nodiscard]] double size_guess(PredicateId predicate, Mode mode) const;
  // By the number in a `Cause`: the program's own first, then those given.
  [[nodiscard]] const Fact& fact(std::uint32_t index) const { return index < given_->size() ? (*given_)[index] : more_[index - given_->size()]; }

 private:
  friend class Evaluator;
  // A question for the rows that hold `key` in the columns of `mask`.
  struct Lookup {
    std::uint64_t mask;
    std::vector<Value> key;
    bool operator==(const Lookup&) const = default;
    struct Hash {
      std::size_t operator()(const Lookup& l) const {
        std::uint64_t state = l.mask;
        for (const auto v : l.key) state = (state ^ v.index) * 0x9E3779B97F4A7C15ULL, state ^= state >> 29U;
        return state;
      }
    };
  };
  // What has been computed of one predicate in one mode.
  struct Extent {
    explicit Extent(std::size_t arity) : rows(arity) {}
    Relation rows;
    bool complete = false;
    std::unordered_set<Lookup, Lookup::Hash> asked;
  };
  [[nodiscard]] Extent& extent(PredicateId predicate, Mode mode) const { return mode == Mode::certain ? *certain_[predicate.index] : *possible_[predicate.index]; }
  void begin(PredicateId predicate);

  const Program* program_ = nullptr;
  Readings readings_;
  std::shared_ptr<const std::vector<Fact>> given_;
  std::shared_ptr<const std::vector<std::vector<std::uint32_t>>> given_of_;  // by predicate
  std::vector<Fact> more_;
  std::vector<std::shared_ptr<Extent>> certain_, possible_;
  std::shared_ptr<std::uint64_t> births_;  // one count for a world and its variations: a premise is always born before its conclusion
};

// When a ground atom holds. For an open predicate in mode `possible`: whenever it is not certainly denied.
[[nodiscard]] IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode);

}  // namespace dedere::reason
