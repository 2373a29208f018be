// A duty to act on visits, as treaties have it: parties come and go, a visit is a stay of some days, an invitation is an objection, and a guest under
// suspicion is no guest. Made up, of any size; what is timed is evaluation, one answer, one proof, and a supposition.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>

#include "reason/decide.hpp"

namespace dedere::reason {
namespace {

using language::Fact;
using language::Program;
using language::Value;

constexpr const char* law = R"(
type State. type Person. type Visit.
predicate deposited(state: State, day: Date) "{state} deposited on {day}".
predicate left(state: State, day: Date) "{state} gave notice on {day}".
predicate visited(person: Person, state: State, visit: Visit) "{person} was in {state}".
predicate invited(person: Person, state: State) "{state} invited {person}".
predicate wanted(person: Person, day: Date) "{person} is wanted since {day}".
predicate party(state: State) "{state} is a party".
predicate parties(n: Number) "{n} parties".
predicate immune(person: Person, state: State) "{person} is immune in {state}".
predicate must_arrest(state: State, person: Person) "{state} must arrest {person}".
open predicate asked(state: State, person: Person) "{state} was asked about {person}".
question rank "Does an invitation protect?" answer no "no" settled 2011-12-12 answer yes "yes".
[1] party(S) if deposited(S, D), from next_month(D + 60 days).
[2] except to [1] if left(S, L), from L + 1 year.
[3] parties(N) if N = count S: party(S).
[4] immune(P, S) if invited(P, S).
[5] presumption asked(S, P) if party(S), wanted(P, D), from D.
[6] must_arrest(S, P) if visited(P, S, _), party(S), wanted(P, D), from D, asked(S, P).
[7] except to [6] if immune(P, S).
[8] except to [7] if reading(rank, no).
)";

struct Case {
  Program program;
  std::vector<Fact> facts;
};

Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"bench.law", law}, said);
  return *language::load(std::move(sources), {}, said);
}

Case made(int visits) {
  Case c{program(), {}};
  std::mt19937_64 dice(1);
  auto& values = c.program.values;
  const auto below = [&](int n) { return static_cast<int>(dice() % static_cast<std::uint64_t>(n)); };
  const auto entity = [&](const char* type, const char* letter, int n) { return values.entity(*c.program.find_type(type), fmt::format("{}{}", letter, n)); };
  const auto day = [&](int from_year, int years) { return time::Date::of(from_year, 1, 1) + time::days{below(365 * years)}; };
  const auto add = [&](const char* predicate, std::vector<Value> arguments, IntervalSet when = IntervalSet::always()) {
    c.facts.push_back({*c.program.find_predicate(predicate), std::move(arguments), std::move(when), {language::Origin::Kind::record, static_cast<std::uint32_t>(c.facts.size())}});
  };
  const int states = 200, persons = std::max(50, visits / 50);
  for (int s = 0; s < 130; ++s) add("deposited", {entity("State", "s", s), values.date(day(1999, 20))});
  for (int s = 0; s < 5; ++s) add("left", {entity("State", "s", s), values.date(day(2016, 8))});
  for (int p = 0; p < persons; ++p) add("wanted", {entity("Person", "p", p), values.date(day(2005, 20))});
  for (int v = 0; v < visits; ++v) {
    const auto person = entity("Person", "p", below(persons)), state = entity("State", "s", below(states));
    const auto first = day(2002, 24);
    add("visited", {person, state, entity("Visit", "v", v)}, IntervalSet::days(first, first + time::days{below(5)}));
    if (below(4) == 0) add("invited", {person, state}, IntervalSet::days(first - time::days{10}, first + time::days{30}));
  }
  return c;
}

const Readings readings{0};

void every_duty(benchmark::State& state) {
  const auto c = made(static_cast<int>(state.range(0)));
  const auto duty = *c.program.find_predicate("must_arrest");
  std::size_t rows = 0;
  for (auto _ : state) rows = World::evaluate(c.program, c.facts, readings).relation(duty, Mode::certain).size();
  state.counters["duties"] = static_cast<double>(rows);
  state.counters["visits/s"] = benchmark::Counter(static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}

// One row of the answer, with the instant at which it begins.
struct Answer { std::vector<Value> values; time::Instant at; };
Answer some_answer(const Case& c, const World& world) {
  const auto& rows = world.relation(*c.program.find_predicate("must_arrest"), Mode::certain);
  const auto row = rows.size() / 2;
  return {{rows.values(row).begin(), rows.values(row).end()}, time::Times(rows.when(row))[0].from()};
}

void one_answer(benchmark::State& state) {
  const auto c = made(static_cast<int>(state.range(0)));
  const auto duty = *c.program.find_predicate("must_arrest");
  const auto answer = some_answer(c, World::evaluate(c.program, c.facts, readings));
  for (auto _ : state) {
    const auto world = World::evaluate(c.program, c.facts, readings);
    benchmark::DoNotOptimize(when(world, duty, answer.values, Mode::certain));
  }
}

void one_proof(benchmark::State& state) {
  const auto c = made(static_cast<int>(state.range(0)));
  const auto duty = *c.program.find_predicate("must_arrest");
  const auto world = World::evaluate(c.program, c.facts, readings);
  const auto answer = some_answer(c, world);
  for (auto _ : state) benchmark::DoNotOptimize(why(world, duty, answer.values, answer.at));
}

// One more visit, and what follows for its state and person.
void one_fact_more(benchmark::State& state) {
  auto c = made(static_cast<int>(state.range(0)));
  const auto duty = *c.program.find_predicate("must_arrest");
  const auto world = World::evaluate(c.program, c.facts, readings);
  const auto answer = some_answer(c, world);
  auto& values = c.program.values;
  const Fact fact{*c.program.find_predicate("visited"), {answer.values[1], answer.values[0], values.entity(*c.program.find_type("Visit"), "supposed")},
                  IntervalSet::days(time::Date::of(2030, 1, 1), time::Date::of(2030, 1, 3)), {language::Origin::Kind::supposed, 0}};
  for (auto _ : state) benchmark::DoNotOptimize(when(world.varied({fact}, readings), duty, answer.values, Mode::certain));
}

void other_reading(benchmark::State& state) {
  const auto c = made(static_cast<int>(state.range(0)));
  const auto duty = *c.program.find_predicate("must_arrest");
  const auto world = World::evaluate(c.program, c.facts, readings);
  for (auto _ : state) benchmark::DoNotOptimize(world.varied({}, {1}).relation(duty, Mode::certain).size());
}

BENCHMARK(every_duty)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(other_reading)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_answer)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_fact_more)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_proof)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dedere::reason
