#include "verify/world.hpp"

#include <algorithm>

namespace dedere::verify {
namespace {

using Kind = Literal::Kind;

// All atoms of a rule and of its exceptions; `through_window` tells of those in windows.
void each_atom(const Law& law, const Rule& rule, const std::function<void(const Atom&, bool)>& use) {
  for (const auto& l : rule.body) {
    if (!l.atom.predicate.empty()) use(l.atom, l.kind == Kind::window);
    if (l.window && l.window->mark) use(*l.window->mark, true);
  }
  for (const auto e : rule.exceptions) each_atom(law, law.rules[e], use);
}

bool compared(const std::string& word, std::int64_t order) {
  return word == "=" ? order == 0 : word == "!=" ? order != 0 : word == "<" ? order < 0 : word == "<=" ? order <= 0 : word == ">" ? order > 0 : order >= 0;
}

// Days and numbers as numbers.
std::int64_t amount(const std::string& text) {
  const auto on = day(text);
  return on ? *on : std::stoll(text);
}

}  // namespace

Behind behind(const Law& law, const std::string& predicate) {
  Behind all{{}, {predicate}};
  auto& [out, seen] = all;
  std::vector<std::string> left{predicate};
  const std::function<void(const Rule&)> readings = [&](const Rule& rule) {
    for (const auto& l : rule.body)
      if (l.kind == Kind::reading) out.insert(l.question);
    for (const auto e : rule.exceptions) readings(law.rules[e]);
  };
  while (!left.empty()) {
    const auto p = left.back();
    left.pop_back();
    const auto on = [&](const std::string& q) { if (seen.insert(q).second) left.push_back(q); };
    if (law.open.contains("denied " + p)) on("denied " + p);
    for (const auto& rule : law.rules) {
      if (!rule.head || rule.head->predicate != p) continue;
      readings(rule);
      each_atom(law, rule, [&](const Atom& a, bool) { on(a.predicate); });
    }
  }
  return all;
}

bool Extent::add(const Tuple& tuple, const When& when) {
  if (when.empty()) return false;
  const auto [row, is_new] = rows_.try_emplace(tuple);
  if (is_new)
    for (std::size_t i = 0; i < tuple.size(); ++i) by_[i << 32U | tuple[i]].push_back(&*row);
  auto more = either(row->second, when);
  if (more == row->second) return false;
  row->second = std::move(more);
  return true;
}

When Extent::when(const Tuple& tuple) const {
  const auto row = rows_.find(tuple);
  return row == rows_.end() ? When() : row->second;
}

void Extent::each(std::optional<std::pair<std::size_t, Value>> with, const std::function<void(const Tuple&, const When&)>& use) const {
  if (!with) {
    for (const auto& [tuple, when] : rows_) use(tuple, when);
  } else if (const auto found = by_.find(with->first << 32U | with->second); found != by_.end()) {
    for (const auto* row : found->second) use(row->first, row->second);
  }
}

World::World(const Law& law, const std::vector<Fact>& facts, Readings readings, const std::set<std::string>& asked, Names& names, const World* below)
    : law_(law), readings_(std::move(readings)), names_(names), below_(below) {
  for (const auto& [predicate, open] : law.open)
    if (open) open_.insert(predicate);
  for (const auto& rule : law.rules)
    if (rule.head) rules_[rule.head->predicate].push_back(&rule);
  for (const auto& fact : facts) {
    if (below && below->done_.contains(fact.atom.predicate)) continue;
    Tuple tuple;
    for (const auto& t : fact.atom.terms) tuple.push_back(t.value);
    for (auto& extents : extents_) extents[fact.atom.predicate].add(tuple, fact.when);
  }
  horizon_ = horizon(facts);
  order(asked);
}

// Groups of predicates that rest on each other, each after what it rests on (Tarjan's strongly connected components).
void World::order(const std::set<std::string>& asked) {
  struct Mark { int number, low; bool waits; };
  std::map<std::string, Mark> marks;
  std::vector<std::string> waiting;
  const std::function<Mark&(const std::string&)> visit = [&](const std::string& p) -> Mark& {
    const int number = static_cast<int>(marks.size());
    auto& mark = marks[p] = {number, number, true};
    waiting.push_back(p);
    const auto on = [&](const std::string& q) {
      if (below_ && below_->done_.contains(q)) return;
      const auto there = marks.find(q);
      if (there == marks.end()) mark.low = std::min(mark.low, visit(q).low);
      else if (there->second.waits) mark.low = std::min(mark.low, there->second.number);
    };
    if (is_open(p)) on("denied " + p);
    for (const auto* rule : rules_[p]) each_atom(law_, *rule, [&](const Atom& a, bool) { on(a.predicate); });
    if (mark.low == mark.number) {
      const auto begin = std::find(waiting.begin(), waiting.end(), p);
      const std::vector<std::string> members(begin, waiting.end());
      waiting.erase(begin, waiting.end());
      for (const auto& m : members) marks[m].waits = false;
      group(members);
    }
    return mark;
  };
  for (const auto& p : asked)
    if (!marks.contains(p) && !(below_ && below_->done_.contains(p))) visit(p);
}

void World::group(const std::vector<std::string>& members) {
  done_.insert(members.begin(), members.end());
  const auto is_member = [&](const std::string& p) { return std::find(members.begin(), members.end(), p) != members.end(); };
  bool again = false, through_time = false;
  for (const auto& p : members)
    for (const auto* rule : rules_[p])
      each_atom(law_, *rule, [&](const Atom& a, bool in_window) {
        again |= is_member(a.predicate);
        through_time |= in_window && is_member(a.predicate);
      });
  for (const auto mode : {Mode::certain, Mode::possible})
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& p : members)
        for (const auto* rule : rules_[p]) {
          std::vector<std::pair<Tuple, When>> found;
          each(*rule, Bound(rule->variables, none), mode, [&](const Bound& bound, const When& when) {
            Tuple tuple;
            for (const auto& t : rule->head->terms) tuple.push_back(*value(t, bound));
            auto left = both(when, outside(defeated(*rule, bound, mode)));
            found.emplace_back(std::move(tuple), through_time ? both(left, {horizon_}) : std::move(left));
          });
          for (const auto& [tuple, when] : found) grown |= extents_[static_cast<std::size_t>(mode)][p].add(tuple, when);
        }
      grown &= again;
    }
}

