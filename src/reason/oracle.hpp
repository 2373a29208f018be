// The plainest thing that could work, to hold the reasoner against: a program as a tree of its own, evaluated with one bit a day, by
// nested loops over all there is, until nothing changes. No indexes, no deltas, no plan. For tests only.
//
// It reads docs/language.md in its own words and shares no code with the rooms that it tests.
//
// A day is a tick, counted from `first_day`. Tick 0 stands for all time before, the last tick for all time after: whoever makes
// programs keeps their days well inside, and `outside` says when arithmetic has left. A variable without a value throws.
#pragma once

#include <algorithm>
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

inline constexpr std::size_t ticks = 192;
using Ticks = std::bitset<ticks>;
inline constexpr std::chrono::sys_days first_day{std::chrono::year{2023} / 12 / 12};

enum class Type { e, f, number, date, text };  // two types of entities
inline constexpr std::array type_names{"E", "F", "Number", "Date", "Text"};

// A value is a number: of an entity (`e0`), a number, the tick of a day, the number of a text.
struct Term {
  enum class Kind { value, variable, any } kind = Kind::any;
  std::int64_t n = 0;
  bool operator==(const Term&) const = default;
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
  bool operator==(const Atom&) const = default;
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

enum class Unit { days, weeks, months, years, hours, minutes, seconds };  // the last three in whole days
struct Length { int n = 0; Unit unit = Unit::days; };

struct Window {
  enum class Kind { some_past, all_past, some_next, all_next, since, until, ever, always } kind = Kind::some_past;
  Length least;
  std::optional<Length> most;
  bool without = false;
  std::optional<Atom> mark;
};

enum class Of { count, sum, min, max };

struct Literal {
  enum class Kind { atom, absent, reading, comparison, clock, begins, windowed, aggregate } kind = Kind::atom;
  Atom atom;
  bool negated = false;  // of `windowed`; an absence is a kind of its own
  std::optional<Window> window;  // of `windowed`, and of an aggregate if it has one
  int question = 0, answer = 0;
  By by = By::equal;
  Clock clock = Clock::from;
  Expression left, right;  // of a comparison; `left`: the day of a clock
  Term day;                // of `begins`
  bool ends = false;       // of `begins`: the last day
  Of of = Of::count;
  int result = 0;
  std::vector<int> over;
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
  bool operator==(const Fact&) const = default;
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
  std::optional<std::pair<int, int>> horizon;  // ticks, the last one included
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
    cut(more);
    int levels = 0;
    for (const auto& p : program.predicates) levels = std::max(levels, p.level + 1);
    for (int level = 0; level < levels; ++level)
      for (const auto mode : {Mode::certain, Mode::possible})
        while (round(level, mode)) {}
  }

  [[nodiscard]] const Extent& extent(Mode mode, int predicate) const { return extents_[static_cast<std::size_t>(mode)][static_cast<std::size_t>(predicate)]; }
  [[nodiscard]] bool outside() const { return outside_; }
  [[nodiscard]] const std::vector<int>& readings() const { return readings_; }
  [[nodiscard]] const std::vector<Fact>& facts() const { return program_.facts; }
  [[nodiscard]] bool through_time() const { return std::find(through_time_.begin(), through_time_.end(), true) != through_time_.end(); }

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
      match(rule, {}, ~Ticks(), mode, [&](const Environment& env, const Ticks& t) { found.emplace_back(values(*rule.head, env), t & ~defeated(rule, env, mode) & within(rule.head->predicate)); });
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
      case Literal::Kind::windowed: return windowed(l, env, mode, on);
      case Literal::Kind::aggregate: return aggregate(l, env, on, mode);
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

  // The rows that agree, those that differ only in `_` together.
  std::map<Environment, Ticks> rows(const Atom& a, const Environment& env, Mode mode) const {
    std::map<Environment, Ticks> all;
    for (const auto& [tuple, t] : extent(mode, a.predicate)) {
      auto there = env;
      if (unify(a, tuple, there)) all[there] |= t;
    }
    return all;
  }

