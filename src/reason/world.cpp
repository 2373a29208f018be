#include "reason/world.hpp"

#include <algorithm>

#include "reason/match.hpp"

namespace dedere::reason {

using language::PredicateId;

// Computes the relations of a world, group by group, in the order of the program's strata: when a group begins, all that it takes the
// absence of is complete.
//
// Within a group, semi-naively: each round joins what grew in the last round with all there is. `&` and the tests distribute over union, so
// the growth alone suffices. Times only grow and the ends of intervals come from facts and from days that the rules name, values from
// facts and from rules that are not recursive (language/stratify.cpp): so there are finitely many, and it ends.
class Evaluator {
 public:
  explicit Evaluator(World& world) : world_(world), program_(*world.program_) {}

  void all(const std::vector<bool>& stale) {
    facts_of_.assign(program_.predicates.size(), {});
    const auto count = world_.given_->size() + world_.more_.size();
    for (std::uint32_t i = 0; i < count; ++i)
      if (const auto p = world_.fact(i).predicate.index; stale[p]) facts_of_[p].push_back(i);
    for (const auto& group : program_.strata)
      if (std::any_of(group.begin(), group.end(), [&](PredicateId p) { return stale[p.index]; })) evaluate(group);
  }

 private:
  void evaluate(const std::vector<PredicateId>& group) {
    for (const auto p : group) {
      const auto arity = program_[p].arguments.size();
      world_.certain_[p.index] = std::make_shared<Relation>(arity);
      world_.possible_[p.index] = program_[p].uncertain ? std::make_shared<Relation>(arity) : world_.certain_[p.index];
    }
    run(group, Mode::certain);
    if (program_[group[0]].uncertain) run(group, Mode::possible);
  }

  Relation& relation(PredicateId p, Mode mode) { return mode == Mode::certain ? *world_.certain_[p.index] : *world_.possible_[p.index]; }

  void run(const std::vector<PredicateId>& group, Mode mode) {
    std::vector<std::vector<Growth>> delta(group.size());
    for (const auto p : group) add_facts(p, mode);
    for (std::size_t g = 0; g < group.size(); ++g)
      for (const auto rule : program_.rules_of[group[g].index]) apply(rule, mode, {}, delta[g]);
    if (!recursive(group)) return;
    // The first round saw the facts; from here on only growth is looked at, and the facts count as grown.
    for (std::size_t g = 0; g < group.size(); ++g) {
      auto& r = relation(group[g], mode);
      delta[g].clear();
      for (Row row = 0; row < r.size(); ++row) delta[g].push_back({row, r.when(row)});
    }
    while (std::any_of(delta.begin(), delta.end(), [](const auto& d) { return !d.empty(); })) {
      std::vector<std::vector<Growth>> next(group.size());
      for (std::size_t g = 0; g < group.size(); ++g)
        for (const auto rule : program_.rules_of[group[g].index]) apply_growth(rule, mode, group, delta, next[g]);
      delta = std::move(next);
    }
  }

  void add_facts(PredicateId p, Mode mode) {
    for (const auto i : facts_of_[p.index]) relation(p, mode).add(world_.fact(i).arguments, world_.fact(i).when, {Cause::Kind::fact, i}, world_.births_++);
  }

  [[nodiscard]] bool recursive(const std::vector<PredicateId>& group) const {
    return std::any_of(group.begin(), group.end(), [&](PredicateId p) {
      return std::any_of(program_.rules_of[p.index].begin(), program_.rules_of[p.index].end(), [&](RuleId r) {
        return std::any_of(program_[r].body.begin(), program_[r].body.end(), [&](const language::Literal& l) { return member(l, group).has_value(); });
      });
    });
  }

  // Which member of the group a positive atom speaks of.
  static std::optional<std::size_t> member(const language::Literal& literal, const std::vector<PredicateId>& group) {
    const auto* l = std::get_if<language::AtomLiteral>(&literal.is);
    if (!l || l->negated) return std::nullopt;
    const auto found = std::find(group.begin(), group.end(), l->atom.predicate);
    if (found == group.end()) return std::nullopt;
    return static_cast<std::size_t>(found - group.begin());
  }

  void apply_growth(RuleId rule, Mode mode, const std::vector<PredicateId>& group, const std::vector<std::vector<Growth>>& delta, std::vector<Growth>& grown) {
    const auto& body = program_[rule].body;
    for (std::size_t i = 0; i < body.size(); ++i) {
      const auto g = member(body[i], group);
      if (!g || delta[*g].empty()) continue;
      if (mode == Mode::possible && program_[group[*g]].open()) continue;  // possible unless denied: does not grow
      apply(rule, mode, {.first = i, .delta = &delta[*g], .skip = {}}, grown);
    }
  }

