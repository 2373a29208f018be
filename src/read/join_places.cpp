#include "read/analysis.hpp"

namespace dedere::read {
namespace {

// The end of "Mongolian soil", "Sudan's capital Khartoum", "the Asian nation of Malaysia" from item `i`, or `i`.
bool mission(const Grammar& g, const std::vector<Item>& items, std::size_t i) {
  return (items[i].has(g.nation) || items[i].has(g.country)) && i + 1 < items.size() && items[i + 1].has(g.mission_noun);
}

std::size_t joined(const Grammar& g, const std::vector<Item>& items, std::size_t i) {
  const auto has = [&](std::size_t k, Class c) { return k < items.size() && items[k].has(c); };
  const bool owner = has(i, g.nation) || (has(i, g.country) && items[i].owns);
  if (owner && !items[i].has(g.place_noun)) {
    std::size_t k = i + 1;
    while (k < i + 3 && has(k, g.adj)) ++k;
    if (!has(k, g.place_noun) || items[k].owns) return i;
    if (has(k + 1, g.of) && has(k + 2, g.place) && items[k + 2].state == items[i].state) return k + 3;   // "the Chinese port city of Tianjin"
    return has(k + 1, g.city) && items[k + 1].state == items[i].state ? k + 2 : k + 1;
  }
  if (has(i, g.country) && has(i + 1, g.soil) && !items[i + 1].owns) return i + 2;   // "U.S. soil"
  if (has(i, g.place_noun) && has(i + 1, g.of) && has(i + 2, g.place)) return i + 3;
  if (has(i, g.place_noun) && has(i + 1, g.of) && has(i + 2, g.det) && has(i + 3, g.place)) return i + 4;
  // "Budapest, Hungary"
  if (has(i, g.city) && !items[i].owns && has(i + 1, g.comma) && has(i + 2, g.country) && !items[i + 2].owns && items[i].state == items[i + 2].state) return i + 3;
  return i;
}

}  // namespace

void join_places(const Reader::Inside& reader, Analysis& out) {
  const auto& g = reader.grammar;
  for (auto& s : out.sentences) {
    std::vector<Item> kept;
    for (std::size_t i = 0; i < s.items.size();) {
      if (mission(g, s.items, i)) {   // an embassy is in another state
        s.items[i + 1].first = s.items[i].first;
        s.items[i + 1].state = -1;
        ++i;
        continue;
      }
      const auto end = joined(g, s.items, i);
      if (end == i) { kept.push_back(s.items[i++]); continue; }
      Item made{.first = s.items[i].first, .last = s.items[end - 1].last};
      made.classes.set(static_cast<std::size_t>(g.place));
      made.owns = s.items[end - 1].owns;
      for (std::size_t k = i; k < end; ++k) if (s.items[k].has(g.country)) made.classes.set(static_cast<std::size_t>(g.country));
      for (std::size_t k = i; k < end; ++k) if (s.items[k].state >= 0) made.state = s.items[k].state;
      kept.push_back(made);
      i = end;
    }
    if (kept.size() != s.items.size()) s.items = std::move(kept);
  }
}

}  // namespace dedere::read
