// dedere journeys PERSON: the journeys on record, made, called off or avoided; what the state did, whether it was bound, and what was decided.
#include <fmt/core.h>

#include <algorithm>

#include "brief/rows.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/rows.hpp"
#include "names/register.hpp"

namespace dedere::cli {
namespace {

struct Journey {
  brief::Visit visit;
  std::optional<brief::Verdict> verdict;  // of those made, where the day is known
  std::vector<brief::Precedent> decisions;
};

std::optional<brief::Verdict> verdict(const brief::Setting& set, const record::Row row) {
  const auto from = row.date("from"), to = row.date("to");
  if (!from || row.cell("status") != "occurred") return std::nullopt;
  return brief::duty(set, {std::string(row.cell("person")), std::string(row.cell("state")), *from, to.value_or(*from)}).verdict;
}

std::vector<Journey> journeys(const brief::Setting& set, brief::Steps& steps, const record::View& view, std::string_view person) {
  std::vector<Journey> out;
  for (const auto row : view.rows("visits")) {
    if (row.cell("person") != person) continue;
    Journey j{brief::visit_of(set, steps, row), verdict(set, row), {}};
    for (const auto finding : view.rows("findings")) if (finding.cell("visit") == row.id()) j.decisions.push_back(brief::decision_of(set, steps, view, finding));
    out.push_back(std::move(j));
  }
  std::ranges::stable_sort(out, {}, [](const Journey& j) { return j.visit.from; });
  return out;
}

brief::Document page(const std::string& name, const std::vector<Journey>& all, const std::vector<brief::Source>& sources) {
  brief::Citations citations(sources);
  brief::Document page;
  page.title = fmt::format("Journeys of {} on record: {}", name, all.size());
  page.heading(1, page.title);
  std::vector<brief::Item> list;
  for (const auto& j : all) {
    brief::Line line(brief::capital(brief::words(j.visit)));
    if (j.verdict) line.plain("; the state was ").verdict(brief::plain(brief::name(*j.verdict)), brief::name(*j.verdict));
    citations.cite(line, j.visit.evidence);
    brief::Item item{line};
    for (const auto& d : j.decisions) {
      brief::Line decided(fmt::format("{}, {}: {}", d.body, brief::day_words(d.decided), brief::outcome_words(d.outcome)));
      if (const auto to = brief::referral_words(d.referred_to); !to.empty()) decided.plain("; " + to);
      citations.cite(decided, d.evidence);
      item.items.push_back({decided});
    }
    list.push_back(std::move(item));
  }
  page.unordered(std::move(list));
  end_page(page, citations);
  return page;
}

Json json(const Journey& j) {
  const auto& v = j.visit;
  return {{"id", v.id}, {"state", v.state.id}, {"state_name", v.state.name}, {"from", brief::or_null(v.from)}, {"to", brief::or_null(v.to)}, {"mode", brief::or_null(v.mode)}, {"status", brief::or_null(v.status)},
          {"place", brief::or_null(v.place)}, {"purpose", brief::or_null(v.purpose)}, {"state_action", brief::or_null(v.state_action)}, {"verdict", j.verdict ? Json(brief::name(*j.verdict)) : Json()},
          {"decisions", brief::list_of(j.decisions)}, {"source", brief::to_json(v.evidence)}};
}

}  // namespace

Result<int> journeys(const Options& options, const JourneysOptions& command) {
  auto house = TRY(load(options));
  const auto person = TRY(names::Register::of_persons(house.package).one(command.person));
  const auto now = TRY(known(house, options, options.as_known));
  const auto set = setting(house, now);
  brief::Steps steps(set);
  const auto all = journeys(set, steps, now.view, person.id);
  print(options, page(person.name, all, cited(steps)), [&] {
    Json list = Json::array();
    for (const auto& j : all) list.push_back(json(j));
    return brief::dumped({{"schema", "dedere/journeys/1"}, {"person", person.id}, {"name", person.name}, {"as_known", brief::to_json(now.day)}, {"journeys", list}, {"sources", brief::list_of(cited(steps))},
                          {"digests", brief::to_json(set.digests)}});
  });
  return 0;
}

}  // namespace dedere::cli
