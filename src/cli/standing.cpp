#include "cli/standing.hpp"

#include <algorithm>

#include "cli/rows.hpp"

namespace dedere::cli {

std::vector<Position> positions(const reason::World& world, language::PredicateId predicate, language::Value state) {
  std::vector<Position> out;
  const auto& relation = world.relation(predicate, reason::Mode::certain);
  for (reason::Row row = 0; row < relation.size(); ++row) {
    const auto values = relation.values(row);
    if (values[0] != state) continue;
    const time::IntervalSet when = relation.when(row);
    for (const auto& interval : when.intervals()) out.push_back({world.program().values.show(values[1]), interval});
  }
  std::ranges::sort(out, {}, [](const Position& p) { return p.when.from(); });
  return out;
}

bool holds(const Known& now, std::optional<language::PredicateId> predicate, language::Value state, time::Date on, reason::Mode mode) {
  return predicate && holds_on(reason::when(now.world, *predicate, std::vector{state}, mode), on);
}

}  // namespace dedere::cli
