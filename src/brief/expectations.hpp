// Expectations of the law files, held against a world; and the decisions of the casebook, each with whether the law reproduces it.
#pragma once

#include <string>
#include <vector>

#include "language/program.hpp"
#include "reason/decide.hpp"

namespace dedere::brief {

// The first stretch on which the verdict is another than expected.
[[nodiscard]] std::optional<reason::Span> first_other(const reason::World& world, const reason::Law& law, const language::Expectation& expectation);

struct Unmet {
  std::size_t expectation;  // its number in the program
  reason::Span span;
};
[[nodiscard]] std::vector<Unmet> unmet(const reason::World& world, const reason::Law& law);

// A finding that the record holds. A casebook file speaks of it by `expect decided(FINDING, …)`; it is reproduced if every expectation of that file is met.
struct CasebookDecision {
  std::string finding;    // id
  std::string file;       // blank: no file speaks of it
  std::size_t unmet = 0;  // expectations of that file
  [[nodiscard]] bool reproduced() const { return !file.empty() && unmet == 0; }
};
// In the order of their ids.
[[nodiscard]] std::vector<CasebookDecision> casebook(const reason::World& world, const std::vector<Unmet>& unmet);

}  // namespace dedere::brief
