#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "record/check.hpp"
#include "record/json_place.hpp"

namespace dedere::record {
namespace {

using time::Date, time::Edtf;
using Kind = Constraint::Kind;

// A path whose other table is found.
struct Found {
  Column column = 0;
  const Table* there = nullptr;
  Column then = 0;

  [[nodiscard]] std::string_view cell(Row row) const {
    const auto here = row.cell(column);
    if (there == nullptr || here.empty()) return here;
    const auto other = there->find(here);
    return other ? other->cell(then) : std::string_view();
  }
};

// The days of a row's period that it surely covers: from the latest day on which it may begin to the earliest on which it may end.
struct Days {
  Date first, last;
  bool operator==(const Days&) const = default;
};

constexpr auto no_end = [] { return Date::of(9999, 12, 31); };

std::optional<Days> sure_days(Row row, Column from, std::optional<Column> to) {
  const auto begins = Edtf::parse(row.cell(from));
  if (!begins) return std::nullopt;
  if (!to) return Days{begins->last, begins->last};
  const auto ends = Edtf::parse(row.cell(*to));
  return Days{begins->last, ends ? ends->first : no_end()};
}

class Checker {
 public:
  Checker(const Package& package, const Table& table, const std::vector<bool>& sound, TableFaults& faults, std::vector<Diagnostic>& of_the_description)
      : package_(package), table_(table), sound_(sound), faults_(faults), of_the_description_(of_the_description), left_out_(table.size()) {
    const auto supersedes = table.schema().column("supersedes");
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      const auto row = table.row(i);
      for (auto below = table.beneath(row); below; below = table.beneath(*below)) left_out_[below->number()] = true;
      if (!supersedes || row.cell(*supersedes).empty()) continue;
      if (const auto corrected = table.find(row.cell(*supersedes)); corrected && !(*corrected == row)) left_out_[corrected->number()] = true;
    }
  }

  void check(const Constraint& c) {
    cells_.clear();
    conditions_.clear();
    bool led = true;
    for (const auto& path : c.cells) led &= find(path, c, cells_);
    for (const auto& condition : c.when) led &= find(condition.cell, c, conditions_);
    if (!led) return;
    if (c.kind == Kind::unique || c.kind == Kind::apart) return check_groups(c);
    if (c.kind == Kind::some) return check_some(c);
    for (std::uint32_t i = 0; i < table_.size() && !faults_.full(); ++i)
      if (const auto row = table_.row(i); looked_at(row, c)) check_row(c, row);
  }

 private:
  // False if the path leads through a table that was not read without fault, or nowhere.
  bool find(const CellPath& path, const Constraint& c, std::vector<Found>& out) {
    if (path.through.empty()) { out.push_back({path.column}); return true; }
    const auto reference = std::ranges::find_if(table_.schema().references, [&](const Reference& r) { return r.column == path.column; });
    const auto* there = package_.table(reference->table);
    if (there == nullptr || !sound_[there->number()]) return false;  // said on reading
    const auto then = there->schema().column(path.through);
    if (!then) { misdirected(c, there->name(), path.through); return false; }
    out.push_back({path.column, there, *then});
    return true;
  }

  void misdirected(const Constraint& c, const std::string& table, const std::string& column) {
    const auto& schema = table_.schema();
    of_the_description_.push_back(fault("R002", fmt::format("{}: table `{}` has no column `{}`", c.at, table, column), "name one of its columns", json_place(schema.descriptor, *schema.descriptor_text, c.at)));
  }

  [[nodiscard]] bool looked_at(Row row, const Constraint& c) const {
    if (left_out_[row.number()]) return false;
    for (std::size_t i = 0; i < c.when.size(); ++i)
      if ((std::ranges::find(c.when[i].values, conditions_[i].cell(row)) != c.when[i].values.end()) == c.when[i].unless) return false;
    return true;
  }

  void check_row(const Constraint& c, Row row) {
    switch (c.kind) {
      case Kind::order: return check_order(c, row);
      case Kind::together: return check_together(c, row);
      case Kind::one_of: return check_one_of(c, row);
      case Kind::filled:
        for (const auto& cell : cells_) if (cell.cell(row).empty()) wrong("R016", c, row, cell.column, fmt::format("`{}` is blank{}", name(c, cell), where(c, row)), "fill the cell");
        return;
      case Kind::blank:
        for (const auto& cell : cells_) if (!cell.cell(row).empty()) wrong("R017", c, row, cell.column, fmt::format("`{}` is {}{}", name(c, cell), shown(cell.cell(row)), where(c, row)), "leave the cell blank");
        return;
      case Kind::same:
      case Kind::differ: return check_equal(c, row);
      case Kind::unique:
      case Kind::apart:
      case Kind::some: return;
    }
  }

