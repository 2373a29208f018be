#include "record/place.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace dedere::record {
namespace {

int code_points(std::string_view bytes) {
  return static_cast<int>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Eight bytes at a time: is none of them NUL or past ASCII? (The sum carries a bit into 0x80 for each byte that is not NUL.)
bool plain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  constexpr std::uint64_t high = 0x8080808080808080U, low = 0x7f7f7f7f7f7f7f7fU;
  return (word & high) == 0 && ((word + low) & high) == high;
}

// The length of the well-formed sequence that `bytes` begins with (Unicode, table 3-7); 0 if there is none.
std::size_t sequence(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  const auto within = [&](std::size_t i, unsigned from, unsigned to) { return byte(i) >= from && byte(i) <= to; };
  const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xBF); };
  const auto lead = byte(0);
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  if (within(0, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (within(0, 0xE0, 0xEF)) return within(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && tail(2) ? 3 : 0;
  if (within(0, 0xF0, 0xF4)) return within(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && tail(2) && tail(3) ? 4 : 0;
  return 0;
}

}  // namespace

Place place_in(std::string_view file, std::string_view text, std::size_t at, std::size_t bytes) {
  at = std::min(at, text.size());
  const auto before = text.substr(0, at);
  const auto begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  auto line = text.substr(begin, text.find('\n', at) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto column = std::min(at - begin, line.size());
  constexpr std::size_t longest = 4'000;
  return {.file = std::string(file),
          .line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          .column = code_points(line.substr(0, column)) + 1,
          .length = std::max(1, code_points(line.substr(column, bytes))),
          .heading = {},
          .text = line.size() > longest ? std::string() : std::string(line)};
}

std::optional<std::size_t> first_not_text(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.size() - at >= 8 && plain(bytes.data() + at)) { at += 8; continue; }
    const auto length = sequence(bytes.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace dedere::record
