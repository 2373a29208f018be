#include "brief/json_out.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/utf8.hpp"

namespace dedere::brief {
namespace {

constexpr std::size_t blanks_a_level = 2;

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Eight bytes of ASCII, all of them plain.
bool are_plain(const char* p) {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101ULL, tops = 0x8080'8080'8080'8080ULL;
  std::uint64_t x;
  std::memcpy(&x, p, 8);
  const auto quotes = x ^ (ones * '"'), slashes = x ^ (ones * '\\');
  return ((x | (x - ones * 0x20) | (quotes - ones) | (slashes - ones)) & tops) == 0;
}

// Is all of it ASCII that stands as it is? Most texts are: looked at once.
bool is_plain(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && are_plain(text.data() + at)) at += 8;
  return std::ranges::all_of(text.substr(at), [](char c) { return is_plain(c) && static_cast<unsigned char>(c) < 0x80; });
}

// The first byte from `at` on that is not as it stands.
std::size_t plain_until(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    while (at + 8 <= text.size() && are_plain(text.data() + at)) at += 8;
    // To the end, or past what is beyond ASCII, byte by byte.
    for (const auto end = std::min(text.size(), at + 8); at < end; ++at)
      if (!is_plain(text[at])) return at;
  }
  return at;
}

void escape(std::string& to, char c) {
  constexpr char digits[] = "0123456789abcdef";
  switch (c) {
    case '"': to += "\\\""; return;
    case '\\': to += "\\\\"; return;
    case '\b': to += "\\b"; return;
    case '\f': to += "\\f"; return;
    case '\n': to += "\\n"; return;
    case '\r': to += "\\r"; return;
    case '\t': to += "\\t"; return;
    default: to += "\\u00"; to += digits[static_cast<unsigned char>(c) >> 4U]; to += digits[static_cast<unsigned char>(c) & 15U];
  }
}

}  // namespace

// Makes room for `size` more bytes and gives where they begin: lines are short, and a call for each of their parts is what they cost.
char* JsonText::room(std::size_t size) {
  const auto at = to_.size();
  to_.resize(at + size);
  return to_.data() + at;
}

// What comes before a value or a bracket, with room for `size` bytes after it.
char* JsonText::begin(std::size_t size, Before before) {
  const bool comma = before == Before::value && any_, line = before == Before::end ? any_ : !closing_.empty();
  if (before == Before::value && keyed_) {
    keyed_ = false;
    return room(size);
  }
  any_ = true;
  const auto blanks = line ? closing_.size() * blanks_a_level : 0;
  auto* out = room((comma ? 1 : 0) + (line ? 1 : 0) + blanks + size);
  if (comma) *out++ = ',';
  if (line) *out++ = '\n';
  std::memset(out, ' ', blanks);
  return out + blanks;
}

void JsonText::open(char bracket) {
  *begin(1) = bracket;
  closing_.push_back(bracket == '{' ? '}' : ']');
  any_ = false;
}

void JsonText::close() {
  const char bracket = closing_.back();
  closing_.pop_back();
  *begin(1, Before::end) = bracket;
}

void JsonText::key(std::string_view name) {
  auto* out = begin(name.size() + 4);
  *out++ = '"';
  out = std::copy(name.begin(), name.end(), out);
  std::memcpy(out, "\": ", 3);
  keyed_ = true;
}

void JsonText::text(std::string_view value) {
  const bool plain = is_plain(value);
  if (!plain && first_not_text(value)) return literal(nlohmann::ordered_json(value).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));   // rare: the library replaces what is no text
  if (plain) {
    auto* out = begin(value.size() + 2);
    *out++ = '"';
    out = std::copy(value.begin(), value.end(), out);
    *out = '"';
    return;
  }
  *begin(1) = '"';
  for (std::size_t i = 0; i < value.size();) {
    auto end = plain_until(value, i);
    to_.append(value, i, end - i);
    if (end < value.size()) escape(to_, value[end++]);
    i = end;
  }
  to_ += '"';
}

void JsonText::literal(std::string_view text) { std::ranges::copy(text, begin(text.size())); }

void JsonText::number(std::int64_t value) {
  char digits[24];
  literal({digits, std::to_chars(digits, digits + sizeof digits, value).ptr});
}

// The lines of what was written before, moved to where they stand now.
void JsonText::shared(const void* identity, const std::function<void()>& made) {
  if (!keyed_) return made();
  const auto before = shared_.find(identity);
  if (before == shared_.end()) {
    const auto from = to_.size();
    made();
    shared_.emplace(identity, Written{from, to_.size() - from, closing_.size()});
    return;
  }
  keyed_ = false;
  const auto [from, size, level] = before->second;
  const std::size_t now = blanks_a_level * closing_.size(), then = blanks_a_level * level;
  to_.reserve(to_.size() + 2 * size);
  for (auto at = from, end = from + size; at < end;) {
    const auto next = std::min(to_.find('\n', at), end);
    to_.append(to_.data() + at, next - at);
    if (next == end) break;
    to_ += '\n';
    to_.append(now, ' ');
    at = next + 1 + then;
  }
}

JsonTree::Json& JsonTree::add(Json value) {
  if (open_.empty()) return root_ = std::move(value);
  auto& in = *open_.back();
  if (!in.is_object()) return in.emplace_back(std::move(value));
  return in[key_] = std::move(value);
}

// What is opened stays where it is while it is open: only what it holds grows.
void JsonTree::open(char bracket) { open_.push_back(&add(bracket == '{' ? Json::object() : Json::array())); }

}  // namespace dedere::brief