  void check_order(const Constraint& c, Row row) {
    std::optional<Edtf> latest;
    std::size_t of = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto day = Edtf::parse(cells_[i].cell(row));
      if (!day) continue;
      if (latest && day->last < latest->first) {
        // The mark stands at a cell of this row: the earlier one, where the later stands in another.
        const auto at = cells_[i].there == nullptr ? cells_[i].column : cells_[of].column;
        wrong("R014", c, row, at, fmt::format("`{}` {} lies before `{}` {}{}", name(c, i), day->text(), name(c, of), latest->text(), where(c, row)), "check both days against the source");
      }
      if (!latest || latest->first < day->first) { latest = day; of = i; }
    }
  }

  void check_together(const Constraint& c, Row row) {
    const auto filled = [&](const Found& cell) { return !cell.cell(row).empty(); };
    const auto one = std::ranges::find_if(cells_, filled);
    if (one == cells_.end()) return;
    for (const auto& cell : cells_)
      if (!filled(cell)) wrong("R016", c, row, cell.column, fmt::format("`{}` is blank, though `{}` is not", name(c, cell), name(c, *one)), "fill both cells, or neither");
  }

  void check_one_of(const Constraint& c, Row row) {
    std::vector<const Found*> filled;
    for (const auto& cell : cells_) if (!cell.cell(row).empty()) filled.push_back(&cell);
    if (filled.empty()) wrong("R016", c, row, cells_[0].column, fmt::format("none of {} is filled", names(c)), "fill one of them");
    if (filled.size() > 1) wrong("R017", c, row, filled[1]->column, fmt::format("`{}` and `{}` are both filled", name(c, *filled[0]), name(c, *filled[1])), "give each a row of its own");
  }

  void check_equal(const Constraint& c, Row row) {
    const auto a = cells_[0].cell(row), b = cells_[1].cell(row);
    if (a.empty() || b.empty() || (a == b) == (c.kind == Kind::same)) return;
    const auto at = cells_[1].there == nullptr ? cells_[1].column : cells_[0].column;
    if (c.kind == Kind::same) wrong("R018", c, row, at, fmt::format("`{}` is {}, `{}` is {}", name(c, 1), shown(b), name(c, std::size_t{0}), shown(a)), "the two must be the same");
    else wrong("R018", c, row, at, fmt::format("`{}` and `{}` are both {}", name(c, std::size_t{0}), name(c, 1), shown(a)), "the two must not be the same");
  }

  static std::size_t hash_of(Row row, const std::vector<Column>& by) {
    std::size_t hash = 0;
    for (const auto column : by) hash = (hash ^ std::hash<std::string_view>()(row.cell(column))) * 0x9E3779B97F4A7C15U;
    return hash;
  }

  // The rows that are compared with each other, each after the hash of its cells: those with the same cells stand together, in the order of the file.
  using Hashed = std::pair<std::size_t, std::uint32_t>;
  static std::vector<Hashed> grouped(const Table& table, const std::vector<Column>& by, const std::function<bool(Row)>& compared) {
    std::vector<Hashed> rows;
    for (std::uint32_t i = 0; i < table.size(); ++i)
      if (const auto row = table.row(i); compared(row)) rows.emplace_back(hash_of(row, by), i);
    std::ranges::sort(rows);
    return rows;
  }

  static bool is_disputed(Row row) { return row.cell("confidence") == "disputed"; }

  void check_groups(const Constraint& c) {
    std::vector<Column> by;
    for (const auto& cell : c.cells) by.push_back(cell.column);
    const auto same = [&](Row a, Row b) { return std::ranges::all_of(by, [&](Column column) { return a.cell(column) == b.cell(column); }); };
    const auto all_filled = [&](Row row) { return std::ranges::none_of(by, [&](Column column) { return row.cell(column).empty(); }); };
    const auto rows = grouped(table_, by, [&](Row row) { return looked_at(row, c) && !is_disputed(row) && all_filled(row); });
    for (std::size_t i = 0; i < rows.size() && !faults_.full(); ++i)
      for (auto j = i; j-- > 0 && rows[j].first == rows[i].first;)
        if (same(table_.row(rows[j].second), table_.row(rows[i].second)) && check_pair(c, table_.row(rows[j].second), table_.row(rows[i].second))) break;
  }

  bool check_pair(const Constraint& c, Row first, Row row) {
    const auto line = [&] { return first.place().line; };  // counted from the beginning of the file: for those that are shown
    if (c.kind == Kind::unique) {
      wrong("R019", c, row, c.cells.back().column, fmt::format("the row in line {} has the same {}", line(), names(c)), "leave one of the rows out, or let the new one supersede the old");
      return true;
    }
    const auto a = sure_days(first, *c.from, c.to), b = sure_days(row, *c.from, c.to);
    // One may begin on the day on which the other ends.
    if (!a || !b || !(*a == *b || (a->first < b->last && b->first < a->last))) return false;
    wrong("R024", c, row, *c.from, fmt::format("the period overlaps with that of the row in line {}, which has the same {}", line(), names(c)), "mend the days, or let one row supersede the other");
    return true;
  }

