// How long a cold answer waits for the record: reading and checking it, and turning its rows into facts. And how fast a larger one loads:
// DEDERE_TIMES says how many times as large (100), DEDERE_LARGER the folder in which it is made, or kept from an earlier run.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdlib>
#include <fstream>

#include "record/facts.hpp"
#include "record/larger_record.hpp"

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
BENCHMARK(load_and_check)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void descriptor_alone(benchmark::State& state) {
  const auto read = folder_on_disk(record[0]).read("datapackage.json");
  if (!read) return state.SkipWithError("no descriptor");
  const auto text = std::make_shared<const std::string>(*read);
  for (auto _ : state) benchmark::DoNotOptimize(read_descriptor("datapackage.json", text));
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

std::size_t table_bytes(const std::filesystem::path& folder) {
  std::size_t sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) if (entry.path().extension() == ".csv") sum += entry.file_size();
  return sum;
}

// The folder of the larger record, made where it is not there yet.
std::filesystem::path larger() {
  const auto* times = std::getenv("DEDERE_TIMES");
  const auto* given = std::getenv("DEDERE_LARGER");
  const auto n = times == nullptr ? 100 : std::strtoul(times, nullptr, 10);
  const auto folder = given == nullptr ? std::filesystem::temp_directory_path() / fmt::format("dedere-record-{}-times", n) : std::filesystem::path(given);
  if (std::filesystem::exists(folder / "datapackage.json")) return folder;
  const auto package = load(record);
  std::ifstream file(record[0] + "/datapackage.json");
  const std::string descriptor(std::istreambuf_iterator<char>(file), {});
  if (package) LargerRecord(*package, n, 1).write(folder, descriptor);
  return folder;
}

void load_larger(benchmark::State& state) {
  const auto folder = larger();
  const auto bytes = table_bytes(folder);
  std::size_t rows = 0;
  for (auto _ : state) {
    const auto package = load({folder.string()});
    if (!package) return state.SkipWithError(show(package.error().diagnostics()[0]).c_str());
    rows = 0;
    for (const auto& table : package->tables()) rows += table.size();
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes * state.iterations()));
  state.counters["rows"] = static_cast<double>(rows);
  state.counters["MB"] = static_cast<double>(bytes) / 1e6;
  state.counters["peak_MB"] = static_cast<double>(used.ru_maxrss) * 1024 / 1e6;
}
BENCHMARK(load_larger)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Iterations(1);

}  // namespace
}  // namespace dedere::record
