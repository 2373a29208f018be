// What a person is mostly called: the first row of `names` that is short and in Latin script, else `persons.name`.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "record/package.hpp"

namespace dedere::record {

// By the person's id; views into the package.
[[nodiscard]] std::unordered_map<std::string_view, std::string_view> usual_names(const View& view);

}  // namespace dedere::record
