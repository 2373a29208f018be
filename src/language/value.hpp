// The values that facts speak of, each stored once and passed round as a small number.
//
//     Values values;
//     const Value mn = values.entity(state, "mn");     // the same Value each time
//     values.show(mn)                                  // "Mongolia", once `name(mn, "Mongolia")` has been called; else "mn"
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "time/date.hpp"

namespace dedere::language {

// Number, Date, Text, then the declared types in order.
struct TypeId {
  std::uint32_t index = 0;
  auto operator<=>(const TypeId&) const = default;
};
inline constexpr TypeId number_type{0}, date_type{1}, text_type{2};

struct Value {
  std::uint32_t index = 0;
  auto operator<=>(const Value&) const = default;
};

class Values {
 public:
  Value number(std::int64_t n);
  Value date(time::Date d);
  Value text(std::string_view t);
  Value entity(TypeId type, std::string_view id);
  [[nodiscard]] std::optional<Value> find_entity(TypeId type, std::string_view id) const;
  [[nodiscard]] std::vector<std::string> entity_ids(TypeId type) const;

  void name(Value entity, std::string_view shown);  // what a proof prints

  [[nodiscard]] TypeId type(Value v) const { return items_[v.index].type; }
  [[nodiscard]] std::int64_t as_number(Value v) const { return items_[v.index].number; }                         // needs a Number
  [[nodiscard]] time::Date as_date(Value v) const { return time::Date::from_days(items_[v.index].number); }      // needs a Date
  [[nodiscard]] const std::string& id(Value v) const { return items_[v.index].text; }                           // entity or Text
  [[nodiscard]] std::string show(Value v) const;     // in a sentence: "Mongolia", "1 July 2002"
  [[nodiscard]] std::string written(Value v) const;  // in an atom: `mn`, `2002-07-01`, `"assembly"`

 private:
  struct Item { TypeId type; std::int64_t number; std::string text, shown; };
  struct Key {
    std::uint32_t type;
    std::int64_t number;
    std::string_view text;
    bool operator==(const Key&) const = default;
  };
  struct Hash { std::size_t operator()(const Key& k) const { return std::hash<std::string_view>{}(k.text) ^ (static_cast<std::size_t>(k.number) * 0x9E3779B97F4A7C15ULL) ^ (std::size_t{k.type} << 40U); } };
  Value intern(TypeId type, std::int64_t number, std::string_view text);
  std::deque<Item> items_;  // a deque: keys look into the texts
  std::unordered_map<Key, std::uint32_t, Hash> index_;
};

}  // namespace dedere::language
