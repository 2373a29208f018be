// JSON as it is made, to where it goes: text at once, or a tree for those who add to it. An answer of a hundred kilobytes is mostly its text, so the tree is left out
// where nobody needs it.
//
//     std::string text;
//     JsonText out(text);
//     Object{out}("day", "2024-09-03")("count", 2)("note", or_null_if_blank(""));
//
// Whatever has a `write(JsonOut&, const T&)` can be a value. The text is that of nlohmann's `dump` with two blanks a level.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/shared_list.hpp"

namespace dedere::brief {

class JsonOut {
 public:
  virtual ~JsonOut() = default;
  virtual void open(char bracket) = 0;            // '{' or '['
  virtual void close() = 0;                       // the one opened last
  virtual void key(std::string_view name) = 0;    // of the next value; plain ASCII
  virtual void text(std::string_view value) = 0;
  virtual void number(std::int64_t value) = 0;
  virtual void boolean(bool value) = 0;
  virtual void null() = 0;
  // A value that stands in many places: `made` writes it, where what has been written of it before cannot be written again.
  virtual void shared(const void* /*identity*/, const std::function<void()>& made) { made(); }
};

// Appends to `to`. Bytes that are not UTF-8 are replaced.
class JsonText final : public JsonOut {
 public:
  explicit JsonText(std::string& to) : to_(to) {}
  void open(char bracket) override;
  void close() override;
  void key(std::string_view name) override;
  void text(std::string_view value) override;
  void number(std::int64_t value) override;
  void boolean(bool value) override { literal(value ? "true" : "false"); }
  void null() override { literal("null"); }
  void shared(const void* identity, const std::function<void()>& made) override;

 private:
  enum class Before { value, end };
  char* room(std::size_t size);
  char* begin(std::size_t size, Before before = Before::value);
  void literal(std::string_view text);
  std::string& to_;
  std::vector<char> closing_;   // brackets
  bool any_ = false;            // the one opened last holds something
  bool keyed_ = false;          // a key waits for its value
  struct Written { std::size_t from, size, level; };
  std::unordered_map<const void*, Written> shared_;
};

class JsonTree final : public JsonOut {
 public:
  using Json = nlohmann::ordered_json;
  explicit JsonTree(Json& root) : root_(root) {}
  void open(char bracket) override;
  void close() override { open_.pop_back(); }
  void key(std::string_view name) override { key_ = name; }
  void text(std::string_view value) override { add(std::string(value)); }
  void number(std::int64_t value) override { add(value); }
  void boolean(bool value) override { add(value); }
  void null() override { add(nullptr); }

 private:
  Json& add(Json value);
  Json& root_;
  std::vector<Json*> open_;
  std::string key_;
};

// A text, or null where it is blank.
struct OrNull { std::string_view text; };
[[nodiscard]] inline OrNull or_null_if_blank(std::string_view text) { return {text}; }

inline void write(JsonOut& out, std::string_view value) { out.text(value); }
inline void write(JsonOut& out, OrNull value) { value.text.empty() ? out.null() : out.text(value.text); }
void write(JsonOut& out, std::same_as<bool> auto value) { out.boolean(value); }
void write(JsonOut& out, std::integral auto value) requires(!std::same_as<decltype(value), bool>) { out.number(static_cast<std::int64_t>(value)); }
template <class T>
void write(JsonOut& out, const std::vector<T>& items) {
  out.open('[');
  for (const auto& item : items) write(out, item);
  out.close();
}

template <class T>
void write(JsonOut& out, const SharedList<T>& items) {
  const auto made = [&] {
    out.open('[');
    for (const auto& item : items) write(out, item);
    out.close();
  };
  items.empty() ? made() : out.shared(items.identity(), made);
}

// An object, closed where it ends.
class Object {
 public:
  explicit Object(JsonOut& out) : out_(out) { out_.open('{'); }
  ~Object() { out_.close(); }
  Object(const Object&) = delete;
  template <class T>
  const Object& operator()(std::string_view name, const T& value) const {
    out_.key(name);
    write(out_, value);
    return *this;
  }

 private:
  JsonOut& out_;
};

}  // namespace dedere::brief
