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
#include <set>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/counted.hpp"
#include "reason/plan.hpp"
#include "reason/relation.hpp"
#include "reason/table.hpp"

namespace dedere::reason {

using language::Fact;
using language::Program;

// The answer taken to each question of law, by number.
using Readings = std::vector<std::uint32_t>;

class World {
 public:
  // `program` must outlive the world. `facts` and `tables` are those beside the program's own.
  static World evaluate(const Program& program, std::vector<Fact> facts, Readings readings, std::vector<Table> tables = {});

  // With more facts and other readings. Shares what does not depend on either.
  [[nodiscard]] World varied(const std::vector<Fact>& more, Readings readings) const;

  // Computes all there is, in both modes.
  void complete() const;

  // Facts that come and go: what has been computed whole is brought up to date, tuple by tuple; a group of predicates that depend on each other is computed
  // again when it is asked for. Gives the change that undoes it, so that `what if` is a change, a question and the change back. A fact to be taken back
  // is one with the same tuple and the same times; one that is not there is passed over. Variations of this world stay as they are.
  struct Change { std::vector<Fact> added, taken; };
  Change change(const Change& change);

  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] const Readings& readings() const { return readings_; }
  // All rows of a predicate.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode) const { return relation(predicate, mode, 0, {}); }
  // Its rows that hold `key` in the columns of `mask` (bit i: column i), and perhaps others: for those who look up just these.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode, std::uint64_t mask, std::span<const Value> key) const;
  // The row of this tuple, if there is one, and perhaps others.
  [[nodiscard]] const Relation& relation(PredicateId predicate, Mode mode, std::span<const Value> values) const;
  // What has been asked for so far: while its rows are looked at.
  [[nodiscard]] const Relation& computed(PredicateId predicate, Mode mode) const { return extent(predicate, mode).rows; }

  // Does a rule for the predicate, or for what that rests on, ask a question of law?
  [[nodiscard]] bool asks(PredicateId predicate) const { return (*asks_)[predicate.index]; }
  // Of a group of predicates that depend on each other: is that so, and which rule each batch of growth came from.
  [[nodiscard]] bool recursive(PredicateId predicate) const { return (*recursive_)[program_->stratum_of[predicate.index]]; }
  [[nodiscard]] RuleId rule_of(Batch batch) const { return {(*batches_)[batch]}; }
  // The fact that lets the row, of mode `certain`, hold at an instant, if one does. With `stretch`, which holds the instant: is cut to where it is the same fact.
  [[nodiscard]] std::optional<language::Origin> fact_at(PredicateId predicate, Row row, time::Instant at, time::Interval* stretch = nullptr) const;
  // Where a fact of a table stands, by the index of its origin.
  struct Place { std::uint32_t file, line; };
  [[nodiscard]] Place table_place(std::uint32_t index) const;

  // What rules that feed themselves through a window conclude is kept to this stretch; `was_cut` tells of which predicates something fell outside,
  // in this world or in a variation of it, as far as anyone has asked.
  [[nodiscard]] const std::optional<time::Interval>& horizon() const { return horizon_; }
  [[nodiscard]] bool was_cut(PredicateId predicate) const { return (*cut_)[predicate.index]; }

  // The order in which to look at a body: `known` has a bit for each variable that has a value, `skip` one for each literal that is left out. Kept.
  [[nodiscard]] const Plan& plan(RuleId rule, std::uint64_t known, const std::optional<First>& first, std::uint64_t skip, Mode mode) const;
  // The same for a rule with more variables or literals than a word has bits; not kept.
  [[nodiscard]] Plan new_plan(RuleId rule, const std::vector<bool>& known, const std::optional<First>& first, const std::vector<bool>& skip, Mode mode) const;

 private:
  friend class Evaluator;
  friend class Updater;
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
    Extent(std::size_t arity, bool with_births) : rows(arity, with_births) {}
    Relation rows;
    bool complete = false;
    std::unordered_set<Lookup, Lookup::Hash> asked;
    std::vector<Row> row_of_fact;     // of the given facts, then of the tables'; `no_row`: taken back before this was begun
    // The facts of a row, by their place in `row_of_fact`, perhaps taken back; sorted when first asked for.
    [[nodiscard]] std::vector<std::uint32_t> facts_of(Row row) const;
    mutable std::vector<std::uint32_t> sorted_facts, first_fact;
  };
  struct Plans;
  struct Stale;
  struct Uses;
  [[nodiscard]] Extent& extent(PredicateId predicate, Mode mode) const { return mode == Mode::certain ? *certain_[predicate.index] : *possible_[predicate.index]; }
  void begin(PredicateId predicate);
  void begin(PredicateId predicate, Extent& extent) const;
  void load(const Table& table, Extent& extent) const;
  [[nodiscard]] std::uint32_t rows_in(const Table& table) const;
  [[nodiscard]] bool is_gone(PredicateId predicate, std::size_t fact) const { return !gone_.empty() && gone_.contains({predicate.index, static_cast<std::uint32_t>(fact)}); }
  [[nodiscard]] std::optional<time::Interval> inferred_horizon() const;
  void compute_all_if_deep(const std::vector<PredicateId>& which) const;   // in ascending order
  [[nodiscard]] const std::vector<PredicateId>& stale(const std::vector<bool>& questions, std::vector<bool> predicates) const;
  [[nodiscard]] double size_guess(PredicateId predicate, Mode mode) const;

  const Program* program_ = nullptr;
  Readings readings_;
  std::shared_ptr<const std::vector<Fact>> given_;
  std::shared_ptr<const std::vector<std::vector<std::uint32_t>>> given_of_;  // by predicate
  std::shared_ptr<const std::vector<Table>> tables_;
  std::shared_ptr<const std::vector<std::vector<std::uint32_t>>> tables_of_;
  std::vector<Fact> more_;
  // Facts that have been taken back: of a predicate, by their place in `row_of_fact`.
  std::set<std::pair<std::uint32_t, std::uint32_t>> gone_;
  std::shared_ptr<const std::vector<bool>> recursive_;                       // by stratum
  std::optional<time::Interval> horizon_;
  std::shared_ptr<std::vector<bool>> cut_;                                   // by predicate: something fell outside it; of a world and its variations
  std::vector<Counted<Extent>> certain_, possible_;
  std::shared_ptr<std::vector<std::uint32_t>> batches_;  // one count for a world and its variations: a premise's batch is always before its conclusion's
  std::shared_ptr<Plans> plans_;
  std::shared_ptr<Stale> stale_;
  std::shared_ptr<const std::vector<bool>> asks_;                            // by predicate
  std::shared_ptr<const Uses> uses_;  // made at the first change
};

// When a ground atom holds. For an open predicate in mode `possible`: whenever it is not certainly denied.
[[nodiscard]] IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode);

}  // namespace dedere::reason
