// Facts that come and go.
//
// A change of a tuple concerns the conclusions of the rules that speak of it: those whose head agrees with what the tuple gives the rule's variables,
// and, for head columns that it says nothing of, with what the rule's other atoms give, at whatever time. Each of these is computed again; where its
// times differ from before, the change goes on upwards, stratum by stratum. A column that an aggregate, a day or an expression fills is left open.
#include <algorithm>
#include <map>

#include "reason/atoms.hpp"
#include "reason/evaluate.hpp"

namespace dedere::reason {

using language::Atom;
using language::Operand;
using language::Variable;

// Which atoms of which rules (or of their exceptions, whose variables continue the rule's) speak of a predicate.
struct World::Uses {
  struct Use { RuleId rule; const Atom* atom; };
  std::vector<std::vector<Use>> of;

  explicit Uses(const Program& program) : of(program.predicates.size()) {
    for (std::uint32_t r = 0; r < program.rules.size(); ++r)
      if (program.rules[r].head) add(program, {r}, {r});
    // Where an atom of an open predicate may be so depends on where it is denied.
    for (std::uint32_t p = 0; p < program.predicates.size(); ++p)
      if (const auto denial = program.predicates[p].denial) of[denial->index].insert(of[denial->index].end(), of[p].begin(), of[p].end());
  }

 private:
  void add(const Program& program, RuleId rule, RuleId part) {
    for (const auto& literal : program[part].body) all_atoms(literal, [&](const Atom& atom) { of[atom.predicate.index].push_back({rule, &atom}); });
    for (const auto exception : program[part].exceptions) add(program, rule, exception);
  }
};

class Updater {
 public:
  explicit Updater(World& world) : world_(world), program_(*world.program_), patterns_(program_.predicates.size()), again_(program_.predicates.size()) {
    if (!world_.uses_) world_.uses_ = std::make_shared<const World::Uses>(program_);
  }

  World::Change run(const World::Change& change) {
    part_from_others(change);
    begin_the_partial();
    World::Change back;
    for (const auto& fact : change.taken)
      if (take(fact)) back.added.push_back(fact);
    for (const auto& fact : change.added) {
      if (fact.when.empty()) continue;
      give(fact);
      back.taken.push_back(fact);
    }
    const bool by_data = !program_.horizon && std::any_of(program_.through_time.begin(), program_.through_time.end(), [](bool b) { return b; });
    if (by_data) {
      const auto horizon = world_.inferred_horizon();
      if (horizon != world_.horizon_) {
        world_.horizon_ = horizon;
        for (std::uint32_t p = 0; p < again_.size(); ++p) again_[p] = again_[p] || program_.through_time[program_.stratum_of[p]];
      }
    }
    for (const auto& group : program_.strata) update(group);
    return back;
  }

 private:
  using Lookup = World::Lookup;

  // A world that shares with its variations must not change under them: what depends on the facts is begun anew.
  void part_from_others(const World::Change& change) {
    std::vector<bool> stale(program_.predicates.size());
    for (const auto* list : {&change.added, &change.taken})
      for (const auto& f : *list) stale[f.predicate.index] = true;
    for (const auto& group : program_.strata)
      for (const auto p : group) {
        if (!stale[p.index]) continue;
        for (const auto& use : world_.uses_->of[p.index]) stale[program_[use.rule].head->predicate.index] = true;
        for (const auto other : group) stale[other.index] = true;
      }
    for (std::uint32_t p = 0; p < stale.size(); ++p) {
      const std::size_t own = world_.certain_[p] == world_.possible_[p] ? 2 : 1;
      if (stale[p] && (world_.certain_[p].use_count() > own || world_.possible_[p].use_count() > own)) again_[p] = true;
    }
  }

  // What has been computed in part tells nothing of the rows that it lacks.
  void begin_the_partial() {
    for (std::uint32_t p = 0; p < again_.size(); ++p) {
      if (is_whole({p})) continue;
      for (const auto mode : {Mode::certain, Mode::possible}) {
        const auto& extent = world_.extent({p}, mode);
        again_[p] = again_[p] || extent.complete || !extent.asked.empty();
      }
    }
  }

  // --- the facts themselves

  bool take(const Fact& fact) {
    const auto p = fact.predicate;
    auto& more = world_.more_;
    const auto same = [&](const Fact& f) { return f.predicate == p && f.arguments == fact.arguments && f.when == fact.when; };
    if (const auto found = std::find_if(more.rbegin(), more.rend(), same); found != more.rend()) {
      more.erase(std::next(found).base());
      touch(fact);
      return true;
    }
    const auto row = world_.extent(p, Mode::certain).rows.find(fact.arguments);
    if (!row) return false;
    for (const auto i : world_.extent(p, Mode::certain).facts_of(*row))
      if (!world_.is_gone(p, i) && times_of_fact(p, i) == fact.when) {
        world_.gone_.insert({p.index, i});
        touch(fact);
        return true;
      }
    return false;
  }

