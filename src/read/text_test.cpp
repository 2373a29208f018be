#include "read/text.hpp"

#include <gtest/gtest.h>

#include "read/token.hpp"

namespace dedere::read {
namespace {

std::string code(const Result<Text>& r) { return r ? "" : r.error().diagnostics().front().code; }

TEST(Text, Encodings) {
  const struct { const char* shows; std::string bytes, utf8; } rows[] = {
      {"plain", "Mongolia\n", "Mongolia\n"},
      {"UTF-8", "T\xC3\xBCrkiye", "Türkiye"},
      {"with a mark", "\xEF\xBB\xBFT\xC3\xBCrkiye", "Türkiye"},
      {"line ends of other systems", "a\r\nb\rc", "a\nb\nc"},
      {"UTF-16, little end first", std::string("\xFF\xFE" "H\0i\0", 6), "Hi"},
      {"UTF-16, big end first", std::string("\xFE\xFF" "\0H\0i", 6), "Hi"},
      {"windows-1252", "The president said \x93no\x94 \x96 the caf\xE9 in the h\xF4tel was closed for the whole of the day, and that was that.",
       "The president said “no” – the café in the hôtel was closed for the whole of the day, and that was that."},
  };
  for (const auto& row : rows) {
    const auto text = decode(row.bytes, "a.txt");
    ASSERT_TRUE(text) << row.shows << show(text.error().diagnostics().front());
    EXPECT_EQ(text->utf8, row.utf8) << row.shows;
  }
}

TEST(Text, Refused) {
  const struct { const char* shows; std::string bytes; const char* code; } rows[] = {
      {"nothing", "", "T001"},
      {"white space", " \n\t\n", "T001"},
      {"a program", std::string("\x7f" "ELF\x02\x01\x01\0\0\0\0\0", 12), "T002"},
      {"control characters", std::string(50, '\x01') + "text", "T002"},
      {"UTF-16 cut in half", std::string("\xFF\xFE" "H", 3), "T003"},
      {"more than an article", std::string(most_bytes + 1, 'a'), "T004"},
  };
  for (const auto& row : rows) {
    const auto text = decode(row.bytes, "a.txt");
    EXPECT_EQ(code(text), row.code) << row.shows;
    ASSERT_FALSE(text);
    EXPECT_FALSE(text.error().diagnostics().front().help.empty());
  }
}

std::string tokens(const std::string& text) {
  std::vector<Token> found;
  tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, found);
  std::string out;
  for (const auto& t : found) out += (t.joined ? "+" : out.empty() ? "" : " ") + text.substr(t.start, t.end - t.start);
  return out;
}

TEST(Token, Words) {
  const struct { const char *text, *tokens; } rows[] = {
      {"Putin's visit", "Putin 's visit"}, {"the states' duty", "the states ' duty"}, {"al-Bashir", "al+Bashir"}, {"U.S. soil.", "U.S. soil ."}, {"Vladimir V. Putin", "Vladimir V. Putin"},
      {"Aug. 22-24", "Aug . 22+24"}, {"won't", "won't"}, {"Cote d'Ivoire", "Cote d'Ivoire"}, {"N’Djamena", "N’Djamena"}, {"15June2015", "15 June 2015"}, {"1,600 men", "1,600 men"},
      {"a — b", "a — b"}, {"“Yes,” he said", "“ Yes , ” he said"},
  };
  for (const auto& row : rows) EXPECT_EQ(tokens(row.text), row.tokens);
}

TEST(Token, Folding) {
  EXPECT_EQ(word_hash("Türkiye"), word_hash("turkiye"));
  EXPECT_EQ(word_hash("U.S."), word_hash("us"));
  EXPECT_EQ(fold("Élysée"), "elysee");
  EXPECT_NE(word_hash("Путин"), word_hash("Пути"));
}

// Bytes that are no text lose words and nothing more.
TEST(Token, AnyBytes) {
  std::uint64_t seed = 20240902;
  SCOPED_TRACE(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes += static_cast<char>(seed >> 56U);
    }
    std::vector<Token> found;
    for (const auto& p : paragraphs(bytes)) tokenize(bytes, p, found);
    for (const auto& t : found) { ASSERT_LT(t.start, t.end); ASSERT_LE(t.end, bytes.size()); }
  }
}

}  // namespace
}  // namespace dedere::read
