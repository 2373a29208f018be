// What is known of one predicate: its rows, when each holds, and where each piece of that time came from.
//
// A row is a tuple of values, stored once; its times only grow. Each growth is kept as a `Piece` with its cause and its birth, a number
// that counts up over the whole evaluation, so that a proof which accepts only premises born earlier always ends.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "language/program.hpp"
#include "time/interval_set.hpp"

namespace dedere::reason {

using language::Value;
using time::IntervalSet;

struct Cause {
  enum class Kind { fact, rule } kind = Kind::fact;
  std::uint32_t index = 0;  // of the fact in the world's list, or of the rule in the program
};

struct Piece {
  IntervalSet when;
  Cause cause;
  std::uint64_t birth = 0;
};

using Row = std::uint32_t;

class Relation {
 public:
  explicit Relation(std::size_t arity) : arity_(arity) {}

  [[nodiscard]] std::size_t arity() const { return arity_; }
  [[nodiscard]] Row size() const { return static_cast<Row>(when_.size()); }
  [[nodiscard]] std::span<const Value> values(Row row) const { return {cells_.data() + row * arity_, arity_}; }
  [[nodiscard]] const IntervalSet& when(Row row) const { return when_[row]; }
  [[nodiscard]] const std::vector<Piece>& pieces(Row row) const { return pieces_[row]; }
  [[nodiscard]] std::optional<Row> find(std::span<const Value> values) const;

  // Lets the tuple hold at `when` too. Gives the row and the part of `when` that is new; nothing is stored if that is empty.
  struct Growth { Row row; IntervalSet fresh; };
  Growth add(std::span<const Value> values, const IntervalSet& when, Cause cause, std::uint64_t birth);

  // The rows whose columns in `mask` (bit i: column i) hold the values of `key`, in order of the columns. The mask has at least one bit and
  // not all; the index over it is built at first use and kept up.
  [[nodiscard]] std::span<const Row> rows_with(std::uint64_t mask, std::span<const Value> key) const;

 private:
  struct Index {
    std::uint64_t mask;
    std::unordered_map<std::uint64_t, std::vector<Row>> rows;  // by hash; equality is checked by `rows_with`'s caller
  };
  [[nodiscard]] static std::uint64_t hash(std::span<const Value> values);
  [[nodiscard]] std::uint64_t hash(Row row, std::uint64_t mask) const;
  void grow_slots();

  std::size_t arity_;
  std::vector<Value> cells_;
  std::vector<IntervalSet> when_;
  std::vector<std::vector<Piece>> pieces_;
  std::vector<Row> slots_;  // open addressing over whole tuples; row + 1, 0 = free
  mutable std::vector<Index> indexes_;
};

}  // namespace dedere::reason
