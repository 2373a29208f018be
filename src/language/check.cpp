#include "language/check.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

namespace dedere::language {
namespace {

constexpr int deepest_exception = 16;  // evaluation and proofs recurse over the layers

namespace stx = syntax;
using Kind = stx::Term::Kind;

std::optional<time::IntervalSet> checked_period(const stx::Period& period) {
  const auto first = period.from ? time::Date::parse(period.from->text) : std::nullopt;
  const auto last = period.to ? time::Date::parse(period.to->text) : std::nullopt;
  auto when = time::IntervalSet::always();
  if (first) when &= time::IntervalSet::from(time::Instant::start_of(*first));
  if (last) when &= time::IntervalSet::before(time::Instant::start_of(*last + time::days{1}));
  if (when.empty()) return std::nullopt;
  return when;
}

// Faults of one statement, reported with its sources.
class Reporter {
 public:
  Reporter(const Sources& sources, std::vector<Diagnostic>& faults) : sources_(sources), faults_(faults) {}

  void error(const char* code, Span span, std::string message, std::string help, std::string label = "") {
    auto diagnostic = fault(code, std::move(message), std::move(help), sources_.place(span));
    diagnostic.label = std::move(label);
    faults_.push_back(std::move(diagnostic));
    failed = true;
  }

  void warn(const char* code, Span span, std::string message, std::string help) {
    faults_.push_back(fault(code, std::move(message), std::move(help), sources_.place(span)));
    faults_.back().severity = Severity::warning;
  }

  // "unknown predicate `x`", with the nearest known name.
  void unknown(const char* code, const char* what, const stx::Name& name, const std::vector<std::string>& known) {
    const auto near = did_you_mean(name.text, known);
    error(code, name.span, fmt::format("unknown {} `{}`", what, name.text),
          near ? fmt::format("did you mean `{}`?", *near) : fmt::format("declare it, or check the spelling"));
  }

  bool failed = false;

 private:
  const Sources& sources_;
  std::vector<Diagnostic>& faults_;
};

// The variables of a rule while it is being checked.
struct Scope {
  static constexpr std::uint32_t untyped = ~0U;
  std::vector<std::string> names;
  std::vector<TypeId> types;
  std::vector<Span> first;
  std::vector<int> uses;

  [[nodiscard]] bool typed(const std::string& name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return types[i].index != untyped;
    return false;
  }

  Variable variable(const stx::Term& term) {
    for (std::uint32_t i = 0; i < names.size(); ++i)
      if (names[i] == term.text) { ++uses[i]; return {i}; }
    names.push_back(term.text);
    types.push_back({untyped});
    first.push_back(term.span);
    uses.push_back(1);
    return {static_cast<std::uint32_t>(names.size() - 1)};
  }
};

class Resolver {
 public:
  Resolver(Program& program, const Sources& sources, std::vector<Diagnostic>& faults) : program_(program), report_(sources, faults) {}

  Reporter& report() { return report_; }

  std::vector<std::string> predicate_names() const {
    std::vector<std::string> names;
    for (const auto& p : program_.predicates) if (!p.denial_of) names.push_back(p.name);
    return names;
  }

  std::optional<Atom> atom(const stx::Atom& written, Scope& scope) {
    auto id = program_.find_predicate(written.predicate.text);
    if (!id) { report_.unknown("L010", "predicate", written.predicate, predicate_names()); return std::nullopt; }
    if (written.denied) {
      if (!program_[*id].open()) {
        report_.error("L023", written.predicate.span, fmt::format("`{}` is not an open predicate", written.predicate.text), "only what is declared `open predicate` can be denied; otherwise leave the fact out, or write `not`");
        return std::nullopt;
      }
      id = program_[*id].denial;
    }
    const auto& arguments = program_[*id].arguments;
    if (arguments.size() != written.arguments.size()) {
      report_.error("L011", written.span, fmt::format("`{}` has {} argument{}, here {}", written.predicate.text, arguments.size(), arguments.size() == 1 ? "" : "s", written.arguments.size()), signature(*id));
      return std::nullopt;
    }
    Atom out{*id, {}, written.span};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const auto operand = term(written.arguments[i], arguments[i].type, scope);
      if (!operand) return std::nullopt;
      out.arguments.push_back(*operand);
    }
    return out;
  }

  // A term where a value of `type` stands.
  std::optional<Operand> term(const stx::Term& t, TypeId type, Scope& scope) {
    if (t.kind == Kind::wildcard) return Any{};
    if (t.kind == Kind::variable) {
      const auto v = scope.variable(t);
      return typed(v, type, t, scope) ? std::optional<Operand>(v) : std::nullopt;
    }
    if (t.kind == Kind::name) return entity(t, type);
    const auto value = plain(t);
    if (program_.values.type(value) == type) return value;
    mismatch(t, program_.values.type(value), type);
    return std::nullopt;
  }

  bool typed(Variable v, TypeId type, const stx::Term& t, Scope& scope) {
    auto& known = scope.types[v.index];
    if (known.index == Scope::untyped) known = type;
    if (known == type) return true;
    report_.error("L012", t.span, fmt::format("`{}` is a {} here and a {} elsewhere in this rule", t.text, type_name(type), type_name(known)), "use another variable");
    return false;
  }

