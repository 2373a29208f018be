#include <algorithm>
#include <charconv>
#include <utility>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

using Kind = Formula::Kind;

const Truth sure{always, always}, never{};
constexpr std::array modes{&Truth::certain, &Truth::possible};

std::int64_t number_in(const string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : throw Unusable("`" + text + "` stands where a number is needed");
}
Moment day_in(const string& text) { return day(text) ? *day(text) : throw Unusable("`" + text + "` stands where a day is needed"); }
std::int64_t amount(const string& text) { return day(text) ? *day(text) : number_in(text); }

// From the first to the last moment that facts and rules name.
Stretch horizon_of(const Law& law, const vector<Fact>& facts) {
  if (law.horizon) return *law.horizon;
  Stretch out{late, early};
  const auto at = [&](Moment m) { if (m != early && m != late) out = {std::min(out.from, m), std::max(out.to, m)}; };
  const auto value = [&](const string& text) { if (const auto on = day(text)) at(*on), at(*on + a_day); };
  const auto in = [&](const Formula& f, bool) { each_term(f.terms, [&](const Term& t) { if (t.is == '=') value(t.text); }); };
  for (const auto& f : facts) {
    std::ranges::for_each(f.values, value);
    for (const auto& s : f.when) at(s.from), at(s.to);
  }
  for (const auto& rule : law.rules) in(rule.head, false), each_part(rule.whole, in);
  return {out.from, out.from == out.to ? out.to + 1 : out.to};
}

// Have all its variables values?
bool valued(const Formula& f, const Bound& given) {
  bool out = true;
  each_part(f, [&](const Formula& part, bool) { each_term(part.terms, [&](const Term& t) { out = out && (t.is != 'v' || given.contains(t.text)); }); });
  return out;
}

// None if a variable has none, or if it leaves the years or numbers that there are.
optional<string> value(const Term& t, const Bound& given) {
  if (t.is == '=') return t.text;
  if (t.parts.empty()) return given.contains(t.text) ? optional(given.at(t.text)) : std::nullopt;
  const auto first = value(t.parts.front(), given), last = value(t.parts.back(), given);
  if (!first || !last) return std::nullopt;
  if (t.is == '+' || t.is == '-') {
    std::int64_t sum = 0, a = number_in(*first), b = number_in(*last);
    return (t.is == '+' ? __builtin_add_overflow(a, b, &sum) : __builtin_sub_overflow(a, b, &sum)) ? std::nullopt : optional(std::to_string(sum));
  }
  const auto on = t.is == 'm' ? next_month(day_in(*first)) : moved_day(day_in(*first), {t.is == '>' ? t.length.n : -t.length.n, t.length.seconds});
  return on ? optional(written_day(*on)) : std::nullopt;
}

// What holds of one key is united. Does this bring more?
template <class Key> bool add(map<Key, Truth>& all, const Key& key, const Truth& truth) {
  if (truth == never) return false;
  auto& there = all[key];
  const auto before = std::exchange(there, either(there, truth));
  return there != before;
}
// The term has the value, then.
void add(World::Ways& ways, const Term& term, const string& value, const Bound& given, const Truth& truth) {
  if (const auto bound = matched({term}, {value}, given)) add(ways, *bound, truth);
}

World::Ways comparison(const Formula& f, const Bound& given) {
  World::Ways out;
  const auto& w = f.word;
  const auto left = value(f.terms[0], given), right = value(f.terms[1], given);
  if (w == "=" && left != right) {  // `X = …` gives X its value
    if (right && f.terms[0].parts.empty()) add(out, f.terms[0], *right, given, sure);
    if (left && f.terms[1].parts.empty()) add(out, f.terms[1], *left, given, sure);
  } else if (left && right) {
    const bool equal = *left == *right, ordered = w != "=" && w != "!=", less = ordered && amount(*left) < amount(*right);
    if (!ordered ? equal == (w == "=") : equal ? w.size() == 2 : less == (w[0] == '<')) add(out, given, sure);
  }
  return out;
}

World::Ways clock(const Formula& f, const Bound& given) {
  World::Ways out;
  const auto& w = f.word;
  const auto found = value(f.terms[0], given);
  if (!found) return out;
  const auto on = day_in(*found), from = w == "after" ? on + a_day : w == "from" || w == "on" ? on : early;
  const When when{{from, w == "before" ? on : w == "until" || w == "on" ? on + a_day : late}};
  return add(out, given, {when, when}), out;
}

}  // namespace

Tuple values(const vector<Term>& terms, const Bound& bound) {
  Tuple out;
  for (const auto& t : terms) out.push_back(value(t, bound).value_or(""));
  return out;
}

