#include "brief/difference_page.hpp"

#include <fmt/core.h>

#include "brief/argument.hpp"
#include "brief/listing.hpp"

namespace dedere::brief {
namespace {

const char* words(Verdict verdict) {
  switch (verdict) {
    case Verdict::bound: return "bound";
    case Verdict::not_bound: return "not bound";
    case Verdict::contested: return "contested";
    case Verdict::cannot_say: return "cannot say";
  }
  return "";
}

// "was not bound, is bound: Armenia, Malta": one line a person and kind of change.
std::vector<Item> items(const Cause& cause) {
  std::map<std::string, std::vector<std::string>> states;
  for (const auto& c : cause.changes) states[fmt::format("{}: was {}, is {}", c.person.name, words(c.before), words(c.after))].push_back(c.state.name);
  std::vector<Item> out;
  for (auto& [what, where] : states) out.push_back({Line(fmt::format("{}, in {} ({})", what, listed(where), where.size()))});
  return out;
}

Line heading(const Cause& cause) {
  if (cause.kind == Cause::Kind::day) return Line(capital(cause.sentence));
  Line line(fmt::format("{}: {}", cause.came ? "Since then" : "No longer", cause.sentence));
  if (cause.provision) line.plain(" ").cite(cause.provision->citation);
  return line;
}

std::string known(const std::optional<time::Date>& day) { return day ? ", as known on " + day->words() : std::string(); }

Json cause_json(const Cause& cause) {
  constexpr const char* kinds[] = {"step", "reading", "day"};
  auto changes = Json::array();
  for (const auto& c : cause.changes) changes.push_back({{"person", c.person.id}, {"state", c.state.id}, {"before", name(c.before)}, {"after", name(c.after)}});
  Json out{{"kind", kinds[static_cast<std::size_t>(cause.kind)]}, {"atom", or_null(cause.atom)}, {"sentence", cause.sentence}, {"holds", cause.kind == Cause::Kind::day ? Json() : Json(cause.came ? "after" : "before")}};
  out["from"] = cause.when ? to_json(cause.when->first) : Json();
  out["to"] = cause.when ? to_json(cause.when->last) : Json();
  out["label"] = cause.provision ? Json(cause.provision->label) : Json();
  out["rows"] = list_of(cause.rows);
  out["changes"] = std::move(changes);
  return out;
}

}  // namespace

Document page(const DifferenceAsked& asked, const Difference& found) {
  Document page;
  page.title = fmt::format("What changed between {}{} and {}{}", asked.from.words(), known(asked.known_from), asked.to.words(), known(asked.known_to));
  page.heading(1, page.title);
  page.paragraph(fmt::format("Of {} verdicts, each for a wanted person in a state, {} changed.", found.compared, found.changed));
  Citations citations(found.sources);
  for (const auto& cause : found.causes) {
    page.heading(2, heading(cause));
    page.unordered(items(cause));
    for (const auto& row : cause.rows) {
      Line line("On record: ");
      line.code(row.table + "/" + row.row).plain(row.known.empty() ? "" : fmt::format(", public since {}", day_words(row.known)));
      citations.cite(line, row);
      page.paragraph(std::move(line));
    }
  }
  end_page(page, citations);
  return page;
}

std::string json(const DifferenceAsked& days, const Difference& found, const Digests& digests) {
  Json out{{"schema", "dedere/diff/1"}, {"from", days.from.iso()}, {"to", days.to.iso()}, {"as_known", {{"from", to_json(days.known_from)}, {"to", to_json(days.known_to)}}},
           {"compared", found.compared}, {"changed", found.changed}, {"causes", Json::array()}};
  for (const auto& cause : found.causes) out["causes"].push_back(cause_json(cause));
  out["sources"] = list_of(found.sources);
  out["digests"] = to_json(digests);
  return dumped(out);
}

}  // namespace dedere::brief
