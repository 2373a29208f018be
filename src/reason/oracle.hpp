// The plainest thing that could work, to hold the reasoner against: a program as a tree of its own, evaluated with one bit a day, by
// nested loops over all there is, until nothing changes. No indexes, no deltas, no plan. For tests only.
//
// It reads docs/language.md in its own words and shares no code with the rooms that it tests.
//
// A day is a tick, counted from `first_day`. Tick 0 stands for all time before, the last tick for all time after: whoever makes
// programs keeps their days well inside, and `outside` says when arithmetic has left. A variable without a value throws.
#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dedere::reason::oracle {

inline constexpr std::size_t ticks = 128;
using Ticks = std::bitset<ticks>;
inline constexpr std::chrono::sys_days first_day{std::chrono::year{2024} / 1 / 13};

enum class Type { e, f, number, date, text };  // two types of entities
inline constexpr std::array type_names{"E", "F", "Number", "Date", "Text"};

// A value is a number: of an entity (`e0`), a number, the tick of a day, the number of a text.
struct Term {
  enum class Kind { value, variable, any } kind = Kind::any;
  std::int64_t n = 0;
};

struct Predicate {
  std::string name;
  std::vector<Type> types;
  int level = 0;        // absences, counts and beginnings look at lower levels only
  bool open = false;
  int denial = -1;      // of an open predicate: what holds where it is denied
  int denial_of = -1;
  bool declared = true;
};

struct Atom {
  int predicate = 0;
  std::vector<Term> terms;
};

struct Expression {
  enum class Kind { term, plus, minus, plus_length, minus_length, next_month } kind = Kind::term;
  Term term;
  Type type = Type::number;
  std::vector<Expression> parts;
  std::int64_t length = 0;
  int unit = 0;  // days, weeks, months, years
};

enum class By { equal, unequal, less, at_most, more, at_least };
enum class Clock { from, after, before, until, on };

struct Literal {
  enum class Kind { atom, absent, reading, comparison, clock, begins, count } kind = Kind::atom;
  Atom atom;
  int question = 0, answer = 0;
  By by = By::equal;
  Clock clock = Clock::from;
  Expression left, right;  // of a comparison; `left`: the day of a clock
  Term day;                // of `begins`
  int result = 0, counted = 0;
};

// `body` stands in an order in which each literal's variables have values when it is reached; `order` is how it is written.
struct Rule {
  int number = 0;
  bool presumption = false;
  std::optional<Atom> head;  // none: an exception
  std::vector<Literal> body;
  std::vector<std::size_t> order;
  std::vector<Type> variables;  // an exception's begin with those of what it is an exception to
  std::vector<Rule> exceptions;
};

struct Fact {
  Atom atom;
  int from = -1, to = -1;  // ticks, the last one included; -1: open
  [[nodiscard]] Ticks when() const {
    Ticks t;
    for (int i = from < 0 ? 0 : from; i <= (to < 0 ? static_cast<int>(ticks) - 1 : to); ++i) t.set(static_cast<std::size_t>(i));
    return t;
  }
};

struct Program {
  std::vector<Predicate> predicates;
  std::vector<Rule> rules;
  std::vector<Fact> facts;
  std::vector<int> questions;  // how many answers each has
};

using Tuple = std::vector<std::int64_t>;
using Extent = std::map<Tuple, Ticks>;
using Environment = std::vector<std::optional<std::int64_t>>;

enum class Mode { certain, possible };
constexpr Mode other(Mode m) { return m == Mode::certain ? Mode::possible : Mode::certain; }

// What each open predicate is beside what is recorded: with it there is nothing unknown, and both modes are the same.
using Choice = std::map<int, Extent>;

class Oracle {
 public:
  using Use = std::function<void(const Environment&, const Ticks&)>;

  Oracle(const Program& program, std::vector<int> readings, std::vector<Fact> more = {}, std::optional<Choice> choice = {})
      : program_(program), readings_(std::move(readings)), choice_(std::move(choice)) {
    for (auto& e : extents_) e.resize(program.predicates.size());
    for (const auto* list : std::array<const std::vector<Fact>*, 2>{&program.facts, &more})
      for (const auto& fact : *list)
        for (const auto mode : {Mode::certain, Mode::possible}) add(mode, fact.atom.predicate, values(fact.atom, {}), fact.when());
    int levels = 0;
    for (const auto& p : program.predicates) levels = std::max(levels, p.level + 1);
    for (int level = 0; level < levels; ++level)
      for (const auto mode : {Mode::certain, Mode::possible})
        while (round(level, mode)) {}
  }

  [[nodiscard]] const Extent& extent(Mode mode, int predicate) const { return extents_[static_cast<std::size_t>(mode)][static_cast<std::size_t>(predicate)]; }
  [[nodiscard]] bool outside() const { return outside_; }
  [[nodiscard]] const std::vector<int>& readings() const { return readings_; }

