// What a package's tables must keep to, once they are read: inside the room.
#pragma once

#include <span>
#include <vector>

#include "base/diagnostic.hpp"
#include "record/package.hpp"

namespace dedere::record {

// Every fault of the cells and of the references between tables, R008 to R014 (the ids of R011 are compared on reading); at most 50 a table.
// `sound` says of each table whether it was read without a fault: references to one that was not are passed over, since its rows may be missing.
[[nodiscard]] std::vector<Diagnostic> check(const Package& package, const std::vector<bool>& sound);

}  // namespace dedere::record
