// A document as CommonMark. Every character of the text that Markdown would read as markup is escaped.
#pragma once

#include <string>

#include "brief/document.hpp"

namespace dedere::brief {

[[nodiscard]] std::string markdown(const Document& document);

}  // namespace dedere::brief