  // An expression and its type; nullopt after a fault. A lone variable may still be untyped.
  struct Typed { Expression expression; std::optional<TypeId> type; };
  std::optional<Typed> expression(const stx::Expression& e, std::optional<TypeId> wanted, Scope& scope) {
    using K = stx::Expression::Kind;
    Typed out;
    out.expression.kind = e.kind;
    out.expression.length = e.length;
    out.expression.unit = e.unit;
    switch (e.kind) {
      case K::term: return leaf(e.term, wanted, scope);
      case K::plus_length: case K::minus_length: case K::next_month: {
        auto part = expression(e.parts[0], date_type, scope);
        if (!part || !want(e.parts[0].span, part->type, date_type)) return std::nullopt;
        out.expression.parts.push_back(std::move(part->expression));
        out.type = date_type;
        return out;
      }
      case K::plus: case K::minus:
        for (const auto& p : e.parts) {
          auto part = expression(p, number_type, scope);
          if (!part || !want(p.span, part->type, number_type)) return std::nullopt;
          out.expression.parts.push_back(std::move(part->expression));
        }
        out.type = number_type;
        return out;
    }
    return std::nullopt;
  }

  std::string type_name(TypeId type) const { return program_.types[type.index]; }

 private:
  std::string signature(PredicateId id) const {
    std::string list;
    for (const auto& a : program_[id].arguments) list += (list.empty() ? "" : ", ") + a.name + ": " + type_name(a.type);
    return fmt::format("it is declared as `{}({})`", program_[id].name, list);
  }

  void mismatch(const stx::Term& t, TypeId is, TypeId should) {
    report_.error("L012", t.span, fmt::format("a {} stands where a {} belongs", type_name(is), type_name(should)), "check the order of the arguments");
  }

  bool want(Span span, std::optional<TypeId> is, TypeId should) {
    if (!is || *is == should) return true;
    report_.error("L028", span, fmt::format("a {} stands where a {} belongs", type_name(*is), type_name(should)), "lengths such as `60 days` are added to days, numbers to numbers");
    return false;
  }

  Value plain(const stx::Term& t) {
    if (t.kind == Kind::number) return program_.values.number(std::stoll(t.text));
    if (t.kind == Kind::date) return program_.values.date(*time::Date::parse(t.text));
    return program_.values.text(t.text);
  }

  std::optional<Operand> entity(const stx::Term& t, TypeId type) {
    if (type <= text_type) {
      report_.error("L012", t.span, fmt::format("the entity `{}` stands where a {} belongs", t.text, type_name(type)), type == text_type ? "put text in quotes" : "check the order of the arguments");
      return std::nullopt;
    }
    if (const auto value = program_.values.find_entity(type, t.text)) return *value;
    report_.unknown("L013", type_name(type).c_str(), {t.text, t.span}, program_.values.entity_ids(type));
    return std::nullopt;
  }

  std::optional<Typed> leaf(const stx::Term& t, std::optional<TypeId> wanted, Scope& scope) {
    Typed out;
    if (t.kind == Kind::wildcard) {
      report_.error("L015", t.span, "`_` has no value to compare", "name it with a `Variable`");
      return std::nullopt;
    }
    if (t.kind == Kind::variable) {
      const auto v = scope.variable(t);
      if (wanted && scope.types[v.index].index == Scope::untyped) scope.types[v.index] = *wanted;
      out.expression.operand = v;
      if (scope.types[v.index].index != Scope::untyped) out.type = scope.types[v.index];
      return out;
    }
    if (t.kind == Kind::name) {
      if (!wanted || *wanted <= text_type) {
        report_.error("L012", t.span, fmt::format("`{}` has no type here", t.text), "compare it with a variable that an atom gives its value, and write the variable first");
        return std::nullopt;
      }
      const auto value = entity(t, *wanted);
      if (!value) return std::nullopt;
      out.expression.operand = *value;
      out.type = wanted;
      return out;
    }
    const auto value = plain(t);
    out.expression.operand = value;
    out.type = program_.values.type(value);
    return out;
  }