  void begins(const Literal& l, const Environment& env, Mode mode, const Use& on) const {
    for (const auto& [bound, t] : rows(l.atom, env, mode))
      for (std::size_t i = 1; i + 1 < ticks; ++i) {
        if (!t[i] || t[l.ends ? i + 1 : i - 1]) continue;
        auto there = bound;
        const auto day = static_cast<std::int64_t>(i);
        const auto given = l.day.kind == Term::Kind::any ? std::optional(day) : value(l.day, there);
        if (given && *given != day) continue;
        if (l.day.kind == Term::Kind::variable) there[static_cast<std::size_t>(l.day.n)] = day;
        on(there, ~Ticks());
      }
  }

  // --- windows. The line goes on for ever on both sides; what lies beyond is as the outermost ticks.

  static int most_days(const Length& l) {
    switch (l.unit) {
      case Unit::days: return l.n;
      case Unit::weeks: return 7 * l.n;
      case Unit::months: return 31 * l.n;
      case Unit::years: return 366 * l.n;
      case Unit::hours: return l.n / 24;
      case Unit::minutes: return l.n / (24 * 60);
      case Unit::seconds: return l.n / (24 * 60 * 60);
    }
    return 0;
  }

  // The tick that lies so much later; with -1, earlier. On a day that the month lacks, its last.
  static int moved(int tick, const Length& l, int sign) {
    if (l.unit != Unit::months && l.unit != Unit::years) return tick + sign * most_days(l);
    using namespace std::chrono;
    const year_month_day day{first_day + std::chrono::days{tick}};
    const auto month = day.year() / day.month() + months{sign * l.n * (l.unit == Unit::years ? 12 : 1)};
    const year_month_day same = month / day.day();
    const auto then = same.ok() ? sys_days{same} : sys_days{month / last};
    return static_cast<int>((then - first_day).count());
  }

  static bool looks_back(const Window& w) { return w.kind == Window::Kind::some_past || w.kind == Window::Kind::all_past || w.kind == Window::Kind::since; }

  // Whether the window, seen from tick `t`, is as it asks: `p` the atom, `q` the mark.
  static bool seen(const Window& w, int t, const Ticks& p, const Ticks& q, int far) {
    using K = Window::Kind;
    const auto at = [](const Ticks& bits, int i) { return bits[static_cast<std::size_t>(std::clamp(i, 0, static_cast<int>(ticks) - 1))]; };
    if (w.kind == K::ever) return p.any();
    if (w.kind == K::always) return p.all();
    const int sign = looks_back(w) ? -1 : 1;
    const int nearest = moved(t, w.least, sign), farthest = w.most ? moved(t, *w.most, sign) : t + sign * far;
    if (w.kind == K::since || w.kind == K::until) {
      for (int s = t; s * sign <= farthest * sign && at(p, s); s += sign)
        if (s * sign >= nearest * sign && at(q, s)) return true;
      return false;
    }
    const bool some = w.kind == K::some_past || w.kind == K::some_next;
    for (int s = nearest; s * sign <= farthest * sign; s += sign)
      if (at(p, s) == some) return some;
    return !some;
  }

  Ticks seen(const Window& w, const Ticks& p, const Ticks& q) const {
    const int end = static_cast<int>(ticks), beyond = (w.most ? most_days(*w.most) : 0) + 2, far = end + 2 * beyond;
    Ticks out;
    for (int t = 0; t < end; ++t) out[static_cast<std::size_t>(t)] = seen(w, t, p, q, far);
    for (int i = 1; i <= beyond; ++i)
      if (seen(w, -i, p, q, far) != out[0] || seen(w, end - 1 + i, p, q, far) != out[ticks - 1]) outside_ = true;
    return out;
  }

  bool open(const Atom& a) const { return program_.predicates[static_cast<std::size_t>(a.predicate)].open; }

