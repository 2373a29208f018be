// Where states stand towards the treaty.
#include <array>
#include <map>

#include "brief/listing.hpp"
#include "brief/parties.hpp"
#include "brief/status.hpp"
#include "house/published.hpp"
#include "serve/handlers.hpp"
#include "serve/rows.hpp"

namespace dedere::serve {
namespace {

using reason::Mode;
using time::IntervalSet;

using Sets = std::map<std::string, IntervalSet>;   // a word for a position, and when the state has it

// Under which of the predicates that name a state and a situation it may be that a state is bound though it is no party.
constexpr std::array bound_by{std::pair{"council_obliges", "council"}, std::pair{"accepted", "accepted"}};

void each_row(const reason::World& world, const char* predicate, const auto& use) {
  const auto id = world.program().find_predicate(predicate);
  if (!id) return;
  const auto& relation = world.relation(*id, Mode::certain);
  for (reason::Row row = 0; row < relation.size(); ++row) use(relation.values(row), IntervalSet(relation.when(row)));
}

// For each state: when it is a party, a signatory, …, as the law names it; when it is withdrawing; and when it is bound, and through what, without being a party.
std::map<std::string, Sets> positions(const reason::World& world) {
  const auto& values = world.program().values;
  std::map<std::string, Sets> out;
  each_row(world, "status", [&](auto row, const IntervalSet& when) { out[values.written(row[0])][values.show(row[1])] |= when; });
  // Once announced, a withdrawal stays so: what counts here is the time until it takes effect.
  each_row(world, "withdrawing", [&](auto row, const IntervalSet& when) {
    auto& sets = out[values.written(row[0])];
    sets["withdrawing"] |= when & sets["party"];
  });
  std::map<std::pair<language::Value, language::Value>, const char*> through;
  for (const auto& [predicate, word] : bound_by) each_row(world, predicate, [&, w = word](auto row, const IntervalSet&) { through.emplace(std::pair(row[0], row[1]), w); });
  each_row(world, "bound", [&](auto row, const IntervalSet& when) {
    const auto found = through.find({row[0], row[1]});
    if (found == through.end()) return;
    out[values.written(row[0])][found->second] |= when;
  });
  return out;
}

struct Span { time::Interval when; std::string status; };

// One position a day: of several, the one that says most.
std::vector<Span> spans(const Sets& sets) {
  std::vector<std::string> order{"withdrawing", "party", "council", "accepted"};
  for (const auto& [word, when] : sets) if (std::ranges::find(order, word) == order.end()) order.push_back(word);
  std::vector<Span> out;
  IntervalSet taken;
  for (const auto& word : order) {
    const auto found = sets.find(word);
    if (found == sets.end()) continue;
    const auto left = found->second - taken;
    for (const auto& interval : left.intervals()) out.push_back({interval, word});
    taken |= found->second;
  }
  std::ranges::sort(out, {}, [](const Span& s) { return s.when.from(); });
  return out;
}

// When a state is a party by the record, and a notice that is not on record may have ended that.
std::map<std::string, IntervalSet> doubts(const reason::World& world) {
  std::map<std::string, IntervalSet> out;
  each_row(world, "party_of_record", [&](auto row, const IntervalSet& when) { out[world.program().values.written(row[0])] |= when; });
  each_row(world, "party", [&](auto row, const IntervalSet& when) { auto& set = out[world.program().values.written(row[0])]; set = set - when; });
  return out;
}

Json days_list(const IntervalSet& set) {
  Json out = Json::array();
  for (const auto& interval : set.intervals()) out.push_back(brief::days_json(interval));
  return out;
}

Result<std::vector<brief::Standing>> standings_on(Desk& desk, const Call& call, time::Date on) {
  const auto* now = TRY(call.now(desk));
  return brief::standings(now->setting, now->known.view, on);
}

}  // namespace

Result<Response> statuses(Desk& desk, const Call& call) {
  const auto* now = TRY(call.now(desk));
  const auto all = positions(now->known.world);
  const auto in_doubt = doubts(now->known.world);
  Json states = Json::array();
  for (const auto row : now->known.view.rows("states")) {
    Json list = Json::array();
    if (const auto found = all.find(std::string(row.id())); found != all.end())
      for (const auto& span : spans(found->second)) {
        auto one = brief::days_json(span.when);
        one["status"] = span.status;
        list.push_back(std::move(one));
      }
    const auto doubt = in_doubt.find(std::string(row.id()));
    states.push_back({{"id", row.id()}, {"name", row.cell("name")}, {"spans", std::move(list)}, {"in_doubt", days_list(doubt == in_doubt.end() ? IntervalSet() : doubt->second)}});
  }
  return json(Json{{"schema", "dedere/statuses/1"}, {"as_known", brief::to_json(now->known.day)}, {"states", std::move(states)}, {"digests", brief::to_json(now->setting.digests)}});
}

Result<Response> states(Desk& desk, const Call& call) {
  const auto on = TRY(call.day("on"));
  Json list = Json::array();
  for (const auto& s : TRY(standings_on(desk, call, on))) {
    const auto days = s.now ? brief::days_json(s.now->when) : Json{{"from", nullptr}, {"to", nullptr}};
    list.push_back({{"id", s.state.id}, {"name", s.state.name}, {"status", s.now ? Json(s.now->name) : Json()}, {"since", days["from"]}, {"until", days["to"]}, {"withdrawing", s.withdrawing}, {"in_doubt", s.in_doubt}});
  }
  const auto day = TRY(call.day_if_given("as_known"));
  return json(Json{{"schema", "dedere/states/1"}, {"on", on.iso()}, {"as_known", brief::to_json(day)}, {"states", std::move(list)}});
}

// What `dedere status` answers, byte for byte.
Result<Response> status(Desk& desk, const Call& call) {
  const auto on = TRY(call.day("on"));
  const auto found = TRY(call.state(desk));
  const auto* now = TRY(call.now(desk));
  const auto answer = TRY(brief::status(now->setting, found.id, on));
  return json(brief::json(answer));
}

Result<Response> state(Desk& desk, const Call& call) {
  const auto on = TRY(call.day("on"));
  const auto found = TRY(desk.library().states.one(call.captured[0]));
  const auto* now = TRY(call.now(desk));
  const auto& view = now->known.view;
  auto out = brief::to_json(TRY(brief::status(now->setting, found.id, on)));
  const auto row = view.find("states", found.id);
  if (!row) return json(out);
  brief::Steps steps(now->setting);
  out["full_name"] = row->cell("name");
  for (const auto* column : {"official_name", "article", "other_names"}) out[column] = brief::or_null(std::string(row->cell(column)));
  out["rows"] = rows_json(view, steps, *row);
  out["sources"] = sources_json(view, steps);
  return json(out);
}

Result<Response> parties(Desk& desk, const Call& call) {
  const auto on = TRY(call.day("on"));
  const auto since = TRY(call.day_if_given("since"));
  if (since && on < *since) return unusable("`since` lies after `on`", "exchange the two days");
  const auto* now = TRY(call.now(desk));
  return json(brief::json(brief::parties(now->setting, on, since)));
}

Result<Response> geojson(Desk& desk, const Call& call) {
  const auto on = TRY(call.day("on"));
  const auto standings = TRY(standings_on(desk, call, on));
  auto made = TRY(publish::geojson(house::published(standings), on, "", std::nullopt));
  return Response{.type = "application/geo+json", .body = bytes(std::move(made.front().bytes))};
}

}  // namespace dedere::serve
