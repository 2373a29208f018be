// Warnings about what does nothing. They wait until it is known which predicates get facts from elsewhere: from the record, or from files.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// L034: a rule uses a predicate that no fact, rule, `input` or `filled` gives; L035: a rule contradicts itself, with the rules that it is an
// exception to; L036: a predicate that nothing concludes and nothing uses. In the order of the text within each file.
[[nodiscard]] std::vector<Diagnostic> idle(const Program& program, const std::vector<PredicateId>& filled);

}  // namespace dedere::language
