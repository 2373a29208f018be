#include "brief/journeys.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "brief/argument.hpp"
#include "brief/listing.hpp"

namespace dedere::brief {
namespace {

std::optional<Verdict> verdict(const Setting& set, const record::Row row) {
  const auto from = row.date("from"), to = row.date("to");
  if (!from || row.cell("status") != "occurred") return std::nullopt;
  return duty(set, {std::string(row.cell("person")), std::string(row.cell("state")), *from, to.value_or(*from)}).verdict;
}

}  // namespace

std::vector<RecordedJourney> journeys(const Setting& setting, Steps& steps, const record::View& view, const Ends& of) {
  std::vector<RecordedJourney> out;
  for (const auto row : view.rows("visits")) {
    if ((!of.person.empty() && row.cell("person") != of.person) || (!of.state.empty() && row.cell("state") != of.state)) continue;
    RecordedJourney j{visit_of(setting, steps, row), verdict(setting, row), {}};
    for (const auto finding : view.rows("findings")) if (finding.cell("visit") == row.id()) j.decisions.push_back(decision_of(setting, steps, view, finding));
    out.push_back(std::move(j));
  }
  std::ranges::stable_sort(out, {}, [](const RecordedJourney& j) { return j.visit.from; });
  return out;
}

Journeys journeys(const Setting& setting, const Named& person) {
  Steps steps(setting);
  Journeys out{person, setting.as_known, journeys(setting, steps, setting.view, Ends{.person = person.id}), {}, setting.digests};
  out.sources = cited(steps);
  return out;
}

Document page(const Journeys& found) {
  Citations citations(found.sources);
  Document page;
  page.title = fmt::format("Journeys of {} on record: {}", found.person.name, found.journeys.size());
  page.heading(1, page.title);
  std::vector<Item> list;
  for (const auto& j : found.journeys) {
    Line line(capital(words(j.visit)));
    if (j.verdict) line.plain("; the state was ").verdict(plain(name(*j.verdict)), name(*j.verdict));
    citations.cite(line, j.visit.evidence);
    Item item{line};
    for (const auto& d : j.decisions) {
      Line decided(fmt::format("{}, {}: {}", d.body, day_words(d.decided), outcome_words(d.outcome)));
      if (const auto to = referral_words(d.referred_to); !to.empty()) decided.plain("; " + to);
      citations.cite(decided, d.evidence);
      item.items.push_back({decided});
    }
    list.push_back(std::move(item));
  }
  page.unordered(std::move(list));
  end_page(page, citations);
  return page;
}

Json to_json(const RecordedJourney& j) {
  const auto& v = j.visit;
  return {{"id", v.id}, {"state", v.state.id}, {"state_name", v.state.name}, {"from", or_null(v.from)}, {"to", or_null(v.to)}, {"mode", or_null(v.mode)}, {"status", or_null(v.status)},
          {"place", or_null(v.place)}, {"purpose", or_null(v.purpose)}, {"state_action", or_null(v.state_action)}, {"verdict", j.verdict ? Json(name(*j.verdict)) : Json()},
          {"decisions", list_of(j.decisions)}, {"source", to_json(v.evidence)}};
}

std::string json(const Journeys& found) {
  return dumped({{"schema", "dedere/journeys/1"}, {"person", found.person.id}, {"name", found.person.name}, {"as_known", to_json(found.as_known)}, {"journeys", list_of(found.journeys)}, {"sources", list_of(found.sources)},
                 {"digests", to_json(found.digests)}});
}

}  // namespace dedere::brief
