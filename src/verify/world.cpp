#include <algorithm>
#include <charconv>
#include <utility>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

using Kind = Node::Kind;
using Ways = World::Ways;

const Truth sure{always, always}, never{};

std::int64_t number_in(const string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : throw Unusable("`" + text + "` stands where a number is needed");
}
Moment day_in(const string& text) { return day(text) ? *day(text) : throw Unusable("`" + text + "` stands where a day is needed"); }
std::int64_t amount(const string& text) { return day(text) ? *day(text) : number_in(text); }
optional<string> number(__int128 n) {
  const auto out = static_cast<std::int64_t>(n);
  return out == n ? optional(std::to_string(out)) : std::nullopt;
}

// From the first to the last moment that facts and rules name.
Stretch horizon_of(const Law& law, const vector<Fact>& facts) {
  if (law.horizon) return *law.horizon;
  Stretch out{late, early};
  const auto at = [&](Moment m) { if (m != early && m != late) out = {std::min(out.from, m), std::max(out.to, m)}; };
  const auto value = [&](const string& text) { if (const auto on = day(text)) at(*on), at(*on + a_day); };
  const auto in = [&](const Node& n, bool) { if (n.kind == Kind::value) value(n.word); };
  for (const auto& rule : law.rules) each(rule.head, in), each(rule.whole, in);
  for (const auto& f : facts) {
    std::ranges::for_each(f.values, value);
    for (const auto& s : f.when) at(s.from), at(s.to);
  }
  return {out.from, out.from == out.to ? out.to + 1 : out.to};
}

// Have all its variables values?
bool valued(const Node& f, const Bound& given) {
  bool out = true;
  each(f, [&](const Node& n, bool) { out = out && (n.kind != Kind::variable || given.contains(n.word)); });
  return out;
}

// None if a variable has none, or if it leaves the years or numbers that there are.
optional<string> value(const Node& t, const Bound& given) {
  if (t.kind == Kind::value) return t.word;
  if (t.parts.empty()) return given.contains(t.word) ? optional(given.at(t.word)) : std::nullopt;
  const auto first = value(t.parts.front(), given), last = value(t.parts.back(), given);
  if (!first || !last) return std::nullopt;
  if (t.kind == Kind::sum) return number(__int128(number_in(*first)) + number_in(*last));
  if (t.kind == Kind::difference) return number(__int128(number_in(*first)) - number_in(*last));
  const auto on = t.kind == Kind::next_month ? next_month(day_in(*first)) : moved_day(day_in(*first), *t.most);
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
void add(map<Bound, Truth>& ways, const Node& term, const string& value, const Bound& given, const Truth& truth) {
  if (const auto bound = matched({term}, {value}, given)) add(ways, *bound, truth);
}

Ways comparison(const Node& f, const Bound& given) {
  map<Bound, Truth> out;
  const auto left = value(f.parts[0], given), right = value(f.parts[1], given);
  if (f.word == "=" && left != right) {  // `X = …` gives X its value
    if (right && f.parts[0].parts.empty()) add(out, f.parts[0], *right, given, sure);
    if (left && f.parts[1].parts.empty()) add(out, f.parts[1], *left, given, sure);
  } else if (left && right) {
    const bool equal = left == right, less = !equal && f.word != "!=" && amount(*left) < amount(*right);
    if (equal ? f.word.back() == '=' && f.word != "!=" : f.word == "!=" || less == (f.word[0] == '<')) add(out, given, sure);
  }
  return {out.begin(), out.end()};
}

Ways clock(const Node& f, const Bound& given) {
  const auto found = value(f.parts[0], given);
  if (!found) return {};
  const auto on = day_in(*found), from = f.word == "after" ? on + a_day : f.word == "from" || f.word == "on" ? on : early;
  const When when{{from, f.word == "before" ? on : f.word == "until" || f.word == "on" ? on + a_day : late}};
  return {{given, {when, when}}};
}

}  // namespace

Tuple values(const vector<Node>& terms, const Bound& bound) {
  Tuple out;
  for (const auto& t : terms) out.push_back(value(t, bound).value_or(""));
  return out;
}

optional<Bound> matched(const vector<Node>& terms, const Tuple& values, Bound bound) {
  bool agree = terms.size() == values.size();
  for (std::size_t i = 0; agree && i < terms.size(); ++i)
    if (const auto& t = terms[i]; t.kind != Kind::any)
      agree = values[i] == (t.kind == Kind::value ? t.word : bound.try_emplace(t.word, values[i]).first->second);
  return agree ? optional(std::move(bound)) : std::nullopt;
}