  void windowed(const Literal& l, const Environment& env, Mode mode, const Use& on) const {
    const auto& w = *l.window;
    if (l.negated) {
      const auto there = other(mode);
      const auto p = w.without ? ~some(l.atom, env, other(there)) : some(l.atom, env, there);
      return on(env, ~seen(w, p, w.mark ? some(*w.mark, env, there) : Ticks()));
    }
    const auto with_atom = [&](const Environment& given, const std::function<void(const Environment&, const Ticks&)>& use) {
      if (w.without) return use(given, ~some(l.atom, given, other(mode)));
      if (open(l.atom)) return use(given, some(l.atom, given, mode));
      for (const auto& [bound, t] : rows(l.atom, given, mode)) use(bound, t);
    };
    const auto with_mark = [&](const Environment& given, const std::function<void(const Environment&, const Ticks&)>& use) {
      if (!w.mark) return use(given, Ticks());
      if (open(*w.mark)) return use(given, some(*w.mark, given, mode));
      for (const auto& [bound, t] : rows(*w.mark, given, mode)) use(bound, t);
    };
    if (w.without || open(l.atom)) return with_mark(env, [&](const auto& given, const Ticks& q) { with_atom(given, [&](const auto& there, const Ticks& p) { on(there, seen(w, p, q)); }); });
    with_atom(env, [&](const auto& given, const Ticks& p) { with_mark(given, [&](const auto& there, const Ticks& q) { on(there, seen(w, p, q)); }); });
  }

  // --- aggregates, tick by tick. A count may be in doubt; what the others are of may not.

  using Groups = std::map<Tuple, Ticks>;
  Groups groups(const Literal& l, const Environment& env, Mode mode) const {
    Groups by;
    for (const auto& [there, t] : rows(l.atom, env, mode)) {
      Tuple values;
      for (const auto v : l.over) values.push_back(*there[static_cast<std::size_t>(v)]);
      by[values] |= t;
    }
    if (l.window) for (auto& [values, t] : by) t = seen(*l.window, t, {});
    return by;
  }

  static std::optional<std::int64_t> aggregated(Of of, const Groups& groups, std::size_t tick) {
    std::optional<std::int64_t> out;
    if (of == Of::count || of == Of::sum) out = 0;
    for (const auto& [values, t] : groups) {
      if (!t[tick]) continue;
      if (of == Of::count) *out += 1;
      else if (of == Of::sum) *out += values[0];
      else if (!out || (of == Of::min ? values[0] < *out : values[0] > *out)) out = values[0];
    }
    return out;
  }

  void aggregate(const Literal& l, const Environment& env, const Use& on, Mode mode) const {
    const auto sure = groups(l, env, Mode::certain), maybe = groups(l, env, Mode::possible);
    std::map<std::int64_t, Ticks> when;
    for (std::size_t i = 0; i < ticks; ++i) {
      const auto least = aggregated(l.of, sure, i), most = aggregated(l.of, maybe, i);
      if (mode == Mode::certain && least != most) continue;
      if (least) for (auto n = *least; n <= *most; ++n) when[n].set(i);
    }
    for (const auto& [n, t] : when) {
      auto there = env;
      auto& result = there[static_cast<std::size_t>(l.result)];
      if (result && *result != n) continue;
      result = n;
      on(there, t);
    }
  }

  // --- what feeds itself through a window is cut to the horizon.

  Ticks within(int predicate) const { return through_time_[static_cast<std::size_t>(predicate)] ? horizon_ : ~Ticks(); }

