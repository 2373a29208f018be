// Which questions of law a goal can come to ask, in a world: each doubles the answers to be tried, so that those that cannot matter are left out.
#pragma once

#include <set>

#include "reason/world.hpp"

namespace dedere::reason {

// By number. A rule is left out if one of its premises, or of those of the layers above an exception, has no row that the goal's own values allow;
// asked only of premises that no question of law and no unknown fact can change. Sound: a question that is left out changes no answer.
[[nodiscard]] std::set<std::uint32_t> relevant(const World& world, const language::Goal& goal);

}  // namespace dedere::reason
