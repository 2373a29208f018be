// dedere status STATE --on D: where a state stands towards the treaty on a day, since when, and by which acts.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/rows.hpp"
#include "cli/standing.hpp"
#include "cli/window.hpp"
#include "names/register.hpp"
#include "reason/atoms.hpp"
#include "record/program_facts.hpp"

namespace dedere::cli {
namespace {

using language::PredicateId;
using language::Program;
using language::Value;

// An act of the state: a fact of the record on which its position may rest.
struct Act { time::Date day; std::string sentence; brief::Evidence evidence; };

struct Status {
  brief::Named state;
  time::Date on;
  std::vector<Position> positions;  // in order
  const Position* now = nullptr;
  bool withdrawing = false, in_doubt = false;
  std::vector<Act> acts;
  std::vector<brief::Source> sources;
};

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
std::vector<Act> acts(House& house, const Known& now, brief::Steps& steps, std::string_view state, const std::vector<PredicateId>& predicates) {
  const auto of = foundations(house.program, predicates);
  std::vector<Act> out;
  for (const auto& fact : now.record_facts) {
    const auto predicate = house.program.find_predicate(fact.predicate);
    if (!predicate || !of.contains(predicate->index) || fact.row.cell("source").empty()) continue;
    const auto* who = fact.arguments.empty() ? nullptr : std::get_if<record::EntityId>(&fact.arguments[0]);
    const auto day = std::ranges::find_if(fact.arguments, [](const auto& a) { return std::holds_alternative<time::Date>(a); });
    if (who == nullptr || who->id != state || day == fact.arguments.end()) continue;
    if (const auto bound = record::program_facts({fact}, house.program))
      out.push_back({std::get<time::Date>(*day), house.program.sentence((*bound)[0].predicate, (*bound)[0].arguments), steps.evidence(fact.row)});
  }
  std::ranges::stable_sort(out, {}, &Act::day);
  return out;
}

brief::Document page(const Status& s) {
  brief::Citations citations(s.sources);
  brief::Document page;
  page.title = fmt::format("{} on {}", brief::capital(s.state.name), s.on.words());
  const auto since = s.now ? first_day(s.now->when) : std::nullopt, last = s.now ? last_day(s.now->when) : std::nullopt;
  page.heading(1, page.title);
  auto line = brief::Line().strong(s.now ? brief::plain(s.now->name) : "no position on record");
  if (since) line.plain(" since " + brief::day_words(*since));
  if (last) line.plain(", until " + brief::day_words(*last));
  if (s.withdrawing) line.plain("; has announced or notified that it will withdraw");
  if (s.in_doubt) line.plain("; the record cannot say whether a notice that it does not hold has taken effect");
  page.paragraph(line);
  std::vector<brief::Item> over_time, done;
  for (const auto& p : s.positions) over_time.push_back({brief::Line(fmt::format("{}: {}", brief::range(brief::days_of(p.when)), brief::plain(p.name)))});
  for (const auto& act : s.acts) {
    brief::Line what(brief::capital(act.sentence));
    citations.cite(what, act.evidence);
    done.push_back({what});
  }
  page.heading(2, "Over time").unordered(over_time);
  if (!done.empty()) page.heading(2, "Acts").unordered(done);
  end_page(page, citations);
  return page;
}

Json json(const Status& s, const Known& now, const brief::Digests& digests) {
  Json history = Json::array(), done = Json::array();
  for (const auto& p : s.positions) { auto one = days_json(p.when); one["status"] = p.name; history.push_back(one); }
  for (const auto& act : s.acts) done.push_back({{"day", act.day.iso()}, {"sentence", act.sentence}, {"source", brief::to_json(act.evidence)}});
  const auto days = s.now ? days_json(s.now->when) : Json{{"from", nullptr}, {"to", nullptr}};
  return {{"schema", "dedere/status/1"}, {"state", s.state.id}, {"name", s.state.name}, {"on", s.on.iso()}, {"as_known", brief::to_json(now.day)},
          {"status", s.now ? Json(s.now->name) : Json()}, {"since", days["from"]}, {"until", days["to"]}, {"withdrawing", s.withdrawing}, {"in_doubt", s.in_doubt},
          {"history", history}, {"acts", done}, {"sources", brief::list_of(s.sources)}, {"digests", brief::to_json(digests)}};
}

}  // namespace

Result<int> status(const Options& options, const StatusOptions& command) {
  const auto on = TRY(parse_day(command.on, "--on"));
  auto house = TRY(load(options));
  const auto found = TRY(names::Register::of_states(house.package).one(command.state));
  const auto now = TRY(known(house, options, options.as_known));
  const auto predicate = house.program.find_predicate("status");
  const auto state = brief::entity(house.program, "State", found.id);
  if (!predicate || !state) return Failure(fault("A007", "this law does not say where states stand", "ask a law that has the predicate `status`"));
  const auto set = setting(house, now);
  brief::Steps steps(set);
  Status s{.state = {found.id, house.program.values.show(*state)}, .on = on, .positions = positions(now.world, *predicate, *state)};
  for (const auto& p : s.positions) if (p.when.holds(time::Instant::start_of(on))) s.now = &p;
  const auto withdrawing = house.program.find_predicate("withdrawing"), party = house.program.find_predicate("party");
  s.withdrawing = holds(now, withdrawing, *state, on, reason::Mode::certain);
  s.in_doubt = holds(now, party, *state, on, reason::Mode::possible) && !holds(now, party, *state, on, reason::Mode::certain);
  std::vector<PredicateId> rest_on{*predicate};
  if (withdrawing) rest_on.push_back(*withdrawing);
  s.acts = acts(house, now, steps, found.id, rest_on);
  s.sources = cited(steps);
  print(options, page(s), [&] { return brief::dumped(json(s, now, set.digests)); });
  return 0;
}

}  // namespace dedere::cli
