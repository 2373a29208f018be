// Facts in bulk: the rows of one predicate as they come from a file.
#pragma once

#include <cstdint>
#include <vector>

#include "base/large_pages.hpp"
#include "language/program.hpp"

namespace dedere::reason {

struct Table {
  language::PredicateId predicate;
  std::vector<language::Value, LargePages<language::Value>> cells;   // row by row
  std::vector<time::Interval> when;     // one a row; empty: all rows hold always
  std::vector<std::uint32_t> lines;     // where each row stands in its file; empty: rows count from `first_line`
  std::uint32_t first_line = 1;
  std::uint32_t file = 0;               // in whose file: the reader's number
};

}  // namespace dedere::reason
