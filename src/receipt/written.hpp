// How a receipt writes instants, intervals, facts and texts.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "language/program.hpp"
#include "time/interval_set.hpp"

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json instant(time::Instant t);                   // "2024-09-03T00:00:00Z"; null: without end
[[nodiscard]] Json intervals(const time::IntervalSet& set);    // [[from, to], …]
[[nodiscard]] std::string digest(std::string_view text);       // "sha256:…"
[[nodiscard]] Json day(const std::string& iso);                // null if blank

// `present(putin, mn) from 2024-09-03 to 2024-09-03`, once for each stretch of time.
[[nodiscard]] std::vector<std::string> written(const language::Program& program, const language::Fact& fact);

// {"immunity": "no_bar"}: the answer to each of these questions, in the order of their names.
[[nodiscard]] Json written(const language::Program& program, const std::vector<std::uint32_t>& readings, std::vector<language::QuestionId> questions);

}  // namespace dedere::receipt
