#include "language/idle.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>

namespace dedere::language {
namespace {

using Says = std::function<void(const Atom&, bool needed)>;

// The atoms of a literal, each with whether the literal cannot hold unless the atom does at some time.
void atoms(const Literal& literal, const Says& says) {
  if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) says(l->atom, !l->negated);
  if (const auto* l = std::get_if<Begins>(&literal.is)) says(l->atom, true);
  if (const auto* l = std::get_if<Aggregate>(&literal.is)) says(l->atom, l->kind == syntax::Aggregate::Kind::min || l->kind == syntax::Aggregate::Kind::max);
  if (const auto* l = std::get_if<Windowed>(&literal.is)) {
    says(l->atom, !l->negated && !l->window.without);
    if (l->window.mark) says(*l->window.mark, !l->negated);
  }
}

// --- what may ever hold

// By predicate, whether a fact, something from elsewhere, or a rule all of whose premises may hold gives it. What is open or denied may be supposed.
std::vector<bool> may_hold(const Program& program, const std::vector<PredicateId>& filled) {
  std::vector<bool> may(program.predicates.size(), false);
  for (std::size_t p = 0; p < may.size(); ++p) may[p] = program.predicates[p].open() || program.predicates[p].denial_of;
  for (const auto& fact : program.facts) may[fact.predicate.index] = true;
  for (const auto* list : {&program.inputs, &filled}) for (const auto p : *list) may[p.index] = true;

  // Each rule waits for the premises that may not hold yet.
  std::vector<std::size_t> waits(program.rules.size(), 0);
  std::vector<std::vector<RuleId>> waiting(program.predicates.size());
  std::vector<RuleId> ready;
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    if (!program.rules[r].head) continue;
    for (const auto& literal : program.rules[r].body)
      atoms(literal, [&](const Atom& a, bool needed) { if (needed && !may[a.predicate.index]) { ++waits[r]; waiting[a.predicate.index].push_back({r}); } });
    if (waits[r] == 0) ready.push_back({r});
  }
  while (!ready.empty()) {
    const auto head = program[ready.back()].head->predicate;
    ready.pop_back();
    if (may[head.index]) continue;
    may[head.index] = true;
    for (const auto r : waiting[head.index]) if (--waits[r.index] == 0) ready.push_back(r);
  }
  return may;
}

// --- rules that contradict themselves

// Whether `not a` denies what `b` says.
bool denies(const Atom& a, const Atom& b) {
  if (a.predicate != b.predicate) return false;
  for (std::size_t i = 0; i < a.arguments.size(); ++i)
    if (!std::holds_alternative<Any>(a.arguments[i]) && a.arguments[i] != b.arguments[i]) return false;
  return true;
}

// What the body of a rule asks for that can be told without facts, with what the rules ask for that it is an exception to.
class Contradiction {
 public:
  explicit Contradiction(const Program& program) : program_(program) {}

  // The literal at which it shows, and the reason.
  struct Found { const Literal* literal; std::string why; };
  std::optional<Found> in(const Rule& rule) {
    for (auto above = rule.exception_to; above; above = program_[*above].exception_to)
      for (const auto& literal : program_[*above].body) (void)adds(literal);
    for (const auto& literal : rule.body)
      if (auto why = adds(literal); !why.empty()) return Found{&literal, std::move(why)};
    return std::nullopt;
  }

 private:
  std::string adds(const Literal& literal) {
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) return adds(*l);
    if (const auto* l = std::get_if<ReadingLiteral>(&literal.is)) return adds(*l);
    if (const auto* l = std::get_if<Comparison>(&literal.is)) return adds(*l);
    if (const auto* l = std::get_if<ClockLiteral>(&literal.is)) return adds(*l);
    return "";
  }

  std::string adds(const AtomLiteral& l) {
    for (const auto* other : atoms_)
      if (other->negated != l.negated && denies(l.negated ? l.atom : other->atom, l.negated ? other->atom : l.atom)) return "the rule asks for this and for its absence";
    atoms_.push_back(&l);
    return "";
  }

  std::string adds(const ReadingLiteral& l) {
    const auto [known, is_new] = answers_.emplace(l.question, l.answer);
    return is_new || known->second == l.answer ? "" : "the rule asks for two answers to one question";
  }

  std::string adds(const Comparison& l) {
    using By = syntax::Relation;
    if (l.left.kind != syntax::Expression::Kind::term || l.right.kind != syntax::Expression::Kind::term) return "";
    const auto *a = std::get_if<Value>(&l.left.operand), *b = std::get_if<Value>(&l.right.operand);
    const bool same = l.left.operand == l.right.operand;
    if (!same && (!a || !b)) return "";
    const bool ordered = a && b && program_.values.type(*a) <= date_type;
    const auto number = [&](Value v) { return program_.values.type(v) == date_type ? std::int64_t{program_.values.as_date(v).days_since_1970()} : program_.values.as_number(v); };
    const bool less = !same && ordered && number(*a) < number(*b);
    const bool holds = l.relation == By::equal ? same : l.relation == By::unequal ? !same : l.relation == By::less ? less : l.relation == By::at_most ? less || same
                       : l.relation == By::more ? !less && !same : !less;
    return holds ? "" : "this is never so";
  }

  std::string adds(const ClockLiteral& l) {
    const auto* v = l.day.kind == syntax::Expression::Kind::term ? std::get_if<Value>(&l.day.operand) : nullptr;
    if (!v) return "";
    const auto day = program_.values.as_date(*v);
    const auto begin = time::Instant::start_of(day), end = time::Instant::start_of(day + time::days{1});
    using Clock = syntax::Clock;
    switch (l.clock) {
      case Clock::from: when_ &= time::IntervalSet::from(begin); break;
      case Clock::after: when_ &= time::IntervalSet::from(end); break;
      case Clock::before: when_ &= time::IntervalSet::before(begin); break;
      case Clock::until: when_ &= time::IntervalSet::before(end); break;
      case Clock::on: when_ &= time::IntervalSet::days(day, day); break;
    }
    return when_.empty() ? "no day is left" : "";
  }

  const Program& program_;
  std::vector<const AtomLiteral*> atoms_;
  std::map<QuestionId, std::uint32_t> answers_;
  time::IntervalSet when_ = time::IntervalSet::always();
};

