#include "language/program.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "language/check.hpp"
#include "language/horizon.hpp"
#include "language/parse.hpp"
#include "language/stratify.hpp"

namespace dedere::language {
namespace {

template <class Of>
std::string filled(const std::string& sentence, const std::vector<Argument>& arguments, Of shown) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const auto begin = std::min(sentence.find('{', at), sentence.size());
    out.append(sentence, at, begin - at);
    const auto end = sentence.find('}', begin);
    if (end == std::string::npos) return out.append(sentence, begin);
    at = begin;
    const auto word = std::string_view(sentence).substr(at + 1, end - at - 1);
    for (std::size_t i = 0; i < arguments.size(); ++i)
      if (arguments[i].name == word) out += shown(i);
    at = end + 1;
  }
  return out;
}

bool has_errors(const std::vector<Diagnostic>& faults) {
  return std::any_of(faults.begin(), faults.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

// A goal or a supposed fact is a source of its own, of one block.
struct One {
  Sources sources;
  std::vector<Diagnostic> faults;
  std::optional<syntax::Fact> fact;
  explicit One(std::string_view text) {
    sources.add({"goal", std::string(text)}, faults);
    if (faults.empty()) fact = parse_fact(sources, faults);
  }
};

}  // namespace

std::optional<PredicateId> Program::find_predicate(std::string_view name) const {
  const auto found = predicate_names.find(std::string(name));
  if (found == predicate_names.end()) return std::nullopt;
  return found->second;
}

std::optional<QuestionId> Program::find_question(std::string_view name) const {
  for (std::uint32_t i = 0; i < questions.size(); ++i)
    if (questions[i].name == name) return QuestionId{i};
  return std::nullopt;
}

std::optional<RuleId> Program::find_rule(std::string_view label) const {
  const auto found = rule_labels.find(std::string(label));
  if (found == rule_labels.end()) return std::nullopt;
  return found->second;
}

std::optional<TypeId> Program::find_type(std::string_view name) const {
  for (std::uint32_t i = 0; i < types.size(); ++i)
    if (types[i] == name) return TypeId{i};
  return std::nullopt;
}

std::string Program::sentence(PredicateId predicate, const std::vector<Value>& arguments) const {
  const auto& p = predicates[predicate.index];
  return filled(p.sentence, p.arguments, [&](std::size_t i) { return values.show(arguments[i]); });
}

std::string Program::absence(PredicateId predicate, const std::vector<Operand>& arguments) const {
  const auto& p = predicates[predicate.index];
  const auto shown = [&](std::size_t i) {
    if (const auto* value = std::get_if<Value>(&arguments[i])) return values.show(*value);
    const auto type = p.arguments[i].type;
    return type == date_type ? std::string("any day") : fmt::format("any {}", p.arguments[i].name);
  };
  return filled(p.absence.empty() ? "it is not so that " + p.sentence : p.absence, p.arguments, shown);
}

std::string Program::written(PredicateId predicate, const std::vector<Value>& arguments) const {
  std::string list;
  for (const auto value : arguments) list += (list.empty() ? "" : ", ") + values.written(value);
  const auto& name = predicates[predicate.index].name;
  return arguments.empty() ? name : fmt::format("{}({})", name, list);
}

Result<Program> load(Sources sources, const std::vector<OuterEntity>& outer, std::vector<Diagnostic>& warnings) {
  std::vector<Diagnostic> faults;
  Program program;
  const auto tree = parse(sources, faults);
  program.sources = std::move(sources);
  check(tree, outer, program, faults);
  if (!has_errors(faults)) stratify(program, faults);
  if (has_errors(faults)) return Failure(std::move(faults));
  program.named = named_time(program);
  warnings.insert(warnings.end(), faults.begin(), faults.end());
  return program;
}

Result<Goal> read_goal(std::string_view text, Program& program) {
  One one(text);
  Goal goal;
  std::optional<CheckedAtom> atom;
  if (one.fact) atom = check_atom(one.fact->atom, one.fact->when, &goal.variables, one.sources, program, one.faults);
  if (!atom) return Failure(one.faults.empty() ? std::vector{fault("L007", "expected a goal", "write an atom, such as `party(S)`")} : one.faults);
  goal.predicate = atom->predicate;
  goal.arguments = atom->arguments;
  return goal;
}

Result<Fact> read_fact(std::string_view text, Program& program) {
  One one(text);
  std::optional<CheckedAtom> atom;
  if (one.fact) atom = check_atom(one.fact->atom, one.fact->when, nullptr, one.sources, program, one.faults);
  if (!atom) return Failure(one.faults.empty() ? std::vector{fault("L007", "expected a fact", "write an atom, such as `present(p, aa) on 2024-09-03`")} : one.faults);
  Fact fact{atom->predicate, {}, atom->when, {Origin::Kind::supposed, 0}};
  for (const auto& operand : atom->arguments) fact.arguments.push_back(std::get<Value>(operand));
  return fact;
}

}  // namespace dedere::language
