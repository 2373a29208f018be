// Every answer to a goal, and when it holds: what `dedere ask` shows.
#pragma once

#include <string>
#include <vector>

#include "brief/setting.hpp"

namespace dedere::brief {

// One row of the answer, and when it holds, may hold for all that is recorded, or turns on an open question of law.
struct GoalAnswer {
  std::vector<language::Value> values;
  reason::Agreement when;
};
// In the order of the values as written.
[[nodiscard]] std::vector<GoalAnswer> answers(const Setting& setting, const language::Goal& goal, const time::IntervalSet& window);
[[nodiscard]] std::string json(const language::Program& program, const language::Goal& goal, const std::vector<GoalAnswer>& found);   // schema dedere/ask/1

}  // namespace dedere::brief
