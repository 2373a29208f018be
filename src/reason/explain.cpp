#include "reason/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "reason/match.hpp"

namespace dedere::reason {
namespace {

using namespace language;
using K = syntax::Expression::Kind;

constexpr std::uint32_t any_birth = ~0U;
constexpr int deepest_refusal = 12;

IntervalSet moment(Instant at) { return *Interval::between(at, at.shifted(1)); }

Operand bound(const Operand& operand, const Binding& binding) {
  const auto* v = std::get_if<Variable>(&operand);
  if (v && v->index < binding.size() && binding[v->index] != no_value) return binding[v->index];
  return operand;
}

std::vector<Operand> bound(const Atom& atom, const Binding& binding) {
  std::vector<Operand> out;
  for (const auto& operand : atom.arguments) out.push_back(bound(operand, binding));
  return out;
}

bool all_values(const std::vector<Operand>& operands, std::vector<Value>& values) {
  for (const auto& o : operands) {
    const auto* value = std::get_if<Value>(&o);
    if (!value) return false;
    values.push_back(*value);
  }
  return true;
}

const char* sign(syntax::Relation relation) {
  constexpr std::array signs{"is", "is not", "is before", "is at most", "is after", "is at least"};
  return signs[static_cast<std::size_t>(relation)];
}

const char* word(syntax::Clock clock) {
  constexpr std::array words{"on and after", "after", "before", "until", "on"};
  return words[static_cast<std::size_t>(clock)];
}

const char* word(syntax::Unit unit, std::int64_t n) {
  constexpr std::array many{"days", "weeks", "months", "years"}, one{"day", "week", "month", "year"};
  return (n == 1 ? one : many)[static_cast<std::size_t>(unit)];
}

class Explainer {
 public:
  explicit Explainer(const World& world, Instant at) : world_(world), program_(world.program()), at_(at) {}

  std::optional<Proof> prove(PredicateId predicate, const std::vector<Value>& values, Mode mode, std::uint32_t before = any_birth) {
    const auto& relation = world_.relation(predicate, mode);
    const auto row = relation.find(values);
    const Piece* piece = nullptr;
    if (row)
      for (const auto& p : relation.pieces(*row))
        if (p.birth < before && p.when.holds(at_) && (!piece || p.birth < piece->birth)) piece = &p;
    if (!piece) return unknown(predicate, values, mode);
    auto proof = named(Proof::Kind::fact, predicate, values);
    proof.when = relation.when(*row).around(at_);
    if (piece->cause.kind == Cause::Kind::fact) {
      proof.origin = world_.fact(piece->cause.index).origin;
      return proof;
    }
    proof.kind = Proof::Kind::rule;
    proof.rule = RuleId{piece->cause.index};
    proof.presumed = program_[*proof.rule].presumption;
    derive(proof, piece->birth, mode);
    return proof;
  }

  std::vector<Refusal> refuse(PredicateId predicate, const std::vector<Operand>& arguments, int depth = 0) {
    std::vector<Refusal> all;
    if (depth > deepest_refusal) return all;
    for (const auto id : program_.rules_of[predicate.index])
      if (const auto binding = unify(id, arguments)) all.push_back(refusal(id, *binding, depth));
    return all;
  }

  void collect_unknowns(PredicateId predicate, const std::vector<Value>& values, std::set<Unknown>& out) {
    if (!seen_.insert({predicate, values}).second) return;
    if (!when(world_, predicate, values, Mode::possible).holds(at_) || when(world_, predicate, values, Mode::certain).holds(at_)) return;
    const auto before = out.size();
    std::vector<Operand> arguments(values.begin(), values.end());
    for (const auto id : program_.rules_of[predicate.index])
      if (const auto binding = unify(id, arguments)) unknowns_of(id, *binding, out);
    if (const auto denial = program_[predicate].denial) {
      collect_unknowns(*denial, values, out);
      if (out.size() == before) out.insert({predicate, values});
    }
  }

