#include "reason/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "language/token.hpp"
#include "reason/match.hpp"
#include "reason/window.hpp"

namespace dedere::reason {
namespace {

using namespace language;
using K = syntax::Expression::Kind;

// Beyond these an argument is cut, and says so (`shortened`): no stack may overflow, and nobody reads on.
constexpr int deepest_proof = 200, longest_proof = 50'000, deepest_refusal = 12, most_refusals = 500;

IntervalSet moment(Instant at) { return *Interval::between(at, at.shifted(1)); }

Operand bound(const Operand& operand, const Binding& binding) {
  const auto* v = std::get_if<Variable>(&operand);
  if (v && v->index < binding.size() && binding[v->index] != no_value) return binding[v->index];
  return operand;
}

std::vector<Operand> bound(const Atom& atom, const Binding& binding) {
  std::vector<Operand> out;
  for (const auto& operand : atom.arguments) out.push_back(bound(operand, binding));
  return out;
}

bool all_values(const std::vector<Operand>& operands, std::vector<Value>& values) {
  for (const auto& o : operands) {
    const auto* value = std::get_if<Value>(&o);
    if (!value) return false;
    values.push_back(*value);
  }
  return true;
}

const char* sign(syntax::Relation relation) {
  constexpr std::array signs{"is", "is not", "is before", "is at most", "is after", "is at least"};
  return signs[static_cast<std::size_t>(relation)];
}

const char* word(syntax::Clock clock) {
  constexpr std::array words{"on and after", "after", "before", "until", "on"};
  return words[static_cast<std::size_t>(clock)];
}

const char* word(syntax::Unit unit, std::int64_t n) {
  constexpr std::array many{"days", "weeks", "months", "years"}, one{"day", "week", "month", "year"};
  return (n == 1 ? one : many)[static_cast<std::size_t>(unit)];
}

// What a premise may rest on: within the group of predicates that its conclusion belongs to, only on what came in earlier batches.
struct Limit {
  std::optional<std::uint32_t> stratum;
  Batch before = 0;
};

const char* every(syntax::Window::Kind kind) { return kind == syntax::Window::Kind::all_past || kind == syntax::Window::Kind::all_next ? "throughout" : "in"; }

std::string length(const syntax::Length& l) {
  constexpr std::array many{"days", "weeks", "months", "years", "seconds", "minutes", "hours"}, one{"day", "week", "month", "year", "second", "minute", "hour"};
  return fmt::format("{} {}", l.n, (l.n == 1 ? one : many)[static_cast<std::size_t>(l.unit)]);
}

// "in the past 7 days", "2 days ago", "throughout the next 2 days to 7 days"
std::string words(const Window& w) {
  using Kind = syntax::Window::Kind;
  if (w.kind == Kind::ever) return "at some time";
  if (w.kind == Kind::always) return "always";
  const auto range = w.most ? (w.least.n == 0 ? length(*w.most) : length(w.least) + " to " + length(*w.most)) : w.least.n == 0 ? std::string() : length(w.least) + " or more";
  if (w.kind == Kind::since || w.kind == Kind::until) return range.empty() ? "" : " within " + range;
  const bool past = w.kind == Kind::some_past || w.kind == Kind::all_past;
  return fmt::format("{} the {}{}{}", every(w.kind), past ? "past" : "next", range.empty() ? "" : " ", range);
}

// The instants that a window sees from within `times`: as far as it looks, and not nearer than `least`.
IntervalSet sights(const Window& w, const syntax::Length& least, const IntervalSet& times) {
  using Kind = syntax::Window::Kind;
  if (w.kind == Kind::ever || w.kind == Kind::always) return times.empty() ? times : IntervalSet::always();
  const bool back = w.kind == Kind::some_past || w.kind == Kind::all_past || w.kind == Kind::since;
  const auto near = [&](Instant t) { return moved(t, back ? -least.n : least.n, least.unit); };
  const auto far = [&](Instant t) { return !w.most ? (back ? Instant::first() : Instant::last()) : moved(t, back ? -w.most->n : w.most->n, w.most->unit); };
  std::vector<Interval> all;
  for (const auto& i : times.intervals()) {
    const auto last = i.to().is_finite() ? i.to().shifted(-1) : i.to();
    const auto until = back ? near(last) : far(last);
    if (const auto seen = Interval::between(back ? far(i.from()) : near(i.from()), until.is_finite() ? until.shifted(1) : until)) all.push_back(*seen);
  }
  return IntervalSet::of(std::move(all));
}

class Explainer {
 public:
  explicit Explainer(const World& world, Instant at, Explained* explained = nullptr) : world_(world), program_(world.program()), at_(at), explained_(explained) {}

