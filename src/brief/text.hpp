// A document for a terminal: wrapped on words, numbered, indented; colour where it is wanted.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "brief/document.hpp"

namespace dedere::brief {

struct TextStyle {
  int width = 80;   // columns, at least 40; a word longer than a line stands alone
  Colour colour = Colour::no;
};

[[nodiscard]] std::string text(const Document& document, TextStyle style = {});

}  // namespace dedere::brief
