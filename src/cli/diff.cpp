// dedere diff --from DATE --to DATE: which verdicts changed, over all wanted persons and states, and through what.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "brief/argument.hpp"
#include "brief/difference.hpp"
#include "brief/json_parts.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/process.hpp"
#include "cli/rows.hpp"

namespace dedere::cli {
namespace {

using brief::Cause;

struct Asked {
  time::Date from, to;
  std::optional<time::Date> known_from, known_to;
};

Result<Asked> asked(const DiffOptions& command) {
  Asked out{TRY(parse_day(command.from, "--from")), TRY(parse_day(command.to, "--to")), {}, {}};
  if (out.to < out.from) return Failure(fault("A007", "`--to` lies before `--from`", "exchange the two days"));
  if (!command.as_known.empty()) {
    out.known_from = TRY(parse_day(command.as_known.front(), "--as-known"));
    out.known_to = TRY(parse_day(command.as_known.back(), "--as-known"));
  }
  return out;
}

const char* words(brief::Verdict verdict) {
  switch (verdict) {
    case brief::Verdict::bound: return "bound";
    case brief::Verdict::not_bound: return "not bound";
    case brief::Verdict::contested: return "contested";
    case brief::Verdict::cannot_say: return "cannot say";
  }
  return "";
}

// "was not bound, is bound: Armenia, Malta": one line a person and kind of change.
std::vector<brief::Item> items(const Cause& cause) {
  std::map<std::string, std::vector<std::string>> states;
  for (const auto& c : cause.changes) states[fmt::format("{}: was {}, is {}", c.person.name, words(c.before), words(c.after))].push_back(c.state.name);
  std::vector<brief::Item> out;
  for (auto& [what, where] : states) out.push_back({brief::Line(fmt::format("{}, in {} ({})", what, brief::listed(where), where.size()))});
  return out;
}

brief::Line heading(const Cause& cause) {
  if (cause.kind == Cause::Kind::day) return brief::Line(brief::capital(cause.sentence));
  brief::Line line(fmt::format("{}: {}", cause.came ? "Since then" : "No longer", cause.sentence));
  if (cause.provision) line.plain(" ").cite(cause.provision->citation);
  return line;
}

std::string known(const std::optional<time::Date>& day) { return day ? ", as known on " + day->words() : std::string(); }

brief::Document page(const Asked& asked, const brief::Difference& found) {
  brief::Document page;
  page.title = fmt::format("What changed between {}{} and {}{}", asked.from.words(), known(asked.known_from), asked.to.words(), known(asked.known_to));
  page.heading(1, page.title);
  page.paragraph(fmt::format("Of {} verdicts, each for a wanted person in a state, {} changed.", found.compared, found.changed));
  brief::Citations citations(found.sources);
  for (const auto& cause : found.causes) {
    page.heading(2, heading(cause));
    page.unordered(items(cause));
    for (const auto& row : cause.rows) {
      brief::Line line("On record: ");
      line.code(row.table + "/" + row.row).plain(row.known.empty() ? "" : fmt::format(", public since {}", brief::day_words(row.known)));
      citations.cite(line, row);
      page.paragraph(std::move(line));
    }
  }
  end_page(page, citations);
  return page;
}

Json to_json(const Cause& cause) {
  constexpr const char* kinds[] = {"step", "reading", "day"};
  auto changes = Json::array();
  for (const auto& c : cause.changes) changes.push_back({{"person", c.person.id}, {"state", c.state.id}, {"before", brief::name(c.before)}, {"after", brief::name(c.after)}});
  Json out{{"kind", kinds[static_cast<std::size_t>(cause.kind)]}, {"atom", brief::or_null(cause.atom)}, {"sentence", cause.sentence}, {"holds", cause.kind == Cause::Kind::day ? Json() : Json(cause.came ? "after" : "before")}};
  out["from"] = cause.when ? brief::to_json(cause.when->first) : Json();
  out["to"] = cause.when ? brief::to_json(cause.when->last) : Json();
  out["label"] = cause.provision ? Json(cause.provision->label) : Json();
  out["rows"] = brief::list_of(cause.rows);
  out["changes"] = std::move(changes);
  return out;
}

}  // namespace

Result<int> diff(const Options& options, const DiffOptions& command) {
  const auto days = TRY(asked(command));
  auto house = TRY(load(options));
  const auto before = TRY(known(house, options, days.known_from));
  const auto after = TRY(known(house, options, days.known_to));
  TRY(in_record(house, before, days.from));
  const auto then = setting(house, before), now = setting(house, after);
  const auto found = brief::difference({then, days.from}, {now, days.to}, [](std::size_t done, std::size_t all) {
    if (done % 64 == 0) progress(fmt::format("{} of {} verdicts compared", done, all));
  });
  progress_ends();
  print(options, page(days, found), [&] {
    Json out{{"schema", "dedere/diff/1"}, {"from", days.from.iso()}, {"to", days.to.iso()}, {"as_known", {{"from", brief::to_json(days.known_from)}, {"to", brief::to_json(days.known_to)}}},
             {"compared", found.compared}, {"changed", found.changed}, {"causes", Json::array()}};
    for (const auto& cause : found.causes) out["causes"].push_back(to_json(cause));
    out["sources"] = brief::list_of(found.sources);
    out["digests"] = brief::to_json(now.digests);
    return brief::dumped(out);
  });
  return found.changed == 0 ? 0 : 1;
}

}  // namespace dedere::cli
