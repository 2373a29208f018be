#include "reason/match.hpp"

#include <algorithm>
#include <map>

namespace dedere::reason {
namespace {

using namespace language;
using syntax::Clock;
using By = syntax::Relation;
using K = syntax::Expression::Kind;
using time::Date;
using time::Instant;

bool has_value(const Operand& operand, const Binding& binding) {
  if (const auto* v = std::get_if<Variable>(&operand)) return binding[v->index] != no_value;
  return std::holds_alternative<Value>(operand);
}

// None for `_` and for a variable without a value.
std::optional<Value> value_of(const Operand& operand, const Binding& binding) {
  if (const auto* value = std::get_if<Value>(&operand)) return *value;
  const auto* v = std::get_if<Variable>(&operand);
  if (!v || binding[v->index] == no_value) return std::nullopt;
  return binding[v->index];
}

bool has_value(const Expression& e, const Binding& binding) {
  if (e.kind == K::term) return has_value(e.operand, binding);
  return std::all_of(e.parts.begin(), e.parts.end(), [&](const Expression& part) { return has_value(part, binding); });
}

const Variable* lone_variable(const Expression& e) { return e.kind == K::term ? std::get_if<Variable>(&e.operand) : nullptr; }

bool all_valued(const Atom& atom, const Binding& binding, std::optional<std::uint32_t> but = {}) {
  return std::all_of(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) {
    const auto* v = std::get_if<Variable>(&o);
    return !v || (but && v->index == *but) || binding[v->index] != no_value;
  });
}

std::optional<Date> in_calendar(std::int64_t day) {
  static const auto first = Date::of(1, 1, 1).days_since_1970(), last = Date::of(9999, 12, 31).days_since_1970();
  if (day < first || day > last) return std::nullopt;
  return Date::from_days(day);
}

bool in_calendar(Instant t) {
  static const auto first = Instant::start_of(Date::of(1, 1, 1)), last = Instant::start_of(Date::of(9999, 12, 31)).shifted(time::seconds_per_day);
  return first <= t && t < last;
}

std::optional<Date> moved(Date day, std::int64_t n, syntax::Unit unit) {
  constexpr std::int64_t far = 4'000'000;  // days between the ends of the calendar, more or less
  if (n > far || n < -far) return std::nullopt;
  if (unit == syntax::Unit::days) return in_calendar(day.days_since_1970() + n);
  if (unit == syntax::Unit::weeks) return in_calendar(day.days_since_1970() + 7 * n);
  const auto months = unit == syntax::Unit::years ? 12 * n : n;
  const auto year = day.year() + (months >= 0 ? months / 12 + 1 : months / 12 - 1);
  if (year < 1 || year > 9999) return std::nullopt;
  return day.plus_months(static_cast<int>(months));
}

}  // namespace

std::optional<Value> value_of(const Expression& e, const Binding& binding, const Program& program) {
  auto& values = program.values;
  if (e.kind == K::term) return value_of(e.operand, binding);
  const auto part = value_of(e.parts[0], binding, program);
  if (!part) return std::nullopt;
  if (e.kind == K::next_month) {
    const auto next = values.as_date(*part);
    return next.year() == 9999 && next.month() == 12 ? std::nullopt : std::optional(values.date(next.first_of_next_month()));
  }
  if (e.kind == K::plus_length || e.kind == K::minus_length) {
    const auto day = moved(values.as_date(*part), e.kind == K::plus_length ? e.length : -e.length, e.unit);
    return day ? std::optional(values.date(*day)) : std::nullopt;
  }
  const auto right = value_of(e.parts[1], binding, program);
  if (!right) return std::nullopt;
  std::int64_t sum = 0;
  const auto a = values.as_number(*part), b = values.as_number(*right);
  if (e.kind == K::plus ? __builtin_add_overflow(a, b, &sum) : __builtin_sub_overflow(a, b, &sum)) return std::nullopt;
  return values.number(sum);
}

