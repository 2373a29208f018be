// What a fuzzer takes on: a join of many large relations is slow and not wrong, and so is what creeps through a long horizon second by second.
#pragma once

#include <algorithm>
#include <cstdlib>

#include "reason/world.hpp"

namespace dedere::fuzz {

constexpr std::size_t most_facts = 12, most_rules = 24, longest_body = 5, most_columns = 4, most_questions = 3;

inline bool is_small(const language::Program& program) {
  return program.facts.size() <= most_facts && program.rules.size() <= most_rules && program.questions.size() <= most_questions &&
         std::all_of(program.rules.begin(), program.rules.end(), [](const auto& r) { return r.body.size() <= longest_body; }) &&
         std::all_of(program.predicates.begin(), program.predicates.end(), [](const auto& p) { return p.arguments.size() <= most_columns; });
}

// In seconds, a month at its shortest.
inline double seconds(const language::syntax::Length& l) {
  constexpr double of[] = {86'400, 604'800, 2'419'200, 31'536'000, 1, 60, 3'600};
  return static_cast<double>(l.n) * of[static_cast<std::size_t>(l.unit)];
}

// Each step of a recursion through time moves by the length of a window, or by the difference of two.
inline bool ends_soon(const reason::World& world) {
  constexpr double most_steps = 2'000;
  const auto& program = world.program();
  if (!world.horizon()) return true;
  if (!world.horizon()->from().is_finite() || !world.horizon()->to().is_finite()) return false;
  double least = 1e18;
  for (const auto& rule : program.rules)
    for (const auto& literal : rule.body)
      if (const auto* l = std::get_if<language::Windowed>(&literal.is))
        for (const auto length : {seconds(l->window.least), l->window.most ? seconds(*l->window.most) : 0})
          if (length > 0) least = std::min(least, length);
  return static_cast<double>(world.horizon()->to().seconds) - static_cast<double>(world.horizon()->from().seconds) <= most_steps * least;
}

inline void expect(bool so) { if (!so) std::abort(); }

}  // namespace dedere::fuzz