  std::optional<Proof> prove(PredicateId predicate, const std::vector<Value>& values, Mode mode, const Limit& limit = {}, int depth = 0) {
    // What is certain is proved as such, also among what is only possible.
    if (mode == Mode::possible && now(when(world_, predicate, values, Mode::certain))) return prove(predicate, values, Mode::certain, {}, depth);
    const auto& relation = world_.relation(predicate, mode, values);
    const auto row = relation.find(values);
    if (!row || !now(relation.when(*row))) return unknown(predicate, values, mode);
    auto proof = named(Proof::Kind::fact, predicate, values);
    proof.when = relation.when(*row).around(at_);
    if (mode == Mode::certain) proof.origin = world_.fact_at(predicate, *row, at_, &same_);  // what a fact says is certain
    if (proof.origin) return proof;
    proof.kind = Proof::Kind::rule;
    const bool cut = depth >= deepest_proof || ++steps_ > longest_proof;
    went(0, depth);
    cut_ = cut_ || cut;
    Limit own;
    if (world_.recursive(predicate)) {
      only_now();
      own = {program_.stratum_of[predicate.index], before(predicate, limit)};
      const auto batch = relation.born(*row, at_, own.before);
      if (!batch) return unknown(predicate, values, mode);
      own.before = *batch;
      conclude(proof, world_.rule_of(*batch), own, mode, cut, depth);
      return proof;
    }
    for (const auto rule : program_.rules_of[predicate.index])
      if (conclude(proof, rule, own, mode, cut, depth)) return proof;
    return proof;
  }

  std::vector<Refusal> refuse(PredicateId predicate, const std::vector<Operand>& arguments, int depth = 0) {
    std::vector<Refusal> all;
    went(depth, 0);
    // What is being explained further up is not explained again; and a refusal that nobody can read is cut.
    const auto atom = written(predicate, arguments);
    if (depth > deepest_refusal || !refusing_.insert(atom).second) {
      cut_ = true;
      return all;
    }
    for (const auto id : program_.rules_of[predicate.index]) {
      const auto binding = unify(id, arguments);
      if (!binding) continue;
      if (refusals_++ < most_refusals || depth == 0) all.push_back(refusal(id, *binding, depth));
      else cut_ = true;
    }
    refusing_.erase(atom);
    return all;
  }

  // The open atoms on which it turns whether the atom holds in `window`.
  std::vector<Unknown> unknowns(PredicateId predicate, const std::vector<Value>& values, const IntervalSet& window) {
    doubt(predicate, values, window);
    // A list of work and no recursion: what rests on what may go deep.
    while (!doubts_.empty()) {
      const auto next = std::move(doubts_.back());
      doubts_.pop_back();
      const std::vector<Operand> arguments(next.values.begin(), next.values.end());
      for (const auto id : program_.rules_of[next.predicate.index])
        if (const auto binding = unify(id, arguments)) doubt_rule(id, *binding, next.when);
      if (const auto denial = program_[next.predicate].denial) doubt(*denial, next.values, next.when);
    }
    return {unknown_.begin(), unknown_.end()};
  }

 private:
  Proof named(Proof::Kind kind, PredicateId predicate, const std::vector<Value>& values) const {
    Proof proof;
    proof.kind = kind;
    proof.sentence = program_.sentence(predicate, values);
    proof.atom = program_.written(predicate, values);
    proof.predicate = predicate;
    proof.values = values;
    proof.at = at_;
    return proof;
  }

  // --- what is kept of a refusal, to be said again

  // Is it so now? What is explained stays the same as long as the answers to this do.
  bool now(Times times) {
    same_ = time::common(same_, time::constant_around(times, at_));
    return times.holds(at_);
  }
  void only_now() { same_ = now_alone(); }
  [[nodiscard]] Interval now_alone() const { return Interval::spanning(at_, at_.shifted(1)); }

  // Where the ways through a rule are looked for: now; or at all times, where it is asked how long the explanation stays the same.
  [[nodiscard]] IntervalSet within() const { return to_be_kept_ ? IntervalSet::always() : moment(at_); }

  void went(int refusal, int proof) {
    deepest_ = std::max(deepest_, refusal);
    deepest_proof_ = std::max(deepest_proof_, proof);
  }

