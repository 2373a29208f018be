// Every diagnostic's code and what it says, in one table. docs/diagnostics.md is checked against it, and a test checks that each code
// is unique, emitted somewhere, and documented.
// A: arguments and files. L: language of law. R: record. N: names. T: text of articles and lexicon.
#pragma once

#include <array>
#include <string_view>

namespace dedere {

struct Code {
  std::string_view id;
  std::string_view meaning;
};

inline constexpr std::array codes{
    Code{"A001", "a file or folder cannot be read"},
    Code{"A002", "an argument is not a date"},
    Code{"A003", "no person has this name or id"},
    Code{"A004", "no state has this name or id"},
    Code{"A005", "the day lies before the record begins"},
    Code{"A006", "a name fits more than one person or state"},
    Code{"R001", "a package's description (datapackage.json) is not JSON"},
    Code{"R002", "a package's description says something that is missing, unknown or contradictory"},
    Code{"R003", "a table is not UTF-8 text"},
    Code{"R004", "a quote in a table is never closed"},
    Code{"R005", "a quote or a line end in a table stands where none may"},
    Code{"R006", "a row has too few or too many cells"},
    Code{"R007", "a table's header lacks a column, or has one twice or too many"},
    Code{"R008", "a cell that must be filled is blank"},
    Code{"R009", "a cell is not of its column's type"},
    Code{"R010", "a cell has a value that its column does not allow"},
    Code{"R011", "two rows have the same id"},
    Code{"R012", "a cell names a row that does not exist"},
    Code{"R013", "rows supersede each other in a circle"},
    Code{"R014", "a period ends before it begins"},
};

}  // namespace dedere
