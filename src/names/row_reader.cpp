#include "names/row_reader.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace dedere::names {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t deepest = 32;   // arrays and objects of JSON in one another

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(trimmed(text));
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::vector<std::string_view> pieces(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    if (const auto piece = trimmed(text.substr(at, end - at)); !piece.empty()) out.push_back(piece);
    at = end + 1;
  }
  return out;
}

// JSON of a row is read with a limit on its depth, which the library does not have.
bool too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') ++i;
    else if (text[i] == '"') quoted = !quoted;
    else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > deepest) return true;
    else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0) --depth;
  }
  return false;
}

std::string text_of(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  return "";
}

std::vector<std::string> texts_of(const nlohmann::json& value) {
  std::vector<std::string> out;
  const auto add = [&](const nlohmann::json& one) { if (auto text = text_of(one); !text.empty()) out.push_back(std::move(text)); };
  if (value.is_array()) for (const auto& one : value) add(one);
  else add(value);
  return out;
}

// Puts the row together from its cells, whatever they came from.
class Gatherer {
 public:
  explicit Gatherer(Row& row) : row_(row) {}
  void add(Column column, std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return;
    switch (column) {
      case Column::id: if (row_.id.empty()) row_.id = text; break;
      case Column::name: if (row_.name.empty()) row_.name = text; else row_.aliases.emplace_back(text); break;
      case Column::surname: surname_ = text; break;
      case Column::given: given_ = text; break;
      case Column::alias: for (const auto piece : pieces(text, ';')) row_.aliases.emplace_back(piece); break;
      case Column::birth: for (const auto piece : pieces(text, ';')) if (const auto birth = read_birth(piece)) row_.identity.births.push_back(*birth); break;
      case Column::nationality: for (const auto piece : pieces(text, ';')) if (piece.size() == 2) row_.identity.nationalities.push_back(lower(piece)); break;
      case Column::sex: row_.identity.sex = read_sex(text); break;
      case Column::schema: row_.schema = text; break;
      case Column::kind: row_.kind = text; break;
    }
  }
  void finish() {
    if (!surname_.empty() || !given_.empty()) {
      auto whole = given_ + (given_.empty() || surname_.empty() ? "" : " ") + surname_;
      if (row_.name.empty()) row_.name = std::move(whole);
    }
  }

 private:
  Row& row_;
  std::string surname_, given_;
};

std::optional<RowFault> read_json(std::string_view text, const Layout& layout, const ColumnNames& known, Gatherer& row) {
  if (too_deep(text)) return RowFault{"N005", "the JSON of this row is nested too deeply"};
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return RowFault{"N005", "this row is no JSON object"};
  const auto take = [&](const nlohmann::json& object) {
    for (const auto& [key, value] : object.items()) {
      const auto column = known.find(lower(key));
      if (column == known.end()) continue;
      const bool named = std::ranges::any_of(layout.members, [&](const auto& m) { return m.first == column->second; });
      if (!named) for (const auto& one : texts_of(value)) row.add(column->second, one);
    }
  };
  for (const auto& [column, member] : layout.members)
    if (const auto found = json.find(member); found != json.end()) for (const auto& one : texts_of(*found)) row.add(column, one);
  take(json);
  if (const auto properties = json.find("properties"); properties != json.end() && properties->is_object()) take(*properties);
  return std::nullopt;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < months.size(); ++i)
    if (word.size() >= 3 && word.substr(0, 3) == months[i]) return static_cast<int>(i) + 1;
  return 0;
}

}  // namespace

const char* name(Form form) { return form == Form::csv ? "CSV" : form == Form::json ? "JSON Lines" : "a name a line"; }

ColumnNames read_columns(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, Column>, 10> columns{{{"id", Column::id}, {"name", Column::name}, {"surname", Column::surname}, {"given", Column::given}, {"birth", Column::birth},
      {"nationality", Column::nationality}, {"sex", Column::sex}, {"alias", Column::alias}, {"schema", Column::schema}, {"kind", Column::kind}}};
  ColumnNames known;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto tab = line.find('\t');
    if (line.starts_with('#') || tab == line.npos) continue;
    const auto* found = std::ranges::find(columns, line.substr(0, tab), &std::pair<std::string_view, Column>::first);
    if (found != columns.end()) known.emplace(lower(line.substr(tab + 1)), found->second);
  }
  return known;
}

Result<Layout> layout(std::string_view beginning, const ColumnNames& known, const std::vector<std::pair<Column, std::string>>& asked) {
  if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
  while (!beginning.empty() && (beginning.front() == '\n' || beginning.front() == '\r')) beginning.remove_prefix(1);
  Layout out;
  if (beginning.starts_with('{')) {
    out.form = Form::json;
    out.members = asked;
    return out;
  }
  const auto first = beginning.substr(0, beginning.find('\n'));
  std::vector<std::string> cells;
  for (const char separator : {',', '\t', ';', '|'}) {
    if (!read_cells(trimmed(first), separator, cells)) continue;
    std::vector<std::pair<Column, std::size_t>> columns;
    bool names = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto named = std::ranges::find_if(asked, [&](const auto& a) { return lower(a.second) == lower(cells[i]); });
      const auto found = known.find(lower(cells[i]));
      if (named == asked.end() && (found == known.end() || std::ranges::any_of(asked, [&](const auto& a) { return a.first == found->second; }))) continue;
      const auto column = named != asked.end() ? named->first : found->second;
      columns.emplace_back(column, i);
      names = names || column == Column::name || column == Column::surname || column == Column::given;
    }
    const bool all = std::ranges::all_of(asked, [&](const auto& a) { return std::ranges::any_of(cells, [&](const auto& cell) { return lower(cell) == lower(a.second); }); });
    if (!names || !all || columns.size() <= out.columns.size()) continue;
    out = {.form = Form::csv, .separator = separator, .columns = std::move(columns), .members = {}, .header = true};
  }
  if (out.form == Form::csv) return out;
  if (!asked.empty()) return Failure(fault("N004", "no header has the columns that are named, or none of them holds names", fmt::format("the first row is `{}`", first.substr(0, 200))));
  return out;
}

