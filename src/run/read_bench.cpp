// Reading tables: bytes and rows a second, interning included.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>

#include "run/read.hpp"

namespace dedere::run {
namespace {

constexpr int rows = 300'000;

language::Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"bench.law", R"(
type Person. type State.
predicate visit(person: Person, state: State) "{person} is in {state}".
predicate count(n: Number, m: Number) "{n} {m}".
)"}, said);
  return *language::load(std::move(sources), {}, said);
}

void read(benchmark::State& state, const char* predicate, const std::string& file, const std::string& text) {
  for (auto _ : state) {
    const auto law = program();
    auto table = read_table(law, *law.find_predicate(predicate), file, text, Header::detect);
    if (!table) return state.SkipWithError("the table is wrong");
    benchmark::DoNotOptimize(table);
  }
  state.SetItemsProcessed(rows * state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

template <class Row>
std::string table(Row row) {
  std::mt19937_64 dice(1);
  std::string text;
  for (int i = 0; i < rows; ++i) text += row([&](int n) { return static_cast<int>(dice() % static_cast<std::uint64_t>(n)); });
  return text;
}

void visits_in_seconds(benchmark::State& state) {
  read(state, "visit", "t.csv", table([](auto below) { const auto t = below(1'000'000'000); return fmt::format("p{},s{},{},{}\n", below(20'000), below(200), t, t + 86'400); }));
}
void visits_in_days(benchmark::State& state) {
  read(state, "visit", "t.csv", table([](auto below) { return fmt::format("p{},s{},20{:02}-{:02}-{:02},\n", below(20'000), below(200), below(25), 1 + below(12), 1 + below(28)); }));
}
void visits_quoted(benchmark::State& state) {
  read(state, "visit", "t.csv", table([](auto below) { return fmt::format("\"p, {}\",\"s{}\"\n", below(20'000), below(200)); }));
}
void numbers_tab_separated(benchmark::State& state) {
  read(state, "count", "t.tsv", table([](auto below) { return fmt::format("{}\t{}\n", below(1'000'000), below(1'000)); }));
}

BENCHMARK(visits_in_seconds)->Unit(benchmark::kMillisecond);
BENCHMARK(visits_in_days)->Unit(benchmark::kMillisecond);
BENCHMARK(visits_quoted)->Unit(benchmark::kMillisecond);
BENCHMARK(numbers_tab_separated)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dedere::run
