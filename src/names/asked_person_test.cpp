#include "names/asked_person.hpp"

#include <gtest/gtest.h>

#include "names/mentions.hpp"

namespace dedere::names {
namespace {

const record::Package& package() {
  static const auto loaded = *record::load({std::string(DEDERE_ROOT "/record")});
  return loaded;
}

std::shared_ptr<const Lexicon> lexicon() {
  static const auto loaded = std::make_shared<const Lexicon>(*Lexicon::load(lexicon_on_disk(DEDERE_ROOT "/lexicon/names")));
  return loaded;
}

std::string asked(std::string_view text) {
  const auto one = one_person(package(), text, [] { return Result<std::shared_ptr<const Lexicon>>(lexicon()); });
  return one ? one->id : one.error().diagnostics()[0].code + std::string(one.error().diagnostics()[0].help.contains("did you mean") ? "?" : "");
}

TEST(AskedPerson, IsTakenOrSuggested) {
  const struct { const char *shows, *text, *who; } rows[] = {
      {"on record", "Vladimir Putin", "putin"},
      {"in another language's spelling", "Wladimir Poutine", "putin"},
      {"a slip that leaves less than a match", "Vladmir Putin", "A003?"},
      {"two persons at once", "Wladimir Poutine; Benyamin Netanyahou", "A003?"},
      {"two who bear the surname", "Gaddafi", "A006"},
      {"nobody", "Emmanuel Macron", "A003"},
  };
  for (const auto& row : rows) EXPECT_EQ(asked(row.text), row.who) << row.shows << ": " << row.text;
  EXPECT_EQ(asked(std::string(1'000'000, 'x')), "A003");
}

TEST(Mentions, FindsOnlyWhomItMustMean) {
  Mentions mentions(lexicon(), package().as_known(std::nullopt));
  const struct { const char *shows, *text, *who; } rows[] = {
      {"in another language's spelling", "Wladimir Poutine", "putin"},
      {"with a title", "President Vladimir Putin", "putin"},
      {"as a ticket has it", "PUTIN/VLADIMIR MR", "putin"},
      {"two words respelt", "Benyamin Netanyahou", "netanyahu"},
      {"several", "Omar Hasan Ahmed el Beshir", "al-bashir"},
      {"with a slip in a rare name", "Yoav Gallante", "gallant"},
      {"a common given name, a surname respelt", "Saif Khadafy", ""},
      {"an initial", "V. Putin", ""},
      {"a part of a surname", "Maria Lvova", ""},
      {"another given name that begins alike", "Josephine Kony", ""},
      {"a surname, however rare", "Netanyahou", ""},
      {"a surname that is a common name too", "Banda", ""},
      {"a surname that two bear", "Gaddaffi", ""},
      {"a given name", "Vladimir", ""},
      {"a relative", "Hannibal Gaddafi", ""},
      {"another given name", "Maria Putin", ""},
      {"a common surname", "Ali", ""},
      {"an English word", "Gallantry", ""},
      {"a title", "President", ""},
      {"a state", "South Africa", ""},
      {"nothing", "", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(mentions.find(row.text).value_or(""), row.who) << row.shows << ": " << row.text;
  for (const auto row : package().as_known(std::nullopt).rows("officials")) EXPECT_EQ(mentions.find(row.cell("name")).value_or(""), "") << row.cell("name");
  for (const auto row : package().as_known(std::nullopt).rows("states")) EXPECT_EQ(mentions.find(row.cell("name")).value_or(""), "") << row.cell("name");
}

}  // namespace
}  // namespace dedere::names
