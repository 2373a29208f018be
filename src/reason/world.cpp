#include "reason/world.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "reason/atoms.hpp"
#include "reason/evaluate.hpp"

namespace dedere::reason {
namespace {

using time::Instant;

// A chain of rules with more literals than this is computed from its beginning, so that the demand for the last does not nest as deep.
constexpr std::size_t deepest_demand = 1'000;
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
    std::uint64_t known, skip;
    bool operator==(const Key&) const = default;
    struct Hash {
      std::size_t operator()(const Key& k) const {
        std::uint64_t state = k.rule;
        for (const auto part : {static_cast<std::uint64_t>(k.first), k.known, k.skip}) state = (state ^ part) * 0x9E3779B97F4A7C15ULL, state ^= state >> 29U;
        return state;
      }
    };
  };
  std::unordered_map<Key, std::unique_ptr<const Plan>, Key::Hash> kept;
};

// What a variation computes anew, by what changes in it: few kinds of change come again and again.
struct World::Stale {
  std::map<std::vector<std::uint32_t>, std::vector<PredicateId>> kept;   // by the numbers of the questions, then of the predicates, with one between that is no number
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
  certain_[p.index] = Counted<Extent>::make(arity, recursive(p));
  begin(p, *certain_[p.index]);
  possible_[p.index] = certain_[p.index];
  if (!predicate.uncertain) return;
  possible_[p.index] = Counted<Extent>::make(arity, recursive(p));
  begin(p, *possible_[p.index]);
}

// The facts, and no more.
void World::begin(PredicateId p, Extent& extent) const {
  const auto add = [&](const std::vector<Value>& values, Times when) {
    Found one(values.size());
    one.add(values, when);
    extent.rows.add(one, 0);
    const auto row = when.empty() ? std::nullopt : extent.rows.find(values);
    return row ? *row : no_row;
  };
  auto& row_of = extent.row_of_fact;
  for (const auto index : (*given_of_)[p.index])
    row_of.push_back(is_gone(p, row_of.size()) ? no_row : add((*given_)[index].arguments, (*given_)[index].when));
  for (const auto index : (*tables_of_)[p.index]) load((*tables_)[index], extent);
  for (const auto& f : more_)
    if (f.predicate == p) add(f.arguments, f.when);
}

void World::load(const Table& table, Extent& extent) const {
  auto& row_of = extent.row_of_fact;
  const auto arity = extent.rows.arity();
  const auto first = row_of.size();
  const auto after = gone_.lower_bound({table.predicate.index, static_cast<std::uint32_t>(first)});
  if (after == gone_.end() || after->first != table.predicate.index) return extent.rows.load(table.cells, table.when, &row_of);
  // Some have been taken back: what is left goes in.
  Table left{table.predicate};
  std::vector<std::size_t> places;
  const auto count = arity == 0 ? table.when.size() : table.cells.size() / arity;
  for (std::size_t i = 0; i < count; ++i) {
    row_of.push_back(no_row);
    if (is_gone(table.predicate, first + i)) continue;
    places.push_back(first + i);
    left.cells.insert(left.cells.end(), table.cells.begin() + static_cast<std::ptrdiff_t>(i * arity), table.cells.begin() + static_cast<std::ptrdiff_t>((i + 1) * arity));
    if (!table.when.empty()) left.when.push_back(table.when[i]);
  }
  std::vector<Row> rows;
  extent.rows.load(left.cells, left.when, &rows);
  for (std::size_t i = 0; i < rows.size(); ++i) row_of[places[i]] = rows[i];
}

World World::evaluate(const Program& program, std::vector<Fact> facts, Readings readings, std::vector<Table> tables) {
  World world;
  world.program_ = &program;
  world.readings_ = std::move(readings);
  world.batches_ = std::make_shared<std::vector<std::uint32_t>>(1, ~0U);  // batch 0: facts
  world.plans_ = std::make_shared<Plans>();
  world.stale_ = std::make_shared<Stale>();
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
  std::vector<bool> asks(program.predicates.size());
  spread(program, std::vector<bool>(program.questions.size(), true), asks);
  world.asks_ = std::make_shared<const std::vector<bool>>(std::move(asks));
  world.horizon_ = program.horizon;
  world.cut_ = std::make_shared<std::vector<bool>>(program.predicates.size());
  if (!world.horizon_ && std::any_of(program.through_time.begin(), program.through_time.end(), [](bool b) { return b; })) world.horizon_ = world.inferred_horizon();
  world.certain_.resize(program.predicates.size());
  world.possible_.resize(program.predicates.size());
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p) world.begin({p});
  std::vector<PredicateId> all;
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p) all.push_back({p});
  world.compute_all_if_deep(all);
  return world;
}

std::optional<time::Interval> World::inferred_horizon() const {
  Extremes all;
  if (program_->named) all.add(*program_->named);
  const auto dates = [&](std::span<const Value> cells) {
    for (const auto v : cells)
      if (program_->values.type(v) == language::date_type) all.add(program_->values.as_date(v));
  };
  const auto fact = [&](const Fact& f) {
    for (const auto& i : f.when.intervals()) all.add(i);
    dates(f.arguments);
  };
  for (std::uint32_t p = 0; p < program_->predicates.size(); ++p) {
    std::size_t next = 0;
    for (const auto index : (*given_of_)[p])
      if (!is_gone({p}, next++)) fact((*given_)[index]);
    const auto& arguments = program_->predicates[p].arguments;
    const bool dated = std::any_of(arguments.begin(), arguments.end(), [](const language::Argument& a) { return a.type == language::date_type; });
    for (const auto index : (*tables_of_)[p]) {
      const auto& t = (*tables_)[index];
      const std::size_t rows = rows_in(t);
      for (std::size_t i = 0; i < rows; ++i) {
        if (is_gone({p}, next + i)) continue;
        if (!t.when.empty()) all.add(t.when[i]);
        if (dated) dates(std::span(t.cells).subspan(i * arguments.size(), arguments.size()));
      }
      next += rows;
    }
  }
  for (const auto& f : more_) fact(f);
  return all.interval();
}

