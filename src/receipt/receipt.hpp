// A receipt: an answer with all that it was made from, so that another program can check it, later and elsewhere (docs/receipts.md).
//
//     const auto receipt = TRY(receipt::of(setting, duty));    // or of an `ask`, a `why`
//     write(receipt::text(receipt));                           // the same bytes for the same answer
//
// Made after the answer, from the world that gave it: what the answer shows as proof, every tuple of the goal under each open reading, and the
// text and digest of each rule and row that these rest on.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "brief/brief.hpp"
#include "brief/duty.hpp"

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

// A question as it was put; a blank day was not given.
struct Asked { std::string goal, on, from, to; };

// Each fails with A011 where the law leaves more questions open than can all be tried: then the answer claims nothing that could be checked.
[[nodiscard]] Result<Json> of(const brief::Setting& setting, const brief::Duty& duty);
[[nodiscard]] Result<Json> of_ask(const brief::Setting& setting, const language::Goal& goal, const time::Interval& window, const Asked& asked);
[[nodiscard]] Result<Json> of_why(const brief::Setting& setting, const language::Goal& goal, const time::Interval& day, const Asked& asked);

// Of every duty of a brief.
[[nodiscard]] Result<Json> of(const brief::Setting& setting, const brief::Brief& brief);

// Several, as a brief has them: one a duty.
[[nodiscard]] Json together(std::vector<Json> receipts);

[[nodiscard]] std::string text(const Json& receipt);

}  // namespace dedere::receipt
