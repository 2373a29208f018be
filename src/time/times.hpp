// Interval sets without an owner: what the reasoner computes with by the million.
//
// `Times` looks at sorted, disjoint, non-adjacent intervals that are kept elsewhere: by an `IntervalSet`, a relation or a `Buffer`. The operations
// write into a buffer that the caller lends, and give a view of it, or of an operand where that is the answer already. A buffer must not be the one
// that an operand looks at. Each is one pass over both operands.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "time/interval_set.hpp"

namespace dedere::time {

using Buffer = std::vector<Interval>;

class Times {
 public:
  Times() = default;  // never
  Times(const Interval* first, std::size_t size) : first_(first), size_(size) {}
  Times(const Buffer& all) : Times(all.data(), all.size()) {}                               // NOLINT: a view
  Times(const IntervalSet& set) : Times(set.intervals().data(), set.intervals().size()) {}  // NOLINT: a view
  static Times always() { return {&all_time, 1}; }

  [[nodiscard]] const Interval* begin() const { return first_; }
  [[nodiscard]] const Interval* end() const { return first_ + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Interval& operator[](std::size_t i) const { return first_[i]; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool is_always() const { return first_ == &all_time || (size_ == 1 && *first_ == Interval::always()); }
  [[nodiscard]] bool holds(Instant t) const;
  [[nodiscard]] IntervalSet set() const;

 private:
  static const Interval all_time;
  const Interval* first_ = nullptr;
  std::size_t size_ = 0;
};

[[nodiscard]] Times meet(Times a, Times b, Buffer& out);
[[nodiscard]] Times unite(Times a, Times b, Buffer& out);
[[nodiscard]] Times minus(Times a, Times b, Buffer& out);
// The intervals of `all` that share an instant with `some`, whole.
[[nodiscard]] Times touched(Times all, Times some, Buffer& out);
// The longest interval around an instant of which either all or nothing is in `times`.
[[nodiscard]] Interval constant_around(Times times, Instant at);
// What two intervals that share an instant have in common.
[[nodiscard]] inline Interval common(const Interval& a, const Interval& b) { return Interval::spanning(std::max(a.from(), b.from()), std::min(a.to(), b.to())); }
// Sorts what stands in the buffer in any order, and joins what overlaps or touches.
void coalesce(Buffer& any_order);

}  // namespace dedere::time
