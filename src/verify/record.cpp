#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

using Row = Record::Row;
using Table = Record::Table;

// The last of the days that a cell names: before it, its fact was not surely public.
optional<Moment> last_of(const string& cell) {
  const auto found = days(cell);
  return found ? optional(found->to - a_day) : std::nullopt;
}

// Adds the rows of a file; the first names the columns.
void read(Table& table, const string& text, const string& package) {
  const auto separator = table.described.value("/dialect/delimiter"_json_pointer, string(",")).at(0);
  const auto& schema = table.described.at("schema");
  const auto missing = schema.value("missingValues", vector<string>{""});
  const auto key = schema.value("primaryKey", Json(""));
  const auto is = [&](std::size_t at, char c) { return at < text.size() && text[at] == c; };
  vector<string> names;
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    if (is(at, '\n') || is(at, '\r')) { ++at; continue; }
    const auto begin = at;
    vector<string> cells;
    for (bool more = true; more; at += more) {
      auto& cell = cells.emplace_back();
      bool quoted = is(at, '"');
      for (at += quoted; at < text.size() && (quoted || (!is(at, separator) && !is(at, '\n') && !is(at, '\r'))); ++at) {
        if (quoted && is(at, '"') && !is(at + 1, '"')) { quoted = false; continue; }
        at += quoted && is(at, '"');
        cell += text[at];
      }
      more = is(at, separator);
    }
    if (names.empty()) { names = std::move(cells); continue; }
    auto& row = table.rows.emplace_back(Row{text.substr(begin, at - begin), package});
    for (std::size_t c = 0; c < std::min(cells.size(), names.size()); ++c)
      if (std::ranges::find(missing, cells[c]) == missing.end()) row.cells[names[c]] = cells[c];
    row.id = row.cell(key.is_array() ? key.at(0) : key);
  }
}

// How a cell of the column stands in an atom: as it is, as a day (d) or as a text (t).
char kind_of(const map<string, Table>& tables, const Table& table, const Json& column) {
  const auto& schema = table.described.at("schema");
  const auto is_entity = [](const Table& there) { return there.described.contains("dedere:entity"); };
  if (schema.value("primaryKey", Json()) == column && is_entity(table)) return ' ';
  for (const auto& key : schema.value("foreignKeys", Json::array()))
    if (key.at("fields") == column && is_entity(tables.at(key.at("reference").at("resource")))) return ' ';
  for (const auto& field : schema.at("fields")) {
    if (field.at("name") != column) continue;
    const auto type = field.value("type", "");
    return type == "date" || field.value("dedere:type", "") == "edtf" ? 'd' : type == "integer" || type == "year" ? ' ' : 't';
  }
  return 't';
}

optional<Fact> fact_of(const string& table, const Row& row, const Json& mapping, const vector<std::pair<string, char>>& told, AsKnown as_known) {
  const auto conditions = mapping.value("when", Json::object());
  for (const auto& [column, allowed] : conditions.items())
    if (std::ranges::find(allowed, Json(row.cell(column))) == allowed.end()) return std::nullopt;
  const string predicate = mapping.at("predicate"), known = mapping.value("known", "known");
  Fact out{{"", row.text}, (mapping.value("denied", false) ? "denied " : "") + predicate, {}, {}, "record:" + table + "/" + row.id, row.package, table};
  optional<Moment> last_told;
  for (const auto& [column, kind] : told) {
    const auto cell = row.cell(column);
    if (cell.empty()) return std::nullopt;
    const auto on = kind == 'd' ? last_of(cell) : std::nullopt;
    if (kind == 'd' && !on) throw Unusable("`" + cell + "` of the row `" + row.id + "` is not a day");
    last_told = std::max(last_told, on);
    out.values.push_back(on ? written_day(*on) : kind == 't' ? '"' + cell + '"' : cell);
  }
  const auto end_known = last_of(row.cell(mapping.value("to_known", "")));
  const auto from = days(row.cell(mapping.value("from", ""))), to = days(row.cell(mapping.value("to", "")));
  out.when = tidy({{from ? from->from : early, to && !(as_known && end_known > as_known) ? to->to : late}});
  // A column of its own says when the fact was public; without one, a day that it tells cannot have been known before.
  const auto named = last_of(row.cell(known));
  const auto since = std::max(day(row.cell("known")), named ? named : known == "known" ? std::nullopt : last_told);
  return as_known && since > as_known ? std::nullopt : optional(out);
}

}  // namespace

string read_file(const string& path) {
  std::ifstream file(path, std::ios::binary);
  string out(std::istreambuf_iterator<char>(file), {});
  return file ? out : throw Unusable("`" + path + "` cannot be read");
}

string digest(const string& bytes) {
  sha256_ctx context;
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> sum{};
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  sha256_digest(&context, sum.size(), sum.data());
  string out = "sha256:";
  for (const auto byte : sum) out += "0123456789abcdef"[byte >> 4], out += "0123456789abcdef"[byte & 15];
  return out;
}

void Record::add(const string& folder) {
  if (!fs::is_directory(folder)) throw Unusable("`" + folder + "` is no folder: name the record's with `--record`");
  auto& package = packages.emplace_back();
  map<string, string> paths;  // by table
  if (fs::exists(folder + "/datapackage.json") || tables.empty()) {
    const auto described = Json::parse(package.files["datapackage.json"] = read_file(folder + "/datapackage.json"));
    package.name = described.value("name", "");
    for (const auto& resource : described.at("resources")) {
      paths[resource.at("name")] = resource.at("path");
      tables.try_emplace(resource.at("name"), Table{resource, {}});
    }
  } else {  // a folder without a description of its own: each file belongs to the table of its name
    package.name = fs::path(folder + "/").lexically_normal().parent_path().filename().string();
    for (const auto& [name, table] : tables)
      if (fs::exists(folder + "/" + name + ".csv")) paths[name] = name + ".csv";
  }
  for (const auto& [name, path] : paths) read(tables.at(name), package.files[path] = read_file(folder + "/" + path), package.name);
}

vector<Fact> Record::facts(AsKnown as_known) const {
  vector<Fact> out;
  for (const auto& [name, table] : tables) {
    // A row that is public hides those of the same name that it lies over, and those that it corrects.
    map<string, const Row*> top;
    set<string> corrected;
    const auto is_public = [&](const Row& row) { return !(as_known && day(row.cell("known")) > as_known); };
    for (const auto& row : table.rows)
      if (is_public(row)) corrected.insert(row.cell("supersedes")), top[row.id] = &row;
    const auto hidden = [&](const Row& row) { return !row.id.empty() && (top[row.id] != &row || corrected.contains(row.id)); };
    const auto shown = [&](const Row& row) { return is_public(row) && !hidden(row) && row.cell("confidence") != "disputed"; };
    for (const auto& mapping : table.described.value("dedere:facts", Json::array())) {
      vector<std::pair<string, char>> told;  // the columns of the arguments
      for (const auto& column : mapping.at("arguments")) told.emplace_back(column, kind_of(tables, table, column));
      for (const auto& row : table.rows)
        if (auto found = shown(row) ? fact_of(name, row, mapping, told, as_known) : std::nullopt) out.push_back(*std::move(found));
    }
  }
  return out;
}

}  // namespace dedere::verify
