#include <fmt/core.h>
#include <nettle/sha1.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "publish/formats.hpp"
#include "publish/rows.hpp"
#include "record/json_reader.hpp"
#include "record/place.hpp"

namespace dedere::publish {
namespace {

using Json = nlohmann::json;
using Line = nlohmann::ordered_json;
using record::Row;

// The mapping, as record/followthemoney.json writes it.
struct Property { std::string name, type, value; std::map<std::string, std::string> map; };
struct Entity {
  const record::Table* table = nullptr;
  std::string schema, id;
  bool adds = false;
  std::vector<std::string> needs;
  std::vector<std::pair<std::string, std::vector<std::string>>> when;
  std::vector<Property> properties;
};
struct Mapping { std::string dataset; std::vector<Entity> entities; };

class MappingReader : public record::JsonReader {
 public:
  using JsonReader::JsonReader;

  Result<Mapping> read(const Json& json, const record::Package& package) {
    Mapping out{text(json, "dataset", ""), {}};
    for (const auto& item : items(json, "entities", "")) out.entities.push_back(entity(*item.json, package, item.at));
    if (!faults_.empty()) return Failure(std::move(faults_));
    return out;
  }

 private:
  Entity entity(const Json& json, const record::Package& package, const std::string& at) {
    only(json, {"table", "schema", "id", "adds", "needs", "when", "properties"}, at);
    const auto table = text(json, "table", at);
    Entity e{package.table(table), text(json, "schema", at), text(json, "id", at), truth(json, "adds", at), texts(json, "needs", at), {}, {}};
    if (e.table == nullptr && !table.empty()) wrong(at + "/table", fmt::format("there is no table `{}`", table), "name a table of the record");
    if (e.table != nullptr) columns(e.id, package, *e.table, at + "/id");
    if (json.is_object() && json.contains("when")) conditions(json["when"], e, at + "/when");
    for (const auto& item : items(json, "properties", at)) e.properties.push_back(property(*item.json, e, package, item.at));
    return e;
  }

  void conditions(const Json& json, Entity& e, const std::string& at) {
    if (!json.is_object()) return wrong(at, "conditions are columns with lists of values", R"(write {"status": ["occurred"]})");
    for (const auto& [name, values] : json.items()) {
      if (e.table != nullptr) column(name, e.table->schema(), at);
      e.when.emplace_back(name, texts(json, name.c_str(), at));
    }
  }

  Property property(const Json& json, const Entity& e, const record::Package& package, const std::string& at) {
    only(json, {"property", "type", "value", "map"}, at);
    Property p{text(json, "property", at), text(json, "type", at), text(json, "value", at), {}};
    if (e.table != nullptr) columns(p.value, package, *e.table, at + "/value");
    if (json.is_object() && json.contains("map") && json["map"].is_object())
      for (const auto& [from, to] : json["map"].items()) p.map[from] = to.is_string() ? to.get<std::string>() : "";
    return p;
  }

  // Every `{column}` and `{column.other}` of a text leads somewhere.
  void columns(const std::string& text, const record::Package& package, const record::Table& table, const std::string& at) {
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
      const auto close = text.find('}', open);
      if (close == std::string::npos) return wrong(at, "`{` is not closed", "write `{column}` or `{column.other}`");
      const auto path = text.substr(open + 1, close - open - 1);
      const auto dot = path.find('.');
      const auto c = column(path.substr(0, dot), table.schema(), at);
      if (!c || dot == std::string::npos) continue;
      const auto& references = table.schema().references;
      const auto reference = std::ranges::find(references, *c, &record::Reference::column);
      const auto* there = reference == references.end() ? nullptr : package.table(reference->table);
      if (there == nullptr) wrong(at, fmt::format("`{}` refers to no other row", path.substr(0, dot)), "only a column with a foreign key has columns behind it");
      else column(path.substr(dot + 1), there->schema(), at);
    }
  }
};

// What one row says of an entity.
struct Said { std::string property, type, value; Row row; };
struct Made { std::string schema; bool whole = false; std::vector<Said> said; };

class Maker {
 public:
  Maker(const record::View& view, const Mapping& mapping) : view_(view), mapping_(mapping) {}

  void make() {
    for (const auto& e : mapping_.entities)
      for (const auto row : view_.rows(e.table->name()))
        if (meets(row, e)) add(row, e);
    std::erase_if(made_, [](const auto& entry) { return !entry.second.whole; });
    refer();
  }

