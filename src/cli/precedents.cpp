// dedere precedents: the decisions on record about states' duty, by state, person, outcome and time.
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

struct Filter { std::string state, person, outcome; std::optional<time::Date> from, to; };

bool passes(const Filter& filter, record::Row row) {
  const auto day = row.date("decided");
  return (filter.state.empty() || row.cell("state") == filter.state) && (filter.person.empty() || row.cell("person") == filter.person) && (filter.outcome.empty() || row.cell("outcome") == filter.outcome) &&
         (!filter.from || (day && *filter.from <= *day)) && (!filter.to || (day && *day <= *filter.to));
}

// An outcome that the table does not have is a slip of the pen.
Result<Done> check_outcome(const record::Package& package, const std::string& outcome) {
  const auto* findings = package.table("findings");
  const auto column = findings ? findings->schema().column("outcome") : std::nullopt;
  if (outcome.empty() || !column) return Done{};
  const auto& known = findings->schema().fields[*column].one_of;
  if (known.empty() || std::ranges::find(known, outcome) != known.end()) return Done{};
  const auto meant = did_you_mean(outcome, known);
  std::string all;
  for (const auto& one : known) all += (all.empty() ? "" : ", ") + one;
  return Failure(fault("A007", fmt::format("`--outcome {}` is no outcome of a decision", outcome), meant ? fmt::format("did you mean `{}`?", *meant) : "one of: " + all));
}

brief::Document page(const std::vector<brief::Precedent>& all, const std::vector<brief::Source>& sources) {
  brief::Citations citations(sources);
  brief::Document page;
  page.title = fmt::format("{} decision{} on record", all.size(), all.size() == 1 ? "" : "s");
  page.heading(1, page.title);
  std::vector<brief::Item> list;
  for (const auto& p : all) {
    auto line = brief::Line().strong(brief::day_words(p.decided)).plain(fmt::format(", {}, on {}", p.body, p.state.name));
    if (!p.person.name.empty()) line.plain(" and " + p.person.name);
    line.plain(": " + brief::outcome_words(p.outcome));
    if (const auto to = brief::referral_words(p.referred_to); !to.empty()) line.plain("; " + to);
    if (!p.document.empty()) line.plain(fmt::format(" ({})", p.document));
    citations.cite(line, p.evidence);
    brief::Item item{line};
    if (!p.grounds.empty()) item.items.push_back({brief::Line(p.grounds)});
    for (const auto& after : p.afterwards) item.items.push_back({brief::Line(after)});
    list.push_back(std::move(item));
  }
  page.unordered(std::move(list));
  end_page(page, citations);
  return page;
}

}  // namespace

Result<int> precedents(const Options& options, const PrecedentsOptions& command) {
  Filter filter;
  filter.outcome = command.outcome;
  if (!command.from.empty()) filter.from = TRY(parse_day(command.from, "--from"));
  if (!command.to.empty()) filter.to = TRY(parse_day(command.to, "--to"));
  auto house = TRY(load(options));
  if (!command.state.empty()) filter.state = TRY(names::Register::of_states(house.package).one(command.state)).id;
  if (!command.person.empty()) filter.person = TRY(names::Register::of_persons(house.package).one(command.person)).id;
  TRY(check_outcome(house.package, command.outcome));
  const auto now = TRY(known(house, options, options.as_known));
  const auto set = setting(house, now);
  brief::Steps steps(set);
  std::vector<brief::Precedent> all;
  for (const auto row : now.view.rows("findings")) if (passes(filter, row)) all.push_back(brief::decision_of(set, steps, now.view, row));
  std::ranges::stable_sort(all, {}, &brief::Precedent::decided);
  print(options, page(all, cited(steps)), [&] {
    return brief::dumped({{"schema", "dedere/precedents/1"}, {"as_known", brief::to_json(now.day)},
                          {"filter", {{"state", brief::or_null(filter.state)}, {"person", brief::or_null(filter.person)}, {"outcome", brief::or_null(filter.outcome)}, {"from", brief::to_json(filter.from)}, {"to", brief::to_json(filter.to)}}},
                          {"precedents", brief::list_of(all)}, {"sources", brief::list_of(cited(steps))}, {"digests", brief::to_json(set.digests)}});
  });
  return 0;
}

}  // namespace dedere::cli
