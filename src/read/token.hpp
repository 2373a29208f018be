// Text into words: each a slice of the article's bytes, with what the reader needs to know of its form. No language is known here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dedere::read {

// What a word is looked up by: the hash of its folded form (lower case, Latin letters without marks, no inner stops).
using WordHash = std::uint64_t;
[[nodiscard]] std::string fold(std::string_view word);   // "Türkiye" -> "turkiye", "U.S." -> "us"
[[nodiscard]] WordHash word_hash(std::string_view word); // of the folded form

struct Token {
  enum class Shape : std::uint8_t { lower, capital, upper, number, mark, possessive };
  std::uint32_t start = 0, end = 0;  // bytes [start, end) of the text
  WordHash hash = 0;
  std::uint32_t number = 0;  // value of a number without fraction; for a mark, its sign: one of , ; : . ? ! ( ) " -
  Shape shape = Shape::lower;
  bool joined = false;       // by a hyphen or dash to the token before it: "two-day", "18-19"
  bool stopped = false;      // an abbreviation's stop belongs to it: "U.S.", "V."
  bool suffixed = false;     // a number with letters: "25th", "400km"
  [[nodiscard]] bool is(char sign) const { return shape == Shape::mark && number == static_cast<unsigned char>(sign); }
  [[nodiscard]] bool capitalised() const { return shape == Shape::capital || shape == Shape::upper; }
};

// A stretch of lines that belongs together.
struct Paragraph {
  std::uint32_t start = 0, end = 0;  // bytes
};

// Blank lines part paragraphs; in a text without blank lines, every line is one.
[[nodiscard]] std::vector<Paragraph> paragraphs(std::string_view text);

// The words and marks of one paragraph, appended to `out`. A possessive ending is a token of its own; hyphens are dropped.
void tokenize(std::string_view text, Paragraph paragraph, std::vector<Token>& out);

}  // namespace dedere::read
