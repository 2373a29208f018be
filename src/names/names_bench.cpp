// What naming a person costs an answer from a cold start, and a look-up once the register stands.
#include <benchmark/benchmark.h>

#include "names/register.hpp"

namespace dedere::names {
namespace {

record::Package record() { return *record::load({std::string(DEDERE_ROOT "/record")}); }

void make_both_registers(benchmark::State& state) {
  const auto package = record();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Register::of_persons(package));
    benchmark::DoNotOptimize(Register::of_states(package));
  }
}
BENCHMARK(make_both_registers)->Unit(benchmark::kMillisecond);

void find(benchmark::State& state, const char* text) {
  const auto persons = Register::of_persons(record());
  for (auto _ : state) benchmark::DoNotOptimize(persons.find(text));
}
BENCHMARK_CAPTURE(find, full_name, "Vladimir Putin")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(find, nobody, "Some Other Person")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(find, other_script, "Владимир Путин")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dedere::names
