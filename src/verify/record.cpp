#include "verify/record.hpp"

#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <sstream>

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

std::string text_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found == json.end() || !found->is_string() ? "" : found->get<std::string>();
}

// The day from which on a cell's fact was public: of a month or a year the last.
std::optional<Moment> last_of(const std::string& cell) {
  const auto found = days(cell);
  return found ? std::optional(found->last) : std::nullopt;
}

struct Line {
  std::vector<std::string> cells;
  std::string text;
};

std::vector<Line> lines(std::string_view text, char separator) {
  std::vector<Line> out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n' || text[at] == '\r') { ++at; continue; }
    const auto begin = at;
    Line line;
    for (bool more = true; more;) {
      auto& cell = line.cells.emplace_back();
      bool quoted = at < text.size() && text[at] == '"';
      if (quoted) ++at;
      for (; at < text.size() && (quoted || (text[at] != separator && text[at] != '\n' && text[at] != '\r')); ++at) {
        if (quoted && text[at] == '"' && text.substr(at + 1, 1) == "\"") ++at;
        else if (quoted && text[at] == '"') { quoted = false; continue; }
        cell += text[at];
      }
      more = at < text.size() && text[at] == separator;
      if (more) ++at;
    }
    line.text = text.substr(begin, at - begin);
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  if (!file) throw Unusable("`" + path + "` cannot be read");
  return out.str();
}

std::string digest(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> sum{};
  sha256_digest(&context, sum.size(), sum.data());
  std::string out = "sha256:";
  for (const auto byte : sum) out += "0123456789abcdef"[byte >> 4], out += "0123456789abcdef"[byte & 15];
  return out;
}

std::string Row::cell(const std::string& column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? "" : found->second;
}

void Record::add(const std::string& folder) {
  const auto described = fs::exists(folder + "/datapackage.json");
  if (described || tables_.empty()) {
    const auto package = Json::parse(read_file(folder + "/datapackage.json"));
    files_.insert(fs::path(folder + "/datapackage.json").lexically_normal().string());
    packages_.push_back(text_of(package, "name"));
    for (const auto& resource : package.at("resources")) {
      auto& table = tables_[text_of(resource, "name")];
      if (table.described.is_null()) table.described = resource;
      read(table, folder + "/" + text_of(resource, "path"));
    }
    return;
  }
  // A folder without a description of its own: each file belongs to the table of its name.
  const auto name = fs::path(folder).lexically_normal();
  packages_.push_back((name.has_filename() ? name : name.parent_path()).filename().string());
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  for (const auto& file : files)
    if (const auto table = tables_.find(file.stem().string()); file.extension() == ".csv" && table != tables_.end()) read(table->second, file.string());
}

void Record::read(Table& table, const std::string& file) {
  files_.insert(fs::path(file).lexically_normal().string());
  const auto dialect = table.described.value("dialect", Json::object());
  const auto all = lines(read_file(file), dialect.value("delimiter", std::string(","))[0]);
  const auto& schema = table.described.at("schema");
  const auto missing = schema.value("missingValues", std::vector<std::string>{""});
  const auto key = schema.value("primaryKey", Json(""));
  const auto id = key.is_array() ? key.at(0).get<std::string>() : key.get<std::string>();
  for (std::size_t i = 1; i < all.size(); ++i) {
    Row row{.id = {}, .text = all[i].text, .package = packages_.back(), .cells = {}, .covered = false, .beneath = table.rows.size()};
    for (std::size_t c = 0; c < all[i].cells.size() && c < all[0].cells.size(); ++c)
      if (const auto& cell = all[i].cells[c]; !cell.empty() && std::find(missing.begin(), missing.end(), cell) == missing.end()) row.cells[all[0].cells[c]] = cell;
    row.id = row.cell(id);
    if (const auto before = table.by_id.find(row.id); before != table.by_id.end()) row.beneath = before->second;
    if (!row.id.empty()) table.by_id[row.id] = table.rows.size();
    table.rows.push_back(std::move(row));
  }
}

const Row* Record::find(const std::string& table, const std::string& id) const {
  const auto there = tables_.find(table);
  if (there == tables_.end()) return nullptr;
  const auto row = there->second.by_id.find(id);
  return row == there->second.by_id.end() ? nullptr : &there->second.rows[row->second];
}

