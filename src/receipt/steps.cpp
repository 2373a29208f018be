#include "receipt/steps.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "receipt/files.hpp"
#include "receipt/written.hpp"

namespace dedere::receipt {

using reason::Proof;
using Kind = Proof::Kind;

namespace {

// Where a row stands: PACKAGE/FILE.
std::string file_of(const record::Package& record, record::Row row) {
  const auto& package = record.packages()[row.package_number()];
  const auto at = row.text().data();
  const auto holds = [&](const auto& file) { return !std::less<>()(at, file.second->data()) && std::less<>()(at, file.second->data() + file.second->size()); };
  const auto file = std::ranges::find_if(package.texts, holds);
  return package_name(package) + "/" + (file == package.texts.end() ? std::string(row.table().name()) : file->first);
}

}  // namespace

void Steps::add(const Proof& proof, const reason::World& world, time::Instant at) {
  std::vector<language::QuestionId> all;
  for (std::uint32_t q = 0; q < program_.questions.size(); ++q) all.push_back({q});
  const auto root = node(proof, world, at);
  roots_.push_back({receipt::written(program_, world.readings(), std::move(all)), root});
  number(root);
}

// Where a fact stands: `record:parties/mn`, `law:vocabulary.md:12`, `supposed`.
std::string Steps::row(language::Origin origin) {
  switch (origin.kind) {
    case language::Origin::Kind::record: {
      const auto row = setting_.facts[origin.index].row;
      const auto name = fmt::format("record:{}/{}", row.table().name(), row.id());
      const std::string text(row.text());
      rows_.try_emplace({name, text}, Json{{"row", name}, {"file", file_of(setting_.record, row)}, {"digest", digest(text)}, {"text", text}});
      return name;
    }
    case language::Origin::Kind::law: {
      const auto span = program_.fact_spans[origin.index];
      const auto& file = program_.sources[span.file].in_folder();
      const auto line = program_.sources.place(span).line;
      const auto name = fmt::format("law:{}:{}", file, line);
      const std::string text(program_.sources.statement(span));
      rows_.try_emplace({name, text}, Json{{"row", name}, {"file", file}, {"line", line}, {"digest", digest(text)}, {"text", text}});
      return name;
    }
    case language::Origin::Kind::supposed:
    case language::Origin::Kind::table: break;
  }
  return "supposed";
}

Steps::Node Steps::node(const Proof& proof, const reason::World& world, time::Instant outer) {
  const auto at = proof.at.value_or(outer);
  // A literal is told by what it says, whatever the proof makes of it.
  constexpr const char* kinds[] = {"rule", "fact", "absence", "reading", "test", "test", "unknown"};
  const auto& says = proof.says.empty() ? proof.atom : proof.says;
  Step step;
  auto& out = step.before;
  out["kind"] = says.starts_with("not ") ? "absence" : kinds[static_cast<std::size_t>(proof.kind)];
  out["says"] = says;
  out["at"] = instant(at);
  if (proof.when) {
    out["from"] = instant(proof.when->from());
    out["to"] = instant(proof.when->to());
  }
  if (proof.kind == Kind::fact && proof.origin) out["row"] = row(*proof.origin);
  if (proof.rule) {
    const auto& rule = program_[*proof.rule];
    rules_.emplace(rule.label, *proof.rule);
    out["rule"] = rule.label;
    if (!reason::when(world, *proof.predicate, proof.values, reason::Mode::certain).holds(at)) out["possible"] = true;
  }
  step.has_premises = proof.kind == Kind::rule || !proof.premises.empty();
  step.has_objections = proof.kind == Kind::rule;
  step.shortened = proof.shortened;
  for (const auto& p : proof.premises) {
    const auto one = node(p, world, at);
    const bool said = proof.kind == Kind::window && std::ranges::find(step.premises, one) != step.premises.end();  // what lasts, and since when, may be the same
    if (!said) step.premises.push_back(one);
  }
  for (const auto& o : proof.objections) step.objections.push_back(objection(o, world, at));
  const auto [known, is_new] = known_.try_emplace(key(step), nodes_.size());
  if (is_new) nodes_.push_back(std::move(step));
  return known->second;
}

Steps::Objection Steps::objection(const reason::Objection& objection, const reason::World& world, time::Instant at) {
  Objection out{objection.rule, objection.raised, objection.stands, {}, {}};
  rules_.emplace(program_[objection.rule].label, objection.rule);
  for (const auto& g : objection.ground) {
    const auto one = node(g, world, at);
    const bool said = !objection.raised && std::ranges::find(out.ground, one) != out.ground.end();  // two literals may lack the same
    if (!said) out.ground.push_back(one);
  }
  // What would answer an objection that nobody raises has no values to speak of.
  if (objection.raised)
    for (const auto& a : objection.answers) out.answers.push_back(this->objection(a, world, at));
  return out;
}

std::string Steps::key(const Step& step) const {
  auto out = step.before.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (step.shortened) out += '!';
  for (const auto n : step.premises) out += fmt::format(" {}", n);
  for (const auto& o : step.objections) key(o, out);
  return out;
}

void Steps::key(const Objection& objection, std::string& out) const {
  out += fmt::format("({}{}{}", objection.rule.index, objection.raised ? "r" : "", objection.stands ? "s" : "");
  for (const auto n : objection.ground) out += fmt::format(" {}", n);
  for (const auto& a : objection.answers) key(a, out);
  out += ')';
}

void Steps::number(Node node) {
  id_.resize(nodes_.size());
  if (id_[node] != 0) return;
  order_.push_back(node);
  id_[node] = order_.size();
  for (const auto p : nodes_[node].premises) number(p);
  for (const auto& o : nodes_[node].objections) number(o);
}

void Steps::number(const Objection& objection) {
  for (const auto g : objection.ground) number(g);
  for (const auto& a : objection.answers) number(a);
}

Json Steps::ids(const std::vector<Node>& nodes) const {
  auto out = Json::array();
  for (const auto n : nodes) out.push_back(id_[n]);
  return out;
}

Json Steps::written(const Objection& objection) const {
  auto answers = Json::array();
  for (const auto& a : objection.answers) answers.push_back(written(a));
  return {{"rule", program_[objection.rule].label}, {"raised", objection.raised}, {"stands", objection.stands}, {"ground", ids(objection.ground)}, {"answers", std::move(answers)}};
}

Json Steps::written(const Step& step) const {
  auto out = step.before;
  if (step.has_premises) out["premises"] = ids(step.premises);
  if (step.has_objections) {
    out["objections"] = Json::array();
    for (const auto& o : step.objections) out["objections"].push_back(written(o));
  }
  if (step.shortened) out["shortened"] = true;
  return out;
}

Json Steps::proofs() const {
  auto out = Json::array();
  for (const auto& root : roots_) {
    Json one{{"readings", root.readings}, {"step", id_[root.node]}};
    if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
  }
  return out;
}

Json Steps::steps() const {
  auto out = Json::array();
  for (const auto n : order_) {
    Json one{{"id", id_[n]}};
    one.update(written(nodes_[n]));
    out.push_back(std::move(one));
  }
  return out;
}

Json Steps::rules() const {
  auto out = Json::array();
  for (const auto& [label, id] : rules_) {
    const auto span = program_[id].span;
    const auto text = program_.sources.statement(span);
    out.push_back({{"label", label}, {"file", program_.sources[span.file].in_folder()}, {"line", program_.sources.place(span).line}, {"digest", digest(text)}, {"text", text}});
  }
  return out;
}

Json Steps::rows() const {
  auto out = Json::array();
  for (const auto& [name, row] : rows_) out.push_back(row);
  return out;
}

}  // namespace dedere::receipt
