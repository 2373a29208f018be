// The tables as CSV and as JSON, and the manifest.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "publish/formats.hpp"
#include "publish/rows.hpp"
#include "record/csv.hpp"
#include "record/sha256.hpp"

namespace dedere::publish {
namespace {

using Json = nlohmann::ordered_json;
using record::FieldType;

std::string dumped(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json or_null(const std::optional<time::Date>& day) { return day ? Json(day->iso()) : Json(); }

Json value(std::string_view cell, FieldType type) {
  if (cell.empty()) return nullptr;
  if (type == FieldType::boolean) return cell == "true" || cell == "1" || cell == "True" || cell == "TRUE";
  std::int64_t number = 0;
  if (type == FieldType::integer && std::from_chars(cell.data(), cell.data() + cell.size(), number).ec == std::errc()) return number;
  return cell;
}

// The descriptions that the tables come from, each read once: they are known to be sound.
class Descriptions {
 public:
  const Json& of(const record::Resource& r) {
    auto& json = read_[r.descriptor_text.get()];
    if (json.is_null()) json = Json::parse(*r.descriptor_text);
    return json;
  }

 private:
  std::map<const std::string*, Json> read_;
};

// The table's description, with the path and the form of the file that we write.
Json described(const Json& package, const record::Resource& r) {
  for (auto resource : package["resources"]) {
    if (resource.value("name", "") != r.name) continue;
    resource["path"] = r.name + ".csv";
    resource["format"] = "csv";
    resource["encoding"] = "utf-8";
    for (const auto* given : {"dialect", "bytes", "hash"}) resource.erase(given);
    return resource;
  }
  return {};
}

std::string csv_of(const record::View& view, const record::Table& table) {
  std::vector<std::string_view> cells;
  for (const auto& field : table.schema().fields) cells.push_back(field.name);
  auto out = record::csv_row(cells);
  for (const auto row : public_rows(view, table)) {
    for (record::Column c = 0; c < cells.size(); ++c) cells[c] = view.cell(row, c);
    out += record::csv_row(cells);
  }
  return out;
}

}  // namespace

void add_manifest(Bundle& bundle, const Edition& edition) {
  std::ranges::sort(bundle, {}, &File::path);
  Json files = Json::array();
  for (const auto& file : bundle) files.push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", record::sha256(file.bytes)}});
  const Json manifest{{"schema", "dedere/export/1"}, {"format", edition.format}, {"as_known", or_null(edition.as_known)}, {"on", or_null(edition.on)},
                      {"digests", {{"record", edition.record}, {"law", edition.law.empty() ? Json() : Json(edition.law)}, {"program", edition.program}}}, {"files", files}};
  bundle.push_back({"manifest.json", dumped(manifest)});
}

Bundle csv(const record::View& view) {
  Descriptions descriptions;
  Bundle out;
  Json package, resources = Json::array();
  for (const auto& table : view.package().tables()) {
    const auto& description = descriptions.of(table.schema());
    if (package.is_null()) package = description;
    resources.push_back(described(description, table.schema()));
    out.push_back({table.name() + ".csv", csv_of(view, table)});
  }
  package["resources"] = resources;
  out.push_back({"datapackage.json", dumped(package)});
  return out;
}

Bundle json(const record::View& view) {
  Json tables = Json::object();
  for (const auto& table : view.package().tables()) {
    const auto& fields = table.schema().fields;
    auto& rows = tables[table.name()] = Json::array();
    for (const auto row : public_rows(view, table)) {
      Json one;
      for (record::Column c = 0; c < fields.size(); ++c) one[fields[c].name] = value(view.cell(row, c), fields[c].type);
      one["dedere_package"] = row.package();
      one["dedere_stands"] = view.shows(row);
      rows.push_back(std::move(one));
    }
  }
  return {{"record.json", dumped({{"schema", "dedere/record/1"}, {"as_known", or_null(view.day())}, {"tables", tables}})}};
}

}  // namespace dedere::publish
