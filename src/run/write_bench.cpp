// Writing tables: all pairs of `range(0)` nodes, and visits with their days, each in no order before.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>

#include "reason/decide.hpp"
#include "run/write.hpp"

namespace dedere::run {
namespace {

struct Case {
  language::Program program;
  reason::World world;
  language::PredicateId predicate;
};

language::Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"bench.law", R"(
type Node.
predicate pair(a: Node, b: Node) "{a} {b}".
predicate visit(a: Node, b: Node) "{a} {b}".
)"}, said);
  return *language::load(std::move(sources), {}, said);
}

void write(benchmark::State& state, const char* predicate, const auto& row) {
  const auto law = program();
  const auto id = *law.find_predicate(predicate);
  const auto type = *law.find_type("Node");
  std::vector<language::Fact> facts;
  std::mt19937_64 dice(1);
  for (std::int64_t i = 0; i < state.range(0); ++i) row(dice, facts, [&](std::uint64_t n) { return law.values.entity(type, fmt::format("n{}", n)); }, id, i);
  const auto world = reason::World::evaluate(law, std::move(facts), {});
  const auto& relation = world.relation(id, reason::Mode::certain);
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    const auto rows = write_table(law, id, relation, {}, [&](std::string_view piece) { bytes += piece.size(); return true; });
    if (!rows) return state.SkipWithError("not written");
    state.counters["rows"] = static_cast<double>(*rows);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(relation.size()) * state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void pairs(benchmark::State& state) {
  write(state, "pair", [](auto& dice, auto& facts, const auto& node, auto id, auto) { facts.push_back({id, {node(dice() % 5'000), node(dice() % 5'000)}, time::IntervalSet::always(), {}}); });
}
void visits(benchmark::State& state) {
  write(state, "visit", [](auto& dice, auto& facts, const auto& node, auto id, auto) {
    const auto first = time::Date::of(2024, 1, 1) + time::days{dice() % 365};
    facts.push_back({id, {node(dice() % 50'000), node(dice() % 200)}, time::IntervalSet::days(first, first), {}});
  });
}

BENCHMARK(pairs)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(visits)->Arg(300'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dedere::run
