#include "reason/relation.hpp"

#include <algorithm>

namespace dedere::reason {
namespace {

std::uint64_t mixed(std::uint64_t state, Value value) {
  state ^= value.index + 0x9E3779B97F4A7C15ULL + (state << 6U) + (state >> 2U);
  return state * 0xD6E8FEB86659FD93ULL;
}

std::uint64_t finished(std::uint64_t state) { return state ^ (state >> 32U); }

}  // namespace

std::uint64_t Relation::hash(std::span<const Value> values) {
  std::uint64_t state = 0;
  for (const auto value : values) state = mixed(state, value);
  return finished(state);
}

std::uint64_t Relation::hash(Row row, std::uint64_t mask) const {
  std::uint64_t state = 0;
  for (std::size_t i = 0; i < arity_; ++i)
    if (mask >> i & 1U) state = mixed(state, cells_[row * arity_ + i]);
  return finished(state);
}

std::optional<Row> Relation::find(std::span<const Value> values) const {
  if (slots_.empty()) return std::nullopt;
  for (auto slot = hash(values) & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const auto there = this->values(slots_[slot] - 1);
    if (std::equal(there.begin(), there.end(), values.begin())) return slots_[slot] - 1;
  }
  return std::nullopt;
}

void Relation::grow_slots() {
  std::vector<Row> larger(std::max<std::size_t>(16, slots_.size() * 2), 0);
  for (Row row = 0; row < size(); ++row) {
    auto slot = hash(values(row)) & (larger.size() - 1);
    while (larger[slot] != 0) slot = (slot + 1) & (larger.size() - 1);
    larger[slot] = row + 1;
  }
  slots_ = std::move(larger);
}

Relation::Growth Relation::add(std::span<const Value> values, const IntervalSet& when, Cause cause, std::uint64_t birth) {
  if (when.empty()) return {0, {}};
  if (const auto row = find(values)) {
    auto fresh = when - when_[*row];
    if (fresh.empty()) return {*row, {}};
    when_[*row] |= fresh;
    pieces_[*row].push_back({fresh, cause, birth});
    return {*row, std::move(fresh)};
  }
  if (2 * (when_.size() + 1) > slots_.size()) grow_slots();
  const auto row = size();
  auto slot = hash(values) & (slots_.size() - 1);
  while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
  slots_[slot] = row + 1;
  cells_.insert(cells_.end(), values.begin(), values.end());
  when_.push_back(when);
  pieces_.push_back({{when, cause, birth}});
  for (auto& index : indexes_) index.rows[hash(row, index.mask)].push_back(row);
  return {row, when};
}

std::span<const Row> Relation::rows_with(std::uint64_t mask, std::span<const Value> key) const {
  auto index = std::find_if(indexes_.begin(), indexes_.end(), [&](const Index& i) { return i.mask == mask; });
  if (index == indexes_.end()) {
    indexes_.push_back({mask, {}});
    index = std::prev(indexes_.end());
    for (Row row = 0; row < size(); ++row) index->rows[hash(row, mask)].push_back(row);
  }
  const auto found = index->rows.find(hash(key));
  if (found == index->rows.end()) return {};
  return found->second;
}

}  // namespace dedere::reason
