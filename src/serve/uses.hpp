// Where the rules of the law are used: by which expectations of the law files and the casebook, in whose proofs they stand.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "brief/setting.hpp"
#include "reason/decide.hpp"

namespace dedere::serve {

struct Uses {
  std::vector<bool> met;                                   // of each expectation of the program
  std::map<std::uint32_t, std::vector<std::size_t>> of;    // a rule, and the expectations that use it, by number
};
// In the world as all is known, under the readings that are taken. Takes a second or so.
[[nodiscard]] Uses uses(const brief::Setting& setting);

}  // namespace dedere::serve