  void cut(const std::vector<Fact>& more) {
    const auto n = program_.predicates.size();
    std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n, false));
    std::vector<std::pair<int, int>> windows;  // head, what it looks at through one
    const std::function<void(int, const Rule&)> edges = [&](int head, const Rule& rule) {
      for (const auto& l : rule.body) {
        const auto add = [&](const Atom& a) {
          reaches[static_cast<std::size_t>(head)][static_cast<std::size_t>(a.predicate)] = true;
          if (l.kind == Literal::Kind::windowed) windows.emplace_back(head, a.predicate);
        };
        if (uses_atom(l)) add(l.atom);
        if (l.window && l.window->mark) add(*l.window->mark);
      }
      for (const auto& e : rule.exceptions) edges(head, e);
    };
    for (const auto& rule : program_.rules) edges(rule.head->predicate, rule);
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
    through_time_.assign(n, false);
    for (const auto& [head, at] : windows) {
      const auto h = static_cast<std::size_t>(head), a = static_cast<std::size_t>(at);
      if (!reaches[a][h]) continue;
      for (std::size_t p = 0; p < n; ++p)
        if (p == h || (reaches[h][p] && reaches[p][h])) through_time_[p] = true;
    }
    horizon_ = horizon(more);
  }

  Ticks horizon(const std::vector<Fact>& more) const {
    int first = static_cast<int>(ticks), last = -1;  // instants: tick i begins at i
    const auto add = [&](int i) { first = std::min(first, i); last = std::max(last, i); };
    const auto day = [&](std::int64_t tick) { add(static_cast<int>(tick)); add(static_cast<int>(tick) + 1); };
    const auto atom = [&](const Atom& a) {
      for (std::size_t i = 0; i < a.terms.size(); ++i)
        if (a.terms[i].kind == Term::Kind::value && program_.predicates[static_cast<std::size_t>(a.predicate)].types[i] == Type::date) day(a.terms[i].n);
    };
    const std::function<void(const Expression&)> expression = [&](const Expression& e) {
      if (e.kind == Expression::Kind::term && e.type == Type::date && e.term.kind == Term::Kind::value) day(e.term.n);
      for (const auto& part : e.parts) expression(part);
    };
    const std::function<void(const Rule&)> rule = [&](const Rule& r) {
      if (r.head) atom(*r.head);
      for (const auto& l : r.body) {
        if (uses_atom(l)) atom(l.atom);
        if (l.window && l.window->mark) atom(*l.window->mark);
        if (l.kind == Literal::Kind::begins && l.day.kind == Term::Kind::value) day(l.day.n);
        if (l.kind == Literal::Kind::clock || l.kind == Literal::Kind::comparison) expression(l.left);
        if (l.kind == Literal::Kind::comparison) expression(l.right);
      }
      for (const auto& e : r.exceptions) rule(e);
    };
    for (const auto* list : std::array<const std::vector<Fact>*, 2>{&program_.facts, &more})
      for (const auto& f : *list) {
        atom(f.atom);
        if (f.from >= 0) add(f.from);
        if (f.to >= 0) add(f.to + 1);
      }
    for (const auto& r : program_.rules) rule(r);
    if (program_.horizon) { first = program_.horizon->first; last = program_.horizon->second + 1; }
    if (first == last && through_time()) outside_ = true;  // one instant is a second long
    Ticks t;
    if (first > last) return ~t;
    for (int i = first; i < last; ++i) t.set(static_cast<std::size_t>(i));
    return t;
  }

 public:
  // Whether the window, from tick `t`, looks at tick `s`.
  static bool in_sight(const Window& w, int t, int s) {
    if (w.kind == Window::Kind::ever || w.kind == Window::Kind::always) return true;
    const int sign = looks_back(w) ? -1 : 1;
    return s * sign >= moved(t, w.least, sign) * sign && (!w.most || s * sign <= moved(t, *w.most, sign) * sign);
  }

  static bool uses_atom(const Literal& l) {
    using K = Literal::Kind;
    return l.kind == K::atom || l.kind == K::absent || l.kind == K::begins || l.kind == K::windowed || l.kind == K::aggregate;
  }

 private:
  const Program& program_;
  std::vector<int> readings_;
  std::optional<Choice> choice_;
  std::array<std::vector<Extent>, 2> extents_;
  std::vector<bool> through_time_;
  Ticks horizon_;
  mutable bool outside_ = false;
};

}  // namespace dedere::reason::oracle
