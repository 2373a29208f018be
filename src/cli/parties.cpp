// dedere parties --on D [--since D]: which states are parties on a day, how many, and what changed since another day.
#include <fmt/core.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/rows.hpp"

namespace dedere::cli {
namespace {

struct Member { std::string id, name; time::IntervalSet when; bool in_doubt = false; };

// Every state that ever is a party by the record, by id; and on the day asked about, whether a notice that is not on record may have ended that.
std::vector<Member> members(const House& house, const Known& now, time::Date on) {
  std::vector<Member> out;
  const auto of_record = house.program.find_predicate("party_of_record"), party = house.program.find_predicate("party");
  if (!of_record) return out;
  const auto& relation = now.world.relation(*of_record, reason::Mode::certain);
  const auto& values = house.program.values;
  for (reason::Row row = 0; row < relation.size(); ++row) {
    const auto state = relation.values(row)[0];
    Member m{values.written(state), values.show(state), relation.when(row)};
    m.in_doubt = party && holds_on(m.when, on) && !holds_on(reason::when(now.world, *party, std::vector{state}, reason::Mode::certain), on);
    out.push_back(std::move(m));
  }
  std::ranges::sort(out, {}, &Member::id);
  return out;
}

// The day on which the stretch around `on` began.
std::string since(const Member& m, time::Date on) {
  const auto around = m.when.around(time::Instant::start_of(on));
  return around && around->from().is_finite() ? around->from().day().iso() : std::string();
}

struct Change { const Member* member; std::string day; };

// Those who are parties on `later` and were not on `earlier`, each with the day on which that began; or the reverse.
std::vector<Change> joined(const std::vector<Member>& all, time::Date earlier, time::Date later) {
  std::vector<Change> out;
  for (const auto& m : all) if (holds_on(m.when, later) && !holds_on(m.when, earlier)) out.push_back({&m, since(m, later)});
  return out;
}

std::vector<Change> left(const std::vector<Member>& all, time::Date earlier, time::Date later) {
  std::vector<Change> out;
  for (const auto& m : all) {
    if (!holds_on(m.when, earlier) || holds_on(m.when, later)) continue;
    const auto around = m.when.around(time::Instant::start_of(earlier));
    out.push_back({&m, around && around->to().is_finite() ? around->to().day().iso() : std::string()});
  }
  return out;
}

std::vector<brief::Item> items(const std::vector<Change>& changes) {
  std::vector<brief::Item> out;
  for (const auto& c : changes) out.push_back({brief::Line(fmt::format("{} ({})", brief::capital(c.member->name), brief::day_words(c.day)))});
  return out;
}

Json json(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const auto& c : changes) list.push_back({{"state", c.member->id}, {"on", c.day}});
  return list;
}

}  // namespace

Result<int> parties(const Options& options, const PartiesOptions& command) {
  const auto on = TRY(parse_day(command.on, "--on"));
  std::optional<time::Date> before;
  if (!command.since.empty()) before = TRY(parse_day(command.since, "--since"));
  if (before && on < *before) return Failure(fault("A007", "`--since` lies after `--on`", "exchange the two days"));
  auto house = TRY(load(options));
  const auto now = TRY(known(house, options, options.as_known));
  const auto all = members(house, now, on);
  std::vector<const Member*> today;
  for (const auto& m : all) if (holds_on(m.when, on)) today.push_back(&m);

  brief::Document page;
  page.title = fmt::format("{} states are parties on {}", today.size(), on.words());
  page.heading(1, page.title);
  if (before) {
    const auto came = joined(all, *before, on), went = left(all, *before, on);
    page.paragraph(fmt::format("Since {}: {} joined, {} left.", before->words(), came.size(), went.size()));
    if (!came.empty()) page.heading(2, "Joined").unordered(items(came));
    if (!went.empty()) page.heading(2, "Left").unordered(items(went));
  }
  std::vector<brief::Item> list;
  for (const auto* m : today) {
    brief::Line line(fmt::format("{} ({}), since {}", brief::capital(m->name), m->id, brief::day_words(since(*m, on))));
    if (m->in_doubt) line.note("; it announced over a year before that it would withdraw, and the record cannot say whether it gave notice");
    list.push_back({line});
  }
  page.heading(2, "Parties").unordered(list);
  print(options, page, [&] {
    Json out{{"schema", "dedere/parties/1"}, {"on", on.iso()}, {"as_known", brief::to_json(now.day)}, {"count", today.size()}, {"states", Json::array()}, {"in_doubt", Json::array()}};
    for (const auto* m : today) out["states"].push_back(m->id);
    for (const auto* m : today) if (m->in_doubt) out["in_doubt"].push_back(m->id);
    if (before) { out["since"] = before->iso(); out["joined"] = json(joined(all, *before, on)); out["left"] = json(left(all, *before, on)); }
    out["digests"] = brief::to_json(setting(house, now).digests);
    return brief::dumped(out);
  });
  return 0;
}

}  // namespace dedere::cli
