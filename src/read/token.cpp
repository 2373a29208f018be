#include "read/token.hpp"

namespace dedere::read {
namespace {

using Shape = Token::Shape;

// Base letters of U+00C0 to U+017F; '?' where there is none. Ligatures give their first letter.
constexpr std::string_view latin =
    "AAAAAAACEEEEIIIIDNOOOOO?OUUUUYTsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

constexpr bool digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool ascii_letter(unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
constexpr char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// One character: its code point, its length in bytes. A stray byte counts as one character.
struct Char { std::uint32_t code; std::uint32_t length; };
Char character(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto b = byte(at);
  // No longer form of a shorter character: an ASCII character is always its own byte.
  if (b < 0xC2) return {b, 1};
  if (b < 0xE0) return {(b & 31U) << 6U | (byte(at + 1) & 63U), at + 2 <= s.size() ? 2U : 1U};
  if (b < 0xF0) {
    const auto code = (b & 15U) << 12U | (byte(at + 1) & 63U) << 6U | (byte(at + 2) & 63U);
    return code < 0x800 ? Char{0x10000, 1} : Char{code, at + 3 <= s.size() ? 3U : 1U};
  }
  return {0x10000, at + 4 <= s.size() ? 4U : 1U};
}

constexpr char base_letter(std::uint32_t code) { return code >= 0xC0 && code < 0xC0 + latin.size() ? latin[code - 0xC0] : '?'; }

bool apostrophe(std::uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`'; }
bool hyphen(std::uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool dash(std::uint32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2012; }
bool space(std::uint32_t c) { return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x200B || c == 0xFEFF; }
bool letter(std::uint32_t c) {
  if (c < 0x80) return ascii_letter(static_cast<unsigned char>(c));
  if (apostrophe(c)) return false;
  return c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && c != 0xD7 && c != 0xF7 && !(c >= 0x3000 && c < 0x3040) && c != 0xFEFF;
}

// The sign a mark stands for, or 0 where it has no part in the sentence.
char sign(std::uint32_t c) {
  switch (c) {
    case ',': case ';': case ':': case '.': case '?': case '!': case '(': case ')': case '"': return static_cast<char>(c);
    case '[': return '(';
    case ']': return ')';
    case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB: return '"';
    case 0x2026: return '.';
    default: return 0;
  }
}

struct Hash {
  WordHash value = 1469598103934665603ULL;
  void add(char c) { value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ULL; }
};

template <class Sink>
void fold_into(std::string_view word, Sink sink) {
  for (std::size_t i = 0; i < word.size();) {
    const auto b = static_cast<unsigned char>(word[i]);
    if (b < 0x80) {
      if (b != '.' && b != '\'' && b != '`') sink(low(word[i]));
      ++i;
      continue;
    }
    const auto c = character(word, i);
    if (const auto base = base_letter(c.code); base != '?') sink(low(base));
    else if (!apostrophe(c.code)) for (std::size_t k = 0; k < c.length; ++k) sink(word[i + k]);
    i += c.length;
  }
}

class Splitter {
 public:
  Splitter(std::string_view text, Paragraph p, std::vector<Token>& out) : text_(text.substr(0, p.end)), at_(p.start), out_(out) {}

  void run() {
    while (at_ < text_.size()) step();
  }

 private:
  void step() {
    const auto c = character(text_, at_);
    if (space(c.code)) return skip(c.length);
    if (c.code < 0x80 && digit(static_cast<unsigned char>(c.code))) return number();
    if (letter(c.code)) return word();
    if (hyphen(c.code) || dash(c.code)) return line(c);
    if (const auto s = sign(c.code)) {
      mark(s, c.length);
      return;
    }
    skip(c.length);
  }

  void skip(std::uint32_t n) { at_ += n; joins_ = false; }

  // A hyphen within a word joins; one with a space at either side is a mark.
  void line(Char c) {
    const bool before = at_ > 0 && !space(static_cast<unsigned char>(text_[at_ - 1])) && !out_.empty() && out_.back().end == at_;
    const auto after = at_ + c.length;
    const bool tight = before && after < text_.size() && !space(character(text_, after).code);
    if (tight && c.code != 0x2014) {
      at_ += c.length;
      joins_ = true;
    } else {
      mark('-', c.length);
    }
  }

  void mark(char s, std::uint32_t length) {
    push({.start = at_, .end = at_ + length, .hash = 0, .number = static_cast<unsigned char>(s), .shape = Shape::mark});
    at_ += length;
  }

  void push(Token t) {
    t.joined = joins_;
    joins_ = false;
    out_.push_back(t);
  }

  void number() {
    const auto start = at_;
    std::uint32_t value = 0;
    while (at_ < text_.size()) {
      const auto b = static_cast<unsigned char>(text_[at_]);
      if (digit(b)) value = value > 100'000'000U ? value : value * 10 + (b - '0');
      else if (b == ',' && at_ + 3 < text_.size() && digit(static_cast<unsigned char>(text_[at_ + 1])) && digit(static_cast<unsigned char>(text_[at_ + 2])) &&
               digit(static_cast<unsigned char>(text_[at_ + 3])) && !(at_ + 4 < text_.size() && digit(static_cast<unsigned char>(text_[at_ + 4])))) {}
      else break;
      ++at_;
    }
    Token t{.start = start, .end = at_, .hash = word_hash(text_.substr(start, at_ - start)), .number = value, .shape = Shape::number};
    const auto letters = at_;
    while (at_ < text_.size() && ascii_letter(static_cast<unsigned char>(text_[at_]))) ++at_;
    if (at_ - letters == 2 || at_ - letters == 1) { t.suffixed = true; t.end = at_; }   // 25th, 16h
    else at_ = letters;                                                          // 15June2015
    push(t);
  }

