// How long a cold answer waits for the record: reading and checking it, and turning its rows into facts.
#include <benchmark/benchmark.h>

#include "record/facts.hpp"

namespace dedere::record {
namespace {

const std::vector<std::string> record{DEDERE_ROOT "/record"};

void load_and_check(benchmark::State& state) {
  for (auto _ : state) {
    auto package = load(record);
    if (!package) return state.SkipWithError("the record does not load");
    benchmark::DoNotOptimize(package);
  }
}
BENCHMARK(load_and_check)->Unit(benchmark::kMillisecond);

void descriptor_alone(benchmark::State& state) {
  const auto text = folder_on_disk(record[0]).read("datapackage.json");
  if (!text) return state.SkipWithError("no descriptor");
  for (auto _ : state) benchmark::DoNotOptimize(read_descriptor("datapackage.json", *text));
}
BENCHMARK(descriptor_alone)->Unit(benchmark::kMillisecond);

void view_and_facts(benchmark::State& state) {
  const auto package = load(record);
  if (!package) return state.SkipWithError("the record does not load");
  std::size_t count = 0;
  for (auto _ : state) count = facts(package->as_known(time::Date::of(2024, 9, 2))).size();
  state.counters["facts"] = static_cast<double>(count);
}
BENCHMARK(view_and_facts)->Unit(benchmark::kMillisecond);

void digest(benchmark::State& state) {
  const auto package = load(record);
  if (!package) return state.SkipWithError("the record does not load");
  for (auto _ : state) benchmark::DoNotOptimize(package->digest());
}
BENCHMARK(digest)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dedere::record
