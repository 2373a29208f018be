// What a second reader's answer can come to; tests/second_reader.py tries the whole way.
#include "read/second.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace dedere::read {
namespace {

Reader reader() {
  auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  if (!lexicon) throw std::runtime_error("the lexicon has faults");
  Gazetteer names;
  const Gazetteer::Person roe{.id = "roe", .name = "Adam Roe", .state = "sd", .sex = {}, .names = {{"Adam Roe", Gazetteer::Name::Kind::full}}, .offices = {}};
  names.persons.push_back(roe);
  return Reader(*lexicon, names);
}

std::string answer(const nlohmann::json& claims) {
  nlohmann::json message, body;
  message["claims"] = claims;
  body["choices"][0]["message"]["content"] = message.dump();
  return body.dump();
}

const Article article{.id = "a", .text = "Adam Roe was glimpsed in Kenya on 3 May 2024, and the International Criminal Court took note.", .published = time::Date::of(2024, 5, 6)};

TEST(Second, KeepsWhatTheTextBearsOut) {
  const auto r = reader();
  const nlohmann::json claim{{"kind", "travel"}, {"person", "Adam Roe"}, {"state", "ke"}, {"status", "occurred"}, {"polarity", "pos"}, {"from", "2024-05-03"}, {"quote", "Adam Roe was glimpsed in Kenya on 3 May 2024"}};
  const auto proposals = second_answer(answer(nlohmann::json::array({claim})), article, {}, r, "m");
  ASSERT_TRUE(proposals);
  ASSERT_EQ(proposals->kept.size(), 1U);
  EXPECT_EQ(proposals->kept[0].person, "roe");
  EXPECT_EQ(proposals->kept[0].from->text(), "2024-05-03");
  EXPECT_EQ(proposals->kept[0].quote.start, 0U);
}

TEST(Second, RefusesWhatIsNoAnswer) {
  const auto r = reader();
  for (const auto* body : {"", "{", "[]", "null", R"({"choices":[{"message":{"content":5}}]})", R"({"choices":[{"message":{"content":"}{"}}]})", R"({"choices":{"0":{}}})"}) {
    const auto proposals = second_answer(body, article, {}, r, "m");
    ASSERT_FALSE(proposals) << body;
    EXPECT_EQ(proposals.error().diagnostics().front().code, "T018");
  }
  EXPECT_FALSE(second_answer(answer(nlohmann::json(std::vector<int>(1000, 1))), article, {}, r, "m"));
}

}  // namespace
}  // namespace dedere::read
