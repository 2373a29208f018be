#include "verify/world.hpp"

#include <algorithm>
#include <charconv>

namespace dedere::verify {
namespace {

using Kind = Formula::Kind;

Moment day_in(const std::string& text) {
  if (const auto on = day(text)) return *on;
  throw Unusable("`" + text + "` stands where a day is needed");
}

std::int64_t number_in(const std::string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) throw Unusable("`" + text + "` stands where a number is needed");
  return out;
}

// Days and numbers as numbers.
std::int64_t amount(const std::string& text) {
  const auto on = day(text);
  return on ? *on : number_in(text);
}

// From the first to the last moment that facts and rules name.
Stretch horizon_of(const Law& law, const std::vector<Fact>& facts, const Names& names) {
  if (law.horizon) return *law.horizon;
  Stretch out{late, early};
  const auto at = [&](Moment m) { if (m != early && m != late) out = {std::min(out.from, m), std::max(out.to, m)}; };
  const auto term = [&](const Term& t) {
    if (const auto on = t.value == none ? std::nullopt : day(names.text(t.value))) at(*on), at(*on + a_day);
  };
  for (const auto& f : facts) {
    std::for_each(f.atom.terms.begin(), f.atom.terms.end(), term);
    for (const auto& s : f.when) at(s.from), at(s.to);
  }
  for (const auto& rule : law.rules) {
    std::for_each(rule.head.terms.begin(), rule.head.terms.end(), term);
    each_term(rule.whole, term);
  }
  return {out.from, out.from == out.to ? out.to + 1 : out.to};
}

bool valued(const Formula& f, const Bound& given) {
  bool out = true;
  each_term(f, [&](const Term& t) { out = out && (!t.number || given[*t.number] != none); });
  return out;
}

Bound with_values_of(const Formula& f, Bound given) {
  each_term(f, [&](const Term& t) { if (t.number) given[*t.number] = 0; });
  return given;
}

bool add(Rows& rows, const Tuple& tuple, const When& when) {
  if (when.empty()) return false;
  auto& there = rows[tuple];
  auto more = either(there, when);
  if (more == there) return false;
  there = std::move(more);
  return true;
}

Tuple tuple_of(const Atom& atom, const Bound& bound) {
  Tuple out;
  for (const auto& t : atom.terms) out.push_back(t.number ? bound[*t.number] : t.value);
  return out;
}

}  // namespace

World::World(const Law& law, const std::vector<Fact>& facts, Names& names) : law_(law), names_(names), horizon_(horizon_of(law, facts, names)) {
  for (const auto& rule : law.rules)
    if (rule.exception_to.empty()) rules_[rule.head.predicate].push_back(&rule);
  for (const auto& fact : facts) facts_[fact.atom.predicate].push_back(&fact);
}

void World::take(Readings readings) {
  readings_ = std::move(readings);
  now_.clear();
}

const World::Behind& World::behind(const std::string& predicate) {
  const auto [found, is_new] = behind_.try_emplace(predicate);
  if (!is_new) return found->second;
  auto& [questions, predicates] = found->second;
  for (std::vector<std::string> left{predicate}; !left.empty();) {
    const auto p = left.back();
    left.pop_back();
    if (!predicates.insert(p).second) continue;
    if (law_.is_open(p)) left.push_back("denied " + p);
    for (const auto* rule : rules_[p])
      each_part(rule->whole, [&](const Formula& f, bool) {
        if (f.kind == Kind::atom) left.push_back(f.atom.predicate);
        if (f.kind == Kind::reading) questions.insert(f.word);
      });
  }
  return found->second;
}

// Predicates that rest on each other are worked out together, after what they rest on.
const World::Made& World::made(const std::string& predicate) {
  if (const auto found = now_.find(predicate); found != now_.end()) return *found->second;
  std::set<std::string> group;
  for (const auto& p : behind(predicate).predicates)
    if (behind(p).predicates.contains(predicate)) group.insert(p);
  Readings asked;
  for (const auto& [question, answer] : readings_)
    if (questions(predicate).contains(question)) asked.emplace(question, answer);
  const bool is_new = !made_.contains({predicate, asked});
  for (const auto& p : group) now_[p] = &made_[{p, asked}];
  if (is_new) work_out(group);
  return *now_.at(predicate);
}