  // Why a premise does not hold: what has been said of it before, in this explanation or in one that is kept, or else anew.
  SharedList<Refusal> because(PredicateId predicate, const std::vector<Operand>& arguments, int depth) {
    if (program_.rules_of[predicate.index].empty()) return {};
    if (world_.recursive(predicate)) return SharedList(refuse(predicate, arguments, depth));   // what is left out of it depends on who asks
    Explained::Question question{predicate, {}};
    for (const auto& o : arguments) question.columns.push_back(std::holds_alternative<Value>(o) ? std::get<Value>(o) : no_value);
    const bool keeps = explained_ && explained_->speaks_for(world_, predicate);
    for (const auto* memory : {explained_, &own_})
      if (memory && (memory == &own_ || keeps))
        if (const auto* known = memory->find(question, at_); known && fits(*known, depth)) return again(*known, depth);

    const auto outer = std::make_tuple(same_, deepest_, deepest_proof_, cut_, to_be_kept_);
    const auto refusals = refusals_, steps = steps_;
    same_ = Interval::always();
    deepest_ = depth, deepest_proof_ = depth, cut_ = false, to_be_kept_ = keeps;
    Explained::Refused made{.because = SharedList(refuse(predicate, arguments, depth))};
    made.stretch = keeps ? same_ : now_alone();
    made.levels = deepest_ - depth, made.proof_levels = deepest_proof_ - depth;
    made.refusals = refusals_ - refusals, made.steps = steps_ - steps;
    const bool whole = !cut_;
    auto out = made.because;
    same_ = time::common(std::get<0>(outer), same_);
    deepest_ = std::max(std::get<1>(outer), deepest_), deepest_proof_ = std::max(std::get<2>(outer), deepest_proof_);
    cut_ = std::get<3>(outer) || cut_, to_be_kept_ = std::get<4>(outer);
    if (whole) (keeps && made.stretch != now_alone() ? *explained_ : own_).keep(std::move(question), std::move(made));
    return out;
  }

  // Would nothing of it be cut here?
  [[nodiscard]] bool fits(const Explained::Refused& r, int depth) const {
    return depth + r.levels <= deepest_refusal && depth + r.proof_levels < deepest_proof && refusals_ + r.refusals <= most_refusals && steps_ + r.steps <= longest_proof;
  }

  SharedList<Refusal> again(const Explained::Refused& r, int depth) {
    same_ = time::common(same_, r.stretch);
    went(depth + r.levels, depth + r.proof_levels);
    refusals_ += r.refusals, steps_ += r.steps;
    return r.because;
  }

  bool may_be(PredicateId predicate, const std::vector<Value>& values, Mode mode) {
    return mode == Mode::possible && program_[predicate].open() && now(when(world_, predicate, values, mode));
  }

  std::optional<Proof> unknown(PredicateId predicate, const std::vector<Value>& values, Mode mode) {
    return may_be(predicate, values, mode) ? std::optional(named(Proof::Kind::unknown, predicate, values)) : std::nullopt;
  }

  std::optional<Binding> unify(RuleId id, const std::vector<Operand>& arguments) const {
    const auto& rule = program_[id];
    Binding binding(rule.variables.size(), no_value);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const auto* value = std::get_if<Value>(&arguments[i]);
      if (!value) continue;
      const auto& operand = rule.head->arguments[i];
      if (const auto* v = std::get_if<Variable>(&operand)) {
        if (binding[v->index] != no_value && binding[v->index] != *value) return std::nullopt;
        binding[v->index] = *value;
      } else if (std::get<Value>(operand) != *value) {
        return std::nullopt;
      }
    }
    return binding;
  }

  [[nodiscard]] Batch before(PredicateId predicate, const Limit& limit) const {
    return limit.stratum == program_.stratum_of[predicate.index] ? limit.before : std::numeric_limits<Batch>::max();
  }

  // When the atom holds, as far as a premise may use it.
  IntervalSet times_of(const Atom& atom, const Binding& binding, Mode mode, const Limit& limit) const {
    if (limit.stratum != program_.stratum_of[atom.predicate.index]) return when_any(world_, mode, atom, binding);
    IntervalSet all;
    std::vector<Value> ground;
    if (program_[atom.predicate].open() && mode == Mode::possible && all_values(bound(atom, binding), ground)) all = when(world_, *program_[atom.predicate].denial, ground, Mode::certain).complement();
    const auto& relation = world_.computed(atom.predicate, mode);
    for (const auto& row : rows(world_, atom.predicate, bound(atom, binding), mode)) all |= relation.times_before(*relation.find(row.values), limit.before);
    return all;
  }

  // Runs the rule backwards: a way to conclude it from premises that were there before. First the way is found, then its premises are
  // proved: to prove them while looking would prove some of them again and again.
  bool conclude(Proof& proof, RuleId id, const Limit& limit, Mode mode, bool cut, int depth) {
    const auto& rule = program_[id];
    const std::vector<Operand> arguments(proof.values.begin(), proof.values.end());
    const auto given = unify(id, arguments);
    if (!given) return false;
    std::optional<Binding> way;
    Match match(world_, id, mode);
    const auto then = within();
    match.each(*given, then, [&](const Binding& binding, Times when) {
      if (!now(when) || (way && *way <= binding) || !rests_on_earlier(rule, binding, mode, limit) || now(match.defeated(binding, when))) return;
      way = binding;
    });
    proof.rule = id;
    proof.presumed = rule.presumption;
    proof.shortened = !way || cut;
    if (!way) return false;
    if (cut) return true;
    for (std::uint32_t i = 0; i < rule.body.size(); ++i)
      if (auto premise = this->premise(rule.body[i], *way, mode, limit, depth)) proof.premises.push_back(of_literal(rule, i, *way, *std::move(premise)));
    proof.objections = objections(rule, *way, Mode::certain, depth);
    return true;
  }