std::size_t RowSplitter::split(std::string_view bytes, bool last, std::vector<RawRow>& rows) {
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const auto rest = bytes.substr(taken);
    const auto first_end = rest.find('\n');
    if (skipping_) {
      if (first_end == rest.npos) return bytes.size();
      skipping_ = false;
      taken += first_end + 1;
      ++line_;
      continue;
    }
    // Where the row ends: at a line's end that is in no quotes.
    const auto within = rest.substr(0, longest);
    std::size_t end = quotes_ ? 0 : std::min(first_end, within.size());
    std::uint64_t lines = 0;
    bool open = false;
    for (; quotes_ && end < within.size(); ++end) {
      if (within[end] == '"') open = !open;
      if (within[end] == '\n') { if (!open) break; ++lines; }
    }
    const bool ended = end < within.size();
    if (!ended && within.size() == rest.size() && !last) return taken;
    // A quote that is never closed must not swallow what follows: such a row is its first line.
    if (!ended && open && first_end < within.size()) { end = first_end; lines = 0; }
    auto text = rest.substr(0, end);
    if (line_ == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (!text.empty()) rows.push_back({line_, text});
    line_ += lines;
    taken += end;
    if (end < rest.size() && rest[end] == '\n') { ++taken; ++line_; }
    else if (end == longest) skipping_ = true;
  }
  return taken;
}

bool read_cells(std::string_view row, char separator, std::vector<std::string>& cells) {
  cells.clear();
  for (std::size_t at = 0;;) {
    auto& cell = cells.emplace_back();
    if (at < row.size() && row[at] == '"') {
      for (++at;; ++at) {
        if (at >= row.size()) return false;
        if (row[at] != '"') { cell += row[at]; continue; }
        if (at + 1 >= row.size() || row[at + 1] != '"') break;
        cell += row[at++];
      }
      ++at;
      if (at < row.size() && row[at] != separator) return false;
    } else {
      const auto end = std::min(row.find(separator, at), row.size());
      cell = row.substr(at, end - at);
      at = end;
    }
    if (at >= row.size()) return true;
    ++at;
  }
}

std::optional<RowFault> read_row(const RawRow& raw, const Layout& layout, const ColumnNames& known, Row& row) {
  row = {};
  if (first_not_text(raw.text)) return RowFault{"N006", "this row is not UTF-8 text"};
  Gatherer gather(row);
  switch (layout.form) {
    case Form::lines: gather.add(Column::name, raw.text); break;
    case Form::json:
      if (auto wrong = read_json(raw.text, layout, known, gather)) return wrong;
      break;
    case Form::csv: {
      thread_local std::vector<std::string> cells;
      if (!read_cells(raw.text, layout.separator, cells)) return RowFault{"N005", "a quote in this row is not closed, or stands where none may"};
      for (const auto& [column, place] : layout.columns)
        if (place < cells.size()) gather.add(column, cells[place]);
    }
  }
  gather.finish();
  if (row.name.empty()) return RowFault{"N008", "this row has no name"};
  return std::nullopt;
}

std::optional<Birth> read_birth(std::string_view text) {
  std::vector<std::string> words;
  bool about = false;
  std::string word;
  const auto end_word = [&] {
    if (word == "circa" || word == "about" || word == "c" || word == "ca" || word == "approximately") about = true;
    else if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (const char c : lower(text)) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      if (!word.empty() && (c >= 'a') != (word.back() >= 'a')) end_word();
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  if (words.size() >= 2 && words.size() > 3) words.resize(3);   // a time of day after it
  const auto value = [&](std::size_t i) { return i < words.size() ? number<int>(words[i]).value_or(0) : 0; };
  int year = 0, month = 0, day = 0;
  if (words.empty()) return std::nullopt;
  if (words[0].size() == 8 && words.size() == 1 && number<int>(words[0])) { year = value(0) / 10000; month = value(0) / 100 % 100; day = value(0) % 100; }
  else if (words[0].size() == 4 && number<int>(words[0])) { year = value(0); month = words.size() > 1 ? std::max(value(1), month_of(words[1])) : 0; day = value(2); }
  else if (words.size() == 3 && words[2].size() == 4) { year = value(2); month = std::max(value(1), month_of(words[1])); day = value(0); if (month > 12 && day <= 12) std::swap(month, day); if (month_of(words[0]) > 0) { month = month_of(words[0]); day = value(1); } }
  else if (words.size() == 2 && words[1].size() == 4) { year = value(1); month = std::max(value(0), month_of(words[0])); }
  if (year < 1850 || year > 2100 || month > 12 || day > 31) return std::nullopt;
  return Birth{.year = static_cast<std::int16_t>(year), .month = static_cast<std::int8_t>(month), .day = static_cast<std::int8_t>(month > 0 ? day : 0), .within = static_cast<std::int8_t>(about ? 2 : 0)};
}

Sex read_sex(std::string_view text) {
  const auto word = lower(text);
  if (word == "m" || word == "male") return Sex::male;
  if (word == "f" || word == "female") return Sex::female;
  return Sex::unknown;
}

}  // namespace dedere::names