void World::compute_all_if_deep(const std::vector<PredicateId>& which) const {
  if (program_->depth <= deepest_demand) return;
  for (const auto& group : program_->strata)
    for (const auto p : group)
      if (std::binary_search(which.begin(), which.end(), p))
        for (const auto mode : {Mode::certain, Mode::possible}) (void)relation(p, mode);
}

void World::complete() const {
  for (const auto& group : program_->strata)
    for (const auto p : group)
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
  const auto& anew = this->stale(changed, std::move(stale));
  for (const auto p : anew) world.begin(p);
  world.compute_all_if_deep(anew);
  return world;
}

const std::vector<PredicateId>& World::stale(const std::vector<bool>& questions, std::vector<bool> predicates) const {
  std::vector<std::uint32_t> key;
  for (std::uint32_t q = 0; q < questions.size(); ++q) if (questions[q]) key.push_back(q);
  key.push_back(~0U);
  for (std::uint32_t p = 0; p < predicates.size(); ++p) if (predicates[p]) key.push_back(p);
  auto [found, is_new] = stale_->kept.try_emplace(std::move(key));
  if (!is_new) return found->second;
  spread(*program_, questions, predicates);
  for (std::uint32_t p = 0; p < predicates.size(); ++p)
    if (predicates[p]) found->second.push_back({p});
  return found->second;
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

const Plan& World::plan(RuleId rule, std::uint64_t known, const std::optional<First>& first, std::uint64_t skip, Mode mode) const {
  const Plans::Key key{rule.index, first ? static_cast<std::int64_t>(2 * first->literal + (first->part == Part::mark ? 1 : 0)) : -1, known, skip};
  auto& kept = plans_->kept[key];
  if (kept) return *kept;
  const auto bits = [](std::uint64_t word, std::size_t size) {
    std::vector<bool> out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = (word >> i & 1U) != 0;
    return out;
  };
  const auto& body = (*program_)[rule].body;
  kept = std::make_unique<const Plan>(new_plan(rule, bits(known, (*program_)[rule].variables.size()), first, skip == 0 ? std::vector<bool>() : bits(skip, body.size()), mode));
  return *kept;
}

Plan World::new_plan(RuleId rule, const std::vector<bool>& known, const std::optional<First>& first, const std::vector<bool>& skip, Mode mode) const {
  struct Guess final : Sizes {
    Guess(const World& w, Mode m) : world(w), in(m) {}
    [[nodiscard]] double size_guess(PredicateId p) const override { return world.size_guess(p, in); }
    const World& world;
    Mode in;
  };
  return dedere::reason::plan(*program_, rule, known, first, skip, Guess(*this, mode));
}

std::vector<std::uint32_t> World::Extent::facts_of(Row row) const {
  if (first_fact.empty() && !row_of_fact.empty()) {  // a counting sort
    first_fact.assign(std::size_t{rows.size()} + 2, 0);
    for (const auto r : row_of_fact)
      if (r != no_row) ++first_fact[r + 2];
    for (std::size_t r = 2; r < first_fact.size(); ++r) first_fact[r] += first_fact[r - 1];
    sorted_facts.resize(row_of_fact.size());
    for (std::uint32_t i = 0; i < row_of_fact.size(); ++i)
      if (row_of_fact[i] != no_row) sorted_facts[first_fact[row_of_fact[i] + 1]++] = i;
  }
  std::vector<std::uint32_t> out;
  if (std::size_t{row} + 1 < first_fact.size())
    for (auto i = first_fact[row]; i < first_fact[row + 1]; ++i)
      out.push_back(sorted_facts[i]);
  return out;
}

std::optional<language::Origin> World::fact_at(PredicateId predicate, Row row, Instant at, time::Interval* stretch) const {
  const auto holds = [&](Times when) {
    if (stretch) *stretch = time::common(*stretch, time::constant_around(when, at));
    return when.holds(at);
  };
  const auto& indexes = (*given_of_)[predicate.index];
  for (const auto place : extent(predicate, Mode::certain).facts_of(row)) {
    if (is_gone(predicate, place)) continue;
    if (place < indexes.size()) {
      const auto& f = (*given_)[indexes[place]];
      if (holds(f.when)) return f.origin;
      continue;
    }
    auto in_table = static_cast<std::uint32_t>(place - indexes.size());
    std::uint32_t before = 0;  // rows of tables so far, of whatever predicate
    for (const auto& table : *tables_) {
      const auto count = rows_in(table);
      if (table.predicate == predicate && in_table < count) {
        if (table.when.empty() || holds({&table.when[in_table], 1})) return language::Origin{language::Origin::Kind::table, before + in_table};
        break;
      }
      if (table.predicate == predicate) in_table -= count;
      before += count;
    }
  }
  for (const auto& f : more_)
    if (f.predicate == predicate && std::ranges::equal(f.arguments, computed(predicate, Mode::certain).values(row)) && holds(f.when)) return f.origin;
  return std::nullopt;
}

std::uint32_t World::rows_in(const Table& table) const {
  const auto arity = (*program_)[table.predicate].arguments.size();
  return static_cast<std::uint32_t>(arity == 0 ? table.when.size() : table.cells.size() / arity);
}

World::Place World::table_place(std::uint32_t index) const {
  for (const auto& table : *tables_) {
    const auto count = rows_in(table);
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
