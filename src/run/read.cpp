#include "run/read.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "run/cells.hpp"

namespace dedere::run {
namespace {

using language::TypeId;
using language::Value;
using time::Instant;
using time::Interval;

// A cell's text in a message: its beginning, if it is long.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (first_not_text(text)) return "…";
  if (text.size() <= longest) return std::string(text);
  auto end = longest;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{}…", text.substr(0, end));
}

class TableReader {
 public:
  TableReader(const language::Program& program, language::PredicateId predicate, const std::string& file, std::string_view text, Header header,
              const std::function<void(std::size_t)>& gone)
      : program_(program), predicate_(program[predicate]), header_(header), cells_(file, text, file.ends_with(".tsv") ? '\t' : ',', gone) {
    out_.table.predicate = predicate;
    out_.style.separator = file.ends_with(".tsv") ? '\t' : ',';
  }

  Result<ReadTable> read() {
    if (begin()) rows();
    if (!cells_.faults().empty()) return Failure(std::move(cells_.faults()));
    return std::move(out_);
  }

 private:
  bool begin();
  bool lay_out(const std::vector<std::string>& first);
  [[nodiscard]] bool names_columns(const std::vector<std::string>& first) const;
  void rows();
  bool row();
  bool empty_row(Cell& cell);
  bool period(Cell& cell);
  bool value(const Cell& cell, TypeId type);
  struct Later { std::size_t cell; TypeId type; std::string_view text; language::Values::Ahead ahead; };
  void name(const Later& l) { out_.table.cells[l.cell] = program_.values.entity(l.type, l.text, l.ahead); }
  void name_rest() {
    for (auto i = named_ >= later_.size() ? named_ - later_.size() + 1 : 0; i < named_; ++i) name(later_[i % later_.size()]);
  }
  bool instant(const Cell& cell, const char* name, Instant& out);
  void keep_line(std::uint32_t line);
  void expect_rows(std::size_t bytes);
  bool wrong_width();
  [[nodiscard]] std::string columns() const;
  [[nodiscard]] std::size_t arity() const { return predicate_.arguments.size(); }

