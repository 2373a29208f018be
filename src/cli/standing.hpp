// Where a state stands towards the treaty, over time: what `status` and `export` share.
#pragma once

#include <string>
#include <vector>

#include "cli/load.hpp"

namespace dedere::cli {

struct Position { std::string name; time::Interval when; };

// Of the predicate `status`, in order.
[[nodiscard]] std::vector<Position> positions(const reason::World& world, language::PredicateId predicate, language::Value state);

// Does the predicate, where the law has it, hold of the state on that day?
[[nodiscard]] bool holds(const Known& now, std::optional<language::PredicateId> predicate, language::Value state, time::Date on, reason::Mode mode);

}  // namespace dedere::cli
