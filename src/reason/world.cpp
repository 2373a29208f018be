#include "reason/world.hpp"

#include <algorithm>

#include "reason/match.hpp"

namespace dedere::reason {
namespace {

// A chain of rules with more literals than this is computed from its beginning, so that the demand for the last does not nest as deep.
constexpr std::size_t deepest_demand = 1'000;

}  // namespace

// Computes rows on demand.
//
// A predicate that does not depend on itself: its rules are run backwards from the columns that are given, and ask in turn for what they need.
// A group of predicates that depend on each other is computed whole, semi-naively: each round joins what grew in the last round with all there
// is. `&` and the tests distribute over union, so the growth alone suffices. Times only grow; the ends of intervals come from facts and from
// days that rules name, and values from facts and from rules that are not recursive (language/stratify.cpp): there are finitely many, so it ends.
class Evaluator {
 public:
  explicit Evaluator(const World& world) : world_(world), program_(*world.program_) {}

  void rows_about(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key) {
    auto& extent = world_.extent(p, mode);
    if (extent.complete) return;
    const auto& group = group_of(p);
    if (recursive(group)) return whole_group(group, mode);
    if (program_.rules_of[p.index].empty() || mask == 0) { extent.complete = true; mask = 0; }
    else if (!extent.asked.insert({mask, {key.begin(), key.end()}}).second) return;
    std::vector<Growth> unused;
    for (const auto rule : program_.rules_of[p.index])
      if (auto binding = head_binding(rule, mask, key)) apply(rule, mode, std::move(*binding), {}, unused);
  }

 private:
  [[nodiscard]] const std::vector<PredicateId>& group_of(PredicateId p) const { return program_.strata[program_.stratum_of[p.index]]; }

  // The values that a head's variables get from the columns asked for; none if a constant of the head differs.
  std::optional<Binding> head_binding(RuleId id, std::uint64_t mask, std::span<const Value> key) const {
    const auto& rule = program_[id];
    Binding binding(rule.variables.size(), no_value);
    std::size_t next = 0;
    for (std::size_t i = 0; i < rule.head->arguments.size() && i < 64; ++i) {
      if (!(mask >> i & 1U)) continue;
      const auto value = key[next++];
      if (const auto* v = std::get_if<language::Variable>(&rule.head->arguments[i])) {
        if (binding[v->index] != no_value && binding[v->index] != value) return std::nullopt;
        binding[v->index] = value;
      } else if (std::get<Value>(rule.head->arguments[i]) != value) {
        return std::nullopt;
      }
    }
    return binding;
  }

  void whole_group(const std::vector<PredicateId>& group, Mode mode) {
    for (const auto p : group) world_.extent(p, mode).complete = true;
    std::vector<std::vector<Growth>> delta(group.size());
    for (const auto p : group)
      for (const auto rule : program_.rules_of[p.index]) apply(rule, mode, {}, {}, delta[0]);
    // The first round saw the facts; from here on only growth is looked at, and all there is counts as grown.
    for (std::size_t g = 0; g < group.size(); ++g) {
      const auto& rows = world_.extent(group[g], mode).rows;
      delta[g].clear();
      for (Row row = 0; row < rows.size(); ++row) delta[g].push_back({row, rows.when(row)});
    }
    while (std::any_of(delta.begin(), delta.end(), [](const auto& d) { return !d.empty(); })) {
      std::vector<std::vector<Growth>> next(group.size());
      for (std::size_t g = 0; g < group.size(); ++g)
        for (const auto rule : program_.rules_of[group[g].index]) apply_growth(rule, mode, group, delta, next[g]);
      delta = std::move(next);
    }
  }

