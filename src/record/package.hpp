// The record: one or more data packages, checked, in memory.
//
//     const auto package = TRY(record::load({"record", "my-record"}));    // my-record lies over record
//     const Table& visits = *package.table("visits");
//     for (const Row row : visits.rows()) use(row.cell("person"), row.date("known"));
//     const auto person = package.follow(row, "person");                  // the row of `persons` that the cell names
//     const View then = package.as_known(Date::of(2024, 9, 2));           // what was public by that day
//     for (const auto& fact : facts(then)) …                              // record/facts.hpp
//
// A Package is a handle: cheap to copy, its contents never change; what it hands out (rows, cells) lives as long as any copy of it.
//
// Packages over one another: a later folder's tables add their rows to the tables of the same name, whose schema and mappings stay those of the
// folder that brought them first (columns are matched by name; a column that it lacks is blank); new tables come in with their own. A row with the
// same id as an earlier one takes its place. A later folder needs no datapackage.json: each of its *.csv files then belongs to the table of its name.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/large_pages.hpp"
#include "base/result.hpp"
#include "record/key_index.hpp"
#include "record/schema.hpp"
#include "time/date.hpp"

namespace dedere::record {

class Table;

// One row of a table. Cells are named by their column; a column that the table does not have is blank.
class Row {
 public:
  Row(const Table& table, std::uint32_t number) : table_(&table), number_(number) {}
  [[nodiscard]] const Table& table() const { return *table_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }  // in its table, from 0
  [[nodiscard]] std::string_view id() const;                       // its key; blank in a table without one
  [[nodiscard]] std::string_view cell(Column column) const;
  [[nodiscard]] std::string_view cell(std::string_view column) const;
  [[nodiscard]] std::optional<time::Date> date(std::string_view column) const;  // none if blank or no day
  [[nodiscard]] std::optional<time::Edtf> edtf(std::string_view column) const;  // of a day too
  [[nodiscard]] const std::string& package() const;                             // which package says it: its folder's name, or its path where one below has that name
  [[nodiscard]] bool is_laid_over() const;                                      // it is from a package over the first
  [[nodiscard]] std::uint32_t package_number() const;                           // of that package, from the bottom
  [[nodiscard]] std::string_view text() const;                                  // as it stands in its file, without the end of its last line
  [[nodiscard]] Place place() const;                                            // the row's first line
  [[nodiscard]] Place place(Column column) const;                               // that cell
  bool operator==(const Row&) const = default;

 private:
  const Table* table_;
  std::uint32_t number_;
};

class Table {
 public:
  [[nodiscard]] const std::string& name() const { return resource_.name; }
  [[nodiscard]] const Resource& schema() const { return resource_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }  // in its package, from 0
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(row_at_.size()); }
  [[nodiscard]] Row row(std::uint32_t number) const { return {*this, number}; }
  [[nodiscard]] std::vector<Row> rows() const;                             // all, those replaced or superseded too, in the order of the files
  [[nodiscard]] std::optional<Row> find(std::string_view id) const;        // the one on top, where several packages have it
  [[nodiscard]] std::optional<Row> beneath(Row row) const;                 // the row of the same id that this one is laid over

 private:
  friend class Row;
  friend class Loader;
  friend class TableReader;
  friend class TableChecker;
  // A cell's text is a stretch of its file, or one of the texts in which a doubled quote was undone: eight bytes, so that tables of many rows fit.
  struct CellAt {
    std::uint32_t at = 0;          // in the file; of an undone text, its number
    std::uint32_t size : 31 = 0;
    std::uint32_t undone : 1 = 0;
  };
  struct File {
    std::string package, path;
    std::uint32_t number = 0;           // of the package, from the bottom
    std::shared_ptr<const std::string> text;
    std::vector<Column> columns;        // the table's column of each of the file's
    char separator = ',';
    std::deque<std::string> undone;
    std::uint32_t first_row = 0;        // the rows from here to the next file's first are its own
  };
  void find_all(std::span<const std::string_view> ids, std::span<std::uint32_t> rows) const;  // at most KeyIndex::batch
  [[nodiscard]] const File& file_of(std::uint32_t row) const;
  [[nodiscard]] std::string_view text_of(const File& file, CellAt cell) const { return cell.undone ? std::string_view(file.undone[cell.at]) : std::string_view(file.text->data() + cell.at, cell.size); }
  [[nodiscard]] std::string_view cell(std::uint32_t row, Column column) const { return text_of(file_of(row), cells_[row * resource_.fields.size() + column]); }

