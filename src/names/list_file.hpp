// A list of persons from a file, in any of the forms in which such lists are published:
//
// - CSV with a header that has a column `name`: a row a name, rows with one `id` are one person; `targets.simple.csv` of OpenSanctions is of this form;
// - FollowTheMoney entities as JSON Lines;
// - OFAC's `sdn.csv`, which has no header, and beside it `alt.csv`, the other names;
// - a name a line.
//
// Of entries that have a schema or a type, only persons are taken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/listed.hpp"
#include "names/row_reader.hpp"

namespace dedere::names {

struct ListFile {
  std::vector<Listed> persons;
  std::uint64_t rows = 0, others = 0;      // read; not persons
  std::vector<Diagnostic> faults;          // of rows that could not be used, the first 20
  std::uint64_t faulty = 0;                // all of them
  std::string form;                        // "OFAC SDN", "FollowTheMoney", "CSV", "a name a line"
};

// `file` is how diagnostics name it. Adds to `list`: a file of other names belongs to the persons read before. Fails (N002) if nothing in it can be used.
[[nodiscard]] Result<Done> read_list(const std::string& file, std::string_view text, const ColumnNames& known, ListFile& list);

}  // namespace dedere::names
