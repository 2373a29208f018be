// A day's passengers against a list, in processor time. The list and the passengers are files, since what they are like decides the figures:
//
//     tools/names/generate list 100000 5 >list.csv; tools/names/generate passengers 200000 >passengers.txt
//     DEDERE_LIST=list.csv DEDERE_PASSENGERS=passengers.txt names_bench --benchmark_filter=screening
//
// Without them, a list and passengers of words drawn from the lexicon, one after another: enough to see that it works.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

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

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// A million numbers sorted, then looked up in a table of 8 MiB: what to compare the other figures with on another machine, or on this one in another hour.
void screening_yardstick(benchmark::State& state) {
  std::mt19937 random(1);
  std::vector<std::uint32_t> drawn(1U << 20U), table(1U << 21U);
  for (auto& number : drawn) number = static_cast<std::uint32_t>(random());
  for (auto _ : state) {
    auto numbers = drawn;
    std::ranges::sort(numbers);
    std::uint32_t sum = 0;
    for (const auto number : numbers) sum += table[number * 2654435761U >> 11U] += number;
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(screening_yardstick)->Unit(benchmark::kMillisecond);

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
  (void)index();
  (void)passengers();
  for (auto _ : state) {
    Matcher matcher(index());
    for (const auto& name : passengers()) hits += matcher.find({.name = name}, {}).size();
  }
  state.counters["names/s"] = benchmark::Counter(static_cast<double>(passengers().size() * state.iterations()), benchmark::Counter::kIsRate);
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}
BENCHMARK(screening_cold)->Unit(benchmark::kMillisecond);

// The same by two threads, each with a matcher of its own and half of the passengers: names a second of processor time, which stay as many if nothing is waited for.
void screening_by_threads(benchmark::State& state) {
  const auto part = static_cast<std::size_t>(state.thread_index()), parts = static_cast<std::size_t>(state.threads());
  std::size_t names = 0;
  double seconds = 0;
  (void)index();
  (void)passengers();
  for (auto _ : state) {
    const auto begun = processor_seconds();
    Matcher matcher(index());
    for (auto i = part; i < passengers().size(); i += parts, ++names) benchmark::DoNotOptimize(matcher.find({.name = passengers()[i]}, {}).size());
    seconds += processor_seconds() - begun;
  }
  state.counters["names/s of a thread"] = benchmark::Counter(static_cast<double>(names) / seconds, benchmark::Counter::kAvgThreads);
}
BENCHMARK(screening_by_threads)->Unit(benchmark::kMillisecond)->Iterations(1)->Threads(1)->Threads(2)->UseRealTime();

// One name after another, words met before known: by the thread's processor time, which other programs do not lengthen, and by the clock.
void screening_latency(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times, by_clock;
  Matcher matcher(index());
  for (const auto& name : passengers()) (void)matcher.find({.name = name}, {});
  for (auto _ : state)
    for (const auto& name : passengers()) {
      const auto at = Clock::now();
      const auto begun = processor_seconds();
      benchmark::DoNotOptimize(matcher.find({.name = name}, {}).size());
      times.push_back(1e6 * (processor_seconds() - begun));
      by_clock.push_back(std::chrono::duration<double, std::micro>(Clock::now() - at).count());
    }
  std::ranges::sort(times);
  std::ranges::sort(by_clock);
  state.counters["p50_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["p99_us by the clock"] = by_clock[by_clock.size() * 99 / 100];
}
BENCHMARK(screening_latency)->Unit(benchmark::kMillisecond)->Iterations(1);

// The longest time between two answers while another thread changes a thousand persons and builds the whole list anew, and while it does nothing, for as
// long; by the clock, and of that what this thread itself was at work.
void screening_gap(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  LiveList list(lexicon(), listed());
  LiveMatcher matcher(list.now());
  const auto longest = [&](auto&& going_on) {
    std::pair<double, double> gaps;
    auto last = Clock::now();
    auto worked = processor_seconds();
    for (std::size_t i = 0; going_on(); i = (i + 1) % passengers().size()) {
      matcher.see(list.now());
      benchmark::DoNotOptimize(matcher.find({.name = passengers()[i]}, {}).size());
      const auto now = Clock::now();
      const auto work = processor_seconds();
      gaps.first = std::max(gaps.first, std::chrono::duration<double, std::milli>(now - last).count());
      gaps.second = std::max(gaps.second, 1e3 * (work - worked));
      last = now;
      worked = work;
    }
    return gaps;
  };
  for (auto _ : state) {
    std::vector<Listed> changed(listed().begin(), listed().begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(1'000, listed().size())));
    for (auto& one : changed) one.names.push_back({one.names[0].text + " Changed", Quality::alias});
    std::atomic<bool> done = false;
    const auto begun = Clock::now();
    std::jthread other([&] {
      list.change(std::move(changed), {});
      list.rebuild();
      done = true;
    });
    const auto while_built = longest([&] { return !done; });
    const auto took = Clock::now() - begun;
    other.join();
    const auto end = Clock::now() + took;
    matcher.see(list.now());
    list.release();
    const auto otherwise = longest([&] { return Clock::now() < end; });
    state.counters["ms"] = while_built.first;
    state.counters["ms at work"] = while_built.second;
    state.counters["ms otherwise"] = otherwise.first;
    state.counters["ms at work otherwise"] = otherwise.second;
  }
}
BENCHMARK(screening_gap)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

// The list read from its text, as `--watch` does when its file changes; then the change below.
void screening_read_list(benchmark::State& state) {
  auto text = file("DEDERE_LIST");
  if (text.empty()) text = drawn(2'000, 1);
  const auto columns = read_columns(*lexicon_on_disk(DEDERE_ROOT "/lexicon/names")("columns.tsv"));
  for (auto _ : state) {
    ListFile list;
    (void)read_list("list", text, columns, list);
    benchmark::DoNotOptimize(list.persons.size());
  }
}
BENCHMARK(screening_read_list)->Unit(benchmark::kMillisecond)->Iterations(3);

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
