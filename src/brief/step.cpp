#include "brief/step.hpp"

#include <fmt/core.h>

namespace dedere::brief {
namespace {

std::string without_variant(const std::string& label) { return label.substr(0, label.find(';')); }

Source source_of(record::Row row) {
  const auto cell = [&](const char* column) { return std::string(row.cell(column)); };
  return {cell("id"), cell("publisher"), cell("title"), cell("date"), cell("document"), cell("address"), cell("kind")};
}

}  // namespace

ProvisionOf Steps::provision(language::RuleId id) const {
  auto& known = (*setting_.provisions)[id.index];
  if (known) return known;
  const auto& rule = setting_.program[id];
  const auto place = setting_.program.sources.place(rule.span);
  known = std::make_shared<const Provision>(Provision{rule.label, without_variant(rule.label), rule.title, place.heading, setting_.program.sources.paragraph(rule.span), place.file, place.line});
  return known;
}

void Steps::remember(record::Row source) { sources_.try_emplace(std::string(source.id()), source_of(source)); }

Evidence Steps::evidence(record::Row row) {
  Evidence out{row.table().name(), std::string(row.id()), {}, std::string(row.cell("known")), std::string(row.cell("confidence")), std::string(row.cell("note")), row.package(), row.is_laid_over()};
  for (const auto source : setting_.record.sources(row)) {
    out.sources.emplace_back(source.id());
    remember(source);
  }
  return out;
}

Step Steps::step(const reason::Proof& proof) {
  Step out{.kind = proof.kind, .sentence = plain(proof.sentence), .atom = proof.atom, .presumed = proof.presumed};
  if (proof.when && *proof.when != time::Interval::always()) out.when = days_of(*proof.when);
  if (proof.rule) out.provision = provision(*proof.rule);
  if (proof.origin) {
    using Kind = language::Origin::Kind;
    if (proof.origin->kind == Kind::supposed) out.supposed = true;
    if (proof.origin->kind == Kind::record && proof.origin->index < setting_.facts.size()) {
      const auto& fact = setting_.facts[proof.origin->index];
      out.evidence = evidence(fact.row);
      out.evidence->imprecise = fact.imprecise;
    }
    if (proof.origin->kind == Kind::law && proof.origin->index < setting_.program.fact_spans.size()) {
      const auto place = setting_.program.sources.place(setting_.program.fact_spans[proof.origin->index]);
      out.place = fmt::format("{}:{}", place.file, place.line);
    }
  }
  if (proof.question) {
    const auto& question = setting_.program[*proof.question];
    const auto& answer = question.answers[proof.answer];
    out.question = question.name;
    out.answer = answer.name;
    if (answer.settled && (!setting_.as_known || *answer.settled <= *setting_.as_known)) out.settled = answer.settled->iso();
  }
  for (const auto& p : proof.premises) out.premises.push_back(step(p));
  for (const auto& o : proof.objections) out.objections.push_back(objection(o));
  return out;
}

Objection Steps::objection(const reason::Objection& objection) {
  Objection out{provision(objection.rule), objection.raised, objection.stands, {}, {}};
  for (const auto& g : objection.ground) out.ground.push_back(step(g));
  for (const auto& a : objection.answers) out.answers.push_back(this->objection(a));
  return out;
}

Refused Steps::refused(const reason::Refusal& refusal) {
  Refused out{provision(refusal.rule), {}, {}, {}};
  for (const auto& h : refusal.held) out.held.push_back(step(h));
  for (const auto& m : refusal.missing) {
    Refused::Missing missing{step(m.what), {}};
    for (const auto& b : m.because) missing.because.push_back(refused(b));
    out.missing.push_back(std::move(missing));
  }
  for (const auto& o : refusal.standing) out.standing.push_back(objection(o));
  return out;
}

}  // namespace dedere::brief
