// Rows that came together, laid in the order of their values: those with the same first column lie side by side, and an array of offsets tells where.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/large_pages.hpp"
#include "base/prefetch.hpp"
#include "language/program.hpp"

namespace dedere::reason {

using language::Value;

using Row = std::uint32_t;
inline constexpr Row no_row = ~0U;
using Cells = std::vector<Value, LargePages<Value>>;
using Rows = std::vector<Row, LargePages<Row>>;

class Laid {
 public:
  // Lays `cells` (`arity` a row, at least one) into `out`, equal tuples once; `place` tells where each went. None, and nothing done, where the rows
  // are few or their first column is too scattered for an array of offsets.
  [[nodiscard]] static std::optional<Laid> lay(std::span<const Value> cells, std::size_t arity, Cells& out, std::vector<Row>& place);

  [[nodiscard]] Row size() const { return starts_.back(); }
  // The first row with this value in its first column; the others follow it.
  [[nodiscard]] Row first(Value v) const {
    const auto at = v.index - least_;
    return at < starts_.size() - 1 && starts_[at] != starts_[at + 1] ? starts_[at] : no_row;
  }
  void expect(Value v) const {
    if (const auto at = v.index - least_; at < starts_.size()) prefetch(&starts_[at]);
  }
  // The row of a tuple; `cells` is what was laid.
  [[nodiscard]] std::optional<Row> find(std::span<const Value> tuple, std::span<const Value> cells) const;

  [[nodiscard]] std::size_t bytes() const { return starts_.capacity() * sizeof(Row); }

 private:
  explicit Laid(std::uint32_t least) : least_(least) {}
  std::uint32_t least_;
  Rows starts_;  // by value, from the least on; and the end
};

}  // namespace dedere::reason
