#include "names/parts.hpp"

#include <gtest/gtest.h>

namespace dedere::names {
namespace {

// The words, with `+` before one that stands together with the word before it.
std::string shown(std::string_view name) {
  Parts parts;
  parts.read(name);
  std::string out;
  for (const auto& part : parts) ((out += out.empty() ? "" : " ") += part.follows ? "+" : "") += part.text;
  return out;
}

TEST(Parts, AreTheWordsOfAName) {
  const struct { const char *shows, *written, *words; } rows[] = {
      {"blanks and hyphens part", "Omar  Al-Bashir", "omar +al +bashir"},
      {"accents go", "Fidèle Nguyễn Đặng", "fidele +nguyen +dang"},
      {"apostrophes join", "Mu'tasim Sa‘id O’Brien", "mutasim +said +obrien"},
      {"a passenger's name", "AL-BASHIR/OMAR H. MR", "al +bashir omar +h +mr"},
      {"a comma parts the name", "BASHIR, Omar", "bashir omar"},
      {"marks of direction and joiners mean nothing", "\u200Fعمر\u200E \u2067البشير\u2069", "عمر +البشير"},
      {"vowel points and tatweel mean nothing", "مُحَـــمَّد", "محمد"},
      {"letters that stand for each other", "أحمد علی كریمی ک", "احمد +علي +كريمي +ك"},
      {"Devanagari keeps its vowels", "महेश श्रेष्ठ", "महेश +श्रेष्ठ"},
      {"the scripts of India have the letters of Devanagari", "নরেন্দ্র", "नरेन्द्र"},
      {"Thai keeps its vowels, Greek loses its accents", "พูติน Άννα", "พูติน +αννα"},
      {"a Chinese name in one", "习近平", "习 +近平"},
      {"a Korean name in one", "김정은", "김 +정은"},
      {"a longer one stays as it is", "弗拉基米尔", "弗拉基米尔"},
      {"two scripts are two words", "Иванivan", "иван +ivan"},
      {"bytes that are not UTF-8 part", "ab\xFF\xC3" "cd", "ab +cd"},
      {"control characters part", std::string_view("ab\0cd\x1B" "ef", 8).data(), "ab"},
      {"nothing", " -,. ", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(shown(row.written), row.words) << row.shows;
}

TEST(Parts, HaveLimits) {
  Parts parts;
  parts.read(std::string(1U << 20U, 'a'));
  EXPECT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].text.size(), Parts::longest);
  EXPECT_TRUE(parts.cut());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "ab ";
  parts.read(many);
  EXPECT_EQ(parts.size(), Parts::most);
  EXPECT_TRUE(parts.cut());
  std::string ligatures;
  for (int i = 0; i < 190; ++i) ligatures += "ĳ";
  parts.read(ligatures);
  EXPECT_EQ(parts.size(), 1U);
  parts.read("ab");
  EXPECT_FALSE(parts.cut());
}

}  // namespace
}  // namespace dedere::names