 private:
  Proof named(Proof::Kind kind, PredicateId predicate, const std::vector<Value>& values) const {
    Proof proof;
    proof.kind = kind;
    proof.sentence = program_.sentence(predicate, values);
    proof.atom = program_.written(predicate, values);
    proof.predicate = predicate;
    proof.values = values;
    return proof;
  }

  std::optional<Proof> unknown(PredicateId predicate, const std::vector<Value>& values, Mode mode) const {
    if (mode == Mode::certain || !program_[predicate].open() || !when(world_, predicate, values, mode).holds(at_)) return std::nullopt;
    return named(Proof::Kind::unknown, predicate, values);
  }

  std::optional<Binding> unify(RuleId id, const std::vector<Operand>& arguments) const {
    const auto& rule = program_[id];
    Binding binding(rule.variables.size(), no_value);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const auto* value = std::get_if<Value>(&arguments[i]);
      if (!value) continue;
      const auto& operand = rule.head->arguments[i];
      if (const auto* v = std::get_if<Variable>(&operand)) {
        if (binding[v->index] != no_value && binding[v->index] != *value) return std::nullopt;
        binding[v->index] = *value;
      } else if (std::get<Value>(operand) != *value) {
        return std::nullopt;
      }
    }
    return binding;
  }

  // Runs the rule backwards: the first way to conclude it from premises that were there before.
  void derive(Proof& proof, std::uint32_t birth, Mode mode) {
    const auto& rule = program_[*proof.rule];
    std::vector<Operand> arguments(proof.values.begin(), proof.values.end());
    bool found = false;
    Match match(world_, *proof.rule, mode);
    match.each(*unify(*proof.rule, arguments), moment(at_), {}, [&](const Binding& binding, const IntervalSet& when) {
      if (found || match.defeated(binding, when).holds(at_)) return;
      std::vector<Proof> premises;
      for (const auto& literal : rule.body) {
        auto premise = this->premise(literal, binding, mode, birth);
        if (!premise) return;
        premises.push_back(std::move(*premise));
      }
      found = true;
      proof.premises = std::move(premises);
      proof.objections = objections(rule, binding);
    });
  }

