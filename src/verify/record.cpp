#include "verify/record.hpp"

#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

// The last of the days that a cell names: before it, its fact was not surely public.
std::optional<Moment> last_of(const std::string& cell) {
  const auto found = days(cell);
  return found ? std::optional(found->to - a_day) : std::nullopt;
}

struct Line { std::vector<std::string> cells; std::string text; };

std::vector<Line> lines(const std::string& text, char separator) {
  std::vector<Line> out;
  const auto is = [&](std::size_t at, char c) { return at < text.size() && text[at] == c; };
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    if (is(at, '\n') || is(at, '\r')) { ++at; continue; }
    const auto begin = at;
    Line line;
    for (bool more = true; more; at += more) {
      auto& cell = line.cells.emplace_back();
      bool quoted = is(at, '"');
      for (at += quoted; at < text.size() && (quoted || (!is(at, separator) && !is(at, '\n') && !is(at, '\r'))); ++at) {
        if (quoted && is(at, '"') && !is(at + 1, '"')) { quoted = false; continue; }
        at += quoted && is(at, '"');
        cell += text[at];
      }
      more = is(at, separator);
    }
    line.text = text.substr(begin, at - begin);
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string out(std::istreambuf_iterator<char>(file), {});
  if (!file) throw Unusable("`" + path + "` cannot be read");
  return out;
}

std::string digest(const std::string& bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> sum{};
  sha256_digest(&context, sum.size(), sum.data());
  std::string out = "sha256:";
  for (const auto byte : sum) out += "0123456789abcdef"[byte >> 4], out += "0123456789abcdef"[byte & 15];
  return out;
}

void Record::add(const std::string& folder) {
  if (!fs::is_directory(folder)) throw Unusable("`" + folder + "` is no folder: name the record's with `--record`");
  auto& package = packages_.emplace_back();
  if (fs::exists(folder + "/datapackage.json") || tables_.empty()) {
    const auto described = Json::parse(package.files["datapackage.json"] = read_file(folder + "/datapackage.json"));
    package.name = described.value("name", "");
    for (const auto& resource : described.at("resources")) {
      auto& table = tables_[resource.at("name")];
      if (table.described.is_null()) table.described = resource;
      read(table, folder, resource.at("path"));
    }
    return;
  }
  // A folder without a description of its own: each file belongs to the table of its name.
  package.name = fs::path(folder + "/").lexically_normal().parent_path().filename().string();
  for (auto& [name, table] : tables_)
    if (fs::exists(folder + "/" + name + ".csv")) read(table, folder, name + ".csv");
}

void Record::read(Table& table, const std::string& folder, const std::string& file) {
  const auto separator = table.described.value("/dialect/delimiter"_json_pointer, std::string(","));
  const auto all = lines(packages_.back().files[file] = read_file(folder + "/" + file), separator.at(0));
  const auto& schema = table.described.at("schema");
  const auto missing = schema.value("missingValues", std::vector<std::string>{""});
  const auto key = schema.value("primaryKey", Json(""));
  for (std::size_t i = 1; i < all.size(); ++i) {
    Row row{.id = {}, .text = all[i].text, .package = packages_.back().name, .cells = {}, .beneath = table.rows.size()};
    for (std::size_t c = 0; c < std::min(all[i].cells.size(), all[0].cells.size()); ++c)
      if (std::find(missing.begin(), missing.end(), all[i].cells[c]) == missing.end()) row.cells[all[0].cells[c]] = all[i].cells[c];
    row.id = row.cell(key.is_array() ? key.at(0) : key);
    if (table.by_id.contains(row.id)) row.beneath = table.by_id.at(row.id);
    if (!row.id.empty()) table.by_id[row.id] = table.rows.size();
    table.rows.push_back(std::move(row));
  }
}