  // When a ground atom holds.
  [[nodiscard]] Ticks when(Mode mode, int predicate, const Tuple& tuple) const {
    const auto in = [&](const Extent& e) { const auto found = e.find(tuple); return found == e.end() ? Ticks() : found->second; };
    const auto& p = program_.predicates[static_cast<std::size_t>(predicate)];
    auto holds = in(extent(mode, predicate));
    if (!p.open) return holds;
    const auto free = ~in(extent(Mode::certain, p.denial));
    if (choice_) { if (const auto c = choice_->find(predicate); c != choice_->end()) holds |= in(c->second) & free; }
    else if (mode == Mode::possible) holds |= free;
    return holds;
  }

  // Every way in which a body holds, from given values.
  void match(const Rule& rule, Environment given, const Ticks& within, Mode mode, const Use& use) const {
    given.resize(rule.variables.size());
    step(rule, 0, given, within, mode, use);
  }

  [[nodiscard]] Ticks defeated(const Rule& rule, const Environment& given, Mode mode) const {
    Ticks all;
    for (const auto& exception : rule.exceptions)
      match(exception, given, ~Ticks(), other(mode), [&](const Environment& there, const Ticks& t) { all |= t & ~defeated(exception, there, other(mode)); });
    return all;
  }

  [[nodiscard]] static Tuple values(const Atom& atom, const Environment& env) {
    Tuple out;
    for (const auto& t : atom.terms) out.push_back(t.kind == Term::Kind::value ? t.n : env[static_cast<std::size_t>(t.n)].value());
    return out;
  }

  [[nodiscard]] static bool unify(const Atom& atom, const Tuple& tuple, Environment& env) {
    for (std::size_t i = 0; i < tuple.size(); ++i) {
      const auto& t = atom.terms[i];
      if (t.kind == Term::Kind::value && t.n != tuple[i]) return false;
      if (t.kind != Term::Kind::variable) continue;
      auto& v = env[static_cast<std::size_t>(t.n)];
      if (v && *v != tuple[i]) return false;
      v = tuple[i];
    }
    return true;
  }

 private:
  bool add(Mode mode, int predicate, const Tuple& tuple, const Ticks& when) {
    if (when.none()) return false;
    auto& t = extents_[static_cast<std::size_t>(mode)][static_cast<std::size_t>(predicate)][tuple];
    const auto before = t;
    t |= when;
    return t != before;
  }

  bool round(int level, Mode mode) {
    bool grown = false;
    for (const auto& rule : program_.rules) {
      if (program_.predicates[static_cast<std::size_t>(rule.head->predicate)].level != level) continue;
      std::vector<std::pair<Tuple, Ticks>> found;
      match(rule, {}, ~Ticks(), mode, [&](const Environment& env, const Ticks& t) { found.emplace_back(values(*rule.head, env), t & ~defeated(rule, env, mode)); });
      for (const auto& [tuple, t] : found) grown |= add(mode, rule.head->predicate, tuple, t);
    }
    return grown;
  }

  void step(const Rule& rule, std::size_t at, const Environment& env, const Ticks& t, Mode mode, const Use& use) const {
    if (t.none()) return;
    if (at == rule.body.size()) return use(env, t);
    const auto& l = rule.body[at];
    const auto on = [&](const Environment& there, const Ticks& when) { step(rule, at + 1, there, t & when, mode, use); };
    switch (l.kind) {
      case Literal::Kind::atom: return atom(l, env, mode, on);
      case Literal::Kind::absent: return on(env, ~some(l.atom, env, other(mode)));
      case Literal::Kind::reading: if (readings_[static_cast<std::size_t>(l.question)] == l.answer) on(env, t); return;
      case Literal::Kind::comparison: return comparison(l, env, on);
      case Literal::Kind::clock: return clock(l, env, on);
      case Literal::Kind::begins: return begins(l, env, mode, on);
      case Literal::Kind::count: return count(l, env, on, mode);
    }
  }

  void atom(const Literal& l, const Environment& env, Mode mode, const Use& on) const {
    if (program_.predicates[static_cast<std::size_t>(l.atom.predicate)].open) return on(env, when(mode, l.atom.predicate, values(l.atom, env)));
    for (const auto& [tuple, t] : extent(mode, l.atom.predicate)) {
      auto there = env;
      if (unify(l.atom, tuple, there)) on(there, t);
    }
  }

  // When the atom holds for some value of what has none.
  Ticks some(const Atom& a, const Environment& env, Mode mode) const {
    if (program_.predicates[static_cast<std::size_t>(a.predicate)].open) return when(mode, a.predicate, values(a, env));
    Ticks all;
    for (const auto& [tuple, t] : extent(mode, a.predicate)) {
      auto there = env;
      if (unify(a, tuple, there)) all |= t;
    }
    return all;
  }

  std::optional<std::int64_t> value(const Term& t, const Environment& env) const { return t.kind == Term::Kind::value ? std::optional(t.n) : env[static_cast<std::size_t>(t.n)]; }

