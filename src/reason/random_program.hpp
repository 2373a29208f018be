// Small random programs for the oracle, their text in the language of law, and a shrinker. For tests only.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <random>
#include <set>

#include "reason/oracle.hpp"

namespace dedere::reason::oracle {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& of(const std::vector<T>& all) { return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]; }

 private:
  std::mt19937_64 engine_;
};

inline constexpr int entities = 3, texts = 2, earliest = 72, latest = 92;

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : dice_(seed) {}

  Program program() {
    for (int q = dice_.below(3); q > 0; --q) out_.questions.push_back(2 + dice_.below(2));
    if (dice_.chance(60)) {
      const int a = day(), b = day();
      out_.horizon = {std::min(a, b) - dice_.below(8), std::max(a, b) + dice_.below(8)};
    }
    predicates();
    for (std::size_t p = 0; p < out_.predicates.size(); ++p)
      for (int n = dice_.below(4); n > 0; --n) if (out_.predicates[p].denial_of < 0 || dice_.chance(60)) out_.facts.push_back(fact(static_cast<int>(p)));
    for (int level = 0; level < levels; ++level)
      for (std::size_t p = 0; p < out_.predicates.size(); ++p)
        if (out_.predicates[p].level == level && level > 0)
          for (int n = dice_.below(out_.predicates[p].denial_of < 0 ? 4 : 2); n > 0; --n) out_.rules.push_back(rule(static_cast<int>(p)));
    return std::move(out_);
  }

  Fact fact(int predicate) {
    Fact f{{predicate, {}}, -1, -1};
    for (const auto type : out_.predicates[static_cast<std::size_t>(predicate)].types) f.atom.terms.push_back(constant(type));
    const int a = day(), b = day();
    switch (dice_.below(6)) {
      case 0: break;
      case 1: f.from = a; break;
      case 2: f.to = a; break;
      case 3: f.from = f.to = a; break;
      default: f.from = std::min(a, b); f.to = std::max(a, b);
    }
    return f;
  }

  Fact fact(const Program& of, int predicate) { out_.predicates = of.predicates; return fact(predicate); }
  Dice& dice() { return dice_; }

 private:
  static constexpr int levels = 8;

  int day() { return earliest + dice_.below(latest - earliest + 1); }

  void predicates() {
    const int n = 4 + dice_.below(4);
    for (int i = 0; i < n; ++i) {
      Predicate p;
      p.level = 2 * dice_.below(levels / 2);
      if (i == 0) p.level = 0;
      for (int a = dice_.chance(15) ? 0 : 1 + dice_.below(dice_.chance(15) ? 3 : 2); a > 0; --a) p.types.push_back(type());
      p.open = p.level > 0 && dice_.chance(30);
      p.name = fmt::format("p{}", i);
      out_.predicates.push_back(p);
      if (!p.open) continue;
      const auto at = static_cast<int>(out_.predicates.size());
      out_.predicates.back().denial = at;
      p.open = false;
      p.level -= 1;
      p.denial_of = at - 1;
      p.name = "denied " + p.name;
      out_.predicates.push_back(p);
    }
  }

  Type type() { const int n = dice_.below(10); return n < 5 ? Type::e : n < 6 ? Type::f : n < 7 ? Type::number : n < 9 ? Type::date : Type::text; }

  Term constant(Type type) {
    switch (type) {
      case Type::e: case Type::f: return {Term::Kind::value, dice_.below(entities)};
      case Type::number: return {Term::Kind::value, dice_.below(5) - 1};
      case Type::date: return {Term::Kind::value, day()};
      case Type::text: return {Term::Kind::value, dice_.below(texts)};
    }
    return {};
  }

  // --- rules. `bound_` are the variables that have values at this point of the body.
  std::vector<Term> bound(Type type) const {
    std::vector<Term> all;
    for (const auto v : bound_) if (rule_->variables[static_cast<std::size_t>(v)] == type) all.push_back({Term::Kind::variable, v});
    return all;
  }

  Term fresh(Type type) {
    rule_->variables.push_back(type);
    return {Term::Kind::variable, static_cast<std::int64_t>(rule_->variables.size()) - 1};
  }

  Term given(Type type) {
    const auto all = bound(type);
    return all.empty() || dice_.chance(20) ? constant(type) : dice_.of(all);
  }

  std::vector<int> below(int level, bool same_too, bool open, bool certain_only) {
    std::vector<int> all;
    for (std::size_t p = 0; p < out_.predicates.size(); ++p) {
      const auto& predicate = out_.predicates[p];
      if (predicate.level > level || (predicate.level == level && !same_too) || predicate.open != open) continue;
      if (certain_only && uncertain().contains(static_cast<int>(p))) continue;
      all.push_back(static_cast<int>(p));
    }
    return all;
  }

  // What depends on an open predicate, by the rules so far.
  std::set<int> uncertain() const {
    std::set<int> all;
    for (std::size_t p = 0; p < out_.predicates.size(); ++p) if (out_.predicates[p].open) all.insert(static_cast<int>(p));
    const std::function<bool(const Rule&)> touches = [&](const Rule& r) {
      return std::any_of(r.body.begin(), r.body.end(), [&](const Literal& l) { return (Oracle::uses_atom(l) && all.contains(l.atom.predicate)) || (l.window && l.window->mark && all.contains(l.window->mark->predicate)); }) ||
             std::any_of(r.exceptions.begin(), r.exceptions.end(), touches);
    };
    for (bool more = true; more;) {
      more = false;
      for (const auto& r : out_.rules) if (touches(r)) more |= all.insert(r.head->predicate).second;
    }
    return all;
  }

  Atom atom(int predicate, int fresh_chance, int any_chance) {
    Atom a{predicate, {}};
    const auto types = out_.predicates[static_cast<std::size_t>(predicate)].types;
    std::vector<std::pair<Type, Term>> here;  // new variables may come twice in one atom
    for (const auto t : types) {
      const auto twice = std::find_if(here.begin(), here.end(), [&](const auto& h) { return h.first == t; });
      if (dice_.chance(any_chance)) a.terms.push_back({Term::Kind::any, 0});
      else if (twice != here.end() && dice_.chance(20)) a.terms.push_back(twice->second);
      else if (dice_.chance(fresh_chance)) { a.terms.push_back(fresh(t)); here.emplace_back(t, a.terms.back()); }
      else a.terms.push_back(given(t));
    }
    return a;
  }

  void binds(const Atom& a) { for (const auto& t : a.terms) if (t.kind == Term::Kind::variable) bound_.insert(static_cast<int>(t.n)); }

  void positive(int level, bool same_too) {
    const auto all = below(level, same_too, false, false);
    if (all.empty()) return;
    Literal l;
    l.atom = atom(dice_.of(all), 55, 12);
    binds(l.atom);
    rule_->body.push_back(l);
  }

  void tested(int level, bool same_too) {  // an open predicate, with values
    const auto all = below(level, same_too, true, false);
    if (all.empty()) return;
    Literal l;
    l.atom = atom(dice_.of(all), 0, 0);
    rule_->body.push_back(l);
  }

  void absent(int level) {
    const bool open = dice_.chance(35);
    const auto all = below(level, false, open, false);
    if (all.empty()) return;
    Literal l;
    l.kind = Literal::Kind::absent;
    l.atom = atom(dice_.of(all), 0, open ? 0 : 20);
    rule_->body.push_back(l);
  }

  Expression leaf(Type type, const Term& term) { Expression e; e.term = term; e.type = type; return e; }

  Expression expression(Type type) {
    Expression e = leaf(type, given(type));
    if ((type != Type::date && type != Type::number) || dice_.chance(40)) return e;
    Expression sum;
    sum.type = type;
    sum.parts.push_back(e);
    if (type == Type::number) {
      sum.kind = dice_.chance(50) ? Expression::Kind::plus : Expression::Kind::minus;
      sum.parts.push_back(leaf(type, given(type)));
      return sum;
    }
    if (dice_.chance(15)) { sum.kind = Expression::Kind::next_month; return sum; }
    sum.kind = dice_.chance(70) ? Expression::Kind::plus_length : Expression::Kind::minus_length;
    sum.unit = dice_.below(3);
    sum.length = sum.unit == 0 ? dice_.below(12) : 1;
    return sum;
  }

  void comparison(bool arithmetic) {
    Literal l;
    l.kind = Literal::Kind::comparison;
    std::vector<Type> types{Type::number, Type::date};
    if (dice_.chance(30)) types = {Type::e, Type::text};
    const auto t = dice_.of(types);
    const auto all = bound(t);
    if (all.empty() && t != Type::date) return;
    l.left = arithmetic && dice_.chance(30) ? expression(t) : leaf(t, all.empty() ? constant(t) : dice_.of(all));
    l.right = arithmetic ? expression(t) : leaf(t, given(t));
    l.by = static_cast<By>(t == Type::e || t == Type::text ? dice_.below(2) : 1 + dice_.below(5));
    const auto nameless = [&](const Expression& e) { return (t != Type::e && t != Type::f) || e.term.kind != Term::Kind::value; };
    if (arithmetic && nameless(l.left) && nameless(l.right) && dice_.chance(40)) {  // gives a value; a name alone has no type
      l.by = By::equal;
      const auto v = fresh(t);
      (dice_.chance(70) ? l.left : l.right) = leaf(t, v);
      bound_.insert(static_cast<int>(v.n));
    }
    // A name alone has a type only beside a variable that has one: the checker wants the variable first.
    if (l.left.kind == Expression::Kind::term && l.left.term.kind == Term::Kind::value && (t == Type::e || t == Type::f)) std::swap(l.left, l.right);
    if (l.left.term.kind == Term::Kind::value && l.left.kind == Expression::Kind::term && (t == Type::e || t == Type::f)) return;
    rule_->body.push_back(l);
  }

  void clock() {
    Literal l;
    l.kind = Literal::Kind::clock;
    l.clock = static_cast<Clock>(dice_.below(5));
    l.left = expression(Type::date);
    rule_->body.push_back(l);
  }

  void reading() {
    if (out_.questions.empty()) return;
    Literal l;
    l.kind = Literal::Kind::reading;
    l.question = dice_.below(static_cast<int>(out_.questions.size()));
    l.answer = dice_.below(out_.questions[static_cast<std::size_t>(l.question)]);
    rule_->body.push_back(l);
  }

  void begins(int level) {
    const auto all = below(level, false, false, true);
    if (all.empty()) return;
    Literal l;
    l.kind = Literal::Kind::begins;
    l.ends = dice_.chance(40);
    l.atom = atom(dice_.of(all), 45, 15);
    binds(l.atom);
    const auto known = bound(Type::date);
    l.day = !known.empty() && dice_.chance(15) ? dice_.of(known) : fresh(Type::date);
    if (l.day.kind == Term::Kind::variable) bound_.insert(static_cast<int>(l.day.n));
    rule_->body.push_back(l);
  }

  // --- windows and aggregates

  Length length(int days) {
    switch (dice_.below(8)) {
      case 0: return {1, Unit::weeks};
      case 1: return {1, Unit::months};
      case 2: return {24 * dice_.below(days), Unit::hours};
      case 3: return {86'400 * dice_.below(days), Unit::seconds};
      case 4: return {24 * 60 * dice_.below(days), Unit::minutes};
      default: return {dice_.below(days), Unit::days};
    }
  }

  // Least and most of one window: what is nearer must surely be so.
  void reach(Window& w) {
    if (dice_.chance(12)) return;
    w.most = length(10);
    if (w.most->n == 0 || dice_.chance(55)) return;
    if (w.most->unit == Unit::months) w.least = dice_.chance(50) ? Length{dice_.below(29), Unit::days} : Length{dice_.below(2), Unit::months};
    else if (dice_.chance(30)) w.least = *w.most;
    else w.least = {dice_.below(w.most->unit == Unit::weeks ? 8 : w.most->unit == Unit::days ? w.most->n + 1 : 1), Unit::days};
  }

  Window window(bool with_mark) {
    Window w;
    w.kind = static_cast<Window::Kind>(dice_.chance(10) ? 6 + dice_.below(2) : with_mark && dice_.chance(45) ? 4 + dice_.below(2) : dice_.below(4));
    if (w.kind != Window::Kind::ever && w.kind != Window::Kind::always) reach(w);
    return w;
  }
  static bool has_mark(const Window& w) { return w.kind == Window::Kind::since || w.kind == Window::Kind::until; }

  // An atom with values, of an open predicate or not.
  Atom tested_atom(const std::vector<int>& ordinary, const std::vector<int>& open, int percent_open) {
    const bool which = !open.empty() && (ordinary.empty() || dice_.chance(percent_open));
    return atom(dice_.of(which ? open : ordinary), 0, which ? 0 : 20);
  }

  void windowed(int level, bool same_too) {
    Literal l;
    l.kind = Literal::Kind::windowed;
    l.window = window(true);
    auto& w = *l.window;
    l.negated = dice_.chance(15);
    w.without = has_mark(w) && dice_.chance(35);
    const auto here = below(level, same_too && !l.negated, false, false), here_open = below(level, same_too && !l.negated, true, false);
    const auto lower = below(level, false, false, false), lower_open = below(level, false, true, false);
    const auto& left = w.without ? lower : here;
    const auto& left_open = w.without ? lower_open : here_open;
    if (here.empty() || left.empty()) return;
    if (l.negated) {
      l.atom = tested_atom(left, left_open, 25);
      if (has_mark(w)) w.mark = tested_atom(here, here_open, 25);
      rule_->body.push_back(l);
      return;
    }
    const bool tests_left = w.without || (!left_open.empty() && dice_.chance(20));
    const auto mark = [&] {
      if (!has_mark(w)) return;
      if (!here_open.empty() && dice_.chance(15)) { w.mark = tested_atom({}, here_open, 100); return; }
      w.mark = atom(dice_.of(here), 45, 15);
      binds(*w.mark);
    };
    if (tests_left) mark();
    if (w.without) l.atom = tested_atom(left, left_open, 25);
    else if (tests_left) l.atom = tested_atom({}, left_open, 100);
    else { l.atom = atom(dice_.of(left), 55, 15); binds(l.atom); mark(); }
    rule_->body.push_back(l);
  }

  void aggregate(int level) {
    Literal l;
    l.kind = Literal::Kind::aggregate;
    l.of = static_cast<Of>(dice_.below(4));
    auto all = below(level, false, false, l.of != Of::count);
    const auto fits = [&](Type t) { return l.of == Of::count || t == Type::number || (t == Type::date && l.of != Of::sum); };
    std::erase_if(all, [&](int p) { const auto& types = out_.predicates[static_cast<std::size_t>(p)].types; return std::none_of(types.begin(), types.end(), fits); });
    if (all.empty()) return;
    l.atom = atom(dice_.of(all), 0, 20);
    const auto& types = out_.predicates[static_cast<std::size_t>(l.atom.predicate)].types;
    const auto n = static_cast<int>(l.atom.terms.size());
    auto at = static_cast<std::size_t>(dice_.below(n));
    while (!fits(types[at])) at = static_cast<std::size_t>(dice_.below(n));
    const auto over = [&](std::size_t i) { l.atom.terms[i] = fresh(types[i]); l.over.push_back(static_cast<int>(l.atom.terms[i].n)); };
    over(at);
    for (std::size_t i = 0; i < types.size(); ++i) if (i != at && dice_.chance(30)) over(i);
    if (dice_.chance(40)) l.window = window(false);
    const auto type = l.of == Of::count ? Type::number : types[at];
    const auto known = bound(type);
    const auto result = !known.empty() && dice_.chance(20) ? dice_.of(known) : fresh(type);
    l.result = static_cast<int>(result.n);
    const bool inside = std::any_of(l.atom.terms.begin(), l.atom.terms.end(), [&](const Term& t) { return t.kind == Term::Kind::variable && t.n == l.result; });
    if (inside) return;
    bound_.insert(l.result);
    rule_->body.push_back(l);
  }

  void body(int level, bool recursive, int binders) {
    while (binders-- > 0) {
      if (dice_.chance(30)) windowed(level, recursive);
      else positive(level, recursive);
    }
    if (dice_.chance(30)) tested(level, recursive);
    const auto here = [&](const Atom& a) { return out_.predicates[static_cast<std::size_t>(a.predicate)].level == level; };
    const bool looks_at_itself = std::any_of(rule_->body.begin(), rule_->body.end(), [&](const Literal& l) { return here(l.atom) || (l.window && l.window->mark && here(*l.window->mark)); });
    if (dice_.chance(15)) begins(level);
    if (dice_.chance(15)) aggregate(level);
    for (int n = dice_.below(3); n > 0; --n)
      switch (dice_.below(5)) {
        case 0: case 1: absent(level); break;
        case 2: comparison(!looks_at_itself); break;
        case 3: clock(); break;
        default: reading();
      }
    if (rule_->body.empty()) clock();
    for (std::size_t i = 0; i < rule_->body.size(); ++i) rule_->order.push_back(i);
    for (std::size_t i = rule_->order.size(); i > 1; --i) std::swap(rule_->order[i - 1], rule_->order[static_cast<std::size_t>(dice_.below(static_cast<int>(i)))]);
  }

  Rule rule(int predicate) {
    Rule r;
    rule_ = &r;
    bound_.clear();
    r.number = ++count_;
    r.presumption = dice_.chance(10);
    const auto p = out_.predicates[static_cast<std::size_t>(predicate)];
    body(p.level, true, 1 + dice_.below(3));
    r.head = Atom{predicate, {}};
    for (const auto t : p.types) r.head->terms.push_back(given(t));
    add_exceptions(r, p.level, 35, 0);
    return r;
  }

  void add_exceptions(Rule& to, int level, int percent, int depth) {
    if (depth > 4) return;
    const auto before = bound_;
    for (int n = 0; n < 2 && dice_.chance(percent); ++n) {
      Rule r;
      r.number = ++count_;
      r.variables = to.variables;
      rule_ = &r;
      bound_ = before;
      body(level - 1, true, dice_.below(2));
      add_exceptions(r, level, 45, depth + 1);
      to.exceptions.push_back(std::move(r));
    }
    bound_ = before;
  }

  Dice dice_;
  Program out_;
  Rule* rule_ = nullptr;
  std::set<int> bound_;
  int count_ = 0;
};

