// Answers in the words of the rooms that write them for other tools.
#pragma once

#include <vector>

#include "brief/status.hpp"
#include "publish/formats.hpp"

namespace dedere::house {

[[nodiscard]] std::vector<publish::Standing> published(const std::vector<brief::Standing>& standings);

}  // namespace dedere::house
