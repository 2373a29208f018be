// Rows of names, to be screened or to be screened against, from CSV, JSON Lines or a name a line: which of them a text is, its columns, its rows.
//
//     const auto columns = read_columns(text_of("columns.tsv"));              // lexicon/names/
//     const auto how = TRY(layout(beginning, columns, {}));                   // Form::csv, `;`, name is column 2 …
//     RowSplitter splitter(how.form);
//     for (each block of bytes) { splitter.split(block, last, rows); for (const auto& raw : rows) read_row(raw, how, columns, row); }
//
// What a text is shows in its beginning: `{` is JSON Lines; a first row with a cell that is the name of a known column is a header; else each line is a
// name ("SMITH, John" too). read_row may be called by several threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "names/identity.hpp"

namespace dedere::names {

// `schema` is "Person" and the like; `type` is of a name: "primary", "weak"; `kind` is OFAC's SDN_Type.
enum class Column : std::uint8_t { id, name, surname, given, birth, nationality, sex, alias, schema, kind };

// Which columns are called how, in small letters: the file lexicon/names/columns.tsv.
using ColumnNames = std::map<std::string, Column, std::less<>>;
[[nodiscard]] ColumnNames read_columns(std::string_view text);

enum class Form : std::uint8_t { lines, csv, json };
[[nodiscard]] const char* name(Form form);

struct Layout {
  Form form = Form::lines;
  char separator = ',';
  std::vector<std::pair<Column, std::size_t>> columns;      // of CSV, by place
  std::vector<std::pair<Column, std::string>> members;      // of JSON: those that the user named, before those known
  bool header = false;                                      // the first row of CSV names the columns
};
// The layout of a text that begins so (its first 64 KiB, or all). `asked` are columns that the user named. Fails with N004.
[[nodiscard]] Result<Layout> layout(std::string_view beginning, const ColumnNames& known, const std::vector<std::pair<Column, std::string>>& asked);

struct RawRow {
  std::uint64_t line = 0;      // on which it begins, from 1
  std::string_view text;
};

// Cuts bytes into rows. Empty lines are none. A row of over a MiB ends there, and what follows up to the line's end is passed over; so does one with a
// quote that is open for so long.
class RowSplitter {
 public:
  static constexpr std::size_t longest = 1U << 20U;
  explicit RowSplitter(Form form) : quotes_(form == Form::csv) {}
  // Adds the rows that are complete in `bytes`, which begin where the last call stopped; gives how many bytes they took. `last`: nothing follows.
  std::size_t split(std::string_view bytes, bool last, std::vector<RawRow>& rows);

 private:
  bool quotes_;
  bool skipping_ = false;   // the rest of a line that was cut
  std::uint64_t line_ = 1;
};

struct Row {
  std::string id, name;
  std::vector<std::string> aliases;
  std::string schema, kind;
  Identity identity;
};

// What a row says; a diagnostic's code (N005, N006, N008) and message where it cannot be used.
struct RowFault { const char* code; std::string message; };
[[nodiscard]] std::optional<RowFault> read_row(const RawRow& raw, const Layout& layout, const ColumnNames& known, Row& row);

// "1970", "1970-03", "1970-03-02", "02/03/1970" (day first unless that cannot be), "2 Mar 1970", "circa 1970"; none where it is no day or year.
[[nodiscard]] std::optional<Birth> read_birth(std::string_view text);
// "m", "male", "F", "female"; else unknown.
[[nodiscard]] Sex read_sex(std::string_view text);

// The cells of a CSV row; false where a quote is not closed or stands where none may.
[[nodiscard]] bool read_cells(std::string_view row, char separator, std::vector<std::string>& cells);

}  // namespace dedere::names
