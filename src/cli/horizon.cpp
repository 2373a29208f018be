#include "cli/horizon.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cstdio>

#include "base/diagnostic.hpp"

namespace dedere::cli {

void warn_of_horizon(const reason::World& world) {
  const auto& predicates = world.program().predicates;
  std::vector<std::string> cut;
  for (std::uint32_t p = 0; p < predicates.size(); ++p)
    if (world.was_cut({p})) cut.push_back(predicates[p].name);
  if (cut.empty()) return;
  auto said = fault("F014", fmt::format("what leads to itself through time was kept {} for `{}`", world.horizon() ? time::text(*world.horizon()) : "short", fmt::join(cut, "`, `")),
                    "write `horizon from … to …` in the program to move that");
  said.severity = Severity::warning;
  fmt::print(stderr, "{}\n", show(said));
}

}  // namespace dedere::cli
