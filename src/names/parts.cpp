#include "names/parts.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "names/fold.hpp"

namespace dedere::names {
namespace {

Script script_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_LATIN: return Script::latin;
    case USCRIPT_ARABIC: return Script::arabic;
    case USCRIPT_HEBREW: return Script::hebrew;
    case USCRIPT_CYRILLIC: return Script::cyrillic;
    case USCRIPT_HAN: return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return Script::kana;
    case USCRIPT_HANGUL: return Script::hangul;
    case USCRIPT_GREEK: return Script::greek;
    case USCRIPT_GEORGIAN: return Script::georgian;
    case USCRIPT_ARMENIAN: return Script::armenian;
    case USCRIPT_ETHIOPIC: return Script::ethiopic;
    case USCRIPT_DEVANAGARI: return Script::indic;
    case USCRIPT_THAI: return Script::thai;
    default: return Script::other;
  }
}

constexpr UChar32 devanagari = 0x900, after_malayalam = 0xD80, of_block = 0x7F;

// Letters of one script that stand for each other between its languages.
UChar32 plain(UChar32 c) {
  if (c >= devanagari && c < after_malayalam) return devanagari + (c & of_block);
  switch (c) {
    case 0x0622: case 0x0623: case 0x0625: case 0x0671: return 0x0627;                        // alef
    case 0x0649: case 0x06CC: case 0x06D2: case 0x06D0: case 0x0626: case 0x06CD: return 0x064A;  // yeh
    case 0x06A9: case 0x06AA: return 0x0643;                                                  // kaf
    case 0x06C0: case 0x06C1: case 0x06C2: case 0x06BE: case 0x06D5: return 0x0647;            // heh
    case 0x0624: return 0x0648;                                                               // waw
    case 0x05DA: return 0x05DB; case 0x05DD: return 0x05DE; case 0x05DF: return 0x05E0; case 0x05E3: return 0x05E4; case 0x05E5: return 0x05E6;  // final forms
    case 0x06CE: case 0x0678: return 0x064A;
    case 0x0386: case 0x03AC: return 0x03B1; case 0x0388: case 0x03AD: return 0x03B5; case 0x0389: case 0x03AE: return 0x03B7;   // Greek, without accents
    case 0x038A: case 0x03AF: case 0x03CA: case 0x0390: return 0x03B9; case 0x038C: case 0x03CC: return 0x03BF; case 0x038F: case 0x03CE: return 0x03C9;
    case 0x038E: case 0x03CD: case 0x03CB: case 0x03B0: return 0x03C5; case 0x03C2: return 0x03C3;
    default: return u_tolower(c);
  }
}

bool is_mark(UChar32 c) {
  const auto type = u_charType(c);
  return c == 0x640 || type == U_FORMAT_CHAR || ((type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) && (c < 0x900 || c > 0x17FF));   // the vowels of the scripts of India and around it are letters here
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0x5F3; }

bool parts_names(char c) { return c == ';' || c == '|'; }
bool parts_words(char c) { return c == '/' || c == ',' || c == '(' || c == ')' || parts_names(c); }

bool is_geresh_place(Script script) { return script == Script::hebrew; }

}  // namespace

void Parts::read(std::string_view name) {
  size_ = used_ = 0;
  cut_ = name.size() > longest;
  name = name.substr(0, longest);
  std::size_t begin = 0;
  auto script = Script::latin;
  bool together = false;  // nothing since the last word that parts words that belong together
  bool another = false;   // something since the last word that parts names
  std::size_t begun_at = 0;
  const auto end_word = [&] {
    if (used_ == begin) return;
    if (size_ == most) { used_ = begin; cut_ = true; return; }
    parts_[size_] = {.text = {letters_.data() + begin, used_ - begin}, .script = script, .follows = together && size_ > 0, .another = another && size_ > 0, .at = static_cast<std::uint16_t>(begun_at)};
    ++size_;
    another = false;
    begin = used_;
    together = true;
  };
  const auto put = [&](std::string_view text, Script of, int32_t at) {
    if (used_ > begin && of != script && (of == Script::latin) != (script == Script::latin)) end_word();  // mixed scripts: two words
    if (used_ == begin) begun_at = static_cast<std::size_t>(at);
    script = used_ == begin ? of : script == Script::kana && of == Script::han ? of : script;
    if (used_ + text.size() > letters_.size()) { cut_ = true; return; }
    for (const char c : text) letters_[used_++] = c;
  };
  for (int32_t at = 0, size = static_cast<int32_t>(name.size()); at < size;) {
    const auto from = at;
    const char byte = name[static_cast<std::size_t>(at)];
    if (static_cast<signed char>(byte) >= 0) {
      ++at;
      const char c = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) put({&c, 1}, Script::latin, from);
      else if (c == '\'' || c == '`') { if (used_ > begin && is_geresh_place(script)) put("'", script, from); }
      else { end_word(); if (parts_words(c)) together = false; another = another || parts_names(c); }
      continue;
    }
    UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(name.data(), at, size, c);
#pragma GCC diagnostic pop
    if (c < 0) { end_word(); continue; }
    if (is_apostrophe(c)) { if (used_ > begin && is_geresh_place(script)) put("'", script, from); continue; }
    if (const auto letters = plain_letters(c); !letters.empty()) { put(letters, Script::latin, from); continue; }
    if (is_mark(c)) continue;
    if (!u_isalnum(c) && u_charType(c) != U_COMBINING_SPACING_MARK && u_charType(c) != U_NON_SPACING_MARK && c != 0x30FC) { end_word(); if (c == 0x60C || c == 0x3001) together = false; continue; }
    const auto letter = plain(c);
    std::array<char, 4> bytes{};
    int32_t length = 0;
    UBool failed = false;
    U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes.data()), length, 4, letter, failed);
    if (failed) put(name.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from)), script_of(c), from);
    else put({bytes.data(), static_cast<std::size_t>(length)}, script_of(letter), from);
  }
  end_word();
  part_surname();
}

void Parts::part_surname() {
  if (size_ != 1 || (parts_[0].script != Script::han && parts_[0].script != Script::hangul)) return;
  const auto text = parts_[0].text;
  if (text.size() % 3 != 0 || text.size() < 6 || text.size() > 12) return;  // three bytes a character
  parts_[1] = {.text = text.substr(3), .script = parts_[0].script, .follows = true, .at = static_cast<std::uint16_t>(parts_[0].at + 3)};
  parts_[0].text = text.substr(0, 3);
  size_ = 2;
}

}  // namespace dedere::names