  [[nodiscard]] bool recursive(const std::vector<PredicateId>& group) const {
    if (group.size() > 1) return true;
    return std::any_of(program_.rules_of[group[0].index].begin(), program_.rules_of[group[0].index].end(), [&](RuleId r) {
      return std::any_of(program_[r].body.begin(), program_[r].body.end(), [&](const language::Literal& l) { return member(l, group).has_value(); });
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
      apply(rule, mode, {}, {.first = i, .delta = &delta[*g], .skip = {}}, grown);
    }
  }

  // Conclusions are kept aside until the rule has run, since adding moves the rows that it looks at.
  void apply(RuleId id, Mode mode, Binding given, const Match::How& how, std::vector<Growth>& grown) {
    struct Found { std::vector<Value> values; IntervalSet when; };
    std::vector<Found> found;
    const auto& head = *program_[id].head;
    Match match(world_, id, mode);
    match.each(std::move(given), IntervalSet::always(), how, [&](const Binding& binding, const IntervalSet& when) {
      const auto undefeated = program_[id].exceptions.empty() ? when : when - match.defeated(binding, when);
      if (undefeated.empty()) return;
      std::vector<Value> values;
      for (const auto& operand : head.arguments) {
        const auto* v = std::get_if<language::Variable>(&operand);
        values.push_back(v ? binding[v->index] : std::get<Value>(operand));
      }
      found.push_back({std::move(values), undefeated});
    });
    auto& rows = world_.extent(head.predicate, mode).rows;
    for (const auto& f : found) {
      auto growth = rows.add(f.values, f.when, {Cause::Kind::rule, id.index}, (*world_.births_)++);
      if (!growth.fresh.empty()) grown.push_back({growth.row, std::move(growth.fresh)});
    }
  }

  const World& world_;
  const Program& program_;
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
    if (const auto* l = std::get_if<language::Aggregate>(&literal.is); l && stale[l->atom.predicate.index]) return true;
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

// An extent with the facts in it, and no more.
void World::begin(PredicateId p) {
  const auto& predicate = (*program_)[p];
  certain_[p.index] = std::make_shared<Extent>(predicate.arguments.size());
  possible_[p.index] = predicate.uncertain ? std::make_shared<Extent>(predicate.arguments.size()) : certain_[p.index];
  const auto add = [&](std::uint32_t index) {
    const auto& f = fact(index);
    certain_[p.index]->rows.add(f.arguments, f.when, {Cause::Kind::fact, index}, (*births_)++);
    if (predicate.uncertain) possible_[p.index]->rows.add(f.arguments, f.when, {Cause::Kind::fact, index}, (*births_)++);
  };
  for (const auto index : (*given_of_)[p.index]) add(index);
  for (std::size_t i = 0; i < more_.size(); ++i)
    if (more_[i].predicate == p) add(static_cast<std::uint32_t>(given_->size() + i));
}

World World::evaluate(const Program& program, std::vector<Fact> facts, Readings readings) {
  World world;
  world.program_ = &program;
  world.readings_ = std::move(readings);
  world.births_ = std::make_shared<std::uint64_t>(0);
  facts.insert(facts.begin(), program.facts.begin(), program.facts.end());
  std::vector<std::vector<std::uint32_t>> facts_of(program.predicates.size());
  for (std::uint32_t i = 0; i < facts.size(); ++i) facts_of[facts[i].predicate.index].push_back(i);
  world.given_ = std::make_shared<const std::vector<Fact>>(std::move(facts));
  world.given_of_ = std::make_shared<const std::vector<std::vector<std::uint32_t>>>(std::move(facts_of));
  world.certain_.resize(program.predicates.size());
  world.possible_.resize(program.predicates.size());
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p) world.begin({p});
  if (program.depth > deepest_demand)
    for (const auto& group : program.strata)
      for (const auto p : group)
        for (const auto mode : {Mode::certain, Mode::possible}) (void)world.relation(p, mode);
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
  for (std::uint32_t p = 0; p < stale.size(); ++p)
    if (stale[p]) world.begin({p});
  if (program_->depth > deepest_demand)
    for (const auto& group : program_->strata)
      for (const auto p : group)
        if (stale[p.index])
          for (const auto mode : {Mode::certain, Mode::possible}) (void)world.relation(p, mode);
  return world;
}

const Relation& World::relation(PredicateId predicate, Mode mode) const { return relation(predicate, mode, 0, {}); }

const Relation& World::relation(PredicateId predicate, Mode mode, std::uint64_t mask, std::span<const Value> key) const {
  auto& found = extent(predicate, mode);
  if (!found.complete) Evaluator(*this).rows_about(predicate, mode, mask, key);
  return found.rows;
}

const Relation& World::relation(PredicateId predicate, Mode mode, std::span<const Value> values) const {
  const auto columns = values.size();
  if (columns == 0 || columns > 64) return relation(predicate, mode);
  return relation(predicate, mode, columns == 64 ? ~0ULL : (1ULL << columns) - 1, values);
}

double World::size_guess(PredicateId predicate, Mode mode) const {
  const auto& known = extent(predicate, mode);
  constexpr double many = 1e6;
  return known.complete || program_->rules_of[predicate.index].empty() ? known.rows.size() : many;
}

IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode) {
  const auto& relation = world.relation(predicate, mode, values);
  const auto row = relation.find(values);
  const auto found = row ? relation.when(*row) : IntervalSet::never();
  const auto& denial = world.program()[predicate].denial;
  return mode == Mode::possible && denial ? when(world, *denial, values, Mode::certain).complement() | found : found;
}

}  // namespace dedere::reason
