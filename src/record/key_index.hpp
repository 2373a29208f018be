// Which row has a key: a hash table of row numbers that leaves the keys where they stand. Inside the room.
//
//     KeyIndex index;
//     index.reserve(rows);
//     const auto [row, is_new] = index.add(7, key_of);      // key_of(row) gives the text of a row's key
//     index.find("v1", key_of);
//     index.find_all(ids, rows_found, key_of, prefetch);    // many at once: their places in memory are fetched while others are looked at
//
// Open addressing, at most half full; a slot is 8 bytes: the row, and 32 bits of its key's hash, so that another key is seldom looked at.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/large_pages.hpp"
#include "base/prefetch.hpp"

namespace dedere::record {

class KeyIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  static constexpr std::size_t batch = 32;  // the most that `find_all` takes at once

  // Room for so many rows in all. Needs to be asked before they are added.
  template <class KeyOf>
  void reserve(std::size_t rows, const KeyOf& key_of) {
    const auto wanted = std::bit_ceil(rows * 2 + 2);
    if (wanted <= slots_.size()) return;
    const auto before = std::exchange(slots_, Slots(wanted));
    for (const auto& slot : before) if (slot.row != none) *vacant(hash(key_of(slot.row))) = slot;
  }

  // The row that has the same key already, or the new one.
  struct Added { std::uint32_t row; bool is_new; };
  template <class KeyOf>
  Added add(std::uint32_t row, const KeyOf& key_of) {
    const auto key = key_of(row);
    const auto h = hash(key);
    for (auto at = h & mask();; at = (at + 1) & mask()) {
      auto& slot = slots_[at];
      if (slot.row == none) { slot = {row, tag(h)}; return {row, true}; }
      if (slot.tag == tag(h) && key_of(slot.row) == key) return {slot.row, false};
    }
  }

  // Asks for the memory in which this key is to be found or added.
  void fetch(std::string_view key) const { prefetch(&slots_[hash(key) & mask()]); }

  // Gives the key of `before` to `row`, which has the same.
  template <class KeyOf>
  void replace(std::uint32_t before, std::uint32_t row, const KeyOf& key_of) {
    for (auto at = hash(key_of(before)) & mask(); slots_[at].row != none; at = (at + 1) & mask())
      if (slots_[at].row == before) slots_[at].row = row;
  }

  template <class KeyOf>
  [[nodiscard]] std::uint32_t find(std::string_view key, const KeyOf& key_of) const { return slots_.empty() ? none : find(key, hash(key), key_of); }

  // Of each key its row, or none; a blank key has none. `fetch(row)` asks for the memory in which the key of a row is to be found.
  template <class KeyOf, class Fetch>
  void find_all(std::span<const std::string_view> keys, std::span<std::uint32_t> rows, const KeyOf& key_of, const Fetch& fetch) const {
    std::uint64_t hashes[batch];
    for (std::size_t i = 0; i < keys.size(); ++i) {
      rows[i] = none;
      if (keys[i].empty() || slots_.empty()) continue;
      hashes[i] = hash(keys[i]);
      prefetch(&slots_[hashes[i] & mask()]);
    }
    std::uint32_t first[batch];
    for (std::size_t i = 0; i < keys.size(); ++i) {
      first[i] = none;
      if (keys[i].empty() || slots_.empty()) continue;
      for (auto at = hashes[i] & mask(); slots_[at].row != none; at = (at + 1) & mask())
        if (slots_[at].tag == tag(hashes[i])) { first[i] = slots_[at].row; break; }
      if (first[i] != none) fetch(first[i]);
    }

    for (std::size_t i = 0; i < keys.size(); ++i)
      if (first[i] != none) prefetch(key_of(first[i]).data());  // one step further away than the cell that points at it
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (first[i] != none) rows[i] = key_of(first[i]) == keys[i] ? first[i] : find(keys[i], hashes[i], key_of);
  }

 private:
  struct Slot { std::uint32_t row = none; std::uint32_t tag = 0; };
  using Slots = std::vector<Slot, LargePages<Slot>>;

  template <class KeyOf>
  [[nodiscard]] std::uint32_t find(std::string_view key, std::uint64_t h, const KeyOf& key_of) const {
    for (auto at = h & mask(); slots_[at].row != none; at = (at + 1) & mask())
      if (slots_[at].tag == tag(h) && key_of(slots_[at].row) == key) return slots_[at].row;
    return none;
  }

  Slot* vacant(std::uint64_t h) {
    auto at = h & mask();
    while (slots_[at].row != none) at = (at + 1) & mask();
    return &slots_[at];
  }

  // Eight bytes at a time, each multiplied in and folded (the mixing step of wyhash).
  static std::uint64_t hash(std::string_view text) {
    const auto mix = [](std::uint64_t a, std::uint64_t b) {
      const auto product = static_cast<unsigned __int128>(a) * b;
      return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    };
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    auto h = static_cast<std::uint64_t>(text.size()) ^ odd;
    std::size_t at = 0;
    std::uint64_t word = 0;
    for (; at + sizeof word <= text.size(); at += sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      h = mix(h ^ word, odd);
    }
    word = 0;
    if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
    return mix(h ^ word, odd);
  }

  static std::uint32_t tag(std::uint64_t h) { return static_cast<std::uint32_t>(h >> 32U); }
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

  Slots slots_;
};

}  // namespace dedere::record
