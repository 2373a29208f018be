// dedere ask 'GOAL': every answer and when it holds.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/window.hpp"

namespace dedere::cli {
namespace {

using language::Goal;
using reason::Mode;
using time::IntervalSet;

// One row of the answer. `unknown`: when it may hold, for all that is recorded.
struct Answer {
  std::vector<language::Value> values;
  IntervalSet holds, unknown;
};

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

std::vector<Answer> answers(const reason::World& world, const Goal& goal, const IntervalSet& window) {
  const auto& values = world.program().values;
  std::vector<Answer> found;
  const auto& possible = world.relation(goal.predicate, Mode::possible);
  for (reason::Row row = 0; row < possible.size(); ++row) {
    const auto tuple = possible.values(row);
    if (!agrees(goal, tuple)) continue;
    const auto holds = reason::when(world, goal.predicate, tuple, Mode::certain) & window;
    const auto unknown = (possible.when(row) & window) - holds;
    if (!holds.empty() || !unknown.empty()) found.push_back({{tuple.begin(), tuple.end()}, holds, unknown});
  }
  std::sort(found.begin(), found.end(), [&](const Answer& a, const Answer& b) {
    return std::lexicographical_compare(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), [&](auto x, auto y) { return values.written(x) < values.written(y); });
  });
  return found;
}

// "S = mn, P = putin", or the whole atom where the goal has no variable.
std::string named(const language::Program& program, const Goal& goal, const Answer& answer) {
  std::string text;
  for (std::size_t i = 0; i < answer.values.size(); ++i)
    if (const auto* v = std::get_if<language::Variable>(&goal.arguments[i]); v && text.find(goal.variables[v->index] + " = ") == std::string::npos)
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", goal.variables[v->index], program.values.written(answer.values[i]));
  return text.empty() ? program.written(goal.predicate, answer.values) : text;
}

void print_text(const language::Program& program, const Goal& goal, const std::vector<Answer>& found, bool on_a_day) {
  if (found.empty()) fmt::print("no\n");
  for (const auto& a : found) {
    const auto name = named(program, goal, a);
    const auto when = [&](const IntervalSet& set) { return on_a_day ? std::string() : "    " + time::text(set); };
    if (!a.holds.empty()) fmt::print("{}{}\n", name, when(a.holds));
    if (!a.unknown.empty()) fmt::print("{}{}    unknown\n", name, when(a.unknown));
  }
}

nlohmann::ordered_json day(const std::optional<std::string>& iso) { return iso ? nlohmann::ordered_json(*iso) : nlohmann::ordered_json(); }

nlohmann::ordered_json intervals(const IntervalSet& set) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& i : set.intervals()) list.push_back({{"from", day(first_day(i))}, {"to", day(last_day(i))}});
  return list;
}

void print_json(const language::Program& program, const Goal& goal, const std::vector<Answer>& found) {
  nlohmann::ordered_json out{{"schema", "dedere/ask/1"}, {"predicate", program[goal.predicate].name}, {"answers", nlohmann::ordered_json::array()}};
  for (const auto& a : found) {
    nlohmann::ordered_json arguments;
    for (std::size_t i = 0; i < a.values.size(); ++i) arguments[program[goal.predicate].arguments[i].name] = program.values.written(a.values[i]);
    out["answers"].push_back({{"atom", program.written(goal.predicate, a.values)}, {"sentence", program.sentence(goal.predicate, a.values)}, {"arguments", arguments},
                              {"holds", intervals(a.holds)}, {"unknown", intervals(a.unknown)}});
  }
  fmt::print("{}\n", out.dump(2));
}

}  // namespace

Result<int> ask(const Options& options, const AskOptions& command) {
  const auto window = TRY(parse_window(command.days));
  auto house = TRY(load(options));
  const auto goal = TRY(language::read_goal(command.goal, house.program));
  const auto now = TRY(known(house, options, options.as_known));
  const auto found = answers(now.world, goal, window.value_or(time::Interval::always()));
  if (options.format == Format::json) print_json(house.program, goal, found);
  else print_text(house.program, goal, found, !command.days.on.empty());
  return 0;
}

}  // namespace dedere::cli
