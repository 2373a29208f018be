#include "record/json_place.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "record/place.hpp"

namespace dedere::record {
namespace {

// Walks over a text that is known to be JSON; past its end it reads NUL, so that no other text can lead it astray.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) { skip_space(); }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t length() const {
    auto end = *this;
    end.skip_value();
    const auto value = text_.substr(at_, end.at_ - at_);
    return value.starts_with('{') || value.starts_with('[') ? 1 : value.size();
  }

  // Steps into the value that `name` names; false, without a step, if there is none.
  bool enter(std::string_view name) {
    const auto before = at_;
    if (peek() == '{' ? enter_member(name) : peek() == '[' && enter_element(name)) return true;
    at_ = before;
    return false;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() { while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_; }

  std::string_view string() {  // its escapes as they are: names that are looked for have none
    const auto begin = ++at_;
    while (at_ < text_.size() && peek() != '"') at_ += peek() == '\\' ? 2 : 1;
    const auto end = std::min(at_, text_.size());
    at_ = end + 1;
    return text_.substr(begin, end - begin);
  }

  void skip_value() {
    std::size_t depth = 0;
    do {
      const auto c = peek();
      if (c == '\0') return;
      if (c == '"') { string(); }
      else if (c == '{' || c == '[') { ++depth; ++at_; }
      else if (c == '}' || c == ']') { if (depth == 0) return; --depth; ++at_; }
      else if (depth == 0) { while (peek() != '\0' && std::string_view(",}] \n\r\t").find(peek()) == std::string_view::npos) ++at_; }
      else { ++at_; }
    } while (depth > 0);
  }

  bool enter_member(std::string_view name) {
    ++at_;
    for (skip_space(); peek() == '"'; skip_space()) {
      const auto key = string();
      skip_space();
      ++at_;  // the colon
      skip_space();
      if (key == name) return true;
      skip_value();
      skip_space();
      if (peek() == ',') ++at_;
    }
    return false;
  }

  bool enter_element(std::string_view name) {
    std::size_t wanted = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), wanted);
    const bool numbered = error == std::errc() && end == name.data() + name.size();
    ++at_;
    skip_space();
    for (std::size_t i = 0; peek() != ']' && peek() != '\0'; ++i) {
      if (numbered ? i == wanted : is_called(name)) return true;
      const auto before = at_;
      skip_value();
      skip_space();
      if (peek() == ',') ++at_;
      skip_space();
      if (at_ == before) return false;
    }
    return false;
  }

  [[nodiscard]] bool is_called(std::string_view name) const {
    for (const auto* key : {"name", "predicate"}) {
      auto inside = *this;
      if (inside.peek() == '{' && inside.enter_member(key) && inside.peek() == '"' && inside.string() == name) return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Place json_place(std::string_view file, std::string_view text, std::string_view path) {
  Walker walker(text);
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (!walker.enter(path.substr(0, end))) break;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return place_in(file, text, walker.at(), walker.length());
}

}  // namespace dedere::record