void World::work_out(const std::set<std::string>& group) {
  bool through_time = false;
  for (const auto& p : group)
    for (const auto* rule : rules_[p])
      each_part(rule->whole, [&](const Formula& f, bool in_window) { through_time |= in_window && group.contains(f.atom.predicate); });
  for (const auto mode : {Mode::certain, Mode::possible}) {
    const auto rows = [&](const std::string& p) -> Rows& { return const_cast<Made*>(now_.at(p))->in[static_cast<std::size_t>(mode)]; };
    for (const auto& p : group)
      for (const auto* fact : facts_[p]) add(rows(p), tuple_of(fact->atom, {}), fact->when);
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& p : group)
        for (const auto* rule : rules_[p]) {
          std::vector<std::pair<Tuple, When>> found;
          each(rule->whole, Bound(rule->variables, none), mode, [&](const Bound& bound, const When& when) {
            found.emplace_back(tuple_of(rule->head, bound), through_time ? both(when, {horizon_}) : when);
          });
          for (const auto& [tuple, when] : found) grown |= add(rows(p), tuple, when);
        }
    }
  }
}

When World::any(const Formula& f, const Bound& given, Mode mode) {
  When out;
  each(f, given, mode, [&](const Bound&, const When& when) { out = either(std::move(out), when); });
  return out;
}

void World::each(const Formula& f, const Bound& given, Mode mode, const Use& use) {
  switch (f.kind) {
    case Kind::atom: return atom(f.atom, given, mode, use);
    case Kind::no: return use(given, outside(any(f.parts[0], given, other(mode))));
    case Kind::all: {
      std::vector<const Formula*> parts;
      for (const auto& part : f.parts) parts.push_back(&part);
      return all(std::move(parts), given, always, mode, use);
    }
    case Kind::reading: {
      const auto taken = readings_.find(f.word);
      if (taken == readings_.end() ? mode == Mode::possible : taken->second == f.answer) use(given, always);
      return;
    }
    case Kind::comparison: return compare(f, given, use);
    case Kind::clock: {
      const auto found = value(f.left, given);
      if (!found) return;
      const auto on = day_in(names_.text(*found));
      const auto& w = f.word;
      const auto from = w == "after" ? on + a_day : w == "from" || w == "on" ? on : early;
      return use(given, {{from, w == "before" ? on : w == "until" || w == "on" ? on + a_day : late}});
    }
    case Kind::turn: return turns(f, given, mode, use);
    case Kind::window: {
      if (f.parts.size() == 1) return each(f.parts[0], given, mode, [&](const Bound& bound, const When& when) { use(bound, seen(f, when)); });
      const bool first = mark_first(f, given);
      return each(f.parts[first ? 0 : 1], given, mode, [&](const Bound& some, const When& a) {
        each(f.parts[first ? 1 : 0], some, mode, [&](const Bound& bound, const When& b) { use(bound, first ? seen(f, a, b) : seen(f, b, a)); });
      });
    }
    case Kind::aggregate: return aggregate(f, given, mode, use);
  }
}

When World::seen(const Formula& w, const When& mark, const When& lasting) {
  return w.throughout ? outside(since(lasting, outside(mark), w.ahead, w.least, w.most)) : since(lasting, mark, w.ahead, w.least, w.most);
}