  Program& program_;
  Reporter report_;
};

void variables_of(const Expression& e, std::set<std::uint32_t>& out) {
  if (const auto* v = std::get_if<Variable>(&e.operand); v && e.kind == stx::Expression::Kind::term) out.insert(v->index);
  for (const auto& part : e.parts) variables_of(part, out);
}

std::set<std::uint32_t> variables_of(const Atom& atom) {
  std::set<std::uint32_t> out;
  for (const auto& operand : atom.arguments)
    if (const auto* v = std::get_if<Variable>(&operand)) out.insert(v->index);
  return out;
}

const char* unit_name(stx::Unit unit) {
  switch (unit) {
    case stx::Unit::seconds: return "seconds";
    case stx::Unit::minutes: return "minutes";
    case stx::Unit::hours: return "hours";
    case stx::Unit::days: return "days";
    case stx::Unit::weeks: return "weeks";
    case stx::Unit::months: return "months";
    case stx::Unit::years: return "years";
  }
  return "";
}

// A length of one unit in seconds (or, of the calendar, in months).
std::int64_t size(stx::Unit unit) {
  switch (unit) {
    case stx::Unit::seconds: case stx::Unit::months: return 1;
    case stx::Unit::minutes: return 60;
    case stx::Unit::hours: return 3'600;
    case stx::Unit::days: return 86'400;
    case stx::Unit::weeks: return 7 * 86'400;
    case stx::Unit::years: return 12;
  }
  return 1;
}

bool of_calendar(stx::Unit unit) { return unit == stx::Unit::months || unit == stx::Unit::years; }

// 10,000 years, which is all that there is.
std::int64_t longest(stx::Unit unit) { return (of_calendar(unit) ? 120'000 : 10'000 * std::int64_t{366} * 86'400) / size(unit); }

// Whether `a` is at most as long as `b`, from whatever day they are counted.
bool surely_within(const stx::Length& a, const stx::Length& b) {
  const auto x = a.n * size(a.unit), y = b.n * size(b.unit);
  if (of_calendar(a.unit) == of_calendar(b.unit)) return x <= y;
  return of_calendar(a.unit) ? x * 31 * 86'400 <= y : x <= y * 28 * 86'400;
}

// Which variables have a value, given what comes from outside and the body's literals in any order.
class Binding {
 public:
  Binding(const Program& program, const std::vector<Literal>& body, std::set<std::uint32_t> given) : bound(std::move(given)), program_(program) {
    for (bool more = true; more;) {
      const auto before = bound.size();
      for (const auto& literal : body) std::visit([&](const auto& l) { bind(l); }, literal.is);
      more = bound.size() > before;
    }
  }
  std::set<std::uint32_t> bound;

 private:
  [[nodiscard]] bool has_all(const Expression& e) const {
    std::set<std::uint32_t> needed;
    variables_of(e, needed);
    return std::includes(bound.begin(), bound.end(), needed.begin(), needed.end());
  }
  void add(const Atom& atom) { for (const auto v : variables_of(atom)) bound.insert(v); }
  void bind(const AtomLiteral& l) { if (!l.negated && !program_[l.atom.predicate].open()) add(l.atom); }
  void bind(const ReadingLiteral&) {}
  void bind(const ClockLiteral&) {}
  void bind(const Begins& l) {
    add(l.atom);
    if (const auto* v = std::get_if<Variable>(&l.day)) bound.insert(v->index);
  }
  void bind(const Windowed& l) {
    if (l.negated) return;
    if (!l.window.without && !program_[l.atom.predicate].open()) add(l.atom);
    if (l.window.mark && !program_[l.window.mark->predicate].open()) add(*l.window.mark);
  }
  void bind(const Aggregate& l) { bound.insert(l.result.index); }
  void bind(const Comparison& l) {
    if (l.relation != stx::Relation::equal) return;
    const auto lone = [](const Expression& e) { return e.kind == stx::Expression::Kind::term ? std::get_if<Variable>(&e.operand) : nullptr; };
    if (const auto* v = lone(l.left); v && has_all(l.right)) bound.insert(v->index);
    if (const auto* v = lone(l.right); v && has_all(l.left)) bound.insert(v->index);
  }
  const Program& program_;
};

class RuleChecker {
 public:
  RuleChecker(Program& program, Resolver& resolver) : program_(program), resolver_(resolver) {}

  // Checks a body in `scope`, where the variables of `given` have values already.
  std::vector<Literal> body(const std::vector<stx::Literal>& written, Scope& scope, const std::set<std::uint32_t>& given) {
    std::vector<Literal> out;
    std::vector<std::optional<Literal>> found(written.size());
    const auto check = [&](std::size_t i) { found[i] = std::visit([&](const auto& l) { return literal(l, written[i].span, scope); }, written[i].is); };
    // Atoms first: they give variables their types, which comparisons need; comparisons may pass them on to each other, in any order.
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < written.size(); ++i)
      if (is_comparison(written[i])) waiting.push_back(i);
      else check(i);
    while (!waiting.empty()) {
      const auto typed = std::stable_partition(waiting.begin(), waiting.end(), [&](std::size_t i) { return has_type(written[i], scope); });
      const auto ready = typed == waiting.begin() ? waiting.end() : typed;
      for (auto i = waiting.begin(); i != ready; ++i) check(*i);
      waiting.erase(waiting.begin(), ready);
    }
    for (auto& literal : found) if (literal) out.push_back(std::move(*literal));
    if (!resolver_.report().failed) safe(out, scope, given);
    return out;
  }

  void head_safe(const Atom& head, const std::vector<Literal>& body, const Scope& scope, Span span) {
    const Binding binding(program_, body, {});
    for (const auto& operand : head.arguments) {
      if (std::holds_alternative<Any>(operand)) resolver_.report().error("L026", span, "`_` in a conclusion", "name the value with a variable that the body binds");
      const auto* v = std::get_if<Variable>(&operand);
      if (v && !binding.bound.contains(v->index))
        resolver_.report().error("L014", scope.first[v->index], fmt::format("`{}` in the head has no value", scope.names[v->index]), "add a premise that binds it",
                                 fmt::format("no premise gives `{}` a value", scope.names[v->index]));
    }
  }

 private:
  // Does one side of a comparison show which type both have?
  static bool has_type(const stx::Literal& literal, const Scope& scope) {
    const auto* l = std::get_if<stx::Comparison>(&literal.is);
    if (!l) return true;
    const auto shows = [&](const stx::Expression& e) {
      if (e.kind != stx::Expression::Kind::term) return true;
      return e.term.kind == Kind::variable ? scope.typed(e.term.text) : e.term.kind != Kind::name;
    };
    return shows(l->left) || shows(l->right);
  }

  static bool is_comparison(const stx::Literal& l) { return std::holds_alternative<stx::Comparison>(l.is) || std::holds_alternative<stx::ClockLiteral>(l.is); }

  std::optional<Literal> literal(const stx::AtomLiteral& l, Span span, Scope& scope) {
    auto atom = resolver_.atom(l.atom, scope);
    if (!atom) return std::nullopt;
    return Literal{AtomLiteral{std::move(*atom), l.negated}, span};
  }

  std::optional<Literal> literal(const stx::ReadingLiteral& l, Span span, Scope&) {
    const auto id = program_.find_question(l.question.text);
    if (!id) {
      std::vector<std::string> known;
      for (const auto& q : program_.questions) known.push_back(q.name);
      resolver_.report().unknown("L016", "question", l.question, known);
      return std::nullopt;
    }
    const auto& answers = program_[*id].answers;
    for (std::uint32_t i = 0; i < answers.size(); ++i)
      if (answers[i].name == l.answer.text) return Literal{ReadingLiteral{*id, i}, span};
    std::vector<std::string> known;
    for (const auto& a : answers) known.push_back(a.name);
    resolver_.report().unknown("L016", "answer", l.answer, known);
    return std::nullopt;
  }

  std::optional<Literal> literal(const stx::Comparison& l, Span span, Scope& scope) {
    auto left = resolver_.expression(l.left, std::nullopt, scope);
    if (!left) return std::nullopt;
    auto right = resolver_.expression(l.right, left->type, scope);
    if (!right) return std::nullopt;
    if (!left->type && right->type) left = resolver_.expression(l.left, right->type, scope);
    if (!left || !left->type || !right->type || left->type != right->type) {
      const auto shown = [&](const auto& side) { return side && side->type ? resolver_.type_name(*side->type) : std::string("value of unknown type"); };
      resolver_.report().error("L028", span, fmt::format("a {} is compared with a {}", shown(left), shown(right)), "compare values of one type");
      return std::nullopt;
    }
    const bool ordered = l.relation != stx::Relation::equal && l.relation != stx::Relation::unequal;
    if (ordered && *left->type != number_type && *left->type != date_type) {
      resolver_.report().error("L028", span, fmt::format("values of type {} have no order", resolver_.type_name(*left->type)), "compare numbers or days");
      return std::nullopt;
    }
    return Literal{Comparison{l.relation, std::move(left->expression), std::move(right->expression)}, span};
  }

  std::optional<Literal> literal(const stx::ClockLiteral& l, Span span, Scope& scope) {
    auto day = resolver_.expression(l.day, date_type, scope);
    if (!day) return std::nullopt;
    if (!day->type || *day->type != date_type) {
      resolver_.report().error("L028", span, "a day belongs here", "write a Date, a variable of that type, or `D + 60 days`");
      return std::nullopt;
    }
    return Literal{ClockLiteral{l.clock, std::move(day->expression)}, span};
  }

  std::optional<Literal> literal(const stx::Begins& l, Span span, Scope& scope) {
    auto atom = resolver_.atom(l.atom, scope);
    const auto day = atom ? resolver_.term(l.day, date_type, scope) : std::nullopt;
    if (!day) return std::nullopt;
    return Literal{Begins{std::move(*atom), *day, l.ends}, span};
  }

  std::optional<Window> window(const stx::Window& w, Scope& scope) {
    if (!is_window(w)) return std::nullopt;
    Window out{w.kind, w.least, w.most, w.without, {}};
    if (!w.mark) return out;
    auto mark = resolver_.atom(*w.mark, scope);
    if (!mark) return std::nullopt;
    out.mark = std::move(*mark);
    return out;
  }

  // Ordered whatever the day is: a month has 28 to 31 days.
  bool is_window(const stx::Window& w) {
    const auto written = [](const stx::Length& l) {
      const std::string_view unit = unit_name(l.unit);
      return fmt::format("{} {}", l.n, l.n == 1 ? unit.substr(0, unit.size() - 1) : unit);
    };
    for (const auto& l : {w.least, w.most.value_or(stx::Length{})})
      if (l.n > longest(l.unit)) {
        resolver_.report().error("L033", w.span, fmt::format("{} are longer than the calendar", written(l)), fmt::format("write at most {} {}", longest(l.unit), unit_name(l.unit)));
        return false;
      }
    if (!w.most || w.least.n == 0 || surely_within(w.least, *w.most)) return true;
    resolver_.report().error("L033", w.span, fmt::format("{} may be longer than {}", written(w.least), written(*w.most)), "write the nearer end of the window first, such as `2 days to 7 days`");
    return false;
  }

  std::optional<Literal> literal(const stx::Windowed& l, Span span, Scope& scope) {
    auto atom = resolver_.atom(l.atom, scope);
    auto window = atom ? this->window(l.window, scope) : std::nullopt;
    if (!window) return std::nullopt;
    return Literal{Windowed{std::move(*atom), std::move(*window), l.negated}, span};
  }

  std::optional<Literal> literal(const stx::Aggregate& l, Span span, Scope& scope) {
    auto atom = resolver_.atom(l.atom, scope);
    if (!atom) return std::nullopt;
    Aggregate out{l.kind, {}, {}, std::move(*atom), {}};
    const auto known = variables_of(out.atom);
    for (const auto& term : l.over) {
      const auto v = scope.variable(term);
      if (!known.contains(v.index)) return aggregate_fault("L015", term.span, fmt::format("`{}` does not stand in what is counted", term.text), "write `N = count S: party(S)`");
      if (std::find(out.over.begin(), out.over.end(), v) != out.over.end()) return aggregate_fault("L015", term.span, fmt::format("`{}` is counted twice", term.text), "name it once");
      out.over.push_back(v);
    }
    const auto type = result_type(l, scope.types[out.over[0].index]);
    const auto result = type ? resolver_.term(l.result, *type, scope) : std::nullopt;
    if (!result) return std::nullopt;
    out.result = std::get<Variable>(*result);
    if (known.contains(out.result.index)) return aggregate_fault("L015", l.result.span, fmt::format("`{}` is the result and stands in what is counted", l.result.text), "use another variable");
    if (!l.window) return Literal{std::move(out), span};
    out.window = window(*l.window, scope);
    if (!out.window) return std::nullopt;
    return Literal{std::move(out), span};
  }

  std::optional<Literal> aggregate_fault(const char* code, Span span, std::string message, std::string help) {
    resolver_.report().error(code, span, std::move(message), std::move(help));
    return std::nullopt;
  }

  // Of what: the type of the first variable.
  std::optional<TypeId> result_type(const stx::Aggregate& l, TypeId of) {
    using K = stx::Aggregate::Kind;
    if (l.kind == K::count) return number_type;
    if (of == number_type || (of == date_type && l.kind != K::sum)) return of;
    aggregate_fault("L028", l.over[0].span, fmt::format("`{}` is a {}", l.over[0].text, resolver_.type_name(of)), l.kind == K::sum ? "only numbers have a sum" : "only numbers and days have a least and a greatest");
    return std::nullopt;
  }

  void need(std::uint32_t v, const std::set<std::uint32_t>& bound, const Scope& scope, Span span, const char* where) {
    if (bound.contains(v)) return;
    resolver_.report().error("L015", span, fmt::format("`{}` has no value {}", scope.names[v], where), "add a premise that binds it, such as an ordinary atom that is not negated");
  }

  static constexpr auto in_open = "in this open predicate, which is not known to be complete";

  // An atom that gives no values.
  void tested(const Atom& atom, const std::set<std::uint32_t>& bound, const Scope& scope, Span span, const char* where) {
    for (const auto v : variables_of(atom)) need(v, bound, scope, span, where);
    if (program_[atom.predicate].open() && std::any_of(atom.arguments.begin(), atom.arguments.end(), [](const Operand& o) { return std::holds_alternative<Any>(o); }))
      resolver_.report().error("L015", span, "`_` in an open predicate", "name the value with a variable that another premise binds");
  }

  void safe(const std::vector<Literal>& body, const Scope& scope, const std::set<std::uint32_t>& given) {
    const auto bound = Binding(program_, body, given).bound;
    for (const auto& literal : body) {
      if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) {
        if (!l->negated && !program_[l->atom.predicate].open()) continue;
        tested(l->atom, bound, scope, literal.span, l->negated ? "in this negation" : in_open);
      }
      if (const auto* l = std::get_if<Windowed>(&literal.is)) {
        const auto open = [&](const Atom& atom) { return program_[atom.predicate].open(); };
        if (l->negated || l->window.without || open(l->atom)) tested(l->atom, bound, scope, literal.span, l->negated ? "in this negation" : l->window.without ? "in this `without`" : in_open);
        if (const auto& mark = l->window.mark; mark && (l->negated || open(*mark))) tested(*mark, bound, scope, literal.span, l->negated ? "in this negation" : in_open);
      }
      std::set<std::uint32_t> used;
      if (const auto* l = std::get_if<Comparison>(&literal.is)) { variables_of(l->left, used); variables_of(l->right, used); }
      if (const auto* l = std::get_if<ClockLiteral>(&literal.is)) variables_of(l->day, used);
      if (const auto* l = std::get_if<Aggregate>(&literal.is)) {
        if (program_[l->atom.predicate].open())
          resolver_.report().error("L032", literal.span, fmt::format("`{}` is counted, but it is open", program_[l->atom.predicate].name),
                                   "count an ordinary predicate: nobody knows for how many values an open one holds");
        used = variables_of(l->atom);
        for (const auto v : l->over)
          if (used.erase(v.index) && bound.contains(v.index))
            resolver_.report().error("L015", literal.span, fmt::format("`{}` is counted and has a value elsewhere", scope.names[v.index]), "count another variable");
      }
      for (const auto v : used) need(v, bound, scope, literal.span, "here");
    }
  }

  Program& program_;
  Resolver& resolver_;
};

// The `{names}` of a template, each with whether it is known.
void check_template(const std::string& sentence, const std::vector<std::string>& known, Span span, Reporter& report) {
  for (std::size_t at = 0; (at = sentence.find('{', at)) != std::string::npos;) {
    const auto end = sentence.find('}', at);
    const auto word = sentence.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    if (end == std::string::npos || std::find(known.begin(), known.end(), word) == known.end()) {
      const auto near = did_you_mean(word, known);
      report.error("L022", span, fmt::format("`{{{}}}` in the sentence names no argument", word), near ? fmt::format("did you mean `{{{}}}`?", *near) : "use the names of the arguments");
      return;
    }
    at = end;
  }
}

class Checker {
 public:
  Checker(const stx::Tree& tree, const std::vector<OuterEntity>& outer, Program& program, std::vector<Diagnostic>& faults)
      : tree_(tree), outer_(outer), program_(program), faults_(faults) {}

