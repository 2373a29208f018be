// monitor FACTS OUT: the events of each key in the order of time. Knows that there is one event a second, and that names are a letter and a number.
#include <bit>
#include <deque>
#include <tuple>

#include "text.hpp"

using namespace floor_;

struct Event { std::int64_t at; std::uint32_t key, event; };

std::vector<Event> events(const std::string& folder, const char* name, bool with_event) {
  std::vector<Event> out;
  for (Table t(folder, name); t.more();) {
    const auto key = t.numbered(), event = with_event ? t.numbered() : 0;
    out.push_back({t.instant(0), key, event});
    t.line();
  }
  return out;
}

// By key, each in the order of time, as the tables are: the times of the events of each key.
std::vector<std::vector<Event>> by_key(const std::vector<Event>& all) {
  std::vector<std::vector<Event>> out;
  for (const auto& e : all) {
    if (out.size() <= e.key) out.resize(e.key + 1);
    out[e.key].push_back(e);
  }
  return out;
}

// The latest time up to `at`; or long ago.
std::int64_t latest(const std::vector<std::vector<Event>>& of, std::uint32_t key, std::int64_t at) {
  if (of.size() <= key) return -1'000'000'000;
  const auto after = std::upper_bound(of[key].begin(), of[key].end(), at, [](std::int64_t t, const Event& e) { return t < e.at; });
  return after == of[key].begin() ? -1'000'000'000 : std::prev(after)->at;
}

struct Line {
  std::uint64_t key, event;  // as text, or the count
  std::int64_t from, to;
};

void write(const std::string& folder, const char* name, const char* header, const char* prefix, std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return std::tie(a.key, a.event, a.from) < std::tie(b.key, b.event, b.from); });
  Writer out(folder, name, header);
  const auto text = [&](std::uint64_t packed) {
    const auto bytes = __builtin_bswap64(packed);
    out.text({reinterpret_cast<const char*>(&bytes), static_cast<std::size_t>(8 - std::countr_zero(packed) / 8)});
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto& l = lines[i];
    // What touches is one.
    if (i + 1 < lines.size() && lines[i + 1].key == l.key && lines[i + 1].event == l.event && lines[i + 1].from == l.to) { lines[i + 1].from = l.from; continue; }
    out.text("k"), text(l.key), out.text(prefix);
    if (prefix[1]) text(l.event);
    else out.number(static_cast<std::int64_t>(l.event));
    out.instants(l.from, l.to);
  }
}

int main(int, char** argv) {
  const std::string facts = argv[1], folder = argv[2];
  const auto access = events(facts, "access", true), ordered = events(facts, "ordered", true), paid = events(facts, "paid", true);
  const auto granted = by_key(events(facts, "granted", false)), revoked = by_key(events(facts, "revoked", false)), denied = by_key(events(facts, "denied", false)), reset = by_key(events(facts, "reset", false));
  const auto checked = by_key(events(facts, "checked", false)), uses = by_key(access);
  std::vector<Line> allowed, burst, pending, silent;
  for (const auto& e : access) {
    const auto grant = latest(granted, e.key, e.at);
    if (e.at - grant <= 600 && latest(revoked, e.key, e.at) < grant) allowed.push_back({as_text(e.key), as_text(e.event), e.at, e.at + 1});
    const auto denial = latest(denied, e.key, e.at - 60);
    if (e.at - denial <= 900 && e.at - latest(reset, e.key, e.at) > 900) silent.push_back({as_text(e.key), as_text(e.event), e.at, e.at + 1});
  }
  for (std::uint32_t key = 0; key < uses.size(); ++key) {
    std::deque<std::int64_t> window;
    for (const auto& e : uses[key]) {
      while (!window.empty() && window.front() < e.at - 600) window.pop_front();
      window.push_back(e.at);
      if (window.size() >= 4) burst.push_back({as_text(key), window.size(), e.at, e.at + 1});
    }
  }
  std::unordered_map<std::uint64_t, std::vector<std::int64_t>> payments;
  for (const auto& e : paid) payments[std::uint64_t{e.key} << 32 | e.event].push_back(e.at);
  for (const auto& e : ordered) {
    auto end = e.at + 300;
    if (const auto at = payments.find(std::uint64_t{e.key} << 32 | e.event); at != payments.end())
      for (const auto t : at->second)
        if (t >= e.at) end = std::min(end, t - 1);
    if (checked.size() <= e.key) continue;
    const auto& times = checked[e.key];
    for (auto at = std::lower_bound(times.begin(), times.end(), e.at, [](const Event& c, std::int64_t t) { return c.at < t; }); at != times.end() && at->at <= end; ++at)
      pending.push_back({as_text(e.key), as_text(e.event), at->at, at->at + 1});
  }
  write(folder, "allowed", "key,event,from,to", ",e", std::move(allowed));
  write(folder, "burst", "key,n,from,to", ",", std::move(burst));
  write(folder, "pending", "key,event,from,to", ",e", std::move(pending));
  write(folder, "silent", "key,event,from,to", ",e", std::move(silent));
}
