#include "names/list_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "base/utf8.hpp"

namespace dedere::names {
namespace {

constexpr std::size_t most_shown = 20;
constexpr std::string_view blank_of_ofac = "-0-";

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }); }

// What OFAC writes into the remarks: "DOB 19 Jan 1970; nationality Sudan; Gender Male; …". Nationalities are names there, and are left out.
void read_remarks(std::string_view remarks, Identity& identity) {
  while (!remarks.empty()) {
    const auto end = std::min(remarks.find(';'), remarks.size());
    auto one = remarks.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with("alt. ")) one.remove_prefix(5);
    while (one.ends_with('.')) one.remove_suffix(1);
    if (one.starts_with("DOB ")) { if (const auto birth = read_birth(one.substr(4))) identity.births.push_back(*birth); }
    else if (one.starts_with("Gender ")) identity.sex = read_sex(one.substr(7));
    remarks.remove_prefix(std::min(end + 1, remarks.size()));
  }
}

class ListReader {
 public:
  ListReader(const std::string& file, ListFile& list) : file_(file), list_(list) {
    for (std::size_t i = 0; i < list_.persons.size(); ++i) by_id_.emplace(list_.persons[i].id, i);
  }

  void wrong(const RawRow& raw, const char* code, std::string message) {
    ++list_.faulty;
    if (list_.faults.size() < most_shown) list_.faults.push_back(fault(code, std::move(message), "correct the row; the others are used", {.file = file_, .line = static_cast<int>(std::min<std::uint64_t>(raw.line, 1U << 30U))}));
  }

  Listed& person(std::string_view id, std::string_view name) {
    if (!id.empty() && !list_.persons.empty() && list_.persons.back().id == id) return list_.persons.back();   // a list has its names person by person
    const auto key = id.empty() ? fmt::format("{}:{}", file_, list_.rows) : std::string(id);
    const auto [found, made] = by_id_.emplace(key, list_.persons.size());
    if (made) list_.persons.push_back({.id = key, .caption = std::string(name), .names = {}, .identity = {}});
    return list_.persons[found->second];
  }

  Listed* known(std::string_view id) {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? nullptr : &list_.persons[found->second];
  }

  void take(const Row& row) {
    if (!row.schema.empty() && row.schema != "Person" && row.schema != "LegalEntity") { ++list_.others; return; }
    auto& listed = person(row.id, row.name);
    const bool first = listed.names.empty();
    listed.names.push_back({row.name, first && row.kind != "weak" ? Quality::primary : row.kind == "weak" ? Quality::weak : Quality::alias});
    for (const auto& alias : row.aliases) listed.names.push_back({alias, Quality::alias});
    auto& identity = listed.identity;
    identity.births.insert(identity.births.end(), row.identity.births.begin(), row.identity.births.end());
    identity.nationalities.insert(identity.nationalities.end(), row.identity.nationalities.begin(), row.identity.nationalities.end());
    if (row.identity.sex != Sex::unknown) identity.sex = row.identity.sex;
  }

  // sdn.csv: number, name, type, programme, … , remarks (12 columns). alt.csv: number, number, type, name, remarks.
  void take_ofac(const RawRow& raw, const std::vector<std::string>& cells) {
    const auto cell = [&](std::size_t i) { return i < cells.size() && !std::string_view(cells[i]).starts_with(blank_of_ofac) ? std::string_view(cells[i]) : std::string_view(); };
    if (cells.size() <= 6) {
      if (auto* listed = known(cell(0)); listed && !cell(3).empty()) listed->names.push_back({std::string(cell(3)), cell(2) == "weak" ? Quality::weak : Quality::alias});
      else ++list_.others;
      return;
    }
    if (cell(2) != "individual") { ++list_.others; return; }
    if (cell(1).empty()) return wrong(raw, "N003", "this entry has no name");
    auto& listed = person(cell(0), cell(1));
    listed.names.push_back({std::string(cell(1)), Quality::primary});
    read_remarks(cell(11), listed.identity);
  }

 private:
  const std::string& file_;
  ListFile& list_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace

Result<Done> read_list(const std::string& file, std::string_view text, const ColumnNames& known, ListFile& list) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return Failure(fault("N006", fmt::format("`{}` is UTF-16", file), "save it as UTF-8"));
  const auto begun = list.persons.size();
  const auto names_begun = [&] { std::size_t n = 0; for (const auto& p : list.persons) n += p.names.size(); return n; }();
  auto how = TRY(layout(text.substr(0, 1U << 16U), known, {}));
  std::vector<std::string> cells;
  const bool ofac = how.form == Form::lines && read_cells(text.substr(0, std::min(text.find_first_of("\r\n"), text.size())), ',', cells) && cells.size() >= 5 && is_number(cells[0]);
  RowSplitter splitter(how.form == Form::lines && ofac ? Form::csv : how.form);
  std::vector<RawRow> rows;
  splitter.split(text, true, rows);
  ListReader reader(file, list);
  Row row;
  bool is_header = how.header, money = false;
  for (const auto& raw : rows) {
    if (std::exchange(is_header, false) || raw.text == "\x1A") continue;   // OFAC ends its files with this byte
    ++list.rows;
    if (ofac) {
      if (first_not_text(raw.text)) reader.wrong(raw, "N006", "this row is not UTF-8 text");
      else if (!read_cells(raw.text, ',', cells)) reader.wrong(raw, "N005", "a quote in this row is not closed, or stands where none may");
      else reader.take_ofac(raw, cells);
    } else if (const auto wrong = read_row(raw, how, known, row)) {
      reader.wrong(raw, wrong->code, wrong->message);
    } else {
      money = money || (how.form == Form::json && !row.schema.empty());
      reader.take(row);
    }
  }
  list.form += (list.form.empty() ? "" : ", ") + std::string(ofac ? "OFAC SDN" : money ? "FollowTheMoney" : name(how.form));
  std::size_t names = 0;
  for (const auto& person : list.persons) names += person.names.size();
  if (list.persons.size() == begun && names == names_begun) return Failure(fault("N002", fmt::format("`{}` holds no person that can be used", file), "a list is CSV with a column `name`, FollowTheMoney JSON, OFAC's sdn.csv, or a name a line"));
  return Done{};
}

}  // namespace dedere::names
