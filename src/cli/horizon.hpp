// A conclusion that leads to itself through a window goes on for ever, unless it is cut somewhere: the user is told where, also of what only answers rest on.
#pragma once

#include "reason/world.hpp"

namespace dedere::cli {

// Says so on stderr (F014) where it happened in the world, or in what was varied from it. Call it after the answer has been made: nothing is computed before it is asked for.
void warn_of_horizon(const reason::World& world);

}  // namespace dedere::cli
