// Worlds too deep for a stack, what small programs mean, and the examples of docs/language.md and docs/semantics.md.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "reason/decide.hpp"

namespace dedere::reason {
namespace {

using language::Source;
using language::Sources;
using time::Date;

language::Program program(const std::string& name, const std::string& text) {
  Sources sources;
  std::vector<Diagnostic> said;
  sources.add({name, text}, said);
  auto result = language::load(std::move(sources), {}, said);
  if (!result) {
    std::string all;
    for (const auto& d : result.error().diagnostics()) all += show(d);
    throw std::runtime_error(all);
  }
  return std::move(*result);
}

language::Program program(const std::string& text) { return program("x.law", text); }

// When the goal holds, as text.
std::string asked(language::Program& law, const World& world, const std::string& goal, Mode mode = Mode::certain) {
  return text(when_goal(world, *language::read_goal(goal, law), mode));
}

std::string asked(const std::string& text, const std::string& goal, Mode mode = Mode::certain) {
  auto law = program(text);
  const auto world = World::evaluate(law, {}, Readings(law.questions.size(), 0));
  return asked(law, world, goal, mode);
}

time::Instant noon(const char* day) { return time::Instant::start_of(*Date::parse(day)).shifted(43'200); }

std::size_t depth(const Proof& p) {
  std::size_t most = 0;
  for (const auto& premise : p.premises) most = std::max(most, depth(premise));
  return most + 1;
}

bool shortened(const Proof& p) { return p.shortened || std::any_of(p.premises.begin(), p.premises.end(), shortened); }

// --- depth

std::string chain(int length, int body, const std::string& last = "") {
  std::string all = "open predicate o \"o\".\npredicate q0 \"q\".\n" + std::string(last.empty() ? "q0 on 2024-01-01.\n" : last);
  for (int i = 1; i <= length; ++i) {
    all += fmt::format("predicate q{} \"q\".\n[{}] q{} if q{}", i, i, i, i - 1);
    for (int j = 1; j < body; ++j) all += fmt::format(", q{}", i - 1);
    all += ".\n";
  }
  return all;
}

TEST(Depth, OfAChainOfRules) {
  auto law = program(chain(50'000, 1));
  const auto world = World::evaluate(law, {}, {});
  EXPECT_EQ(asked(law, world, "q50000"), "2024-01-01");
  const auto proof = why(world, *law.find_predicate("q50000"), {}, noon("2024-01-01"));
  ASSERT_TRUE(proof);
  EXPECT_TRUE(shortened(*proof));
  EXPECT_LE(depth(*proof), 210U);
  EXPECT_FALSE(why(world, *law.find_predicate("q50000"), {}, noon("2024-01-02")));
  EXPECT_EQ(why_not(world, *law.find_predicate("q50000"), {}, noon("2024-01-02")).size(), 1U);
}

TEST(Depth, OfChainsWithLongBodies) {
  for (const int body : {2, 20, 127})
    for (const int length : {7, 40, 400}) EXPECT_EQ(asked(chain(length, body), fmt::format("q{}", length)), "2024-01-01") << length << " rules of " << body << " literals";
}

TEST(Depth, OfAProofThatRepeatsItself) {  // 2 to the power of 60 steps, if all were written out
  auto law = program(chain(60, 2));
  const auto proof = why(World::evaluate(law, {}, {}), *law.find_predicate("q60"), {}, noon("2024-01-01"));
  ASSERT_TRUE(proof);
  EXPECT_TRUE(shortened(*proof));
}

TEST(Depth, OfDoubt) {
  auto law = program(chain(20'000, 1, "[0] q0 if o.\n"));
  const auto world = World::evaluate(law, {}, {});
  EXPECT_EQ(asked(law, world, "q20000"), "never");
  EXPECT_EQ(asked(law, world, "q20000", Mode::possible), "always");
  const auto turns_on = unknowns(world, *law.find_predicate("q20000"), {}, noon("2024-01-01"));
  ASSERT_EQ(turns_on.size(), 1U);
  EXPECT_EQ(turns_on[0].predicate, *law.find_predicate("o"));
}

TEST(Depth, OfRecursion) {
  std::string all = "predicate edge(a: Number, b: Number) \"e\". predicate path(b: Number) \"p\".\n[1] path(B) if edge(0, B). [2] path(B) if path(A), edge(A, B).\n";
  for (int i = 0; i < 5'000; ++i) all += fmt::format("edge({}, {}).\n", i, i + 1);
  auto law = program(all);
  const auto world = World::evaluate(law, {}, {});
  EXPECT_EQ(asked(law, world, "path(5000)"), "always");
  const auto proof = why(world, *law.find_predicate("path"), {law.values.number(5'000)}, noon("2024-01-01"));
  ASSERT_TRUE(proof);
  EXPECT_TRUE(shortened(*proof));
}

TEST(Depth, OfRefusalsThatBranch) {
  std::string all;
  for (int i = 0; i < 20; ++i) all += fmt::format("predicate q{} \"q\".\n", i);
  for (int i = 0; i < 20; ++i)
    for (int j = 0; j < 20; ++j) all += fmt::format("[{} {}] q{} if q{}.\n", i, j, i, j);
  auto law = program(all);
  EXPECT_EQ(why_not(World::evaluate(law, {}, {}), *law.find_predicate("q0"), {}, noon("2024-01-01")).size(), 20U);
}

// --- meaning

struct Row { const char *shows, *law, *goal, *certain, *possible; };

TEST(Meaning, OfSmallPrograms) {
  const std::string preamble = R"(type S. entity a: S. entity b: S.
predicate p(s: S) "p". predicate q(s: S) "q". predicate r "r". predicate n(x: Number) "n". predicate d(x: Date) "d". open predicate o(s: S) "o".
)";
  const Row rows[] = {
      {"a comma intersects", "p(a) from 2024-01-01. q(a) to 2024-01-31. [A] r if p(X), q(X).", "r", "2024-01-01 to 2024-01-31", "2024-01-01 to 2024-01-31"},
      {"rules unite, and days that touch join", "p(a) on 2024-01-01. p(b) on 2024-01-02. [A] r if p(_).", "r", "2024-01-01 to 2024-01-02", "2024-01-01 to 2024-01-02"},
      {"not, of any", "p(a) on 2024-01-01. p(b) from 2024-01-03. [A] r if not p(_).", "r", "until 2023-12-31; 2024-01-02", "until 2023-12-31; 2024-01-02"},
      {"an exception and its answer", "p(a). [A] r if p(_). [B] except to [A] if q(_). q(a) from 2024-01-01. [C] except to [B]  if from 2025-01-01.", "r",
       "until 2023-12-31; from 2025-01-01", "until 2023-12-31; from 2025-01-01"},
      {"an exception in every case", "p(a). [A] r if p(_). [B] except to [A].", "r", "never", "never"},
      {"an exception at the values of its rule", "p(a). p(b). q(a). [A] r if p(X). [B] except to [A] if q(X).", "r", "always", "always"},
      {"open: unknown unless recorded or denied", "o(a) on 2024-01-01. denied o(a) from 2024-01-02.", "o(a)", "2024-01-01", "until 2024-01-01"},
      {"an unknown objection", "p(a). [A] r if p(X). [B] except to [A] if o(X).", "r", "never", "always"},
      {"a denied objection", "p(a). denied o(a). [A] r if p(X). [B] except to [A] if o(X).", "r", "always", "always"},
      {"an unknown answer to an objection", "p(a). [A] r if p(X). [B] except to [A] if p(X). [C] except to [B] if o(X).", "r", "never", "always"},
      {"p or not p is not seen", "[A] r if p(X), o(X). [B] r if p(X), not o(X). p(a).", "r", "never", "always"},
      {"a rule outweighs a denial", "p(a). denied o(a). [A] o(a) if p(a).", "o(a)", "always", "always"},
      {"a doubtful rule survives a denial", "denied o(a). [A] o(a) if o(b).", "o(a)", "never", "always"},
      {"the count is 0 where none holds", "p(a) from 2024-01-01. p(b) from 2024-01-03. [A] n(N) if N = count X: p(X).", "n(0)", "until 2023-12-31", "until 2023-12-31"},
      {"a count is a step function", "p(a) from 2024-01-01. p(b) from 2024-01-03. [A] n(N) if N = count X: p(X).", "n(1)", "2024-01-01 to 2024-01-02", "2024-01-01 to 2024-01-02"},
      {"a count in doubt is all between", "p(a). [A] q(X) if p(X), o(X). [B] n(N) if N = count X: q(X).", "n(1)", "never", "always"},
      {"begins, not from ever", "p(a). p(b) from 2024-01-05. [A] d(D) if p(_) begins on D.", "d(_)", "never", "never"},
      {"begins, for each value", "p(a). p(b) from 2024-01-05. [A] d(D) if p(b) begins on D.", "d(2024-01-05)", "always", "always"},
      {"a beginning beyond the calendar has no day", "p(a) to 9999-12-31. [A] q(b) if not p(a). [B] d(D) if q(b) begins on D.", "d(_)", "never", "never"},
      {"a month after the 31st", "d(2024-01-31). [A] r if d(D), on D + 1 month.", "r", "2024-02-29", "2024-02-29"},
      {"a day that leaves the calendar gives nothing", "d(9999-12-31). [A] r if d(D), X = D + 1 day, on D. [B] r if d(D), X = next_month(D), on X.", "r", "never", "never"},
      {"the last day there is", "d(9999-12-31). [A] r if d(D), on D.", "r", "9999-12-31", "9999-12-31"},
      {"types in any order", "n(1). [A] r if X = Y, Y = Z, Z = N + 1, n(N), X = 2.", "r", "always", "always"},
      {"numbers that overflow give nothing", "n(999999999999999999). [A] r if n(N), X = N + N + N + N + N + N + N + N + N + N, X > 0.", "r", "never", "never"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(asked(preamble + row.law, row.goal), row.certain) << row.shows;
    EXPECT_EQ(asked(preamble + row.law, row.goal, Mode::possible), row.possible) << row.shows;
  }
}

TEST(Meaning, OfLaterWordsOfTheCourt) {
  const auto law = program(R"(question q "?" answer a "a" settled 2011-12-12 answer b "b" settled 2019-05-06.)");
  const auto as_known = [&](const char* day) { return Law::as_known(law, Date::parse(day), {}); };
  EXPECT_EQ(as_known("2011-12-11").open.size(), 1U);
  EXPECT_EQ(as_known("2011-12-12").readings[0], 0U);
  EXPECT_EQ(as_known("2019-05-05").readings[0], 0U);
  EXPECT_EQ(as_known("2019-05-06").readings[0], 1U);
  EXPECT_EQ(Law::as_known(law, std::nullopt, {}).readings[0], 1U);
  EXPECT_EQ(Law::as_known(law, Date::parse("2000-01-01"), {{0, 1}}).readings[0], 1U);
}

TEST(Meaning, OfTooManyOpenQuestionsIsNotClaimed) {
  std::string text = "predicate p \"p\". [A] p if ";
  for (int i = 0; i < 10; ++i) text = fmt::format("question q{0} \"?\" answer a \"a\" answer b \"b\".\n", i) + text + (i ? ", " : "") + fmt::format("not reading_{0}", i);
  for (int i = 0; i < 10; ++i) text = fmt::format("predicate reading_{0} \"r\". [{0}] reading_{0} if reading(q{0}, b).\n", i) + text;
  auto law = program(text + ".");
  const auto taken = Law::as_known(law, std::nullopt, {});
  const auto world = World::evaluate(law, {}, taken.readings);
  const auto decision = decide(world, taken, *language::read_goal("p", law), time::Interval::day(*Date::parse("2024-01-01")));
  ASSERT_EQ(decision.spans.size(), 1U);
  EXPECT_EQ(decision.spans[0].verdict, Verdict::contested);
}

TEST(Meaning, OfUnknownsAllAlongASpan) {  // two days, each of which turns on something else
  auto law = program(R"(type S. entity a: S. entity b: S. open predicate o(s: S) "o". predicate r "r".
[A] r if o(a), on 2024-01-01. [B] r if o(b), on 2024-01-02.)");
  const auto taken = Law::as_known(law, std::nullopt, {});
  const auto world = World::evaluate(law, {}, taken.readings);
  const auto decision = decide(world, taken, *language::read_goal("r", law), *time::Interval::between(noon("2024-01-01"), noon("2024-01-02")));
  ASSERT_EQ(decision.spans.size(), 1U);
  EXPECT_EQ(decision.spans[0].verdict, Verdict::cannot_say);
  EXPECT_EQ(decision.unknowns.size(), 2U);
}

TEST(Meaning, OfUnknownsByOneAnswerOnly) {  // contested, and by the answer that is not tried first it turns on a fact
  auto law = program(R"(question q "?" answer a "a" answer b "b". open predicate o "o". predicate r "r". [A] r if o, reading(q, b).)");
  const auto taken = Law::as_known(law, std::nullopt, {});
  const auto world = World::evaluate(law, {}, taken.readings);
  const auto decision = decide(world, taken, *language::read_goal("r", law), time::Interval::day(*Date::parse("2024-01-01")));
  ASSERT_EQ(decision.spans.size(), 1U);
  EXPECT_EQ(decision.spans[0].verdict, Verdict::contested);
  ASSERT_EQ(decision.unknowns.size(), 1U);
}

TEST(Meaning, OfWhatTheHorizonCuts) {
  const struct { const char *shows, *law, *r; bool cut; } cases[] = {
      {"it would go on for ever", "horizon from 2024-01-01 to 2024-01-20.", "2024-01-01; 2024-01-08; 2024-01-15", true},
      {"it ends by itself", "horizon from 2024-01-01 to 2024-01-20. [2] except to [1] if from 2024-01-10.", "2024-01-01; 2024-01-08", false},
      {"a fact is not cut", "horizon from 2023-01-01 to 2023-01-20.", "2024-01-01", true},
      {"what facts and rules name", "p on 2024-01-09.", "2024-01-01; 2024-01-08", true},
  };
  for (const auto& row : cases) {
    auto law = program(std::string("predicate p \"p\". predicate r \"r\". [1] r if r 7 days ago. r on 2024-01-01. ") + row.law);
    const auto world = World::evaluate(law, {}, {});
    EXPECT_EQ(asked(law, world, "r"), row.r) << row.shows;
    EXPECT_EQ(world.was_cut(*law.find_predicate("r")), row.cut) << row.shows;
  }
}

TEST(Meaning, OfACountThatTurnsOnAnyOfItsRows) {  // whichever row comes last
  auto law = program(R"(type S. entity a: S. entity b: S. open predicate o(s: S) "o". predicate p(s: S) "p". predicate q(s: S) "q". predicate r "r".
[A] q(X) if p(X), o(X). [B] q(b). [C] r if N = count X: q(X), N > 1. p(a).)");
  const auto world = World::evaluate(law, {}, {});
  const auto turns_on = unknowns(world, *law.find_predicate("r"), {}, noon("2024-01-01"));
  ASSERT_EQ(turns_on.size(), 1U);
  EXPECT_EQ(law.values.written(turns_on[0].values[0]), "a");
}

// --- the pages

std::string contents(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

struct Block { std::string text; int line; };

std::vector<Block> law_blocks(const std::string& page) {
  std::ifstream file(page);
  std::vector<Block> out;
  std::string line;
  bool inside = false;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("```")) { inside = line == "```law"; if (inside) out.push_back({"", number + 1}); }
    else if (inside) out.back().text += line + "\n";
  }
  return out;
}

// Gives the number of expectations that it has; all must be met.
std::size_t keeps_expectations(language::Program law) {
  const auto taken = Law::as_known(law, std::nullopt, {});
  const auto world = World::evaluate(law, {}, taken.readings);
  for (const auto& e : law.expectations) {
    using Kind = language::syntax::Expectation::Kind;
    const auto expected = e.kind == Kind::holds ? Verdict::holds : e.kind == Kind::not_holds ? Verdict::does_not_hold : e.kind == Kind::unknown ? Verdict::cannot_say : Verdict::contested;
    for (const auto& stretch : e.when.intervals())
      for (const auto& span : decide(world, taken, {e.predicate, e.arguments, {}}, stretch).spans)
        EXPECT_EQ(span.verdict, expected) << law.sources.text(e.span) << ", " << text(span.when);
  }
  return law.expectations.size();
}

// docs/language.md is one law file; each block of docs/semantics.md stands alone.
TEST(Page, ExamplesOfTheLanguageLoadAndKeepTheirExpectations) {
  const auto root = std::string(DEDERE_ROOT);
  EXPECT_GE(keeps_expectations(program("docs/language.md", contents(root + "/docs/language.md"))), 25U);
  for (const auto& block : law_blocks(root + "/docs/semantics.md")) {
    SCOPED_TRACE(fmt::format("docs/semantics.md:{}", block.line));
    EXPECT_GE(keeps_expectations(program(block.text)), 1U);
  }
}

TEST(Page, TheFuzzersBeginWithALawThatLoads) {
  const auto text = contents(std::string(DEDERE_ROOT) + "/fuzz/seeds/law/treaty.law");
  EXPECT_EQ(asked(text, "party(b)"), "from 2020-03-01");
  EXPECT_EQ(asked(text, "parties(2)"), "from 2020-03-01");
  EXPECT_EQ(asked(text, "must(a, p)", Mode::possible), "never") << "presumed not asked once there are two parties";
}

}  // namespace
}  // namespace dedere::reason
