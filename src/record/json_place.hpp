// Where in a JSON text a value stands, for diagnostics: a parsed document does not tell.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"

namespace dedere::record {

// The place of the value at `path`, names and numbers with `/` between: "resources/visits/schema/fields/from/type". An element of a list is named by
// its number, or by its `name` or `predicate`. Where the path leads nowhere, the place of the last value on it that is there. Needs text that is JSON.
[[nodiscard]] Place json_place(std::string_view file, std::string_view text, std::string_view path);

}  // namespace dedere::record