void each_row(const World& world, Mode mode, const Atom& atom, Binding& binding, const std::function<void(Row)>& use) {
  const auto arity = atom.arguments.size();
  std::uint64_t mask = 0;
  std::vector<Value> key;
  std::vector<std::pair<std::size_t, std::uint32_t>> free;  // column, variable
  for (std::size_t i = 0; i < arity; ++i) {
    if (const auto value = value_of(atom.arguments[i], binding)) { mask |= i < 64 ? 1ULL << i : 0; key.push_back(*value); }
    else if (const auto* v = std::get_if<Variable>(&atom.arguments[i])) free.emplace_back(i, v->index);
  }
  const bool indexed = mask != 0 && arity <= 64;
  const auto& relation = world.relation(atom.predicate, mode, indexed ? mask : 0, indexed ? std::span<const Value>(key) : std::span<const Value>());
  const auto with = [&](Row row) {
    const auto cells = relation.values(row);
    bool fits = true;
    for (std::size_t i = 0; fits && i < arity; ++i)
      if (const auto value = value_of(atom.arguments[i], binding)) fits = cells[i] == *value;
    if (!fits) return;
    std::vector<std::uint32_t> set;
    for (const auto& [column, variable] : free) {
      if (binding[variable] == no_value) { binding[variable] = cells[column]; set.push_back(variable); }
      else if (binding[variable] != cells[column]) fits = false;  // the same variable twice
    }
    if (fits) use(row);
    for (const auto variable : set) binding[variable] = no_value;
  };
  if (key.size() == arity) {
    if (const auto row = relation.find(key)) use(*row);
    return;
  }
  if (!indexed) {
    for (Row row = 0, end = relation.size(); row < end; ++row) with(row);
    return;
  }
  for (const auto row : relation.rows_with(mask, key)) with(row);
}

std::vector<std::vector<Value>> holding(const World& world, PredicateId predicate, const std::vector<Operand>& columns, Instant at, Mode mode) {
  std::vector<std::vector<Value>> out;
  Binding none;
  each_row(world, mode, Atom{predicate, columns, {}}, none, [&](Row row) {
    const auto& relation = world.computed(predicate, mode);
    const auto values = relation.values(row);
    if (relation.when(row).holds(at)) out.emplace_back(values.begin(), values.end());
  });
  return out;
}

IntervalSet when_any(const World& world, Mode mode, const Atom& atom, Binding& binding) {
  IntervalSet all;
  if (mode == Mode::possible && world.program()[atom.predicate].open()) {
    std::vector<Value> values;
    for (const auto& operand : atom.arguments) {
      const auto value = value_of(operand, binding);
      if (!value) return IntervalSet::always();  // some value may always do: nothing denies all of them
      values.push_back(*value);
    }
    return when(world, atom.predicate, values, mode);
  }
  each_row(world, mode, atom, binding, [&](Row row) { all |= world.computed(atom.predicate, mode).when(row); });
  return all;
}

void Match::each(Binding binding, const IntervalSet& within, const How& how, const Use& use) {
  binding.resize(rule_.variables.size(), no_value);
  how_ = &how;
  use_ = &use;
  plan(binding, how);
  step(0, binding, within);
}

