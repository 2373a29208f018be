// Hits of a search among names, for the commands that show them.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "names/matcher.hpp"

namespace dedere::cli {

// What is known of names in general: lexicon/names/.
[[nodiscard]] Result<std::shared_ptr<const names::Lexicon>> names_lexicon();

// "equal john = john +5.11; …": each term of the score, in its order.
[[nodiscard]] std::string reasons(const names::Hit& hit);

// The members that docs/schema/hit-1.json says of a hit, without those of the row that was screened.
[[nodiscard]] nlohmann::ordered_json to_json(const names::Listed& listed, std::string_view matched, const names::Hit& hit);

}  // namespace dedere::cli
