#include "brief/step.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace dedere::brief {
namespace {

std::string without_variant(const std::string& label) { return label.substr(0, label.find(';')); }

Source source_of(record::Row row) {
  const auto cell = [&](const char* column) { return std::string(row.cell(column)); };
  return {cell("id"), cell("publisher"), cell("title"), cell("date"), cell("document"), cell("address"), cell("kind")};
}

}  // namespace

std::shared_ptr<Remembered> nothing_yet(const reason::World& world) { return std::make_shared<Remembered>(world); }

ProvisionOf Steps::provision(language::RuleId id) const {
  auto& known = setting_.remembered->provisions[id.index];
  if (known) return known;
  const auto& rule = setting_.program[id];
  const auto place = setting_.program.sources.place(rule.span);
  known = std::make_shared<const Provision>(Provision{rule.label, without_variant(rule.label), rule.title, place.heading, setting_.program.sources.paragraph(rule.span), place.file, place.line});
  return known;
}

void Steps::remember(record::Row source) {
  cited_.push_back(source);
  if (std::string id(source.id()); !sources_.contains(id)) sources_.emplace(std::move(id), source_of(source));
}

Evidence Steps::evidence(record::Row row) {
  Evidence out{row.table().name(), std::string(row.id()), {}, std::string(row.cell("known")), std::string(row.cell("confidence")), std::string(row.cell("note")), row.package(), row.is_laid_over()};
  for (const auto source : setting_.record.sources(row)) {
    out.sources.emplace_back(source.id());
    remember(source);
  }
  return out;
}

EvidenceOf Steps::evidence_of_fact(std::uint32_t fact) {
  auto& known = setting_.remembered->recorded[fact];
  if (known.evidence) {
    for (const auto document : known.documents) remember(document);
    return known.evidence;
  }
  const auto& of = setting_.facts[fact];
  auto found = evidence(of.row);
  found.imprecise = of.imprecise;
  known = {std::make_shared<const Evidence>(std::move(found)), setting_.record.sources(of.row)};
  return known.evidence;
}

Step Steps::step(const reason::Proof& proof) {
  Step out{.kind = proof.kind, .sentence = plain(proof.sentence), .atom = proof.atom, .presumed = proof.presumed};
  if (proof.when && *proof.when != time::Interval::always()) out.when = days_of(*proof.when);
  if (proof.rule) out.provision = provision(*proof.rule);
  if (proof.origin) {
    using Kind = language::Origin::Kind;
    if (proof.origin->kind == Kind::supposed) out.supposed = true;
    if (proof.origin->kind == Kind::record && proof.origin->index < setting_.facts.size()) out.evidence = evidence_of_fact(proof.origin->index);
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

SharedList<Refused> Steps::because(const SharedList<reason::Refusal>& refusals) {
  if (refusals.empty()) return {};
  auto& remembered = *setting_.remembered;
  auto& retold = remembered.explained.keeps(refusals) ? remembered.retold : own_;
  if (const auto before = retold.find(refusals.identity()); before != retold.end()) {
    for (const auto document : before->second.documents) remember(document);
    return before->second.because;
  }
  const auto first = cited_.size();
  std::vector<Refused> all;
  for (const auto& r : refusals) all.push_back(refused(r));
  std::vector<record::Row> documents;
  for (auto i = first; i < cited_.size(); ++i)
    if (std::ranges::find(documents, cited_[i]) == documents.end()) documents.push_back(cited_[i]);
  return retold.emplace(refusals.identity(), Retold{refusals, SharedList(std::move(all)), std::move(documents)}).first->second.because;
}

Refused Steps::refused(const reason::Refusal& refusal) {
  Refused out{provision(refusal.rule), {}, {}, {}};
  for (const auto& h : refusal.held) out.held.push_back(step(h));
  for (const auto& m : refusal.missing) {
    auto what = step(m.what);
    out.missing.push_back({std::move(what), because(m.because)});
  }
  for (const auto& o : refusal.standing) out.standing.push_back(objection(o));
  return out;
}

}  // namespace dedere::brief
