#include "reason/plan.hpp"

#include <algorithm>

namespace dedere::reason {
namespace {

using namespace language;
using K = syntax::Expression::Kind;
using By = syntax::Relation;

class Planner {
 public:
  Planner(const Program& program, const Rule& rule, std::vector<bool> known, const Sizes& sizes) : program_(program), rule_(rule), known_(std::move(known)), sizes_(sizes) {
    known_.resize(rule.variables.size(), false);
  }

  Plan run(std::optional<First> first, const std::vector<bool>& skip) {
    Plan out;
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < rule_.body.size(); ++i)
      if (!(first && i == first->literal) && (skip.empty() || !skip[i])) left.push_back(i);
    // What ranges over growth comes first, or as soon as the other side of its window has the values that it cannot give itself.
    bool waits = first.has_value();
    while (waits || !left.empty()) {
      if (waits && (left.empty() || ready(*first))) {
        out.steps.push_back(step(first->literal, first));
        waits = false;
        continue;
      }
      auto best = left.begin();
      double most = -1;
      for (auto it = left.begin(); it != left.end(); ++it)
        if (const auto u = urgency(rule_.body[*it]); u > most) { most = u; best = it; }
      out.steps.push_back(step(*best, std::nullopt));
      left.erase(best);
    }
    return out;
  }

 private:
  [[nodiscard]] bool known(const Operand& o) const {
    if (const auto* v = std::get_if<Variable>(&o)) return known_[v->index];
    return std::holds_alternative<Value>(o);
  }
  [[nodiscard]] bool known(const Expression& e) const {
    return e.kind == K::term ? known(e.operand) : std::all_of(e.parts.begin(), e.parts.end(), [&](const Expression& part) { return known(part); });
  }
  [[nodiscard]] static const Variable* lone(const Expression& e) { return e.kind == K::term ? std::get_if<Variable>(&e.operand) : nullptr; }
  [[nodiscard]] bool valued(const Atom& atom, const std::vector<Variable>& but = {}) const {
    return std::all_of(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) {
      const auto* v = std::get_if<Variable>(&o);
      return !v || known_[v->index] || std::find(but.begin(), but.end(), *v) != but.end();
    });
  }

  // A column that is neither known nor bound is wild. With `bind` false, unknown variables are wild too.
  Probe probe(const Atom& atom, bool bind, bool indexed = true) {
    Probe out;
    out.predicate = atom.predicate;
    out.arity = atom.arguments.size();
    out.open = program_[atom.predicate].open();
    for (std::uint32_t i = 0; i < out.arity; ++i) {
      const auto& o = atom.arguments[i];
      const auto* v = std::get_if<Variable>(&o);
      if (const auto* value = std::get_if<Value>(&o)) out.known.push_back({i, std::nullopt, *value});
      else if (v && known_[v->index]) out.known.push_back({i, v->index, no_value});
      else if (!v || !bind) out.wild = true;
      else if (const auto before = std::find_if(out.binds.begin(), out.binds.end(), [&](const auto& b) { return b.variable == v->index; }); before != out.binds.end())
        out.repeats.push_back({i, v->index});
      else out.binds.push_back({i, v->index});
    }
    out.ground = out.known.size() == out.arity;
    if (indexed && out.arity <= 64)
      for (const auto& k : out.known) out.mask |= 1ULL << k.column;
    for (const auto& b : out.binds) known_[b.variable] = true;
    return out;
  }

  [[nodiscard]] bool ready(const First& first) const {
    const auto* l = std::get_if<Windowed>(&rule_.body[first.literal].is);
    if (!l || !l->window.mark) return true;
    const auto& mark = *l->window.mark;
    if (first.part == Part::atom) return !program_[mark.predicate].open() || valued(mark, variables(l->atom));
    return (!l->window.without && !program_[l->atom.predicate].open()) || valued(l->atom, variables(mark));
  }

  Step step(std::size_t number, std::optional<First> first) {
    Step out;
    out.literal = &rule_.body[number];
    out.number = number;
    out.is_first = first.has_value();
    std::visit([&](const auto& l) { fill(out, l, first); }, out.literal->is);
    return out;
  }