  // Each step leaves complete what the later ones look up.
  void all() {
    each<stx::TypeDeclaration>([&](const auto& s, Resolver& r) { type(s, r); });
    outer_entities();
    each<stx::Entity>([&](const auto& s, Resolver& r) { entity(s, r); });
    each<stx::Predicate>([&](const auto& s, Resolver& r) { predicate(s, r); });
    each<stx::Question>([&](const auto& s, Resolver& r) { question(s, r); });
    rules();
    each<stx::Fact>([&](const auto& s, Resolver& r) { fact(s, r); });
    each<stx::Forbid>([&](const auto& s, Resolver& r) { forbid(s, r); });
    each<stx::Expectation>([&](const auto& s, Resolver& r) { expectation(s, r); });
    each<stx::Input>([&](const auto& s, Resolver& r) { named(s.predicates, program_.inputs, r); });
    each<stx::Output>([&](const auto& s, Resolver& r) { named(s.predicates, program_.outputs, r); });
    each<stx::Horizon>([&](const auto& s, Resolver& r) { horizon(s, r); });
  }

 private:
  // Nobody reads on, and to look for what was meant takes time with each fault.
  // Warnings do not count: without an error everything must be checked.
  [[nodiscard]] bool enough() {
    for (; seen_ < faults_.size(); ++seen_) errors_ += faults_[seen_].severity == Severity::error ? 1U : 0U;
    return errors_ >= most_errors;
  }