// The rows that agree with an atom; those that differ only where it has `_` are one.
void World::atom(const Atom& atom, const Bound& given, Mode mode, const Use& use) {
  const auto& rows = this->rows(mode, atom.predicate);
  Tuple pattern;
  for (const auto& t : atom.terms) pattern.push_back(value(t, given).value_or(none));
  if (law_.is_open(atom.predicate)) {
    const bool whole = std::find(pattern.begin(), pattern.end(), none) == pattern.end();
    const auto there = rows.find(pattern);
    auto out = there == rows.end() ? When() : there->second;
    // What is not denied may be so; of all values that a column can have, something always may.
    if (mode == Mode::possible && !whole) out = always;
    const auto denied = [&] { return any({.atom = {"denied " + atom.predicate, atom.terms}}, given, Mode::certain); };
    if (mode == Mode::possible && whole) out = either(std::move(out), outside(denied()));
    return use(given, out);
  }
  std::map<Bound, When> found;
  const auto agree = [&](const Tuple& row, const When& when) {
    if (row.size() != pattern.size()) return;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (pattern[i] != none && pattern[i] != row[i]) return;
    auto bound = given;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto n = atom.terms[i].number;
      if (!n) continue;
      if (bound[*n] != none && bound[*n] != row[i]) return;
      bound[*n] = row[i];
    }
    auto& all = found[std::move(bound)];
    all = either(std::move(all), when);
  };
  const auto known = static_cast<std::ptrdiff_t>(std::find(pattern.begin(), pattern.end(), none) - pattern.begin());
  const Tuple prefix(pattern.begin(), pattern.begin() + known);
  const auto begins_so = [&](const Tuple& row) { return row.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), row.begin()); };
  for (auto row = rows.lower_bound(prefix); row != rows.end() && begins_so(row->first); ++row) agree(row->first, row->second);
  for (const auto& [bound, when] : found) use(bound, when);
}

// Whichever part can be looked at, tests first.
void World::all(std::vector<const Formula*> left, const Bound& given, const When& when, Mode mode, const Use& use) {
  if (when.empty()) return;
  if (left.empty()) return use(given, when);
  const auto next = std::max_element(left.begin(), left.end(), [&](const Formula* a, const Formula* b) { return turn(*a, given) < turn(*b, given); });
  const auto& f = **next;
  left.erase(next);
  each(f, given, mode, [&](const Bound& bound, const When& there) { all(left, bound, both(when, there), mode, use); });
}

// How soon a part should be looked at; negative: it cannot be yet, since others give its variables their values.
int World::turn(const Formula& f, const Bound& given) {
  constexpr int test = 1'000, exception = 0, later = -1;
  switch (f.kind) {
    case Kind::atom:
      if (law_.is_open(f.atom.predicate) && !valued(f, given)) return later;
      return 2 + static_cast<int>(std::ranges::count_if(f.atom.terms, [&](const Term& t) { return value(t, given).has_value(); }));
    case Kind::no: return f.parts[0].kind == Kind::all ? exception : valued(f, given) ? test : later;
    case Kind::clock: return value(f.left, given) ? test : later;
    case Kind::comparison: {
      const bool left = value(f.left, given).has_value(), right = value(f.right, given).has_value();
      return (left && right) || (f.word == "=" && ((left && f.right.is == 't') || (right && f.left.is == 't'))) ? test : later;
    }
    case Kind::aggregate: {
      auto grouped = given;
      for (const auto& t : f.over) grouped[*t.number] = 0;
      return valued(f.parts[0], grouped) ? 1 : later;
    }
    case Kind::window:
      if (f.parts.size() == 1) return turn(f.parts[0], given);
      if (mark_first(f, given)) return turn(f.parts[0], given);
      return std::min(turn(f.parts[1], given), turn(f.parts[0], with_values_of(f.parts[1], given)));
    case Kind::turn: return turn(f.parts[0], given);
    default: return test;
  }
}

bool World::mark_first(const Formula& w, const Bound& given) {
  return turn(w.parts[0], given) >= 0 && turn(w.parts[1], with_values_of(w.parts[0], given)) >= 0;
}