  void fill(Step& s, const AtomLiteral& l, std::optional<First> first) { s.atom = probe(l.atom, !l.negated, !first); }
  void fill(Step&, const ReadingLiteral&, std::optional<First>) {}
  void fill(Step&, const ClockLiteral&, std::optional<First>) {}
  void fill(Step& s, const Comparison& l, std::optional<First>) {
    if (l.relation != By::equal) return;
    const auto *left = lone(l.left), *right = lone(l.right);
    s.binds_left = left && !known_[left->index] && known(l.right);
    s.binds_right = right && !known_[right->index] && known(l.left);
    if (s.binds_left) known_[left->index] = true;
    if (s.binds_right) known_[right->index] = true;
  }
  void fill(Step& s, const Begins& l, std::optional<First>) {
    s.atom = probe(l.atom, true);
    const auto* v = std::get_if<Variable>(&l.day);
    s.binds_result = v && !known_[v->index];
    if (v) known_[v->index] = true;
  }
  void fill(Step& s, const Windowed& l, std::optional<First> first) {
    const auto& mark = l.window.mark;
    if (!mark) {
      s.atom = probe(l.atom, !l.negated, !first);
      if (first) s.whole = probe(l.atom, false);
      return;
    }
    // The side that must give values first, or that more is known of.
    s.mark_before = first ? first->part == Part::mark : l.window.without || program_[l.atom.predicate].open() || (!program_[mark->predicate].open() && weight(*mark) > weight(l.atom));
    if (s.mark_before) s.mark = probe(*mark, !l.negated, !first);
    s.atom = probe(l.atom, !l.negated && !l.window.without, !(first && first->part == Part::atom));
    if (first && first->part == Part::atom) s.whole = probe(l.atom, false);
    if (!s.mark_before) s.mark = probe(*mark, !l.negated);
  }
  void fill(Step& s, const Aggregate& l, std::optional<First>) {
    const auto before = known_;
    s.atom = probe(l.atom, true);
    known_ = before;  // what is aggregated has no value outside
    s.binds_result = !known_[l.result.index];
    known_[l.result.index] = true;
  }

  [[nodiscard]] double weight(const Atom& atom) const {
    const auto values = std::count_if(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) { return known(o); });
    return 10 + 1000.0 * static_cast<double>(values) + 1.0 / (1.0 + sizes_.size_guess(atom.predicate));
  }

  // 0: cannot be taken yet. Tests come first, then atoms by how much of them is known.
  double urgency(const Literal& literal) const {
    constexpr double test = 1e9;
    return std::visit([&](const auto& l) { return urgency(l, test); }, literal.is);
  }
  double urgency(const ReadingLiteral&, double test) const { return 2 * test; }
  double urgency(const ClockLiteral& l, double test) const { return known(l.day) ? test : 0; }
  double urgency(const Comparison& l, double test) const {
    const bool left = known(l.left), right = known(l.right);
    if (left && right) return test;
    return l.relation == By::equal && ((left && lone(l.right)) || (right && lone(l.left))) ? test : 0;
  }
  double urgency(const Aggregate& l, double) const {
    return valued(l.atom, l.over) ? 1 : 0;
  }
  double urgency(const AtomLiteral& l, double test) const {
    if (l.negated || program_[l.atom.predicate].open()) return valued(l.atom) ? test / 2 : 0;
    return all_known(l.atom) ? test / 4 : weight(l.atom);
  }
  double urgency(const Begins& l, double test) const { return all_known(l.atom) ? test / 4 : weight(l.atom); }
  double urgency(const Windowed& l, double test) const {
    const auto& mark = l.window.mark;
    const auto ready = [&](const Atom& atom) { return !program_[atom.predicate].open() || valued(atom); };
    if (l.negated) return valued(l.atom) && (!mark || valued(*mark)) ? test / 2 : 0;
    if (!mark) return !ready(l.atom) ? 0 : all_known(l.atom) ? test / 4 : weight(l.atom);
    // Each side may get its values from the other, if that is one that gives any.
    const bool gives = !l.window.without && !program_[l.atom.predicate].open();
    if (gives ? !ready(*mark) && !valued(*mark, variables(l.atom)) : !ready(*mark) || !valued(l.atom, variables(*mark))) return 0;
    return std::max(weight(l.atom), weight(*mark)) - 1;
  }
  [[nodiscard]] static std::vector<Variable> variables(const Atom& atom) {
    std::vector<Variable> all;
    for (const auto& o : atom.arguments)
      if (const auto* v = std::get_if<Variable>(&o)) all.push_back(*v);
    return all;
  }
  [[nodiscard]] bool all_known(const Atom& atom) const { return std::all_of(atom.arguments.begin(), atom.arguments.end(), [&](const Operand& o) { return known(o); }); }

  const Program& program_;
  const Rule& rule_;
  std::vector<bool> known_;
  const Sizes& sizes_;
};

}  // namespace

Plan plan(const Program& program, RuleId rule, std::vector<bool> known, std::optional<First> first, const std::vector<bool>& skip, const Sizes& sizes) {
  return Planner(program, program[rule], std::move(known), sizes).run(first, skip);
}

}  // namespace dedere::reason
