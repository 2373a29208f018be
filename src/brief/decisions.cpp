#include "brief/decisions.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "brief/argument.hpp"
#include "brief/listing.hpp"

namespace dedere::brief {
namespace {

bool passes(const DecisionsAsked& filter, record::Row row) {
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
  return Failure(fault("A007", fmt::format("`{}` is no outcome of a decision", outcome), meant ? fmt::format("did you mean `{}`?", *meant) : "one of: " + all));
}

}  // namespace

Result<Decisions> decisions(const Setting& setting, const DecisionsAsked& asked) {
  TRY(check_outcome(setting.record, asked.outcome));
  Decisions out{.asked = asked, .as_known = setting.as_known, .digests = setting.digests};
  Steps steps(setting);
  const auto& view = setting.view;
  for (const auto row : view.rows("findings")) if (passes(asked, row)) out.decisions.push_back(decision_of(setting, steps, view, row));
  std::ranges::stable_sort(out.decisions, {}, &Precedent::decided);
  out.sources = cited(steps);
  return out;
}

Document page(const Decisions& found) {
  const auto& all = found.decisions;
  Citations citations(found.sources);
  Document page;
  page.title = fmt::format("{} decision{} on record", all.size(), all.size() == 1 ? "" : "s");
  page.heading(1, page.title);
  std::vector<Item> list;
  for (const auto& p : all) {
    auto line = Line().strong(day_words(p.decided)).plain(fmt::format(", {}, on {}", p.body, p.state.name));
    if (!p.person.name.empty()) line.plain(" and " + p.person.name);
    line.plain(": " + outcome_words(p.outcome));
    if (const auto to = referral_words(p.referred_to); !to.empty()) line.plain("; " + to);
    if (!p.document.empty()) line.plain(fmt::format(" ({})", p.document));
    citations.cite(line, p.evidence);
    Item item{line};
    if (!p.grounds.empty()) item.items.push_back({Line(p.grounds)});
    for (const auto& after : p.afterwards) item.items.push_back({Line(after)});
    list.push_back(std::move(item));
  }
  page.unordered(std::move(list));
  end_page(page, citations);
  return page;
}

std::string json(const Decisions& found) {
  const auto& filter = found.asked;
  return dumped({{"schema", "dedere/precedents/1"}, {"as_known", to_json(found.as_known)},
                 {"filter", {{"state", or_null(filter.state)}, {"person", or_null(filter.person)}, {"outcome", or_null(filter.outcome)}, {"from", to_json(filter.from)}, {"to", to_json(filter.to)}}},
                 {"precedents", list_of(found.decisions)}, {"sources", list_of(found.sources)}, {"digests", to_json(found.digests)}});
}

}  // namespace dedere::brief
