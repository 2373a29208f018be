// The gazetteer that a record holds: its tables `persons`, `names`, `offices` and `states`.
#pragma once

#include "read/gazetteer.hpp"
#include "record/package.hpp"

namespace dedere::read {

// Of the rows that the view shows. Months and years of an office are taken at their widest.
[[nodiscard]] Gazetteer gazetteer(const record::View& view);

}  // namespace dedere::read
