// Words -> tree. A fault costs the statement it stands in; reading goes on after the next full stop.
#pragma once

#include "language/syntax.hpp"

namespace dedere::language {

// All blocks of all sources, in order.
[[nodiscard]] syntax::Tree parse(const Sources& sources, std::vector<Diagnostic>& faults);

// One atom, such as a goal or a supposed fact: `present(putin, mn) on 2024-09-03`, the full stop optional. `sources` must hold it as its only block.
[[nodiscard]] std::optional<syntax::Fact> parse_fact(const Sources& sources, std::vector<Diagnostic>& faults);

}  // namespace dedere::language
