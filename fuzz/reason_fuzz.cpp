// Any law file that loads: evaluated, every row proved, doubted or refused.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "fuzz/small.hpp"
#include "reason/decide.hpp"

using namespace dedere;
using namespace dedere::reason;
using fuzz::expect;

namespace {

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
  if (!program || !fuzz::is_small(*program)) return 0;
  const auto law = Law::as_known(*program, std::nullopt, {});
  const auto world = World::evaluate(*program, {}, law.readings);
  if (!fuzz::ends_soon(world)) return 0;
  for (std::uint32_t i = 0; i < program->predicates.size(); ++i) {
    const language::PredicateId p{i};
    const auto& rows = world.relation(p, Mode::possible);
    for (Row row = 0; row < std::min<Row>(rows.size(), 8); ++row) {
      const std::vector<Value> values(rows.values(row).begin(), rows.values(row).end());
      const auto times = rows.when(row);
      for (const auto& interval : time::Times(times))
        for (const auto end : {interval.from(), interval.to(), interval.from().shifted(-1)})
          if (end.is_finite()) explain(world, p, values, end);
    }
    language::Goal goal{p, std::vector<language::Operand>((*program)[p].arguments.size(), language::Any{}), {}};
    (void)decide(world, law, goal, time::Interval::always());
  }
  return 0;
}
