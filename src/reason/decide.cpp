#include "reason/decide.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "reason/match.hpp"
#include "reason/relevant.hpp"

namespace dedere::reason {
namespace {

using language::Atom;
using language::Variable;

constexpr std::size_t most_combinations = 256;

// What is certain, and what certainly is not, in one world.
struct Outcome {
  IntervalSet holds, does_not;
};

Outcome outcome(const World& world, const Goal& goal, const IntervalSet& window) {
  return {when_goal(world, goal, Mode::certain) & window, window - when_goal(world, goal, Mode::possible)};
}

std::vector<Span> spans(const IntervalSet& window, const IntervalSet& holds, const IntervalSet& does_not, const IntervalSet& contested) {
  std::vector<Span> out;
  const auto add = [&](const IntervalSet& set, Verdict verdict) {
    for (const auto& interval : set.intervals()) out.push_back({interval, verdict});
  };
  add(holds, Verdict::holds);
  add(does_not, Verdict::does_not_hold);
  add(contested, Verdict::contested);
  add(window - holds - does_not - contested, Verdict::cannot_say);
  std::sort(out.begin(), out.end(), [](const Span& a, const Span& b) { return a.when.from() < b.when.from(); });
  return out;
}

std::vector<Span> spans(const IntervalSet& window, const Outcome& one) { return spans(window, one.holds, one.does_not, {}); }

// Every choice of answers to the open questions, the one of `law.readings` first; with too many to try, none.
std::vector<Readings> combinations(const language::Program& program, const Law& law) {
  std::vector<Readings> all{law.readings};
  for (const auto q : law.open) {
    const auto before = all;
    for (std::uint32_t a = 0; a < program[q].answers.size(); ++a)
      for (auto readings : before) {
        if (a == law.readings[q.index]) continue;
        if (all.size() >= most_combinations) return {};
        readings[q.index] = a;
        all.push_back(std::move(readings));
      }
  }
  return all;
}

// The unknown facts on which the goal turns in this world, at some time in the window.
void turns_on(const World& world, const Goal& goal, const IntervalSet& where, std::set<Unknown>& all) {
  const auto told = outcome(world, goal, where);
  const auto window = where - told.holds - told.does_not;
  if (window.empty()) return;
  const auto collect = [&](const std::vector<Value>& values) {
    for (auto& u : unknowns(world, goal.predicate, values, window)) all.insert(std::move(u));
  };
  // An open atom may have no row and be in doubt all the same.
  std::vector<Value> ground;
  for (const auto& o : goal.arguments)
    if (const auto* value = std::get_if<Value>(&o)) ground.push_back(*value);
  if (ground.size() == goal.arguments.size()) collect(ground);
  for (const auto& row : rows(world, goal.predicate, goal.arguments, Mode::possible)) collect(row.values);
}

}  // namespace

Law Law::as_known(const language::Program& program, std::optional<time::Date> day, const std::map<std::uint32_t, std::uint32_t>& fixed) {
  Law law;
  for (std::uint32_t q = 0; q < program.questions.size(); ++q) {
    const auto& answers = program.questions[q].answers;
    auto settled = answers.end();  // the Court's latest word
    for (auto a = answers.begin(); a != answers.end(); ++a)
      if (a->settled && (!day || *a->settled <= *day) && (settled == answers.end() || *settled->settled < *a->settled)) settled = a;
    const auto chosen = fixed.find(q);
    if (chosen == fixed.end() && settled == answers.end()) law.open.push_back({q});
    if (chosen != fixed.end()) law.fixed.push_back({q});
    law.readings.push_back(chosen != fixed.end() ? chosen->second : settled != answers.end() ? static_cast<std::uint32_t>(settled - answers.begin()) : 0U);
  }
  return law;
}

IntervalSet when_goal(const World& world, const Goal& goal, Mode mode) {
  return when_any(world, mode, Atom{goal.predicate, goal.arguments, {}}, Binding(goal.variables.size(), no_value));
}

std::vector<World> under_every_answer(const World& world, const Law& law, PredicateId goal) {
  return under_every_answer(world, law, Goal{goal, std::vector<language::Operand>(world.program()[goal].arguments.size(), language::Any{}), {}});
}

std::vector<World> under_every_answer(const World& world, const Law& law, const Goal& goal) { return under_every_answer(world, law, relevant(world, goal)); }

std::vector<World> under_every_answer(const World& world, const Law& law, const std::set<std::uint32_t>& questions) {
  const auto& program = world.program();
  Law narrowed = law;
  std::erase_if(narrowed.open, [&](QuestionId q) { return !questions.contains(q.index); });
  std::vector<World> worlds;
  for (const auto& readings : combinations(program, narrowed)) worlds.push_back(readings == law.readings ? world : world.varied({}, readings));
  return worlds;
}

Agreement agreement(const std::vector<World>& worlds, const IntervalSet& window, const std::function<IntervalSet(const World&, Mode)>& in) {
  Agreement all{window, window, window, {}};
  if (worlds.empty()) all = {{}, {}, {}, {}};
  for (const auto& world : worlds) {
    const auto certain = in(world, Mode::certain) & window, impossible = window - in(world, Mode::possible);
    all.holds &= certain;
    all.does_not_hold &= impossible;
    all.unknown &= window - certain - impossible;
  }
  all.contested = window - all.holds - all.does_not_hold - all.unknown;
  return all;
}

Decision decide(const World& world, const Law& law, const Goal& goal, Interval stretch) {
  const IntervalSet window = stretch;
  const auto& program = world.program();
  const auto questions = relevant(world, goal);
  auto worlds = under_every_answer(world, law, questions);
  const auto all = agreement(worlds, window, [&](const World& w, Mode mode) { return when_goal(w, goal, mode); });
  Decision decision;
  decision.spans = spans(window, all.holds, all.does_not_hold, all.contested);

  std::deque<World> worlds_of_one;   // that differ in one answer; those of open questions have been tried already
  for (const auto q : questions) {
    std::vector<Dispute> answers;
    for (std::uint32_t a = 0; a < program.questions[q].answers.size(); ++a) {
      auto readings = law.readings;
      readings[q] = a;
      const auto tried = std::find_if(worlds.begin(), worlds.end(), [&](const World& w) { return w.readings() == readings; });
      const auto& there = tried != worlds.end() ? *tried : worlds_of_one.emplace_back(world.varied({}, readings));
      const bool is_open = std::any_of(law.open.begin(), law.open.end(), [&](QuestionId o) { return o.index == q; });
      answers.push_back({{q}, a, a == law.readings[q] && !is_open, spans(window, outcome(there, goal, window))});
    }
    const bool differs = std::any_of(answers.begin(), answers.end(), [&](const Dispute& d) { return d.spans != answers[0].spans; });
    if (differs) decision.disputes.insert(decision.disputes.end(), answers.begin(), answers.end());
  }

  // An open question may lead to a doubt by one answer only.
  if (worlds.empty()) worlds.push_back(world);
  std::set<Unknown> unknown;
  for (const auto& w : worlds) turns_on(w, goal, window - all.holds - all.does_not_hold, unknown);
  decision.unknowns.assign(unknown.begin(), unknown.end());
  return decision;
}

}  // namespace dedere::reason
