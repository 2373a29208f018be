#include "house/house.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "house/files.hpp"
#include "record/program_facts.hpp"

namespace dedere::house {
namespace {

constexpr std::size_t largest_law = 64U << 20U;

}  // namespace

Result<language::Sources> read_law(const Folders& folders) {
  language::Sources sources;
  std::vector<Diagnostic> faults;
  for (const auto& folder : folders.law) {
    const auto files = TRY(files_below(folder, ".md"));
    const auto base = std::filesystem::is_directory(folder) ? folder.parent_path() : std::filesystem::path();
    for (const auto& file : files) {
      const auto name = base.empty() ? file.string() : file.lexically_relative(base).string();
      const auto in_folder = base.empty() ? file.filename() : file.lexically_relative(folder);
      sources.add({name, TRY(read_file(file, largest_law)), in_folder.string()}, faults);
    }
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return sources;
}

Result<std::map<std::uint32_t, std::uint32_t>> readings(const language::Program& program, const Supposed& asked) {
  std::map<std::uint32_t, std::uint32_t> fixed;
  for (const auto& [question, answer] : asked.readings) {
    std::vector<std::string> known;
    for (const auto& q : program.questions) known.push_back(q.name);
    const auto id = program.find_question(question);
    if (!id) {
      const auto near = did_you_mean(question, known);
      return Failure(fault("A008", fmt::format("unknown question of law `{}`", question), near ? fmt::format("did you mean `{}`?", *near) : fmt::format("the questions are {}", fmt::join(known, ", "))));
    }
    known.clear();
    for (const auto& a : program[*id].answers) known.push_back(a.name);
    const auto found = std::find(known.begin(), known.end(), answer);
    if (found == known.end()) return Failure(fault("A008", fmt::format("`{}` is no answer to `{}`", answer, question), fmt::format("the answers are {}", fmt::join(known, ", "))));
    fixed[id->index] = static_cast<std::uint32_t>(found - known.begin());
  }
  return fixed;
}

Result<House> load(const Folders& folders) {
  auto sources = TRY(read_law(folders));
  return build(TRY(record::load(folders.record)), std::move(sources));
}

Result<House> build(record::Package package, language::Sources sources) {
  const auto entities = record::entities(package);
  std::vector<Diagnostic> warnings;
  auto program = TRY(language::load(std::move(sources), record::outer_entities(entities), warnings));
  brief::name_rows(program, package);
  brief::Digests digests{.law = program.sources.digest(), .record = package.digest(), .program = "dedere " DEDERE_VERSION};
  return House{std::move(package), std::move(program), std::move(warnings), std::move(digests)};
}

Result<Known> known(House& house, const Supposed& asked, std::optional<time::Date> day) {
  auto view = house.package.as_known(day);
  auto record_facts = record::facts(view);
  auto facts = TRY(record::program_facts(record_facts, house.program));
  std::vector<language::Fact> supposed;
  for (const auto& text : asked.suppose) supposed.push_back(TRY(language::read_fact(text, house.program)));
  facts.insert(facts.end(), supposed.begin(), supposed.end());
  auto law = reason::Law::as_known(house.program, day, TRY(readings(house.program, asked)));
  // From here on nothing depends on input: what follows is reasoning, and cannot fail.
  auto world = reason::World::evaluate(house.program, std::move(facts), law.readings);
  return Known{day, std::move(view), std::move(record_facts), std::move(supposed), std::move(law), std::move(world)};
}

brief::Setting setting(const House& house, const Known& now) {
  return {.program = house.program, .record = house.package, .view = now.view, .world = now.world, .law = now.law, .facts = now.record_facts, .as_known = now.day,
          .digests = house.digests, .supposed = now.supposed};
}

Result<Done> in_record(const brief::Setting& setting, time::Date day) {
  const auto predicate = setting.program.find_predicate("answers_from");
  if (!predicate) return Done{};
  const auto& rows = setting.world.relation(*predicate, reason::Mode::certain);
  for (reason::Row row = 0; row < rows.size(); ++row) {
    const auto first = setting.program.values.as_date(rows.values(row)[0]);
    if (day < first) return Failure(fault("A005", fmt::format("{} lies before the record begins", day.iso()), fmt::format("ask about {} or a later day", first.iso())));
  }
  return Done{};
}

}  // namespace dedere::house