// A row that is public hides what it lies over and what it corrects.
std::vector<bool> Record::shown(const Table& table, AsKnown as_known) {
  std::vector<bool> out(table.rows.size(), true);
  const auto hide_beneath = [&](std::size_t at) {
    for (; table.rows[at].beneath != at; at = table.rows[at].beneath) out[table.rows[at].beneath] = false;
  };
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto known = day(table.rows[i].cell("known"));
    const auto corrected = table.by_id.find(table.rows[i].cell("supersedes"));
    if (as_known && known > as_known) { out[i] = false; continue; }
    hide_beneath(i);
    if (corrected != table.by_id.end()) out[corrected->second] = false, hide_beneath(corrected->second);
  }
  return out;
}

// How a cell of the column stands in an atom: as it is, as a day (d) or as a text (t).
char Record::kind_of(const Table& table, const Json& column) const {
  const auto& schema = table.described.at("schema");
  const auto is_entity = [](const Table& there) { return there.described.contains("dedere:entity"); };
  if (schema.value("primaryKey", Json()) == column && is_entity(table)) return ' ';
  for (const auto& key : schema.value("foreignKeys", Json::array()))
    if (key.at("fields") == column && is_entity(tables_.at(key.at("reference").at("resource")))) return ' ';
  for (const auto& field : schema.at("fields")) {
    if (field.at("name") != column) continue;
    const auto type = field.value("type", "");
    return type == "date" || field.value("dedere:type", "") == "edtf" ? 'd' : type == "integer" || type == "year" ? ' ' : 't';
  }
  return 't';
}

std::optional<Fact> Record::fact(const Table& table, const Row& row, const Json& mapping, const Arguments& told, AsKnown as_known, Names& names) {
  const auto conditions = mapping.value("when", Json::object());
  for (const auto& [column, values] : conditions.items())
    if (std::find(values.begin(), values.end(), Json(row.cell(column))) == values.end()) return std::nullopt;
  const std::string name = table.described.at("name"), predicate = mapping.at("predicate");
  Fact out{{(mapping.value("denied", false) ? "denied " : "") + predicate, {}}, {}, "record:" + name + "/" + row.id, row.package, name, {}, row.text};
  std::optional<Moment> last_told;
  for (const auto& [column, kind] : told) {
    auto cell = row.cell(column);
    if (cell.empty()) return std::nullopt;
    if (kind == 't') cell = '"' + cell + '"';
    if (kind == 'd') {
      const auto on = last_of(cell);
      if (!on) throw Unusable("`" + cell + "` of the row `" + row.id + "` is not a day");
      last_told = std::max(last_told, on);
      cell = written_day(*on);
    }
    out.atom.terms.push_back({names.of(cell)});
  }
  const auto end_known = last_of(row.cell(mapping.value("to_known", "")));
  const auto from = days(row.cell(mapping.value("from", ""))), to = days(row.cell(mapping.value("to", "")));
  out.when = tidy({{from ? from->from : early, to && !(as_known && end_known > as_known) ? to->to : late}});
  // A column of its own says when the fact was public; without one, a day that it tells cannot have been known before.
  const auto column = mapping.value("known", "known");
  const auto named = last_of(row.cell(column));
  const auto since = std::max(day(row.cell("known")), named ? named : column == "known" ? std::nullopt : last_told);
  return as_known && since > as_known ? std::nullopt : std::optional(out);
}

std::vector<Fact> Record::facts(AsKnown as_known, Names& names) const {
  std::vector<Fact> out;
  for (const auto& [name, table] : tables_) {
    const auto seen = shown(table, as_known);
    for (const auto& mapping : table.described.value("dedere:facts", Json::array())) {
      Arguments arguments;
      for (const auto& column : mapping.at("arguments")) arguments.emplace_back(column, kind_of(table, column));
      for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (seen[i] && table.rows[i].cell("confidence") != "disputed")
          if (auto found = fact(table, table.rows[i], mapping, arguments, as_known, names)) out.push_back(*std::move(found));
    }
  }
  return out;
}

}  // namespace dedere::verify
