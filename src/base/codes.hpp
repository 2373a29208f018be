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
};

}  // namespace dedere
