#include "brief/status.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "brief/listing.hpp"
#include "reason/atoms.hpp"
#include "record/program_facts.hpp"

namespace dedere::brief {
namespace {

using language::PredicateId;
using language::Program;
using language::Value;
using reason::Mode;

// What the predicate is concluded from, however many rules lie between.
std::set<std::uint32_t> foundations(const Program& program, std::vector<PredicateId> open) {
  std::set<std::uint32_t> seen;
  const auto meet = [&](PredicateId p) { if (seen.insert(p.index).second) open.push_back(p); };
  const auto look = [&](const language::Rule& rule) {
    for (const auto& literal : rule.body) reason::all_atoms(literal, [&](const language::Atom& atom) { meet(atom.predicate); });
  };
  while (!open.empty()) {
    const auto p = open.back();
    open.pop_back();
    std::vector<language::RuleId> rules = program.rules_of[p.index];
    while (!rules.empty()) {
      const auto& rule = program[rules.back()];
      rules.pop_back();
      look(rule);
      rules.insert(rules.end(), rule.exceptions.begin(), rule.exceptions.end());
    }
  }
  return seen;
}

// Facts of the record about the state, on which these predicates rest, with the day that each tells of.
std::vector<Act> acts(const Setting& setting, Steps& steps, std::string_view state, const std::vector<PredicateId>& predicates) {
  const auto of = foundations(setting.program, predicates);
  std::vector<Act> out;
  for (const auto& fact : setting.facts) {
    const auto predicate = setting.program.find_predicate(fact.predicate);
    if (!predicate || !of.contains(predicate->index) || fact.row.cell("source").empty()) continue;
    const auto* who = fact.arguments.empty() ? nullptr : std::get_if<record::EntityId>(&fact.arguments[0]);
    const auto day = std::ranges::find_if(fact.arguments, [](const auto& a) { return std::holds_alternative<time::Date>(a); });
    if (who == nullptr || who->id != state || day == fact.arguments.end()) continue;
    if (const auto bound = record::program_facts({fact}, setting.program))
      out.push_back({std::get<time::Date>(*day), setting.program.sentence((*bound)[0].predicate, (*bound)[0].arguments), steps.evidence(fact.row)});
  }
  std::ranges::stable_sort(out, {}, &Act::day);
  return out;
}

// Does the predicate, where the law has it, hold of the state on that day?
bool holds(const reason::World& world, std::optional<PredicateId> predicate, Value state, time::Date on, Mode mode) {
  return predicate && holds_on(reason::when(world, *predicate, std::vector{state}, mode), on);
}

Failure says_nothing() { return Failure(fault("A007", "this law does not say where states stand", "ask a law that has the predicate `status`")); }

Standing standing(const Setting& setting, PredicateId predicate, Value state, time::Date on) {
  Standing s{.state = {setting.program.values.written(state), setting.program.values.show(state)}, .positions = positions(setting.world, predicate, state)};
  for (const auto& p : s.positions) if (p.when.holds(time::Instant::start_of(on))) s.now = p;
  const auto withdrawing = setting.program.find_predicate("withdrawing"), party = setting.program.find_predicate("party");
  s.withdrawing = holds(setting.world, withdrawing, state, on, Mode::certain);
  s.in_doubt = holds(setting.world, party, state, on, Mode::possible) && !holds(setting.world, party, state, on, Mode::certain);
  return s;
}

}  // namespace

std::vector<HeldPosition> positions(const reason::World& world, PredicateId predicate, Value state) {
  std::vector<HeldPosition> out;
  const auto& relation = world.relation(predicate, Mode::certain);
  for (reason::Row row = 0; row < relation.size(); ++row) {
    const auto values = relation.values(row);
    if (values[0] != state) continue;
    const time::IntervalSet when = relation.when(row);
    for (const auto& interval : when.intervals()) out.push_back({world.program().values.show(values[1]), interval});
  }
  std::ranges::sort(out, {}, [](const HeldPosition& p) { return p.when.from(); });
  return out;
}

Result<std::vector<Standing>> standings(const Setting& setting, const record::View& view, time::Date on) {
  const auto predicate = setting.program.find_predicate("status");
  if (!predicate) return says_nothing();
  std::vector<Standing> out;
  for (const auto row : view.rows("states")) {
    const auto state = entity(setting.program, "State", row.id());
    if (!state) continue;
    out.push_back(standing(setting, *predicate, *state, on));
    out.back().state.name = row.cell("name");
  }
  std::ranges::sort(out, {}, [](const Standing& s) { return s.state.id; });
  return out;
}

Result<Status> status(const Setting& setting, std::string_view id, time::Date on) {
  const auto predicate = setting.program.find_predicate("status");
  const auto state = entity(setting.program, "State", id);
  if (!predicate || !state) return says_nothing();
  Steps steps(setting);
  Status s{standing(setting, *predicate, *state, on), on, setting.as_known, {}, {}, setting.digests};
  std::vector<PredicateId> rest_on{*predicate};
  for (const auto* name : {"party", "withdrawing", "membership_repudiated"})
    if (const auto more = setting.program.find_predicate(name)) rest_on.push_back(*more);
  s.acts = acts(setting, steps, id, rest_on);
  s.sources = cited(steps);
  return s;
}

Document page(const Status& s) {
  Citations citations(s.sources);
  Document page;
  page.title = fmt::format("{} on {}", capital(s.state.name), s.on.words());
  const auto since = s.now ? first_day(s.now->when) : std::nullopt, last = s.now ? last_day(s.now->when) : std::nullopt;
  page.heading(1, page.title);
  auto line = Line().strong(s.now ? plain(s.now->name) : "no position on record");
  if (since) line.plain(" since " + day_words(*since));
  if (last) line.plain(", until " + day_words(*last));
  if (s.withdrawing) line.plain("; has announced or notified that it will withdraw");
  if (s.in_doubt) line.plain("; the record cannot say whether a notice that it does not hold has taken effect");
  page.paragraph(line);
  std::vector<Item> over_time, done;
  for (const auto& p : s.positions) over_time.push_back({Line(fmt::format("{}: {}", range(days_of(p.when)), plain(p.name)))});
  for (const auto& act : s.acts) {
    Line what(capital(act.sentence));
    citations.cite(what, act.evidence);
    done.push_back({what});
  }
  page.heading(2, "Over time").unordered(over_time);
  if (!done.empty()) page.heading(2, "Acts").unordered(done);
  end_page(page, citations);
  return page;
}

Json to_json(const Status& s) {
  Json history = Json::array(), done = Json::array();
  for (const auto& p : s.positions) { auto one = days_json(p.when); one["status"] = p.name; history.push_back(one); }
  for (const auto& act : s.acts) done.push_back({{"day", act.day.iso()}, {"sentence", act.sentence}, {"source", to_json(act.evidence)}});
  const auto days = s.now ? days_json(s.now->when) : Json{{"from", nullptr}, {"to", nullptr}};
  return {{"schema", "dedere/status/1"}, {"state", s.state.id}, {"name", s.state.name}, {"on", s.on.iso()}, {"as_known", to_json(s.as_known)},
          {"status", s.now ? Json(s.now->name) : Json()}, {"since", days["from"]}, {"until", days["to"]}, {"withdrawing", s.withdrawing}, {"in_doubt", s.in_doubt},
          {"history", history}, {"acts", done}, {"sources", list_of(s.sources)}, {"digests", to_json(s.digests)}};
}

std::string json(const Status& s) { return dumped(to_json(s)); }

}  // namespace dedere::brief
