// From the first to the last instant that a program names: where recursion through time ends unless the law says otherwise.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// The finite ends of the facts' periods, and both ends of each day that is a value in a fact or a rule. None if there is none; one
// instant alone is a second long.
[[nodiscard]] std::optional<time::Interval> named_time(const Program& program);

}  // namespace dedere::language