  Resource resource_;
  std::uint32_t number_ = 0;
  std::vector<std::shared_ptr<const File>> files_;  // one a package that has the table
  std::vector<CellAt, LargePages<CellAt>> cells_;   // row after row, `fields.size()` each
  std::vector<std::uint32_t, LargePages<std::uint32_t>> row_at_;   // the byte of its file where each row begins
  KeyIndex by_key_;                                 // the last row of each key
  std::unordered_map<std::uint32_t, std::uint32_t> laid_over_;  // a row, and the one of the same key beneath it
};

class View;

// The files of one package that were read.
struct PackageFiles {
  std::string folder;                                                // as it was named on loading
  std::map<std::string, std::shared_ptr<const std::string>> texts;  // by name
};

class Package {
 public:
  [[nodiscard]] std::span<const Table> tables() const { return contents_->tables; }
  [[nodiscard]] const Table* table(std::string_view name) const;  // null if there is none
  // The row that a cell refers to: none if it is blank or no reference.
  [[nodiscard]] std::optional<Row> follow(Row row, std::string_view column) const;
  // The row of `table` with this id; none if there is no such table or row.
  [[nodiscard]] std::optional<Row> find(std::string_view table, std::string_view id) const;
  // The documents that a row rests on: `source`, `source_2`, as rows of `sources`.
  [[nodiscard]] std::vector<Row> sources(Row row) const;
  [[nodiscard]] View as_known(std::optional<time::Date> day) const;  // none: everything in it
  // "sha256:…" over every file's name and bytes, descriptors too, package after package, sorted by name.
  [[nodiscard]] std::string digest() const;
  [[nodiscard]] std::span<const PackageFiles> packages() const { return contents_->packages; }  // the first at the bottom

 private:
  friend class Loader;
  struct Contents {
    std::vector<Table> tables;
    std::unordered_map<std::string_view, std::size_t> by_name;
    std::vector<PackageFiles> packages;
  };
  std::shared_ptr<const Contents> contents_;
};

// A package as it was known at the end of a day: a row is shown if it was public by then (its `known`; a table without that column is
// always shown) and no row that corrects it was: one that names it in `supersedes`, or one of the same id in a package laid over it.
class View {
 public:
  [[nodiscard]] const Package& package() const { return package_; }
  [[nodiscard]] std::optional<time::Date> day() const { return day_; }
  [[nodiscard]] bool shows(Row row) const { return shown_[row.table().number()][row.number()]; }
  [[nodiscard]] std::vector<Row> rows(std::string_view table) const;                                 // those shown
  [[nodiscard]] std::optional<Row> find(std::string_view table, std::string_view id) const;          // if it is shown
  [[nodiscard]] bool is_public(Row row) const;                                                       // by then, superseded or not
  [[nodiscard]] std::string_view cell(Row row, Column column) const;                                 // blank until its `dedere:known`
  [[nodiscard]] std::string_view cell(Row row, std::string_view column) const;

 private:
  friend class Package;
  View(Package package, std::optional<time::Date> day);
  Package package_;
  std::optional<time::Date> day_;
  std::vector<std::vector<bool>> shown_;
};

// Reads and checks the packages in these folders, the first at the bottom; of no folder, a package without tables. Fails with every fault found in any of them: A001, R001 to R014.
[[nodiscard]] Result<Package> load(const std::vector<std::string>& folders);

// A folder of files, as `load` sees it: the door through which a test gives files that are in memory.
struct Folder {
  std::string path;                                             // how diagnostics name it
  std::function<Result<std::string>(const std::string&)> read;  // a file's bytes, by its path in the folder
  std::function<std::vector<std::string>()> names;              // of its files, not of those in folders in it
  std::optional<std::vector<Resource>> described = {};          // what its description says, where that was read before
  std::function<std::size_t(const std::string&)> size = {};     // of a file, in bytes, where that is known before it is read: large ones are then read by several threads
};
[[nodiscard]] Folder folder_on_disk(const std::string& path);
[[nodiscard]] Result<Package> load(const std::vector<Folder>& folders);

}  // namespace dedere::record
