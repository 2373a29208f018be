// Names looked up, for the commands that show whom they may mean.
#pragma once

#include <memory>

#include "names/asked_person.hpp"
#include "names/found.hpp"

namespace dedere::cli {

// What is known of names in general: lexicon/names/.
[[nodiscard]] Result<std::shared_ptr<const names::Lexicon>> names_lexicon();

// The person of the record whom an argument means (names/asked_person.hpp).
[[nodiscard]] Result<names::Candidate> person_named(const record::Package& package, std::string_view text);

}  // namespace dedere::cli
