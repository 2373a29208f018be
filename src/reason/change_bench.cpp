// Facts that come and go in a world that is computed whole, and a proof out of it: visits to states over some decades, a duty while visit, warrant and
// membership last together, a breach where it was unbroken for a week, and how many stand in breach at a time. Made up, of any size.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>

#include "reason/explain.hpp"

namespace dedere::reason {
namespace {

using language::Fact;
using language::Program;

constexpr const char* law = R"(
type Person. type State.
predicate visit(p: Person, s: State) "{p} visits {s}".
predicate warrant(p: Person) "{p} is wanted".
predicate member(s: State) "{s} is a member".
predicate arrested(p: Person, s: State) "{s} arrests {p}".
predicate duty(p: Person, s: State) "{s} must arrest {p}".
predicate breach(p: Person, s: State) "{s} fails to arrest {p}".
predicate in_breach(s: State, n: Number) "{s} is in breach {n} times".
[1] duty(P, S) if visit(P, S), warrant(P), member(S).
[2] breach(P, S) if duty(P, S) throughout the past 7 days, not arrested(P, S) in the past 7 days.
[3] in_breach(S, N) if member(S), N = count P: breach(P, S).
)";

struct Case {
  Program program;
  std::vector<Value> persons, states;
  World world;
};

Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"bench.law", law}, said);
  return *language::load(std::move(sources), {}, said);
}

std::unique_ptr<Case> made(std::int64_t visits) {
  auto c = std::make_unique<Case>(Case{program(), {}, {}, {}});
  std::mt19937_64 dice(1);
  const auto below = [&](std::int64_t n) { return static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(n)); };
  auto& in = c->program;
  const auto days = [](std::int64_t from, std::int64_t n) { return Interval::spanning({from * time::seconds_per_day}, {(from + n) * time::seconds_per_day}); };
  for (std::int64_t i = 0; i < visits / 50 + 1; ++i) c->persons.push_back(in.values.entity(*in.find_type("Person"), fmt::format("p{}", i)));
  for (int i = 0; i < 200; ++i) c->states.push_back(in.values.entity(*in.find_type("State"), fmt::format("s{}", i)));
  Table visit{*in.find_predicate("visit")}, warrant{*in.find_predicate("warrant")}, member{*in.find_predicate("member")};
  for (std::int64_t i = 0; i < visits; ++i) {
    visit.cells.insert(visit.cells.end(), {c->persons[static_cast<std::size_t>(below(static_cast<std::int64_t>(c->persons.size())))], c->states[static_cast<std::size_t>(below(200))]});
    visit.when.push_back(days(below(9'000), 1 + below(20)));
  }
  for (const auto p : c->persons) { warrant.cells.push_back(p); warrant.when.push_back(days(below(6'000), 3'000)); }
  for (const auto s : c->states) { member.cells.push_back(s); member.when.push_back(days(below(3'000), 9'000)); }
  c->world = World::evaluate(in, {}, {}, {visit, warrant, member});
  c->world.complete();
  return c;
}

void AFactComesAndGoes(benchmark::State& state) {
  const auto c = made(state.range(0));
  std::size_t next = 0;
  for (auto _ : state) {
    const Fact visit{*c->program.find_predicate("visit"), {c->persons[next++ % c->persons.size()], c->states[next % 200]}, IntervalSet::days(time::Date::of(1985, 1, 1), time::Date::of(1985, 2, 1)), {}};
    const auto back = c->world.change({{visit}, {}});
    benchmark::DoNotOptimize(c->world.change(back));
  }
}
BENCHMARK(AFactComesAndGoes)->RangeMultiplier(10)->Range(10'000, 1'000'000)->Unit(benchmark::kMicrosecond);

void AProofOutOfIt(benchmark::State& state) {
  const auto c = made(state.range(0));
  const auto breach = *c->program.find_predicate("breach");
  const auto& rows = c->world.relation(breach, Mode::certain);
  Row next = 0;
  for (auto _ : state) {
    next = (next + 7'919) % rows.size();
    const auto values = rows.values(next);
    benchmark::DoNotOptimize(why(c->world, breach, {values.begin(), values.end()}, Times(rows.when(next))[0].from()));
  }
}
BENCHMARK(AProofOutOfIt)->RangeMultiplier(10)->Range(10'000, 1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dedere::reason
