// Any law file that loads: evaluated, every row proved, doubted or refused. What would take long is passed over, since a join of many
// large relations is slow and not wrong: few facts, short bodies.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "reason/decide.hpp"

using namespace dedere;
using namespace dedere::reason;

namespace {

constexpr std::size_t most_facts = 12, most_rules = 24, longest_body = 5, most_columns = 4, most_questions = 3;

bool is_small(const language::Program& program) {
  return program.facts.size() <= most_facts && program.rules.size() <= most_rules && program.questions.size() <= most_questions &&
         std::all_of(program.rules.begin(), program.rules.end(), [](const auto& r) { return r.body.size() <= longest_body; }) &&
         std::all_of(program.predicates.begin(), program.predicates.end(), [](const auto& p) { return p.arguments.size() <= most_columns; });
}

void expect(bool so) { if (!so) std::abort(); }

void explain(const World& world, language::PredicateId p, const std::vector<Value>& values, time::Instant at) {
  const bool certain = when(world, p, values, Mode::certain).holds(at), possible = when(world, p, values, Mode::possible).holds(at);
  expect(possible || !certain);
  for (const auto mode : {Mode::certain, Mode::possible}) expect(why(world, p, values, at, mode).has_value() == (mode == Mode::certain ? certain : possible));
  expect(unknowns(world, p, values, at).empty() == (certain == possible));
  if (!certain) (void)why_not(world, p, {values.begin(), values.end()}, at);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"x.law", std::string(reinterpret_cast<const char*>(data), size)}, said);
  auto program = language::load(std::move(sources), {}, said);
  if (!program || !is_small(*program)) return 0;
  const auto law = Law::as_known(*program, std::nullopt, {});
  const auto world = World::evaluate(*program, {}, law.readings);
  for (std::uint32_t i = 0; i < program->predicates.size(); ++i) {
    const language::PredicateId p{i};
    const auto& rows = world.relation(p, Mode::possible);
    for (Row row = 0; row < std::min<Row>(rows.size(), 8); ++row) {
      const std::vector<Value> values(rows.values(row).begin(), rows.values(row).end());
      for (const auto& interval : rows.when(row).intervals())
        for (const auto end : {interval.from(), interval.to(), interval.from().shifted(-1)})
          if (end.is_finite()) explain(world, p, values, end);
    }
    language::Goal goal{p, std::vector<language::Operand>((*program)[p].arguments.size(), language::Any{}), {}};
    (void)decide(world, law, goal, time::Interval::always());
  }
  return 0;
}
