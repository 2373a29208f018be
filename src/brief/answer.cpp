#include "brief/answer.hpp"

#include <fmt/core.h>

#include "brief/argument.hpp"
#include "brief/json_parts.hpp"
#include "reason/match.hpp"

namespace dedere::brief {
namespace {

using reason::Mode;
using time::Instant;

// Every variable of a goal means "some value" here; one that stands twice asks for more than a refusal can answer, and matches more.
std::vector<language::Operand> columns(const language::Goal& goal) {
  auto out = goal.arguments;
  for (auto& operand : out)
    if (std::holds_alternative<language::Variable>(operand)) operand = language::Any{};
  return out;
}

std::string written(const Setting& setting, const language::Goal& goal) {
  std::string list;
  for (const auto& operand : goal.arguments) {
    const auto* value = std::get_if<language::Value>(&operand);
    const auto* v = std::get_if<language::Variable>(&operand);
    list += (list.empty() ? "" : ", ") + (value ? setting.program.values.written(*value) : v ? goal.variables[v->index] : "_");
  }
  const auto& name = setting.program[goal.predicate].name;
  return goal.arguments.empty() ? name : fmt::format("{}({})", name, list);
}

std::vector<Source> listed(const Steps& steps) {
  std::vector<Source> out;
  for (const auto& [id, source] : steps.sources()) out.push_back(source);
  return out;
}

void end(Document& page, const Citations& citations) {
  const auto references = citations.references();
  if (!references.empty()) page.heading(2, "Sources").references(references);
}

}  // namespace

Reasons why(const Setting& setting, const language::Goal& goal, time::Date on) {
  Reasons out{written(setting, goal), on.iso(), {}, {}};
  Steps steps(setting);
  const auto at = Instant::start_of(on);
  for (const auto& values : reason::holding(setting.world, goal.predicate, goal.arguments, at, Mode::certain))
    if (const auto proof = reason::why(setting.world, goal.predicate, values, at)) out.proofs.push_back(steps.step(*proof));
  out.sources = listed(steps);
  return out;
}

Document page(const Reasons& reasons) {
  Document page;
  Citations citations(reasons.sources);
  ArgumentWriter writer(citations);
  page.title = reasons.goal;
  if (reasons.proofs.empty()) page.paragraph(fmt::format("On {} nothing proves this goal.", reasons.on));
  for (const auto& proof : reasons.proofs) {
    std::vector<Item> whole{writer.item(proof)};
    page.unordered(std::move(whole));
    if (auto raised = writer.raised(proof.objections); !raised.empty()) page.heading(2, "Objections raised, and what answers them").unordered(std::move(raised));
    if (auto others = writer.not_raised(proof.objections); !others.empty()) page.heading(2, "Objections that the record does not raise").unordered(std::move(others));
  }
  end(page, citations);
  return page;
}

std::string json(const Reasons& reasons) {
  return dumped({{"schema", "dedere/why/1"}, {"goal", reasons.goal}, {"on", reasons.on}, {"proofs", list_of(reasons.proofs)}, {"sources", list_of(reasons.sources)}});
}

Lacks why_not(const Setting& setting, const language::Goal& goal, time::Date on) {
  const auto at = Instant::start_of(on);
  const auto asked = columns(goal);
  Lacks out{written(setting, goal), on.iso(), setting.program.absence(goal.predicate, asked), false, {}, {}};
  out.holds = !reason::holding(setting.world, goal.predicate, asked, at, Mode::certain).empty();
  Steps steps(setting);
  if (!out.holds)
    for (const auto& refusal : reason::why_not(setting.world, goal.predicate, asked, at)) out.refusals.push_back(steps.refused(refusal));
  out.sources = listed(steps);
  return out;
}

Document page(const Lacks& lacks) {
  Document page;
  Citations citations(lacks.sources);
  ArgumentWriter writer(citations);
  page.title = lacks.goal;
  if (lacks.holds) return page.paragraph(fmt::format("On {} the goal holds: `dedere why` gives the proof.", lacks.on));
  page.paragraph(capital(lacks.absence) + ".");
  if (lacks.refusals.empty()) page.paragraph("No rule concludes this; it would have to be on record.");
  for (const auto& refused : lacks.refusals) {
    page.heading(2, Line(fmt::format("{}{}", refused.provision->citation, refused.provision->title.empty() ? "" : ": " + refused.provision->title)));
    page.unordered(writer.refused(refused));
  }
  end(page, citations);
  return page;
}

std::string json(const Lacks& lacks) {
  return dumped({{"schema", "dedere/whynot/1"}, {"goal", lacks.goal}, {"on", lacks.on}, {"holds", lacks.holds}, {"why_not", list_of(lacks.refusals)}, {"sources", list_of(lacks.sources)}});
}

}  // namespace dedere::brief
