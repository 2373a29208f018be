#include "record/check.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

#include "base/side_by_side.hpp"

namespace dedere::record {

std::string shown(std::string_view cell) {
  constexpr std::size_t longest = 60;
  if (cell.size() <= longest) return fmt::format("`{}`", cell);
  auto end = longest;
  while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
  return fmt::format("`{}…`", cell.substr(0, end));
}

void TableFaults::add(const char* code, Row row, Column column, std::string message, std::string help) {
  if (full()) return;
  faults_.push_back(fault(code, std::move(message), std::move(help), row.place(column)));
  if (++count_ == most) faults_.back().notes.emplace_back("there may be more: checking of this table stopped here");
}

namespace {

bool is_integer(std::string_view cell) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size();
}

bool is_of_type(FieldType type, std::string_view cell) {
  constexpr std::string_view truths[] = {"true", "True", "TRUE", "1", "false", "False", "FALSE", "0"};
  switch (type) {
    case FieldType::string: return true;
    case FieldType::integer: return is_integer(cell);
    case FieldType::boolean: return std::ranges::find(truths, cell) != std::end(truths);
    case FieldType::date: return time::Date::parse(cell).has_value();
    case FieldType::edtf: return time::Edtf::parse(cell).has_value();
  }
  return false;
}

struct Expected { const char* is_not; const char* help; };
Expected expected(FieldType type, std::string_view cell) {
  switch (type) {
    case FieldType::integer: return {"a whole number", "write digits only, with `-` before them if it is below zero"};
    case FieldType::boolean: return {"true or false", "write true or false"};
    case FieldType::date: return {"a day", time::Edtf::parse(cell) ? "this column needs the day itself: take the first on which it was surely so, and say so in `note`" : "write YYYY-MM-DD, a day that exists"};
    case FieldType::edtf:
      return {"a day, a month or a year", cell.find_first_of("~?%XxUu") != std::string_view::npos ? "write YYYY-MM-DD, YYYY-MM or YYYY, as far as it is known, and what is unsure in `note`"
                                          : cell.find_first_of("/.") != std::string_view::npos    ? "a period has a column for each of its ends; write YYYY-MM-DD, YYYY-MM or YYYY"
                                                                                                  : "write YYYY-MM-DD, YYYY-MM or YYYY"};
    case FieldType::string: break;
  }
  return {"a text", ""};
}

// What of a cell does not belong in it, in words; blank if nothing is amiss. Line breaks within a text may stand.
std::string_view stray_sign(std::string_view cell) {
  if (cell.starts_with(' ') || cell.starts_with('\t')) return "begins with a blank";
  if (cell.ends_with(' ') || cell.ends_with('\t')) return "ends with a blank";
  if (cell.starts_with("\xC2\xA0") || cell.ends_with("\xC2\xA0")) return "begins or ends with a blank that does not break";
  if (std::ranges::any_of(cell, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; })) return "holds a control character";
  return {};
}

// scheme ":" something, no blanks (RFC 3986, as far as a slip of the pen goes).
bool is_uri(std::string_view cell) {
  const auto colon = cell.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == cell.size()) return false;
  const auto scheme = cell.substr(0, colon);
  const bool plain = std::ranges::all_of(scheme, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; });
  if (!plain || scheme[0] < 'a') return false;
  if (scheme.starts_with("http") && (!cell.substr(colon).starts_with("://") || cell.size() == colon + 3)) return false;
  return cell.find_first_of(" \t\n<>\"") == std::string_view::npos;
}

