// What is known of one predicate: its rows, and when each holds.
//
// A row is a tuple of values, stored once. Sixteen bytes a row tell its times: one interval in place, or more of them in an arena that never moves. A
// relation of which every row holds always stores no times at all; one of those with one or two columns that is dense
// finds its tuples in a bitmap. What is loaded in bulk is laid in order, and needs no table of tuples at all (reason/laid.hpp).
//
// Births. In a group of predicates that depend on each other, a proof may use only what was there before: such a relation keeps, of each growth,
// the batch (one run of one rule) that brought it. Others keep nothing: what they rest on is in lower strata anyway.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <vector>

#include "language/program.hpp"
#include "reason/laid.hpp"
#include "time/times.hpp"

namespace dedere::reason {

using time::Buffer;
using time::Interval;
using time::IntervalSet;
using time::Times;

using Batch = std::uint32_t;

// The times of a row: valid while the relation lives, whatever it gains.
class RowTimes {
 public:
  RowTimes() = default;  // never
  explicit RowTimes(Interval one) : one_(one), size_(1) {}
  explicit RowTimes(Times many) : many_(many.begin()), size_(many.size()) {}
  operator Times() const { return {many_ ? many_ : &one_, size_}; }  // NOLINT: a view of this object
  operator IntervalSet() const { return Times(*this).set(); }        // NOLINT
  [[nodiscard]] bool holds(time::Instant t) const { return Times(*this).holds(t); }
  [[nodiscard]] bool is_always() const { return Times(*this).is_always(); }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::optional<Interval> around(time::Instant t) const { return Times(*this).set().around(t); }

 private:
  Interval one_ = Interval::always();
  const Interval* many_ = nullptr;
  std::size_t size_ = 0;
};

// Conclusions of one run of a rule, before they are added.
class Found {
 public:
  explicit Found(std::size_t arity) : arity_(arity) {}
  void add(std::span<const Value> values, Times when);
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  friend class Relation;
  std::size_t arity_, count_ = 0;
  std::vector<Value> cells_;
  std::vector<std::uint32_t> sizes_;  // how many intervals each has; empty as long as all hold always
  Buffer times_;
  void leave_always();
};

// What a relation has gained since some moment: rows from `first` on, and the rows before that grew, each with its fresh times.
struct Growth {
  Row first = 0, last = 0;
  struct Grown { Row row; IntervalSet fresh; };
  std::vector<Grown> grown;
  [[nodiscard]] bool empty() const { return first == last && grown.empty(); }
};

class Relation {
 public:
  explicit Relation(std::size_t arity, bool with_births = false) : arity_(arity), with_births_(with_births) {}

  [[nodiscard]] std::size_t arity() const { return arity_; }
  [[nodiscard]] Row size() const { return size_; }
  [[nodiscard]] std::span<const Value> values(Row row) const { return {cells_.data() + std::size_t{row} * arity_, arity_}; }
  [[nodiscard]] RowTimes when(Row row) const;
  [[nodiscard]] bool timeless() const { return times_.empty(); }  // every row holds always
  // The row of a tuple. A row may hold never: then it has been taken back.
  [[nodiscard]] std::optional<Row> find(std::span<const Value> values) const;
  [[nodiscard]] RowTimes when(std::span<const Value> values) const;

  // The rows whose columns in `mask` (bit i: column i) hold the values of `key`, in order of the columns, one after the other. The mask has at least
  // one bit; the index over it is built at first use and kept up. Rows that are added meanwhile may come or not.
  [[nodiscard]] std::size_t index(std::uint64_t mask) const;
  [[nodiscard]] Row first_with(std::size_t index, std::span<const Value> key) const;
  [[nodiscard]] std::vector<Row> first_rows(std::size_t index) const;  // one for each key, in order of the rows
  [[nodiscard]] Row next_with(std::size_t index, Row row) const {
    const auto& there = indexes_[index];
    if (row >= there.from) return there.next[row - there.from];
    if (row + 1 < there.from && cells_[(std::size_t{row} + 1) * arity_] == cells_[std::size_t{row} * arity_]) return row + 1;
    return there.slots.empty() ? no_row : chain(there, std::span(&cells_[std::size_t{row} * arity_], 1));
  }

  // Of rows that will soon be looked up by their first column: brings near what tells where they are, and later the rows themselves.
  void expect(Value first) const { if (laid_) laid_->expect(first); }
  void fetch(Value first) const {
    if (!laid_) return;
    if (const auto row = laid_->first(first); row != no_row) prefetch(&cells_[std::size_t{row} * arity_]);
  }

  // Lets the tuples hold at their times too. With `growth`, what that brought is noted there.
  void add(const Found& found, Batch batch, Growth* growth = nullptr);
  // One tuple that holds always, in a relation of such; gives whether it is new. For rules that need not be kept aside.
  bool add_always(std::span<const Value> values, Batch batch);
  // Rows in bulk: the times of equal tuples unite. `row_of`, if wanted, tells the row of each.
  void load(std::span<const Value> cells, std::span<const Interval> when, std::vector<Row>* row_of = nullptr);
  // Replaces what a row has; never: takes it back.
  void set(Row row, Times when, Batch batch);

