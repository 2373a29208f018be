// The values that facts speak of, each stored once and passed round as 32 bits.
//
//     Values values;
//     const Value mn = values.entity(state, "mn");     // the same Value each time
//     values.show(mn)                                  // "Mongolia", once `name(mn, "Mongolia")` has been called; else "mn"
//
// A date, and a number from -2^29 up to 2^29 - 1, is its own value: nothing is looked up or stored. All others are entries of a table, which is an
// open-addressing hash table over texts that never move; a text of up to seven bytes is found without looking at it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/large_pages.hpp"
#include "time/date.hpp"

namespace dedere::language {

// Number, Date, Text, then the declared types in order.
struct TypeId {
  std::uint32_t index = 0;
  auto operator<=>(const TypeId&) const = default;
};
inline constexpr TypeId number_type{0}, date_type{1}, text_type{2};

// The two top bits say what the rest is: 10 a number and 11 a date, each plus 2^29; otherwise an entry of the table. So numbers that are their own
// value compare as their `index` does, and dates too. No value has all bits set.
struct Value {
  std::uint32_t index = 0;
  auto operator<=>(const Value&) const = default;
};

class Values {
 public:
  Value number(std::int64_t n);
  Value date(time::Date d);
  Value text(std::string_view t) { return entity(text_type, t); }
  Value entity(TypeId type, std::string_view id) { return intern(type, id, key_of(id)); }
  // The same in two steps: what the second will look at is on its way from memory while the caller prepares other values. For those who make many.
  struct Ahead { std::uint64_t key; };
  [[nodiscard]] Ahead ahead(TypeId type, std::string_view id) const;
  Value entity(TypeId type, std::string_view id, Ahead ahead) { return intern(type, id, ahead.key); }
  [[nodiscard]] std::optional<Value> find_entity(TypeId type, std::string_view id) const;
  [[nodiscard]] std::vector<std::string> entity_ids(TypeId type) const;
  // Makes room for so many values in the table at once, instead of by and by.
  void reserve(std::size_t entries);

  void name(Value entity, std::string_view shown) { shown_[entity.index] = shown; }  // what a proof prints

  [[nodiscard]] TypeId type(Value v) const { return v.index < inline_number ? items_[v.index].type : v.index < inline_date ? number_type : date_type; }
  [[nodiscard]] std::int64_t as_number(Value v) const;  // needs a Number
  [[nodiscard]] time::Date as_date(Value v) const;      // needs a Date
  // Of an entity or a Text; the bytes stay where they are for as long as the Values live.
  [[nodiscard]] std::string_view id(Value v) const { return {items_[v.index].text, items_[v.index].length}; }
  [[nodiscard]] std::string show(Value v) const;     // in a sentence: "Mongolia", "1 July 2002"
  [[nodiscard]] std::string written(Value v) const;  // in an atom: `mn`, `2002-07-01`, `"assembly"`
  // The order of output: numbers by size, then dates, then entities and texts bytewise. Total: equal values only are not less either way.
  [[nodiscard]] bool less(Value a, Value b) const;
  // How many values stand in the table. Those are the values {0} to {entries() - 1}.
  [[nodiscard]] std::uint32_t entries() const { return static_cast<std::uint32_t>(items_.size()); }

 private:
  static constexpr std::uint32_t inline_number = 0x8000'0000, inline_date = 0xC000'0000, zero = 1U << 29U;
  struct Item { const char* text; std::uint32_t length; TypeId type; };
  // `key` is the text itself if it is short, else a hash of it (value.cpp). `entry` counts from 1; 0 is a free slot.
  struct Slot { std::uint64_t key; TypeId type; std::uint32_t entry; };

  [[nodiscard]] static std::uint64_t key_of(std::string_view text);
  Value intern(TypeId type, std::string_view text, std::uint64_t key);
  [[nodiscard]] std::size_t slot_of(TypeId type, std::string_view text, std::uint64_t key) const;
  [[nodiscard]] const char* keep(std::string_view text);
  void rehash(std::size_t slots);

  std::vector<Item> items_;
  std::vector<Slot, LargePages<Slot>> slots_;  // a power of two of them, at most two in three in use; or none
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;     // in the last chunk
  std::size_t left_ = 0;
  std::unordered_map<std::uint32_t, std::string> shown_;
};

}  // namespace dedere::language
