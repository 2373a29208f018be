// The contract's JSON for the claims of an article: one line, schema "dedere/claims/1" (docs/reading.md).
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "read/claim.hpp"
#include "read/group.hpp"
#include "read/second.hpp"

namespace dedere::read {

[[nodiscard]] nlohmann::ordered_json to_json(const Claim& claim);
// Without a line break. `language`: that of the lexicon, or blank where the text is in none that is known.
// `second`: what a second reader proposed, where one was asked; kept apart from the claims.
[[nodiscard]] std::string claims_line(const Article& article, const std::vector<Claim>& claims, const std::string& language, const Proposals* second = nullptr);

// One line, schema "dedere/grouped/1".
[[nodiscard]] std::string journey_line(const Journey& journey);

}  // namespace dedere::read
