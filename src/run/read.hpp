// Facts from tables: NAME.csv or NAME.tsv for a predicate, one row a fact, or one a period of a fact.
//
//     visit(person: Person, state: State)  and  visit.csv:     person,state,from,to
//                                                              p1,aa,2024-09-02,2024-09-04
//                                                              "p2, the younger",bb,1725235200,
//
// A column for each argument, in their order; then none, for facts that hold always, or `from` and `to`. `to` is not in the period; a blank end is
// open. The first line is a header if its cells are the names of the arguments, followed by `from`, `to`, both or neither; a table without a header
// has both or neither. Numbers are whole; dates are YYYY-MM-DD; any text that is not empty names an entity. In CSV (RFC 4180) a cell may be quoted;
// in TSV cells are raw. Lines end with LF or CRLF. Empty lines and a byte order mark are passed over; for a predicate without arguments, that
// holds always, an empty line is a row.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/program.hpp"
#include "reason/table.hpp"
#include "run/instant.hpp"

namespace dedere::run {

enum class Header { detect, yes, no };

// How a table is written.
struct Style {
  char separator = ',';  // or '\t'
  bool header = true;
  Clock clock = Clock::calendar;
};

struct ReadTable {
  reason::Table table;
  Style style;
  bool tells_clock = false;  // it has instants, so that `style.clock` says how they are written
};

// `file` is for diagnostics; the separator is a tab if it ends in `.tsv`. `gone` is told now and then how many bytes are not needed any more.
[[nodiscard]] Result<ReadTable> read_table(const language::Program& program, language::PredicateId predicate, const std::string& file, std::string_view text, Header header,
                                           const std::function<void(std::size_t)>& gone = {});

struct Facts {
  std::vector<reason::Table> tables;
  std::vector<std::string> files;   // by `Table::file`
  std::vector<std::size_t> bytes;   // likewise
  Style style;                      // of answers: as the first table that says so
  std::vector<Diagnostic> warnings;
};

// The tables in a folder of each predicate declared `input` (of an open one, its denials' too, if there is one); where none is declared, of each predicate
// that has one. `reading` is told of each file before it is read.
[[nodiscard]] Result<Facts> read_facts(const language::Program& program, const std::filesystem::path& folder, Header header,
                                       const std::function<void(const std::string&)>& reading = {});

}  // namespace dedere::run
