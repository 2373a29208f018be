#include "names/fold.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dedere::names {
namespace {

TEST(Fold, WritesOfOneNameFallTogether) {
  const struct { const char *written, *words; } rows[] = {
      {"Omar Al-Bashir", "omar al bashir"},
      {"  OMAR   al\xC2\xA0" "Bashir ", "omar al bashir"},
      {"Omar al‑Bashir", "omar al bashir"},
      {"Fidèle Babala", "fidele babala"},
      {"Fide\xCC\x80le Babala", "fidele babala"},
      {"Côte d'Ivoire", "cote divoire"},
      {"Côte d’Ivoire", "cote divoire"},
      {"Kur'an, Qurʾān", "kuran quran"},
      {"Straße Łódź Ærø Țepeș", "strasse lodz aero tepes"},
      {"İlham Əliyev", "ilham eliyev"},
      {"U.A.E.", "uae"},
      {"U.N", "u n"},
      {"V. P. Surname", "v p surname"},
      {"V.Surname", "v surname"},
      {"Bosnia & Herzegovina", "bosnia and herzegovina"},
      {"Congo (Kinshasa)", "congo kinshasa"},
      {"a·b—c/d", "a b c d"},
      {"\xFF" "ab\xC3", "ab"},
      {"", ""},
      {"?!", ""},
  };
  for (const auto& row : rows) {
    const auto words = fold(row.written);
    ASSERT_TRUE(words) << row.written;
    EXPECT_EQ(fmt::format("{}", fmt::join(*words, " ")), row.words) << row.written;
  }
}

TEST(Fold, OtherScriptsAreLeftToRomanisation) {
  for (const char* text : {"Путин", "עומר", "عمر", "普京", "a Ж"}) EXPECT_FALSE(fold(text)) << text;
  EXPECT_EQ(fold(romanised("Владимир Путин")), (Words{"vladimir", "putin"}));
  EXPECT_EQ(fold(romanised("普京")), (Words{"pu", "jing"}));
  EXPECT_EQ(fold(romanised("Việt Nam")), (Words{"viet", "nam"}));
}

TEST(Fold, FoldedWordsFoldToThemselves) {
  const char* pieces[] = {"A", "b", "é", "'", "-", " ", ".", "ß", "7", "&", "\xCC\x80", "’", "Þ"};
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % std::size(pieces)];
    const auto once = fold(text);
    ASSERT_TRUE(once) << "seed " << seed;
    ASSERT_EQ(fold(fmt::format("{}", fmt::join(*once, " "))), once) << "seed " << seed << ": " << text;
  }
}

TEST(Distance, CountsSlips) {
  const struct { const char *a, *b; std::size_t apart; } rows[] = {
      {"", "", 0}, {"abc", "abc", 0}, {"abc", "", 3}, {"putin", "puttin", 1}, {"putin", "ptuin", 1}, {"putin", "rutin", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1}};
  for (const auto& row : rows) {
    EXPECT_EQ(distance(row.a, row.b), row.apart) << row.a << " " << row.b;
    EXPECT_EQ(distance(row.b, row.a), row.apart) << row.b << " " << row.a;
  }
}

}  // namespace
}  // namespace dedere::names
