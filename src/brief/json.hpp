// The JSON of the contract: schemas dedere/duty/1 and dedere/brief/1 (docs/schema/). Days are ISO 8601 and the last one is included; a value that
// is not known is null. The same answer gives the same bytes, ended by a line break.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "brief/brief.hpp"
#include "brief/duty.hpp"

namespace dedere::brief {

[[nodiscard]] nlohmann::ordered_json to_json(const Duty& duty);
[[nodiscard]] std::string json(const Duty& duty);
[[nodiscard]] nlohmann::ordered_json to_json(const Brief& brief);
[[nodiscard]] std::string json(const Brief& brief);

}  // namespace dedere::brief
