// A difference as a page and as JSON.
#pragma once

#include <string>

#include "brief/difference.hpp"
#include "brief/document.hpp"

namespace dedere::brief {

struct DifferenceAsked {
  time::Date from, to;
  std::optional<time::Date> known_from, known_to;
};
[[nodiscard]] Document page(const DifferenceAsked& asked, const Difference& found);
[[nodiscard]] std::string json(const DifferenceAsked& asked, const Difference& found, const Digests& digests);   // schema dedere/diff/1

}  // namespace dedere::brief