  bool rests_on_earlier(const Rule& rule, const Binding& binding, Mode mode, const Limit& limit) const {
    if (!limit.stratum) return true;
    return std::all_of(rule.body.begin(), rule.body.end(), [&](const Literal& literal) {
      if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) return l->negated || !own(l->atom, limit) || times_of(l->atom, binding, mode, limit).holds(at_);
      const auto* l = std::get_if<Windowed>(&literal.is);
      if (!l || l->negated || (!own(l->atom, limit) && !(l->window.mark && own(*l->window.mark, limit)))) return true;
      return sight(*l, binding, mode, limit).holds(at_);
    });
  }

  Proof of_literal(const Rule& rule, std::size_t i, const Binding& binding, Proof proof, bool fails = false) const {
    if (proof.kind != Proof::Kind::test && proof.kind != Proof::Kind::window && proof.kind != Proof::Kind::reading) return proof;
    proof.says = written(rule, rule.body[i], binding);
    if (fails) proof.says = proof.says.starts_with("not ") ? proof.says.substr(4) : "not " + proof.says;
    return proof;
  }

  // As it stands in the law, on one line, with the values that its variables have.
  std::string written(const Rule& rule, const Literal& literal, const Binding& binding) const {
    std::string out;
    std::vector<Diagnostic> faults;
    auto end = literal.span.begin;
    for (const auto& word : Lexer(program_.sources, literal.span, faults).statement()) {
      if (word.kind == TokenKind::end) break;
      if (word.span.begin > end) out += ' ';
      end = word.span.end;
      const auto variable = word.kind == TokenKind::variable ? std::ranges::find(rule.variables, word.text) - rule.variables.begin() : std::ssize(binding);
      const bool has_value = variable < std::ssize(binding) && binding[static_cast<std::size_t>(variable)] != no_value;
      out += has_value ? program_.values.written(binding[static_cast<std::size_t>(variable)]) : program_.sources.text(word.span);
    }
    return out;
  }

  [[nodiscard]] bool own(const Atom& atom, const Limit& limit) const { return limit.stratum == program_.stratum_of[atom.predicate.index]; }

  // When the window sees what a premise may use.
  IntervalSet sight(const Windowed& l, const Binding& binding, Mode mode, const Limit& limit) const {
    const auto left = l.window.without ? when_any(world_, other(mode), l.atom, binding).complement() : times_of(l.atom, binding, mode, limit);
    Buffer out;
    if (!l.window.mark) return seen(l.window, left, out).set();
    return seen(l.window, left, times_of(*l.window.mark, binding, mode, limit), out).set();
  }

  // Where several rows, or several ways through a rule, would do, the one of the least values is shown: in which order rows stand depends on what has been asked before, and
  // the same question must have the same answer.

  // The values of the least row that agrees, holds now and was there before; or those of an open atom that may be so.
  std::optional<std::vector<Value>> row_of(const Atom& atom, const Binding& binding, Mode mode, const Limit& limit) {
    std::vector<Value> ground;
    if (all_values(bound(atom, binding), ground)) {
      const bool there = now(times_of(atom, binding, mode, limit)) || may_be(atom.predicate, ground, mode);
      return there ? std::optional(ground) : std::nullopt;
    }
    const auto& relation = world_.computed(atom.predicate, mode);
    std::optional<std::vector<Value>> least;
    for (auto& row : rows(world_, atom.predicate, bound(atom, binding), mode))
      if ((!least || row.values < *least) && now(row.when) && (!own(atom, limit) || relation.born(*relation.find(row.values), at_, limit.before))) least = std::move(row.values);
    return least;
  }

