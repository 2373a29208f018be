// Sorting keys that are numbers: by their top bits into groups, then each group by itself, near the processor. Linear; stable.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace dedere::run {

// Sorts by the bits from `low` up to `high` with a pass for each eight, the last bits first. `spare` is as long as `keys`.
template <class Key>
void sort_group(std::span<Key> keys, std::span<Key> spare, unsigned low, unsigned high) {
  constexpr std::size_t few = 48;
  if (keys.size() <= few) {
    // The bits below `low` are in the order of the keys already, or do not matter.
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const auto key = keys[i];
      auto at = i;
      for (; at > 0 && (keys[at - 1] >> low) > (key >> low); --at) keys[at] = keys[at - 1];
      keys[at] = key;
    }
    return;
  }
  constexpr unsigned digit = 8;
  for (auto shift = low; shift < high; shift += digit) {
    std::array<std::size_t, (1U << digit) + 1> starts{};
    const auto bucket = [&](Key key) { return static_cast<std::size_t>((key >> shift) & ((Key{1} << std::min(digit, high - shift)) - 1)); };
    for (const auto key : keys) ++starts[bucket(key) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const auto key : keys) spare[starts[bucket(key)]++] = key;
    std::copy_n(spare.begin(), keys.size(), keys.begin());
  }
}

// The keys `key_of(0)` to `key_of(count - 1)` in order of their bits from `low` up to `high`; above `high` they have none. `key_of` is called twice for each.
template <class Key, class KeyOf>
std::vector<Key> sorted_keys(std::size_t count, unsigned low, unsigned high, const KeyOf& key_of) {
  const unsigned top = std::min(high - low, 12U), shift = high - top;
  std::vector<std::size_t> starts((std::size_t{1} << top) + 1);
  for (std::size_t i = 0; i < count; ++i) ++starts[static_cast<std::size_t>(key_of(i) >> shift) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<Key> keys(count);
  auto next = starts;
  for (std::size_t i = 0; i < count; ++i) {
    const Key key = key_of(i);
    keys[next[static_cast<std::size_t>(key >> shift)]++] = key;
  }
  std::vector<Key> spare;
  for (std::size_t group = 0; group + 1 < starts.size(); ++group) {
    const auto size = starts[group + 1] - starts[group];
    if (size < 2 || shift == low) continue;
    if (spare.size() < size) spare.resize(size);
    sort_group<Key>({keys.data() + starts[group], size}, {spare.data(), size}, low, shift);
  }
  return keys;
}

}  // namespace dedere::run
