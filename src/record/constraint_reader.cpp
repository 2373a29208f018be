// The constraints of a resource, from its description.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "record/json_reader.hpp"

namespace dedere::record {
namespace {

using Kind = Constraint::Kind;

struct Word { const char* name; Kind kind; std::size_t least, most; };  // and how many cells it takes
constexpr std::size_t any = 100;
constexpr std::array words{Word{"order", Kind::order, 2, any},   Word{"together", Kind::together, 2, any}, Word{"one_of", Kind::one_of, 2, any}, Word{"filled", Kind::filled, 1, any},
                           Word{"blank", Kind::blank, 1, any},   Word{"same", Kind::same, 2, 2},           Word{"differ", Kind::differ, 2, 2},   Word{"unique", Kind::unique, 1, any},
                           Word{"apart", Kind::apart, 1, any},   Word{"some", Kind::some, 0, 0}};

class ConstraintReader {
 public:
  ConstraintReader(JsonReader& reader, const Resource& resource) : reader_(reader), resource_(resource) {}

  std::optional<Constraint> constraint(const Json& json, const std::string& at) {
    const auto word = std::ranges::find_if(words, [&](const Word& w) { return json.is_object() && json.contains(w.name); });
    if (word == words.end()) {
      reader_.wrong(at, "this constraint says nothing", "write one of order, together, one_of, filled, blank, same, differ, unique, apart, some");
      return std::nullopt;
    }
    reader_.only(json, {word->name, "when", "unless", "from", "to", "with", "over", "help"}, at);
    Constraint c{.kind = word->kind, .cells = {}, .when = {}, .from = {}, .to = {}, .table = {}, .with = {}, .there_from = {}, .there_to = {}, .help = {}, .at = at};
    if (c.kind == Kind::some) some(json, c);
    else cells(json, *word, c);
    if (c.kind == Kind::apart) ends(json, c, at);
    conditions(json, "when", c);
    conditions(json, "unless", c);
    c.help = reader_.optional_text(json, "help", at);
    return c;
  }

 private:
  void cells(const Json& json, const Word& word, Constraint& c) {
    const auto at = c.at + "/" + word.name;
    for (const auto& name : reader_.texts(json, word.name, c.at)) if (auto path = cell(name, at)) c.cells.push_back(*std::move(path));
    const auto written = json[word.name].size();
    if (written < word.least || written > word.most) reader_.wrong(at, fmt::format("`{}` takes {}{} columns", word.name, word.most == word.least ? "" : "at least ", word.least), "name each in quotes");
    if (c.kind == Kind::order)
      for (const auto& path : c.cells)
        if (path.through.empty() && !holds_days(path.column)) reader_.wrong(at, fmt::format("column `{}` holds no days", resource_.fields[path.column].name), "name columns of type date, or of `dedere:type` edtf");
  }

  // "issued", or "warrant.issued": a cell of the row that the column refers to.
  std::optional<CellPath> cell(const std::string& name, const std::string& at) {
    const auto dot = name.find('.');
    const auto column = reader_.column(name.substr(0, dot), resource_, at);
    if (!column) return std::nullopt;
    if (dot == std::string::npos) return CellPath{*column, ""};
    const bool refers = std::ranges::any_of(resource_.references, [&](const Reference& r) { return r.column == *column; });
    if (refers) return CellPath{*column, name.substr(dot + 1)};
    reader_.wrong(at, fmt::format("`{}` refers to no other row", name.substr(0, dot)), "only a column with a foreign key leads on");
    return std::nullopt;
  }

  [[nodiscard]] bool holds_days(Column column) const {
    const auto type = resource_.fields[column].type;
    return type == FieldType::date || type == FieldType::edtf;
  }

  void ends(const Json& json, Constraint& c, const std::string& at) {
    c.from = reader_.day_column(json, "from", resource_, at);
    c.to = reader_.day_column(json, "to", resource_, at);
    if (!c.from) reader_.wrong(at, "a period needs `from`", "name the column of its first day; without `to`, it is one day");
  }

  // {"some": "warrants", "with": {"person": "person"}, "over": ["issued", "ended"], "from": "from", "to": "to"}
  void some(const Json& json, Constraint& c) {
    c.table = reader_.text(json, "some", c.at);
    if (!json.contains("with") || !json["with"].is_object()) return reader_.wrong(c.at, "`with` is missing", R"(write {"with": {"column": "column there"}})");
    for (const auto& [here, there] : json["with"].items()) {
      const auto column = reader_.column(here, resource_, c.at + "/with/" + here);
      if (column && there.is_string()) c.with.emplace_back(*column, there.get<std::string>());
    }
    if (!json.contains("over")) return;
    const auto over = reader_.texts(json, "over", c.at);
    if (over.size() != 2) return reader_.wrong(c.at + "/over", "a period has two ends", R"(write ["first day", "last day"])");
    c.there_from = over[0];
    c.there_to = over[1];
    ends(json, c, c.at);
  }

  void conditions(const Json& json, const char* name, Constraint& c) {
    if (!json.contains(name)) return;
    const auto at = c.at + "/" + name;
    if (!json[name].is_object()) return reader_.wrong(at, "conditions are columns with lists of values", R"(write {"status": ["occurred"]})");
    for (const auto& [column, list] : json[name].items())
      if (auto path = cell(column, at)) c.when.push_back({*std::move(path), reader_.texts(json[name], column.c_str(), at), std::string_view(name) == "unless"});
  }

  JsonReader& reader_;
  const Resource& resource_;
};

}  // namespace

std::vector<Constraint> read_constraints(JsonReader& reader, const Json& json, const Resource& r, const std::string& at) {
  std::vector<Constraint> constraints;
  ConstraintReader read(reader, r);
  for (const auto& [item, place] : reader.items(json, "dedere:constraints", at, JsonReader::Needed::no))
    if (auto c = read.constraint(*item, place)) constraints.push_back(*std::move(c));
  return constraints;
}

}  // namespace dedere::record
