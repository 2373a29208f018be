// Where in a file a byte stands, in the terms of a diagnostic: line, column in code points, and the line's text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/diagnostic.hpp"

namespace dedere::record {

// The place of the `bytes` bytes from `at` on. Counts the lines from the beginning of `text`: for the few places that are shown.
// The mark ends with its line; the text of a line longer than 4,000 bytes is left out.
[[nodiscard]] Place place_in(std::string_view file, std::string_view text, std::size_t at, std::size_t bytes = 1);

// The first byte that is not UTF-8 text: part of no well-formed sequence, or NUL. None: all of it is.
[[nodiscard]] std::optional<std::size_t> first_not_text(std::string_view bytes);

}  // namespace dedere::record
