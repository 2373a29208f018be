// Aggregates over time as step functions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "language/program.hpp"
#include "time/times.hpp"

namespace dedere::reason {

// Collects amounts, each with the times at which it counts, and gives the aggregate's value at each time.
class StepFunction {
 public:
  explicit StepFunction(language::syntax::Aggregate::Kind kind) : kind_(kind) {}
  void add(std::int64_t amount, time::Times when);
  // From `from` on, until the next step: its value; none where there is nothing to take the least or the greatest of, or the sum leaves 64 bits.
  struct Step { time::Instant from; std::optional<std::int64_t> value; };
  // The steps cover all time; neighbours differ.
  [[nodiscard]] std::vector<Step> steps();

 private:
  struct Change { std::int64_t at; std::int64_t amount; bool begins; };
  language::syntax::Aggregate::Kind kind_;
  std::vector<Change> changes_;
};

}  // namespace dedere::reason
