// dedere ask 'GOAL': every answer and when it holds.
#include <fmt/core.h>

#include "brief/goal.hpp"
#include "cli/command.hpp"
#include "cli/horizon.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/receipt.hpp"
#include "cli/window.hpp"

namespace dedere::cli {
namespace {

using brief::GoalAnswer;
using language::Goal;
using time::IntervalSet;

// "S = mn, P = putin", or the whole atom where the goal has no variable.
std::string named(const language::Program& program, const Goal& goal, const GoalAnswer& answer) {
  std::string text;
  for (std::size_t i = 0; i < answer.values.size(); ++i)
    if (const auto* v = std::get_if<language::Variable>(&goal.arguments[i]); v && text.find(goal.variables[v->index] + " = ") == std::string::npos)
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", goal.variables[v->index], program.values.written(answer.values[i]));
  return text.empty() ? program.written(goal.predicate, answer.values) : text;
}

void print_text(const language::Program& program, const Goal& goal, const std::vector<GoalAnswer>& found, bool on_a_day) {
  if (found.empty()) fmt::print("no\n");
  for (const auto& a : found) {
    const auto name = named(program, goal, a);
    const auto print = [&](const IntervalSet& set, const char* how) {
      if (!set.empty()) fmt::print("{}{}{}\n", name, on_a_day ? std::string() : "    " + time::text(set), how);
    };
    print(a.when.holds, "");
    print(a.when.unknown, "    unknown");
    print(a.when.contested, "    contested");
  }
}

}  // namespace

Result<int> ask(const Options& options, const AskOptions& command) {
  const auto window = TRY(parse_window(command.days));
  auto house = TRY(load(options));
  const auto goal = TRY(language::read_goal(command.goal, house.program));
  const auto now = TRY(known(house, options, options.as_known));
  const auto stretch = window.value_or(time::Interval::always());
  const auto set = setting(house, now);
  const auto found = brief::answers(set, goal, stretch);
  TRY(write_receipt(options, [&] { return receipt::of_ask(set, goal, stretch, {command.goal, command.days.on, command.days.from, command.days.to}); }));
  if (options.format == Format::json) print_line(brief::json(house.program, goal, found));
  else print_text(house.program, goal, found, !command.days.on.empty());
  warn_of_horizon(now.world);
  return 0;
}

}  // namespace dedere::cli
