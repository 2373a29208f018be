// duty FACTS OUT: visits sorted by pair, one pass over each pair's times. Knows that there are few states, and that instants are days.
#include "text.hpp"

using namespace floor_;

struct Stay { std::uint64_t pair; std::int64_t from, to; };
using Times = std::vector<std::pair<std::int64_t, std::int64_t>>;
constexpr std::int64_t day = 86'400;

std::vector<Stay> pairs(const std::string& folder, const char* name, Names& persons, Names& states) {
  std::vector<Stay> out;
  for (Table t(folder, name); t.more();) {
    const auto p = persons.of(t.cell()), s = states.of(t.cell());
    const auto from = t.instant(never), to = t.instant(forever);
    out.push_back({std::uint64_t{s} << 32 | p, from, to});
  }
  return out;
}

std::vector<Times> lone(const std::string& folder, const char* name, Names& names) {
  std::vector<Times> out;
  for (Table t(folder, name); t.more();) {
    const auto n = names.of(t.cell());
    const auto from = t.instant(never), to = t.instant(forever);
    if (out.size() <= n) out.resize(n + 1);
    out[n].emplace_back(from, to);
  }
  return out;
}

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
  for (const auto& i : b) {
    if (from < i.first) not_b.emplace_back(from, i.first);
    from = i.second;
  }
  if (from != forever) not_b.emplace_back(from, forever);
  return meet(a, not_b);
}

// Changes of a count into its steps, from 0 on, over `within`.
void write_counts(Writer& out, const std::string& group, std::vector<std::pair<std::int64_t, int>>& changes, const Times& within) {
  std::sort(changes.begin(), changes.end());
  std::vector<std::pair<std::int64_t, Times>> by_count(1);
  std::int64_t n = 0, from = never;
  const auto until = [&](std::int64_t to) {
    if (from >= to) return;
    if (by_count.size() <= static_cast<std::size_t>(n)) by_count.resize(static_cast<std::size_t>(n) + 1);
    by_count[static_cast<std::size_t>(n)].second.emplace_back(from, to);
  };
  for (std::size_t i = 0; i < changes.size();) {
    const auto at = changes[i].first;
    std::int64_t change = 0;
    for (; i < changes.size() && changes[i].first == at; ++i) change += changes[i].second;
    if (change == 0) continue;
    until(at), n += change, from = at;
  }
  until(forever);
  for (std::size_t c = 0; c < by_count.size(); ++c)
    for (const auto& [a, b] : meet(by_count[c].second, within)) out.text(group), out.number(static_cast<std::int64_t>(c)), out.instants(a, b);
}

int main(int, char** argv) {
  const std::string facts = argv[1], folder = argv[2];
  Names persons, states;
  auto warrant = lone(facts, "warrant", persons), member = lone(facts, "member", states);
  auto visits = pairs(facts, "visit", persons, states), exempt = pairs(facts, "exempt", persons, states), arrested = pairs(facts, "arrested", persons, states);
  const auto person_order = persons.sorted(), state_order = states.sorted();
  std::vector<std::uint32_t> person_rank(persons.size()), state_rank(states.size());
  for (std::uint32_t i = 0; i < person_order.size(); ++i) person_rank[person_order[i]] = i;
  for (std::uint32_t i = 0; i < state_order.size(); ++i) state_rank[state_order[i]] = i;
  warrant.resize(persons.size()), member.resize(states.size());
  for (auto& times : warrant) times = joined(times);
  for (auto& times : member) times = joined(times);
  for (auto* rows : {&visits, &exempt, &arrested}) {
    for (auto& row : *rows) row.pair = std::uint64_t{state_rank[row.pair >> 32]} << 32 | person_rank[row.pair & 0xFFFF'FFFFU];
    std::sort(rows->begin(), rows->end(), [](const auto& a, const auto& b) { return a.pair < b.pair; });
  }
  Writer duty(folder, "duty", "state,person,from,to"), breach(folder, "breach", "state,person,from,to"), duties(folder, "duties", "state,n,from,to"), breaches(folder, "breaches", "n,from,to");
  std::vector<std::pair<std::int64_t, int>> of_state, of_all;
  std::size_t e = 0, a = 0;
  const auto of = [](const std::vector<Stay>& rows, std::size_t& at, std::uint64_t pair) {
    Times out;
    while (at < rows.size() && rows[at].pair < pair) ++at;
    for (; at < rows.size() && rows[at].pair == pair; ++at) out.emplace_back(rows[at].from, rows[at].to);
    return joined(std::move(out));
  };
  std::size_t v = 0;
  for (std::uint32_t state = 0; state < states.size(); ++state) {
    const auto& name = states[state_order[state]];
    const auto& members = member[state_order[state]];
    while (v < visits.size() && visits[v].pair >> 32 == state) {
      const auto pair = visits[v].pair;
      const auto person = person_order[pair & 0xFFFF'FFFFU];
      auto times = meet(meet(of(visits, v, pair), warrant[person]), members);
      if (times.empty()) continue;
      times = minus(times, of(exempt, e, pair));
      Times late, arrests;
      for (const auto& [from, to] : times) {
        duty.text(name), duty.text(","), duty.text(persons[person]), duty.instants(from, to);
        of_state.emplace_back(from, 1), of_state.emplace_back(to, -1);
        if (from + 7 * day < to) late.emplace_back(from + 7 * day, to);
      }
      if (late.empty()) continue;
      for (const auto& [from, to] : of(arrested, a, pair)) arrests.emplace_back(from, to + 7 * day);
      for (const auto& [from, to] : minus(late, joined(arrests))) {
        breach.text(name), breach.text(","), breach.text(persons[person]), breach.instants(from, to);
        of_all.emplace_back(from, 1), of_all.emplace_back(to, -1);
      }
    }
    write_counts(duties, name + ",", of_state, members);
    of_state.clear();
  }
  write_counts(breaches, "", of_all, {{never, forever}});
}