  std::optional<Proof> premise(const Literal& literal, const Binding& binding, Mode mode, std::uint32_t before) {
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is))
      return l->negated ? std::optional(absent(l->atom, binding, mode)) : present(l->atom, binding, mode, before);
    return test(literal, binding);
  }

  // The first row that agrees, holds now and can be proved from what came before.
  std::optional<Proof> present(const Atom& atom, Binding binding, Mode mode, std::uint32_t before) {
    std::vector<Value> ground;
    if (all_values(bound(atom, binding), ground)) return prove(atom.predicate, ground, mode, before);
    std::optional<Proof> found;
    const auto& relation = world_.relation(atom.predicate, mode);
    each_row(world_, mode, atom, binding, [&](Row row) {
      if (found || !relation.when(row).holds(at_)) return;
      const auto values = relation.values(row);
      found = prove(atom.predicate, {values.begin(), values.end()}, mode, before);
    });
    return found;
  }

  Proof absent(const Atom& atom, Binding binding, Mode mode) {
    Proof proof;
    proof.kind = Proof::Kind::absence;
    proof.predicate = atom.predicate;
    const auto operands = bound(atom, binding);
    proof.sentence = program_.absence(atom.predicate, operands);
    proof.atom = "not " + written(atom.predicate, operands);
    proof.when = when_any(world_, other(mode), atom, binding).complement().around(at_);
    return proof;
  }

  std::string written(PredicateId predicate, const std::vector<Operand>& operands) const {
    std::string list;
    for (const auto& o : operands) {
      const auto* value = std::get_if<Value>(&o);
      list += (list.empty() ? "" : ", ") + (value ? program_.values.written(*value) : std::string("_"));
    }
    return operands.empty() ? program_[predicate].name : fmt::format("{}({})", program_[predicate].name, list);
  }

  std::string shown(const Expression& e, const Binding& binding) const {
    const auto value = value_of(e, binding, program_);
    const auto result = value ? program_.values.show(*value) : std::string("no value");
    if (e.kind == K::term) return result;
    const auto part = shown(e.parts[0], binding);
    switch (e.kind) {
      case K::plus_length: return fmt::format("{} ({} + {} {})", result, part, e.length, word(e.unit, e.length));
      case K::minus_length: return fmt::format("{} ({} - {} {})", result, part, e.length, word(e.unit, e.length));
      case K::next_month: return fmt::format("{} (the first day of the month after {})", result, part);
      default: return result;
    }
  }

  Proof test(const Literal& literal, const Binding& binding) const {
    Proof proof;
    proof.kind = Proof::Kind::test;
    std::visit([&](const auto& l) { say(proof, l, binding); }, literal.is);
    return proof;
  }

  void say(Proof&, const AtomLiteral&, const Binding&) const {}

  void say(Proof& proof, const ReadingLiteral& l, const Binding&) const {
    proof.kind = Proof::Kind::reading;
    proof.question = l.question;
    proof.answer = l.answer;
    proof.sentence = program_[l.question].answers[l.answer].text;
  }

  void say(Proof& proof, const Comparison& l, const Binding& binding) const {
    proof.sentence = fmt::format("{} {} {}", shown(l.left, binding), sign(l.relation), shown(l.right, binding));
  }

  void say(Proof& proof, const ClockLiteral& l, const Binding& binding) const {
    proof.sentence = fmt::format("{} {}", word(l.clock), shown(l.day, binding));
  }

  void say(Proof& proof, const Begins& l, const Binding& binding) const {
    const auto operands = bound(l.atom, binding);
    const auto day = bound(l.day, binding);
    std::vector<Value> values;
    const auto what = all_values(operands, values) ? program_.sentence(l.atom.predicate, values) : written(l.atom.predicate, operands);
    const auto* begin = std::get_if<Value>(&day);
    proof.sentence = fmt::format("{}: begins on {}", what, begin ? program_.values.show(*begin) : "some day");
  }

  void say(Proof& proof, const Count& l, const Binding& binding) const {
    const auto result = binding[l.result.index];
    proof.sentence = fmt::format("{} is the number of values with {}", result == no_value ? "something else" : program_.values.show(result),
                                 written(l.atom.predicate, bound(l.atom, binding)));
  }

  std::vector<Objection> objections(const Rule& rule, const Binding& binding) {
    std::vector<Objection> all;
    for (const auto id : rule.exceptions) all.push_back(objection(id, binding));
    return all;
  }

  Objection objection(RuleId id, const Binding& binding) {
    Objection out;
    out.rule = id;
    const auto& rule = program_[id];
    Binding raised_with = binding;
    raised_with.resize(rule.variables.size(), no_value);
    Match match(world_, id, Mode::certain);
    // The instance that stands, if one does; otherwise any.
    match.each(binding, moment(at_), {}, [&](const Binding& bound_there, const IntervalSet& when) {
      const bool stands = !match.defeated(bound_there, when).holds(at_);
      if (out.raised && !(stands && !out.stands)) return;
      out.raised = true;
      out.stands = stands;
      raised_with = bound_there;
      out.ground.clear();
      for (const auto& literal : rule.body)
        if (auto premise = this->premise(literal, bound_there, Mode::certain, any_birth)) out.ground.push_back(std::move(*premise));
    });
    if (!out.raised) out.ground = missing(id, binding);
    out.answers = objections(rule, raised_with);
    return out;
  }

  // Which literals can hold together, taken in the order of the text; the others are missing.
  struct Split { std::vector<bool> missing; Binding binding; };
  Split split(RuleId id, const Binding& binding) {
    const auto& rule = program_[id];
    Split out{std::vector<bool>(rule.body.size(), true), binding};
    out.binding.resize(rule.variables.size(), no_value);
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
      auto trial = out.missing;
      trial[i] = false;
      bool holds = false;
      Match match(world_, id, Mode::certain);
      Binding at = binding;
      match.each(at, moment(at_), {.first = {}, .delta = nullptr, .skip = trial}, [&](const Binding& b, const IntervalSet&) {
        if (!holds) { holds = true; at = b; }
      });
      if (holds) { out.missing = trial; out.binding = at; }
    }
    return out;
  }

  std::vector<Proof> missing(RuleId id, const Binding& binding) {
    std::vector<Proof> out;
    const auto parts = split(id, binding);
    for (std::size_t i = 0; i < parts.missing.size(); ++i)
      if (parts.missing[i]) out.push_back(failing(program_[id].body[i], parts.binding));
    return out;
  }

  // What to say of a literal that does not hold.
  Proof failing(const Literal& literal, const Binding& binding) {
    const auto* l = std::get_if<AtomLiteral>(&literal.is);
    if (!l) return test(literal, binding);
    if (l->negated)
      if (auto against = present(l->atom, binding, Mode::possible, any_birth)) return *against;
    std::vector<Value> ground;
    const auto& predicate = program_[l->atom.predicate];
    if (!l->negated && predicate.open() && all_values(bound(l->atom, binding), ground) && when(world_, l->atom.predicate, ground, Mode::possible).holds(at_))
      return named(Proof::Kind::unknown, l->atom.predicate, ground);
    return absent(l->atom, binding, Mode::possible);
  }

  Refusal refusal(RuleId id, const Binding& binding, int depth) {
    Refusal out{id, {}, {}, {}};
    const auto& rule = program_[id];
    const auto parts = split(id, binding);
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
      if (!parts.missing[i]) {
        if (auto premise = this->premise(rule.body[i], parts.binding, Mode::certain, any_birth)) out.held.push_back(std::move(*premise));
        continue;
      }
      Refusal::Missing lacking{failing(rule.body[i], parts.binding), {}};
      if (const auto* l = std::get_if<AtomLiteral>(&rule.body[i].is); l && !l->negated) lacking.because = refuse(l->atom.predicate, bound(l->atom, parts.binding), depth + 1);
      out.missing.push_back(std::move(lacking));
    }
    if (out.missing.empty())
      for (auto& o : objections(rule, parts.binding))
        if (o.stands) out.standing.push_back(std::move(o));
    return out;
  }

  // Every way in which the rule may hold now: which of its premises, or of what stands against it, is unknown.
  void unknowns_of(RuleId id, const Binding& binding, std::set<Unknown>& out) {
    Match match(world_, id, Mode::possible);
    match.each(binding, moment(at_), {}, [&](const Binding& there, const IntervalSet&) {
      for (const auto& literal : program_[id].body)
        if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) unknowns_of(l->atom, there, out);
      for (const auto exception : program_[id].exceptions) unknowns_of(exception, there, out);
    });
  }

  void unknowns_of(const Atom& atom, Binding binding, std::set<Unknown>& out) {
    std::vector<Value> ground;
    if (all_values(bound(atom, binding), ground)) return collect_unknowns(atom.predicate, ground, out);
    const auto& relation = world_.relation(atom.predicate, Mode::possible);
    each_row(world_, Mode::possible, atom, binding, [&](Row row) {
      const auto values = relation.values(row);
      collect_unknowns(atom.predicate, {values.begin(), values.end()}, out);
    });
  }

  const World& world_;
  const Program& program_;
  Instant at_;
  std::set<std::pair<PredicateId, std::vector<Value>>> seen_;
};

}  // namespace

std::optional<Proof> why(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at, Mode mode) {
  return Explainer(world, at).prove(predicate, values, mode);
}

std::vector<Refusal> why_not(const World& world, PredicateId predicate, const std::vector<Operand>& arguments, Instant at) {
  return Explainer(world, at).refuse(predicate, arguments);
}

std::vector<Unknown> unknowns(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at) {
  std::set<Unknown> out;
  Explainer(world, at).collect_unknowns(predicate, values, out);
  return {out.begin(), out.end()};
}

}  // namespace dedere::reason
