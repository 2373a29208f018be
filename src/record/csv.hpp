// Comma-separated values (RFC 4180), read from a text in memory a row at a time.
//
//     CsvReader reader("visits.csv", text);
//     for (std::vector<Cell> row; reader.next(row);) use(row[0].text);
//     if (!reader.faults().empty()) …
//
// Cells are views into `text`, or into the reader where a doubled quote had to be undone: they live as long as both.
// Lines end with LF or CRLF; a line break inside quotes belongs to the cell. Empty lines and a byte order mark are passed over.
// A row that is wrong becomes a Diagnostic and is left out; reading goes on with the next line. What cannot be read on (bytes that are
// not UTF-8, a quote left open, more than 20 faults) ends it.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace dedere::record {

struct Cell {
  std::string_view text;
  std::size_t at = 0;   // the byte of the file where the cell begins, its quote included
  bool undone = false;  // a doubled quote was undone: `text` stands in the reader, not in the file
};

struct CsvFormat {
  char separator = ',';
  std::size_t columns = 0;  // that every row must have; 0: as many as the first one
  bool checked = false;     // the text is known to be UTF-8
};

class CsvReader {
 public:
  CsvReader(std::string_view file, std::string_view text, CsvFormat format = {});

  // The next row that is right; false at the end.
  bool next(std::vector<Cell>& row);
  [[nodiscard]] std::size_t row_at() const { return row_at_; }  // the byte where the row last given begins
  [[nodiscard]] const std::vector<Diagnostic>& faults() const { return faults_; }

 private:
  bool read_row(std::vector<Cell>& row);
  bool read_plain(Cell& cell);
  bool read_quoted(Cell& cell);
  bool end_row();
  bool skip_empty_line();
  bool has_all_columns(const std::vector<Cell>& row);
  bool wrong(std::string code, std::string message, std::string help, std::size_t at);  // false, so that it can be returned
  void skip_line();

  std::string_view file_;
  std::string_view text_;
  CsvFormat format_;
  std::size_t at_ = 0;
  std::size_t row_at_ = 0;
  std::deque<std::string> undone_;  // cells in which a quote was doubled
  std::vector<Diagnostic> faults_;
};

// One line, with its LF, that reads back as these cells.
[[nodiscard]] std::string csv_row(std::span<const std::string_view> cells, char separator = ',');

}  // namespace dedere::record
