#include "names/fold.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace dedere::names {
namespace {

constexpr std::size_t longest = 1U << 20U;  // bytes; no name is longer

// The plain letters of U+00C0 to U+017F, in their order; a blank is no letter.
constexpr std::string_view latin[] = {
    "a","a","a","a","a","a","ae","c","e","e","e","e","i","i","i","i","d","n","o","o","o","o","o"," ","o","u","u","u","u","y","th","ss",
    "a","a","a","a","a","a","ae","c","e","e","e","e","i","i","i","i","d","n","o","o","o","o","o"," ","o","u","u","u","u","y","th","y",
    "a","a","a","a","a","a","c","c","c","c","c","c","c","c","d","d","d","d","e","e","e","e","e","e","e","e","e","e","g","g","g","g",
    "g","g","g","g","h","h","h","h","i","i","i","i","i","i","i","i","i","i","ij","ij","j","j","k","k","k","l","l","l","l","l","l","l",
    "l","l","l","n","n","n","n","n","n","n","n","n","o","o","o","o","o","o","oe","oe","r","r","r","r","r","r","s","s","s","s","s","s",
    "s","s","t","t","t","t","t","t","u","u","u","u","u","u","u","u","u","u","u","u","w","w","y","y","y","z","z","z","z","z","z","s"};
static_assert(std::size(latin) == 0x180 - 0xC0);

// Those of U+0180 to U+024F that names are written with.
struct Letter { UChar32 letter; std::string_view plain; };
constexpr Letter further[] = {{0x18F, "e"}, {0x1A0, "o"}, {0x1A1, "o"}, {0x1AF, "u"}, {0x1B0, "u"}, {0x1CD, "a"}, {0x1CE, "a"}, {0x1E6, "g"}, {0x1E7, "g"},
                              {0x218, "s"}, {0x219, "s"}, {0x21A, "t"}, {0x21B, "t"}, {0x259, "e"}};

// U+1EA0 to U+1EF9.
constexpr std::string_view vietnamese[] = {
    "a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","e","e","e","e","e","e","e","e","e","e","e","e","e","e","e","e",
    "i","i","i","i","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","o","u","u","u","u","u","u","u","u","u","u","u","u","u","u",
    "y","y","y","y","y","y","y","y"};
static_assert(std::size(vietnamese) == 0x1EFA - 0x1EA0);

bool is_apostrophe(UChar32 c) { return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032; }
bool is_accent(UChar32 c) { return c >= 0x300 && c <= 0x36F; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A dot that ends a letter standing alone, or that is followed by such a letter and its dot, parts nothing.
bool is_dot_of_initials(std::string_view text, std::size_t dot) {
  const auto letter = [&](std::size_t i) { return i < text.size() && is_ascii_letter(text[i]); };
  return !letter(dot + 1) || (!letter(dot + 2) && dot + 2 < text.size() && text[dot + 2] == '.');
}

// The code point at `at`, which moves past it; below 0 where the bytes are not UTF-8.
UChar32 next(std::string_view text, int32_t& at) {
  UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), c);
#pragma GCC diagnostic pop
  return c;
}

}  // namespace

std::optional<Words> fold(std::string_view text) {
  Words words;
  std::string word;
  const auto end_word = [&] { if (!word.empty()) words.push_back(std::move(word)); word.clear(); };
  text = text.substr(0, longest);
  for (int32_t at = 0; at < static_cast<int32_t>(text.size());) {
    const auto begin = at;
    const auto c = next(text, at);
    if (c >= 'A' && c <= 'Z') word += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) word += static_cast<char>(c);
    else if (c == '&') { end_word(); words.emplace_back("and"); }
    else if (c == '.' && is_dot_of_initials(text, static_cast<std::size_t>(begin))) continue;
    else if (c < 0x80 && !is_apostrophe(c)) end_word();
    else if (is_apostrophe(c) || is_accent(c)) continue;
    else if (const auto plain = plain_letters(static_cast<char32_t>(c)); !plain.empty()) word += plain;
    else if (u_isalpha(c)) return std::nullopt;
    else end_word();
  }
  end_word();
  return words;
}

std::string_view plain_letters(char32_t letter) {
  if (letter < 0xC0 || letter > 0x24F) return letter >= 0x1EA0 && letter <= 0x1EF9 ? vietnamese[letter - 0x1EA0] : "";
  if (letter < 0x180) { const auto plain = latin[letter - 0xC0]; return plain == " " ? "" : plain; }
  const auto* known = std::ranges::find(further, static_cast<UChar32>(letter), &Letter::letter);
  return known == std::end(further) ? "" : known->plain;
}

std::string romanised(std::string_view text) {
  static const auto to_latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  if (!to_latin) return std::string(text);
  auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(std::min(text.size(), longest))));
  to_latin->transliterate(letters);
  std::string out;
  return letters.toUTF8String(out);
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace dedere::names
