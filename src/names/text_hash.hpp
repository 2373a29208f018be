// A hash of a short text, eight bytes at a time; both its halves are used. For tables in memory alone: it may change.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace dedere::names {

[[nodiscard]] inline std::uint64_t text_hash(std::string_view text) {
  std::uint64_t value = 0x9E3779B97F4A7C15U ^ text.size();
  const auto add = [&](std::uint64_t eight) {
    value = (value ^ eight) * 0x9FB21C651E98DF25U;
    value ^= value >> 32U;
  };
  std::uint64_t eight = 0;
  const auto* at = text.data();
  auto left = text.size();
  for (; left > 8; at += 8, left -= 8) {
    std::memcpy(&eight, at, 8);
    add(eight);
  }
  // What is left, without a loop: halves that may overlap.
  const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
  std::uint32_t low = 0, high = 0;
  if (left >= 4) {
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + left - 4, 4);
    add(low | std::uint64_t{high} << 32U);
  } else if (left > 0) {
    add(byte(0) | byte(left / 2) << 8U | byte(left - 1) << 16U);
  }
  return value ^ (value >> 29U);
}

}  // namespace dedere::names
