#include "record/csv.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "record/place.hpp"

namespace dedere::record {
namespace {

constexpr std::size_t most_faults = 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string undouble(std::string_view quoted) {
  std::string plain;
  plain.reserve(quoted.size());
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    plain += quoted[i];
    if (quoted[i] == '"') ++i;
  }
  return plain;
}

}  // namespace

CsvReader::CsvReader(std::string_view file, std::string_view text, CsvFormat format) : file_(file), text_(text), format_(format) {
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  if (const auto bad = format_.checked ? std::nullopt : first_not_text(text_)) {
    wrong("R003", text_[*bad] == '\0' ? "a NUL byte stands in the text" : "this byte is not UTF-8 text", "save the file as UTF-8 text", *bad);
    faults_.back().place.text.clear();  // it cannot be shown
    at_ = text_.size();
  }
}

bool CsvReader::next(std::vector<Cell>& row) {
  while (at_ < text_.size()) {
    if (skip_empty_line()) continue;
    row.clear();
    row_at_ = at_;
    if (read_row(row) && has_all_columns(row)) return true;
  }
  return false;
}

bool CsvReader::read_row(std::vector<Cell>& row) {
  for (;;) {
    auto& cell = row.emplace_back(Cell{{}, at_, false});
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (!(quoted ? read_quoted(cell) : read_plain(cell))) return false;
    if (at_ == text_.size() || text_[at_] != format_.separator) return end_row();
    ++at_;
  }
}

bool CsvReader::read_plain(Cell& cell) {
  const auto ends = [&](char c) { return c == format_.separator || c == '\n' || c == '\r' || c == '"'; };
  const auto end = std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(), ends);
  cell.text = {text_.begin() + static_cast<std::ptrdiff_t>(at_), end};
  at_ += cell.text.size();
  if (at_ < text_.size() && text_[at_] == '"')
    return wrong("R005", "a quote stands inside a cell that does not begin with one", "put the whole cell in quotes and double the quotes in it", at_);
  return true;
}

bool CsvReader::read_quoted(Cell& cell) {
  bool doubled = false;
  const auto begin = at_ + 1;
  auto end = text_.find('"', begin);
  while (end != std::string_view::npos && end + 1 < text_.size() && text_[end + 1] == '"') {
    doubled = true;
    end = text_.find('"', end + 2);
  }
  if (end == std::string_view::npos) {
    wrong("R004", "the quote that opens this cell is never closed", "close it with `\"`; a quote inside a quoted cell is doubled", at_);
    at_ = text_.size();
    return false;
  }
  cell.text = text_.substr(begin, end - begin);
  if (doubled) { cell.text = undone_.emplace_back(undouble(cell.text)); cell.undone = true; }
  at_ = end + 1;
  if (at_ == text_.size() || text_[at_] == format_.separator || text_[at_] == '\n' || text_[at_] == '\r') return true;
  return wrong("R005", "text follows the quote that closes the cell", "double the quotes inside the cell, or take this text away", at_);
}

bool CsvReader::end_row() {
  if (at_ == text_.size()) return true;
  if (text_[at_] == '\r') {
    if (at_ + 1 == text_.size() || text_[at_ + 1] != '\n')
      return wrong("R005", "a carriage return stands alone", "end lines with LF, or put the cell in quotes", at_);
    ++at_;
  }
  ++at_;
  return true;
}

bool CsvReader::skip_empty_line() {
  const auto rest = text_.substr(at_, 2);
  const std::size_t length = rest.starts_with('\n') ? 1 : rest == "\r\n" ? 2 : 0;
  at_ += length;
  return length > 0;
}

bool CsvReader::has_all_columns(const std::vector<Cell>& row) {
  if (format_.columns == 0) format_.columns = row.size();
  if (row.size() == format_.columns) return true;
  const auto next_row = at_;
  const bool more = row.size() > format_.columns;
  wrong("R006", fmt::format("the row has {} cell{}, the table {} column{}", row.size(), row.size() == 1 ? "" : "s", format_.columns, format_.columns == 1 ? "" : "s"),
        more ? "put a cell that holds the separator in quotes, or take the extra cell away" : "add the cells that are missing; a blank cell still needs its separator",
        more ? row[format_.columns].at : row.back().at);
  if (faults_.size() < most_faults) at_ = next_row;
  return false;
}

bool CsvReader::wrong(std::string code, std::string message, std::string help, std::size_t at) {
  faults_.push_back(fault(std::move(code), std::move(message), std::move(help), place_in(file_, text_, at)));
  skip_line();
  if (faults_.size() == most_faults) {
    faults_.back().notes.emplace_back("there may be more: reading of this file stopped here");
    at_ = text_.size();
  }
  return false;
}

void CsvReader::skip_line() {
  const auto end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

std::string csv_row(std::span<const std::string_view> cells, char separator) {
  const auto quoted = [&](std::string_view cell) {
    return cell.starts_with(byte_order_mark) || cell.find_first_of("\"\r\n") != std::string_view::npos || cell.find(separator) != std::string_view::npos ||
           (cell.empty() && cells.size() == 1);  // else it were an empty line
  };
  std::string line;
  for (const auto& cell : cells) {
    if (&cell != &cells.front()) line += separator;
    if (!quoted(cell)) { line += cell; continue; }
    line += '"';
    for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
    line += '"';
  }
  return line + '\n';
}

}  // namespace dedere::record
