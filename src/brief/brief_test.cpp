// Articles, as claims, checked against a small law and record.
#include "brief/brief.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "brief/brief_page.hpp"
#include "brief/html.hpp"
#include "brief/json.hpp"
#include "brief/small_world.hpp"
#include "brief/text.hpp"

namespace dedere::brief {
namespace {

using read::Claim;
using read::Kind;
using read::Status;
using time::Date;
using time::Edtf;

Claim claim(Kind kind, std::string person, std::string state, std::string value = "", const char* day = nullptr) {
  Claim c;
  c.kind = kind;
  c.person = std::move(person);
  c.state = std::move(state);
  c.value = std::move(value);
  if (day) c.from = c.to = Edtf::parse(day);
  c.quote.text = "words of the article";
  return c;
}

Claim travel(std::string person, std::string state, const char* day, Status status, std::size_t at) {
  auto c = claim(Kind::travel, std::move(person), std::move(state), "", day);
  c.status = status;
  c.quote = {"a journey", at, at + 9};
  return c;
}

Brief make(const char* published, const std::vector<Claim>& claims) {
  const auto day = published ? Date::parse(published) : std::nullopt;
  const SmallWorld world(day);
  return brief(world.setting(), {"article", "text", day}, claims);
}

TEST(Brief, ChecksWhatAnArticleSays) {
  struct Case { Claim claim; Check check; };
  auto no_party = claim(Kind::membership, "", "aa", "party");
  no_party.polarity = read::Polarity::negative;
  const std::vector<Case> cases{
      {claim(Kind::membership, "", "aa", "party"), Check::supported},
      {no_party, Check::contradicted},
      {claim(Kind::membership, "", "cc", "party"), Check::contradicted},
      {claim(Kind::membership, "", "cc", "not_party"), Check::supported},
      {claim(Kind::membership, "", "cc", "signatory"), Check::supported},
      {claim(Kind::membership, "", "aa", "party", "2009"), Check::contradicted},   // not yet
      {claim(Kind::membership, "", "zz", "party"), Check::not_in_record},          // no such state
      {claim(Kind::membership, "", "", "2"), Check::supported},
      {claim(Kind::membership, "", "", "3"), Check::contradicted},
      {claim(Kind::membership, "", "", "", "2022-05-01"), Check::not_in_record},
      {claim(Kind::warrant, "pat", "", "issued"), Check::supported},
      {claim(Kind::warrant, "pat", "", "issued", "2020-03"), Check::supported},
      {claim(Kind::warrant, "pat", "", "issued", "2021"), Check::contradicted},
      {claim(Kind::warrant, "", "", "issued"), Check::not_in_record},
      {claim(Kind::obligation, "pat", "aa", "must_arrest"), Check::supported},
      {claim(Kind::obligation, "pat", "cc", "must_arrest"), Check::contradicted},
      {claim(Kind::first_visit, "pat", "aa", "member"), Check::supported},
      {claim(Kind::first_visit, "pat", "aa", "abroad"), Check::contradicted},      // cc in 2021
      {claim(Kind::urging, "pat", "aa"), Check::opinion},
      {claim(Kind::statement, "pat", "aa"), Check::opinion},
      {claim(Kind::assurance, "pat", "aa"), Check::not_in_record},
      {claim(Kind::meeting, "pat", "aa"), Check::not_in_record},
      {claim(Kind::finding, "pat", "aa", "noncompliance"), Check::not_in_record},  // not yet known
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto page = make("2022-05-01", {travel("pat", "aa", "2022-05-01", Status::planned, 0), cases[i].claim});
    ASSERT_EQ(page.claims.size(), 1U) << i;
    EXPECT_EQ(page.claims[0].check, cases[i].check) << "case " << i << ", " << read::name(cases[i].claim.kind) << " " << cases[i].claim.value << ": " << page.claims[0].says;
    if (page.claims[0].check == Check::contradicted) { EXPECT_FALSE(page.claims[0].says.empty() && page.claims[0].grounds.empty()) << "case " << i << " is contradicted without saying by what"; }
  }
}

TEST(Brief, JoinsWhatIsToldOfOneJourney) {
  auto meeting = claim(Kind::meeting, "pat", "aa", "", "2022-05-02");
  const auto page = make("2022-05-01", {travel("pat", "aa", "2022-05-01", Status::planned, 0), travel("pat", "aa", "2022-05-01", Status::under_way, 20), meeting,
                                        travel("pat", "bb", "2022-05-05", Status::planned, 40)});
  ASSERT_EQ(page.journeys.size(), 1U) << "a journey home is none abroad";
  EXPECT_EQ(page.journeys[0].quotes.size(), 2U);
  EXPECT_EQ(page.journeys[0].from, Date::parse("2022-05-01"));
  EXPECT_EQ(page.journeys[0].to, Date::parse("2022-05-02"));
  EXPECT_EQ(page.journeys[0].claim.status, Status::under_way);
  ASSERT_TRUE(page.journeys[0].duty);
  EXPECT_EQ(page.journeys[0].duty->verdict, Verdict::bound);
}

TEST(Brief, PutsWhatBecameKnownLaterApart) {
  const auto page = make("2022-05-01", {travel("pat", "aa", "2022-05-01", Status::planned, 0)});
  ASSERT_EQ(page.known_later.size(), 2U);
  EXPECT_EQ(page.known_later[0].evidence.row, "pat-aa-2022");   // how the journey ended
  EXPECT_EQ(page.known_later[1].evidence.row, "aa-2022");
  EXPECT_EQ(page.journeys.at(0).visit->state_action, "") << "nobody knew yet";
  const auto out = text(brief_page(page), {.width = 120});
  const auto apart = out.find("What became known after 1 May 2022");
  ASSERT_NE(apart, std::string::npos);
  EXPECT_GT(out.find("9 September 2022"), apart);
}

TEST(Brief, SaysWhereThereIsNothingToSay) {
  const auto nobody = make("2022-05-01", {claim(Kind::membership, "", "aa", "party")});
  EXPECT_TRUE(nobody.persons.empty());
  EXPECT_EQ(nobody.remarks.size(), 1U);
  const auto no_day = make(nullptr, {travel("pat", "aa", nullptr, Status::planned, 0)});
  EXPECT_EQ(no_day.remarks.size(), 1U);   // the journey's days are the record's
  EXPECT_TRUE(no_day.journeys.at(0).days_of_record);
  EXPECT_TRUE(no_day.known_later.empty());
  const auto empty = make(nullptr, {});
  EXPECT_EQ(empty.remarks.size(), 2U);
  EXPECT_FALSE(text(brief_page(empty)).empty());
}

TEST(Brief, EscapesTheArticle) {
  auto odd = claim(Kind::urging, "pat", "aa");
  odd.quote.text = "<script>alert(1)</script>";
  odd.attributed_to = "A & <b>";
  const auto page = make("2022-05-01", {odd});
  const auto out = html(brief_page(page));
  EXPECT_EQ(out.find("<script"), std::string::npos);
  EXPECT_NE(out.find("A &amp; &lt;b&gt;"), std::string::npos);
}

TEST(Brief, GivesTheContractsJson) {
  const auto out = to_json(make("2022-05-01", {travel("pat", "aa", "2022-05-01", Status::planned, 0), claim(Kind::membership, "", "aa", "party")}));
  EXPECT_EQ(out["schema"], "dedere/brief/1");
  for (const char* field : {"persons", "journeys", "claims", "history", "known_later"}) EXPECT_TRUE(out[field].is_array()) << field;
  EXPECT_EQ(out["journeys"][0]["duty"]["verdict"], "bound");
  EXPECT_EQ(out["journeys"][0]["kind"], "travel");
  EXPECT_EQ(out["claims"][0]["check"], "supported");
  EXPECT_FALSE(out["claims"][0]["evidence"].empty());
}

}  // namespace
}  // namespace dedere::brief
