#include "brief/expectations.hpp"

#include <algorithm>
#include <map>

namespace dedere::brief {
namespace {

using reason::Verdict;
using Kind = language::syntax::Expectation::Kind;

Verdict wanted(Kind kind) {
  switch (kind) {
    case Kind::holds: return Verdict::holds;
    case Kind::not_holds: return Verdict::does_not_hold;
    case Kind::unknown: return Verdict::cannot_say;
    case Kind::contested: return Verdict::contested;
  }
  return Verdict::holds;
}

}  // namespace

std::optional<reason::Span> first_other(const reason::World& world, const reason::Law& law, const language::Expectation& e) {
  // Variables of an expectation mean "some value".
  language::Goal goal{e.predicate, {}, {}};
  for (const auto& operand : e.arguments) goal.arguments.push_back(std::holds_alternative<language::Variable>(operand) ? language::Operand(language::Any{}) : operand);
  for (const auto& interval : e.when.intervals())
    for (const auto& span : reason::decide(world, law, goal, interval).spans)
      if (span.verdict != wanted(e.kind)) return span;
  return std::nullopt;
}

std::vector<Unmet> unmet(const reason::World& world, const reason::Law& law) {
  std::vector<Unmet> out;
  const auto& all = world.program().expectations;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const auto other = first_other(world, law, all[i])) out.push_back({i, *other});
  return out;
}

std::vector<CasebookDecision> casebook(const reason::World& world, const std::vector<Unmet>& unmet) {
  const auto& program = world.program();
  const auto decided = program.find_predicate("decided");
  if (!decided) return {};
  std::map<std::string, CasebookDecision> found;
  const auto& rows = world.relation(*decided, reason::Mode::certain);
  for (reason::Row row = 0; row < rows.size(); ++row) {
    const std::string id(program.values.id(rows.values(row)[0]));
    if (!rows.when(row).empty()) found[id].finding = id;
  }
  std::map<std::uint32_t, std::size_t> unmet_in;
  for (const auto& u : unmet) ++unmet_in[program.expectations[u.expectation].span.file];
  for (const auto& e : program.expectations) {
    const auto* finding = e.predicate == *decided && e.kind == Kind::holds ? std::get_if<language::Value>(&e.arguments[0]) : nullptr;
    const auto known = finding ? found.find(std::string(program.values.id(*finding))) : found.end();
    if (known == found.end()) continue;
    known->second.file = program.sources[e.span.file].name;
    known->second.unmet = unmet_in[e.span.file];
  }
  std::vector<CasebookDecision> out;
  for (auto& [id, decision] : found) out.push_back(std::move(decision));
  return out;
}

}  // namespace dedere::brief