optional<Bound> matched(const vector<Term>& terms, const Tuple& values, Bound bound) {
  bool agree = terms.size() == values.size();
  for (std::size_t i = 0; agree && i < terms.size(); ++i)
    if (terms[i].is != '_') agree = values[i] == (terms[i].is == '=' ? terms[i].text : bound.try_emplace(terms[i].text, values[i]).first->second);
  return agree ? optional(std::move(bound)) : std::nullopt;
}

World::World(const Law& law, vector<Fact> facts) : law_(law), facts_(std::move(facts)), horizon_(horizon_of(law, facts_)) {
  for (const auto& rule : law.rules)
    if (rule.exception_to.empty()) rules_[rule.head.word].push_back(&rule);
}

const World::Behind& World::behind(const string& predicate) {
  const auto [found, is_new] = behind_.try_emplace(predicate);
  if (is_new) look_behind(predicate, found->second);
  return found->second;
}
void World::look_behind(const string& predicate, Behind& out) {
  if (!out.predicates.insert(predicate).second) return;
  if (law_.open.contains(predicate)) look_behind("denied " + predicate, out);
  for (const auto* rule : rules_[predicate])
    each_part(rule->whole, [&](const Formula& f, bool) {
      if (f.kind == Kind::reading) out.questions.insert(f.word);
      if (f.kind == Kind::atom) look_behind(f.word, out);
    });
}

const Rows& World::rows(const string& predicate) {
  if (const auto found = now_.find(predicate); found != now_.end()) return *found->second;
  set<string> group;  // predicates that rest on each other are worked out together, after what they rest on
  for (const auto& p : behind(predicate).predicates)
    if (behind(p).predicates.contains(predicate)) group.insert(p);
  Readings asked;
  for (const auto& r : readings_)
    if (questions(predicate).contains(r.first)) asked.insert(r);
  const bool is_new = !made_.contains({predicate, asked});
  for (const auto& p : group) now_[p] = &made_[{p, asked}];
  if (is_new) work_out(group);
  return *now_.at(predicate);
}

void World::work_out(const set<string>& group) {
  bool through_time = false;
  for (const auto& fact : facts_)
    if (group.contains(fact.predicate)) add(*now_[fact.predicate], fact.values, {fact.when, fact.when});
  for (const auto& p : group)
    for (const auto* rule : rules_[p])
      each_part(rule->whole, [&](const Formula& f, bool in_window) { through_time |= in_window && f.kind == Kind::atom && group.contains(f.word); });
  const Truth within = through_time ? Truth{{horizon_}, {horizon_}} : sure;
  for (bool grown = true; std::exchange(grown, false);)
    for (const auto& p : group)
      for (const auto* rule : rules_[p]) {
        const auto found = ways(rule->whole, {});
        if (!found) throw Unusable("the rule [" + rule->label + "] leaves a variable without a value");
        for (const auto& [bound, truth] : *found) grown |= add(*now_[p], values(rule->head.terms, bound), both(truth, within));
      }
}

Truth World::any(const Formula& f, const Bound& given) {
  Truth out;
  const auto found = ways(f, given);
  if (!found) throw Unusable("a variable has no value");
  for (const auto& [bound, truth] : *found) out = either(out, truth);
  return out;
}

Truth World::seen(const Formula& w, const Truth& mark, const Truth& lasting) {
  const auto in = [&](const When& m, const When& l) {
    return w.throughout ? outside(since(l, outside(m), w.ahead, w.least, w.most)) : since(l, m, w.ahead, w.least, w.most);
  };
  return {in(mark.certain, lasting.certain), in(mark.possible, lasting.possible)};
}

optional<World::Ways> World::ways(const Formula& f, const Bound& given) {
  Ways out;
  const auto joined = [&](const Use& use) { return join(f, vector<const Truth*>(f.parts.size()), sure, given, use) ? optional(out) : std::nullopt; };
  switch (f.kind) {
    case Kind::atom: return atom(f, given);
    case Kind::all: return joined([&](const Bound& bound, const auto&, const Truth& together) { add(out, bound, together); });
    case Kind::window: return joined([&](const Bound& bound, const auto& parts, const Truth&) { add(out, bound, seen(f, *parts[0], *parts[1])); });
    case Kind::clock: return valued(f, given) ? optional(clock(f, given)) : std::nullopt;
    case Kind::aggregate: return aggregate(f, given);
    case Kind::comparison: {
      const auto gives = [&](const Term& to, const Term& from) { return f.word == "=" && to.parts.empty() && valued({.terms = {from}}, given); };
      const bool ready = valued(f, given) || gives(f.terms[0], f.terms[1]) || gives(f.terms[1], f.terms[0]);
      return ready ? optional(comparison(f, given)) : std::nullopt;
    }
    case Kind::no: {
      if (!valued(f, given) && f.parts[0].kind != Kind::all) return std::nullopt;
      const auto denied = any(f.parts[0], given);
      return add(out, given, {outside(denied.possible), outside(denied.certain)}), out;
    }
    case Kind::reading: {  // a question without an answer is as what is unknown: what is certain then holds under each of its answers
      const auto taken = readings_.find(f.word);
      return add(out, given, taken == readings_.end() ? Truth{{}, always} : taken->second == f.terms[0].text ? sure : never), out;
    }
    case Kind::turn: {
      const auto found = ways(f.parts[0], given);
      if (!found) return std::nullopt;
      for (const auto& [bound, truth] : *found)
        for (const auto mode : modes)
          for (const auto& s : truth.*mode) {
            const auto at = f.word == "begins" ? s.from : s.to == late ? late : s.to - 1;
            Truth then;
            if (then.*mode = always; moved_day(at, {})) add(out, f.terms[0], written_day(at), bound, then);
          }
      return out;
    }
  }
  return out;
}

