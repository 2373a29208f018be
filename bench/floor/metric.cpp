// metric FACTS OUT: a list of ships whose taint has grown; all else is one pass over intervals.
#include <map>

#include "text.hpp"

using namespace floor_;

using Times = std::vector<std::pair<std::int64_t, std::int64_t>>;
using Pairs = std::map<std::pair<std::string, std::string>, Times>;
using Ones = std::map<std::string, Times>;
constexpr std::int64_t day = 86'400, year_begins = 1'704'067'200, year_ends = year_begins + 366 * day;

Times joined(Times all) {
  std::sort(all.begin(), all.end());
  Times out;
  for (const auto& i : all)
    if (!out.empty() && i.first <= out.back().second) out.back().second = std::max(out.back().second, i.second);
    else out.push_back(i);
  return out;
}

Times meet(const Times& a, const Times& b) {
  Times out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size(); a[i].second < b[j].second ? ++i : ++j)
    if (const auto from = std::max(a[i].first, b[j].first), to = std::min(a[i].second, b[j].second); from < to) out.emplace_back(from, to);
  return out;
}

Times minus(const Times& a, const Times& b) {
  Times not_b;
  auto from = never;
  for (const auto& i : b) not_b.emplace_back(from, i.first), from = i.second;
  not_b.emplace_back(from, forever);
  return meet(a, not_b);
}

Times longer(Times a, std::int64_t by) {
  for (auto& i : a) i.second += by;
  return joined(std::move(a));
}

// From the ship's own table: rows in the order of their times, by two names or one.
template <class Put>
void rows(const std::string& folder, const char* name, int names, Put put) {
  for (Table t(folder, name); t.more();) {
    const std::string a(t.cell()), b(names == 2 ? t.cell() : "");
    const auto from = t.instant(never), to = t.instant(forever);
    put(a, b, from, to);
  }
}

void write(const std::string& folder, const char* name, const char* header, const Ones& all) {
  Writer out(folder, name, header);
  for (const auto& [key, times] : all)
    for (const auto& [from, to] : times) out.text(key), out.instants(from, to);
}

void write(const std::string& folder, const char* name, const char* header, const Pairs& all) {
  Writer out(folder, name, header);
  for (const auto& [key, times] : all)
    for (const auto& [from, to] : times) out.text(key.first), out.text(","), out.text(key.second), out.instants(from, to);
}

int main(int, char** argv) {
  const std::string facts = argv[1], folder = argv[2];
  Ones listed, tainted, docked, suspect, evades, inspection, late;
  Pairs at, watched, missed;
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::pair<std::int64_t, std::int64_t>>>> met;
  rows(facts, "listed", 1, [&](const auto& a, const auto&, auto from, auto to) { listed[a].emplace_back(from, to); });
  for (auto& [owner, times] : listed) times = joined(times);
  rows(facts, "owns", 2, [&](const auto& owner, const auto& ship, auto from, auto to) {
    if (const auto found = listed.find(owner); found != listed.end())
      for (const auto& i : meet({{from, to}}, found->second)) tainted[ship].push_back(i);
  });
  rows(facts, "met", 2, [&](const auto& a, const auto& b, auto from, auto to) { met[a].push_back({b, {from, to}}); });
  rows(facts, "at", 2, [&](const auto& ship, const auto& port, auto from, auto to) { at[{ship, port}].emplace_back(from, to), docked[ship].emplace_back(from, to); });
  rows(facts, "planned", 1, [&](const auto& port, const auto&, auto from, auto to) {
    for (; from < year_ends; from += 7 * day, to += 7 * day) inspection[port].emplace_back(from, std::min(to, year_ends));
  });
  for (auto* all : {&tainted, &docked, &inspection})
    for (auto& [key, times] : *all) times = joined(times);
  for (auto& [key, times] : at) times = joined(times);

  std::vector<std::string> left;
  for (const auto& [ship, times] : tainted) left.push_back(ship);
  while (!left.empty()) {
    const auto ship = left.back();
    left.pop_back();
    const auto after = longer(tainted[ship], 30 * day);
    for (const auto& [other, when] : met[ship]) {
      const auto found = meet({when}, after);
      if (found.empty()) continue;
      auto& times = tainted[other];
      if (minus(found, times).empty()) continue;
      times.insert(times.end(), found.begin(), found.end());
      times = joined(std::move(times));
      left.push_back(other);
    }
  }
  for (const auto& [ship, times] : tainted) {
    for (const auto& [from, to] : times)
      if (from + 3 * day < to) suspect[ship].emplace_back(from + 3 * day, to);
    if (!suspect.contains(ship)) continue;
    // Away from ports since a moment at which it was suspect, for twenty days at most.
    const auto away = minus({{never, forever}}, docked[ship]);
    for (const auto& stretch : away) {
      const auto marks = meet({stretch}, suspect[ship]);
      for (const auto& i : meet({stretch}, longer(marks, 20 * day))) evades[ship].push_back(i);
    }
    if (evades.contains(ship)) evades[ship] = joined(evades[ship]);
    late[ship] = longer(suspect[ship], 30 * day);
  }
  for (const auto& [key, times] : at) {
    const auto found = late.find(key.first);
    if (found == late.end()) continue;
    watched[key] = meet(times, found->second);
    const auto port = inspection.find(key.second);
    missed[key] = port == inspection.end() ? watched[key] : minus(watched[key], longer(port->second, 3 * day));
  }
  write(folder, "tainted", "ship,from,to", tainted), write(folder, "suspect", "ship,from,to", suspect), write(folder, "watched", "ship,port,from,to", watched);
  write(folder, "evades", "ship,from,to", evades), write(folder, "inspection", "port,from,to", inspection), write(folder, "missed", "ship,port,from,to", missed);
}
