#include "reason/world.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "reason/match.hpp"
#include "reason/window.hpp"

namespace dedere::reason {
namespace {

using time::Instant;

// A chain of rules with more literals than this is computed from its beginning, so that the demand for the last does not nest as deep.
constexpr std::size_t deepest_demand = 1'000;
// Conclusions are added in lots of this size, where nothing looks at them yet.
constexpr std::size_t lot = 1U << 14U;

// The positive atoms of a literal, which may be of its rule's own group.
template <class F>
void positive_atoms(const language::Literal& literal, F use) {
  if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is); l && !l->negated) use(l->atom, Part::atom);
  if (const auto* l = std::get_if<language::Windowed>(&literal.is); l && !l->negated) {
    if (!l->window.without) use(l->atom, Part::atom);
    if (l->window.mark) use(*l->window.mark, Part::mark);
  }
}

template <class F>
void all_atoms(const language::Literal& literal, F use) {
  if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is)) use(l->atom);
  if (const auto* l = std::get_if<language::Begins>(&literal.is)) use(l->atom);
  if (const auto* l = std::get_if<language::Windowed>(&literal.is)) {
    use(l->atom);
    if (l->window.mark) use(*l->window.mark);
  }
  if (const auto* l = std::get_if<language::Aggregate>(&literal.is)) {
    use(l->atom);
    if (l->window && l->window->mark) use(*l->window->mark);
  }
}

bool is_recursive(const Program& program, const std::vector<PredicateId>& group) {
  if (group.size() > 1) return true;
  const auto& rules = program.rules_of[group[0].index];
  return std::any_of(rules.begin(), rules.end(), [&](RuleId r) {
    bool own = false;
    for (const auto& literal : program[r].body) positive_atoms(literal, [&](const language::Atom& a, Part) { own |= a.predicate == group[0]; });
    return own;
  });
}

// The first and the last finite instant that anything names.
class Extremes {
 public:
  void add(Instant t) {
    if (!t.is_finite()) return;
    first_ = std::min(first_, t);
    last_ = std::max(last_, t);
  }
  void add(const time::Interval& i) { add(i.from()); add(i.to()); }
  void add(time::Date day) { add(Instant::start_of(day)); add(Instant::start_of(day + time::days{1})); }
  // One instant alone counts as one second.
  [[nodiscard]] std::optional<time::Interval> interval() const { return time::Interval::between(first_, first_ == last_ ? last_.shifted(1) : last_); }

 private:
  Instant first_ = Instant::last(), last_ = Instant::first();
};

}  // namespace

struct World::Plans {
  struct Key {
    std::uint32_t rule;
    std::int64_t first;  // literal and part; -1: none
    std::uint64_t known;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, std::unique_ptr<const Plan>> kept;
};

// Computes rows on demand.
//
// A predicate that does not depend on itself: its rules are run backwards from the columns that are given, and ask in turn for what they need.
// A group of predicates that depend on each other is computed whole, semi-naively: each round joins what grew in the last round with all there
// is. What does not distribute over union gets the whole intervals that the growth touches. Times only grow; the ends of intervals come from facts
// and from days that rules name, moved by windows within the horizon, and values from facts and from rules that are not recursive
// (language/stratify.cpp): there are finitely many, so it ends.
class Evaluator {
 public:
  explicit Evaluator(const World& world) : world_(world), program_(*world.program_) {}

  void rows_about(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key) {
    auto& extent = world_.extent(p, mode);
    if (extent.complete) return;
    if (world_.recursive(p)) return whole_group(program_.strata[program_.stratum_of[p.index]], mode);
    if (program_.rules_of[p.index].empty() || mask == 0) { extent.complete = true; mask = 0; }
    else if (!extent.asked.insert({mask, {key.begin(), key.end()}}).second) return;
    for (const auto rule : program_.rules_of[p.index])
      if (auto binding = head_binding(rule, mask, key)) conclude(rule, mode, *binding);
  }

 private:
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

  Batch new_batch(RuleId rule) {
    world_.batches_->push_back(rule.index);
    return static_cast<Batch>(world_.batches_->size() - 1);
  }

  // Runs a rule that does not look at its own conclusions.
  void conclude(RuleId id, Mode mode, const Binding& given) {
    const auto& rule = program_[id];
    auto& rows = world_.extent(rule.head->predicate, mode).rows;
    const auto batch = new_batch(id);
    Found found(rows.arity());
    each_conclusion(id, mode, given, {}, [&](std::span<const Value> tuple, Times when) {
      if (rows.timeless() && found.size() == 0 && when.is_always()) { rows.add_always(tuple, batch); return; }
      found.add(tuple, when);
      if (found.size() < lot) return;
      rows.add(found, batch);
      found = Found(rows.arity());
    });
    rows.add(found, batch);
  }

