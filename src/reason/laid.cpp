#include "reason/laid.hpp"

#include <algorithm>
#include <numeric>

namespace dedere::reason {
namespace {

constexpr std::size_t few = 32;         // rows
constexpr std::size_t few_to_sort = 16; // rows that are sorted in place
constexpr std::uint32_t ahead = 24;     // rows whose cells are on their way meanwhile

// Rows that lie side by side, each with the number that it came with.
class Stretch {
 public:
  Stretch(Value* cells, std::uint32_t* numbers, std::size_t size, std::size_t arity) : cells_(cells), numbers_(numbers), size_(size), arity_(arity) {}

  void sort() {
    if (size_ < 2 || arity_ < 2) return;
    if (size_ > few_to_sort) return sort_many();
    for (std::size_t i = 1; i < size_; ++i)
      for (auto j = i; j > 0 && less(row(j), row(j - 1)); --j) {
        std::swap_ranges(row(j), row(j) + arity_, row(j - 1));
        std::swap(numbers_[j], numbers_[j - 1]);
      }
  }

 private:
  [[nodiscard]] Value* row(std::size_t i) const { return cells_ + i * arity_; }
  [[nodiscard]] bool less(const Value* a, const Value* b) const {
    for (std::size_t i = 1; i < arity_; ++i)
      if (a[i] != b[i]) return a[i].index < b[i].index;
    return false;
  }
  void sort_many() {
    std::vector<std::uint32_t> order(size_);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return less(row(a), row(b)); });
    const std::vector<Value> cells(cells_, cells_ + size_ * arity_);
    const std::vector<std::uint32_t> numbers(numbers_, numbers_ + size_);
    for (std::size_t i = 0; i < size_; ++i) {
      std::copy_n(cells.begin() + static_cast<std::ptrdiff_t>(order[i] * arity_), arity_, row(i));
      numbers_[i] = numbers[order[i]];
    }
  }

  Value* cells_;
  std::uint32_t* numbers_;
  std::size_t size_, arity_;
};

}  // namespace

std::optional<Laid> Laid::lay(std::span<const Value> cells, std::size_t arity, Cells& out, std::vector<Row>& place) {
  const auto count = static_cast<std::uint32_t>(cells.size() / arity);
  if (count < few) return std::nullopt;
  auto least = ~0U, most = 0U;
  for (std::size_t i = 0; i < cells.size(); i += arity) {
    least = std::min(least, cells[i].index);
    most = std::max(most, cells[i].index);
  }
  if (most - least > 4 * std::uint64_t{count}) return std::nullopt;
  Laid laid(least);
  auto& starts = laid.starts_;
  starts.assign(std::size_t{most - least} + 2, 0);
  for (std::size_t i = 0; i < cells.size(); i += arity) ++starts[cells[i].index - least + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  Rows numbers(count);
  {
    auto next = starts;
    for (std::uint32_t i = 0; i < count; ++i) numbers[next[cells[i * arity].index - least]++] = i;
  }
  out.resize(cells.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) prefetch(&cells[numbers[i + ahead] * arity]);
    std::copy_n(&cells[numbers[i] * arity], arity, &out[i * arity]);
  }
  // Each stretch in order, and what is equal in it once.
  place.resize(count);
  Row row = 0;
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    const auto begin = starts[s], end = starts[s + 1];
    Stretch(&out[begin * arity], &numbers[begin], end - begin, arity).sort();
    starts[s] = row;
    for (auto i = begin; i < end; ++i) {
      const bool again = row > starts[s] && std::equal(&out[i * arity], &out[i * arity] + arity, &out[(row - 1) * arity]);
      if (!again && row != i) std::copy_n(&out[i * arity], arity, &out[row * arity]);
      if (!again) ++row;
      place[numbers[i]] = row - 1;
    }
  }
  starts.back() = row;
  out.resize(row * arity);
  return laid;
}

std::optional<Row> Laid::find(std::span<const Value> tuple, std::span<const Value> cells) const {
  auto from = first(tuple[0]);
  if (from == no_row) return std::nullopt;
  const auto arity = tuple.size();
  const auto less = [&](Row row) { return std::lexicographical_compare(&cells[row * arity], &cells[row * arity] + arity, tuple.begin(), tuple.end(), [](Value a, Value b) { return a.index < b.index; }); };
  auto to = starts_[tuple[0].index - least_ + 1];
  while (from < to) {
    const auto middle = from + (to - from) / 2;
    if (less(middle)) from = middle + 1;
    else to = middle;
  }
  if (from == starts_[tuple[0].index - least_ + 1] || !std::equal(tuple.begin(), tuple.end(), &cells[from * arity])) return std::nullopt;
  return from;
}

}  // namespace dedere::reason