// From the first to the last moment that facts and rules name.
Stretch World::horizon(const std::vector<Fact>& facts) const {
  if (law_.horizon) return *law_.horizon;
  Stretch out{late, early};
  const auto at = [&](Moment m) {
    if (m != early && m != late) out = {std::min(out.from, m), std::max(out.to, m)};
  };
  const auto term = [&](const Term& t) {
    const auto on = t.kind == Term::Kind::value ? day(names_.text(t.value)) : std::nullopt;
    if (on) at(*on), at(*on + a_day);
  };
  const std::function<void(const Expression&)> expression = [&](const Expression& e) {
    term(e.term);
    for (const auto& part : e.parts) expression(part);
  };
  for (const auto& f : facts) {
    for (const auto& t : f.atom.terms) term(t);
    for (const auto& s : f.when) at(s.from), at(s.to);
  }
  for (const auto& rule : law_.rules) {
    if (rule.head) for (const auto& t : rule.head->terms) term(t);
    for (const auto& l : rule.body) {
      for (const auto& t : l.atom.terms) term(t);
      if (l.window && l.window->mark) for (const auto& t : l.window->mark->terms) term(t);
      term(l.day), expression(l.left), expression(l.right);
    }
  }
  return {out.from, out.from == out.to ? out.to + 1 : out.to};
}

const Extent& World::extent(Mode mode, const std::string& predicate) const {
  static const Extent empty;
  if (below_ && below_->done_.contains(predicate)) return below_->extent(mode, predicate);
  const auto& all = extents_[static_cast<std::size_t>(mode)];
  const auto found = all.find(predicate);
  return found == all.end() ? empty : found->second;
}

When World::when(Mode mode, const std::string& predicate, const Tuple& tuple) const {
  auto out = extent(mode, predicate).when(tuple);
  if (mode == Mode::certain || !is_open(predicate)) return out;
  return either(out, outside(extent(Mode::certain, "denied " + predicate).when(tuple)));
}