// Does one number, or one day for all that is known of it, lie before the other?
bool surely_before(FieldType type, std::string_view a, std::string_view b) {
  if (type == FieldType::integer) {
    std::int64_t first = 0, second = 0;
    std::from_chars(a.data(), a.data() + a.size(), first);
    std::from_chars(b.data(), b.data() + b.size(), second);
    return first < second;
  }
  const auto first = time::Edtf::parse(a), second = time::Edtf::parse(b);
  return first && second && first->last < second->first;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

class TableChecker {
 public:
  TableChecker(const Package& package, const Table& table, const std::vector<bool>& sound, TableFaults& faults)
      : package_(package), table_(table), sound_(sound), faults_(faults) {}

  void check() {
    for (std::uint32_t i = 0; i < table_.size() && !full(); ++i) check_cells(table_.row(i));
    for (const auto& field : table_.schema().fields) if (field.unique) check_unique(*table_.schema().column(field.name));
    for (const auto& reference : table_.schema().references) check_reference(reference);
    check_periods();
    check_supersedes();
  }

 private:
  void check_cells(Row row) {
    const auto& fields = table_.schema().fields;
    for (Column c = 0; c < fields.size(); ++c) {
      const auto cell = row.cell(c);
      const auto& field = fields[c];
      if (!cell.empty()) check_cell(row, c, cell);
      else if (field.required || table_.schema().key == c) wrong("R008", row, c, fmt::format("`{}` is blank", field.name), "every row needs it");
    }
  }

  // At most one fault a cell: the first is what the others follow from.
  void check_cell(Row row, Column c, std::string_view cell) {
    const auto& field = table_.schema().fields[c];
    if (const auto stray = stray_sign(cell); !stray.empty()) return wrong("R022", row, c, fmt::format("{} {}", shown(cell), stray), "take it away: a cell holds its text and nothing else");
    if (!is_of_type(field.type, cell)) {
      const auto e = expected(field.type, cell);
      return wrong("R009", row, c, fmt::format("{} is not {}", shown(cell), e.is_not), e.help);
    }
    if (field.is_uri && !is_uri(cell)) return wrong("R009", row, c, fmt::format("{} is no address", shown(cell)), "write all of it, such as `https://example.org/page`; blanks in it are written %20");
    if (!field.one_of.empty() && std::ranges::find(field.one_of, cell) == field.one_of.end()) return wrong("R010", row, c, fmt::format("{} is no value of `{}`", shown(cell), field.name), one_of(cell, field.one_of));
    if (field.pattern && !field.pattern->matches(cell)) return wrong("R010", row, c, fmt::format("{} does not have the form of `{}`", shown(cell), field.name), fmt::format("it must match {}", field.pattern_text));
    check_limits(row, c, cell);
  }

  void check_limits(Row row, Column c, std::string_view cell) {
    const auto& field = table_.schema().fields[c];
    if (field.minimum && surely_before(field.type, cell, *field.minimum)) wrong("R010", row, c, fmt::format("{} lies before {}", shown(cell), *field.minimum), fmt::format("`{}` begins there; check the source", field.name));
    if (field.maximum && surely_before(field.type, *field.maximum, cell)) wrong("R010", row, c, fmt::format("{} lies after {}", shown(cell), *field.maximum), fmt::format("`{}` ends there; check the source", field.name));
    if (!field.length_min && !field.length_max) return;
    const auto length = static_cast<std::size_t>(std::ranges::count_if(cell, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
    if (field.length_min && length < *field.length_min) wrong("R010", row, c, fmt::format("{} is too short for `{}`", shown(cell), field.name), fmt::format("it has at least {} characters", *field.length_min));
    if (field.length_max && length > *field.length_max) wrong("R010", row, c, fmt::format("`{}` has {} characters", field.name, length), fmt::format("it may have {}; say the rest in another column", *field.length_max));
  }

  static std::string one_of(std::string_view cell, const std::vector<std::string>& values) {
    const auto meant = did_you_mean(cell, values);
    return (meant ? fmt::format("did you mean `{}`? ", *meant) : std::string()) + fmt::format("one of: {}", fmt::join(values, ", "));
  }

  // The key was checked on reading. Rows that another package laid over do not count.
  void check_unique(Column column) {
    if (table_.schema().key == column) return;
    std::unordered_map<std::string_view, std::uint32_t> seen;
    for (const auto row : table_.rows()) {
      const auto top = table_.schema().key ? table_.find(row.id()) : std::nullopt;
      if (row.cell(column).empty() || (top && !(*top == row))) continue;
      const auto [first, is_new] = seen.emplace(row.cell(column), row.number());
      if (!is_new) wrong("R011", row, column, fmt::format("another row has {} too, in line {}", shown(row.cell(column)), table_.row(first->second).place().line), "no two rows may have the same");
    }
  }

  void check_reference(const Reference& reference) {
    const auto* there = package_.table(reference.table);
    if (there == nullptr || !there->schema().key || !sound_[there->number()]) return;  // said on reading
    std::string_view cells[KeyIndex::batch];
    std::uint32_t found[KeyIndex::batch];
    for (std::uint32_t from = 0; from < table_.size(); from += KeyIndex::batch) {
      const auto n = std::min<std::size_t>(KeyIndex::batch, table_.size() - from);
      for (std::uint32_t i = 0; i < n; ++i) cells[i] = table_.cell(from + i, reference.column);
      there->find_all({cells, n}, found);
      for (std::uint32_t i = 0; i < n; ++i) {
        if (cells[i].empty() || found[i] != KeyIndex::none) continue;
        if (full()) return;
        wrong("R012", table_.row(from + i), reference.column, fmt::format("`{}` has no row {}", there->name(), shown(cells[i])), meant(*there, cells[i]));
      }
    }
  }

  static std::string meant(const Table& there, std::string_view cell) {
    std::vector<std::string> ids;
    for (const auto row : there.rows()) {
      if (there.schema().entity && lower(row.cell(there.schema().entity->name)) == lower(cell)) return fmt::format("write its id: `{}`", row.id());
      ids.emplace_back(row.id());
    }
    const auto near = did_you_mean(lower(cell), ids);
    return near ? fmt::format("did you mean `{}`?", *near) : fmt::format("add the row to `{}` first, or leave the cell blank", there.name());
  }

  void check_periods() {
    std::vector<std::pair<Column, Column>> done;
    for (const auto& mapping : table_.schema().facts) {
      if (!mapping.from || !mapping.to) continue;
      const std::pair ends{*mapping.from, *mapping.to};
      if (std::ranges::find(done, ends) != done.end()) continue;
      done.push_back(ends);
      for (const auto row : table_.rows()) {
        const auto from = time::Edtf::parse(row.cell(ends.first)), to = time::Edtf::parse(row.cell(ends.second));
        if (from && to && to->last < from->first) wrong("R014", row, ends.second, fmt::format("the period ends on {} but begins on {}", to->text(), from->text()), "the last day of a period is not before its first");
      }
    }
  }

  // Each row corrects at most one other: a circle is found by walking on until a row is met again.
  void check_supersedes() {
    const auto column = table_.schema().column("supersedes");
    if (!column || !table_.schema().key) return;
    std::vector<std::uint32_t> walk_of(table_.size(), 0);  // in which walk a row was met; 0: in none
    for (std::uint32_t start = 0; start < table_.size(); ++start) {
      auto at = table_.row(start);
      while (walk_of[at.number()] == 0) {
        walk_of[at.number()] = start + 1;
        const auto next = at.cell(*column).empty() ? std::nullopt : table_.find(at.cell(*column));
        if (!next) break;
        if (walk_of[next->number()] == start + 1) { wrong("R013", at, *column, fmt::format("`{}` supersedes `{}`, which supersedes it in turn", at.id(), next->id()), "a correction supersedes an earlier row; leave the cell blank in the earliest"); break; }
        at = *next;
      }
    }
  }

  [[nodiscard]] bool full() const { return faults_.full(); }
  void wrong(const char* code, Row row, Column column, std::string message, std::string help) { faults_.add(code, row, column, std::move(message), std::move(help)); }

  const Package& package_;
  const Table& table_;
  const std::vector<bool>& sound_;
  TableFaults& faults_;
};

constexpr std::size_t worth_threads = 5'000;   // rows of the longest table: fewer are checked before threads have begun

std::vector<Diagnostic> check(const Package& package, const std::vector<bool>& sound) {
  const auto& tables = package.tables();
  std::vector<std::vector<Diagnostic>> of(tables.size());
  const auto check_one = [&](std::size_t i) {
    TableFaults faults(of[i]);
    TableChecker(package, tables[i], sound, faults).check();
    check_constraints(package, tables[i], sound, faults, of[i]);
  };
  std::vector<std::size_t> order(tables.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::greater(), [&](std::size_t i) { return tables[i].size(); });   // the longest first: none is left over at the end
  if (order.empty() || tables[order[0]].size() < worth_threads) for (const auto i : order) check_one(i);
  else side_by_side(order.size(), [&](std::size_t n) { check_one(order[n]); });
  std::vector<Diagnostic> all;
  for (auto& faults : of) std::ranges::move(faults, std::back_inserter(all));
  return all;
}

}  // namespace dedere::record