std::optional<Value> World::value(const Expression& e, const Bound& given) {
  if (e.is == 't') return value(e.term, given);
  const auto part = value(e.parts[0], given), more = e.parts.size() > 1 ? value(e.parts[1], given) : part;
  if (!part || !more) return std::nullopt;
  const auto text = names_.text(*part);
  if (e.is == '+' || e.is == '-') {
    auto sum = number_in(names_.text(*more));
    const bool too_much = e.is == '+' ? __builtin_add_overflow(number_in(text), sum, &sum) : __builtin_sub_overflow(number_in(text), sum, &sum);
    return too_much ? std::nullopt : std::optional(names_.of(std::to_string(sum)));
  }
  const auto on = e.is == 'm' ? next_month(day_in(text)) : moved_day(day_in(text), {e.is == '>' ? e.length.n : -e.length.n, e.length.seconds});
  return on ? std::optional(names_.of(written_day(*on))) : std::nullopt;
}

// Gives a term a value that it may have already.
void bind(const Term& term, Value value, Bound bound, const When& when, const World::Use& use) {
  const auto there = term.number ? bound[*term.number] : term.value;
  if (there != none && there != value) return;
  if (term.number) bound[*term.number] = value;
  use(bound, when);
}

void World::compare(const Formula& f, const Bound& given, const Use& use) {
  const auto left = value(f.left, given), right = value(f.right, given);
  const auto& w = f.word;
  if (!left && right && f.left.is == 't') return bind(f.left.term, *right, given, always, use);
  if (left && !right && f.right.is == 't') return bind(f.right.term, *left, given, always, use);
  if (!left || !right) return;
  const bool equal = *left == *right, ordered = w != "=" && w != "!=";
  const bool less = ordered && amount(names_.text(*left)) < amount(names_.text(*right));
  if (!ordered ? equal == (w == "=") : equal ? w.size() == 2 : less == (w[0] == '<')) use(given, always);
}

void World::turns(const Formula& f, const Bound& given, Mode mode, const Use& use) {
  each(f.parts[0], given, mode, [&](const Bound& bound, const When& when) {
    for (const auto& s : when) {
      const auto at = f.word == "begins" ? s.from : s.to == late ? late : s.to - 1;
      if (at != early && at != late && moved_day(at, {})) bind(f.left.term, names_.of(written_day(at)), bound, always, use);
    }
  });
}

void World::aggregate(const Formula& f, const Bound& given, Mode mode, const Use& use) {
  // Each combination of the values aggregated, and when it counts: surely, perhaps.
  std::array<Rows, 2> all;
  std::set<Moment> turns{early, late};
  for (const auto in : {Mode::certain, Mode::possible})
    each(f.parts[0], given, in, [&](const Bound& bound, const When& when) {
      add(all[static_cast<std::size_t>(in)], tuple_of({"", f.over}, bound), when);
      for (const auto& s : when) turns.insert(s.from), turns.insert(s.to);
    });
  bool is_day = false;
  const auto at = [&](const Rows& rows, Moment moment) {
    std::optional<std::int64_t> out;
    if (f.word == "count" || f.word == "sum") out = 0;
    for (const auto& [key, when] : rows) {
      if (!covers(when, moment)) continue;
      const auto& text = names_.text(key[0]);
      const auto n = f.word == "count" ? 1 : amount(text);
      is_day = f.word != "count" && day(text).has_value();
      if (f.word == "min" || f.word == "max") out = !out ? n : f.word == "min" ? std::min(*out, n) : std::max(*out, n);
      else if (__builtin_add_overflow(*out, n, &*out)) return std::optional<std::int64_t>();
    }
    return out;
  };
  for (auto turn = turns.begin(); *turn != late; ++turn) {
    const auto least = at(all[0], *turn), most = at(all[1], *turn);
    if (!least || !most || (mode == Mode::certain && *least != *most)) continue;
    const When now{{*turn, *std::next(turn)}};
    for (auto n = *least; n <= *most; ++n) bind(f.left.term, names_.of(is_day ? written_day(n) : std::to_string(n)), given, now, use);
  }
}

}  // namespace dedere::verify
