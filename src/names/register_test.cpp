#include "names/register.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace dedere::names {
namespace {

const record::Package& package() {
  static const auto loaded = record::load({std::string(DEDERE_ROOT "/record")});
  if (!loaded) {
    for (const auto& d : loaded.error().diagnostics()) ADD_FAILURE() << show(d);
    std::abort();  // nothing below can be told without it
  }
  return *loaded;
}

const Register& persons() {
  static const auto all = Register::of_persons(package());
  return all;
}
const Register& states() {
  static const auto all = Register::of_states(package());
  return all;
}

std::string answer(const Register& names, const char* text) {
  const auto one = names.one(text);
  return one ? fmt::format("{} {}", one->id, name(one->how)) : one.error().diagnostics()[0].code;
}

TEST(Persons, OneIsMeant) {
  const struct { const char *written, *answer; } rows[] = {
      {"putin", "putin exact"},
      {"Vladimir Putin", "putin exact"},
      {"VLADIMIR PUTIN", "putin exact"},
      {"Putin, Vladimir", "putin other spelling"},
      {"Wladimir Putin", "putin other spelling"},
      {"Putin", "putin surname"},
      {"Путин", "putin surname"},
      {"Владимир Путин", "putin exact"},
      {"ВЛАДИМИР ПУТИН", "putin exact"},
      {"普京", "putin surname"},
      {"Omar al-Bashir", "al-bashir exact"},
      {"Omar Al Bashir", "al-bashir exact"},
      {"Omar Elbashir", "al-bashir other spelling"},
      {"omar bashir", "al-bashir other spelling"},
      {"Bashir", "al-bashir surname"},
      {"Omar Ahmad Bashir", "al-bashir other spelling"},
      {"عمر البشير", "al-bashir exact"},
      {"Nétanyahou Benjamin", "netanyahu other spelling"},
      {"נתניהו", "netanyahu surname"},
      {"Muammar Gaddafi", "muammar-gaddafi exact"},
      {"Saif al Islam Gaddafi", "saif-gaddafi exact"},
      // Not clear, or not known: never guessed.
      {"Gaddafi", "A006"},
      {"Vladmir Putin", "A003"},
      {"V. Putin", "A003"},
      {"Maria Putin", "A003"},
      {"President Putin", "A003"},
      {"Omar Hassan", "A003"},
      {"Vladimir", "A003"},
      {"Emmanuel Macron", "A003"},
      {"al", "A003"},
      {"", "A003"},
      {" ", "A003"},
      {"\xFF\xFE", "A003"},
  };
  for (const auto& row : rows) EXPECT_EQ(answer(persons(), row.written), row.answer) << row.written;
  EXPECT_EQ(answer(persons(), std::string(1'000'000, 'x').c_str()), "A003");
}

TEST(States, OneIsMeant) {
  const struct { const char *written, *answer; } rows[] = {
      {"mn", "mn exact"},
      {"MN", "mn exact"},
      {"Mongolia", "mn exact"},
      {"the Philippines", "ph exact"},
      {"philippines", "ph exact"},
      {"Ivory Coast", "ci other spelling"},
      {"cote d ivoire", "ci other spelling"},
      {"Turkey", "tr other spelling"},
      {"Turkiye", "tr exact"},
      {"U.S.A.", "us other spelling"},
      {"USA", "us other spelling"},
      {"Монголия", "mn transliterated"},
      {"Guinea", "gn exact"},
      {"Guinea-Bissau", "gw exact"},
      {"Republic of Korea", "kr other spelling"},
      {"Democratic Republic of the Congo", "cd exact"},
      {"Congo", "A006"},
      {"Mongola", "A004"},
      {"Korea", "A004"},
      {"Atlantis", "A004"},
      {"zz", "A004"},
      {"", "A004"},
  };
  for (const auto& row : rows) EXPECT_EQ(answer(states(), row.written), row.answer) << row.written;
}

TEST(Register, SuggestsTheNearest) {
  const struct { const Register* names; const char* written; std::string help; } rows[] = {
      {&persons(), "Vladmir Puttin", fmt::format("did you mean {} (`putin`)?", *persons().shown("putin"))},
      {&persons(), "notanjuhoo", "write the name as a newspaper would, or its id; the record holds only persons whom the Court wants or wanted"},
      {&states(), "Mongola", "did you mean Mongolia (`mn`)?"},
      {&states(), "Korea", "did you mean North Korea (`kp`) or South Korea (`kr`)?"},
      {&states(), "Qqqqqqq", "write the name in English, or its two-letter code (ISO 3166-1)"},
  };
  for (const auto& row : rows) {
    const auto one = row.names->one(row.written);
    ASSERT_FALSE(one) << row.written;
    EXPECT_EQ(one.error().diagnostics()[0].help, row.help);
  }
  EXPECT_EQ(persons().one("Gaddafi").error().diagnostics()[0].message, fmt::format("`Gaddafi` may be {} (`muammar-gaddafi`) or {} (`saif-gaddafi`)", *persons().shown("muammar-gaddafi"), *persons().shown("saif-gaddafi")));
}

// Whatever the record says somebody is called finds that one, and any other whom the name fits no worse is shown beside.
TEST(Register, EveryNameOnRecordFindsItsOwner) {
  std::size_t count = 0;
  const auto finds = [&](const Register& names, std::string_view text, std::string_view id) {
    const auto found = names.find(text);
    const auto own = std::ranges::find(found, id, &Candidate::id);
    ASSERT_NE(own, found.end()) << text;
    EXPECT_NE(own->how, Match::close) << text;
    EXPECT_TRUE(std::ranges::is_sorted(found, std::greater<>(), &Candidate::score)) << text;
    ++count;
  };
  const auto today = package().as_known(std::nullopt);
  for (const auto row : today.rows("names")) finds(persons(), row.cell("name"), row.cell("person"));
  for (const auto row : today.rows("persons")) finds(persons(), row.cell("name"), row.id());
  for (const auto row : today.rows("states")) { finds(states(), row.cell("name"), row.id()); finds(states(), row.id(), row.id()); }
  EXPECT_GT(count, 500U);
}

// Two persons on record whose names are alike must not be taken for one another: no full name is anybody else's.
TEST(Register, NoFullNameIsTakenForSomebodyElse) {
  for (const auto row : package().as_known(std::nullopt).rows("persons")) {
    const auto one = persons().one(row.cell("name"));
    ASSERT_TRUE(one) << row.cell("name");
    EXPECT_EQ(one->id, row.id());
  }
  for (const auto row : package().as_known(std::nullopt).rows("states")) {
    const auto one = states().one(row.cell("name"));
    ASSERT_TRUE(one) << row.cell("name");
    EXPECT_EQ(one->id, row.id());
  }
}

}  // namespace
}  // namespace dedere::names
