#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace dedere {
namespace {

constexpr std::uint64_t ones = 0x0101'0101'0101'0101ULL, tops = 0x8080'8080'8080'8080ULL;

// Eight bytes of which none is NUL and none lies beyond ASCII.
bool is_plain(const char* p) {
  std::uint64_t x;
  std::memcpy(&x, p, 8);
  return (((x - ones) | x) & tops) == 0;
}

// How many bytes the sequence at the start of `s` has; 0 where none is well formed.
std::size_t sequence(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto c = byte(0);
  if (c < 0x80) return c == 0 ? 0 : 1;
  const std::size_t length = c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
  if (length == 0 || length > s.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  // Longer than need be, half of a surrogate pair, or beyond U+10FFFF.
  if ((c == 0xE0 && byte(1) < 0xA0) || (c == 0xED && byte(1) > 0x9F) || (c == 0xF0 && byte(1) < 0x90) || (c == 0xF4 && byte(1) > 0x8F)) return 0;
  return length;
}

}  // namespace

std::optional<std::size_t> first_not_text(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    while (i + 8 <= bytes.size() && is_plain(bytes.data() + i)) i += 8;
    if (i == bytes.size()) break;
    const auto length = sequence(bytes.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

}  // namespace dedere