void World::each(const Rule& rule, const Bound& given, Mode mode, const Use& use) const {
  Left left;
  for (const auto& l : rule.body) left.push_back(&l);
  auto bound = given;
  bound.resize(std::max(bound.size(), rule.variables), none);
  step(std::move(left), std::move(bound), always(), mode, use);
}

When World::defeated(const Rule& rule, const Bound& given, Mode mode) const {
  When out;
  for (const auto e : rule.exceptions)
    each(law_.rules[e], given, other(mode), [&](const Bound& bound, const When& when) { out = either(out, both(when, outside(defeated(law_.rules[e], bound, other(mode))))); });
  return out;
}

When World::holds(const Literal& l, const Bound& given, Mode mode) const {
  When out;
  literal(l, given, mode, [&](const Bound&, const When& when) { out = either(out, when); });
  return out;
}

// Whichever literal can be looked at, tests first.
void World::step(Left left, Bound given, const When& when, Mode mode, const Use& use) const {
  if (when.empty()) return;
  if (left.empty()) return use(given, when);
  const auto next = std::max_element(left.begin(), left.end(), [&](const Literal* a, const Literal* b) { return turn(*a, given) < turn(*b, given); });
  const auto& l = **next;
  left.erase(next);
  literal(l, given, mode, [&](const Bound& bound, const When& there) { step(left, bound, both(when, there), mode, use); });
}

bool World::valued(const Atom& atom, const Bound& given, const Atom* beside) const {
  return std::all_of(atom.terms.begin(), atom.terms.end(), [&](const Term& t) {
    return t.kind != Term::Kind::variable || given[t.variable] != none || (beside && std::any_of(beside->terms.begin(), beside->terms.end(), [&](const Term& b) { return b.kind == t.kind && b.variable == t.variable; }));
  });
}

// How soon the literal should be looked at; negative: it cannot be yet.
int World::turn(const Literal& l, const Bound& given) const {
  constexpr int test = 1'000, later = -1;
  const auto known = [&](const Atom& atom) { return static_cast<int>(std::count_if(atom.terms.begin(), atom.terms.end(), [&](const Term& t) { return value(t, given).has_value(); })); };
  const auto whole = valued(l.atom, given);
  if (l.kind == Kind::reading) return test;
  if (l.kind == Kind::clock) return value(l.left, given) ? test : later;
  if (l.kind == Kind::comparison) {
    const bool left = value(l.left, given).has_value(), right = value(l.right, given).has_value();
    return (left && right) || (l.word == "=" && ((left && l.right.is == 't') || (right && l.left.is == 't'))) ? test : later;
  }
  if (l.kind == Kind::aggregate) {
    Atom over{{}, l.over};
    return valued(l.atom, given, &over) ? 0 : later;
  }
  if (l.kind == Kind::turn) return 1 + known(l.atom);
  const auto* mark = l.window && l.window->mark ? &*l.window->mark : nullptr;
  if (l.negated) return whole && (!mark || valued(*mark, given)) ? test : later;
  const bool gives = !is_open(l.atom.predicate) && !(l.window && l.window->without), mark_gives = mark && !is_open(mark->predicate);
  if (!mark) return gives || whole ? 1 + known(l.atom) : later;
  const bool ready = (mark_gives && (gives || valued(l.atom, given, mark))) || (!mark_gives && valued(*mark, given, gives ? &l.atom : nullptr) && (gives || whole));
  return ready ? 1 + std::max(known(l.atom), known(*mark)) : later;
}

std::optional<Value> World::value(const Term& t, const Bound& given) const {
  if (t.kind == Term::Kind::value) return t.value;
  return t.kind == Term::Kind::variable && given[t.variable] != none ? std::optional(given[t.variable]) : std::nullopt;
}

