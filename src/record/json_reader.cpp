#include "record/json_reader.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "record/json_place.hpp"

namespace dedere::record {

std::string JsonReader::one_text(const Json& json, const char* field, const std::string& at) {
  if (json.is_object() && json.contains(field)) {
    const auto& name = json[field].is_array() && json[field].size() == 1 ? json[field][0] : json[field];
    if (name.is_string()) return name.get<std::string>();
  }
  wrong(at + "/" + field, "a key is one column", "name it: \"id\"");
  return "";
}

std::optional<Column> JsonReader::column(const std::string& name, const Resource& r, const std::string& at) {
  const auto found = r.column(name);
  if (found || name.empty()) return found;
  Texts names;
  for (const auto& f : r.fields) names.push_back(f.name);
  wrong(at, fmt::format("the table has no column `{}`", name), suggestion(name, names));
  return found;
}

std::string JsonReader::suggestion(const std::string& word, const Texts& candidates) {
  const auto meant = did_you_mean(word, candidates);
  return meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("one of: {}", fmt::join(candidates, ", "));
}

void JsonReader::only(const Json& json, std::initializer_list<const char*> known, const std::string& at) {
  if (!json.is_object()) return wrong(at, "this is not an object", "write {…}");
  const Texts names(known.begin(), known.end());
  for (const auto& [name, value] : json.items())
    if (std::ranges::find(names, name) == names.end()) wrong(at + "/" + name, "this is not understood", suggestion(name, names));
}

// A field of an object: it must be there.
std::string JsonReader::text(const Json& json, const char* name, const std::string& at) {
  if (json.is_object() && json.contains(name) && json[name].is_string() && json[name] != "") return json[name].get<std::string>();
  wrong(at, fmt::format("`{}` is missing or no text", name), fmt::format("add \"{}\": \"…\"", name));
  return "";
}

std::string JsonReader::optional_text(const Json& json, const char* name, const std::string& at) {
  if (!json.is_object() || !json.contains(name)) return "";
  if (json[name].is_string()) return json[name].get<std::string>();
  wrong(at + "/" + name, "this is not a text", "write it in quotes");
  return "";
}

bool JsonReader::truth(const Json& json, const char* name, const std::string& at) {
  if (!json.is_object() || !json.contains(name)) return false;
  if (json[name].is_boolean()) return json[name].get<bool>();
  wrong(at + "/" + name, "this is neither true nor false", "write true or false, without quotes");
  return false;
}

Texts JsonReader::texts(const Json& json, const char* name, const std::string& at) {
  if (!json.is_object() || !json.contains(name)) return {};
  const auto& list = json[name];
  if (list.is_array() && std::ranges::all_of(list, [](const Json& item) { return item.is_string(); })) return list.get<Texts>();
  wrong(at + "/" + name, "this is not a list of texts", R"(write ["…", "…"])");
  return {};
}

std::vector<JsonReader::Item> JsonReader::items(const Json& json, const char* name, const std::string& at, Needed needed) {
  const auto here = at.empty() ? std::string(name) : at + "/" + name;
  if (!json.is_object() || !json.contains(name) || !json[name].is_array()) {
    if (needed == Needed::yes || (json.is_object() && json.contains(name))) wrong(here, "a list is missing here", "write […]");
    return {};
  }
  std::vector<Item> out;
  for (const auto& item : json[name]) out.push_back({&item, fmt::format("{}/{}", here, out.size())});
  return out;
}

void JsonReader::wrong(const std::string& at, const std::string& message, std::string help) {
  faults_.push_back(fault("R002", at.empty() ? message : fmt::format("{}: {}", at, message), std::move(help), json_place(file_, *text_, at)));
}

std::optional<Column> JsonReader::day_column(const Json& json, const char* name, const Resource& r, const std::string& at) {
  const auto written = optional_text(json, name, at);
  if (written.empty()) return std::nullopt;
  const auto c = column(written, r, at + "/" + name);
  if (c && r.fields[*c].type != FieldType::date && r.fields[*c].type != FieldType::edtf) wrong(at + "/" + name, fmt::format("column `{}` holds no days", written), "name a column of type date, or of `dedere:type` edtf");
  return c;
}

std::optional<std::size_t> JsonReader::count(const Json& json, const char* name, const std::string& at) {
  if (!json.is_object() || !json.contains(name)) return std::nullopt;
  if (json[name].is_number_unsigned()) return json[name].get<std::size_t>();
  wrong(at + "/" + name, "this is not a number of characters", "write a whole number, without quotes");
  return std::nullopt;
}

}  // namespace dedere::record