  template <class S, class Use>
  void each(Use use) {
    for (const auto& statement : tree_.statements)
      if (const auto* s = std::get_if<S>(&statement); s && !enough()) {
        Resolver resolver(program_, program_.sources, faults_);
        use(*s, resolver);
      }
  }

  void type(const stx::TypeDeclaration& s, Resolver& r) {
    if (program_.find_type(s.name.text)) return r.report().error("L020", s.name.span, fmt::format("type `{}` is declared twice", s.name.text), "remove one");
    program_.types.push_back(s.name.text);
  }

  void outer_entities() {
    for (const auto& e : outer_)
      if (const auto type = program_.find_type(e.type)) program_.values.name(program_.values.entity(*type, e.id), e.shown);
  }

  std::optional<TypeId> type_of(const stx::Name& name, Resolver& r) {
    const auto type = program_.find_type(name.text);
    if (!type) r.report().unknown("L021", "type", name, program_.types);
    return type;
  }

  void entity(const stx::Entity& s, Resolver& r) {
    const auto type = type_of(s.type, r);
    if (!type) return;
    if (*type <= text_type) return r.report().error("L021", s.type.span, fmt::format("a {} is not an entity", s.type.text), "declare a type of its own: `type State.`");
    if (program_.values.find_entity(*type, s.name.text)) return r.report().error("L020", s.name.span, fmt::format("`{}` is declared twice", s.name.text), "remove one, or choose another name");
    program_.values.name(program_.values.entity(*type, s.name.text), s.shown);
  }

