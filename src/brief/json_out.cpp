#include "brief/json_out.hpp"

#include <charconv>

#include "base/utf8.hpp"

namespace dedere::brief {
namespace {

constexpr std::size_t blanks_a_level = 2;

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

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

void JsonText::line() {
  to_ += '\n';
  to_.append(closing_.size() * blanks_a_level, ' ');
}

// Before a value: what parts it from the one before.
void JsonText::begin() {
  if (keyed_) { keyed_ = false; return; }
  if (closing_.empty()) return;
  if (any_) to_ += ',';
  any_ = true;
  line();
}

void JsonText::open(char bracket) {
  begin();
  to_ += bracket;
  closing_.push_back(bracket == '{' ? '}' : ']');
  any_ = false;
}

void JsonText::close() {
  const char bracket = closing_.back();
  closing_.pop_back();
  if (any_) line();
  to_ += bracket;
  any_ = true;
}

void JsonText::key(std::string_view name) {
  begin();
  to_ += '"';
  to_ += name;
  to_ += "\": ";
  keyed_ = true;
}

void JsonText::text(std::string_view value) {
  begin();
  if (first_not_text(value)) {   // rare: the library replaces what is no text
    to_ += nlohmann::ordered_json(value).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return;
  }
  to_ += '"';
  for (std::size_t i = 0; i < value.size();) {
    auto end = i;
    while (end < value.size() && is_plain(value[end])) ++end;
    to_.append(value, i, end - i);
    if (end < value.size()) escape(to_, value[end++]);
    i = end;
  }
  to_ += '"';
}

void JsonText::number(std::int64_t value) {
  begin();
  char digits[24];
  to_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
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
