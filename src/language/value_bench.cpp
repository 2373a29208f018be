// Interning: what reading a file of facts spends on each of its cells.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>
#include <string>
#include <vector>

#include "language/value.hpp"

namespace dedere::language {
namespace {

constexpr TypeId person{3};

// `range(0)` persons, named a few times each in no order.
std::vector<std::string> mentions(std::int64_t persons, const char* prefix) {
  std::mt19937_64 dice(1);
  std::vector<std::string> out;
  for (int i = 0; i < 1 << 18; ++i) out.push_back(fmt::format("{}{}", prefix, dice() % static_cast<std::uint64_t>(persons)));
  return out;
}

void known(benchmark::State& state, const char* prefix) {
  const auto names = mentions(state.range(0), prefix);
  Values values;
  for (const auto& name : names) values.entity(person, name);
  for (auto _ : state)
    for (const auto& name : names) benchmark::DoNotOptimize(values.entity(person, name));
  state.SetItemsProcessed(static_cast<std::int64_t>(names.size()) * state.iterations());
}
void known_short(benchmark::State& state) { known(state, "p"); }
void known_long(benchmark::State& state) { known(state, "person-of-the-record-"); }

void first_seen(benchmark::State& state) {
  const auto names = mentions(1 << 30, "p");
  for (auto _ : state) {
    Values values;
    for (const auto& name : names) benchmark::DoNotOptimize(values.entity(person, name));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(names.size()) * state.iterations());
}

BENCHMARK(known_short)->Arg(1'000)->Arg(100'000);
BENCHMARK(known_long)->Arg(1'000)->Arg(100'000);
BENCHMARK(first_seen);

}  // namespace
}  // namespace dedere::language
