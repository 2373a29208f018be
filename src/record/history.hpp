// What a row says now and said before: the rows that correct each other.
//
//     for (const auto& version : versions(view, row)) show(version.row, version.until);
//
// Oldest first. A row is followed by the one that names it in `supersedes`, or that lies over it in another package.
#pragma once

#include <vector>

#include "record/package.hpp"

namespace dedere::record {

struct Version {
  Row row;
  std::optional<time::Date> until;  // the day on which the next one became public; none: it stands, or nobody knows since when it does not
  std::vector<Column> changed;      // the columns in which it differs from the one before, `id`, `supersedes`, `known` and `note` apart
};

// All rows public in the view that correct `row` or are corrected by it, itself among them. Empty if it is not public yet.
[[nodiscard]] std::vector<Version> versions(const View& view, Row row);

}  // namespace dedere::record