  // A fact that has been taken back comes back to its place.
  void give(const Fact& fact) {
    const auto p = fact.predicate;
    for (const auto& [predicate, i] : world_.gone_) {
      if (predicate != p.index || times_of_fact(p, i) != fact.when || !std::ranges::equal(values_of_fact(p, i), fact.arguments)) continue;
      for (const auto mode : {Mode::certain, Mode::possible})
        if (world_.extent(p, mode).row_of_fact[i] == no_row) again_[p.index] = true;  // begun without it
      world_.gone_.erase({predicate, i});
      return touch(fact);
    }
    world_.more_.push_back(fact);
    touch(fact);
  }

  void touch(const Fact& fact) { need(fact.predicate, {full(fact.arguments.size()), fact.arguments}); }

  // By its place in `row_of_fact`.
  template <class Given, class InTable>
  auto fact(PredicateId p, std::size_t i, Given given, InTable in_table) const {
    const auto& indexes = (*world_.given_of_)[p.index];
    if (i < indexes.size()) return given((*world_.given_)[indexes[i]]);
    i -= indexes.size();
    const auto& tables = (*world_.tables_of_)[p.index];
    std::size_t t = 0;
    while (i >= world_.rows_in((*world_.tables_)[tables[t]])) i -= world_.rows_in((*world_.tables_)[tables[t++]]);
    return in_table((*world_.tables_)[tables[t]], i);
  }
  [[nodiscard]] IntervalSet times_of_fact(PredicateId p, std::size_t i) const {
    return fact(p, i, [](const Fact& f) { return f.when; }, [](const Table& t, std::size_t k) { return t.when.empty() ? IntervalSet::always() : IntervalSet(t.when[k]); });
  }
  [[nodiscard]] std::vector<Value> values_of_fact(PredicateId p, std::size_t i) const {
    const auto arity = static_cast<std::ptrdiff_t>(program_[p].arguments.size());
    return fact(p, i, [](const Fact& f) { return f.arguments; }, [&](const Table& t, std::size_t k) {
      const auto begin = t.cells.begin() + static_cast<std::ptrdiff_t>(k) * arity;
      return std::vector<Value>(begin, begin + arity);
    });
  }

  // --- what is to be computed again

  static std::uint64_t full(std::size_t arity) { return arity > 64 ? 0 : arity == 64 ? ~0ULL : (1ULL << arity) - 1; }

  void need(PredicateId p, Lookup lookup) {
    if (lookup.mask == 0 && !program_[p].arguments.empty()) again_[p.index] = true;
    else patterns_[p.index].insert(std::move(lookup));
  }

  void update(const std::vector<PredicateId>& group) {
    bool any = false, anew = world_.recursive(group[0]);
    for (const auto p : group) {
      any = any || again_[p.index] || !patterns_[p.index].empty();
      anew = anew || again_[p.index] || !is_whole(p);
    }
    if (!any) return;
    if (!anew) return update(group[0]);
    for (const auto p : group) {
      world_.begin(p);
      for (const auto& use : world_.uses_->of[p.index]) again_[program_[use.rule].head->predicate.index] = true;
    }
  }

  // Only then is it known which of its tuples have been computed.
  [[nodiscard]] bool is_whole(PredicateId p) const {
    return program_.rules_of[p.index].empty() || (world_.extent(p, Mode::certain).complete && world_.extent(p, Mode::possible).complete);
  }

  void update(PredicateId p) {
    std::set<std::vector<Value>> changed;
    for (const auto& pattern : patterns_[p.index]) {
      recompute(p, Mode::certain, pattern, changed);
      if (world_.certain_[p.index] != world_.possible_[p.index]) recompute(p, Mode::possible, pattern, changed);
    }
    for (const auto& tuple : changed)
      for (const auto& use : world_.uses_->of[p.index]) concern(use, tuple);
  }

  void recompute(PredicateId p, Mode mode, const Lookup& pattern, std::set<std::vector<Value>>& changed) {
    auto& extent = world_.extent(p, mode);
    auto& relation = extent.rows;
    std::map<std::vector<Value>, Buffer> now;
    const auto tuple = [&](Row row) { return std::vector<Value>(relation.values(row).begin(), relation.values(row).end()); };
    std::vector<Row> before;
    if (pattern.mask == full(relation.arity())) {
      now[pattern.key];
      if (const auto row = relation.find(pattern.key)) before.push_back(*row);
    } else {
      const auto index = relation.index(pattern.mask);
      for (auto row = relation.first_with(index, pattern.key); row != no_row; row = relation.next_with(index, row)) before.push_back(row);
      for (const auto row : before) now[tuple(row)];
    }
    add_facts(p, extent, before, now);
    Evaluator(world_).conclusions(p, mode, pattern.mask, pattern.key, [&](std::span<const Value> values, Times when) {
      auto& times = now[{values.begin(), values.end()}];
      times.insert(times.end(), when.begin(), when.end());
    });
    const auto batch = static_cast<Batch>(world_.batches_->size() - 1);
    for (auto& [values, times] : now) {
      time::coalesce(times);
      const auto row = relation.find(values);
      if (row && relation.when(*row).empty() && times.empty()) continue;
      if (row && IntervalSet(relation.when(*row)) == Times(times).set()) continue;
      if (!row && times.empty()) continue;
      if (row) relation.set(*row, times, batch);
      else {
        Found found(values.size());
        found.add(values, times);
        relation.add(found, batch);
      }
      changed.insert(values);
    }
  }

