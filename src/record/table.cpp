#include <fmt/core.h>

#include "base/prefetch.hpp"
#include "record/csv.hpp"
#include "record/package.hpp"
#include "record/place.hpp"

namespace dedere::record {

std::string_view Row::id() const { return table_->resource_.key ? cell(*table_->resource_.key) : std::string_view(); }

std::string_view Row::cell(Column column) const { return table_->cell(number_, column); }

std::string_view Row::cell(std::string_view column) const {
  const auto found = table_->resource_.column(column);
  return found ? cell(*found) : std::string_view();
}

std::optional<time::Date> Row::date(std::string_view column) const { return time::Date::parse(cell(column)); }
std::optional<time::Edtf> Row::edtf(std::string_view column) const { return time::Edtf::parse(cell(column)); }

const std::string& Row::package() const { return table_->file_of(number_).package; }
bool Row::is_laid_over() const { return table_->file_of(number_).number > 0; }

std::uint32_t Row::package_number() const { return table_->file_of(number_).number; }

std::string_view Row::text() const {
  const auto text = std::string_view(*table_->file_of(number_).text).substr(table_->row_at_[number_]);
  std::size_t end = 0;
  for (bool quoted = false; end < text.size() && (quoted || text[end] != '\n'); ++end) quoted = quoted != (text[end] == '"');
  if (end > 0 && text[end - 1] == '\r') --end;
  return text.substr(0, end);
}

Place Row::place() const {
  const auto& file = table_->file_of(number_);
  auto place = place_in(file.path, *file.text, table_->row_at_[number_], file.text->size());
  place.heading = id().empty() ? table_->name() : fmt::format("{} > {}", table_->name(), id());
  return place;
}

// Cells do not carry their place: the row is read again, for the few that are shown.
Place Row::place(Column column) const {
  const auto& file = table_->file_of(number_);
  const auto begin = table_->row_at_[number_];
  CsvReader reader(file.path, std::string_view(*file.text).substr(begin), {.separator = file.separator, .columns = file.columns.size(), .checked = true});
  std::vector<Cell> cells;
  auto at_row = place();
  if (!reader.next(cells)) return at_row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (file.columns[i] != column) continue;
    auto place = place_in(file.path, *file.text, begin + cells[i].at, cells[i].text.size());
    place.heading = fmt::format("{} > {}", at_row.heading, table_->resource_.fields[column].name);
    return place;
  }
  return at_row;
}

const Table::File& Table::file_of(std::uint32_t row) const {
  auto i = files_.size() - 1;
  while (files_[i]->first_row > row) --i;
  return *files_[i];
}

std::vector<Row> Table::rows() const {
  std::vector<Row> all;
  all.reserve(size());
  for (std::uint32_t i = 0; i < size(); ++i) all.push_back(row(i));
  return all;
}

std::optional<Row> Table::find(std::string_view id) const {
  if (!resource_.key || id.empty()) return std::nullopt;
  const auto found = by_key_.find(id, [&](std::uint32_t i) { return cell(i, *resource_.key); });
  return found == KeyIndex::none ? std::nullopt : std::optional(row(found));
}

void Table::find_all(std::span<const std::string_view> ids, std::span<std::uint32_t> rows) const {
  const auto key = *resource_.key;
  by_key_.find_all(ids, rows, [&](std::uint32_t i) { return cell(i, key); }, [&](std::uint32_t i) { prefetch(&cells_[i * resource_.fields.size() + key]); });
}

std::optional<Row> Table::beneath(Row row) const {
  const auto found = laid_over_.find(row.number());
  return found == laid_over_.end() ? std::nullopt : std::optional(this->row(found->second));
}

}  // namespace dedere::record
