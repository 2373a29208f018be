#include "language/value.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <new>

#include "base/prefetch.hpp"

namespace dedere::language {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 16U;
constexpr std::size_t short_text = 7;  // eight bytes hold that and its length
constexpr std::uint64_t not_short = std::uint64_t{1} << 63U;

std::uint64_t load8(const char* p) { std::uint64_t x; std::memcpy(&x, p, 8); return x; }
std::uint32_t load4(const char* p) { std::uint32_t x; std::memcpy(&x, p, 4); return x; }

std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const auto product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

// Different short texts have different keys: the bytes, and the length above them. Two loads that overlap cover any length without a loop.
std::uint64_t packed(std::string_view t) {
  const auto n = t.size();
  std::uint64_t bytes = 0;
  if (n >= 4) bytes = load4(t.data()) | std::uint64_t{load4(t.data() + n - 4)} << (8 * (n - 4));
  else if (n > 0) bytes = static_cast<unsigned char>(t[0]) | std::uint64_t{static_cast<unsigned char>(t[n / 2])} << (8 * (n / 2)) | std::uint64_t{static_cast<unsigned char>(t[n - 1])} << (8 * (n - 1));
  return bytes | std::uint64_t{n} << 56U;
}

std::uint64_t hash(std::string_view t) {
  std::uint64_t state = 0x9E37'79B9'7F4A'7C15ULL ^ t.size();
  const char* p = t.data();
  for (std::size_t left = t.size(); left > 8; left -= 8, p += 8) state = folded(state ^ load8(p), 0xE703'7ED1'A0B4'28DBULL);
  return folded(state ^ load8(t.data() + t.size() - 8), 0x8EBC'6AF0'9C88'C6E3ULL);
}

std::size_t home(std::uint64_t key, TypeId type) { return folded(key ^ std::uint64_t{type.index} << 32U ^ 0xA076'1D64'78BD'642FULL, 0x9E37'79B9'7F4A'7C15ULL); }

std::string_view bytes_of(const std::int64_t& n) { return {reinterpret_cast<const char*>(&n), sizeof n}; }

}  // namespace

std::uint64_t Values::key_of(std::string_view t) { return t.size() <= short_text ? packed(t) : hash(t) | not_short; }

Values::Ahead Values::ahead(TypeId type, std::string_view id) const {
  const auto key = key_of(id);
  if (!slots_.empty()) prefetch(&slots_[home(key, type) & (slots_.size() - 1)]);
  return {key};
}

// Where the text stands, or the free slot where it would.
std::size_t Values::slot_of(TypeId type, std::string_view text, std::uint64_t key) const {
  const auto mask = slots_.size() - 1;
  for (auto at = home(key, type) & mask;; at = (at + 1) & mask) {
    const auto& slot = slots_[at];
    if (slot.entry == 0) return at;
    if (slot.key != key || slot.type != type) continue;
    if (text.size() <= short_text || id({slot.entry - 1}) == text) return at;
  }
}

Value Values::intern(TypeId type, std::string_view text, std::uint64_t key) {
  if (slots_.empty()) rehash(64);
  auto at = slot_of(type, text, key);
  if (slots_[at].entry != 0) return {slots_[at].entry - 1};
  if (items_.size() >= inline_number - 1 || text.size() > ~std::uint32_t{0}) throw std::bad_alloc();
  if (3 * (items_.size() + 1) > 2 * slots_.size()) {
    rehash(2 * slots_.size());
    at = slot_of(type, text, key);
  }
  items_.push_back({keep(text), static_cast<std::uint32_t>(text.size()), type});
  slots_[at] = {key, type, entries()};
  return {entries() - 1};
}

const char* Values::keep(std::string_view text) {
  if (text.empty()) return "";
  if (text.size() > left_) {
    left_ = std::max(chunk_bytes, text.size());
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    free_ = chunks_.back().get();
  }
  auto* kept = free_;
  std::memcpy(kept, text.data(), text.size());
  free_ += text.size();
  left_ -= text.size();
  return kept;
}

void Values::rehash(std::size_t slots) {
  std::vector<Slot, LargePages<Slot>> old(slots, Slot{0, {}, 0});
  old.swap(slots_);
  const auto mask = slots - 1;
  for (const auto& slot : old) {
    if (slot.entry == 0) continue;
    auto at = home(slot.key, slot.type) & mask;
    while (slots_[at].entry != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void Values::reserve(std::size_t entries) {
  const auto slots = std::bit_ceil(entries + entries / 2 + 1);
  items_.reserve(entries);
  if (slots > slots_.size()) rehash(slots);
}

Value Values::number(std::int64_t n) {
  if (n >= -std::int64_t{zero} && n < std::int64_t{zero}) return {inline_number | static_cast<std::uint32_t>(n + zero)};
  return entity(number_type, bytes_of(n));
}

Value Values::date(time::Date d) {
  const auto day = d.days_since_1970();
  assert(day >= -std::int32_t{zero} && day < std::int32_t{zero} - 1);  // a Date has four digits of year
  return {inline_date | static_cast<std::uint32_t>(day + std::int32_t{zero})};
}

std::int64_t Values::as_number(Value v) const {
  if (v.index >= inline_number) return static_cast<std::int64_t>(v.index - inline_number) - zero;
  return static_cast<std::int64_t>(load8(items_[v.index].text));
}

time::Date Values::as_date(Value v) const { return time::Date::from_days(static_cast<std::int64_t>(v.index - inline_date) - zero); }

std::optional<Value> Values::find_entity(TypeId type, std::string_view id) const {
  if (slots_.empty()) return std::nullopt;
  const auto entry = slots_[slot_of(type, id, key_of(id))].entry;
  if (entry == 0) return std::nullopt;
  return Value{entry - 1};
}

std::vector<std::string> Values::entity_ids(TypeId type) const {
  std::vector<std::string> ids;
  for (const auto& item : items_)
    if (item.type == type) ids.emplace_back(item.text, item.length);
  return ids;
}

std::string Values::show(Value v) const {
  if (type(v) == number_type) return std::to_string(as_number(v));
  if (type(v) == date_type) return as_date(v).words();
  const auto shown = shown_.find(v.index);
  return std::string(shown == shown_.end() || shown->second.empty() ? id(v) : shown->second);
}

std::string Values::written(Value v) const {
  if (type(v) == number_type) return std::to_string(as_number(v));
  if (type(v) == date_type) return as_date(v).iso();
  if (type(v) != text_type) return std::string(id(v));
  std::string quoted = "\"";
  for (const char c : id(v)) { if (c == '"' || c == '\\') quoted += '\\'; quoted += c; }
  return quoted + '"';
}

bool Values::less(Value a, Value b) const {
  const auto kind = [&](Value v) { return std::min(type(v).index, text_type.index); };
  if (kind(a) != kind(b)) return kind(a) < kind(b);
  if (kind(a) == number_type.index) return as_number(a) < as_number(b);
  if (kind(a) == date_type.index) return a.index < b.index;
  if (const auto order = id(a).compare(id(b)); order != 0) return order < 0;
  return type(a) < type(b);
}

}  // namespace dedere::language
