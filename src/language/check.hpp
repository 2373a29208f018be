// Tree -> program: names, types, safety of variables. Stratification (language/stratify.hpp) follows.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// Fills `program` (whose sources are set) from the tree. Errors and warnings go to `faults`; a statement with an error is left out.
void check(const syntax::Tree& tree, const std::vector<OuterEntity>& outer, Program& program, std::vector<Diagnostic>& faults);

// A single atom with its period, against a checked program. Variables are allowed where `variables` is given, which gets their names.
struct CheckedAtom { PredicateId predicate; std::vector<Operand> arguments; time::IntervalSet when; };
[[nodiscard]] std::optional<CheckedAtom> check_atom(const syntax::Atom& atom, const syntax::Period& period, std::vector<std::string>* variables,
                                                    const Sources& sources, Program& program, std::vector<Diagnostic>& faults);

}  // namespace dedere::language