  std::optional<Proof> premise(const Literal& literal, const Binding& binding, Mode mode, const Limit& limit, int depth) {
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is))
      return l->negated ? std::optional(absent(l->atom, binding, mode)) : present(l->atom, binding, mode, limit, depth);
    if (const auto* l = std::get_if<Windowed>(&literal.is)) return windowed(*l, binding, mode, limit, depth);
    return test(literal, binding);
  }

  std::optional<Proof> present(const Atom& atom, const Binding& binding, Mode mode, const Limit& limit, int depth) {
    const auto values = row_of(atom, binding, mode, limit);
    return values ? prove(atom.predicate, *values, mode, limit, depth + 1) : std::nullopt;
  }

  // What the window sees, proved at an instant that it sees.
  Proof windowed(const Windowed& l, const Binding& binding, Mode mode, const Limit& limit, int depth) {
    only_now();  // what it shows moves with the instant
    Proof proof;
    proof.kind = Proof::Kind::window;
    say(proof, l, binding);
    if (l.negated) {
      proof.when = when_seen(world_, other(mode), l, binding).complement().around(at_);
      return proof;
    }
    proof.when = when_seen(world_, mode, l, binding).around(at_);
    const auto at = [&](const Atom& atom, Instant there) {
      const auto back = std::exchange(at_, there);
      if (auto premise = present(atom, binding, mode, limit, depth)) proof.premises.push_back(std::move(*premise));
      at_ = back;
    };
    const auto in_sight = sights(l.window, l.window.least, moment(at_));
    const auto last_of = [&](const IntervalSet& set) -> std::optional<Instant> {
      if (set.empty()) return std::nullopt;
      const auto& i = set.intervals().back();
      return i.to() != Instant::last() ? i.to().shifted(-1) : std::max(i.from() == Instant::first() ? at_ : i.from(), at_);
    };
    if (l.window.mark) {
      const auto left = l.window.without ? when_any(world_, other(mode), l.atom, binding).complement() : times_of(l.atom, binding, mode, limit);
      const auto stretch = left.around(at_);
      const auto marks = times_of(*l.window.mark, binding, mode, limit) & in_sight & (stretch ? IntervalSet(*stretch) : IntervalSet());
      if (const auto there = last_of(marks)) at(*l.window.mark, *there);
      if (l.window.without) proof.premises.push_back(absent(l.atom, binding, mode));
      else at(l.atom, at_);
      return proof;
    }
    if (const auto there = last_of(times_of(l.atom, binding, mode, limit) & in_sight)) at(l.atom, *there);
    return proof;
  }

  Proof absent(const Atom& atom, Binding binding, Mode mode) {
    Proof proof;
    proof.kind = Proof::Kind::absence;
    proof.predicate = atom.predicate;
    const auto operands = bound(atom, binding);
    proof.sentence = program_.absence(atom.predicate, operands);
    proof.atom = "not " + written(atom.predicate, operands);
    const auto there = when_any(world_, other(mode), atom, binding);
    if (!now(there)) proof.when = time::constant_around(there, at_);
    return proof;
  }

  // `_` stands for any value; a variable that stands twice keeps a name, since it must be the same value.
  std::string written(PredicateId predicate, const std::vector<Operand>& operands) const {
    const auto word = [&](const Operand& o) {
      if (const auto* value = std::get_if<Value>(&o)) return program_.values.written(*value);
      const auto* v = std::get_if<Variable>(&o);
      return v && std::count(operands.begin(), operands.end(), o) > 1 ? fmt::format("X{}", v->index) : std::string("_");
    };
    std::string list;
    for (const auto& o : operands) list += (list.empty() ? "" : ", ") + word(o);
    return operands.empty() ? program_[predicate].name : fmt::format("{}({})", program_[predicate].name, list);
  }

  std::string shown(const Expression& e, const Binding& binding) const {
    const auto value = value_of(e, binding, program_);
    const auto result = value ? program_.values.show(*value) : std::string("no value");
    if (e.kind == K::term) return result;
    const auto part = shown(e.parts[0], binding);
    switch (e.kind) {
      case K::plus_length: return fmt::format("{} ({} + {} {})", result, part, e.length, word(e.unit, e.length));
      case K::minus_length: return fmt::format("{} ({} - {} {})", result, part, e.length, word(e.unit, e.length));
      case K::next_month: return fmt::format("{} (the first day of the month after {})", result, part);
      default: return result;
    }
  }

  Proof test(const Literal& literal, const Binding& binding) const {
    Proof proof;
    proof.kind = Proof::Kind::test;
    std::visit([&](const auto& l) { say(proof, l, binding); }, literal.is);
    return proof;
  }

  void say(Proof&, const AtomLiteral&, const Binding&) const {}

  void say(Proof& proof, const ReadingLiteral& l, const Binding&) const {
    proof.kind = Proof::Kind::reading;
    proof.question = l.question;
    proof.answer = l.answer;
    proof.sentence = program_[l.question].answers[l.answer].text;
  }

  void say(Proof& proof, const Comparison& l, const Binding& binding) const {
    proof.sentence = fmt::format("{} {} {}", shown(l.left, binding), sign(l.relation), shown(l.right, binding));
  }

  void say(Proof& proof, const ClockLiteral& l, const Binding& binding) const {
    proof.sentence = fmt::format("{} {}", word(l.clock), shown(l.day, binding));
  }

  void say(Proof& proof, const Begins& l, const Binding& binding) const {
    const auto operands = bound(l.atom, binding);
    const auto day = bound(l.day, binding);
    std::vector<Value> values;
    const auto what = all_values(operands, values) ? program_.sentence(l.atom.predicate, values) : written(l.atom.predicate, operands);
    const auto* begin = std::get_if<Value>(&day);
    proof.sentence = fmt::format("{}: {} on {}", what, l.ends ? "ends" : "begins", begin ? program_.values.show(*begin) : "some day");
  }

  void say(Proof& proof, const Windowed& l, const Binding& binding) const {
    const auto what = [&](const Atom& atom) {
      const auto operands = bound(atom, binding);
      std::vector<Value> values;
      return all_values(operands, values) ? program_.sentence(atom.predicate, values) : written(atom.predicate, operands);
    };
    const auto left = l.window.without ? program_.absence(l.atom.predicate, bound(l.atom, binding)) : what(l.atom);
    const char* no = l.negated ? "it is not so that " : "";
    if (!l.window.mark) proof.sentence = fmt::format("{}{}: {}", no, left, words(l.window));
    else proof.sentence = fmt::format("{}{}, {} {}{}", no, left, l.window.kind == syntax::Window::Kind::since ? "since" : "until", what(*l.window.mark), words(l.window));
  }

  void say(Proof& proof, const Aggregate& l, const Binding& binding) const {
    const auto result = binding[l.result.index];
    constexpr std::array names{"number", "sum", "least", "greatest"};
    proof.sentence = fmt::format("{} is the {} of values with {}{}{}", result == no_value ? "something else" : program_.values.show(result), names[static_cast<std::size_t>(l.kind)],
                                 written(l.atom.predicate, bound(l.atom, binding)), l.window ? " " : "", l.window ? words(*l.window) : "");
  }

  // In mode `certain` an objection is raised if it certainly holds; in mode `possible`, if it may hold.
  std::vector<Objection> objections(const Rule& rule, const Binding& binding, Mode mode, int depth) {
    std::vector<Objection> all;
    for (const auto id : rule.exceptions) all.push_back(objection(id, binding, mode, depth));
    return all;
  }

  Objection objection(RuleId id, const Binding& binding, Mode mode, int depth) {
    Objection out;
    out.rule = id;
    const auto& rule = program_[id];
    Binding raised_with = binding;
    raised_with.resize(rule.variables.size(), no_value);
    Match match(world_, id, mode);
    // The instance that stands, if one does; otherwise any that is raised.
    const auto then = within();
    match.each(binding, then, [&](const Binding& there, Times when) {
      if (!now(when) || (out.stands && raised_with <= there)) return;
      const bool stands = !now(match.defeated(there, when));
      if (out.raised && (stands != out.stands ? out.stands : raised_with <= there)) return;
      out.raised = true;
      out.stands = stands;
      raised_with = there;
    });
    if (!out.raised) out.ground = missing(id, binding, depth);
    else
      for (std::uint32_t i = 0; i < rule.body.size(); ++i)
        if (auto premise = this->premise(rule.body[i], raised_with, mode, {}, depth + 1)) out.ground.push_back(of_literal(rule, i, raised_with, *std::move(premise)));
    out.answers = objections(rule, raised_with, mode, depth);
    return out;
  }

  // Which literals can hold together, taken in the order of the text. The others are missing, unless what would give their variables values is
  // missing itself: then there is nothing to say of them.
  enum class State { waiting, held, missing };
  struct Split { std::vector<State> states; Binding binding; };

  // What is only ever recorded gives variables their values before what is concluded does: "the warrant names the person" says which warrant
  // is meant, "the state is bound in some situation" does not say which situation.
  std::vector<std::size_t> recorded_first(const Rule& rule) const {
    std::vector<std::size_t> order(rule.body.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
      const auto* l = std::get_if<AtomLiteral>(&rule.body[i].is);
      return l && !l->negated && program_.rules_of[l->atom.predicate.index].empty();
    });
    return order;
  }

  Split split(RuleId id, const Binding& binding) {
    const auto& rule = program_[id];
    Split out{std::vector<State>(rule.body.size(), State::waiting), binding};
    out.binding.resize(rule.variables.size(), no_value);
    for (bool more = true; more;) {
      more = false;
      for (const auto i : recorded_first(rule)) {
        if (out.states[i] != State::waiting || !can_be_tested(rule.body[i], out.binding)) continue;
        more = true;
        std::vector<bool> skip;
        for (std::size_t j = 0; j < rule.body.size(); ++j) skip.push_back(j != i && out.states[j] != State::held);
        out.states[i] = State::missing;
        Match match(world_, id, Mode::certain);
        const auto then = within();
        match.each(binding, then, {.first = {}, .growth = nullptr, .skip = std::move(skip)}, [&](const Binding& there, Times when) {
          if (!now(when) || (out.states[i] == State::held && out.binding <= there)) return;
          out.states[i] = State::held;
          out.binding = there;
        });
      }
    }
    return out;
  }

  bool valued(const Operand& o, const Binding& binding) const {
    const auto* v = std::get_if<Variable>(&o);
    return !v || binding[v->index] != no_value;
  }

  bool valued(const Expression& e, const Binding& binding) const {
    if (e.kind == K::term) return valued(e.operand, binding);
    return std::all_of(e.parts.begin(), e.parts.end(), [&](const Expression& part) { return valued(part, binding); });
  }

  bool can_be_tested(const Literal& literal, const Binding& binding) const {
    const auto all = [&](const Atom& atom, const std::vector<Variable>* but = nullptr) {
      return std::all_of(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) {
        const auto* v = std::get_if<Variable>(&o);
        return (v && but && std::find(but->begin(), but->end(), *v) != but->end()) || valued(o, binding);
      });
    };
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) return (!l->negated && !program_[l->atom.predicate].open()) || all(l->atom);
    if (const auto* l = std::get_if<ClockLiteral>(&literal.is)) return valued(l->day, binding);
    if (const auto* l = std::get_if<Aggregate>(&literal.is)) return all(l->atom, &l->over);
    if (const auto* l = std::get_if<Windowed>(&literal.is)) {
      const auto free = [&](const Atom& atom) { return !l->negated && !program_[atom.predicate].open(); };
      if (!l->window.mark) return free(l->atom) || all(l->atom);
      if (!free(*l->window.mark) && !all(*l->window.mark)) return false;
      if (!l->window.without) return free(l->atom) || all(l->atom);
      std::vector<Variable> marked;  // get values from the mark
      for (const auto& o : l->window.mark->arguments)
        if (const auto* v = std::get_if<Variable>(&o)) marked.push_back(*v);
      return all(l->atom, &marked);
    }
    const auto* l = std::get_if<Comparison>(&literal.is);
    if (!l) return true;
    const auto lone = [](const Expression& e) { return e.kind == K::term && std::holds_alternative<Variable>(e.operand); };
    const bool left = valued(l->left, binding), right = valued(l->right, binding);
    return (left && right) || (l->relation == syntax::Relation::equal && ((left && lone(l->right)) || (right && lone(l->left))));
  }

  std::vector<Proof> missing(RuleId id, const Binding& binding, int depth) {
    std::vector<Proof> out;
    const auto parts = split(id, binding);
    for (std::size_t i = 0; i < parts.states.size(); ++i)
      if (parts.states[i] == State::missing) out.push_back(of_literal(program_[id], i, parts.binding, failing(program_[id].body[i], parts.binding, depth), true));
    return out;
  }

  // What to say of a literal that does not certainly hold.
  Proof failing(const Literal& literal, const Binding& binding, int depth) {
    const auto* l = std::get_if<AtomLiteral>(&literal.is);
    if (!l) return test(literal, binding);
    const auto against = row_of(l->atom, binding, Mode::possible, {});
    if (!against) return absent(l->atom, binding, Mode::certain);  // it is not even possible
    if (!l->negated) return named(Proof::Kind::unknown, l->atom.predicate, *against);
    const auto mode = now(when(world_, l->atom.predicate, *against, Mode::certain)) ? Mode::certain : Mode::possible;
    return *prove(l->atom.predicate, *against, mode, {}, depth + 1);
  }

  Refusal refusal(RuleId id, const Binding& binding, int depth) {
    Refusal out{id, {}, {}, {}};
    const auto& rule = program_[id];
    const auto parts = split(id, binding);
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
      if (parts.states[i] == State::held)
        if (auto premise = this->premise(rule.body[i], parts.binding, Mode::certain, {}, depth)) out.held.push_back(of_literal(rule, i, parts.binding, *std::move(premise)));
      if (parts.states[i] != State::missing) continue;
      Refusal::Missing lacking{of_literal(rule, i, parts.binding, failing(rule.body[i], parts.binding, depth), true), {}};
      if (const auto* l = std::get_if<AtomLiteral>(&rule.body[i].is); l && !l->negated) lacking.because = because(l->atom.predicate, bound(l->atom, parts.binding), depth + 1);
      out.missing.push_back(std::move(lacking));
    }
    if (out.missing.empty())
      for (auto& o : objections(rule, parts.binding, Mode::possible, depth))
        if (o.stands) out.standing.push_back(std::move(o));
    if (out.missing.empty() && out.standing.empty()) {
      Refusal::Missing beyond;
      beyond.what.kind = Proof::Kind::test;
      beyond.what.sentence = "the instant lies beyond the horizon" + (world_.horizon() ? " (" + time::text(*world_.horizon()) + ")" : std::string());
      out.missing.push_back(std::move(beyond));
    }
    return out;
  }

  // Notes where in `window` the atom is neither certain nor impossible, to be looked into once.
  void doubt(PredicateId predicate, const std::vector<Value>& values, const IntervalSet& window) {
    auto& [seen, times] = doubted_[{predicate, values}];
    // Windows can make a doubt creep along bit by bit: what is met again and again is looked into everywhere at once.
    constexpr int bits = 8;
    auto fresh = (when(world_, predicate, values, Mode::possible) & (looks_away_ && times > bits ? IntervalSet::always() : window)) - when(world_, predicate, values, Mode::certain) - seen;
    if (fresh.empty()) return;
    ++times;
    seen |= fresh;
    if (program_[predicate].open()) unknown_.insert({predicate, values});
    doubts_.push_back({predicate, values, std::move(fresh)});
  }

  // Every way in which the rule may hold: which of its premises, or of what stands against it, is in doubt.
  void doubt_rule(RuleId id, const Binding& binding, const IntervalSet& window) {
    Match match(world_, id, Mode::possible);
    match.each(binding, window, [&](const Binding& there, Times when) {
      const auto open = when.set() - match.defeated(there, when).set();
      if (open.empty()) return;
      const auto seen_from = [&](const Atom& atom, const Window& w) {
        looks_away_ = true;
        const auto there_then = sights(w, {}, open);  // what lasts since or until something does so all the while
        doubt(atom, there, there_then);
        if (w.mark) doubt(*w.mark, there, there_then);
      };
      for (const auto& literal : program_[id].body) {
        if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) doubt(l->atom, there, open);
        if (const auto* l = std::get_if<Windowed>(&literal.is)) seen_from(l->atom, l->window);
        if (const auto* l = std::get_if<Aggregate>(&literal.is)) {
          if (l->window) seen_from(l->atom, *l->window);
          else doubt(l->atom, there, open);
        }
      }
      for (const auto exception : program_[id].exceptions) doubt_rule(exception, there, open);
    });
  }

  void doubt(const Atom& atom, const Binding& binding, const IntervalSet& window) {
    std::vector<Value> ground;
    if (all_values(bound(atom, binding), ground)) return doubt(atom.predicate, ground, window);
    for (const auto& row : rows(world_, atom.predicate, bound(atom, binding), Mode::possible)) doubt(atom.predicate, row.values, window);
  }

  const World& world_;
  const Program& program_;
  Instant at_;
  int steps_ = 0, refusals_ = 0;
  std::set<std::string> refusing_;
  // Of the refusal that is being made: the instants for which it stays the same, how far it goes down, whether something of it was left out.
  Interval same_ = Interval::always();
  int deepest_ = 0, deepest_proof_ = 0;
  bool cut_ = false, to_be_kept_ = false;
  Explained* explained_;
  Explained own_{world_};   // of this explanation
  struct Doubt { PredicateId predicate; std::vector<Value> values; IntervalSet when; };
  std::vector<Doubt> doubts_;
  struct Doubted { IntervalSet where; int times = 0; };
  bool looks_away_ = false;  // some doubt came through a window
  std::map<std::pair<PredicateId, std::vector<Value>>, Doubted> doubted_;
  std::set<Unknown> unknown_;
};

}  // namespace

