// Receipts of a small world: that each part of the format says what the answer said, and that the same answer gives the same bytes.
#include "receipt/receipt.hpp"

#include <gtest/gtest.h>

#include <set>

#include "brief/duty.hpp"
#include "brief/small_world.hpp"
#include "receipt/written.hpp"

namespace dedere::receipt {
namespace {

using brief::SmallWorld;
using time::Date;

Json of_duty(const SmallWorld& world, const char* person, const char* state, Date from, Date to) {
  const auto setting = world.setting();
  const auto made = of(setting, brief::duty(setting, {person, state, from, to}));
  EXPECT_TRUE(made);
  return made ? *made : Json();
}

// Every number that a step, a proof or an objection gives is that of a step.
void expect_numbers_of_steps(const Json& json, std::size_t steps) {
  for (const auto& [key, value] : json.items()) {
    if (key == "step") { EXPECT_LE(value.get<std::size_t>(), steps); EXPECT_GE(value.get<std::size_t>(), 1U); }
    if (key == "premises" || key == "ground")
      for (const auto& n : value) { EXPECT_LE(n.get<std::size_t>(), steps); EXPECT_GE(n.get<std::size_t>(), 1U); }
    if (value.is_structured()) expect_numbers_of_steps(value, steps);
  }
}

TEST(Receipt, TheSameAnswerGivesTheSameBytes) {
  const SmallWorld one, other;
  const auto day = Date::of(2022, 5, 1);
  EXPECT_EQ(text(of_duty(one, "pat", "aa", day, day)), text(of_duty(other, "pat", "aa", day, day)));
}

TEST(Receipt, OfADutySaysWhatWasAskedSupposedAndFound) {
  const SmallWorld world;
  const auto receipt = of_duty(world, "pat", "aa", Date::of(2022, 5, 1), Date::of(2022, 5, 2));
  EXPECT_EQ(receipt["schema"], "dedere/receipt/2");
  EXPECT_EQ(receipt["question"].dump(), R"({"person":"pat","state":"aa","from":"2022-05-01","to":"2022-05-02"})");
  EXPECT_EQ(receipt["suppose"].dump(), R"(["present(pat, aa) from 2022-05-01 to 2022-05-02"])");
  EXPECT_EQ(receipt["readings"].dump(), R"({"rank":"no_bar"})");
  EXPECT_EQ(receipt["verdict"], "bound");
  EXPECT_EQ(receipt["spans"].dump(), R"([{"from":"2022-05-01","to":"2022-05-02","verdict":"bound"}])");
  EXPECT_EQ(receipt["answers"].dump(),
            R"x([{"readings":{},"atom":"must_arrest(aa, pat, pat-2020)","certain":[["2022-05-01T00:00:00Z","2022-05-03T00:00:00Z"]],"possible":[["2022-05-01T00:00:00Z","2022-05-03T00:00:00Z"]]}])x");
  ASSERT_EQ(receipt["proofs"].size(), 1U);
  EXPECT_EQ(receipt["proofs"][0]["readings"].dump(), R"({"rank":"no_bar"})");
}

TEST(Receipt, StepsStandOnceParentsFirst) {
  const SmallWorld world;
  const auto receipt = of_duty(world, "pat", "aa", Date::of(2022, 5, 1), Date::of(2022, 5, 1));
  const auto& steps = receipt["steps"];
  std::set<std::string> said;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_EQ(steps[i]["id"], i + 1);
    auto step = steps[i];
    step.erase("id");
    EXPECT_TRUE(said.insert(step.dump()).second) << step;
  }
  expect_numbers_of_steps(receipt, steps.size());
  EXPECT_EQ(steps[0]["rule"], "T 5");
  EXPECT_EQ(steps[0]["premises"].size(), 5U);
  ASSERT_EQ(steps[0]["objections"].size(), 1U);
  EXPECT_EQ(steps[0]["objections"][0]["rule"], "T 6");
  EXPECT_TRUE(steps[0]["objections"][0]["raised"]);
  EXPECT_EQ(steps[0]["objections"][0]["answers"][0]["rule"], "T 7");
}

TEST(Receipt, RulesAndRowsCarryTheirTextAsItStands) {
  const SmallWorld world;
  const auto receipt = of_duty(world, "pat", "aa", Date::of(2022, 5, 1), Date::of(2022, 5, 1));
  const auto find = [](const Json& list, const char* key, const std::string& name) {
    for (const auto& one : list)
      if (one[key] == name) return one;
    ADD_FAILURE() << name;
    return Json();
  };
  const auto rule = find(receipt["rules"], "label", "T 3");
  EXPECT_EQ(rule["text"], "[T 3] in_force(W) if issued(W, D), from D.");
  EXPECT_EQ(rule["digest"], digest("[T 3] in_force(W) if issued(W, D), from D."));
  const auto row = find(receipt["rows"], "row", "record:warrants/pat-2020");
  EXPECT_EQ(row["text"], "pat-2020,pat,2020-03-01,2020-03-01,a crime is alleged,doc-1,2020-03-01,verified");
  EXPECT_EQ(row["file"], "small/warrants.csv");
  EXPECT_EQ(find(receipt["rows"], "text", "party(aa) from 2010-01-01.")["file"], "small.law");
}

TEST(Receipt, ARefusalNamesWhatIsAbsent) {
  const SmallWorld world;
  const auto receipt = of_duty(world, "pat", "cc", Date::of(2022, 5, 1), Date::of(2022, 5, 1));
  EXPECT_EQ(receipt["verdict"], "not_bound");
  EXPECT_TRUE(receipt["answers"].empty());
  const auto& steps = receipt["steps"];
  EXPECT_TRUE(std::any_of(steps.begin(), steps.end(), [](const Json& s) { return s["kind"] == "absence" && s["says"] == "not party(cc)"; })) << steps.dump(1);
}

TEST(Receipt, AnOpenQuestionIsAnsweredEveryWay) {
  const SmallWorld world(Date::of(2021, 1, 1));  // before the court spoke
  const auto receipt = of_duty(world, "pat", "aa", Date::of(2021, 1, 1), Date::of(2021, 1, 1));
  EXPECT_EQ(receipt["as_known"], "2021-01-01");
  EXPECT_EQ(receipt["verdict"], "contested");
  EXPECT_EQ(receipt["readings"].dump(), "{}");
  ASSERT_EQ(receipt["answers"].size(), 1U);
  EXPECT_EQ(receipt["answers"][0]["readings"].dump(), R"({"rank":"no_bar"})");
}

TEST(Receipt, OfAWhySaysWhetherItHolds) {
  SmallWorld world;
  struct Case { const char* goal; Date on; const char* verdict; };
  for (const auto& c : {Case{"party(aa)", Date::of(2010, 1, 1), "holds"}, Case{"party(aa)", Date::of(2009, 12, 31), "does_not_hold"}, Case{"party(cc)", Date::of(2022, 1, 1), "does_not_hold"},
                        Case{"requested(quinn-2020, aa)", Date::of(2022, 1, 1), "may_hold"}}) {
    const auto setting = world.setting();
    const auto goal = language::read_goal(c.goal, world.program());
    ASSERT_TRUE(goal);
    const auto receipt = of_why(setting, *goal, time::Interval::day(c.on), {c.goal, c.on.iso(), "", ""});
    ASSERT_TRUE(receipt);
    EXPECT_EQ((*receipt)["verdict"], c.verdict) << c.goal;
    EXPECT_EQ((*receipt)["proofs"].empty(), std::string(c.verdict) != "holds") << c.goal;
  }
}

TEST(Receipt, OfAnAskProvesEachAnswer) {
  SmallWorld world;
  const auto setting = world.setting();
  const auto goal = language::read_goal("status(S, T)", world.program());
  ASSERT_TRUE(goal);
  const auto receipt = of_ask(setting, *goal, time::Interval::always(), {"status(S, T)", "", "", ""});
  ASSERT_TRUE(receipt);
  EXPECT_EQ((*receipt)["answers"].size(), 3U);
  EXPECT_EQ((*receipt)["answers"][0].dump(), R"x({"readings":{},"atom":"status(aa, \"party\")","certain":[["2010-01-01T00:00:00Z",null]],"possible":[["2010-01-01T00:00:00Z",null]]})x");
  EXPECT_EQ((*receipt)["proofs"].size(), 3U);
  EXPECT_TRUE((*receipt)["verdict"].is_null());
}

}  // namespace
}  // namespace dedere::receipt
