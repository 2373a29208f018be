#include "brief/goal.hpp"

#include <algorithm>
#include <set>

#include "brief/listing.hpp"

namespace dedere::brief {
namespace {

using language::Goal;
using reason::Mode;
using time::IntervalSet;

bool agrees(const Goal& goal, std::span<const language::Value> values) {
  std::vector<std::optional<language::Value>> bound(goal.variables.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto* value = std::get_if<language::Value>(&goal.arguments[i]); value && *value != values[i]) return false;
    const auto* v = std::get_if<language::Variable>(&goal.arguments[i]);
    if (!v) continue;
    if (bound[v->index] && *bound[v->index] != values[i]) return false;
    bound[v->index] = values[i];
  }
  return true;
}

Json intervals(const IntervalSet& set) {
  Json list = Json::array();
  for (const auto& i : set.intervals()) list.push_back(days_json(i));
  return list;
}

}  // namespace

std::vector<GoalAnswer> answers(const Setting& setting, const Goal& goal, const IntervalSet& window) {
  const auto& world = setting.world;
  const auto& values = world.program().values;
  const auto worlds = reason::under_every_answer(world, setting.law, goal.predicate);
  std::set<std::vector<language::Value>> tuples;
  for (const auto& w : worlds.empty() ? std::vector{world} : worlds) {
    const auto& possible = w.relation(goal.predicate, Mode::possible);
    for (reason::Row row = 0; row < possible.size(); ++row)
      if (const auto tuple = possible.values(row); agrees(goal, tuple)) tuples.emplace(tuple.begin(), tuple.end());
  }
  std::vector<GoalAnswer> found;
  for (const auto& tuple : tuples) {
    auto when = reason::agreement(worlds, window, [&](const reason::World& w, Mode mode) { return reason::when(w, goal.predicate, tuple, mode); });
    if (when.does_not_hold != window) found.push_back({tuple, std::move(when)});
  }
  std::sort(found.begin(), found.end(), [&](const GoalAnswer& a, const GoalAnswer& b) {
    return std::lexicographical_compare(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), [&](auto x, auto y) { return values.written(x) < values.written(y); });
  });
  return found;
}

std::string json(const language::Program& program, const Goal& goal, const std::vector<GoalAnswer>& found) {
  Json out{{"schema", "dedere/ask/1"}, {"predicate", program[goal.predicate].name}, {"answers", Json::array()}};
  for (const auto& a : found) {
    Json arguments;
    for (std::size_t i = 0; i < a.values.size(); ++i) arguments[program[goal.predicate].arguments[i].name] = program.values.written(a.values[i]);
    out["answers"].push_back({{"atom", program.written(goal.predicate, a.values)}, {"sentence", program.sentence(goal.predicate, a.values)}, {"arguments", arguments},
                              {"holds", intervals(a.when.holds)}, {"unknown", intervals(a.when.unknown)}, {"contested", intervals(a.when.contested)}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dedere::brief
