// From the first to the last instant that a program's rules name; with what its facts name it is where recursion through time ends unless the law says otherwise.
#pragma once

#include "language/program.hpp"

namespace dedere::language {

// Both ends of each day that is a value in a rule; none if there is none. Facts come and go, so that they are not in it.
[[nodiscard]] std::optional<time::Interval> named_time(const Program& program);

}  // namespace dedere::language