  void word() {
    const auto start = at_;
    Hash hash;
    bool first_upper = false, all_upper = true, dotted = false;
    std::uint32_t letters = 0;
    while (at_ < text_.size()) {
      const auto b = static_cast<unsigned char>(text_[at_]);
      if (ascii_letter(b)) {
        if (letters == 0) first_upper = upper(b);
        all_upper = all_upper && upper(b);
        hash.add(low(static_cast<char>(b)));
        ++letters;
        ++at_;
        continue;
      }
      if (b == '.' && letters == (dotted ? letters : 1) && initials(start)) {   // U.S., V.
        dotted = true;
        ++at_;
        continue;
      }
      const auto c = character(text_, at_);
      if (apostrophe(c.code)) {
        const auto next = at_ + c.length;
        if (next >= text_.size() || !letter(character(text_, next).code)) break;
        if (possessive_follows(next)) break;
        at_ = next;
        continue;
      }
      if (b < 0x80 || !letter(c.code)) break;
      if (const auto base = base_letter(c.code); base != '?') {
        if (letters == 0) first_upper = upper(static_cast<unsigned char>(base));
        all_upper = all_upper && upper(static_cast<unsigned char>(base));
        hash.add(low(base));
      } else {
        if (letters == 0) first_upper = false;
        all_upper = false;
        for (std::size_t k = 0; k < c.length; ++k) hash.add(text_[at_ + k]);
      }
      ++letters;
      at_ += c.length;
    }
    if (at_ == start) return skip(1);   // a letter that did not begin a word: never stand still
    push({.start = start, .end = at_, .hash = hash.value, .number = letters,
          .shape = !first_upper ? Shape::lower : all_upper && letters > 1 ? Shape::upper : Shape::capital, .stopped = dotted});
    possessive();
  }

  // Every letter so far has a stop after it, and this one is a capital: "U.S."; or a lone capital initial: "V."
  [[nodiscard]] bool initials(std::uint32_t start) const {
    const auto length = at_ - start;
    if (length % 2 != 1) return false;
    for (auto i = start; i < at_; i += 2) {
      if (!ascii_letter(static_cast<unsigned char>(text_[i]))) return false;
      if (i > start && text_[i - 1] != '.') return false;
    }
    if (upper(static_cast<unsigned char>(text_[start]))) return true;
    return at_ + 2 < text_.size() && ascii_letter(static_cast<unsigned char>(text_[at_ + 1])) && text_[at_ + 2] == '.';   // a.m.
  }

  [[nodiscard]] bool possessive_follows(std::size_t s) const {
    if (low(text_[s]) != 's') return false;
    return s + 1 >= text_.size() || !letter(character(text_, s + 1).code);
  }

  void possessive() {
    if (at_ >= text_.size()) return;
    const auto c = character(text_, at_);
    if (!apostrophe(c.code)) return;
    const auto next = at_ + c.length;
    const bool s = next < text_.size() && possessive_follows(next);
    const bool plural = !s && low(text_[at_ - 1]) == 's' && next < text_.size() && text_[next] == ' ';
    if (!s && !plural) return;
    const auto end = static_cast<std::uint32_t>(s ? next + 1 : next);
    push({.start = at_, .end = end, .hash = 0, .number = 0, .shape = Shape::possessive});
    at_ = end;
  }

  std::string_view text_;
  std::uint32_t at_;
  std::vector<Token>& out_;
  bool joins_ = false;
};

bool ends_sentence(std::string_view line) {
  const auto last = line.find_last_not_of(" \t\r\"')");
  return last != std::string_view::npos && (line[last] == '.' || line[last] == '?' || line[last] == '!' || static_cast<unsigned char>(line[last]) >= 0x80);
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r\f\v") == std::string_view::npos; }

}  // namespace

std::string fold(std::string_view word) {
  std::string out;
  fold_into(word, [&](char c) { out += c; });
  return out;
}

WordHash word_hash(std::string_view word) {
  Hash hash;
  fold_into(word, [&](char c) { hash.add(c); });
  return hash.value;
}

std::vector<Paragraph> paragraphs(std::string_view text) {
  std::vector<Paragraph> lines, joined;
  bool gaps = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = text.find('\n', at);
    const auto end = found == std::string_view::npos ? text.size() : found;
    lines.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end + 1;
  }
  while (!lines.empty() && blank(text.substr(lines.back().start, lines.back().end - lines.back().start))) lines.pop_back();
  bool open = false;
  for (const auto& line : lines) {
    if (blank(text.substr(line.start, line.end - line.start))) {
      gaps = gaps || !joined.empty();
      open = false;
    } else if (open) {
      joined.back().end = line.end;
    } else {
      joined.push_back(line);
      open = true;
    }
  }
  if (gaps || lines.size() < 3) return gaps ? joined : lines;
  std::size_t ended = 0;
  for (const auto& line : lines) ended += ends_sentence(text.substr(line.start, line.end - line.start)) ? 1U : 0U;
  if (2 * ended >= lines.size()) return lines;
  return {lines.front(), {lines[1].start, lines.back().end}};   // lines cut at a width: a title and one body
}

void tokenize(std::string_view text, Paragraph paragraph, std::vector<Token>& out) { Splitter(text, paragraph, out).run(); }

}  // namespace dedere::read