World::World(const Law& law, vector<Fact> facts) : law_(law), facts_(std::move(facts)), horizon_(horizon_of(law, facts_)) {
  for (const auto& rule : law.rules)
    if (rule.exception_to.empty()) rules_[rule.head.word].push_back(&rule);
}

const set<string>& World::behind(const string& predicate) {
  const auto [found, is_new] = behind_.try_emplace(predicate);
  for (vector<string> left(is_new, predicate); !left.empty();) {
    const auto p = left.back();
    if (left.pop_back(); !found->second.insert(p).second) continue;
    if (law_.open.contains(p)) left.push_back("denied " + p);
    for (const auto* rule : rules_[p]) each(rule->whole, [&](const Node& n, bool) { if (n.kind == Kind::atom) left.push_back(n.word); });
  }
  return found->second;
}

const Rows& World::rows(const string& predicate) {
  if (const auto found = now_.find(predicate); found != now_.end()) return *found->second;
  set<string> group;  // predicates that rest on each other are worked out together, after what they rest on
  for (const auto& p : behind(predicate))
    if (behind(p).contains(predicate)) group.insert(p);
  Readings asked;
  for (const auto& r : readings_)
    if (behind(predicate).contains("reading " + r.first)) asked.insert(r);
  const bool is_new = !made_.contains({predicate, asked});
  for (const auto& p : group) now_[p] = &made_[{p, asked}];
  if (is_new) work_out(group);
  return *now_.at(predicate);
}

void World::work_out(const set<string>& group) {
  for (const auto& fact : facts_)
    if (group.contains(fact.predicate)) add(*now_[fact.predicate], fact.values, {fact.when, fact.when});
  for (const auto& [question, answers] : law_.questions)  // without an answer it is as what is unknown: what is certain then holds under each
    for (const auto& [answer, settled] : answers)
      if (const auto p = "reading " + question; group.contains(p) && (!readings_.contains(question) || readings_.at(question) == answer))
        add(*now_[p], {answer}, {readings_.contains(question) ? always : When(), always});
  bool through_time = false;
  const auto in = [&](const Node& n, bool in_window) { through_time |= in_window && n.kind == Kind::atom && group.contains(n.word); };
  for (const auto& p : group)
    for (const auto* rule : rules_[p]) each(rule->whole, in);
  const Truth within = through_time ? Truth{{horizon_}, {horizon_}} : sure;
  for (bool grown = true; std::exchange(grown, false);)
    for (const auto& p : group)
      for (const auto* rule : rules_[p])
        for (const auto& [bound, truth] : ways(rule->whole, {})) grown |= add(*now_[p], values(rule->head.parts, bound), both(truth, within));
}

Truth World::any(const Node& f, const Bound& given) {
  Truth out;
  for (const auto& [bound, truth] : ways(f, given)) out = either(out, truth);
  return out;
}

Truth World::seen(const Node& w, const Truth& mark, const Truth& lasting) {
  const auto in = [&](const When& marks, const When& lasts) {
    When out;
    for (const bool ahead : {false, true})
      if (ahead ? w.ahead : w.back) out = either(out, since(lasts, w.throughout ? outside(marks) : marks, ahead, w.least, w.most));
    return w.throughout ? outside(out) : out;
  };
  return {in(mark.certain, lasting.certain), in(mark.possible, lasting.possible)};
}

// Can it be looked at already, or must others give its variables their values first?
bool World::ready(const Node& f, const Bound& given) const {
  const auto with = [&](auto from, auto to) {  // the values of further variables too
    auto out = given;
    for (; from != to; ++from) each(*from, [&](const Node& n, bool) { if (n.kind == Kind::variable) out.emplace(n.word, ""); });
    return out;
  };
  const auto& p = f.parts;
  const auto gives = [&](const Node& to, const Node& from) { return to.kind == Kind::variable && valued(from, given); };
  const auto leads = [&](std::size_t i) { return ready(p[i], given) && ready(p[1 - i], with(&p[i], &p[i] + 1)); };
  switch (f.kind) {
    case Kind::all: return true;
    case Kind::turn: return ready(p[0], given);
    case Kind::window: return leads(0) || leads(1);
    case Kind::aggregate: return valued(p.back(), with(p.begin() + 1, p.end() - 1));
    case Kind::comparison: return valued(f, given) || (f.word == "=" && (gives(p[0], p[1]) || gives(p[1], p[0])));
    default: return valued(f, given) || (f.kind == Kind::atom ? !law_.open.contains(f.word) : f.kind == Kind::no && p[0].kind == Kind::all);
  }
}