class Idle {
 public:
  Idle(const Program& program, const std::vector<PredicateId>& filled) : program_(program), filled_(filled), may_(may_hold(program, filled)) {}

  std::vector<Diagnostic> all() {
    for (const auto& rule : program_.rules) {
      never_concluded(rule);
      if (const auto found = Contradiction(program_).in(rule))
        warn("L035", found->literal->span, "this rule never holds", "take out one of the literals, or the rule", found->why);
    }
    never_used();
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return std::pair(a.first.file, a.first.begin) < std::pair(b.first.file, b.first.begin); });
    std::vector<Diagnostic> out;
    for (auto& [span, d] : found_) out.push_back(std::move(d));
    return out;
  }

 private:
  void warn(const char* code, Span span, std::string message, std::string help, std::string label = "") {
    if (found_.size() >= most_errors) return;
    found_.emplace_back(span, fault(code, std::move(message), std::move(help), program_.sources.place(span)));
    found_.back().second.severity = Severity::warning;
    found_.back().second.label = std::move(label);
  }

  // At its first use. Where rules conclude it, and none of them ever holds, it is they that are at fault, unless they only feed each other.
  void never_concluded(const Rule& rule) {
    for (const auto& literal : rule.body)
      atoms(literal, [&](const Atom& a, bool needed) {
        const auto p = a.predicate.index;
        if (may_[p] || told_[p]) return;
        const bool rules = !program_.rules_of[p].empty();
        const bool circle = rules && rule.head && program_.stratum_of[p] == program_.stratum_of[rule.head->predicate.index];
        if (rules && !circle) return;
        for (const auto q : program_.strata[program_.stratum_of[p]]) told_[q.index] = true;
        warn("L034", literal.span, circle ? fmt::format("`{}` follows from itself only", program_.predicates[p].name) : fmt::format("nothing concludes `{}`", program_.predicates[p].name),
             "add a fact or a rule; if its facts come from elsewhere, declare it `input`", needed ? "so the rule never holds" : "so it is never so");
      });
  }

  void never_used() {
    std::vector<bool> used(program_.predicates.size(), false);
    const auto use = [&](PredicateId p) {
      used[p.index] = true;
      if (const auto open = program_[p].denial_of) used[open->index] = true;
    };
    for (const auto& rule : program_.rules) {
      if (rule.head) use(rule.head->predicate);
      for (const auto& literal : rule.body) atoms(literal, [&](const Atom& a, bool) { use(a.predicate); });
    }
    for (const auto& fact : program_.facts) use(fact.predicate);
    for (const auto& e : program_.expectations) use(e.predicate);
    for (const auto* list : {&program_.inputs, &program_.outputs, &filled_}) for (const auto p : *list) use(p);
    for (std::size_t p = 0; p < used.size(); ++p)
      if (const auto& predicate = program_.predicates[p]; !used[p] && !predicate.denial_of)
        warn("L036", predicate.span, fmt::format("nothing concludes or uses `{}`", predicate.name), "take it out, or check the spelling where it was meant to stand");
  }

  const Program& program_;
  const std::vector<PredicateId>& filled_;
  std::vector<bool> may_, told_ = std::vector<bool>(may_.size(), false);
  std::vector<std::pair<Span, Diagnostic>> found_;
};

}  // namespace

std::vector<Diagnostic> idle(const Program& program, const std::vector<PredicateId>& filled) { return Idle(program, filled).all(); }

}  // namespace dedere::language
