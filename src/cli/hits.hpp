// Names looked up, for the commands that show whom they may mean.
#pragma once

#include <memory>

#include "names/found.hpp"

namespace dedere::cli {

// What is known of names in general: lexicon/names/.
[[nodiscard]] Result<std::shared_ptr<const names::Lexicon>> names_lexicon();

}  // namespace dedere::cli