  const language::Program& program_;
  const language::Predicate& predicate_;
  Header header_;
  Cells cells_;
  ReadTable out_;
  bool has_from_ = false, has_to_ = false;
  std::size_t width_ = 0;   // columns
  std::uint32_t rows_ = 0;
  // The cells that were read last and whose entities are still being looked for: the table of entities is larger than what lies near the processor.
  std::array<Later, 32> later_{};
  std::size_t named_ = 0;   // cells ever put there
};

// Is there a header, and how many columns are there? False where there are no rows.
bool TableReader::begin() {
  while (arity() > 0 && cells_.at_row() && cells_.at_empty_line()) cells_.end_row();
  if (!cells_.at_row()) return false;
  std::vector<std::string> first;
  Cell cell;
  do {
    if (!cells_.next(cell)) return false;
    first.emplace_back(cell.text);
  } while (cells_.more());
  out_.style.header = header_ == Header::detect ? names_columns(first) : header_ == Header::yes;
  if (!lay_out(first)) return wrong_width();
  if (out_.style.header) cells_.end_row();
  else cells_.again();
  return true;
}

bool TableReader::names_columns(const std::vector<std::string>& first) const {
  using Names = std::vector<std::string>;
  if (first.size() < arity()) return false;
  for (std::size_t i = 0; i < arity(); ++i)
    if (first[i] != predicate_.arguments[i].name) return false;
  const Names rest(first.begin() + static_cast<std::ptrdiff_t>(arity()), first.end());
  return (rest.empty() && arity() > 0) || rest == Names{"from", "to"} || rest == Names{"from"} || rest == Names{"to"};
}

bool TableReader::lay_out(const std::vector<std::string>& first) {
  width_ = arity() == 0 && first.size() == 1 && first[0].empty() ? 0 : first.size();
  if (width_ == arity()) return true;
  has_from_ = width_ == arity() + 2 || (out_.style.header && first.back() != "to");
  has_to_ = width_ == arity() + 2 || !has_from_;
  return width_ == arity() + 2 || (width_ == arity() + 1 && out_.style.header);
}

void TableReader::rows() {
  const auto begun = cells_.read();
  for (; cells_.at_row(); cells_.end_row()) {
    if (width_ > 0 && cells_.at_empty_line()) continue;
    const auto line = cells_.line();
    if (!row()) continue;
    keep_line(line);
    if (rows_ == 1'000) expect_rows(cells_.read() - begun);
  }
  if (cells_.faults().empty()) name_rest();
}

// False where something is wrong; then the table is not used, and need not be put right.
bool TableReader::row() {
  Cell cell;
  std::size_t column = 0;
  for (; column < arity(); ++column) {
    if (!cells_.next(cell) || !value(cell, predicate_.arguments[column].type)) return false;
    if (cells_.more() != (column + 1 < width_)) return wrong_width();
  }
  if (width_ == 0) return empty_row(cell);
  return width_ == arity() || period(cell);
}

// Of a predicate without arguments, that it holds always: rows are counted by their periods.
bool TableReader::empty_row(Cell& cell) {
  if (!cells_.at_empty_line()) return wrong_width();
  out_.table.when.push_back(Interval::always());
  return cells_.next(cell);
}

bool TableReader::period(Cell& cell) {
  auto from = Instant::first(), to = Instant::last();
  if (has_from_ && (!cells_.next(cell) || !instant(cell, "from", from))) return false;
  if (has_from_ && cells_.more() != has_to_) return wrong_width();
  const auto begin = cell;
  if (has_to_ && (!cells_.next(cell) || !instant(cell, "to", to))) return false;
  if (cells_.more()) return wrong_width();
  const auto when = Interval::between(from, to);
  if (!when) return cells_.wrong("F008", from == to ? "the period ends when it begins" : "the period ends before it begins", "`to` is not in the period, and lies after `from`; a blank end is open", begin.begin, cell.end);
  out_.table.when.push_back(*when);
  return true;
}

bool TableReader::value(const Cell& cell, TypeId type) {
  auto& cells = out_.table.cells;
  auto& values = program_.values;
  if (type == language::number_type) {
    const auto n = parse_number(cell.text);
    if (!n) return cells_.wrong("F006", fmt::format("`{}` is not a whole number that fits in 64 bits", shown(cell.text)), "write digits alone, perhaps after a minus sign", cell);
    cells.push_back(values.number(*n));
  } else if (type == language::date_type) {
    const auto day = parse_day(cell.text);
    if (!day) return cells_.wrong("F006", fmt::format("`{}` is not a day of the calendar", shown(cell.text)), "write it as YYYY-MM-DD", cell);
    cells.push_back(values.date(time::Date::from_days(*day)));
  } else {
    if (cell.text.empty() && type != language::text_type) return cells_.wrong("F005", "a cell that names an entity is blank", "fill the cell, or leave the row out", cell);
    if (!cell.lasts) {
      cells.push_back(values.entity(type, cell.text));
    } else {
      later_[named_ % later_.size()] = {cells.size(), type, cell.text, values.ahead(type, cell.text)};
      cells.push_back({});
      if (++named_ >= later_.size()) name(later_[named_ % later_.size()]);
    }
  }
  return true;
}

bool TableReader::instant(const Cell& cell, const char* name, Instant& out) {
  if (cell.text.empty()) return true;
  const auto written = parse_instant(cell.text);
  if (written) {
    if (!out_.tells_clock) out_.style.clock = written->clock;
    out_.tells_clock = true;
    out = written->at;
    return true;
  }
  if (cell.text == "from" || cell.text == "to")
    return cells_.wrong("F007", fmt::format("`{}` is not an instant", cell.text), fmt::format("a header is `{}`; or say `--header yes`", columns()), cell);
  return cells_.wrong("F007", fmt::format("`{}` is not an instant for `{}`, or lies too far away", shown(cell.text), name),
                      fmt::format("write seconds since 1970, up to {} either way, or YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SSZ", furthest), cell);
}

// Lines are stored from the first row on whose line does not follow from its number.
void TableReader::keep_line(std::uint32_t line) {
  auto& table = out_.table;
  if (rows_ == 0) table.first_line = line;
  if (table.lines.empty() && line != table.first_line + rows_)
    for (std::uint32_t row = 0; row < rows_; ++row) table.lines.push_back(table.first_line + row);
  ++rows_;
  if (!table.lines.empty() || line + 1 != table.first_line + rows_) table.lines.push_back(line);
}

// The first rows took so many bytes; the others will take as many.
void TableReader::expect_rows(std::size_t bytes) {
  const auto expected = static_cast<std::size_t>(static_cast<double>(rows_) * static_cast<double>(cells_.size()) / static_cast<double>(bytes) * 1.02);
  out_.table.cells.reserve(expected * arity());
  if (has_from_ || has_to_) out_.table.when.reserve(expected);
}

bool TableReader::wrong_width() {
  cells_.again();
  std::size_t cells = 0;
  Cell cell;
  do {
    if (!cells_.next(cell)) return false;
    ++cells;
  } while (cells_.more());
  const auto expected = width_ == arity() || rows_ > 0 ? fmt::format("the table {}", width_) : fmt::format("the predicate {} arguments", arity());
  return cells_.wrong_row("F004", fmt::format("the row has {} cell{}, {}", cells, cells == 1 ? "" : "s", expected), fmt::format("the columns are `{}`; the last two may be left out in the whole table", columns()));
}

// `person,state,from,to`
std::string TableReader::columns() const {
  std::vector<std::string> names;
  for (const auto& argument : predicate_.arguments) names.push_back(argument.name);
  names.insert(names.end(), {"from", "to"});
  return fmt::format("{}", fmt::join(names, out_.style.separator == '\t' ? " TAB " : ","));
}

}  // namespace

Result<ReadTable> read_table(const language::Program& program, language::PredicateId predicate, const std::string& file, std::string_view text, Header header,
                             const std::function<void(std::size_t)>& gone) {
  return TableReader(program, predicate, file, text, header, gone).read();
}

}  // namespace dedere::run
