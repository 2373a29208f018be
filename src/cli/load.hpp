// From files to a world that can be asked: the whole way, in the order it happens.
#pragma once

#include "brief/setting.hpp"
#include "cli/options.hpp"
#include "language/program.hpp"
#include "reason/decide.hpp"
#include "record/facts.hpp"
#include "record/package.hpp"

namespace dedere::cli {

// Law and record, read and checked. The record is laid over itself as `--record` says.
struct House {
  record::Package package;
  language::Program program;
  std::vector<Diagnostic> warnings;
};
[[nodiscard]] Result<House> load(const Options& options);

// The answers that `--reading` takes: question to answer, by number.
[[nodiscard]] Result<std::map<std::uint32_t, std::uint32_t>> readings(const language::Program& program, const Options& options);

// What was known on a day, evaluated.
struct Known {
  std::optional<time::Date> day;
  record::View view;
  std::vector<record::RecordFact> record_facts;  // by the index of an origin
  std::vector<language::Fact> supposed;
  reason::Law law;
  reason::World world;
};
// Reads `--suppose` and `--reading` too.
[[nodiscard]] Result<Known> known(House& house, const Options& options, std::optional<time::Date> day);

// What the brief room needs; views into both, which must be kept.
[[nodiscard]] brief::Setting setting(const House& house, const Known& now);

// Fails (A005) if `day` lies before the law's `answers_from`: an absence from the record would mean nothing there.
[[nodiscard]] Result<Done> in_record(const House& house, const Known& now, time::Date day);

}  // namespace dedere::cli
