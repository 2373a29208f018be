// From files to a world that can be asked: the whole way, in the order it happens.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "brief/setting.hpp"
#include "language/program.hpp"
#include "reason/decide.hpp"
#include "record/facts.hpp"
#include "record/package.hpp"

namespace dedere::house {

// Where the law and the record lie. A folder of the record is laid over those before it.
struct Folders {
  std::vector<std::filesystem::path> law;
  std::vector<std::string> record;
};

// What whoever asks takes for granted.
struct Supposed {
  std::vector<std::string> suppose;                            // facts, as text
  std::vector<std::pair<std::string, std::string>> readings;  // question of law, answer
};

// Law and record, read and checked.
struct House {
  record::Package package;
  language::Program program;
  std::vector<Diagnostic> warnings;
  brief::Digests digests;
};
[[nodiscard]] Result<House> load(const Folders& folders);

// The same in two steps, for those who make several of one law and record.
[[nodiscard]] Result<language::Sources> read_law(const Folders& folders);
[[nodiscard]] Result<House> build(record::Package package, language::Sources sources);

// The answers that are taken: question to answer, by number. A008 where there is no such question or answer.
[[nodiscard]] Result<std::map<std::uint32_t, std::uint32_t>> readings(const language::Program& program, const Supposed& asked);

// What was known on a day, evaluated.
struct Known {
  std::optional<time::Date> day;
  record::View view;
  std::vector<record::RecordFact> record_facts;  // by the index of an origin
  std::vector<language::Fact> supposed;
  reason::Law law;
  reason::World world;
};
[[nodiscard]] Result<Known> known(House& house, const Supposed& asked, std::optional<time::Date> day);

// What the brief room needs; views into both, which must be kept.
[[nodiscard]] brief::Setting setting(const House& house, const Known& now);

// Fails (A005) if `day` lies before the law's `answers_from`: an absence from the record would mean nothing there.
[[nodiscard]] Result<Done> in_record(const brief::Setting& setting, time::Date day);

}  // namespace dedere::house
