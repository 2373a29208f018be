// Orders the predicates so that each is computed after what it depends on, and marks those whose extent depends on an open predicate.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// Fills `strata`, `rules_of` and `uncertain`. Reports negation, counting, `begins` or exceptions through recursion, hop by hop, and
// `begins` over an uncertain predicate.
void stratify(Program& program, std::vector<Diagnostic>& faults);

}  // namespace dedere::language
