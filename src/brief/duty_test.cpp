// The four verdicts on a small law, and what their pages must show and must not.
#include "brief/duty.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "brief/json.hpp"
#include "brief/memorandum.hpp"
#include "brief/small_world.hpp"
#include "brief/text.hpp"

namespace dedere::brief {
namespace {

using time::Date;

Duty ask(const SmallWorld& world, const char* person, const char* state, const char* from, const char* to) {
  return duty(world.setting(), {person, state, *Date::parse(from), *Date::parse(to)});
}

TEST(Duty, HasFourVerdicts) {
  const SmallWorld today, in_2020(Date::parse("2020-12-31"));
  struct Case { const SmallWorld* world; const char *person, *state, *day; Verdict verdict; };
  for (const auto& c : {
           Case{&today, "pat", "aa", "2022-05-01", Verdict::bound},
           Case{&today, "pat", "aa", "2020-02-29", Verdict::not_bound},      // the day before the warrant
           Case{&today, "pat", "aa", "2020-03-01", Verdict::bound},
           Case{&today, "pat", "cc", "2022-05-01", Verdict::not_bound},      // no party
           Case{&in_2020, "pat", "aa", "2020-06-01", Verdict::contested},    // the question was open then
           Case{&in_2020, "pat", "bb", "2020-06-01", Verdict::bound},        // own head of state: no question
           Case{&today, "quinn", "aa", "2022-05-01", Verdict::cannot_say},   // nobody knows who was asked
       }) {
    const auto answer = ask(*c.world, c.person, c.state, c.day, c.day);
    EXPECT_EQ(answer.verdict, c.verdict) << c.person << " " << c.state << " " << c.day << ": " << answer.conclusion;
  }
}

TEST(Duty, TellsTheDays) {
  const SmallWorld world;
  const auto answer = ask(world, "pat", "aa", "2020-02-28", "2020-03-02");
  EXPECT_EQ(answer.verdict, Verdict::bound);
  ASSERT_EQ(answer.spans.size(), 2U);
  EXPECT_EQ(answer.spans[0], (DaySpan{{Date::parse("2020-02-28"), Date::parse("2020-02-29")}, Verdict::not_bound}));
  EXPECT_EQ(answer.spans[1], (DaySpan{{Date::parse("2020-03-01"), Date::parse("2020-03-02")}, Verdict::bound}));
  EXPECT_EQ(answer.conclusion,
            "Aland is bound to arrest Pat Roe from 1 to 2 March 2020, if found on its territory, and to surrender him to the Court; from 28 to 29 February 2020: not bound.");
}

TEST(Duty, ArguesTheObjectionAndItsAnswer) {
  const SmallWorld world;
  const auto answer = ask(world, "pat", "aa", "2022-05-01", "2022-05-01");
  ASSERT_EQ(answer.arguments.size(), 1U);
  const auto& objections = answer.arguments[0].proof.objections;
  ASSERT_EQ(objections.size(), 1U);
  EXPECT_TRUE(objections[0].raised);
  EXPECT_FALSE(objections[0].stands);
  EXPECT_EQ(objections[0].answers.at(0).provision->citation, "T 7");
  ASSERT_EQ(answer.disputes.size(), 1U);
  EXPECT_EQ(answer.disputes[0].answers.at(0).verdict, Verdict::bound);
  EXPECT_EQ(answer.disputes[0].answers.at(1).verdict, Verdict::not_bound);
  ASSERT_EQ(answer.precedents.size(), 1U);
  EXPECT_TRUE(answer.precedents[0].same_journey);
  EXPECT_TRUE(answer.precedents[0].later);
}

TEST(Duty, KnowsNothingOfLater) {
  const SmallWorld world(Date::parse("2022-05-01"));
  const auto answer = ask(world, "pat", "aa", "2022-05-01", "2022-05-01");
  EXPECT_EQ(answer.verdict, Verdict::bound);
  EXPECT_TRUE(answer.precedents.empty());
  EXPECT_EQ(answer.follows.at(0).what, "The court may find a breach.");
  EXPECT_TRUE(answer.disputes.at(0).answers.at(1).held_by.empty());
  const auto page = text(memorandum(answer));
  for (const char* later : {"2023", "September 2022", "Chamber"}) EXPECT_EQ(page.find(later), std::string::npos) << later << "\n" << page;
}

TEST(Duty, NamesWhatIsUnknownAndWhoCouldSay) {
  const SmallWorld world;
  const auto answer = ask(world, "quinn", "aa", "2022-05-01", "2022-05-01");
  ASSERT_EQ(answer.unknowns.size(), 1U);
  EXPECT_EQ(answer.unknowns[0].atom, "requested(quinn-2020, aa)");
  EXPECT_EQ(answer.unknowns[0].supplier, "the registry");
  EXPECT_EQ(answer.arguments.at(0).proof.premises.at(3).kind, reason::Proof::Kind::unknown);
}

TEST(Duty, SaysWhatIsLacking) {
  const SmallWorld world;
  const auto answer = ask(world, "pat", "cc", "2022-05-01", "2022-05-01");
  ASSERT_EQ(answer.refusals.size(), 1U);
  EXPECT_EQ(answer.refusals[0].missing.at(0).what.sentence, "Cland is not a party");
  ASSERT_TRUE(answer.standing);
  EXPECT_EQ(answer.standing->sentence, "the position of Cland is: signatory");
}

TEST(Duty, GivesTheContractsJson) {
  const SmallWorld world(Date::parse("2022-05-03"));
  const auto answer = ask(world, "pat", "aa", "2022-05-01", "2022-05-02");
  const auto out = to_json(answer);
  EXPECT_EQ(out["schema"], "dedere/duty/1");
  EXPECT_EQ(out["question"].dump(), R"({"person":"pat","state":"aa","from":"2022-05-01","to":"2022-05-02","as_known":"2022-05-03"})");
  EXPECT_EQ(out["verdict"], "bound");
  EXPECT_EQ(out["spans"].dump(), R"([{"from":"2022-05-01","to":"2022-05-02","verdict":"bound"}])");
  EXPECT_EQ(out["proof"]["kind"], "rule");
  EXPECT_EQ(out["proof"]["label"], "T 5");
  EXPECT_EQ(out["proof"]["premises"].size(), 5U);
  EXPECT_EQ(out["receipt"]["program"], "test");
  EXPECT_EQ(json(answer), json(ask(world, "pat", "aa", "2022-05-01", "2022-05-02")));
}

TEST(Duty, CitesOnlySourcesThatItLists) {
  const SmallWorld world;
  const auto page = text(memorandum(ask(world, "pat", "aa", "2022-05-01", "2022-05-01")), {.width = 200});
  EXPECT_NE(page.find("Pat Roe"), std::string::npos);
  EXPECT_NE(page.find("[1]"), std::string::npos);
  EXPECT_NE(page.find("The Court: Warrants, C-1, 1 March 2020. https://example.org/1"), std::string::npos) << page;
}

TEST(Duty, AnswersNothingWithoutItsLaw) {
  const SmallWorld world;
  const auto answer = ask(world, "nobody", "aa", "2022-05-01", "2022-05-01");
  EXPECT_EQ(answer.verdict, Verdict::cannot_say);
  EXPECT_FALSE(text(memorandum(answer)).empty());
}

}  // namespace
}  // namespace dedere::brief