  template <class F>
  void each_conclusion(RuleId id, Mode mode, const Binding& given, const Match::How& how, F use) {
    const auto& rule = program_[id];
    const auto& arguments = rule.head->arguments;
    std::vector<Value> tuple(arguments.size());
    Match match(world_, id, mode);
    Buffer rest;
    match.each(given, Times::always(), how, [&](const Binding& binding, Times when) {
      const auto undefeated = rule.exceptions.empty() ? when : time::minus(when, match.defeated(binding, when), rest);
      if (undefeated.empty()) return;
      for (std::size_t i = 0; i < tuple.size(); ++i) {
        const auto* v = std::get_if<language::Variable>(&arguments[i]);
        tuple[i] = v ? binding[v->index] : std::get<Value>(arguments[i]);
      }
      use(std::span<const Value>(tuple), undefeated);
    });
  }

  // --- groups that depend on themselves

  void whole_group(const std::vector<PredicateId>& group, Mode mode) {
    for (const auto p : group) world_.extent(p, mode).complete = true;
    std::vector<std::vector<Growth>> delta(group.size());
    for (const auto p : group)
      for (const auto rule : program_.rules_of[p.index])
        if (!looks_at(rule, group) || (mode == Mode::possible && looks_at_open(rule, group))) conclude_within(rule, mode, {}, {}, nullptr, group);
    for (std::size_t g = 0; g < group.size(); ++g) delta[g].push_back({0, world_.extent(group[g], mode).rows.size(), {}});
    for (bool more = true; more;) {
      std::vector<std::vector<Growth>> next(group.size());
      for (std::size_t g = 0; g < group.size(); ++g)
        for (const auto rule : program_.rules_of[group[g].index]) spread(rule, mode, group, delta, next[g]);
      delta = std::move(next);
      more = std::any_of(delta.begin(), delta.end(), [](const auto& d) { return !d.empty(); });
    }
  }

