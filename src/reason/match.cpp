#include "reason/match.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reason/aggregate.hpp"
#include "reason/window.hpp"

namespace dedere::reason {
namespace {

using namespace language;
using syntax::Clock;
using By = syntax::Relation;
using K = syntax::Expression::Kind;
using time::Date;
using time::Instant;

// None for `_` and for a variable without a value.
std::optional<Value> value_of(const Operand& operand, const Binding& binding) {
  if (const auto* value = std::get_if<Value>(&operand)) return *value;
  const auto* v = std::get_if<Variable>(&operand);
  if (!v || v->index >= binding.size() || binding[v->index] == no_value) return std::nullopt;
  return binding[v->index];
}

const Variable* lone_variable(const Expression& e) { return e.kind == K::term ? std::get_if<Variable>(&e.operand) : nullptr; }

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

// --- rows that agree with a probe

constexpr std::size_t most_columns = 64;

Value value_of(const Known& k, const Binding& binding) { return k.variable ? binding[*k.variable] : k.value; }

// Gives the probe's variables the row's values; false if a variable that stands twice would get two.
inline bool bind(const Probe& probe, std::span<const Value> cells, Binding& binding) {
  for (const auto& b : probe.binds) binding[b.variable] = cells[b.column];
  return std::all_of(probe.repeats.begin(), probe.repeats.end(), [&](const auto& r) { return binding[r.variable] == cells[r.column]; });
}

bool agrees(const Probe& probe, std::span<const Value> cells, const Binding& binding) {
  return std::all_of(probe.known.begin(), probe.known.end(), [&](const Known& k) { return cells[k.column] == value_of(k, binding); });
}

// Each row, with the variables that it gives values to set; until `use` gives true, where it gives anything. Nothing is set back: what is not known at a step is not read before it is bound again.
template <class F>
void each_row(const World& world, const Probe& probe, Mode mode, Binding& binding, F use) {
  std::array<Value, most_columns> key;
  std::size_t n = 0;
  if (probe.mask != 0 || probe.ground)
    for (const auto& k : probe.known)
      if (n < most_columns) key[n++] = value_of(k, binding);
  const std::span<const Value> values(key.data(), n);
  if (probe.open && mode == Mode::possible) {
    // What nothing denies may be so. With a column unknown some value may always do: nothing denies all of them.
    const IntervalSet found = probe.ground && probe.arity <= most_columns ? when(world, probe.predicate, values, mode) : IntervalSet::always();
    if (!found.empty()) use(Times(found));
    return;
  }
  const auto& relation = world.relation(probe.predicate, mode, probe.mask, values);
  if (probe.ground && probe.arity <= most_columns) {
    const auto found = relation.when(values);
    if (!found.empty()) use(Times(found));
    return;
  }
  const auto done = [&](Times found) {
    if constexpr (std::is_same_v<decltype(use(found)), bool>) return use(found);
    else return use(found), false;
  };
  const auto with = [&](Row row) {
    const auto cells = relation.values(row);
    if (probe.mask == 0 && !agrees(probe, cells, binding)) return false;
    if (!bind(probe, cells, binding)) return false;
    if (relation.timeless()) return done(Times::always());
    const auto found = relation.when(row);
    return !found.empty() && done(Times(found));
  };
  if (probe.mask == 0) {
    for (Row row = 0, end = relation.size(); row < end; ++row)
      if (with(row)) return;
    return;
  }
  const auto index = relation.index(probe.mask);
  for (auto row = relation.first_with(index, values); row != no_row; row = relation.next_with(index, row))
    if (with(row)) return;
}

// When any row does.
Times when_any(const World& world, const Probe& probe, Mode mode, Binding& binding, Buffer& out) {
  out.clear();
  each_row(world, probe, mode, binding, [&](Times found) { out.insert(out.end(), found.begin(), found.end()); });
  time::coalesce(out);
  return out;
}

// Rows that differ only in wild columns are one, and hold when any of them does.
template <class F>
void each_group(const World& world, const Probe& probe, Mode mode, Binding& binding, F use) {
  if (!probe.wild) return each_row(world, probe, mode, binding, use);
  if (probe.known.empty() && probe.repeats.empty() && !probe.binds.empty() && !probe.open && probe.arity <= most_columns) {
    // All rows: an index over the columns that count has them by group.
    std::uint64_t mask = 0;
    for (const auto& b : probe.binds) mask |= 1ULL << b.column;
    const auto& relation = world.relation(probe.predicate, mode);
    const auto index = relation.index(mask);
    Buffer times;
    for (const auto first : relation.first_rows(index)) {
      times.clear();
      for (auto row = first; row != no_row; row = relation.next_with(index, row)) {
        const auto found = relation.when(row);
        times.insert(times.end(), Times(found).begin(), Times(found).end());
      }
      time::coalesce(times);
      bind(probe, relation.values(first), binding);
      if (!times.empty()) use(Times(times));
    }
    return;
  }
  std::map<std::vector<Value>, Buffer> groups;
  each_row(world, probe, mode, binding, [&](Times found) {
    std::vector<Value> bound;
    for (const auto& b : probe.binds) bound.push_back(binding[b.variable]);
    auto& times = groups[std::move(bound)];
    times.insert(times.end(), found.begin(), found.end());
  });
  for (auto& [bound, times] : groups) {
    for (std::size_t i = 0; i < bound.size(); ++i) binding[probe.binds[i].variable] = bound[i];
    time::coalesce(times);
    use(Times(times));
  }
}

Times complement(Times times, Buffer& out) { return time::minus(Times::always(), times, out); }

// The probe of an atom of which a binding knows what it knows, and nothing gets a value.
Probe tested(const Program& program, const Atom& atom, const Binding& binding) {
  Probe out;
  out.predicate = atom.predicate;
  out.arity = atom.arguments.size();
  out.open = program[atom.predicate].open();
  for (std::uint32_t i = 0; i < out.arity; ++i) {
    if (const auto value = value_of(atom.arguments[i], binding)) out.known.push_back({i, std::nullopt, *value});
    else if (const auto* v = std::get_if<Variable>(&atom.arguments[i])) {
      const auto before = std::find_if(out.binds.begin(), out.binds.end(), [&](const auto& b) { return b.variable == v->index; });
      if (before != out.binds.end()) out.repeats.push_back({i, v->index});
      else out.binds.push_back({i, v->index});
    } else out.wild = true;
  }
  out.ground = out.known.size() == out.arity;
  if (out.arity <= most_columns)
    for (const auto& k : out.known) out.mask |= 1ULL << k.column;
  return out;
}

// Room for the values of a probe's variables.
Binding room(const Binding& binding, const Probe& probe) {
  auto out = binding;
  for (const auto& b : probe.binds)
    if (b.variable >= out.size()) out.resize(b.variable + 1, no_value);
  return out;
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

std::vector<Held> rows(const World& world, PredicateId predicate, const std::vector<Operand>& columns, Mode mode) {
  std::vector<Held> out;
  const Atom atom{predicate, columns, {}};
  const auto probe = tested(world.program(), atom, {});
  auto binding = room({}, probe);
  const auto& relation = world.relation(predicate, mode, probe.mask, [&] {
    std::vector<Value> key;
    for (const auto& k : probe.known) key.push_back(k.value);
    return key;
  }());
  const auto with = [&](Row row) {
    const auto cells = relation.values(row);
    if (!agrees(probe, cells, binding) || !bind(probe, cells, binding) || relation.when(row).empty()) return;
    out.push_back({{cells.begin(), cells.end()}, relation.when(row)});
  };
  if (probe.mask == 0) {
    for (Row row = 0, end = relation.size(); row < end; ++row) with(row);
    return out;
  }
  std::vector<Value> key;
  for (const auto& k : probe.known) key.push_back(k.value);
  if (probe.ground) {
    if (const auto row = relation.find(key)) with(*row);
    return out;
  }
  const auto index = relation.index(probe.mask);
  for (auto row = relation.first_with(index, key); row != no_row; row = relation.next_with(index, row)) with(row);
  return out;
}

std::vector<std::vector<Value>> holding(const World& world, PredicateId predicate, const std::vector<Operand>& columns, Instant at, Mode mode) {
  std::vector<std::vector<Value>> out;
  for (auto& row : rows(world, predicate, columns, mode))
    if (row.when.holds(at)) out.push_back(std::move(row.values));
  return out;
}

IntervalSet when_any(const World& world, Mode mode, const Atom& atom, const Binding& binding) {
  const auto probe = tested(world.program(), atom, binding);
  auto there = room(binding, probe);
  Buffer out;
  return when_any(world, probe, mode, there, out).set();
}

bool holds_ever(const World& world, Mode mode, const Atom& atom, const Binding& binding) {
  const auto probe = tested(world.program(), atom, binding);
  auto there = room(binding, probe);
  bool any = false;
  each_row(world, probe, mode, there, [&](Times) { return any = true; });
  return any;
}

IntervalSet when_seen(const World& world, Mode mode, const Windowed& l, const Binding& binding) {
  const auto left = l.window.without ? when_any(world, other(mode), l.atom, binding).complement() : when_any(world, mode, l.atom, binding);
  Buffer out;
  if (!l.window.mark) return seen(l.window, left, out).set();
  return seen(l.window, left, when_any(world, mode, *l.window.mark, binding), out).set();
}

// --- bodies

void Match::run(const Binding& binding, Times within, const How& how, Use use) {
  binding_.assign(binding.begin(), binding.end());
  binding_.resize(rule_.variables.size(), no_value);
  how_ = &how;
  use_ = &use;
  make_plan();
  if (scratch_.size() < plan_->steps.size()) scratch_.resize(plan_->steps.size());
  if (!within.empty()) step(0, within);
}

// Asked again with the same variables known, as exceptions are for each conclusion of their rule, it keeps its plan.
void Match::make_plan() {
  const bool whole = !how_->first && how_->skip.empty();
  if (binding_.size() <= 64 && how_->skip.size() <= 64) {
    std::uint64_t known = 0, skip = 0;
    for (std::size_t i = 0; i < binding_.size(); ++i) known |= std::uint64_t{binding_[i] != no_value} << i;
    for (std::size_t i = 0; i < how_->skip.size(); ++i) skip |= std::uint64_t{how_->skip[i]} << i;
    if (whole && planned_once_ && known == planned_) return;
    planned_ = known;
    planned_once_ = whole;
    plan_ = &world_.plan(id_, known, how_->first, skip, mode_);
    return;
  }
  known_.assign(binding_.size(), false);
  for (std::size_t i = 0; i < known_.size(); ++i) known_[i] = binding_[i] != no_value;
  planned_once_ = false;
  plan_ = &own_plan_.emplace(world_.new_plan(id_, known_, how_->first, how_->skip, mode_));
}

void Match::step(std::size_t at, Times when) {
  if (at == plan_->steps.size()) return (*use_)(binding_, when);
  const auto& s = plan_->steps[at];
  if (const auto* l = std::get_if<AtomLiteral>(&s.literal->is)) return literal(s, *l, at, when);  // the usual case, without a table of calls
  std::visit([&](const auto& l) { literal(s, l, at, when); }, s.literal->is);
}

// The relation that the second step looks up by its first column, and which column of the first step gives the value; null: it does not.
std::pair<const Relation*, std::uint32_t> Match::next_look_up(const Probe& first) const {
  if (plan_->steps.size() < 2) return {};
  const auto& next = plan_->steps[1].atom;
  if (next.mask != 1 || !next.known[0].variable) return {};
  for (const auto& b : first.binds)
    if (b.variable == *next.known[0].variable) return {&world_.computed(next.predicate, mode_), b.column};
  return {};
}

// The rows that have grown, with what they have gained.
template <class F>
void Match::grown(const Step&, const Probe& probe, F use) {
  const auto& relation = world_.computed(probe.predicate, mode_);
  const auto with = [&](Row row, Times fresh) {
    const auto cells = relation.values(row);
    if (agrees(probe, cells, binding_) && bind(probe, cells, binding_)) use(fresh);
  };
  // The rows that the next step looks up by one of these columns are all over memory, and on their way meanwhile.
  constexpr Row ahead = 8;
  const auto look_up = next_look_up(probe);  // not taken apart: clang before 16 lets no lambda use the parts
  const auto* next = look_up.first;
  const auto column = look_up.second;
  const auto fetch = [&](Row row) {
    if (row + 2 * ahead < how_->growth->last) next->expect(relation.values(row + 2 * ahead)[column]);
    if (row + ahead < how_->growth->last) next->fetch(relation.values(row + ahead)[column]);
  };
  for (auto row = how_->growth->first; row < how_->growth->last; ++row) {
    if (next) fetch(row);
    if (relation.timeless()) { with(row, Times::always()); continue; }
    const auto all = relation.when(row);
    with(row, all);
  }
  for (const auto& g : how_->growth->grown) with(g.row, g.fresh);
}

void Match::literal(const Step& s, const AtomLiteral& l, std::size_t at, Times when) {
  if (s.is_first) return grown(s, s.atom, [&](Times fresh) { meet_and_go(at, when, fresh); });
  if (!l.negated) return each_group(world_, s.atom, mode_, binding_, [&](Times found) { meet_and_go(at, when, found); });
  auto& scratch = scratch_[at];
  const auto left = time::minus(when, when_any(world_, s.atom, other(mode_), binding_, scratch.seen), scratch.left);
  if (!left.empty()) step(at + 1, left);
}

void Match::literal(const Step&, const ReadingLiteral& l, std::size_t at, Times when) {
  if (world_.readings()[l.question.index] == l.answer) step(at + 1, when);
}

void Match::literal(const Step& s, const Comparison& l, std::size_t at, Times when) {
  const auto& values = program_.values;
  if (s.binds_left || s.binds_right) {
    const auto value = reason::value_of(s.binds_left ? l.right : l.left, binding_, program_);
    if (!value) return;
    binding_[lone_variable(s.binds_left ? l.left : l.right)->index] = *value;
    return step(at + 1, when);
  }
  const auto left = reason::value_of(l.left, binding_, program_), right = reason::value_of(l.right, binding_, program_);
  if (!left || !right) return;
  bool holds = false;
  if (l.relation == By::equal) holds = *left == *right;
  else if (l.relation == By::unequal) holds = *left != *right;
  else {
    const auto number = [&](Value v) { return values.type(v) == date_type ? values.as_date(v).days_since_1970() : values.as_number(v); };
    const auto a = number(*left), b = number(*right);
    holds = l.relation == By::less ? a < b : l.relation == By::at_most ? a <= b : l.relation == By::more ? a > b : a >= b;
  }
  if (holds) step(at + 1, when);
}

void Match::literal(const Step&, const ClockLiteral& l, std::size_t at, Times when) {
  const auto value = reason::value_of(l.day, binding_, program_);
  if (!value) return;
  const auto day = program_.values.as_date(*value);
  const auto begin = Instant::start_of(day), end = Instant::start_of(day + time::days{1});
  const auto stretch = [&](Instant from, Instant to) {
    const auto one = time::Interval::spanning(from, to);
    meet_and_go(at, when, Times(&one, 1));
  };
  switch (l.clock) {
    case Clock::from: return stretch(begin, Instant::last());
    case Clock::after: return stretch(end, Instant::last());
    case Clock::before: return stretch(Instant::first(), begin);
    case Clock::until: return stretch(Instant::first(), end);
    case Clock::on: return stretch(begin, end);
  }
}

void Match::literal(const Step& s, const Begins& l, std::size_t at, Times when) {
  each_group(world_, s.atom, mode_, binding_, [&](Times times) {
    for (const auto& interval : times) {
      const auto turn = l.ends ? interval.to().shifted(-1) : interval.from();
      if (!turn.is_finite() || !in_calendar(turn)) continue;
      const auto day = program_.values.date(turn.day());
      if (s.binds_result) binding_[std::get<Variable>(l.day).index] = day;
      else if (const auto given = value_of(l.day, binding_); given && *given != day) continue;
      step(at + 1, when);
    }
  });
}

void Match::literal(const Step& s, const Windowed& l, std::size_t at, Times when) {
  auto& scratch = scratch_[at];
  if (!s.is_first && s.atom.binds.empty() && s.mark.binds.empty()) {
    const auto there = seen_now(s, l, scratch);
    if (!l.negated) return meet_and_go(at, when, there);
    const auto rest = time::minus(when, there, scratch.meet);
    if (!rest.empty()) step(at + 1, rest);
    return;
  }
  if (l.window.mark) return since(s, l, at, when);
  const auto go = [&](Times times) { meet_and_go(at, when, seen(l.window, times, scratch.seen)); };
  if (!s.is_first) return each_group(world_, s.atom, mode_, binding_, go);
  grown(s, s.atom, [&](Times fresh) {
    if (distributes(l.window)) return go(fresh);
    go(time::touched(when_any(world_, s.whole, mode_, binding_, scratch.whole), fresh, scratch.touched));
  });
}

// When a window that gives no variable a value sees what it looks for: worked out again only where that has other values than the last time, and
// once only where there is much of it.
Times Match::seen_now(const Step& s, const Windowed& l, Scratch& scratch) {
  constexpr std::size_t much = 16;  // intervals
  auto& kept = scratch.kept();
  kept.asked.clear();
  for (const auto* probe : {&s.atom, &s.mark})
    for (const auto& k : probe->known) kept.asked.push_back(value_of(k, binding_));
  if (kept.has_last && kept.asked == kept.last) return kept.last_seen;
  if (!kept.windows.empty())
    if (const auto before = kept.windows.find(kept.asked); before != kept.windows.end()) return before->second;
  const auto m = l.negated ? other(mode_) : mode_;
  auto left = when_any(world_, s.atom, l.window.without ? other(m) : m, binding_, scratch.left);
  if (l.window.without) left = complement(left, scratch.whole);
  const auto there = l.window.mark ? seen(l.window, left, when_any(world_, s.mark, m, binding_, scratch.touched), scratch.seen) : seen(l.window, left, scratch.seen);
  if (left.size() + there.size() > much) return kept.windows.emplace(kept.asked, Buffer(there.begin(), there.end())).first->second;
  kept.last_seen.assign(there.begin(), there.end());
  std::swap(kept.last, kept.asked);
  kept.has_last = true;
  return kept.last_seen;
}

void Match::since(const Step& s, const Windowed& l, std::size_t at, Times when) {
  auto& scratch = scratch_[at];
  const auto go = [&](Times left, Times mark) { meet_and_go(at, when, seen(l.window, left, mark, scratch.seen)); };
  if (s.mark_before) {
    const auto with_mark = [&](Times mark) {
      if (l.window.without) return go(complement(when_any(world_, s.atom, other(mode_), binding_, scratch.left), scratch.whole), mark);
      each_group(world_, s.atom, mode_, binding_, [&](Times left) { go(left, mark); });
    };
    return s.is_first ? grown(s, s.mark, with_mark) : each_group(world_, s.mark, mode_, binding_, with_mark);
  }
  const auto with_left = [&](Times left) { each_group(world_, s.mark, mode_, binding_, [&](Times mark) { go(left, mark); }); };
  if (!s.is_first) return each_group(world_, s.atom, mode_, binding_, with_left);
  grown(s, s.atom, [&](Times fresh) { with_left(time::touched(when_any(world_, s.whole, mode_, binding_, scratch.whole), fresh, scratch.touched)); });
}

// The aggregate of the group that is bound now, at all times; worked out once for each group.
const std::vector<Match::Range>& Match::ranges(const Step& s, const Aggregate& l, std::size_t at, bool is_date) {
  using Kind = syntax::Aggregate::Kind;
  auto& scratch = scratch_[at];
  std::vector<Value> group;
  for (const auto& k : s.atom.known) group.push_back(value_of(k, binding_));
  const auto [kept, is_new] = scratch.kept().ranges.try_emplace(std::move(group));
  auto& out = kept->second;
  if (!is_new) return out;
  const auto& values = program_.values;
  const auto amount = [&]() -> std::int64_t {
    if (l.kind == Kind::count) return 1;
    const auto v = binding_[l.over[0].index];
    return is_date ? values.as_date(v).days_since_1970() : values.as_number(v);
  };
  const auto steps = [&](Mode mode) {
    StepFunction all(l.kind);
    each_group(world_, s.atom, mode, binding_, [&](Times times) { all.add(amount(), l.window ? seen(*l.window, times, scratch.seen) : times); });
    return all.steps();
  };
  const auto least = steps(Mode::certain);
  if (!program_[l.atom.predicate].uncertain) {
    for (const auto& step : least) out.push_back({step.from, step.value, step.value});
    return out;
  }
  // A count in doubt lies between the certain and the possible one.
  const auto most = steps(Mode::possible);
  for (std::size_t i = 0, j = 0; i < least.size() && j < most.size();) {
    out.push_back({std::max(least[i].from, most[j].from), least[i].value, most[j].value});
    const auto end = [](const auto& all, std::size_t k) { return k + 1 < all.size() ? all[k + 1].from : Instant::last(); };
    const auto i_ends = end(least, i), j_ends = end(most, j);
    if (i_ends <= j_ends) ++i;
    if (j_ends <= i_ends) ++j;
  }
  return out;
}

void Match::literal(const Step& s, const Aggregate& l, std::size_t at, Times when) {
  using Kind = syntax::Aggregate::Kind;
  auto& values = program_.values;
  const bool is_date = l.kind != Kind::count && l.kind != Kind::sum && rule_.types[l.over[0].index] == date_type;
  const auto& all = ranges(s, l, at, is_date);
  for (const auto v : l.over) binding_[v.index] = no_value;  // its own: who explains the binding must not take them for what the last row gave
  // What of it lies within `when`, by value.
  struct Piece { std::int64_t value; Interval when; };
  std::vector<Piece> pieces;
  for (const auto& stretch : when) {
    auto range = std::prev(std::upper_bound(all.begin(), all.end(), stretch.from(), [](Instant t, const Range& r) { return t < r.from; }));
    for (; range != all.end() && range->from < stretch.to(); ++range) {
      if (!range->least || !range->most || (mode_ == Mode::certain && *range->least != *range->most)) continue;
      const auto end = std::next(range) == all.end() ? Instant::last() : std::next(range)->from;
      const auto part = Interval::spanning(std::max(stretch.from(), range->from), std::min(stretch.to(), end));
      for (auto n = *range->least; n <= *range->most; ++n) pieces.push_back({n, part});
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.value < b.value; });
  Buffer same;
  for (std::size_t i = 0; i < pieces.size();) {
    const auto n = pieces[i].value;
    same.clear();
    for (; i < pieces.size() && pieces[i].value == n; ++i) same.push_back(pieces[i].when);
    time::coalesce(same);
    const auto value = is_date ? values.date(Date::from_days(n)) : values.number(n);
    if (s.binds_result) binding_[l.result.index] = value;
    else if (binding_[l.result.index] != value) continue;
    step(at + 1, same);
  }
}

Times Match::defeated(const Binding& binding, Times within) {
  defeated_.clear();
  if (rule_.exceptions.empty()) return defeated_;
  if (exceptions_.empty())
    for (const auto id : rule_.exceptions) exceptions_.push_back(std::make_unique<Match>(world_, id, other(mode_)));
  Buffer rest;
  for (auto& exception : exceptions_)
    exception->each(binding, within, [&](const Binding& bound, Times when) {
      const auto stands = exception->rule_.exceptions.empty() ? when : time::minus(when, exception->defeated(bound, when), rest);
      defeated_.insert(defeated_.end(), stands.begin(), stands.end());
    });
  time::coalesce(defeated_);
  return defeated_;
}

}  // namespace dedere::reason