// A row that is public hides what it lies over and what it corrects.
std::vector<bool> Record::shown(const Table& table, std::optional<Moment> as_known) const {
  std::vector<bool> out(table.rows.size(), true);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    const auto known = day(row.cell("known"));
    if (as_known && known && *known > *as_known) { out[i] = false; continue; }
    const auto hide_beneath = [&](std::size_t at) {
      for (; table.rows[at].beneath != at; at = table.rows[at].beneath) out[table.rows[at].beneath] = false;
    };
    hide_beneath(i);
    if (const auto corrected = table.by_id.find(row.cell("supersedes")); corrected != table.by_id.end()) {
      out[corrected->second] = false;
      hide_beneath(corrected->second);
    }
  }
  return out;
}

bool Record::is_entity(const Table& table, const std::string& column) const {
  const auto& schema = table.described.at("schema");
  if (schema.value("primaryKey", Json("")) == Json(column)) return table.described.contains("dedere:entity");
  for (const auto& key : schema.value("foreignKeys", Json::array())) {
    if (key.at("fields") != Json(column)) continue;
    const auto there = tables_.find(key.at("reference").at("resource").get<std::string>());
    return there != tables_.end() && there->second.described.contains("dedere:entity");
  }
  return false;
}

std::optional<Fact> Record::fact(const Table& table, const Row& row, const Json& mapping, std::optional<Moment> as_known, Names& names) const {
  const auto conditions = mapping.value("when", Json::object());
  for (const auto& [column, values] : conditions.items())
    if (std::find(values.begin(), values.end(), Json(row.cell(column))) == values.end()) return std::nullopt;
  Fact out{{(mapping.value("denied", false) ? "denied " : "") + text_of(mapping, "predicate"), {}}, always()};
  std::optional<Moment> last_told;
  for (const auto& column : mapping.at("arguments")) {
    auto cell = row.cell(column);
    if (cell.empty()) return std::nullopt;
    const auto& fields = table.described.at("schema").at("fields");
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Json& f) { return f.at("name") == column; });
    const auto type = field == fields.end() ? "" : text_of(*field, "type");
    if (is_entity(table, column)) {
    } else if (type == "date" || (field != fields.end() && text_of(*field, "dedere:type") == "edtf")) {
      const auto on = last_of(cell);
      if (!on) throw Unusable("`" + cell + "` of the row `" + row.id + "` is not a day");
      last_told = std::max(last_told, on);
      cell = written_day(*on);
    } else if (type != "integer" && type != "year") {
      cell = '"' + cell + '"';
    }
    out.atom.terms.push_back({Term::Kind::value, names.of(cell), 0, {}});
  }
  const auto end_known = last_of(row.cell(text_of(mapping, "to_known")));
  const auto from = days(row.cell(text_of(mapping, "from"))), to = as_known && end_known && *end_known > *as_known ? std::nullopt : days(row.cell(text_of(mapping, "to")));
  out.when = tidy({{from ? from->first : early, to ? to->last + a_day : late}});
  // A column of its own says when the fact was public; without one, a day that it tells cannot have been known before.
  const auto rows_own = day(row.cell("known"));
  const auto column = mapping.value("known", std::string("known"));
  const auto named = last_of(row.cell(column));
  const auto since = std::max(rows_own, named ? named : column == "known" ? std::nullopt : last_told);
  return as_known && since && *since > *as_known ? std::nullopt : std::optional(out);
}

std::vector<Fact> Record::facts(std::optional<Moment> as_known, Names& names, const std::string& only) const {
  std::vector<Fact> out;
  for (const auto& [name, table] : tables_) {
    if (!only.empty() && !only.starts_with(name + "/")) continue;
    const auto seen = shown(table, as_known);
    for (const auto& mapping : table.described.value("dedere:facts", Json::array()))
      for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (seen[i] && (only.empty() || only == name + "/" + table.rows[i].id) && table.rows[i].cell("confidence") != "disputed")
          if (auto found = fact(table, table.rows[i], mapping, as_known, names)) out.push_back(*std::move(found));
  }
  return out;
}

}  // namespace dedere::verify