  std::optional<std::int64_t> value(const Expression& e, const Environment& env) const {
    using K = Expression::Kind;
    if (e.kind == K::term) return value(e.term, env);
    const auto a = value(e.parts[0], env);
    if (!a) return std::nullopt;
    if (e.kind == K::plus || e.kind == K::minus) {
      const auto b = value(e.parts[1], env);
      if (!b) return std::nullopt;
      return e.kind == K::plus ? *a + *b : *a - *b;
    }
    using namespace std::chrono;
    const auto day = first_day + days{*a};
    const year_month_day ymd{day};
    if (e.kind == K::next_month) {
      const auto next = ymd.year() / ymd.month() + months{1};
      return inside(sys_days{next / 1});
    }
    const auto n = e.kind == K::plus_length ? e.length : -e.length;
    if (e.unit == 0) return inside(day + days{n});
    if (e.unit == 1) return inside(day + days{7 * n});
    const auto month = ymd.year() / ymd.month() + months{e.unit == 2 ? n : 12 * n};
    const year_month_day same = month / ymd.day();
    return inside(same.ok() ? sys_days{same} : sys_days{month / last});
  }

  std::int64_t inside(std::chrono::sys_days day) const {
    const auto tick = (day - first_day).count();
    if (tick < 1 || tick + 2 > static_cast<std::int64_t>(ticks)) outside_ = true;
    return tick;
  }

  void comparison(const Literal& l, const Environment& env, const Use& on) const {
    const auto a = value(l.left, env), b = value(l.right, env);
    if (a && b) {
      const bool holds = l.by == By::equal ? *a == *b : l.by == By::unequal ? *a != *b : l.by == By::less ? *a < *b : l.by == By::at_most ? *a <= *b : l.by == By::more ? *a > *b : *a >= *b;
      if (holds) on(env, ~Ticks());
      return;
    }
    if (!a && !b) throw std::bad_optional_access();
    auto there = env;
    there.at(static_cast<std::size_t>(a ? l.right.term.n : l.left.term.n)) = a ? a : b;
    on(there, ~Ticks());
  }

  void clock(const Literal& l, const Environment& env, const Use& on) const {
    const auto day = value(l.left, env).value();
    Ticks t;
    for (std::size_t i = 0; i < ticks; ++i) {
      const auto now = static_cast<std::int64_t>(i);
      t[i] = l.clock == Clock::from ? now >= day : l.clock == Clock::after ? now > day : l.clock == Clock::before ? now < day : l.clock == Clock::until ? now <= day : now == day;
    }
    on(env, t);
  }

  void begins(const Literal& l, const Environment& env, Mode mode, const Use& on) const {
    std::map<Environment, Ticks> times;  // by the values of the atom's variables
    for (const auto& [tuple, t] : extent(mode, l.atom.predicate)) {
      auto there = env;
      if (unify(l.atom, tuple, there)) times[there] |= t;
    }
    for (const auto& [bound, t] : times)
      for (std::size_t i = 1; i < ticks; ++i) {
        if (!t[i] || t[i - 1]) continue;
        auto there = bound;
        const auto day = static_cast<std::int64_t>(i);
        const auto given = l.day.kind == Term::Kind::any ? std::optional(day) : value(l.day, there);
        if (given && *given != day) continue;
        if (l.day.kind == Term::Kind::variable) there[static_cast<std::size_t>(l.day.n)] = day;
        on(there, ~Ticks());
      }
  }

  void count(const Literal& l, const Environment& env, const Use& on, Mode mode) const {
    std::array<std::array<int, ticks>, 2> counts{};
    for (const auto m : {Mode::certain, Mode::possible}) {
      std::map<std::int64_t, Ticks> by;
      for (const auto& [tuple, t] : extent(m, l.atom.predicate)) {
        auto there = env;
        if (unify(l.atom, tuple, there)) by[*there[static_cast<std::size_t>(l.counted)]] |= t;
      }
      for (const auto& [value, t] : by)
        for (std::size_t i = 0; i < ticks; ++i) counts[static_cast<std::size_t>(m)][i] += t[i] ? 1 : 0;
    }
    std::map<int, Ticks> when;
    for (std::size_t i = 0; i < ticks; ++i) {
      const auto least = counts[0][i], most = counts[1][i];
      if (mode == Mode::certain && least != most) continue;
      for (int n = least; n <= most; ++n) when[n].set(i);
    }
    for (const auto& [n, t] : when) {
      auto there = env;
      auto& result = there[static_cast<std::size_t>(l.result)];
      if (result && *result != n) continue;
      result = n;
      on(there, t);
    }
  }

  const Program& program_;
  std::vector<int> readings_;
  std::optional<Choice> choice_;
  std::array<std::vector<Extent>, 2> extents_;
  mutable bool outside_ = false;
};

}  // namespace dedere::reason::oracle