  // Of a relation with births: the first batch that let the row hold at `at`, if there is one before `before`.
  [[nodiscard]] std::optional<Batch> born(Row row, time::Instant at, Batch before) const;

  // All that batches before `before` brought it.
  [[nodiscard]] IntervalSet times_before(Row row, Batch before) const;

  [[nodiscard]] std::size_t bytes() const;  // roughly

 private:
  struct Many { std::uint64_t size; Interval items[1]; };
  struct Packed { std::int64_t from, to; };  // to == lowest: `from` is a `Many*`, or 0 for never
  struct Index {
    std::uint64_t mask;
    // `tag`: the value of a one-column key; of others half of their hash, so that most comparisons do without the cells.
    struct Slot { std::uint32_t tag = 0; Row first = no_row, last = no_row; };
    std::vector<Slot> slots;  // open addressing over keys
    Row from = 0;             // rows before this one are laid by their first column, which is the key
    std::vector<Row> next;    // of the rows from there on
    std::size_t keys = 0;
  };
  struct Piece { Packed when; Batch batch; std::uint32_t before; };  // `before`: the row's piece before, counted from 1; 0: none
  struct Run { Row first; Batch batch; };
  // Which tuples of a dense relation of one or two columns there are: a bit for each that could be.
  class Bits {
   public:
    Bits(std::span<const std::uint32_t> least) : left_(least.size() == 2 ? below(least[0]) : 0), right_(below(least.back())) {}
    [[nodiscard]] bool fits(std::span<const Value> v) const { return (v.size() < 2 || v[0].index - left_ < widest) && v.back().index - right_ < widest; }
    bool insert(std::span<const Value> v);  // needs that it fits; gives whether the tuple is new
    [[nodiscard]] bool has(std::span<const Value> v) const;
    static constexpr std::uint32_t widest = 1U << 24U;

   private:
    // Some room for smaller values.
    static std::uint32_t below(std::uint32_t least) { return least - std::min(least, 256U); }
    [[nodiscard]] std::uint32_t x(std::span<const Value> v) const { return v.size() == 2 ? v[0].index - left_ : 0; }
    [[nodiscard]] std::uint32_t y(std::span<const Value> v) const { return v.back().index - right_; }
    std::uint32_t left_, right_, words_ = 0;
    std::vector<std::vector<std::uint64_t>> rows_;
  };

  [[nodiscard]] std::uint64_t hash(std::span<const Value> values) const;
  [[nodiscard]] std::uint64_t hash(Row row, std::uint64_t mask) const;
  [[nodiscard]] bool same_key(Row a, Row b, std::uint64_t mask) const;
  std::pair<Row, bool> row_of(std::span<const Value> values);  // and whether it is new
  std::pair<Row, bool> row_of(std::span<const Value> values, std::uint64_t hash);
  void enter_all(std::span<const Value> cells, std::size_t count, std::vector<Row>& place);
  void add_times(std::span<const Row> place, std::span<const Interval> when, Row first_new);
  void grow_slots(std::size_t least);
  bool become_dense();
  void leave_dense();
  void enter(Row row);
  void enter(Index& index, Row row) const;
  void build(Index& index) const;
  [[nodiscard]] Row chain(const Index& index, std::span<const Value> key) const;
  [[nodiscard]] Row laid() const { return laid_ ? laid_->size() : 0; }
  [[nodiscard]] Index::Slot& slot_of(Index& index, Row row, std::uint64_t hash, std::uint32_t tag) const;
  [[nodiscard]] static std::uint32_t tag_of(std::uint64_t mask, std::uint64_t hash, Value first) { return (mask & (mask - 1)) == 0 ? first.index : static_cast<std::uint32_t>(hash >> 32U); }
  [[nodiscard]] Packed pack(Times when);
  [[nodiscard]] static RowTimes unpack(Packed p);
  void leave_always();
  void note_birth(Row row, Packed when, Batch batch);

  std::size_t arity_;
  bool with_births_;
  Row size_ = 0;
  Cells cells_;
  std::vector<Packed> times_;         // empty as long as all rows hold always
  std::optional<Laid> laid_;          // the rows that came first, if they came in bulk
  std::vector<std::uint32_t> slots_;  // open addressing over whole tuples, but those that are laid; row + 1, 0 = free
  std::unique_ptr<Bits> bits_;       // instead of slots
  bool sparse_ = false;               // a bitmap has been tried, and did not do
  std::vector<Run> runs_;             // births as long as all rows hold always …
  std::vector<Piece> pieces_;         // … and afterwards
  std::vector<std::uint32_t> last_piece_;
  mutable std::vector<Index> indexes_;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> arena_;   // made when it is first needed
};

}  // namespace dedere::reason