  void predicate(const stx::Predicate& s, Resolver& r) {
    if (program_.find_predicate(s.name.text)) return r.report().error("L020", s.name.span, fmt::format("predicate `{}` is declared twice", s.name.text), "remove one, or choose another name");
    Predicate p;
    std::vector<std::string> names;
    for (const auto& a : s.arguments) {
      const auto type = type_of(a.type, r);
      if (!type) return;
      if (std::find(names.begin(), names.end(), a.name.text) != names.end()) return r.report().error("L020", a.name.span, fmt::format("two arguments are named `{}`", a.name.text), "choose another name");
      names.push_back(a.name.text);
      p.arguments.push_back({a.name.text, *type});
    }
    check_template(s.sentence, names, s.span, r.report());
    check_template(s.absence, names, s.span, r.report());
    p.name = s.name.text;
    p.sentence = s.sentence;
    p.absence = s.absence;
    p.span = s.span;
    const auto id = add(p);
    if (!s.open) return;
    p.name = "denied " + s.name.text;
    p.sentence = s.absence.empty() ? "it is not so that " + s.sentence : s.absence;
    p.absence = "nothing on record says that " + p.sentence;
    p.denial_of = id;
    program_.predicates[id.index].denial = add(p);
  }

  PredicateId add(const Predicate& p) {
    const PredicateId id{static_cast<std::uint32_t>(program_.predicates.size())};
    program_.predicates.push_back(p);
    program_.predicate_names.emplace(p.name, id);
    return id;
  }