// Whichever part can be looked at comes next, tests first: its variables get their values from the others.
bool World::join(const Formula& f, vector<const Truth*> known, const Truth& together, const Bound& given, const Use& use) {
  if (std::ranges::find(known, nullptr) == known.end()) return use(given, known, together), true;
  for (const bool test : {true, false})
    for (std::size_t i = 0; i < known.size(); ++i) {
      const auto found = !known[i] && (!test || valued(f.parts[i], given)) ? ways(f.parts[i], given) : std::nullopt;
      if (!found) continue;
      bool joined = true;
      for (const auto& [bound, truth] : *found) {
        known[i] = &truth;
        const auto now = both(together, truth);
        joined = joined && ((f.kind == Kind::all && now == never) || join(f, known, now, bound, use));
      }
      return joined;
    }
  return false;
}

// The rows that agree with an atom; those that differ only where it has `_` are one.
optional<World::Ways> World::atom(const Formula& f, const Bound& given) {
  Ways out;
  const auto& rows = this->rows(f.word);
  const auto all = values(f.terms, given);
  if (law_.open.contains(f.word)) {
    if (!valued(f, given)) return std::nullopt;
    const auto there = rows.find(all);
    auto truth = there == rows.end() ? never : there->second;
    // What is not denied may be so; of all values that a column can have, something always may.
    const bool whole = std::ranges::find(f.terms, '_', &Term::is) == f.terms.end();
    truth.possible = whole ? either(truth.possible, outside(any({.word = "denied " + f.word, .terms = f.terms}, given).certain)) : always;
    return add(out, given, truth), out;
  }
  const Tuple known(all.begin(), std::ranges::find(all, ""));
  const auto may_be = [](const string& wanted, const string& there) { return wanted.empty() || wanted == there; };
  for (auto row = rows.lower_bound(known); row != rows.end() && std::ranges::mismatch(known, row->first).in1 == known.end(); ++row)
    if (const auto bound = std::ranges::equal(all, row->first, may_be) ? matched(f.terms, row->first, given) : std::nullopt) add(out, *bound, row->second);
  return out;
}

optional<World::Ways> World::aggregate(const Formula& f, const Bound& given) {
  const vector<Term> over(f.terms.begin() + 1, f.terms.end());
  auto grouped = given;
  for (const auto& t : over) grouped.emplace(t.text, "");
  const auto found = valued(f.parts[0], grouped) ? ways(f.parts[0], given) : std::nullopt;
  if (!found) return std::nullopt;
  Rows all;  // each combination of the values aggregated, and when it counts
  for (const auto& [bound, truth] : *found) add(all, values(over, bound), truth);
  set<Moment> turns{early, late};
  for (const auto& [key, truth] : all)
    for (const auto mode : modes)
      for (const auto& s : truth.*mode) turns.insert(s.from), turns.insert(s.to);
  const bool counts = f.word == "count", adds = counts || f.word == "sum", is_day = !adds && !all.empty() && day(all.begin()->first[0]);
  const auto at = [&](Moment moment, When Truth::*mode) {
    auto out = adds ? optional<std::int64_t>(0) : std::nullopt;
    for (const auto& [key, truth] : all) {
      if (!covers(truth.*mode, moment)) continue;
      const auto n = counts ? 1 : amount(key[0]);
      if (!adds) out = !out ? n : f.word == "min" ? std::min(*out, n) : std::max(*out, n);
      else if (__builtin_add_overflow(*out, n, &*out)) return optional<std::int64_t>();
    }
    return out;
  };
  Ways out;
  for (auto turn = turns.begin(); *turn != late; ++turn) {
    const auto least = at(*turn, &Truth::certain), most = at(*turn, &Truth::possible);
    const When now{{*turn, *std::next(turn)}};
    for (auto n = least.value_or(0); least && most && n <= *most; ++n)  // certain if both are equal, possible every number between
      add(out, f.terms[0], is_day ? written_day(n) : std::to_string(n), given, {*least == *most ? now : When(), now});
  }
  return out;
}

}  // namespace dedere::verify
