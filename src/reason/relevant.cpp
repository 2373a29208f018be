#include "reason/relevant.hpp"

#include <algorithm>

#include "reason/match.hpp"

namespace dedere::reason {
namespace {

using language::Any;
using language::Atom;
using language::Literal;
using language::Operand;
using language::Rule;
using language::Variable;

class Walk {
 public:
  explicit Walk(const World& world) : world_(world), program_(world.program()) {}

  std::set<std::uint32_t> from(const language::Goal& goal) {
    visit(goal.predicate, goal.arguments, Binding());
    while (!queue_.empty()) {
      const auto [predicate, pattern] = std::move(queue_.back());
      queue_.pop_back();
      for (const auto r : program_.rules_of[predicate.index]) {
        const auto& rule = program_[r];
        if (const auto binding = unified(rule, pattern)) walk(rule, *binding);
      }
      if (const auto denial = program_[predicate].denial) ask(*denial, pattern);
    }
    return std::move(questions_);
  }

 private:
  using Pattern = std::vector<std::optional<Value>>;

  // The values that the pattern gives to the variables of the head; none if it says otherwise than the pattern.
  [[nodiscard]] static std::optional<Binding> unified(const Rule& rule, const Pattern& pattern) {
    Binding binding(rule.variables.size(), no_value);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!pattern[i]) continue;
      const auto& operand = rule.head->arguments[i];
      if (const auto* value = std::get_if<Value>(&operand); value && *value != *pattern[i]) return std::nullopt;
      const auto* variable = std::get_if<Variable>(&operand);
      if (!variable) continue;
      auto& bound = binding[variable->index];
      if (bound != no_value && bound != *pattern[i]) return std::nullopt;
      bound = *pattern[i];
    }
    return binding;
  }

  void walk(const Rule& rule, Binding binding) {
    binding.resize(std::max(binding.size(), rule.variables.size()), no_value);
    if (std::any_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) { return cannot_hold(l, binding); })) return;
    for (const auto& literal : rule.body) {
      if (const auto* l = std::get_if<language::ReadingLiteral>(&literal.is)) questions_.insert(l->question.index);
      if (const auto* atom = atom_of(literal)) visit(atom->predicate, atom->arguments, binding);
      if (const auto* l = std::get_if<language::Windowed>(&literal.is); l && l->window.mark) visit(l->window.mark->predicate, l->window.mark->arguments, binding);
    }
    for (const auto e : rule.exceptions) walk(program_[e], binding);
  }

  [[nodiscard]] static const Atom* atom_of(const Literal& literal) {
    if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is)) return &l->atom;
    if (const auto* l = std::get_if<language::Begins>(&literal.is)) return &l->atom;
    if (const auto* l = std::get_if<language::Windowed>(&literal.is)) return &l->atom;
    if (const auto* l = std::get_if<language::Aggregate>(&literal.is)) return &l->atom;
    return nullptr;
  }

  [[nodiscard]] bool cannot_hold(const Literal& literal, Binding& binding) {
    const auto* l = std::get_if<language::AtomLiteral>(&literal.is);
    if (!l || l->negated || program_[l->atom.predicate].uncertain || program_[l->atom.predicate].open() || world_.asks(l->atom.predicate)) return false;
    return !holds_ever(world_, Mode::certain, l->atom, binding);
  }

  void visit(PredicateId predicate, const std::vector<Operand>& arguments, const Binding& binding) {
    Pattern pattern;
    for (const auto& operand : arguments) {
      pattern.emplace_back();
      if (const auto* value = std::get_if<Value>(&operand)) pattern.back() = *value;
      const auto* variable = std::get_if<Variable>(&operand);
      if (variable && variable->index < binding.size() && binding[variable->index] != no_value) pattern.back() = binding[variable->index];
    }
    ask(predicate, pattern);
  }
  void ask(PredicateId predicate, const Pattern& pattern) {
    if (seen_.insert({predicate, pattern}).second) queue_.emplace_back(predicate, pattern);
  }

  const World& world_;
  const Program& program_;
  std::set<std::uint32_t> questions_;
  std::set<std::pair<PredicateId, Pattern>> seen_;
  std::vector<std::pair<PredicateId, Pattern>> queue_;
};

}  // namespace

std::set<std::uint32_t> relevant(const World& world, const language::Goal& goal) { return Walk(world).from(goal); }

}  // namespace dedere::reason