  void question(const stx::Question& s, Resolver& r) {
    if (program_.find_question(s.name.text)) return r.report().error("L020", s.name.span, fmt::format("question `{}` is declared twice", s.name.text), "remove one");
    Question q{s.name.text, s.text, {}, s.span};
    for (const auto& a : s.answers) {
      if (std::any_of(q.answers.begin(), q.answers.end(), [&](const Answer& b) { return b.name == a.name.text; }))
        return r.report().error("L020", a.name.span, fmt::format("answer `{}` stands twice", a.name.text), "remove one");
      q.answers.push_back({a.name.text, a.text, a.held_by, a.settled ? time::Date::parse(a.settled->text) : std::nullopt});
    }
    program_.questions.push_back(std::move(q));
  }

  // A rule before its exceptions, whose variables it gives.
  void rules() {
    std::vector<const stx::Rule*> waiting;
    each<stx::Rule>([&](const stx::Rule& s, Resolver& r) {
      if (!labels_.insert(s.label.text).second) r.report().error("L017", s.label.span, fmt::format("label `{}` is used twice", s.label.text), "add a word after `;`, such as `[LABEL; later parties]`");
      else waiting.push_back(&s);
    });
    for (bool more = true; more;) {
      more = false;
      std::vector<const stx::Rule*> later;
      for (const auto* s : waiting) {
        if (enough()) return;
        if (s->exception_to && !program_.find_rule(s->exception_to->text)) { later.push_back(s); continue; }
        Resolver resolver(program_, program_.sources, faults_);
        rule(*s, resolver);
        more = true;
      }
      waiting = std::move(later);
    }
    for (const auto* s : waiting)
      if (!enough()) orphan(*s);
  }

  void orphan(const stx::Rule& s) {
    Resolver r(program_, program_.sources, faults_);
    const auto& to = *s.exception_to;
    if (!labels_.contains(to.text)) {
      std::vector<std::string> known;
      known.assign(labels_.begin(), labels_.end());
      return r.report().unknown("L018", "label", to, known);
    }
    if (on_circle(s)) r.report().error("L025", to.span, fmt::format("`{}` is, in the end, an exception to itself", s.label.text), "let the last layer except to a rule");
  }

  // Goes up the layers until it comes to one that has been told already, to a rule, or round to where it has been.
  bool on_circle(const stx::Rule& s) {
    if (parents_.empty())
      for (const auto& statement : tree_.statements)
        if (const auto* rule = std::get_if<stx::Rule>(&statement); rule && rule->exception_to) parents_.emplace(rule->label.text, rule->exception_to->text);
    std::vector<std::string> path;
    auto at = parents_.find(s.label.text);
    for (; at != parents_.end() && !circular_.contains(at->first); at = parents_.find(at->second)) {
      circular_.emplace(at->first, true);
      path.push_back(at->first);
    }
    const bool circular = at != parents_.end() && circular_[at->first];
    for (const auto& label : path) circular_[label] = circular;
    return circular;
  }

  int layers(RuleId id) const {
    int n = 1;
    for (auto at = program_[id].exception_to; at; at = program_[*at].exception_to) ++n;
    return n;
  }

  // The variables that have values once a rule's body holds: not those that are only counted in it.
  std::set<std::uint32_t> bound_in(RuleId id) const {
    const auto& rule = program_[id];
    return Binding(program_, rule.body, rule.exception_to ? bound_in(*rule.exception_to) : std::set<std::uint32_t>{}).bound;
  }

  void rule(const stx::Rule& s, Resolver& r) {
    Rule out{s.label.text, s.title, s.presumption, std::nullopt, std::nullopt, {}, {}, {}, {}, s.span};
    Scope scope;
    std::uint32_t given = 0;
    if (s.exception_to) {
      out.exception_to = program_.find_rule(s.exception_to->text);
      const auto& parent = program_[*out.exception_to];
      if (layers(*out.exception_to) > deepest_exception)
        return r.report().error("L031", s.label.span, fmt::format("an exception below {} layers of exceptions", deepest_exception), "let it except to an earlier layer");
      scope.names = parent.variables;
      scope.types = parent.types;
      scope.first.assign(parent.variables.size(), s.span);
      scope.uses.assign(parent.variables.size(), 2);
      given = static_cast<std::uint32_t>(parent.variables.size());
    }
    const auto with_values = out.exception_to ? bound_in(*out.exception_to) : std::set<std::uint32_t>{};
    RuleChecker checker(program_, r);
    if (s.head) out.head = r.atom(*s.head, scope);
    out.body = checker.body(s.body, scope, with_values);
    if (out.head && !r.report().failed) checker.head_safe(*out.head, out.body, scope, s.head->span);
    if (r.report().failed) return;
    for (std::size_t v = given; v < scope.names.size(); ++v)
      if (scope.uses[v] == 1)
        r.report().warn("L030", scope.first[v], fmt::format("`{}` stands only once", scope.names[v]), "write `_` if any value will do; otherwise check the spelling");
    out.variables = scope.names;
    out.types = scope.types;
    const RuleId id{static_cast<std::uint32_t>(program_.rules.size())};
    if (out.exception_to) program_.rules[out.exception_to->index].exceptions.push_back(id);
    program_.rule_labels.emplace(out.label, id);
    program_.rules.push_back(std::move(out));
  }