World::Ways World::ways(const Node& f, const Bound& given) {
  map<Bound, Truth> out;
  switch (f.kind) {
    case Kind::atom: return atom(f, given);
    case Kind::no: return {{given, no(any(f.parts[0], given))}};
    case Kind::all: return all(f, given);
    case Kind::comparison: return comparison(f, given);
    case Kind::clock: return clock(f, given);
    case Kind::aggregate: return aggregate(f, given);
    case Kind::window: {
      const std::size_t first = ready(f.parts[0], given) ? 0 : 1;
      for (const auto& [bound, one] : ways(f.parts[first], given))
        for (const auto& [more, other] : ways(f.parts[1 - first], bound)) add(out, more, first == 0 ? seen(f, one, other) : seen(f, other, one));
      break;
    }
    default:  // a turn
      for (const auto& [bound, truth] : ways(f.parts[0], given))
        for (const auto mode : {&Truth::certain, &Truth::possible})
          for (const auto& s : truth.*mode) {
            const auto at = f.word == "begins" ? s.from : s.to == late ? late : s.to - 1;
            Truth then;
            if (then.*mode = always; moved_day(at, {})) add(out, f.parts[1], written_day(at), bound, then);
          }
  }
  return {out.begin(), out.end()};
}

// Whichever part can be looked at comes next, tests first: its variables get their values from the others.
World::Ways World::all(const Node& f, const Bound& given) {
  Ways out{{given, sure}};
  vector<const Node*> left;
  for (const auto& part : f.parts) left.push_back(&part);
  while (!left.empty() && !out.empty()) {
    const auto& known = out.begin()->first;  // each has values for the same variables
    auto next = std::ranges::find_if(left, [&](const auto* part) { return valued(*part, known); });
    if (next == left.end()) next = std::ranges::find_if(left, [&](const auto* part) { return ready(*part, known); });
    if (next == left.end()) throw Unusable("a variable has no value");
    Ways joined;
    for (const auto& [bound, truth] : out)
      for (const auto& [more, now] : ways(**next, bound))
        if (auto together = both(truth, now); together != never) joined.emplace_back(more, std::move(together));
    left.erase(next), out = std::move(joined);
  }
  return out;
}

// The rows that agree with an atom; those that differ only where it has `_` are one.
World::Ways World::atom(const Node& f, const Bound& given) {
  map<Bound, Truth> out;
  const auto& rows = this->rows(f.word);
  const auto wanted = values(f.parts, given);
  const auto may_be = [](const string& value, const string& there) { return value.empty() || value == there; };
  if (law_.open.contains(f.word)) {  // what is not denied may be so; of all values that a column can have, something always may
    const auto there = rows.find(wanted);
    const bool whole = std::ranges::find(wanted, "") == wanted.end();
    const auto denied = whole ? any({Kind::atom, "denied " + f.word, f.parts}, given) : never;
    const auto recorded = there == rows.end() ? never : there->second;
    return {{given, {recorded.certain, either(recorded.possible, outside(denied.certain))}}};
  }
  const Tuple known(wanted.begin(), std::ranges::find(wanted, ""));
  for (auto row = rows.lower_bound(known); row != rows.end() && std::ranges::mismatch(known, row->first).in1 == known.end(); ++row)
    if (std::ranges::equal(wanted, row->first, may_be))
      if (const auto bound = matched(f.parts, row->first, given)) add(out, *bound, row->second);
  return {out.begin(), out.end()};
}

World::Ways World::aggregate(const Node& f, const Bound& given) {
  const vector<Node> over(f.parts.begin() + 1, f.parts.end() - 1);
  Rows all;  // each combination of the values aggregated, and when it counts
  for (const auto& [bound, truth] : ways(f.parts.back(), given)) add(all, values(over, bound), truth);
  const bool counts = f.word == "count", adds = counts || f.word == "sum", is_day = !adds && !all.empty() && day(all.begin()->first[0]);
  map<optional<__int128>, Truth> results{{adds ? optional<__int128>(0) : std::nullopt, sure}};  // so far: each combination counts, or it does not
  for (const auto& [key, truth] : all) {
    const __int128 n = counts ? 1 : amount(key[0]);
    for (const auto& [before, when] : std::exchange(results, {})) {
      add(results, before, both(when, no(truth)));
      add(results, optional(!before ? n : adds ? *before + n : f.word == "min" ? std::min(*before, n) : std::max(*before, n)), both(when, truth));
    }
  }
  map<Bound, Truth> out;
  for (const auto& [n, when] : results)
    if (const auto text = !n ? std::nullopt : is_day ? written_day(static_cast<Moment>(*n)) : number(*n)) add(out, f.parts[0], *text, given, when);
  return {out.begin(), out.end()};
}

}  // namespace dedere::verify
