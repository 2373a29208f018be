#include <nettle/sha2.h>
#include <re2/re2.h>

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

// The last of the days that a cell names: before it, its fact was not surely public.
optional<Moment> last_of(const string& cell) {
  const auto found = days(cell);
  return found ? optional(found->to - a_day) : std::nullopt;
}

// Adds the rows of a file; the first names the columns.
void read(Record::Table& table, const string& text, const string& file) {
  const auto separator = table.described.value("/dialect/delimiter"_json_pointer, string(","));
  const auto missing = table.described.at("schema").value("missingValues", vector<string>{""});
  static const RE2 doubled("\"\"");
  const auto by = RE2::QuoteMeta(separator);
  const RE2 cell("(?:\"((?:[^\"]|\"\")*)\"|([^\"\r\n" + by + "][^\r\n" + by + "]*)?)(" + by + "|\r?\n|\\z)", RE2::Latin1);
  re2::StringPiece left(text), quoted, plain, end;
  if (text.starts_with("\xEF\xBB\xBF")) left.remove_prefix(3);
  vector<string> names, cells;
  for (auto begin = left.data(); !left.empty() || !cells.empty();) {
    if (!RE2::Consume(&left, cell, &quoted, &plain, &end)) throw Unusable("a cell of `" + file + "` cannot be read");
    cells.push_back(quoted.data() ? quoted.as_string() : plain.as_string());
    if (quoted.data()) RE2::GlobalReplace(&cells.back(), doubled, "\"");
    if (end == separator) continue;
    Row row{string(begin, end.data()), file};
    for (std::size_t c = 0; c < std::min(cells.size(), names.size()); ++c)
      if (std::ranges::find(missing, cells[c]) == missing.end()) row.cells[names[c]] = cells[c];
    if (names.empty()) names = cells;
    else if (!row.text.empty()) table.rows.push_back(std::move(row));
    cells.clear(), begin = left.data();
  }
}

optional<Fact> fact_of(const Row& row, const Json& mapping, const Law& law, AsKnown as_known) {
  const auto conditions = mapping.value("when", Json::object());
  for (const auto& [column, allowed] : conditions.items())
    if (std::ranges::find(allowed, Json(row.cell(column))) == allowed.end()) return std::nullopt;
  const string predicate = mapping.at("predicate"), known = mapping.value("known", "known");
  Fact out{.predicate = (mapping.value("denied", false) ? "denied " : "") + predicate};
  optional<Moment> last_told;
  for (const auto& column : mapping.at("arguments")) {
    const auto cell = row.cell(column), type = law.types.contains(predicate) ? law.types.at(predicate).at(out.values.size()) : "";
    if (cell.empty()) return std::nullopt;
    const auto on = type == "Date" ? last_of(cell) : std::nullopt;
    if (type == "Date" && !on) throw Unusable("`" + cell + "` in `" + row.text + "` is not a day");
    last_told = std::max(last_told, on);
    out.values.push_back(on ? written_day(*on) : type == "Text" ? '"' + cell + '"' : cell);
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
    for (const auto& resource : described.at("resources"))
      paths[resource.at("name")] = resource.at("path"), tables.try_emplace(resource.at("name"), Table{resource, {}});
  } else {  // a folder without a description of its own: each file belongs to the table of its name
    package.name = fs::path(folder + "/").lexically_normal().parent_path().filename().string();
    for (const auto& [name, table] : tables)
      if (fs::exists(folder + "/" + name + ".csv")) paths[name] = name + ".csv";
  }
  for (const auto& [name, path] : paths) read(tables.at(name), package.files[path] = read_file(folder + "/" + path), package.name + "/" + path);
}

vector<Fact> Record::facts(const Law& law, AsKnown as_known) const {
  vector<Fact> out;
  for (const auto& [name, table] : tables) {
    const auto key = table.described.at("schema").value("primaryKey", Json(""));
    const auto id = [&](const Row& row) { return row.cell(key.is_array() ? key.at(0) : key); };
    const auto is_public = [&](const Row& row) { return !(as_known && day(row.cell("known")) > as_known); };
    map<string, const Row*> top;  // a row that is public hides those of the same name that it lies over, and those that it corrects
    for (const auto& row : table.rows)
      if (is_public(row)) top[id(row)] = &row;
    for (const auto& row : table.rows)
      if (is_public(row) && !row.cell("supersedes").empty()) top[row.cell("supersedes")] = nullptr;
    for (const auto& mapping : table.described.value("dedere:facts", Json::array()))
      for (const auto& row : table.rows) {
        if (!is_public(row) || row.cell("confidence") == "disputed" || (!id(row).empty() && top[id(row)] != &row)) continue;
        auto fact = fact_of(row, mapping, law, as_known);
        if (!fact) continue;
        fact->file = row.file, fact->text = row.text, fact->row = "record:" + name + "/" + id(row);
        out.push_back(*std::move(fact));
      }
  }
  return out;
}

}  // namespace dedere::verify
