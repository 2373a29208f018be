#include "brief/answer.hpp"
#include "brief/goal.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t longest_goal = 2'000;

Result<language::Goal> goal_of(Desk& desk, const Call& call) {
  const auto written = TRY(call.needed("goal"));
  if (written.size() > longest_goal) return unusable("the goal is too long", "ask for one atom");
  return language::read_goal(written, desk.program());
}

template <class Ask>
Result<Response> on_a_day(Desk& desk, const Call& call, const Ask& ask) {
  const auto on = TRY(call.day("on"));
  const auto* now = TRY(call.now(desk));
  const auto goal = TRY(goal_of(desk, call));
  return json(brief::json(ask(now->setting, goal, on)));
}

}  // namespace

Result<Response> ask(Desk& desk, const Call& call) {
  auto window = time::Interval::always();
  if (!call.text("on").empty() || !call.text("from").empty() || !call.text("to").empty()) {
    const auto days = TRY(call.days());
    window = *time::Interval::between(time::Instant::start_of(days.from), time::Instant::start_of(days.to + time::days{1}));
  }
  const auto* now = TRY(call.now(desk));
  const auto goal = TRY(goal_of(desk, call));
  return json(brief::json(desk.program(), goal, brief::answers(now->setting, goal, window)));
}

Result<Response> why(Desk& desk, const Call& call) { return on_a_day(desk, call, brief::why); }
Result<Response> why_not(Desk& desk, const Call& call) { return on_a_day(desk, call, brief::why_not); }

}  // namespace dedere::serve
