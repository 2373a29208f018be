// dedere ask 'GOAL': every answer and when it holds.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/receipt.hpp"
#include "cli/window.hpp"

namespace dedere::cli {
namespace {

using language::Goal;
using reason::Mode;
using time::IntervalSet;

// One row of the answer, and when it holds, may hold for all that is recorded, or turns on an open question of law.
struct Answer {
  std::vector<language::Value> values;
  reason::Agreement when;
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

std::vector<Answer> answers(const reason::World& world, const reason::Law& law, const Goal& goal, const IntervalSet& window) {
  const auto& values = world.program().values;
  const auto worlds = reason::under_every_answer(world, law, goal.predicate);
  std::set<std::vector<language::Value>> tuples;
  for (const auto& w : worlds.empty() ? std::vector{world} : worlds) {
    const auto& possible = w.relation(goal.predicate, Mode::possible);
    for (reason::Row row = 0; row < possible.size(); ++row)
      if (const auto tuple = possible.values(row); agrees(goal, tuple)) tuples.emplace(tuple.begin(), tuple.end());
  }
  std::vector<Answer> found;
  for (const auto& tuple : tuples) {
    auto when = reason::agreement(worlds, window, [&](const reason::World& w, Mode mode) { return reason::when(w, goal.predicate, tuple, mode); });
    if (when.does_not_hold != window) found.push_back({tuple, std::move(when)});
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
    const auto print = [&](const IntervalSet& set, const char* how) {
      if (!set.empty()) fmt::print("{}{}{}\n", name, on_a_day ? std::string() : "    " + time::text(set), how);
    };
    print(a.when.holds, "");
    print(a.when.unknown, "    unknown");
    print(a.when.contested, "    contested");
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
                              {"holds", intervals(a.when.holds)}, {"unknown", intervals(a.when.unknown)}, {"contested", intervals(a.when.contested)}});
  }
  fmt::print("{}\n", out.dump(2));
}

}  // namespace

Result<int> ask(const Options& options, const AskOptions& command) {
  const auto window = TRY(parse_window(command.days));
  auto house = TRY(load(options));
  const auto goal = TRY(language::read_goal(command.goal, house.program));
  const auto now = TRY(known(house, options, options.as_known));
  const auto stretch = window.value_or(time::Interval::always());
  const auto found = answers(now.world, now.law, goal, stretch);
  TRY(write_receipt(options, [&] { return receipt::of_ask(setting(house, now), goal, stretch, {command.goal, command.days.on, command.days.from, command.days.to}); }));
  if (options.format == Format::json) print_json(house.program, goal, found);
  else print_text(house.program, goal, found, !command.days.on.empty());
  return 0;
}

}  // namespace dedere::cli
