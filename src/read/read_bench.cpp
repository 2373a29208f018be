// From text to claims, and what it takes to begin. Bytes a second are of article text.
#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>

#include "read/of_record.hpp"
#include "read/read.hpp"

namespace dedere::read {
namespace {

std::string slurp(const char* path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Reader make() {
  const auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  const auto package = record::load(std::vector<std::string>{DEDERE_ROOT "/record"});
  return Reader(*lexicon, gazetteer(package->as_known({})));
}

void load_lexicon(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Lexicon::load(DEDERE_ROOT "/lexicon/en"));
}
BENCHMARK(load_lexicon)->Unit(benchmark::kMillisecond);

void make_reader(benchmark::State& state) {
  const auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  const auto package = record::load(std::vector<std::string>{DEDERE_ROOT "/record"});
  const auto names = gazetteer(package->as_known({}));
  for (auto _ : state) benchmark::DoNotOptimize(Reader(*lexicon, names));
}
BENCHMARK(make_reader)->Unit(benchmark::kMillisecond);

// An article that is all about a wanted person: every sentence is read to the end.
void read_dense(benchmark::State& state) {
  const auto reader = make();
  const Article article{.id = "a", .text = slurp(DEDERE_ROOT "/examples/ulaanbaatar.txt"), .published = time::Date::of(2024, 9, 2)};
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(article));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article.text.size()));
}
BENCHMARK(read_dense);

// Text that names nobody wanted, as most of the news.
void read_other(benchmark::State& state) {
  const auto reader = make();
  std::string text;
  for (int i = 0; i < 100; ++i) text += "The minister of finance told members of parliament on Monday that the budget of Kenya would grow, and that trade with Chad had doubled in a year.\n\n";
  const Article article{.id = "a", .text = text, .published = time::Date::of(2024, 9, 2)};
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(article));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article.text.size()));
}
BENCHMARK(read_other);

}  // namespace
}  // namespace dedere::read