std::optional<Proof> why(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at, Mode mode) {
  return Explainer(world, at).prove(predicate, values, mode);
}

std::optional<RuleId> concluded_by(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at, Mode mode) {
  const auto proof = Explainer(world, at).prove(predicate, values, mode, {}, deepest_proof);   // too deep for any premise
  return proof ? proof->rule : std::nullopt;
}

std::vector<Refusal> why_not(const World& world, PredicateId predicate, const std::vector<Operand>& arguments, Instant at, Explained* explained) {
  return Explainer(world, at, explained).refuse(predicate, arguments);
}

bool Explained::speaks_for(const World& variation, PredicateId predicate) const {
  const auto same = [&](Mode mode) { return &variation.computed(predicate, mode) == &world_.computed(predicate, mode); };
  return same(Mode::certain) && same(Mode::possible);
}

const Explained::Refused* Explained::find(const Question& question, Instant at) const {
  const auto found = kept_.find(question);
  if (found == kept_.end()) return nullptr;
  const auto there = std::ranges::find_if(found->second, [&](const Refused& r) { return r.stretch.holds(at); });
  return there == found->second.end() ? nullptr : &*there;
}

void Explained::keep(Question question, Refused refused) {
  identities_.insert(refused.because.identity());
  for (const auto& r : refused.because) size_ += 1 + r.held.size() + r.missing.size() + r.standing.size();
  kept_[std::move(question)].push_back(std::move(refused));
}

std::vector<Unknown> unknowns(const World& world, PredicateId predicate, const std::vector<Value>& values, const IntervalSet& window) {
  return Explainer(world, Instant{}).unknowns(predicate, values, window);
}

std::vector<Unknown> unknowns(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at) {
  return unknowns(world, predicate, values, moment(at));
}

}  // namespace dedere::reason
