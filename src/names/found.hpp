// Who or what a name may mean, by all that we have to look it up with: what `dedere name` shows.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "names/matcher.hpp"
#include "names/register.hpp"

namespace dedere::names {

struct Found {
  std::string text;
  std::vector<Candidate> persons, states;
  std::vector<Hit> weighed;              // among `index`
  const Index& index;                    // outlives it
};
[[nodiscard]] Found find(const std::string& text, const Register& persons, const Register& states, const Index& index);
[[nodiscard]] std::string json(const Found& found);   // schema dedere/name/1

// "equal john = john +5.11; …": each term of the score, in its order.
[[nodiscard]] std::string reasons(const Hit& hit);

// The members that docs/schema/hit-1.json says of a hit, without those of the row that was screened.
[[nodiscard]] nlohmann::ordered_json to_json(const Listed& listed, std::string_view matched, const Hit& hit);

}  // namespace dedere::names
