#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace dedere {
namespace {

TEST(Diagnostic, shows_place_cause_and_help) {
  const Diagnostic d{.severity = Severity::error,
                     .code = "L014",
                     .message = "`W` in the head has no value",
                     .place = {.file = "law/part-9.md", .line = 41, .column = 19, .length = 1, .heading = "Article 89", .text = "must_arrest(S, P, W) if party(S)."},
                     .label = "no premise gives `W` a value",
                     .help = "add a premise that binds it",
                     .notes = {"a note"}};
  EXPECT_EQ(show(d),
            "error[L014]: `W` in the head has no value\n"
            "  --> law/part-9.md:41:19\n"
            "   |  Article 89\n"
            "41 | must_arrest(S, P, W) if party(S).\n"
            "   |                   ^ no premise gives `W` a value\n"
            "   = note: a note\n"
            "   = help: add a premise that binds it\n");
}

TEST(Diagnostic, of_a_file_as_a_whole_has_no_line) {
  EXPECT_EQ(show(fault("A001", "no such folder", "say which with `--law`", {.file = "laws"})),
            "error[A001]: no such folder\n"
            "  --> laws\n"
            "  = help: say which with `--law`\n");
}

TEST(Diagnostic, brings_no_control_character_to_a_terminal) {
  auto d = fault("A001", "bad\x1b[31m name\r\n", "help\x07", {.file = "a\x1b]0;b", .line = 1, .column = 1, .length = 1, .heading = "x\x7f", .text = "\x1b[2J"});
  for (const char c : show(d)) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
}

TEST(Diagnostic, colours_only_when_asked) {
  const auto d = fault("A001", "m", "h");
  EXPECT_EQ(show(d).find('\x1b'), std::string::npos);
  EXPECT_NE(show(d, Colour::yes).find('\x1b'), std::string::npos);
}

// Wherever the mark of a long line is, it stays under its character.
TEST(Diagnostic, cuts_a_long_line_around_the_mark) {
  for (int column = 1; column <= 1000; ++column) {
    std::string line(1000, '.');
    line[static_cast<std::size_t>(column - 1)] = 'X';
    const auto shown = show(fault("L001", "m", "", {.file = "f", .line = 1, .column = column, .length = 1, .heading = "", .text = line}));
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = shown.find('\n', at)) != std::string::npos; at = end + 1) lines.push_back(shown.substr(at, end - at));
    ASSERT_EQ(lines.size(), 4u) << shown;
    const auto before = lines[2].substr(0, lines[2].find('X')), mark = lines[3].substr(0, lines[3].find('^'));
    // An ellipsis is three bytes and one column.
    const auto columns = before.size() - (before.find("…") == std::string::npos ? 0 : 2);
    ASSERT_EQ(columns, mark.size()) << shown;
    ASSERT_LT(lines[2].size(), 200u);
  }
}

TEST(DidYouMean, takes_the_nearest_within_a_third) {
  const std::vector<std::string> names{"mongolia", "mali", "malta", "malawi", "party"};
  EXPECT_EQ(did_you_mean("mongloia", names), "mongolia");
  EXPECT_EQ(did_you_mean("malto", names), "malta");
  EXPECT_EQ(did_you_mean("partys", names), "party");
  EXPECT_EQ(did_you_mean("xyzzy", names), std::nullopt);
  EXPECT_EQ(did_you_mean("", names), std::nullopt);
  EXPECT_EQ(did_you_mean("mongolia", {}), std::nullopt);
}

Result<int> half(int n) {
  if (n % 2 != 0) return Failure(fault("A001", "odd", ""));
  return n / 2;
}
Result<int> quarter(int n) {
  const auto once = TRY(half(n));
  return TRY(half(once));
}

TEST(Result, is_a_value_or_the_diagnostics_that_say_why_not) {
  EXPECT_EQ(*quarter(12), 3);
  const auto none = quarter(6);
  ASSERT_FALSE(none);
  ASSERT_EQ(none.error().diagnostics().size(), 1u);
  EXPECT_EQ(none.error().diagnostics()[0].message, "odd");
}

}  // namespace
}  // namespace dedere
