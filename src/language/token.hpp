// The words of a law block. Comments (`%` to the end of the line) are left out of the words; their places are kept apart.
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

// Statement by statement, so that a large file is never words all at once.
class Lexer {
 public:
  Lexer(const Sources& sources, Span block, std::vector<Diagnostic>& faults);

  // The words up to and with the next full stop, or to the end of the block, then one `end`. Nothing but `end`: the block is over.
  // A statement of more than a million words is a fault, and passed over.
  [[nodiscard]] std::vector<Token> statement();

  std::vector<Span> comments;  // so far

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < end_ ? text_[at_ + ahead] : '\0'; }
  [[nodiscard]] Span span(std::size_t begin) const { return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}; }
  [[nodiscard]] std::string slice(std::size_t begin) const { return std::string(text_.substr(begin, at_ - begin)); }
  void add(TokenKind kind, std::size_t begin, std::string text) { words_.push_back({kind, std::move(text), span(begin)}); }
  void skip_space();
  void one();
  void comment();
  void quoted();
  void label();
  void unclosed(std::size_t begin, const char* what, const char* help);
  void name();
  void variable();
  void number();
  void mark();

  const Sources& sources_;
  std::uint32_t file_;
  std::string_view text_;
  std::size_t at_, end_;
  std::vector<Diagnostic>& faults_;
  std::vector<Token> words_;
};

}  // namespace dedere::language
