#include "brief/parties.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "brief/listing.hpp"

namespace dedere::brief {
namespace {

struct Member { std::string id, name; time::IntervalSet when; bool in_doubt = false; };
using Change = Parties::Change;

// Every state that ever is a party by the record, by id; and on the day asked about, whether a notice that is not on record may have ended that.
std::vector<Member> members(const Setting& setting, time::Date on) {
  std::vector<Member> out;
  const auto of_record = setting.program.find_predicate("party_of_record"), party = setting.program.find_predicate("party");
  if (!of_record) return out;
  const auto& relation = setting.world.relation(*of_record, reason::Mode::certain);
  const auto& values = setting.program.values;
  for (reason::Row row = 0; row < relation.size(); ++row) {
    const auto state = relation.values(row)[0];
    Member m{values.written(state), values.show(state), relation.when(row)};
    m.in_doubt = party && holds_on(m.when, on) && !holds_on(reason::when(setting.world, *party, std::vector{state}, reason::Mode::certain), on);
    out.push_back(std::move(m));
  }
  std::ranges::sort(out, {}, &Member::id);
  return out;
}

// The day on which the stretch around `on` began.
std::string since(const time::IntervalSet& when, time::Date on) {
  const auto around = when.around(time::Instant::start_of(on));
  return around && around->from().is_finite() ? around->from().day().iso() : std::string();
}

// Those who are parties on `later` and were not on `earlier`, each with the day on which that began; or the reverse.
std::vector<Change> joined(const std::vector<Member>& all, time::Date earlier, time::Date later) {
  std::vector<Change> out;
  for (const auto& m : all) if (holds_on(m.when, later) && !holds_on(m.when, earlier)) out.push_back({{m.id, m.name}, since(m.when, later)});
  return out;
}

std::vector<Change> left(const std::vector<Member>& all, time::Date earlier, time::Date later) {
  std::vector<Change> out;
  for (const auto& m : all) {
    if (!holds_on(m.when, earlier) || holds_on(m.when, later)) continue;
    const auto around = m.when.around(time::Instant::start_of(earlier));
    out.push_back({{m.id, m.name}, around && around->to().is_finite() ? around->to().day().iso() : std::string()});
  }
  return out;
}

std::vector<Item> items(const std::vector<Change>& changes) {
  std::vector<Item> out;
  for (const auto& c : changes) out.push_back({Line(fmt::format("{} ({})", capital(c.state.name), day_words(c.day)))});
  return out;
}

Json listed_json(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const auto& c : changes) list.push_back({{"state", c.state.id}, {"on", c.day}});
  return list;
}

}  // namespace

Parties parties(const Setting& setting, time::Date on, std::optional<time::Date> before) {
  const auto all = members(setting, on);
  Parties out{.on = on, .since = before, .as_known = setting.as_known, .digests = setting.digests};
  for (const auto& m : all) if (holds_on(m.when, on)) out.members.push_back({{m.id, m.name}, since(m.when, on), m.in_doubt});
  if (before) out.joined = joined(all, *before, on), out.left = left(all, *before, on);
  return out;
}

Document page(const Parties& p) {
  Document page;
  page.title = fmt::format("{} states are parties on {}", p.members.size(), p.on.words());
  page.heading(1, page.title);
  if (p.since) {
    page.paragraph(fmt::format("Since {}: {} joined, {} left.", p.since->words(), p.joined.size(), p.left.size()));
    if (!p.joined.empty()) page.heading(2, "Joined").unordered(items(p.joined));
    if (!p.left.empty()) page.heading(2, "Left").unordered(items(p.left));
  }
  std::vector<Item> list;
  for (const auto& m : p.members) {
    Line line(fmt::format("{} ({}), since {}", capital(m.state.name), m.state.id, day_words(m.since)));
    if (m.in_doubt) line.note("; it announced over a year before that it would withdraw, and the record cannot say whether it gave notice");
    list.push_back({line});
  }
  page.heading(2, "Parties").unordered(list);
  return page;
}

std::string json(const Parties& p) {
  Json out{{"schema", "dedere/parties/1"}, {"on", p.on.iso()}, {"as_known", to_json(p.as_known)}, {"count", p.members.size()}, {"states", Json::array()}, {"in_doubt", Json::array()}};
  for (const auto& m : p.members) out["states"].push_back(m.state.id);
  for (const auto& m : p.members) if (m.in_doubt) out["in_doubt"].push_back(m.state.id);
  if (p.since) { out["since"] = p.since->iso(); out["joined"] = listed_json(p.joined); out["left"] = listed_json(p.left); }
  out["digests"] = to_json(p.digests);
  return dumped(out);
}

}  // namespace dedere::brief
