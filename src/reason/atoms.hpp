// The atoms of which a literal speaks.
#pragma once

#include "language/program.hpp"
#include "reason/plan.hpp"

namespace dedere::reason {

// The positive atoms of a literal, which may be of its rule's own group.
template <class F>
void positive_atoms(const language::Literal& literal, F use) {
  if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is); l && !l->negated) use(l->atom, Part::atom);
  if (const auto* l = std::get_if<language::Windowed>(&literal.is); l && !l->negated) {
    if (!l->window.without) use(l->atom, Part::atom);
    if (l->window.mark) use(*l->window.mark, Part::mark);
  }
}

template <class F>
void all_atoms(const language::Literal& literal, F use) {
  if (const auto* l = std::get_if<language::AtomLiteral>(&literal.is)) use(l->atom);
  if (const auto* l = std::get_if<language::Begins>(&literal.is)) use(l->atom);
  if (const auto* l = std::get_if<language::Windowed>(&literal.is)) {
    use(l->atom);
    if (l->window.mark) use(*l->window.mark);
  }
  if (const auto* l = std::get_if<language::Aggregate>(&literal.is)) {
    use(l->atom);
    if (l->window && l->window->mark) use(*l->window->mark);
  }
}

}  // namespace dedere::reason
