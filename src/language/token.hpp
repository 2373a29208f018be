// The words of a law block. Comments (`%` to the end of the line) are left out of the words and kept apart, with their places.
#pragma once

#include <string>
#include <vector>

#include "language/source.hpp"

namespace dedere::language {

enum class TokenKind {
  name,      // party, al-bashir
  variable,  // S
  wildcard,  // _
  number,    // 60
  date,      // 2024-09-03
  text,      // "…": `text` is without the quotes, escapes undone
  label,     // […]: `text` is what stands between, with single spaces
  mark,      // ( ) , . : { } = != < <= > >= + - ;
  end,       // of the block
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  Span span;
};

struct Tokens {
  std::vector<Token> words;  // ends with one `end`
  std::vector<Token> comments;
};

[[nodiscard]] Tokens tokens(const Sources& sources, Span block, std::vector<Diagnostic>& faults);

}  // namespace dedere::language