// Greedy: what only tests comes as soon as its variables have values; of the rest, the atom with most values given, then the smaller relation.
void Match::plan(const Binding& binding, const How& how) {
  constexpr Value given{0};
  Binding known = binding;
  std::vector<std::size_t> left;
  order_.clear();
  const auto learn = [&](const Atom& atom) {
    for (const auto& o : atom.arguments)
      if (const auto* v = std::get_if<Variable>(&o); v && known[v->index] == no_value) known[v->index] = given;
  };
  const auto take = [&](std::size_t i) {
    order_.push_back(i);
    const auto& is = rule_.body[i].is;
    if (const auto* l = std::get_if<AtomLiteral>(&is); l && !l->negated) learn(l->atom);
    if (const auto* l = std::get_if<Begins>(&is)) { learn(l->atom); if (const auto* v = std::get_if<Variable>(&l->day)) known[v->index] = given; }
    if (const auto* l = std::get_if<Aggregate>(&is)) known[l->result.index] = given;
    if (const auto* l = std::get_if<Comparison>(&is)) {
      if (const auto* v = lone_variable(l->left)) known[v->index] = given;
      if (const auto* v = lone_variable(l->right)) known[v->index] = given;
    }
  };
  // 0: cannot be taken yet. Tests come first, then atoms by how much of them is given.
  const auto urgency = [&](std::size_t i) -> double {
    constexpr double test = 1e9;
    const auto& is = rule_.body[i].is;
    if (std::holds_alternative<ReadingLiteral>(is)) return 2 * test;
    if (const auto* l = std::get_if<ClockLiteral>(&is)) return has_value(l->day, known) ? test : 0;
    if (const auto* l = std::get_if<Comparison>(&is)) {
      const bool left_known = has_value(l->left, known), right_known = has_value(l->right, known);
      if (left_known && right_known) return test;
      if (l->relation != By::equal) return 0;
      return (left_known && lone_variable(l->right)) || (right_known && lone_variable(l->left)) ? test : 0;
    }
    if (const auto* l = std::get_if<Aggregate>(&is)) return all_valued(l->atom, known, l->over[0].index) ? 1 : 0;
    const auto* atom_literal = std::get_if<AtomLiteral>(&is);
    const auto& atom = atom_literal ? atom_literal->atom : std::get<Begins>(is).atom;
    const bool tests = atom_literal && (atom_literal->negated || program_[atom.predicate].open());
    if (tests) return all_valued(atom, known) ? test / 2 : 0;
    const auto values = std::count_if(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) { return has_value(o, known); });
    if (values == static_cast<std::ptrdiff_t>(atom.arguments.size())) return test / 4;
    return 10 + 1000.0 * static_cast<double>(values) + 1.0 / (1.0 + world_.size_guess(atom.predicate, mode_));
  };
  for (std::size_t i = 0; i < rule_.body.size(); ++i)
    if (i != how.first && (how.skip.empty() || !how.skip[i])) left.push_back(i);
  if (how.first) take(*how.first);
  while (!left.empty()) {
    auto best = left.begin();
    double most = -1;
    for (auto it = left.begin(); it != left.end(); ++it)
      if (const auto u = urgency(*it); u > most) { most = u; best = it; }
    const auto chosen = *best;
    left.erase(best);
    take(chosen);
  }
}

void Match::step(std::size_t at, Binding& binding, const IntervalSet& when) {
  if (when.empty()) return;
  if (at == order_.size()) return (*use_)(binding, when);
  std::visit([&](const auto& l) { literal(l, at, binding, when); }, rule_.body[order_[at]].is);
}

void Match::literal(const AtomLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  if (l.negated) return step(at + 1, binding, when - when_any(world_, other(mode_), l.atom, binding));
  const auto& relation = world_.computed(l.atom.predicate, mode_);
  if (how_->first == order_[at]) {
    for (const auto& growth : *how_->delta) {
      // The row must agree with the binding like any other.
      const auto cells = relation.values(growth.row);
      Binding there = binding;
      bool fits = true;
      for (std::size_t i = 0; fits && i < cells.size(); ++i) {
        const auto& o = l.atom.arguments[i];
        if (const auto value = value_of(o, there)) fits = *value == cells[i];
        else if (const auto* v = std::get_if<Variable>(&o)) there[v->index] = cells[i];
      }
      if (fits) step(at + 1, there, when & growth.fresh);
    }
    return;
  }
  if (mode_ == Mode::possible && program_[l.atom.predicate].open()) return step(at + 1, binding, when & when_any(world_, mode_, l.atom, binding));
  each_row(world_, mode_, l.atom, binding, [&](Row row) { step(at + 1, binding, when & relation.when(row)); });
}

void Match::literal(const ReadingLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  if (world_.readings()[l.question.index] == l.answer) step(at + 1, binding, when);
}

void Match::literal(const Comparison& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  const auto left = reason::value_of(l.left, binding, program_), right = reason::value_of(l.right, binding, program_);
  const auto assign = [&](const Variable* v, Value value) {
    if (!v || l.relation != By::equal) return;
    binding[v->index] = value;
    step(at + 1, binding, when);
    binding[v->index] = no_value;
  };
  if (!left && right && !has_value(l.left, binding)) return assign(lone_variable(l.left), *right);
  if (left && !right && !has_value(l.right, binding)) return assign(lone_variable(l.right), *left);
  if (!left || !right) return;
  bool holds = false;
  if (l.relation == By::equal) holds = *left == *right;
  else if (l.relation == By::unequal) holds = *left != *right;
  else {
    const auto& values = program_.values;
    const auto number = [&](Value v) { return values.type(v) == date_type ? values.as_date(v).days_since_1970() : values.as_number(v); };
    const auto a = number(*left), b = number(*right);
    holds = l.relation == By::less ? a < b : l.relation == By::at_most ? a <= b : l.relation == By::more ? a > b : a >= b;
  }
  if (holds) step(at + 1, binding, when);
}

