// Which rows of a table leave the house.
#pragma once

#include <vector>

#include "record/package.hpp"

namespace dedere::publish {

// The rows that are public in the view, superseded ones among them, so that the history goes along; of those with one id, the one on top.
[[nodiscard]] std::vector<record::Row> public_rows(const record::View& view, const record::Table& table);

// Of these, in the order of the tables, the row itself and those that refer to it.
[[nodiscard]] std::vector<record::Row> rows_about(const record::View& view, record::Row about);

}  // namespace dedere::publish
