#include "record/table_reader.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "record/place.hpp"

namespace dedere::record {
namespace {

constexpr std::size_t largest_table = 0xFFFFFFFFU;  // that the places of its cells can count
constexpr std::uint32_t largest_cell = 0x7FFFFFFFU;

std::string columns_of(const Table& table, std::string_view word) {
  std::vector<std::string> names;
  for (const auto& field : table.schema().fields) names.push_back(field.name);
  const auto meant = did_you_mean(word, names);
  return meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("its columns: {}", fmt::join(names, ", "));
}

}  // namespace

bool TableReader::read(bool needs_all_columns) {
  const auto before = faults_.size();
  file_.first_row = table_.size();
  if (file_.text->size() > largest_table) wrong("R015", "the table has more than 4 GiB", "divide it: a second folder laid over this one may hold the rest of its rows");
  else read_rows(needs_all_columns);
  const bool sound = faults_.size() == before;
  index();
  return sound;
}

void TableReader::read_rows(bool needs_all_columns) {
  CsvReader reader(file_.path, *file_.text, CsvFormat{.separator = file_.separator, .columns = 0});
  std::vector<Cell> cells;
  const bool usable = reader.next(cells) ? read_header(cells, needs_all_columns) : no_header(reader);
  const auto lines = static_cast<std::size_t>(std::ranges::count(*file_.text, '\n'));
  table_.cells_.reserve(table_.cells_.size() + lines * table_.resource_.fields.size());
  table_.row_at_.reserve(table_.row_at_.size() + lines);
  while (usable && reader.next(cells)) add_row(reader.row_at(), cells);
  for (const auto& fault : reader.faults()) faults_.push_back(fault);
}

bool TableReader::no_header(const CsvReader& reader) {
  if (reader.faults().empty()) faults_.push_back(fault("R007", "the table is empty", "its first line names its columns", place_in(file_.path, "", 0)));
  return false;
}

// Which column of the table each cell of a row is.
bool TableReader::read_header(const std::vector<Cell>& header, bool needs_all) {
  const auto before = faults_.size();
  const auto has = [&](Column column) { return std::ranges::find(file_.columns, column) != file_.columns.end(); };
  for (const auto& cell : header) {
    const auto column = table_.resource_.column(cell.text);
    const auto place = [&] { return place_in(file_.path, *file_.text, cell.at, cell.text.size()); };
    if (!column) faults_.push_back(fault("R007", fmt::format("table `{}` has no column `{}`", table_.name(), cell.text), columns_of(table_, cell.text), place()));
    else if (has(*column)) faults_.push_back(fault("R007", fmt::format("column `{}` stands here twice", cell.text), "take one away", place()));
    file_.columns.push_back(column.value_or(0));
  }
  const auto& fields = table_.resource_.fields;
  for (Column c = 0; needs_all && c < fields.size(); ++c)
    if (!has(c)) faults_.push_back(fault("R007", fmt::format("column `{}` is missing", fields[c].name), "add it to the first line, and to each row", place_in(file_.path, *file_.text, 0)));
  return faults_.size() == before;
}

void TableReader::add_row(std::size_t row_at, const std::vector<Cell>& cells) {
  const auto& resource = table_.resource_;
  const auto begin = table_.cells_.size();
  table_.cells_.resize(begin + resource.fields.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto text = cells[i].text;
    const bool blank = text.empty() || (!resource.missing.empty() && std::ranges::find(resource.missing, text) != resource.missing.end());
    if (blank) continue;
    auto& cell = table_.cells_[begin + file_.columns[i]];
    if (text.size() > largest_cell) wrong("R015", "a cell has more than 2 GiB", "a quote may not be closed where it should be");
    cell.size = static_cast<std::uint32_t>(text.size()) & largest_cell;
    cell.at = static_cast<std::uint32_t>(cells[i].undone ? file_.undone.size() : static_cast<std::size_t>(text.data() - file_.text->data()));
    cell.undone = cells[i].undone ? 1U : 0U;
    if (cells[i].undone) file_.undone.emplace_back(text);
  }
  table_.row_at_.push_back(static_cast<std::uint32_t>(row_at));
}

// The same id twice is a fault within one package; in a later one, the row lies over the earlier.
void TableReader::index() {
  const auto first = file_.first_row;
  if (!table_.resource_.key) return;
  const auto key_of = [&table = table_, key = *table_.resource_.key](std::uint32_t row) { return table.cell(row, key); };
  constexpr std::uint32_t ahead = 16;  // rows whose slots are fetched before they are needed
  table_.by_key_.reserve(table_.size(), key_of);
  for (auto i = first; i < table_.size(); ++i) {
    if (i + ahead < table_.size()) table_.by_key_.fetch(key_of(i + ahead));
    const auto id = key_of(i);
    if (id.empty()) continue;  // said when the cells are checked
    const auto [held, is_new] = table_.by_key_.add(i, key_of);
    if (is_new) continue;
    if (held >= first) {
      const auto line = table_.row(held).place().line;
      faults_.push_back(fault("R011", fmt::format("another row has the id `{}` too, in line {}", id, line), "ids are never used again: give this row one of its own", table_.row(i).place(*table_.resource_.key)));
      continue;
    }
    table_.laid_over_.emplace(i, held);
    table_.by_key_.replace(held, i, key_of);
  }
}

void TableReader::wrong(const char* code, std::string message, std::string help) {
  Place place;
  place.file = file_.path;
  faults_.push_back(fault(code, std::move(message), std::move(help), std::move(place)));
}

}  // namespace dedere::record
