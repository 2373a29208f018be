// Who is told to have said something, by the statements and the claims of short texts about a made-up person.
#include <gtest/gtest.h>

#include <algorithm>

#include "read/read.hpp"

namespace dedere::read {
namespace {

const Reader& reader() {
  static const Reader made = [] {
    auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
    if (!lexicon) throw std::runtime_error("the lexicon has faults");
    Gazetteer g;
    Gazetteer::Person roe;
    roe.id = "roe";
    roe.name = "Adam Roe";
    roe.state = "ru";
    roe.names = {{"Adam Roe", Gazetteer::Name::Kind::full}, {"Roe", Gazetteer::Name::Kind::surname}};
    g.persons.push_back(roe);
    return Reader(*lexicon, g);
  }();
  return made;
}

// The speakers of all statements of a text, in their order.
std::vector<std::string> speakers(const std::string& text) {
  std::vector<std::string> said;
  for (const auto& c : reader().read({.id = "-", .text = text, .published = time::Date::of(2024, 9, 2)}))
    if (c.kind == Kind::statement) said.push_back(c.attributed_to);
  return said;
}

TEST(Speakers, OfStatements) {
  using Names = std::vector<std::string>;
  const std::string roe = "Adam Roe is wanted by the International Criminal Court. ";
  const struct { std::string text; Names said; } cases[] = {
      // A pronoun stands for who spoke in the sentence before, not for whom it was about.
      {roe + "“There are no worries about Roe,” government spokesman Paul Smith said.\n\nAsked if the warrant had been discussed before Roe's trip, he said: “All aspects were prepared.”\n", {"government spokesman Paul Smith", "government spokesman Paul Smith"}},
      {roe + "“We respect the warrant for Roe,” said Kenya's President Ann Smith.\n\n“We apply it to everybody,” she added.\n", {"Kenya's President Ann Smith", "Kenya's President Ann Smith"}},
      {roe + "The court said Roe was a fugitive.\n\nIt said Article 27 left Roe no immunity.\n", {"The court", "The court"}},
      {roe + "Kenya has not confirmed whether it will arrest Roe, but it has reiterated its support for the court.\n", {"Kenya"}},
      {roe + "Adam Roe spoke to reporters in Moscow on Monday.\n\nHe said the warrant against him was worthless.\n", {"Adam Roe"}},
      // A speaker is a noun phrase.
      {roe + "It is worth noting that Kenya said it had read the warrant for Roe.\n", {"Kenya"}},
      {roe + "The minister of Kenya, who met Roe in May, said that the warrant was void.\n", {"The minister of Kenya"}},
      {roe + "A National Security Council spokesperson said the court had no jurisdiction over Roe.\n", {"A National Security Council spokesperson"}},
      {roe + "Roe will not be arrested, Bloomberg reported on Friday, citing two sources familiar with the matter.\n", {"two sources familiar with the matter"}},
      {roe + "Ann Smith did not name the diplomats who had met Roe.\n\nShe said the visit of Roe was an insult.\n", {"Ann Smith"}},
      {roe + "Smith told reporters that Roe would be safe.\n\nHe said: “Whoever comes will not be detained.”\n", {"Smith", "Smith"}},
      {roe + "He also missed the summit in Kenya in May, reported The Nairobi Observer.\n", {"The Nairobi Observer"}},
      {roe + "Kenya's foreign ministry said it hoped that the government of Chad “will see that Roe is a fugitive” and called on Chad to arrest Roe.\n", {"Kenya's foreign ministry"}},
      {roe + "It is no surprise that Adam Roe praised Kenya.\n", {"Adam Roe"}},
      {roe + "The minister, during his visit to Kenya, complained that Roe was ill.\n", {"The minister"}},
      {roe + "The leaders of Kenya, Chad and Malawi said Roe was ill.\n", {"The leaders of Kenya, Chad and Malawi"}},
      {roe + "Ann Smith, Kenya's junior foreign minister, said that Roe was ill. “We like him,” she said on Friday.\n", {"Ann Smith, Kenya's junior foreign minister", "Ann Smith, Kenya's junior foreign minister"}},
      {roe + "A source familiar with the preparations said Roe was ill.\n", {"A source familiar with the preparations"}},
      {roe + "As the court said on Monday, Roe is a fugitive.\n", {"the court"}},
      {roe + "Senator Bong Go said Roe was ill.\n", {"Senator Bong Go"}},
      // Nothing inside a quotation is its speaker, a letter speaks for nobody who got it, and who says one thing adds the next.
      {roe + "The spokesman Paul Smith denied that Roe was ill. “Everyone in the world understands what Roe means,” he told reporters.\n", {"The spokesman Paul Smith", "The spokesman Paul Smith"}},
      {roe + "Kenya received a letter saying that Roe was ill.\n", {}},
      {roe + "The minister Ann Smith said the court was wrong about Roe, adding that he was ill.\n", {"The minister Ann Smith"}},
      {roe + "Chad's ministry had requested the summit be moved, saying Roe was ill.\n", {"Chad's ministry"}},
      {roe + "The spokesman Paul Smith said officials had a duty to arrest Roe, but added that this was hard.\n", {"The spokesman Paul Smith"}},
      // In doubt, nobody.
      {roe + "The summit is in Kenya. “The government could not take a position that would allow Roe to come,” he added.\n", {}},
      // No statements.
      {roe + "Roe, wanted for genocide, was in Kenya in May.\n", {}},
      {roe + "According to Article 86 of the Rome Statute, all members shall cooperate with the court on Roe.\n", {}},
      {roe + "Roe has received assurances from the government of Kenya.\n", {}},
      {roe + "In 2015, Kenya found itself in trouble when it failed to arrest Roe.\n", {}},
      {roe + "Kenya did not detain Roe, and the minister put it to Roe in orthodox terms.\n", {}},
      {roe + "They accuse Roe of crimes, citing the blockade of aid and the shelling of towns.\n", {}},
  };
  for (const auto& c : cases) EXPECT_EQ(speakers(c.text), c.said) << c.text;
}

// A claim that the article makes itself is not put into the mouth of who repeats it later; the nearest saying verb tells whose a claim is.
TEST(Speakers, OfOtherClaims) {
  const auto by = [](const std::string& text, Kind kind) {
    for (const auto& c : reader().read({.id = "-", .text = text, .published = time::Date::of(2024, 9, 2)}))
      if (c.kind == kind) return c.attributed_to;
    return std::string("no claim");
  };
  EXPECT_EQ(by("The International Criminal Court issued a warrant for Adam Roe in March 2023.\n\nKenya rejects the decision of the court to issue a warrant for Roe, the White House said.\n", Kind::warrant), "");
  EXPECT_EQ(by("Adam Roe's office said it is not worried, despite a warrant that the International Criminal Court says Kenya is obligated to execute.\n", Kind::obligation), "the International Criminal Court");
  // Who announces it, not who speaks of the announcement; what was done before is no part of what the court said.
  EXPECT_EQ(by("Adam Roe praised Kenya, in response to Kenya's announcement that it will leave the International Criminal Court.\n", Kind::membership), "Kenya");
  EXPECT_EQ(by("The International Criminal Court wants Adam Roe. After Kenya failed to arrest Adam Roe in May, the court said members are bound to arrest suspects.\n", Kind::arrest), "");
  // A breach is found by judges; the prosecutor and others only say that there is one.
  EXPECT_EQ(by("The International Criminal Court wants Adam Roe. The prosecutor argued that Kenya failed to comply with its obligations to the court.\n", Kind::finding), "no claim");
  EXPECT_EQ(by("The International Criminal Court wants Adam Roe. Its judges ruled that Kenya failed to comply with its obligations to the court.\n", Kind::finding), "Its judges");
}

}  // namespace
}  // namespace dedere::read
