#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "record/place.hpp"
#include "record/schema.hpp"

namespace dedere::record {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

// Reads on after a fault, so that all are reported; what could not be read is left as it was.
class DescriptorReader {
 public:
  explicit DescriptorReader(std::string_view file) : file_(file) {}

  Result<std::vector<Resource>> read(const Json& package) {
    std::vector<Resource> resources;
    for (const auto& [json, at] : items(package, "resources", "")) resources.push_back(resource(*json, at));
    if (resources.empty()) wrong("", "the package has no `resources`", "list the package's tables there");
    for (std::size_t i = 0; i < resources.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (resources[i].name == resources[j].name) wrong(resources[i].name, "two resources have this name", "give each table a name of its own");
    if (!faults_.empty()) return Failure(std::move(faults_));
    return resources;
  }

 private:
  struct Item { const Json* json; std::string at; };

  Resource resource(const Json& json, std::string at) {
    Resource r;
    r.name = text(json, "name", at);
    if (!r.name.empty()) at = "resources/" + r.name;
    r.path = path(json, at);
    r.separator = separator(json, at);
    if (json.contains("encoding") && json["encoding"] != "utf-8" && json["encoding"] != "UTF-8") wrong(at + "/encoding", "only `utf-8` is read", "save the table as UTF-8");
    static const Json none;
    const auto& schema = json.is_object() && json.contains("schema") ? json["schema"] : none;
    at += "/schema";
    for (const auto& [item, place] : items(schema, "fields", at)) r.fields.push_back(field(*item, place));
    if (r.fields.empty()) wrong(at, "the table has no `fields`", "list its columns there");
    r.missing = texts(schema, "missingValues", at);
    std::erase(r.missing, "");
    r.key = key(schema, r, at);
    for (const auto& [item, place] : items(schema, "foreignKeys", at, Needed::no)) reference(*item, r, place);
    at = "resources/" + r.name;
    if (json.contains("dedere:entity")) r.entity = entity(json["dedere:entity"], r, at + "/dedere:entity");
    for (const auto& [item, place] : items(json, "dedere:facts", at, Needed::no)) r.facts.push_back(fact(*item, r, place));
    return r;
  }

  Field field(const Json& json, std::string at) {
    Field f;
    f.name = text(json, "name", at);
    if (!f.name.empty()) at = at.substr(0, at.rfind('/') + 1) + f.name;
    f.type = type(json, at);
    if (!json.is_object() || !json.contains("constraints")) return f;
    at += "/constraints";
    const auto& limits = json["constraints"];
    only(limits, {"required", "unique", "enum", "pattern"}, at);
    f.required = truth(limits, "required", at);
    f.unique = truth(limits, "unique", at);
    f.one_of = texts(limits, "enum", at);
    f.pattern_text = optional_text(limits, "pattern", at);
    if (f.pattern_text.empty()) return f;
    f.pattern = Pattern::parse(f.pattern_text);
    if (!f.pattern) wrong(at + "/pattern", fmt::format("`{}` is not a pattern that can be checked", f.pattern_text), "use characters, sets such as `[a-z]`, groups, `|` and repetitions");
    return f;
  }

  FieldType type(const Json& json, const std::string& at) {
    const auto name = optional_text(json, "type", at);
    const auto ours = optional_text(json, "dedere:type", at);
    const auto format = optional_text(json, "format", at);
    if (ours == "edtf" && (name.empty() || name == "string")) return FieldType::edtf;
    if (!ours.empty()) wrong(at + "/dedere:type", fmt::format("`{}` is no type of a `{}`", ours, name), "write `edtf` for a string that is a day, a month or a year");
    if (name == "integer" || name == "year") return FieldType::integer;
    if (name == "boolean") return FieldType::boolean;
    if (name == "date") {
      if (!format.empty() && format != "default" && format != "%Y-%m-%d") wrong(at + "/format", fmt::format("days in the form `{}` are not read", format), "write days as YYYY-MM-DD");
      return FieldType::date;
    }
    if (!name.empty() && name != "string") wrong(at + "/type", fmt::format("columns of type `{}` are not read", name), "use string, integer, year, boolean or date");
    return FieldType::string;
  }

  std::string path(const Json& json, const std::string& at) {
    auto path = text(json, "path", at);
    if (path.starts_with('/') || path.find("..") != std::string::npos || path.find(':') != std::string::npos || path.find('\\') != std::string::npos) {
      wrong(at + "/path", fmt::format("`{}` leads out of the package", path), "give the file's path within the package's folder");
      path.clear();
    }
    return path;
  }

  // Of a dialect, only the separator is ours to choose.
  char separator(const Json& json, const std::string& at) {
    if (!json.is_object() || !json.contains("dialect")) return ',';
    const auto& dialect = json["dialect"];
    only(dialect, {"delimiter"}, at + "/dialect");
    const auto written = optional_text(dialect, "delimiter", at + "/dialect");
    const bool usable = written.size() == 1 && written != "\"" && written != "\n" && written != "\r" && static_cast<unsigned char>(written[0]) < 0x80;
    if (!written.empty() && !usable) wrong(at + "/dialect/delimiter", fmt::format("`{}` cannot separate cells", written), "use one character, such as `,` or a tab");
    return usable ? written[0] : ',';
  }

  std::optional<Column> key(const Json& schema, const Resource& r, const std::string& at) {
    if (!schema.is_object() || !schema.contains("primaryKey")) return std::nullopt;
    return column(one_text(schema, "primaryKey", at), r, at + "/primaryKey");
  }

  void reference(const Json& json, Resource& r, const std::string& at) {
    if (!json.is_object() || !json.contains("reference")) return wrong(at, "a foreign key needs `fields` and `reference`", "name the column, and the table that it refers to");
    const auto from = column(one_text(json, "fields", at), r, at + "/fields");
    const auto& to = json["reference"];
    only(to, {"resource", "fields"}, at + "/reference");
    const auto table = optional_text(to, "resource", at + "/reference");
    auto key = one_text(to, "fields", at + "/reference");
    if (from) r.references.push_back({*from, table.empty() ? r.name : table, std::move(key)});
  }

  EntityMapping entity(const Json& json, const Resource& r, const std::string& at) {
    only(json, {"type", "name"}, at);
    if (!r.key) wrong(at, "a table of entities needs a `primaryKey`", "say in the schema which column is the row's id");
    return {text(json, "type", at), column(text(json, "name", at), r, at + "/name").value_or(0)};
  }

  FactMapping fact(const Json& json, const Resource& r, std::string at) {
    FactMapping m;
    m.predicate = text(json, "predicate", at);
    if (!m.predicate.empty()) at = at.substr(0, at.rfind('/') + 1) + m.predicate;
    only(json, {"predicate", "arguments", "from", "to", "to_known", "when", "known", "denied"}, at);
    for (const auto& name : texts(json, "arguments", at)) if (const auto c = column(name, r, at + "/arguments")) m.arguments.push_back(*c);
    m.from = day_column(json, "from", r, at);
    m.to = day_column(json, "to", r, at);
    m.to_known = day_column(json, "to_known", r, at);
    m.known = json.is_object() && json.contains("known") ? day_column(json, "known", r, at) : r.column("known");
    m.denied = truth(json, "denied", at);
    if (json.is_object() && json.contains("when")) conditions(json["when"], r, m, at + "/when");
    return m;
  }

  void conditions(const Json& json, const Resource& r, FactMapping& m, const std::string& at) {
    if (!json.is_object()) return wrong(at, "conditions are columns with lists of values", R"(write {"status": ["occurred"]})");
    for (const auto& [name, values] : json.items()) {
      const auto c = column(name, r, at);
      if (!c) continue;
      auto allowed = texts(json, name.c_str(), at);
      if (allowed.empty()) wrong(at + "/" + name, "no value would do", "list the values for which the row is a fact");
      const auto& one_of = r.fields[*c].one_of;
      for (const auto& value : allowed)
        if (!value.empty() && !one_of.empty() && std::ranges::find(one_of, value) == one_of.end()) wrong(at + "/" + name, fmt::format("`{}` is no value of the column", value), suggestion(value, one_of));
      m.when.emplace_back(*c, std::move(allowed));
    }
  }

  std::optional<Column> day_column(const Json& json, const char* name, const Resource& r, const std::string& at) {
    const auto written = optional_text(json, name, at);
    if (written.empty()) return std::nullopt;
    const auto c = column(written, r, at + "/" + name);
    if (c && r.fields[*c].type != FieldType::date && r.fields[*c].type != FieldType::edtf) wrong(at + "/" + name, fmt::format("column `{}` holds no days", written), "name a column of type date, or of `dedere:type` edtf");
    return c;
  }

  // A key is written "id" or ["id"].
  std::string one_text(const Json& json, const char* field, const std::string& at) {
    if (json.is_object() && json.contains(field)) {
      const auto& name = json[field].is_array() && json[field].size() == 1 ? json[field][0] : json[field];
      if (name.is_string()) return name.get<std::string>();
    }
    wrong(at + "/" + field, "a key is one column", "name it: \"id\"");
    return "";
  }

  std::optional<Column> column(const std::string& name, const Resource& r, const std::string& at) {
    const auto found = r.column(name);
    if (found || name.empty()) return found;
    Texts names;
    for (const auto& f : r.fields) names.push_back(f.name);
    wrong(at, fmt::format("the table has no column `{}`", name), suggestion(name, names));
    return found;
  }

  static std::string suggestion(const std::string& word, const Texts& candidates) {
    const auto meant = did_you_mean(word, candidates);
    return meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("one of: {}", fmt::join(candidates, ", "));
  }

  void only(const Json& json, std::initializer_list<const char*> known, const std::string& at) {
    if (!json.is_object()) return wrong(at, "this is not an object", "write {…}");
    const Texts names(known.begin(), known.end());
    for (const auto& [name, value] : json.items())
      if (std::ranges::find(names, name) == names.end()) wrong(at + "/" + name, "this is not understood", suggestion(name, names));
  }

  // A field of an object: it must be there.
  std::string text(const Json& json, const char* name, const std::string& at) {
    if (json.is_object() && json.contains(name) && json[name].is_string() && json[name] != "") return json[name].get<std::string>();
    wrong(at, fmt::format("`{}` is missing or no text", name), fmt::format("add \"{}\": \"…\"", name));
    return "";
  }

  std::string optional_text(const Json& json, const char* name, const std::string& at) {
    if (!json.is_object() || !json.contains(name)) return "";
    if (json[name].is_string()) return json[name].get<std::string>();
    wrong(at + "/" + name, "this is not a text", "write it in quotes");
    return "";
  }

  bool truth(const Json& json, const char* name, const std::string& at) {
    if (!json.is_object() || !json.contains(name)) return false;
    if (json[name].is_boolean()) return json[name].get<bool>();
    wrong(at + "/" + name, "this is neither true nor false", "write true or false, without quotes");
    return false;
  }

  Texts texts(const Json& json, const char* name, const std::string& at) {
    if (!json.is_object() || !json.contains(name)) return {};
    const auto& list = json[name];
    if (list.is_array() && std::ranges::all_of(list, [](const Json& item) { return item.is_string(); })) return list.get<Texts>();
    wrong(at + "/" + name, "this is not a list of texts", R"(write ["…", "…"])");
    return {};
  }

  enum class Needed { no, yes };
  std::vector<Item> items(const Json& json, const char* name, const std::string& at, Needed needed = Needed::yes) {
    const auto here = at.empty() ? std::string(name) : at + "/" + name;
    if (!json.is_object() || !json.contains(name) || !json[name].is_array()) {
      if (needed == Needed::yes || (json.is_object() && json.contains(name))) wrong(here, "a list is missing here", "write […]");
      return {};
    }
    std::vector<Item> out;
    for (const auto& item : json[name]) out.push_back({&item, fmt::format("{}/{}", here, out.size())});
    return out;
  }

  void wrong(const std::string& at, const std::string& message, std::string help) {
    Place place;
    place.file = file_;
    faults_.push_back(fault("R002", at.empty() ? message : fmt::format("{}: {}", at, message), std::move(help), std::move(place)));
  }

  std::string file_;
  std::vector<Diagnostic> faults_;
};

}  // namespace

std::optional<Column> Resource::column(std::string_view field) const {
  for (Column c = 0; c < fields.size(); ++c) if (fields[c].name == field) return c;
  return std::nullopt;
}

Result<std::vector<Resource>> read_descriptor(std::string_view file, std::string_view text) {
  Json package;
  try {
    package = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto at = error.byte == 0 ? 0 : error.byte - 1;
    return Failure(fault("R001", "this is not JSON", "mend the file at the place marked, or just before it", place_in(file, text, at)));
  }
  return DescriptorReader(file).read(package);
}

}  // namespace dedere::record