// --- text

inline std::string iso(std::int64_t tick) {
  const std::chrono::year_month_day day{first_day + std::chrono::days{tick}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

inline std::string written(Type type, std::int64_t n) {
  switch (type) {
    case Type::e: return fmt::format("e{}", n);
    case Type::f: return fmt::format("f{}", n);
    case Type::number: return std::to_string(n);
    case Type::date: return iso(n);
    case Type::text: return fmt::format("\"t {}\"", n);
  }
  return "";
}

class Writer {
 public:
  explicit Writer(const Program& program) : program_(program) {}

  std::string all() {
    std::string out = "type E.\ntype F.\n";
    for (int i = 0; i < entities; ++i) out += fmt::format("entity e{0}: E \"E {0}\". entity f{0}: F.\n", i);
    for (std::size_t q = 0; q < program_.questions.size(); ++q) {
      out += fmt::format("question q{} \"Which?\"", q);
      for (int a = 0; a < program_.questions[q]; ++a) out += fmt::format("\n  answer a{0} \"answer {0}\" held by \"someone\"", a);
      out += ".\n";
    }
    if (const auto& h = program_.horizon) out += fmt::format("horizon from {} to {}.\n", iso(h->first), iso(h->second));
    for (const auto& p : program_.predicates) if (p.denial_of < 0) out += predicate(p);
    // Rules and facts in another order than that of their making: none of it may matter.
    for (auto r = program_.rules.rbegin(); r != program_.rules.rend(); ++r) rule(*r, nullptr, out);
    for (const auto& f : program_.facts) out += fact(f) + ".\n";
    return out;
  }

  std::string fact(const Fact& f) const {
    auto out = atom(f.atom, nullptr);
    if (f.from >= 0 && f.from == f.to) return out + " on " + iso(f.from);
    if (f.from >= 0) out += " from " + iso(f.from);
    if (f.to >= 0) out += " to " + iso(f.to);
    return out;
  }

  std::string atom(const Atom& a, const Rule* rule) const {
    const auto& p = program_.predicates[static_cast<std::size_t>(a.predicate)];
    std::string list;
    for (std::size_t i = 0; i < a.terms.size(); ++i) list += (i ? ", " : "") + term(a.terms[i], p.types[i], rule);
    return p.name + (a.terms.empty() ? "" : "(" + list + ")");
  }

  std::string ground(int predicate, const Tuple& tuple) const {
    Atom a{predicate, {}};
    for (const auto n : tuple) a.terms.push_back({Term::Kind::value, n});
    return atom(a, nullptr);
  }

 private:
  static std::string predicate(const Predicate& p) {
    std::string list, names;
    for (std::size_t i = 0; i < p.types.size(); ++i) {
      list += fmt::format("{}a{}: {}", i ? ", " : "", i, type_names[static_cast<std::size_t>(p.types[i])]);
      names += fmt::format(" {{a{}}}", i);
    }
    return fmt::format("{}predicate {}{} \"{} of{}\".\n", p.open ? "open " : "", p.name, p.types.empty() ? "" : "(" + list + ")", p.name, names);
  }

  static std::string term(const Term& t, Type type, const Rule*) {
    if (t.kind == Term::Kind::any) return "_";
    if (t.kind == Term::Kind::variable) return fmt::format("V{}", t.n);
    return written(type, t.n);
  }

  static std::string expression(const Expression& e) {
    using K = Expression::Kind;
    static constexpr std::array units{"days", "weeks", "months", "years"};
    if (e.kind == K::term) return term(e.term, e.type, nullptr);
    const auto part = expression(e.parts[0]);
    if (e.kind == K::next_month) return "next_month(" + part + ")";
    const char* sign = e.kind == K::plus || e.kind == K::plus_length ? " + " : " - ";
    if (e.kind == K::plus || e.kind == K::minus) return part + sign + expression(e.parts[1]);
    return fmt::format("{}{}{} {}", part, sign, e.length, units[static_cast<std::size_t>(e.unit)]);
  }

  std::string literal(const Literal& l) const {
    static constexpr std::array relations{"=", "!=", "<", "<=", ">", ">="};
    static constexpr std::array clocks{"from", "after", "before", "until", "on"};
    switch (l.kind) {
      case Literal::Kind::atom: return atom(l.atom, nullptr);
      case Literal::Kind::absent: return "not " + atom(l.atom, nullptr);
      case Literal::Kind::reading: return fmt::format("reading(q{}, a{})", l.question, l.answer);
      case Literal::Kind::comparison: return fmt::format("{} {} {}", expression(l.left), relations[static_cast<std::size_t>(l.by)], expression(l.right));
      case Literal::Kind::clock: return fmt::format("{} {}", clocks[static_cast<std::size_t>(l.clock)], expression(l.left));
      case Literal::Kind::begins: return fmt::format("{} {} on {}", atom(l.atom, nullptr), l.ends ? "ends" : "begins", term(l.day, Type::date, nullptr));
      case Literal::Kind::windowed: return fmt::format("{}{}{}{}", l.negated ? "not " : "", l.window->without ? "without " : "", atom(l.atom, nullptr), window(*l.window));
      case Literal::Kind::aggregate: return aggregate(l);
    }
    return "";
  }

  std::string aggregate(const Literal& l) const {
    static constexpr std::array words{"count", "sum", "min", "max"};
    std::string over;
    for (const auto v : l.over) over += fmt::format("{} V{}", over.empty() ? "" : ",", v);
    return fmt::format("V{} = {}{}: {}{}", l.result, words[static_cast<std::size_t>(l.of)], over, atom(l.atom, nullptr), l.window ? window(*l.window) : "");
  }

  static std::string length(const Length& l) {
    static constexpr std::array units{"day", "week", "month", "year", "hour", "minute", "second"};
    return fmt::format("{} {}{}", l.n, units[static_cast<std::size_t>(l.unit)], l.n == 1 ? "" : "s");
  }

  std::string window(const Window& w) const {
    static constexpr std::array kinds{"in the past", "throughout the past", "in the next", "throughout the next", "since", "until", "ever", "always"};
    std::string out = std::string(" ") + kinds[static_cast<std::size_t>(w.kind)];
    if (w.mark) out += " " + atom(*w.mark, nullptr);
    if (!w.most) return out;
    const bool one = w.kind == Window::Kind::some_past && w.least.n == w.most->n && w.least.unit == w.most->unit;
    if (one) return " " + length(w.least) + " ago";
    if (w.mark) out += " within";
    return out + " " + (w.least.n > 0 ? length(w.least) + " to " : "") + length(*w.most);
  }

  void rule(const Rule& r, const Rule* to, std::string& out) {
    out += fmt::format("[R {}] {}", r.number, r.presumption ? "presumption " : "");
    out += r.head ? atom(*r.head, nullptr) : fmt::format("except to [R {}]", to->number);
    for (std::size_t i = 0; i < r.order.size(); ++i) out += (i ? ", " : " if ") + literal(r.body[r.order[i]]);
    out += ".\n";
    for (const auto& e : r.exceptions) rule(e, &r, out);
  }

  const Program& program_;
};

// --- shrinking

// Takes out rules, exceptions, facts and literals as long as `fails` says that what is left still fails in the same way.
inline Program shrunk(Program program, const std::function<bool(const Program&)>& fails) {
  const auto try_without = [&](auto remove) {
    auto smaller = program;
    if (!remove(smaller) || !fails(smaller)) return false;
    program = std::move(smaller);
    return true;
  };
  const std::function<bool(Rule&, int&)> drop_inside = [&](Rule& r, int& n) {  // the n-th exception or literal below `r`
    for (std::size_t i = 0; i < r.exceptions.size(); ++i) {
      if (n-- == 0) { r.exceptions.erase(r.exceptions.begin() + static_cast<std::ptrdiff_t>(i)); return true; }
      if (drop_inside(r.exceptions[i], n)) return true;
    }
    for (std::size_t i = 0; i < r.body.size() && r.body.size() > 1; ++i)
      if (n-- == 0) {
        r.body.erase(r.body.begin() + static_cast<std::ptrdiff_t>(i));
        std::erase(r.order, i);
        for (auto& o : r.order) if (o > i) --o;
        return true;
      }
    return false;
  };
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t i = program.rules.size(); i-- > 0;) smaller |= try_without([&](Program& p) { p.rules.erase(p.rules.begin() + static_cast<std::ptrdiff_t>(i)); return true; });
    for (std::size_t i = program.facts.size(); i-- > 0;) smaller |= try_without([&](Program& p) { p.facts.erase(p.facts.begin() + static_cast<std::ptrdiff_t>(i)); return true; });
    for (int n = 0; n < 200; ++n) {
      bool any = false;
      smaller |= try_without([&](Program& p) {
        int left = n;
        any = std::any_of(p.rules.begin(), p.rules.end(), [&](Rule& r) { return drop_inside(r, left); });
        return any;
      });
      if (!any) break;
    }
  }
  return program;
}

}  // namespace dedere::reason::oracle