std::optional<Value> World::value(const Expression& e, const Bound& given) const {
  if (e.is == 't') return value(e.term, given);
  const auto part = value(e.parts[0], given);
  if (!part) return std::nullopt;
  const auto text = names_.text(*part);
  if (e.is == 'm' || e.is == '>' || e.is == '<') {
    const auto on = e.is == 'm' ? next_month(*day(text)) : moved_day(*day(text), e.is == '>' ? e.length.n : -e.length.n, e.length.unit);
    return on ? std::optional(names_.of(written_day(*on))) : std::nullopt;
  }
  const auto more = value(e.parts[1], given);
  std::int64_t sum = 0;
  if (!more) return std::nullopt;
  const auto a = std::stoll(text), b = std::stoll(names_.text(*more));
  if (e.is == '+' ? __builtin_add_overflow(a, b, &sum) : __builtin_sub_overflow(a, b, &sum)) return std::nullopt;
  return names_.of(std::to_string(sum));
}

// The rows that agree with an atom; those that differ only where it has `_` are one.
void World::rows(const Atom& atom, const Bound& given, Mode mode, const Use& use) const {
  if (is_open(atom.predicate)) return use(given, any(atom, given, mode));
  std::optional<std::pair<std::size_t, Value>> with;
  for (std::size_t i = 0; i < atom.terms.size() && !with; ++i)
    if (const auto v = value(atom.terms[i], given)) with.emplace(i, *v);
  std::map<Bound, When> found;
  extent(mode, atom.predicate).each(with, [&](const Tuple& tuple, const When& when) {
    auto bound = given;
    for (std::size_t i = 0; i < tuple.size(); ++i) {
      const auto& t = atom.terms[i];
      const auto there = value(t, bound);
      if (there && *there != tuple[i]) return;
      if (t.kind == Term::Kind::variable) bound[t.variable] = tuple[i];
    }
    auto& all = found[std::move(bound)];
    all = either(all, when);
  });
  for (const auto& [bound, when] : found) use(bound, when);
}

When World::any(const Atom& atom, const Bound& given, Mode mode) const {
  When out;
  if (!is_open(atom.predicate)) {
    rows(atom, given, mode, [&](const Bound&, const When& when) { out = either(out, when); });
    return out;
  }
  Tuple tuple;
  for (const auto& t : atom.terms)
    if (const auto v = value(t, given)) tuple.push_back(*v);
  // With a column that has no value, what nothing denies of all values may always be so.
  if (tuple.size() < atom.terms.size()) return mode == Mode::possible ? always() : When();
  return when(mode, atom.predicate, tuple);
}

void World::literal(const Literal& l, const Bound& given, Mode mode, const Use& use) const {
  const auto bind = [&](const Term& t, Value v, const Use& then) {
    const auto there = value(t, given);
    if (there && *there != v) return;
    auto bound = given;
    if (t.kind == Term::Kind::variable) bound[t.variable] = v;
    then(bound, always());
  };
  if (l.kind == Kind::window) return window(l, given, mode, use);
  if (l.kind == Kind::aggregate) return aggregate(l, given, mode, use);
  if (l.kind == Kind::atom) return l.negated ? use(given, outside(any(l.atom, given, other(mode)))) : rows(l.atom, given, mode, use);
  if (l.kind == Kind::reading) {
    // Of a question without an answer any may be taken: none certainly is.
    const auto found = readings_.find(l.question);
    if (found == readings_.end() ? mode == Mode::possible : found->second == l.answer) use(given, always());
  } else if (l.kind == Kind::clock) {
    const auto found = value(l.left, given);
    if (!found) return;
    const auto on = *day(names_.text(*found));
    const auto from = l.word == "after" ? on + a_day : l.word == "before" || l.word == "until" ? early : on;
    const auto to = l.word == "before" ? on : l.word == "until" || l.word == "on" ? on + a_day : late;
    use(given, {{from, to}});
  } else if (l.kind == Kind::comparison) {
    const auto left = value(l.left, given), right = value(l.right, given);
    if (!left && !right) return;
    if (!left || !right) return left ? (l.right.is == 't' ? bind(l.right.term, *left, use) : void()) : l.left.is == 't' ? bind(l.left.term, *right, use) : void();
    const bool ordered = l.word != "=" && l.word != "!=";
    const auto order = ordered ? amount(names_.text(*left)) - amount(names_.text(*right)) : *left == *right ? 0 : 1;
    if (compared(l.word, order)) use(given, always());
  } else {
    rows(l.atom, given, mode, [&](const Bound& bound, const When& when) {
      for (const auto& s : when) {
        const auto at = l.word == "begins" ? s.from : s.to == late ? late : s.to - 1;
        if (at == early || at == late || !moved_day(at, 0, Unit::days)) continue;
        const auto v = names_.of(written_day(at));
        const auto there = value(l.day, bound);
        if (there && *there != v) continue;
        auto more = bound;
        if (l.day.kind == Term::Kind::variable) more[l.day.variable] = v;
        use(more, always());
      }
    });
  }
}