  static std::optional<std::size_t> member(PredicateId p, const std::vector<PredicateId>& group) {
    const auto found = std::find(group.begin(), group.end(), p);
    return found == group.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - group.begin()));
  }

  [[nodiscard]] bool looks_at(RuleId rule, const std::vector<PredicateId>& group) const { return looks(rule, group) > 0; }

  // An open atom may be so where no row says so, which no growth tells.
  [[nodiscard]] bool looks_at_open(RuleId rule, const std::vector<PredicateId>& group) const {
    bool any = false;
    for (const auto& literal : program_[rule].body)
      positive_atoms(literal, [&](const language::Atom& a, Part) { any = any || (member(a.predicate, group) && program_[a.predicate].open()); });
    return any;
  }

  // How many positive atoms of a body are of the group.
  [[nodiscard]] int looks(RuleId rule, const std::vector<PredicateId>& group) const {
    int all = 0;
    for (const auto& literal : program_[rule].body) positive_atoms(literal, [&](const language::Atom& a, Part) { all += member(a.predicate, group) ? 1 : 0; });
    return all;
  }

  void spread(RuleId rule, Mode mode, const std::vector<PredicateId>& group, const std::vector<std::vector<Growth>>& delta, std::vector<Growth>& grown) {
    const auto& body = program_[rule].body;
    for (std::size_t i = 0; i < body.size(); ++i)
      positive_atoms(body[i], [&](const language::Atom& atom, Part part) {
        const auto g = member(atom.predicate, group);
        if (!g) return;
        for (const auto& growth : delta[*g]) {
          Growth more;
          conclude_within(rule, mode, First{i, part}, growth, &more, group);
          if (!more.empty()) grown.push_back(std::move(more));
        }
      });
  }

  // Conclusions are kept aside until the rule has run, since adding moves the times that it looks at; but for those without times, where only the
  // growth of the last round is looked at.
  void conclude_within(RuleId id, Mode mode, std::optional<First> first, const Growth& growth, Growth* more, const std::vector<PredicateId>& group) {
    const auto& rule = program_[id];
    auto& extent = world_.extent(rule.head->predicate, mode);
    auto& rows = extent.rows;
    const auto batch = new_batch(id);
    const bool at_once = looks(id, group) <= 1;
    const auto begin = rows.size();
    const auto& through_time = program_.through_time;
    const bool clipped = !through_time.empty() && through_time[program_.stratum_of[rule.head->predicate.index]] && world_.horizon_;
    Found found(rows.arity());
    Buffer inside;
    each_conclusion(id, mode, {}, {.first = first, .growth = &growth, .skip = {}}, [&](std::span<const Value> tuple, Times when) {
      if (clipped) {
        const auto whole = when;
        when = time::meet(whole, Times(&*world_.horizon_, 1), inside);
        extent.cut = extent.cut || !contains(when, whole);
      }
      if (at_once && rows.timeless() && when.is_always()) rows.add_always(tuple, batch);
      else found.add(tuple, when);
    });
    rows.add(found, batch, more);
    if (more) more->first = begin, more->last = rows.size();
  }

  static bool contains(Times part, Times whole) {
    if (part.size() != whole.size()) return false;
    return std::equal(part.begin(), part.end(), whole.begin());
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
  bool uses = false;
  for (const auto& literal : rule.body) all_atoms(literal, [&](const language::Atom& a) { uses |= stale[a.predicate.index]; });
  return uses || std::any_of(rule.exceptions.begin(), rule.exceptions.end(), [&](RuleId e) { return uses_predicate(program, e, stale); });
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

void World::begin(PredicateId p) {
  const auto& predicate = (*program_)[p];
  const auto arity = predicate.arguments.size();
  certain_[p.index] = std::make_shared<Extent>(arity, recursive(p));
  begin(p, *certain_[p.index]);
  possible_[p.index] = certain_[p.index];
  if (!predicate.uncertain) return;
  possible_[p.index] = std::make_shared<Extent>(arity, recursive(p));
  begin(p, *possible_[p.index]);
}

// The facts, and no more.
void World::begin(PredicateId p, Extent& extent) const {
  const auto add = [&](const Fact& f) {
    Found one(f.arguments.size());
    one.add(f.arguments, f.when);
    extent.rows.add(one, 0);
    const auto row = extent.rows.find(f.arguments);
    extent.row_of_fact.push_back(row ? *row : no_row);
  };
  for (const auto index : (*given_of_)[p.index]) add((*given_)[index]);
  for (const auto& f : more_)
    if (f.predicate == p) add(f);
  for (const auto index : (*tables_of_)[p.index]) extent.rows.load((*tables_)[index].cells, (*tables_)[index].when, &extent.row_of_fact);
}

World World::evaluate(const Program& program, std::vector<Fact> facts, Readings readings, std::vector<Table> tables) {
  World world;
  world.program_ = &program;
  world.readings_ = std::move(readings);
  world.batches_ = std::make_shared<std::vector<std::uint32_t>>(1, ~0U);  // batch 0: facts
  world.plans_ = std::make_shared<Plans>();
  facts.insert(facts.begin(), program.facts.begin(), program.facts.end());
  std::vector<std::vector<std::uint32_t>> facts_of(program.predicates.size()), tables_of(program.predicates.size());
  for (std::uint32_t i = 0; i < facts.size(); ++i) facts_of[facts[i].predicate.index].push_back(i);
  for (std::uint32_t i = 0; i < tables.size(); ++i) tables_of[tables[i].predicate.index].push_back(i);
  world.given_ = std::make_shared<const std::vector<Fact>>(std::move(facts));
  world.given_of_ = std::make_shared<const std::vector<std::vector<std::uint32_t>>>(std::move(facts_of));
  world.tables_ = std::make_shared<const std::vector<Table>>(std::move(tables));
  world.tables_of_ = std::make_shared<const std::vector<std::vector<std::uint32_t>>>(std::move(tables_of));
  std::vector<bool> recursive;
  for (const auto& group : program.strata) recursive.push_back(is_recursive(program, group));
  world.recursive_ = std::make_shared<const std::vector<bool>>(std::move(recursive));
  world.horizon_ = program.horizon;
  if (!world.horizon_ && std::any_of(program.through_time.begin(), program.through_time.end(), [](bool b) { return b; })) world.horizon_ = world.inferred_horizon();
  world.certain_.resize(program.predicates.size());
  world.possible_.resize(program.predicates.size());
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p) world.begin({p});
  world.compute_all_if_deep(std::vector<bool>(program.predicates.size(), true));
  return world;
}

