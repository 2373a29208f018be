// What `dedere replay` says has changed between two receipts, and what it reads from files.
#include "receipt/compare.hpp"

#include <gtest/gtest.h>

#include "receipt/read.hpp"

namespace dedere::receipt {
namespace {

Json receipt(const char* verdict, const char* rule, const char* row) {
  return {{"schema", "dedere/receipt/2"},
          {"verdict", verdict},
          {"readings", {{"rank", "no_bar"}}},
          {"law", {{"digest", rule}, {"files", {{{"file", "a.md"}, {"digest", rule}}}}}},
          {"record", {{"digest", row}, {"packages", {{{"package", "small"}, {"files", {{{"file", "parties.csv"}, {"digest", row}}}}}}}}},
          {"rules", {{{"label", "T 1"}, {"file", "a.md"}, {"text", rule}}}},
          {"rows", {{{"row", "record:parties/aa"}, {"file", "small/parties.csv"}, {"text", row}}}}};
}

TEST(Compare, NamesWhatIsNotAsItWas) {
  const auto before = receipt("bound", "[T 1] p.", "aa,2010");
  const auto no_answers = [](const std::string&) { return std::vector<std::string>(); };
  const Today unchanged{[](const std::string& kind, const std::string&) { return std::optional<std::string>(kind == "rule" ? "[T 1] p." : "aa,2010"); }, no_answers};
  const Today nothing{[](const auto&, const auto&) { return std::nullopt; }, no_answers};
  struct Case { const char* what; Json after; Today today; bool same; std::vector<Change> changes; };
  auto without = before;
  without["rules"] = Json::array();
  auto reading = before;
  reading["readings"] = Json::object();
  auto more = receipt("bound", "[T 1] p.", "aa,2010");
  more["rows"].push_back({{"row", "record:parties/bb"}, {"file", "small/parties.csv"}, {"text", "bb,2011"}});
  auto more_in_another = more;
  more_in_another["record"]["packages"][0]["files"][0]["digest"] = "another";
  const Case cases[] = {
      {"nothing", before, unchanged, true, {}},
      {"the verdict alone", receipt("not_bound", "[T 1] p.", "aa,2010"), unchanged, false, {}},
      {"a rule's text", receipt("bound", "[T 1] q.", "aa,2010"), unchanged, true, {{"rule", "T 1", "[T 1] p.", "[T 1] q."}}},
      {"a row's text", receipt("bound", "[T 1] p.", "aa,2011"), unchanged, true, {{"row", "record:parties/aa", "aa,2010", "aa,2011"}}},
      {"a rule that is no longer used, but stands", without, unchanged, true, {}},
      {"a rule that is gone", without, nothing, true, {{"rule", "T 1", "[T 1] p.", std::nullopt}}},
      {"a question that is open again", reading, unchanged, true, {{"reading", "rank", "no_bar", std::nullopt}}},
      {"a row that was there, and is used now", more, unchanged, true, {}},
      {"a row that is new", more_in_another, unchanged, true, {{"row", "record:parties/bb", std::nullopt, "bb,2011"}}},
  };
  for (const auto& c : cases) {
    const auto found = compare(before, c.after, c.today);
    EXPECT_EQ(found.same_answer, c.same) << c.what;
    EXPECT_EQ(found.changes, c.changes) << c.what;
  }
}

// A question that has come to be open, of which the law asks, changes an answer only where that depends on it.
TEST(Compare, AnOpenQuestionCountsWhereAnAnswerDependsOnIt) {
  const auto answer = [](Json readings, const char* atom) { return Json{{"readings", std::move(readings)}, {"atom", atom}, {"certain", Json::array()}, {"possible", Json::array()}}; };
  const auto with = [](std::initializer_list<Json> answers) {
    auto out = receipt("bound", "[T 1] p.", "aa,2010");
    out["answers"] = Json(std::vector<Json>(answers));
    return out;
  };
  const Today today{[](const auto&, const auto&) { return std::nullopt; }, [](const std::string& q) { return q == "gone" ? std::vector<std::string>() : std::vector<std::string>{"a", "b"}; }};
  const auto none = Json::object();
  const auto q_a = Json{{"q", "a"}}, q_b = Json{{"q", "b"}};
  struct Case { const char* what; Json before, after; bool same; };
  const Case cases[] = {
      {"a new question that makes no difference", with({answer(none, "p(x)")}), with({answer(q_a, "p(x)"), answer(q_b, "p(x)")}), true},
      {"a new question that does", with({answer(none, "p(x)")}), with({answer(q_a, "p(x)"), answer(q_b, "p(y)")}), false},
      {"one by whose other answer nothing holds", with({answer(none, "p(x)")}), with({answer(q_a, "p(x)")}), false},
      {"a question that is settled now and made no difference", with({answer(q_a, "p(x)"), answer(q_b, "p(x)")}), with({answer(none, "p(x)")}), true},
      {"another answer", with({answer(q_a, "p(x)"), answer(q_b, "p(x)")}), with({answer(none, "p(y)")}), false},
      {"a question that the law no longer has", with({answer({{"gone", "a"}}, "p(x)")}), with({answer(none, "p(x)")}), false},
      {"two questions, of which one matters", with({answer(q_a, "p(x)")}), with({answer({{"q", "a"}, {"r", "a"}}, "p(x)"), answer({{"q", "a"}, {"r", "b"}}, "p(x)")}), true},
      {"nothing before and after", with({}), with({}), true},
      {"nothing before", with({}), with({answer(q_a, "p(x)"), answer(q_b, "p(x)")}), false},
  };
  for (const auto& c : cases) EXPECT_EQ(compare(c.before, c.after, today).same_answer, c.same) << c.what;
}

TEST(Compare, PassesOverWhatHasNotTheFormOfAReceipt) {
  const auto good = receipt("bound", "[T 1] p.", "aa,2010");
  const Today none{[](const auto&, const auto&) { return std::nullopt; }, [](const auto&) { return std::vector<std::string>{"a", "b"}; }};
  for (const auto* text : {"null", "[]", "1", R"({"rules":1,"rows":"x","readings":[1],"law":2,"answers":3})", R"({"answers":[1,{"readings":{"q":1},"atom":{}},{"readings":2}]})", R"({"rules":[1,null,{"label":3}],"rows":[[]],"record":{"packages":[1,{"files":{}}]}})"}) {
    (void)compare(Json::parse(text), good, none);
    (void)compare(good, Json::parse(text), none);
  }
}

TEST(ReadReceipt, FindsItInAFileOrAPage) {
  const std::string one = R"({"schema":"dedere/receipt/2"})", many = R"({"schema":"dedere/receipts/1","receipts":[)" + one + "," + one + "]}";
  struct Case { const char* what; std::string text; std::size_t receipts; };
  const Case cases[] = {{"a receipt", one, 1},
                        {"those of a brief", many, 2},
                        {"those of a brief without a journey", R"({"schema":"dedere/receipts/1","receipts":[]})", 0},
                        {"a page", "<html><script type=\"application/json\" id=\"receipt\">\n" + many + "\n</script></html>", 2}};
  for (const auto& c : cases) {
    const auto found = read("file", c.text);
    ASSERT_TRUE(found) << c.what;
    EXPECT_EQ(found->size(), c.receipts) << c.what;
  }
  for (const auto* text : {"", "{", "null", "[]", R"({"schema":1})", R"({"schema":"dedere/receipts/1"})", R"({"schema":"dedere/receipts/1","receipts":[1]})", "<html></html>"}) EXPECT_FALSE(read("file", text)) << text;
  EXPECT_FALSE(read("file", std::string(1'000'000, '[')));
}

TEST(ReadReceipt, TakesTheQuestionOut) {
  const auto q = question(Json::parse(R"x({"command":"duty","question":{"person":"p","state":"aa","from":"2022-05-01","to":"2022-05-02","readings":{"rank":"bars"}},"as_known":"2022-01-01",
                                          "suppose":["party(cc)","present(p, aa) on 2022-05-01"]})x"));
  ASSERT_TRUE(q);
  EXPECT_EQ(q->person, "p");
  EXPECT_EQ(q->suppose, std::vector<std::string>{"party(cc)"});
  EXPECT_EQ(q->as_known, time::Date::of(2022, 1, 1));
  ASSERT_EQ(q->readings.size(), 1U);
  EXPECT_EQ(q->readings[0].second, "bars");
}

}  // namespace
}  // namespace dedere::receipt