void World::window(const Literal& l, const Bound& given, Mode mode, const Use& use) const {
  const auto& w = *l.window;
  const auto seen = [&](const When& p, const When& q) { return verify::seen(w.look, w.least, w.most, p, q); };
  if (l.negated) {
    const auto there = other(mode);
    const auto p = w.without ? outside(any(l.atom, given, mode)) : any(l.atom, given, there);
    return use(given, outside(seen(p, w.mark ? any(*w.mark, given, there) : When())));
  }
  if (!w.mark) return rows(l.atom, given, mode, [&](const Bound& bound, const When& p) { use(bound, seen(p, {})); });
  const bool mark_first = w.without || is_open(l.atom.predicate);
  const auto left = [&](const Bound& bound, const Use& then) { w.without ? then(bound, outside(any(l.atom, bound, other(mode)))) : rows(l.atom, bound, mode, then); };
  if (mark_first) return rows(*w.mark, given, mode, [&](const Bound& bound, const When& q) { left(bound, [&](const Bound& all, const When& p) { use(all, seen(p, q)); }); });
  left(given, [&](const Bound& bound, const When& p) { rows(*w.mark, bound, mode, [&](const Bound& all, const When& q) { use(all, seen(p, q)); }); });
}

void World::aggregate(const Literal& l, const Bound& given, Mode mode, const Use& use) const {
  // Each combination of the values aggregated, and when it counts.
  const auto combinations = [&](Mode in) {
    std::map<Tuple, When> all;
    rows(l.atom, given, in, [&](const Bound& bound, const When& when) {
      Tuple key;
      for (const auto& t : l.over) key.push_back(bound[t.variable]);
      all[key] = either(all[key], when);
    });
    if (l.window)
      for (auto& [key, when] : all) when = seen(l.window->look, l.window->least, l.window->most, when, {});
    return all;
  };
  const auto sure = combinations(Mode::certain), maybe = combinations(Mode::possible);
  std::set<Moment> turns{early, late};
  for (const auto* all : {&sure, &maybe})
    for (const auto& [key, when] : *all)
      for (const auto& s : when) turns.insert(s.from), turns.insert(s.to);
  bool is_day = false;
  const auto at = [&](const std::map<Tuple, When>& all, Moment moment) {
    std::optional<std::int64_t> out;
    if (l.word == "count" || l.word == "sum") out = 0;
    for (const auto& [key, when] : all) {
      if (!covers(when, moment)) continue;
      const auto& text = names_.text(key[0]);
      if (l.word == "count") { ++*out; continue; }
      is_day = day(text).has_value();
      const auto n = amount(text);
      if (l.word == "sum") { if (out && __builtin_add_overflow(*out, n, &*out)) return std::optional<std::int64_t>(); }
      else out = !out ? n : l.word == "min" ? std::min(*out, n) : std::max(*out, n);
    }
    return out;
  };
  std::map<std::int64_t, When> values;
  for (auto turn = turns.begin(); *turn != late; ++turn) {
    const auto least = at(sure, *turn), most = at(maybe, *turn);
    if (!least || !most || (mode == Mode::certain && *least != *most)) continue;
    for (auto n = *least; n <= *most; ++n) values[n].push_back({*turn, *std::next(turn)});
  }
  for (auto& [n, when] : values) {
    const auto v = names_.of(is_day ? written_day(n) : std::to_string(n));
    const auto there = value(l.day, given);
    if (there && *there != v) continue;
    auto bound = given;
    if (l.day.kind == Term::Kind::variable) bound[l.day.variable] = v;
    use(bound, tidy(std::move(when)));
  }
}

}  // namespace dedere::verify