std::optional<time::Interval> World::inferred_horizon() const {
  Extremes all;
  if (program_->named) all.add(*program_->named);
  const auto dates = [&](const std::vector<Value>& cells) {
    for (const auto v : cells)
      if (program_->values.type(v) == language::date_type) all.add(program_->values.as_date(v));
  };
  for (const auto& f : *given_) {
    for (const auto& i : f.when.intervals()) all.add(i);
    dates(f.arguments);
  }
  for (const auto& f : more_) {
    for (const auto& i : f.when.intervals()) all.add(i);
    dates(f.arguments);
  }
  for (const auto& t : *tables_) {
    for (const auto& i : t.when) all.add(i);
    const auto& arguments = (*program_)[t.predicate].arguments;
    if (std::any_of(arguments.begin(), arguments.end(), [](const language::Argument& a) { return a.type == language::date_type; })) dates(t.cells);
  }
  return all.interval();
}

void World::compute_all_if_deep(const std::vector<bool>& which) const {
  if (program_->depth <= deepest_demand) return;
  for (const auto& group : program_->strata)
    for (const auto p : group)
      if (which[p.index])
        for (const auto mode : {Mode::certain, Mode::possible}) (void)relation(p, mode);
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
  // A fact that widens the horizon concerns all that ends by it.
  if (!program_->horizon && world.horizon_ && !more.empty() && world.inferred_horizon() != world.horizon_) {
    world.horizon_ = world.inferred_horizon();
    for (std::uint32_t p = 0; p < stale.size(); ++p) stale[p] = stale[p] || program_->through_time[program_->stratum_of[p]];
  }
  dedere::reason::spread(*program_, changed, stale);
  for (std::uint32_t p = 0; p < stale.size(); ++p)
    if (stale[p]) world.begin({p});
  world.compute_all_if_deep(stale);
  return world;
}

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

const Plan& World::plan(RuleId rule, const std::vector<bool>& known, const std::optional<First>& first, const std::vector<bool>& skip, Mode mode, std::optional<Plan>& own) const {
  struct Guess final : Sizes {
    Guess(const World& w, Mode m) : world(w), in(m) {}
    [[nodiscard]] double size_guess(PredicateId p) const override { return world.size_guess(p, in); }
    const World& world;
    Mode in;
  };
  const Guess guess(*this, mode);
  if (known.size() > 64 || !skip.empty()) return own.emplace(dedere::reason::plan(*program_, rule, known, first, skip, guess));
  Plans::Key key{rule.index, first ? static_cast<std::int64_t>(2 * first->literal + (first->part == Part::mark ? 1 : 0)) : -1, 0};
  for (std::size_t i = 0; i < known.size(); ++i) key.known |= known[i] ? 1ULL << i : 0;
  auto& kept = plans_->kept[key];
  if (!kept) kept = std::make_unique<const Plan>(dedere::reason::plan(*program_, rule, known, first, skip, guess));
  return *kept;
}

std::optional<language::Origin> World::fact_at(PredicateId predicate, Row row, Instant at) const {
  const auto& rows = extent(predicate, Mode::certain).row_of_fact;
  const auto& given = (*given_of_)[predicate.index];
  std::size_t next = 0;
  for (; next < given.size(); ++next)
    if (rows[next] == row && (*given_)[given[next]].when.holds(at)) return (*given_)[given[next]].origin;
  for (const auto& f : more_) {
    if (f.predicate != predicate) continue;
    if (rows[next++] == row && f.when.holds(at)) return f.origin;
  }
  std::uint32_t before = 0;
  for (std::uint32_t t = 0, i = 0; t < tables_->size(); ++t) {
    const auto& table = (*tables_)[t];
    const auto count = static_cast<std::uint32_t>(table.cells.size() / std::max<std::size_t>(1, program_->predicates[table.predicate.index].arguments.size()));
    if (table.predicate == predicate)
      for (i = 0; i < count; ++i, ++next)
        if (rows[next] == row && (table.when.empty() || table.when[i].holds(at))) return language::Origin{language::Origin::Kind::table, before + i};
    before += count;
  }
  return std::nullopt;
}

World::Place World::table_place(std::uint32_t index) const {
  for (const auto& table : *tables_) {
    const auto count = static_cast<std::uint32_t>(table.cells.size() / std::max<std::size_t>(1, program_->predicates[table.predicate.index].arguments.size()));
    if (index < count) return {table.file, table.lines.empty() ? table.first_line + index : table.lines[index]};
    index -= count;
  }
  return {0, 0};
}

IntervalSet when(const World& world, PredicateId predicate, std::span<const Value> values, Mode mode) {
  const IntervalSet found = world.relation(predicate, mode, values).when(values);
  const auto& denial = world.program()[predicate].denial;
  return mode == Mode::possible && denial ? when(world, *denial, values, Mode::certain).complement() | found : found;
}

}  // namespace dedere::reason