void Match::literal(const ClockLiteral& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  const auto value = reason::value_of(l.day, binding, program_);
  if (!value) return;
  const auto day = program_.values.as_date(*value);
  const auto begin = Instant::start_of(day), end = Instant::start_of(day + time::days{1});
  switch (l.clock) {
    case Clock::from: return step(at + 1, binding, when & IntervalSet::from(begin));
    case Clock::after: return step(at + 1, binding, when & IntervalSet::from(end));
    case Clock::before: return step(at + 1, binding, when & IntervalSet::before(begin));
    case Clock::until: return step(at + 1, binding, when & IntervalSet::before(end));
    case Clock::on: return step(at + 1, binding, when & IntervalSet::days(day, day));
  }
}

void Match::literal(const Begins& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  // `_` in the atom means "for some value", so rows that differ only there begin together with the first of them.
  std::map<Binding, IntervalSet> groups;
  each_row(world_, mode_, l.atom, binding, [&](Row row) { groups[binding] |= world_.computed(l.atom.predicate, mode_).when(row); });
  for (auto& [bound, times] : groups)
    for (const auto& interval : times.intervals()) {
      if (!in_calendar(interval.from())) continue;
      const auto day = program_.values.date(interval.from().day());
      Binding there = bound;
      const auto given = value_of(l.day, there);
      if (given && *given != day) continue;
      if (const auto* v = std::get_if<Variable>(&l.day)) there[v->index] = day;
      step(at + 1, there, when);
    }
}

namespace {

// How many values of the counted variable hold at each time, as steps that cover all time: from each instant on, so many.
std::map<Instant, std::int64_t> steps(const World& world, Mode mode, const Aggregate& l, Binding& binding) {
  std::map<Value, IntervalSet> by_value;
  each_row(world, mode, l.atom, binding, [&](Row row) { by_value[binding[l.over[0].index]] |= world.computed(l.atom.predicate, mode).when(row); });
  std::map<Instant, std::int64_t> change{{Instant::first(), 0}};
  for (const auto& [value, times] : by_value)
    for (const auto& interval : times.intervals()) { ++change[interval.from()]; --change[interval.to()]; }
  change.erase(Instant::last());
  std::int64_t sum = 0;
  for (auto& [at, delta] : change) { sum += delta; delta = sum; }
  return change;
}

std::int64_t at_time(const std::map<Instant, std::int64_t>& steps, Instant t) { return std::prev(steps.upper_bound(t))->second; }

}  // namespace

void Match::literal(const Aggregate& l, std::size_t at, Binding& binding, const IntervalSet& when) {
  // Where the count is uncertain it lies between the certain and the possible one: `certain` needs them equal, `possible` takes all between.
  const auto least = steps(world_, Mode::certain, l, binding), most = steps(world_, Mode::possible, l, binding);
  std::map<std::int64_t, std::vector<time::Interval>> by_count;
  std::vector<Instant> cuts;
  for (const auto& [t, n] : least) cuts.push_back(t);
  for (const auto& [t, n] : most) cuts.push_back(t);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const auto interval = time::Interval::between(cuts[i], i + 1 < cuts.size() ? cuts[i + 1] : Instant::last());
    const auto from = at_time(least, cuts[i]), to = at_time(most, cuts[i]);
    if (!interval || (mode_ == Mode::certain && from != to)) continue;
    for (auto n = from; n <= to; ++n) by_count[n].push_back(*interval);
  }
  for (auto& [n, intervals] : by_count) {
    const auto number = program_.values.number(n);
    auto& result = binding[l.result.index];
    if (result != no_value && result != number) continue;
    const auto before = result;
    result = number;
    step(at + 1, binding, when & IntervalSet::of(std::move(intervals)));
    result = before;
  }
}

IntervalSet Match::defeated(const Binding& binding, const IntervalSet& within) const {
  IntervalSet all;
  for (const auto id : rule_.exceptions) {
    Match exception(world_, id, other(mode_));
    exception.each(binding, within, {}, [&](const Binding& bound, const IntervalSet& when) {
      all |= when - exception.defeated(bound, when);
    });
  }
  return all;
}

}  // namespace dedere::reason