  void add_facts(PredicateId p, const World::Extent& extent, const std::vector<Row>& rows, std::map<std::vector<Value>, Buffer>& now) const {
    const auto add = [&](const std::vector<Value>& values, const IntervalSet& when) {
      auto& times = now[values];
      times.insert(times.end(), when.intervals().begin(), when.intervals().end());
    };
    for (const auto row : rows)
      for (const auto fact : extent.facts_of(row))
        if (!world_.is_gone(p, fact)) add(values_of_fact(p, fact), times_of_fact(p, fact));
    for (const auto& f : world_.more_)
      if (f.predicate == p && now.contains(f.arguments)) add(f.arguments, f.when);
  }

  // --- which conclusions a tuple concerns

  void concern(const World::Uses::Use& use, const std::vector<Value>& tuple) {
    const auto& rule = program_[use.rule];
    Binding binding(rule.variables.size(), no_value);
    for (std::size_t i = 0; i < tuple.size(); ++i) {
      const auto& o = use.atom->arguments[i];
      if (const auto* value = std::get_if<Value>(&o); value && *value != tuple[i]) return;
      const auto* v = std::get_if<Variable>(&o);
      if (!v || v->index >= binding.size()) continue;  // a variable of an exception only
      auto& there = binding[v->index];
      if (there != no_value && there != tuple[i]) return;
      there = tuple[i];
    }
    std::vector<const Atom*> atoms;
    for (const auto& literal : rule.body)
      positive_atoms(literal, [&](const Atom& atom, Part) { if (&atom != use.atom && !program_[atom.predicate].open()) atoms.push_back(&atom); });
    heads(rule, binding, atoms);
  }

  // Goes through what the other atoms give, at whatever time and in either mode, until the head has what it can have.
  void heads(const language::Rule& rule, Binding& binding, std::vector<const Atom*> atoms) {
    const auto unknown = [&](const Operand& o) { const auto* v = std::get_if<Variable>(&o); return v && binding[v->index] == no_value; };
    const auto lacking = [&](const Atom& atom) { return std::count_if(atom.arguments.begin(), atom.arguments.end(), unknown); };
    const Atom* next = nullptr;
    if (lacking(*rule.head) > 0)
      for (const auto* atom : atoms)
        if (lacking(*atom) > 0 && (!next || atom->arguments.size() - lacking(*atom) > next->arguments.size() - lacking(*next))) next = atom;
    if (!next) {
      Lookup lookup{0, {}};
      for (std::size_t i = 0; i < rule.head->arguments.size() && rule.head->arguments.size() <= 64; ++i) {
        const auto& o = rule.head->arguments[i];
        if (unknown(o)) continue;
        lookup.mask |= 1ULL << i;
        const auto* v = std::get_if<Variable>(&o);
        lookup.key.push_back(v ? binding[v->index] : std::get<Value>(o));
      }
      return need(rule.head->predicate, std::move(lookup));
    }
    std::erase(atoms, next);
    const auto& relation = world_.computed(next->predicate, Mode::possible);
    Lookup lookup{0, {}};
    for (std::size_t i = 0; i < next->arguments.size() && next->arguments.size() <= 64; ++i) {
      const auto& o = next->arguments[i];
      if (std::holds_alternative<language::Any>(o) || unknown(o)) continue;
      lookup.mask |= 1ULL << i;
      const auto* v = std::get_if<Variable>(&o);
      lookup.key.push_back(v ? binding[v->index] : std::get<Value>(o));
    }
    const auto with = [&](Row row) {
      const auto before = binding;
      bool fits = true;
      for (std::size_t i = 0; fits && i < next->arguments.size(); ++i) {
        const auto* v = std::get_if<Variable>(&next->arguments[i]);
        const auto* value = std::get_if<Value>(&next->arguments[i]);
        const auto cell = relation.values(row)[i];
        if (value) fits = *value == cell;
        if (!v) continue;
        fits = binding[v->index] == no_value || binding[v->index] == cell;
        binding[v->index] = cell;
      }
      if (fits) heads(rule, binding, atoms);
      binding = before;
    };
    if (lookup.mask == 0) {
      for (Row row = 0; row < relation.size(); ++row) with(row);
      return;
    }
    const auto index = relation.index(lookup.mask);
    for (auto row = relation.first_with(index, lookup.key); row != no_row; row = relation.next_with(index, row)) with(row);
  }

  World& world_;
  const Program& program_;
  std::vector<std::unordered_set<Lookup, Lookup::Hash>> patterns_;
  std::vector<bool> again_;
};

World::Change World::change(const Change& change) { return Updater(*this).run(change); }

}  // namespace dedere::reason