  std::string entities() const {
    std::string out;
    for (const auto& [id, m] : made_) {
      std::map<std::string, std::vector<std::string>> properties;
      for (const auto& s : m.said)
        if (auto& values = properties[s.property]; std::ranges::find(values, s.value) == values.end()) values.push_back(s.value);
      out += line({{"id", id}, {"schema", m.schema}, {"properties", properties}, {"datasets", {mapping_.dataset}}});
    }
    return out;
  }

  // One line a value and entity: the first row that says it.
  std::string statements() const {
    std::string out;
    for (const auto& [id, m] : made_) {
      std::map<std::string, bool> seen;
      for (const auto& s : m.said) {
        const auto key = sha1(fmt::format("{}.{}.{}.{}", mapping_.dataset, id, s.property, s.value));
        if (!seen.emplace(key, true).second) continue;
        const auto known = s.row.date("known");
        out += line({{"id", key}, {"canonical_id", id}, {"entity_id", id}, {"schema", m.schema}, {"prop", s.property}, {"prop_type", s.type}, {"value", s.value}, {"dataset", mapping_.dataset},
                     {"lang", nullptr}, {"original_value", nullptr}, {"external", false}, {"first_seen", known ? Line(known->iso()) : Line()}, {"last_seen", nullptr},
                     {"origin", fmt::format("{}/{}/{}", s.row.package(), s.row.table().name(), s.row.id())}});
      }
    }
    return out;
  }

 private:
  static std::string line(const Line& json) { return json.dump(-1, ' ', false, Line::error_handler_t::replace) + "\n"; }

  static std::string sha1(const std::string& text) {
    sha1_ctx state{};
    sha1_init(&state);
    sha1_update(&state, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
    std::uint8_t digest[SHA1_DIGEST_SIZE];
    sha1_digest(&state, sizeof digest, digest);
    std::string out;
    for (const auto byte : digest) out += fmt::format("{:02x}", byte);
    return out;
  }

  bool meets(Row row, const Entity& e) const {
    return std::ranges::all_of(e.when, [&](const auto& w) { return std::ranges::find(w.second, view_.cell(row, w.first)) != w.second.end(); });
  }

  std::string_view cell(Row row, const std::string& path) const {
    const auto dot = path.find('.');
    if (dot == std::string::npos) return view_.cell(row, path);
    const auto target = view_.package().follow(row, path.substr(0, dot));
    return target && view_.shows(*target) ? view_.cell(*target, path.substr(dot + 1)) : std::string_view();
  }

  // The text with its cells in it; blank if one of them is.
  std::string filled(Row row, const std::string& text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const auto open = text.find('{', at);
      out += text.substr(at, open - at);
      if (open == std::string::npos) break;
      const auto close = text.find('}', open);
      const auto value = cell(row, text.substr(open + 1, close - open - 1));
      if (value.empty()) return {};
      out += value;
      at = close + 1;
    }
    return out;
  }

  void add(Row row, const Entity& e) {
    const auto id = filled(row, e.id);
    if (id.empty()) return;
    std::vector<Said> said;
    for (const auto& p : e.properties) {
      auto value = filled(row, p.value);
      if (const auto mapped = p.map.find(value); !p.map.empty()) value = mapped == p.map.end() ? "" : mapped->second;
      if (!value.empty()) said.push_back({p.name, p.type, std::move(value), row});
    }
    for (const auto& need : e.needs) if (std::ranges::find(said, need, &Said::property) == said.end()) return;
    auto& m = made_[id];
    m.schema = e.schema;
    m.whole = m.whole || !e.adds;
    m.said.insert(m.said.end(), said.begin(), said.end());
  }

  // Takes away what leads to an entity that is not there, and what cannot do without it.
  void refer() {
    for (bool again = true; again;) {
      again = false;
      for (auto& [id, m] : made_) {
        const auto lost = std::erase_if(m.said, [&](const Said& s) { return s.type == "entity" && !made_.contains(s.value); });
        if (lost != 0) m.whole = false;
      }
      again = std::erase_if(made_, [](const auto& entry) { return !entry.second.whole; }) != 0;
    }
  }

  const record::View& view_;
  const Mapping& mapping_;
  std::map<std::string, Made> made_;  // by id
};

Result<Mapping> read(const record::Package& package, const std::string& file, const std::string& text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Failure(fault("R001", fmt::format("`{}` is not JSON", file), "mend the file"));
  return MappingReader(file, std::make_shared<const std::string>(text)).read(json, package);
}

}  // namespace

Result<Bundle> follow_the_money(const record::View& view, const std::string& file, const std::string& mapping) {
  const auto read_mapping = TRY(read(view.package(), file, mapping));
  Maker maker(view, read_mapping);
  maker.make();
  return Bundle{{"entities.ftm.json", maker.entities()}, {"statements.json", maker.statements()}};
}

}  // namespace dedere::publish
