#include "language/token.hpp"

#include <fmt/core.h>

#include <utility>

#include "time/date.hpp"

namespace dedere::language {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr std::size_t most_words = 1'000'000;  // of one statement

}  // namespace

Lexer::Lexer(const Sources& sources, Span block, std::vector<Diagnostic>& faults)
    : sources_(sources), file_(block.file), text_(sources[block.file].text), at_(block.begin), end_(block.end), faults_(faults) {}

std::vector<Token> Lexer::statement() {
  const auto full_stop = [&] { return !words_.empty() && words_.back().kind == TokenKind::mark && words_.back().text == "."; };
  for (bool too_long = true; too_long;) {
    words_.clear();
    too_long = false;
    while (!full_stop() && (skip_space(), at_ < end_)) {
      one();
      if (faults_.size() >= most_errors) at_ = end_;
      if (words_.size() <= most_words) continue;
      if (!too_long) faults_.push_back(fault("L031", fmt::format("a statement of over {} words", most_words), "end it with a full stop, or make it several", sources_.place(words_.front().span)));
      too_long = true;
      words_.erase(words_.begin(), words_.end() - 1);
    }
  }
  add(TokenKind::end, at_, "");
  return std::exchange(words_, {});
}

void Lexer::skip_space() { while (at_ < end_ && is_space(text_[at_])) ++at_; }

void Lexer::one() {
  const auto c = peek();
  if (c == '%') return comment();
  if (c == '"') return quoted();
  if (c == '[') return label();
  if (is_lower(c)) return name();
  if (is_upper(c)) return variable();
  if (is_digit(c)) return number();
  if (c == '_' && !is_word(peek(1))) { const auto begin = at_++; return add(TokenKind::wildcard, begin, "_"); }
  mark();
}

void Lexer::comment() {
  const auto begin = at_;
  while (at_ < end_ && text_[at_] != '\n') ++at_;
  comments.push_back(span(begin));
}

void Lexer::quoted() {
  const auto begin = at_++;
  std::string value;
  while (at_ < end_ && text_[at_] != '"') {
    if (text_[at_] == '\\' && (peek(1) == '"' || peek(1) == '\\')) ++at_;
    // A sentence may run over lines: white space is one space.
    if (is_space(text_[at_])) { skip_space(); value += ' '; continue; }
    value += text_[at_++];
  }
  if (at_ >= end_) return unclosed(begin, "a text that is not closed", "end it with `\"`");
  ++at_;
  add(TokenKind::text, begin, std::move(value));
}

void Lexer::label() {
  const auto begin = at_++;
  std::string value;
  while (at_ < end_ && text_[at_] != ']') {
    if (is_space(text_[at_])) { skip_space(); value += ' '; continue; }
    value += text_[at_++];
  }
  if (at_ >= end_) return unclosed(begin, "a label that is not closed", "end it with `]`");
  ++at_;
  add(TokenKind::label, begin, std::move(value));
}

void Lexer::unclosed(std::size_t begin, const char* what, const char* help) {
  faults_.push_back(fault("L003", what, help, sources_.place({file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + 1)})));
  at_ = end_;
}

void Lexer::name() {
  const auto begin = at_;
  while (is_word(peek())) ++at_;
  while (peek() == '-' && (is_lower(peek(1)) || is_digit(peek(1)))) { ++at_; while (is_word(peek())) ++at_; }
  add(TokenKind::name, begin, slice(begin));
}

void Lexer::variable() {
  const auto begin = at_;
  while (is_word(peek())) ++at_;
  add(TokenKind::variable, begin, slice(begin));
}

void Lexer::number() {
  const auto begin = at_;
  while (is_digit(peek())) ++at_;
  if (at_ - begin == 4 && peek() == '-' && is_digit(peek(1))) {
    while (is_digit(peek()) || peek() == '-') ++at_;
    const auto day = slice(begin);
    if (!time::Date::parse(day))
      faults_.push_back(fault("L004", fmt::format("`{}` is not a day", day), "write a day that exists as YYYY-MM-DD", sources_.place(span(begin))));
    return add(TokenKind::date, begin, time::Date::parse(day) ? day : "0001-01-01");
  }
  if (at_ - begin > 18) faults_.push_back(fault("L005", "a number with over 18 digits", "write a smaller number", sources_.place(span(begin))));
  add(TokenKind::number, begin, at_ - begin > 18 ? "0" : slice(begin));
}

void Lexer::mark() {
  const auto begin = at_++;
  const auto c = text_[begin];
  if ((c == '!' || c == '<' || c == '>') && peek() == '=') ++at_;
  const auto text = slice(begin);
  if (std::string_view("(),.:=<>+-;").find(c) != std::string_view::npos || text == "!=") return add(TokenKind::mark, begin, text);
  while (at_ < end_ && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80) ++at_;  // the rest of one code point
  faults_.push_back(fault("L006", fmt::format("`{}` has no meaning here", slice(begin)), "put text in quotes; comments begin with `%`", sources_.place(span(begin))));
}

}  // namespace dedere::language
