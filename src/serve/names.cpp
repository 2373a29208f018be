// Who a name may mean, and whom a name that is being written will mean.
#include "names/found.hpp"

#include "brief/json_parts.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t most_suggested = 10, longest_name = 1'000;

struct Suggested { record::Row row; std::string matched; };

// The entries found, then those that only a whole name finds (a slip of the pen, a surname with another vowel).
std::vector<Suggested> suggested(const names::Typeahead& begun, const names::Register& whole, const record::View& view, const char* table, const std::string& text) {
  std::vector<Suggested> out;
  const auto add = [&](record::Row row, std::string_view matched) {
    if (view.shows(row) && out.size() < most_suggested && std::ranges::find(out, row, &Suggested::row) == out.end()) out.push_back({row, std::string(matched)});
  };
  const auto* rows = view.package().table(table);
  if (!rows) return out;
  for (const auto& found : begun.find(text, 4 * most_suggested)) add(rows->row(static_cast<std::uint32_t>(found.entry)), found.name);
  for (const auto& candidate : whole.find(text)) if (const auto row = rows->find(candidate.id)) add(*row, candidate.matched);
  return out;
}

// `matched` is the name that fits, where it is not the one that is shown.
Json to_json(const Suggested& found, std::initializer_list<const char*> columns) {
  Json out{{"id", found.row.id()}, {"name", found.row.cell("name")}, {"matched", found.matched == found.row.cell("name") ? Json() : Json(found.matched)}};
  for (const auto* column : columns) out[column] = brief::or_null(std::string(found.row.cell(column)));
  return out;
}

}  // namespace

Result<Response> search(Desk& desk, const Call& call) {
  const auto& library = desk.library();
  const auto text = call.text("text");
  const auto view = TRY(call.view(desk));
  Json persons = Json::array(), states = Json::array();
  for (const auto& found : suggested(library.begun_persons, library.persons, view, "persons", text)) persons.push_back(to_json(found, {"described_as", "nationality"}));
  for (const auto& found : suggested(library.begun_states, library.states, view, "states", text)) states.push_back(to_json(found, {"official_name"}));
  return json(Json{{"schema", "dedere/search/1"}, {"text", text}, {"persons", std::move(persons)}, {"states", std::move(states)}});
}

Result<Response> name(Desk& desk, const Call& call) {
  const auto& library = desk.library();
  const auto text = TRY(call.needed("text"));
  if (text.size() > longest_name) return unusable("the name is too long", "ask for one name");
  return json(names::json(names::find(text, library.persons, library.states, library.listed)));
}

}  // namespace dedere::serve
