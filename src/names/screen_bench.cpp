// A day's passengers against a list. The list and the passengers are files, since what they are like decides the figures:
//
//     tools/names/generate list 100000 5 >list.csv; tools/names/generate passengers 200000 >passengers.txt
//     DEDERE_LIST=list.csv DEDERE_PASSENGERS=passengers.txt names_bench --benchmark_filter=screening
//
// Without them, a list and passengers of words drawn from the lexicon, one after another: enough to see that it works.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "names/list_file.hpp"
#include "names/live_list.hpp"

namespace dedere::names {
namespace {

std::string file(const char* variable) {
  const char* path = std::getenv(variable);
  std::ostringstream text;
  if (path) text << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(text).str();
}

std::shared_ptr<const Lexicon> lexicon() {
  static const auto loaded = std::make_shared<const Lexicon>(*Lexicon::load(lexicon_on_disk(DEDERE_ROOT "/lexicon/names")));
  return loaded;
}

std::string drawn(std::size_t n, unsigned seed) {
  std::vector<std::string_view> words;
  for (const auto& [word, count] : lexicon()->common()) words.push_back(word);
  std::ranges::sort(words);
  std::mt19937 random(seed);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) ((text += words[random() % words.size()]) += " ") += std::string(words[random() % words.size()]) + "\n";
  return text;
}

const std::vector<Listed>& listed() {
  static const auto made = [] {
    ListFile list;
    auto text = file("DEDERE_LIST");
    if (text.empty()) text = drawn(2'000, 1);
    (void)read_list("list", text, read_columns(*lexicon_on_disk(DEDERE_ROOT "/lexicon/names")("columns.tsv")), list);
    return std::move(list.persons);
  }();
  return made;
}

const Index& index() {
  static const Index made(lexicon(), listed());
  return made;
}

const std::vector<std::string>& passengers() {
  static const auto made = [] {
    std::vector<std::string> names;
    auto text = file("DEDERE_PASSENGERS");
    if (text.empty()) text = drawn(2'000, 2);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) names.push_back(std::move(line));
    return names;
  }();
  return made;
}

void screening_build(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Index(lexicon(), listed()).names());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["persons"] = static_cast<double>(listed().size());
  state.counters["MiB at most"] = static_cast<double>(usage.ru_maxrss) / 1024;
}
BENCHMARK(screening_build)->Unit(benchmark::kMillisecond)->Iterations(1);

// All passengers, each time with a matcher that knows no word yet.
void screening_cold(benchmark::State& state) {
  std::size_t hits = 0;
  for (auto _ : state) {
    Matcher matcher(index());
    for (const auto& name : passengers()) hits += matcher.find({.name = name}, {}).size();
  }
  state.counters["names/s"] = benchmark::Counter(static_cast<double>(passengers().size() * state.iterations()), benchmark::Counter::kIsRate);
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}
BENCHMARK(screening_cold)->Unit(benchmark::kMillisecond);

// One name after another by the clock, words met before known.
void screening_latency(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  Matcher matcher(index());
  for (const auto& name : passengers()) (void)matcher.find({.name = name}, {});
  for (auto _ : state)
    for (const auto& name : passengers()) {
      const auto begun = Clock::now();
      benchmark::DoNotOptimize(matcher.find({.name = name}, {}).size());
      times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
    }
  std::ranges::sort(times);
  state.counters["p50_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
}
BENCHMARK(screening_latency)->Unit(benchmark::kMillisecond)->Iterations(1);

// A thousand persons changed until a search sees them.
void screening_change(benchmark::State& state) {
  LiveList list(lexicon(), listed());
  std::vector<Listed> changed(listed().begin(), listed().begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(1'000, listed().size())));
  for (auto& one : changed) one.names.push_back({one.names[0].text + " Changed", Quality::alias});
  for (auto _ : state) list.change(changed, {});
}
BENCHMARK(screening_change)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace dedere::names
