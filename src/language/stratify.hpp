// Orders the predicates so that each is computed after what it depends on; marks those whose extent depends on an open predicate, and
// the groups that feed themselves through a window.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// Fills `strata`, `stratum_of`, `through_time`, `rules_of` and `uncertain`. Reports negation, aggregates, `begins`, `ends` or exceptions through
// recursion, hop by hop; recursion that computes values; and what may not look at an uncertain predicate.
void stratify(Program& program, std::vector<Diagnostic>& faults);

}  // namespace dedere::language