  // Conclusions are kept aside until the rule has run, since adding moves the rows that it looks at.
  void apply(RuleId id, Mode mode, const Match::How& how, std::vector<Growth>& grown) {
    struct Found { std::vector<Value> values; IntervalSet when; };
    std::vector<Found> found;
    const auto& head = *program_[id].head;
    Match match(world_, id, mode);
    match.each({}, IntervalSet::always(), how, [&](const Binding& binding, const IntervalSet& when) {
      const auto undefeated = program_[id].exceptions.empty() ? when : when - match.defeated(binding, when);
      if (undefeated.empty()) return;
      std::vector<Value> values;
      for (const auto& operand : head.arguments) {
        const auto* v = std::get_if<language::Variable>(&operand);
        values.push_back(v ? binding[v->index] : std::get<Value>(operand));
      }
      found.push_back({std::move(values), undefeated});
    });
    for (const auto& f : found) {
      auto growth = relation(head.predicate, mode).add(f.values, f.when, {Cause::Kind::rule, id.index}, world_.births_++);
      if (!growth.fresh.empty()) grown.push_back({growth.row, std::move(growth.fresh)});
    }
  }

  World& world_;
  const Program& program_;
  std::vector<std::vector<std::uint32_t>> facts_of_;
};

namespace {

bool uses_reading(const Program& program, RuleId id, const std::vector<bool>& changed) {
  const auto& rule = program[id];
  for (const auto& literal : rule.body)
    if (const auto* l = std::get_if<language::ReadingLiteral>(&literal.is); l && changed[l->question.index]) return true;
  return std::any_of(rule.exceptions.begin(), rule.exceptions.end(), [&](RuleId e) { return uses_reading(program, e, changed); });
}

bool uses_predicate(const Program& program, RuleId id, const std::vector<bool>& stale) {
  const auto& rule = program[id];
  for (const auto& literal : rule.body) {
    if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is); l && stale[l->atom.predicate.index]) return true;
    if (const auto* l = std::get_if<language::Begins>(&literal.is); l && stale[l->atom.predicate.index]) return true;
    if (const auto* l = std::get_if<language::Count>(&literal.is); l && stale[l->atom.predicate.index]) return true;
  }
  return std::any_of(rule.exceptions.begin(), rule.exceptions.end(), [&](RuleId e) { return uses_predicate(program, e, stale); });
}

// Spreads along the strata: a group is stale if any of its members depends on something stale.
void spread(const Program& program, const std::vector<bool>& changed, std::vector<bool>& stale) {
  for (const auto& group : program.strata) {
    const bool any = std::any_of(group.begin(), group.end(), [&](PredicateId p) {
      if (stale[p.index] || (program[p].denial && stale[program[p].denial->index])) return true;
      return std::any_of(program.rules_of[p.index].begin(), program.rules_of[p.index].end(),
                         [&](RuleId r) { return uses_reading(program, r, changed) || uses_predicate(program, r, stale); });
    });
    for (const auto p : group) stale[p.index] = any;
  }
}

}  // namespace

World World::evaluate(const Program& program, std::vector<Fact> facts, Readings readings) {
  World world;
  world.program_ = &program;
  world.readings_ = std::move(readings);
  facts.insert(facts.begin(), program.facts.begin(), program.facts.end());
  world.given_ = std::make_shared<const std::vector<Fact>>(std::move(facts));
  world.certain_.resize(program.predicates.size());
  world.possible_.resize(program.predicates.size());
  Evaluator(world).all(std::vector<bool>(program.predicates.size(), true));
  return world;
}

World World::varied(const std::vector<Fact>& more, Readings readings) const {
  World world = *this;
  std::vector<bool> changed(program_->questions.size()), stale(program_->predicates.size());
  for (std::size_t q = 0; q < changed.size(); ++q) changed[q] = readings[q] != readings_[q];
  for (const auto& fact : more) {
    world.more_.push_back(fact);
    stale[fact.predicate.index] = true;
  }
  world.readings_ = std::move(readings);
  spread(*program_, changed, stale);
  Evaluator(world).all(stale);
  return world;
}

IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode) {
  const auto& p = world.program()[predicate];
  if (mode == Mode::possible && p.open()) {
    const auto denied = when(world, *p.denial, values, Mode::certain);
    return denied.complement() | when(world, predicate, values, Mode::certain);
  }
  const auto& relation = world.relation(predicate, mode);
  const auto row = relation.find(values);
  return row ? relation.when(*row) : IntervalSet::never();
}

}  // namespace dedere::reason