  void fact(const stx::Fact& s, Resolver&) {
    const auto checked = check_atom(s.atom, s.when, nullptr, program_.sources, program_, faults_);
    if (!checked) return;
    std::vector<Value> values;
    for (const auto& operand : checked->arguments) values.push_back(std::get<Value>(operand));
    program_.facts.push_back({checked->predicate, std::move(values), checked->when, {Origin::Kind::law, static_cast<std::uint32_t>(program_.facts.size())}});
    program_.fact_spans.push_back(s.atom.span);
  }

  void forbid(const stx::Forbid& s, Resolver& r) {
    Scope scope;
    RuleChecker checker(program_, r);
    auto body = checker.body(s.body, scope, {});
    check_template(s.sentence, scope.names, s.span, r.report());
    if (r.report().failed) return;
    Predicate p;
    p.name = fmt::format("forbid {}", program_.forbids.size() + 1);
    p.sentence = s.sentence;
    p.span = s.span;
    Atom head{{}, {}, s.span};
    const Binding binding(program_, body, {});
    for (const auto v : binding.bound) {
      p.arguments.push_back({scope.names[v], scope.types[v]});
      head.arguments.emplace_back(Variable{v});
    }
    head.predicate = add(p);
    const RuleId id{static_cast<std::uint32_t>(program_.rules.size())};
    program_.rules.push_back({p.name, "", false, head, std::nullopt, {}, std::move(body), scope.names, scope.types, s.span});
    program_.forbids.push_back({id, s.sentence});
  }

  void expectation(const stx::Expectation& s, Resolver&) {
    std::vector<std::string> names;
    const auto checked = check_atom(s.atom, s.when, &names, program_.sources, program_, faults_);
    if (checked) program_.expectations.push_back({s.kind, checked->predicate, checked->arguments, checked->when, s.span});
  }

  void named(const std::vector<stx::Name>& names, std::vector<PredicateId>& out, Resolver& r) {
    for (const auto& name : names) {
      const auto id = program_.find_predicate(name.text);
      if (!id) r.report().unknown("L010", "predicate", name, r.predicate_names());
      else if (std::find(out.begin(), out.end(), *id) != out.end()) r.report().error("L020", name.span, fmt::format("`{}` is declared twice", name.text), "remove one");
      else out.push_back(*id);
    }
  }

  void horizon(const stx::Horizon& s, Resolver& r) {
    if (program_.horizon) return r.report().error("L020", s.span, "the horizon is declared twice", "remove one");
    const auto from = instant(s.from, false, r), to = instant(s.to, true, r);
    if (!from || !to) return;
    program_.horizon = time::Interval::between(*from, *to);
    if (!program_.horizon) r.report().error("L024", s.to.span, "the horizon ends before it begins", "check the two ends");
  }

  // A day begins, or as the last one ends; a number is of seconds.
  std::optional<time::Instant> instant(const stx::Term& t, bool last, Resolver& r) {
    if (t.kind == Kind::number) return time::Instant{std::stoll(t.text)};
    if (t.kind == Kind::date) return time::Instant::start_of(*time::Date::parse(t.text) + time::days{last ? 1 : 0});
    r.report().error("L012", t.span, fmt::format("`{}` is no end of a horizon", t.text), "write a day, or a number of seconds since the beginning of 1970");
    return std::nullopt;
  }

  const stx::Tree& tree_;
  const std::vector<OuterEntity>& outer_;
  Program& program_;
  std::vector<Diagnostic>& faults_;
  std::size_t seen_ = 0, errors_ = 0;
  std::set<std::string> labels_;
  std::map<std::string, std::string> parents_;   // of the exceptions, by label
  std::map<std::string, bool> circular_;         // whether going up from a label never ends
};

}  // namespace

void check(const stx::Tree& tree, const std::vector<OuterEntity>& outer, Program& program, std::vector<Diagnostic>& faults) {
  Checker(tree, outer, program, faults).all();
}

std::optional<CheckedAtom> check_atom(const stx::Atom& atom, const stx::Period& period, std::vector<std::string>* variables, const Sources& sources,
                                      Program& program, std::vector<Diagnostic>& faults) {
  Resolver resolver(program, sources, faults);
  Scope scope;
  const auto checked = resolver.atom(atom, scope);
  if (!checked) return std::nullopt;
  if (!variables)
    for (std::size_t i = 0; i < checked->arguments.size(); ++i)
      if (!std::holds_alternative<Value>(checked->arguments[i])) {
        resolver.report().error("L026", atom.arguments[i].span, fmt::format("`{}` in a fact", atom.arguments[i].text), "a fact has values only; entities begin with a small letter");
        return std::nullopt;
      }
  const auto when = checked_period(period);
  if (!when) {
    resolver.report().error("L024", period.to->span, "the period ends before it begins", "check the two days");
    return std::nullopt;
  }
  if (variables) *variables = scope.names;
  return CheckedAtom{checked->predicate, checked->arguments, *when};
}

}  // namespace dedere::language
