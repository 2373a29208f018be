#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "record/json_reader.hpp"
#include "record/place.hpp"
#include "time/date.hpp"

namespace dedere::record {
namespace {

// Reads on after a fault, so that all are reported; what could not be read is left as it was.
class DescriptorReader : private JsonReader {
 public:
  using JsonReader::JsonReader;

  Result<std::vector<Resource>> read(const Json& package) {
    std::vector<Resource> resources;
    for (const auto& [json, at] : items(package, "resources", "")) resources.push_back(resource(*json, at));
    if (resources.empty()) wrong("", "the package has no `resources`", "list the package's tables there");
    for (std::size_t i = 0; i < resources.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (resources[i].name == resources[j].name) wrong(fmt::format("resources/{}", i), "two resources have this name", "give each table a name of its own");
    if (!faults_.empty()) return Failure(std::move(faults_));
    return resources;
  }

 private:
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
    const auto fields = items(schema, "fields", at);
    for (const auto& [item, place] : fields) r.fields.push_back(field(*item, place));
    for (std::size_t i = 0; i < fields.size(); ++i) r.fields[i].known = day_column(*fields[i].json, "dedere:known", r, fields[i].at);
    if (r.fields.empty()) wrong(at, "the table has no `fields`", "list its columns there");
    r.missing = texts(schema, "missingValues", at);
    std::erase(r.missing, "");
    r.key = key(schema, r, at);
    for (const auto& [item, place] : items(schema, "foreignKeys", at, Needed::no)) reference(*item, r, place);
    at = "resources/" + r.name;
    if (json.contains("dedere:entity")) r.entity = entity(json["dedere:entity"], r, at + "/dedere:entity");
    for (const auto& [item, place] : items(json, "dedere:facts", at, Needed::no)) r.facts.push_back(fact(*item, r, place));
    if (json.is_object() && json.contains("dedere:question")) r.question = question(json["dedere:question"], r, at + "/dedere:question");
    r.constraints = read_constraints(*this, json, r, at);
    r.descriptor = file_;
    r.descriptor_text = text_;
    return r;
  }

  Field field(const Json& json, std::string at) {
    Field f;
    f.name = text(json, "name", at);
    if (!f.name.empty()) at = at.substr(0, at.rfind('/') + 1) + f.name;
    f.type = type(json, at);
    f.is_uri = f.type == FieldType::string && optional_text(json, "format", at) == "uri";
    if (!json.is_object() || !json.contains("constraints")) return f;
    at += "/constraints";
    const auto& limits = json["constraints"];
    only(limits, {"required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"}, at);
    f.required = truth(limits, "required", at);
    f.unique = truth(limits, "unique", at);
    f.one_of = texts(limits, "enum", at);
    f.minimum = limit(limits, "minimum", f.type, at);
    f.maximum = limit(limits, "maximum", f.type, at);
    f.length_min = count(limits, "minLength", at);
    f.length_max = count(limits, "maxLength", at);
    f.pattern_text = optional_text(limits, "pattern", at);
    if (f.pattern_text.empty()) return f;
    f.pattern = pattern(f.pattern_text);
    if (!f.pattern) wrong(at + "/pattern", fmt::format("`{}` is not a pattern that can be checked", f.pattern_text), "use characters, sets such as `[a-z]`, groups, `|` and repetitions");
    return f;
  }

  // Most patterns stand on many columns.
  std::optional<Pattern> pattern(const std::string& text) {
    const auto [held, is_new] = patterns_.try_emplace(text);
    if (is_new) held->second = Pattern::parse(text);
    return held->second;
  }

  std::optional<std::string> limit(const Json& limits, const char* name, FieldType type, const std::string& at) {
    if (!limits.is_object() || !limits.contains(name)) return std::nullopt;
    auto text = limits[name].is_number_integer() ? std::to_string(limits[name].get<std::int64_t>()) : optional_text(limits, name, at);
    const bool is_day = type == FieldType::date || type == FieldType::edtf;
    if (is_day ? time::Date::parse(text).has_value() : type == FieldType::integer && limits[name].is_number_integer()) return text;
    wrong(at + "/" + name, fmt::format("`{}` is no limit of this column", text), "only numbers and days have limits: a whole number, or a day as YYYY-MM-DD");
    return std::nullopt;
  }

  std::optional<std::pair<Column, Column>> question(const Json& json, const Resource& r, const std::string& at) {
    only(json, {"question", "answer"}, at);
    const auto asked = column(text(json, "question", at), r, at + "/question"), answer = column(text(json, "answer", at), r, at + "/answer");
    if (!asked || !answer) return std::nullopt;
    return std::pair(*asked, *answer);
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

  std::map<std::string, std::optional<Pattern>> patterns_;
};

}  // namespace

std::optional<Column> Resource::column(std::string_view field) const {
  for (Column c = 0; c < fields.size(); ++c) if (fields[c].name == field) return c;
  return std::nullopt;
}

Result<std::vector<Resource>> read_descriptor(const std::string& file, const std::shared_ptr<const std::string>& text) {
  Json package;
  try {
    package = Json::parse(*text);
  } catch (const Json::parse_error& error) {
    const auto at = error.byte == 0 ? 0 : error.byte - 1;
    return Failure(fault("R001", "this is not JSON", "mend the file at the place marked, or just before it", place_in(file, *text, at)));
  }
  return DescriptorReader(file, text).read(package);
}

}  // namespace dedere::record
