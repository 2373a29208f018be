// The contract's JSON for the claims of an article: one line, schema "dedere/claims/1" (docs/reading.md).
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "read/claim.hpp"

namespace dedere::read {

[[nodiscard]] nlohmann::ordered_json to_json(const Claim& claim);
[[nodiscard]] std::string claims_line(const Article& article, const std::vector<Claim>& claims);   // without a line break

}  // namespace dedere::read
