// Reads the rows of one file into its table, and finds them by their ids. Inside the room.
//
// It touches nothing but the table, the file and its own list of faults: readers of several tables may work side by side.
#pragma once

#include <string>
#include <vector>

#include "record/csv.hpp"
#include "record/package.hpp"

namespace dedere::record {

class TableReader {
 public:
  TableReader(Table& table, std::shared_ptr<Table::File> file, std::vector<Diagnostic>& faults) : table_(table), file_(*file), faults_(faults) { table.files_.push_back(std::move(file)); }

  // False if a row may be missing. `needs_all_columns`: a file over another may leave some out.
  bool read(bool needs_all_columns);

 private:
  void read_rows(bool needs_all_columns);
  bool no_header(const CsvReader& reader);
  bool read_header(const std::vector<Cell>& header, bool needs_all);
  void add_row(std::size_t row_at, const std::vector<Cell>& cells);
  void index();
  void wrong(const char* code, std::string message, std::string help);

  Table& table_;
  Table::File& file_;
  std::vector<Diagnostic>& faults_;
};

}  // namespace dedere::record
