// Duty answers as the server makes them, without the sockets: questions that nobody asked before, at one desk.
#include <benchmark/benchmark.h>

#include <fmt/core.h>

#include <random>

#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

// Persons, states and days at random; `more` is put behind each.
class Questions {
 public:
  Questions(const record::Package& package, std::string more) : persons_(ids(package, "persons")), states_(ids(package, "states")), more_(std::move(more)) {}
  std::string next() {
    const auto one_of = [&](const std::vector<std::string>& all) { return all[dice_() % all.size()]; };
    const auto day = time::Date::of(2002, 7, 1) + time::days{static_cast<int>(dice_() % 8'900)};
    const auto person = one_of(persons_), state = one_of(states_);
    return fmt::format("/api/duty?person={}&state={}&on={}{}", person, state, day.iso(), more_);
  }

 private:
  static std::vector<std::string> ids(const record::Package& package, const char* table) {
    std::vector<std::string> out;
    for (const auto row : package.table(table)->rows()) out.emplace_back(row.id());
    return out;
  }
  std::mt19937_64 dice_{1};
  std::vector<std::string> persons_, states_;
  std::string more_;
};

void ADuty(benchmark::State& state, const char* more) {
  const std::string root = DEDERE_ROOT;
  static const auto library = open_library({{root + "/law"}, {root + "/record"}}, root + "/lexicon");
  Desk desk(*library);
  Questions questions((*library)->package, more);
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto target = Target::parse(questions.next());
    bytes += duty(desk, {*target, {}, ""})->body->size();
    desk.tidy();
  }
  state.counters["bytes"] = static_cast<double>(bytes) / static_cast<double>(state.iterations());
}
BENCHMARK_CAPTURE(ADuty, AsAllIsKnown, "")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ADuty, AsKnownThen, "&as_known=2024-09-02")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ADuty, UnderAReading, "&reading=immunity=state")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dedere::serve
