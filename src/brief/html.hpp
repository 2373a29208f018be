// A document as one self-contained HTML file: no script, nothing fetched, every character of the text escaped; light or dark as the reader's
// system has it, and laid out for A4 when printed.
#pragma once

#include <string>

#include "brief/document.hpp"

namespace dedere::brief {

[[nodiscard]] std::string html(const Document& document);

}  // namespace dedere::brief
