#include "language/value.hpp"

#include <fmt/core.h>

namespace dedere::language {

Value Values::intern(TypeId type, std::int64_t number, std::string_view text) {
  if (const auto found = index_.find({type.index, number, text}); found != index_.end()) return {found->second};
  const auto index = static_cast<std::uint32_t>(items_.size());
  items_.push_back({type, number, std::string(text), ""});
  index_.emplace(Key{type.index, number, items_.back().text}, index);
  return {index};
}

Value Values::number(std::int64_t n) { return intern(number_type, n, {}); }
Value Values::date(time::Date d) { return intern(date_type, d.days_since_1970(), {}); }
Value Values::text(std::string_view t) { return intern(text_type, 0, t); }
Value Values::entity(TypeId type, std::string_view id) { return intern(type, 0, id); }

std::optional<Value> Values::find_entity(TypeId type, std::string_view id) const {
  const auto found = index_.find({type.index, 0, id});
  if (found == index_.end()) return std::nullopt;
  return Value{found->second};
}

std::vector<std::string> Values::entity_ids(TypeId type) const {
  std::vector<std::string> ids;
  for (const auto& item : items_)
    if (item.type == type) ids.push_back(item.text);
  return ids;
}

void Values::name(Value entity, std::string_view shown) { items_[entity.index].shown = shown; }

std::string Values::show(Value v) const {
  const auto& item = items_[v.index];
  if (item.type == number_type) return std::to_string(item.number);
  if (item.type == date_type) return as_date(v).words();
  return item.shown.empty() ? item.text : item.shown;
}

std::string Values::written(Value v) const {
  const auto& item = items_[v.index];
  if (item.type == number_type) return std::to_string(item.number);
  if (item.type == date_type) return as_date(v).iso();
  if (item.type != text_type) return item.text;
  std::string quoted = "\"";
  for (const char c : item.text) { if (c == '"' || c == '\\') quoted += '\\'; quoted += c; }
  return quoted + '"';
}

}  // namespace dedere::language
