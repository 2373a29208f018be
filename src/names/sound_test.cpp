#include "names/sound.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "names/lexicon.hpp"

namespace dedere::names {
namespace {

const Lexicon& lexicon() {
  static const auto loaded = *Lexicon::load(lexicon_on_disk(DEDERE_ROOT "/lexicon/names"));
  return loaded;
}
const Sounds& sounds() { return lexicon().sounds(); }

TEST(Sound, OfSpellings) {
  const struct { const char *word, *sound; } rows[] = {
      {"khrushchev", "XruSev"}, {"muhammad", "muhamad"}, {"quinones", "kinones"}, {"schmidt", "Smidt"}, {"djamel", "jamel"}, {"aziz", "aziz"}, {"moussa", "musa"}, {"dschamal", "jamal"}, {"milosevic", "miloseviC"}, {"vicente", "visente"}, {"", ""}};
  for (const auto& row : rows) EXPECT_EQ(sounds().sound(row.word).text(), row.sound) << row.word;
}

TEST(Sound, SpellingsOfOneNameAreNear) {
  const struct { const char *a, *b; float most; } rows[] = {
      {"muammar", "moamer", 0.6F}, {"qadhafi", "gaddafi", 0.7F}, {"yusuf", "youssef", 0.4F}, {"sergei", "sergey", 0.1F}, {"hussein", "husayn", 0.5F}, {"chong", "jong", 0.4F}};
  for (const auto& row : rows) {
    EXPECT_LE(sounds().distance(sounds().sound(row.a), sounds().sound(row.b), 5), row.most) << row.a << " " << row.b;
    EXPECT_EQ(sounds().skeleton(sounds().sound(row.a)), sounds().skeleton(sounds().sound(row.b))) << row.a << " " << row.b;
  }
  EXPECT_GT(sounds().distance(sounds().sound("martin"), sounds().sound("maria"), 5), 1.0F);
}

// Words a slip apart meet by a key, also where the slip joins two vowels.
TEST(Sound, WordsASlipApartShareAKey) {
  for (const auto& [a, b] : {std::pair{"duarte", "dusarte"}, {"joshua", "johua"}, {"martin", "matin"}, {"zheng", "zhheng"}, {"hamid", "hamiad"}}) {
    std::vector<std::uint64_t> keys, others;
    sounds().neighbourhood(sounds().sound(a), keys);
    sounds().neighbourhood(sounds().sound(b), others);
    const bool skeletons = sounds().skeleton(sounds().sound(a)) == sounds().skeleton(sounds().sound(b));
    EXPECT_TRUE(skeletons || std::ranges::find_first_of(keys, others) != keys.end()) << a << " " << b;
  }
}

// A distance is 0 for the same, the same both ways, and found whatever the limit above it.
TEST(Sound, DistanceIsSymmetric) {
  const std::string_view letters = "aeioubdkgmnhstz";
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 random(seed);
    const auto word = [&] { std::string w; for (auto n = random() % 12; n > 0; --n) w += letters[random() % letters.size()]; return sounds().sound(w); };
    const auto a = word(), b = word();
    const auto apart = sounds().distance(a, b, 100);
    ASSERT_EQ(sounds().distance(a, a, 100), 0) << "seed " << seed;
    ASSERT_FALSE(Sounds::Floor(sounds(), a).above(apart + 1e-4F, set_of(b))) << "seed " << seed;
    ASSERT_NEAR(sounds().distance(b, a, 100), apart, 1e-4) << "seed " << seed;
    ASSERT_NEAR(sounds().distance(a, b, apart + 0.01F), apart, 1e-4) << "seed " << seed;
    if (apart > 0.1F) {
      ASSERT_GT(sounds().distance(a, b, apart - 0.1F), apart - 0.1F) << "seed " << seed;
    }
  }
}

// One word to many, in any order and to any limit: as to each by itself.
TEST(Sound, DistancesToMany) {
  const std::string_view letters = "aikrs";
  for (unsigned seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    const auto word = [&] { std::string w; for (auto n = random() % 8; n > 0; --n) w += letters[random() % letters.size()]; return sounds().sound(w); };
    const auto first = word();
    Sounds::Distances distances(sounds(), first);
    for (int i = 0; i < 50; ++i) {
      const auto other = word();
      const auto most = static_cast<float>(random() % 30) / 10;
      const auto apart = sounds().distance(first, other, 100), now = distances.to(other, most);
      if (apart <= most) ASSERT_EQ(now, apart) << "seed " << seed;
      else ASSERT_GT(now, most) << "seed " << seed;
    }
  }
}

TEST(Script, WordsSoundAsTheyAreSpoken) {
  const struct { Script script; const char *word, *latin; } rows[] = {
      {Script::cyrillic, "путин", "putin"}, {Script::arabic, "محمد", "muhammad"}, {Script::hebrew, "דוד", "david"}, {Script::kana, "ロバート", "robert"}, {Script::hangul, "미구엘", "miguel"}, {Script::han, "卡洛斯", "carlos"},
      {Script::greek, "πουτιν", "putin"}, {Script::georgian, "პუტინი", "putin"}, {Script::armenian, "պուտին", "putin"}, {Script::ethiopic, "ፑቲን", "putin"}, {Script::indic, "पुतिन", "putin"}, {Script::thai, "เบนจามิน", "benjamin"}};
  for (const auto& row : rows) {
    const auto* table = lexicon().script(row.script);
    ASSERT_NE(table, nullptr);
    const auto word = table->word(row.word);
    const auto best = table->best(word, 10);
    ASSERT_FALSE(best.empty()) << row.latin;
    EXPECT_LT(table->bits(word, sounds().sound(row.latin), 100), best[0].bits + 12) << row.latin;
    EXPECT_GT(table->bits(word, sounds().sound("benxofski"), 100), best[0].bits + 14) << row.latin;
    EXPECT_LE(table->bits(word, best[0].sound, 100), best[0].bits + 0.01F) << row.latin;
  }
}

TEST(Lexicon, LinesWithoutTheirFormAreFaults) {
  const auto broken = [](const std::string& file, const std::string& text) {
    const auto disk = lexicon_on_disk(DEDERE_ROOT "/lexicon/names");
    const auto loaded = Lexicon::load([&](const std::string& name) -> Result<std::string> { return name == file ? Result<std::string>(text) : disk(name); });
    return loaded ? std::string("none") : loaded.error().diagnostics()[0].code + ":" + std::to_string(loaded.error().diagnostics()[0].place.line);
  };
  EXPECT_EQ(broken("sounds.tsv", "# a comment\nsh\tS\nsch\n"), "N001:3");
  EXPECT_EQ(broken("sounds.tsv", "schtschi\tS\nschtschis\tS\n"), "N001:2");   // nine letters
  EXPECT_EQ(broken("alike.tsv", "a\tb\tnear\n"), "N001:1");
  EXPECT_EQ(broken("weights.tsv", "no_such_weight\t1\n"), "N001:1");
  EXPECT_EQ(broken("common.tsv", "*\t100\nmaria\t-3\n"), "N001:2");
  EXPECT_EQ(broken("scripts/arabic.tsv", "\xFF\ta\t1\n"), "N001:1");
  EXPECT_EQ(broken("titles.tsv", "mr\r\n"), "none");
  EXPECT_FALSE(Lexicon::load(lexicon_on_disk("/no/such/folder")));
}

}  // namespace
}  // namespace dedere::names