  void check_some(const Constraint& c) {
    const auto* there = package_.table(c.table);
    if (there == nullptr) return of_the_description_.push_back(fault("R002", fmt::format("{}: there is no table `{}`", c.at, c.table), "name a table of the package", json_place(table_.schema().descriptor, *table_.schema().descriptor_text, c.at)));
    if (!sound_[there->number()]) return;
    std::vector<Column> here_by, there_by;
    for (const auto& [here, name] : c.with) {
      const auto column = there->schema().column(name);
      if (!column) return misdirected(c, there->name(), name);
      here_by.push_back(here);
      there_by.push_back(*column);
    }
    const auto over_from = there->schema().column(c.there_from), over_to = there->schema().column(c.there_to);
    if (!c.there_from.empty() && (!over_from || !over_to)) return misdirected(c, there->name(), over_from ? c.there_to : c.there_from);
    const auto rows = grouped(*there, there_by, [](Row) { return true; });
    for (std::uint32_t i = 0; i < table_.size() && !faults_.full(); ++i) {
      const auto row = table_.row(i);
      if (!looked_at(row, c)) continue;
      const auto hash = hash_of(row, here_by);
      bool borne_out = false;
      for (auto at = std::ranges::lower_bound(rows, Hashed{hash, 0}); !borne_out && at != rows.end() && at->first == hash; ++at)
        borne_out = bears_out(c, there->row(at->second), there_by, row, here_by, over_from, over_to);
      if (!borne_out) wrong("R021", c, row, c.from.value_or(here_by[0]), fmt::format("`{}` has no row with this {}{}", there->name(), names(here_by), over_from ? " for these days" : ""), fmt::format("check the days, or add the row to `{}` first", there->name()));
    }
  }

  // Might the other row cover one of this row's days, for all that is known of both?
  static bool bears_out(const Constraint& c, Row other, const std::vector<Column>& there_by, Row row, const std::vector<Column>& here_by, std::optional<Column> over_from, std::optional<Column> over_to) {
    for (std::size_t i = 0; i < here_by.size(); ++i) if (other.cell(there_by[i]) != row.cell(here_by[i])) return false;
    if (!over_from) return true;
    const auto begins = Edtf::parse(other.cell(*over_from)), ends = Edtf::parse(other.cell(*over_to));
    const auto from = Edtf::parse(row.cell(*c.from)), to = c.to ? Edtf::parse(row.cell(*c.to)) : from;
    return (!begins || !to || begins->first <= to->last) && (!ends || !from || from->first <= ends->last);
  }

  std::string name(const Constraint& c, std::size_t i) const {
    const auto& path = c.cells[i];
    return table_.schema().fields[path.column].name + (path.through.empty() ? "" : "." + path.through);
  }
  std::string name(const Constraint& c, const Found& cell) const { return name(c, static_cast<std::size_t>(&cell - cells_.data())); }

  std::string names(const Constraint& c) const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < c.cells.size(); ++i) all.push_back(fmt::format("`{}`", name(c, i)));
    return fmt::format("{}", fmt::join(all, ", "));
  }
  std::string names(const std::vector<Column>& columns) const {
    std::vector<std::string> all;
    for (const auto column : columns) all.push_back(fmt::format("`{}`", table_.schema().fields[column].name));
    return fmt::format("{}", fmt::join(all, ", "));
  }

  // " where `act` is `notice`": the condition that the row meets.
  std::string where(const Constraint& c, Row row) const {
    std::string text;
    for (std::size_t i = 0; i < c.when.size(); ++i) {
      const auto& path = c.when[i].cell;
      const auto value = conditions_[i].cell(row);
      text += fmt::format("{} `{}{}` is {}", text.empty() ? " where" : " and", table_.schema().fields[path.column].name, path.through.empty() ? "" : "." + path.through, value.empty() ? "blank" : shown(value));
    }
    return text;
  }

  void wrong(const char* code, const Constraint& c, Row row, Column column, std::string message, const char* help) { faults_.add(code, row, column, std::move(message), c.help.empty() ? help : c.help); }
  void wrong(const char* code, const Constraint& c, Row row, Column column, std::string message, const std::string& help) { wrong(code, c, row, column, std::move(message), help.c_str()); }

  const Package& package_;
  const Table& table_;
  const std::vector<bool>& sound_;
  TableFaults& faults_;
  std::vector<Diagnostic>& of_the_description_;
  std::vector<bool> left_out_;  // superseded, or beneath another
  std::vector<Found> cells_, conditions_;
};

}  // namespace

void check_constraints(const Package& package, const Table& table, const std::vector<bool>& sound, TableFaults& faults, std::vector<Diagnostic>& of_the_description) {
  if (table.schema().constraints.empty()) return;
  Checker checker(package, table, sound, faults, of_the_description);
  for (const auto& c : table.schema().constraints) checker.check(c);
}

}  // namespace dedere::record
