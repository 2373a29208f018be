// The wanted persons of a record as a list of names.
#pragma once

#include <vector>

#include "names/listed.hpp"
#include "record/package.hpp"

namespace dedere::names {

// Each person that the view shows, in the record's order, with all full names, war names and spellings. Surnames alone are left out: they would find
// everybody who bears them.
[[nodiscard]] std::vector<Listed> of_record(const record::View& view);

}  // namespace dedere::names
