// Any bytes as a file of the record. The first byte says which: a table read alone, a description, a day (EDTF), or a package whose table, description
// and private table over it stand between bytes 0. Read, or refused with diagnostics that can be shown; what is read keeps the promises of its header.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "record/csv.hpp"
#include "record/facts.hpp"
#include "record/history.hpp"
#include "record/package.hpp"

using namespace dedere;

namespace {

void require(bool so) { if (!so) std::abort(); }

void show_all(const std::vector<Diagnostic>& faults) { for (const auto& d : faults) require(!show(d).empty() && !d.code.empty() && !d.message.empty()); }

// Written again, rows read back as they were.
void table(const std::string& text) {
  record::CsvReader reader("x.csv", text);
  for (std::vector<record::Cell> row; reader.next(row);) {
    std::vector<std::string_view> cells;
    for (const auto& cell : row) cells.push_back(cell.text);
    const auto line = record::csv_row(cells);
    record::CsvReader again("y.csv", line);
    std::vector<record::Cell> same;
    if (row.size() == 1 && cells[0].empty()) continue;  // an empty line
    require(again.next(same) && same.size() == row.size());
    for (std::size_t i = 0; i < row.size(); ++i) require(same[i].text == row[i].text);
  }
  show_all(reader.faults());
}

void description(const std::string& text) {
  const auto resources = record::read_descriptor("datapackage.json", std::make_shared<const std::string>(text));
  if (!resources) show_all(resources.error().diagnostics());
}

void day(const std::string& text) {
  const auto days = time::Edtf::parse(text);
  if (days) require(!(days->last < days->first) && text.size() <= 10);
  if (const auto exact = time::Date::parse(text)) require(exact->iso() == text && days && days->first == *exact && days->last == *exact);
}

constexpr const char* described = R"({"name": "x", "resources": [{"name": "t", "path": "t.csv", "schema": {"primaryKey": "id", "fields": [
  {"name": "id", "type": "string", "constraints": {"required": true, "unique": true, "pattern": "^[a-z0-9-]+$"}}, {"name": "on", "type": "string", "dedere:type": "edtf"},
  {"name": "known", "type": "date"}, {"name": "n", "type": "integer"}, {"name": "supersedes", "type": "string"}],
  "foreignKeys": [{"fields": "supersedes", "reference": {"resource": "", "fields": "id"}}]},
  "dedere:entity": {"type": "T", "name": "id"}, "dedere:facts": [{"predicate": "p", "arguments": ["id", "n"], "from": "on"}]}]})";

record::Folder folder(const std::string& path, std::map<std::string, std::string> files) {
  const auto read = [files](const std::string& name) -> Result<std::string> {
    if (const auto found = files.find(name); found != files.end()) return found->second;
    return Failure(fault("A001", "no such file", "check the path"));
  };
  return {.path = path, .read = read, .names = [files] { std::vector<std::string> names; for (const auto& file : files) names.push_back(file.first); return names; }};
}

void package(const std::string& text) {
  const auto first = text.find('\0'), second = first == std::string::npos ? first : text.find('\0', first + 1);
  const auto part = [&](std::size_t from, std::size_t to) { return from == std::string::npos ? std::string() : text.substr(from, to == std::string::npos ? to : to - from); };
  const auto rows = part(0, first), own = first == std::string::npos ? "" : part(first + 1, second), over = second == std::string::npos ? "" : part(second + 1, std::string::npos);
  const auto loaded = record::load(std::vector{folder("x", {{"t.csv", rows}, {"datapackage.json", own.empty() ? described : own}}), folder("y", {{"t.csv", over}})});
  if (!loaded) return show_all(loaded.error().diagnostics());
  for (const auto day : {std::optional<time::Date>(), std::optional(time::Date::of(2020, 1, 1))}) {
    const auto view = loaded->as_known(day);
    for (const auto& fact : record::facts(view)) require(view.shows(fact.row));
    for (const auto& table : loaded->tables())
      for (const auto row : table.rows()) require(record::versions(view, row).empty() != view.is_public(row));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'c': table(text); break;
    case 'd': description(text); break;
    case 'e': day(text); break;
    default: package(text); break;
  }
  return 0;
}
