// The renderers: what any text must not do to a page, whatever it holds.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "brief/document.hpp"
#include "brief/hindsight.hpp"
#include "brief/html.hpp"
#include "brief/markdown.hpp"
#include "brief/text.hpp"
#include "brief/words.hpp"

namespace dedere::brief {
namespace {

using time::Date;

// Columns of a line of ASCII and the few signs that the tests use.
std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{"a", "state", "wanted", " ", " ", "*", "_", "`", "[", "](", "<b>", "&", "\"", "'", "\n", "#", "1.", "-", "é", "猫", "\x1b[31m", "\\", "|", "…", "bound"};
  std::string out;
  for (int i = 0, n = static_cast<int>(random() % 40); i < n; ++i) out += pieces[random() % pieces.size()];
  return out;
}

Document random_page(std::mt19937& random) {
  Document page;
  page.title = random_text(random);
  page.heading(1, Line(random_text(random)));
  page.paragraph(Line(random_text(random)).strong(random_text(random)).cite(random_text(random)).quote(random_text(random)).note(random_text(random)));
  page.ordered({{Line(random_text(random)), {{Line(random_text(random)), {{Line(random_text(random))}}}}}, {Line().code(random_text(random))}});
  page.terms({{"Name", Line(random_text(random))}});
  page.references({{"1", Line("Publisher. ").link(random_text(random), random_text(random))}});
  return page;
}

TEST(Text, KeepsItsWidthWhateverItHolds) {
  const auto seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const auto page = random_page(random);
    for (const int width : {40, 80, 140}) {
      std::istringstream lines(text(page, {.width = width}));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_EQ(line.find('\x1b'), std::string::npos) << "seed " << seed;
        EXPECT_FALSE(line.ends_with(' ')) << "seed " << seed << ": " << line;
        // Only a word that is longer than a line may stand out.
        if (line.starts_with("Name")) line.erase(0, 4);
        const auto first = line.find_first_not_of(" -0123456789.[]");
        const bool one_word = first == std::string::npos || line.find(' ', first) == std::string::npos;
        if (!one_word) { EXPECT_LE(columns(line), static_cast<std::size_t>(width)) << "seed " << seed << ": " << line; }
      }
    }
  }
}

TEST(Text, BreaksBetweenWordsAndHangsLists) {
  Document page;
  page.ordered({{Line("One two three four five six seven eight nine ten eleven"), {{Line("below").cite("A 1")}}}});
  EXPECT_EQ(text(page, {.width = 40}),
            " 1. One two three four five six seven\n"
            "    eight nine ten eleven\n"
            "    - below(A 1)\n");
}

TEST(Text, ColoursOnlyWhereAsked) {
  Document page;
  page.paragraph(Line().verdict("BOUND", "bound").plain(" and plain"));
  EXPECT_EQ(text(page), "BOUND and plain\n");
  EXPECT_EQ(text(page, {.colour = Colour::yes}), "\x1b[1;31mBOUND\x1b[0m and plain\n");
}

TEST(Text, IsNotSteeredByWhatItShows) {
  Document page;
  page.paragraph(Line("a\x1b[2Jb\x07\xC2\x9B" "1mc\rd"));
  EXPECT_EQ(text(page), "a[2Jb1mcd\n");
}

TEST(Html, EscapesEverything) {
  const auto seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const auto page = html(random_page(random));
    EXPECT_EQ(page.find("<b>"), std::string::npos) << "seed " << seed;
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find('\x1b'), std::string::npos) << "seed " << seed;
  }
  Document page;
  page.title = "</title><script>";
  page.paragraph(Line("<i onclick='x'>\"&").link("click", "javascript:alert(1)"));
  const auto out = html(page);
  EXPECT_NE(out.find("&lt;/title&gt;&lt;script&gt;"), std::string::npos);
  EXPECT_NE(out.find("<p>&lt;i onclick=&#39;x&#39;&gt;&quot;&amp;click</p>"), std::string::npos) << out;
}

TEST(Html, IsOneFile) {
  const auto out = html(Document{});
  for (const char* outside : {"<link", "<img", "src=", "@import", "url("}) EXPECT_EQ(out.find(outside), std::string::npos) << outside;
  EXPECT_NE(out.find("<html lang=\"en\">"), std::string::npos);
}

TEST(Markdown, EscapesMarkup) {
  Document page;
  page.paragraph(Line("1. not *a* list <b> [x](y)"));
  page.paragraph(Line("- nor this"));
  page.paragraph(Line().link("a]b", "https://example.org/a b)c"));
  EXPECT_EQ(markdown(page),
            "1\\. not \\*a\\* list \\<b\\> \\[x\\](y)\n\n"
            "\\- nor this\n\n"
            "[a\\]b](https://example.org/a%20b%29c)\n");
}

TEST(Words, DaysAsPeopleWriteThem) {
  struct Case { const char *from, *to, *on, *range; };
  for (const auto& c : {
           Case{"2024-09-03", "2024-09-03", "on 3 September 2024", "3 September 2024"},
           Case{"2024-09-02", "2024-09-03", "from 2 to 3 September 2024", "2 to 3 September 2024"},
           Case{"2024-08-31", "2024-09-01", "from 31 August to 1 September 2024", "31 August to 1 September 2024"},
           Case{"2023-12-31", "2024-01-01", "from 31 December 2023 to 1 January 2024", "31 December 2023 to 1 January 2024"},
           Case{"2002-07-01", "", "since 1 July 2002", "since 1 July 2002"},
           Case{"", "2002-07-01", "until 1 July 2002", "until 1 July 2002"},
           Case{"", "", "at all times", "at all times"},
       }) {
    EXPECT_EQ(on({Date::parse(c.from), Date::parse(c.to)}), c.on);
    EXPECT_EQ(range({Date::parse(c.from), Date::parse(c.to)}), c.range);
  }
}

TEST(Words, SentencesAreJoinedWhereTheyBeginAlike) {
  EXPECT_EQ(joined("the warrant of 1 May names P", "the warrant of 1 May is public"), "the warrant of 1 May names P and is public");
  EXPECT_EQ(joined("the warrant names P", "the state is far"), "the warrant names P; the state is far");
  EXPECT_EQ(sentence("it holds"), "It holds.");
  EXPECT_EQ(sentence("Does it?"), "Does it?");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

TEST(Hindsight, NothingOfLaterIsShown) {
  const auto day = Date::parse("2024-09-02");
  struct Case { const char* text; bool after; };
  for (const auto& c : {
           Case{"a chamber (2011)", false},
           Case{"a chamber (2024)", true},      // the year is not over
           Case{"a chamber (2025)", true},
           Case{"a statement of 2 September 2024", false},
           Case{"a statement of 3 September 2024", true},
           Case{"a statement of August 2024", false},
           Case{"a statement of September 2024", true},
           Case{"resolution 1593", false},
           Case{"in 2018; another in 2024", true},
           Case{"", false},
       }) {
    EXPECT_EQ(speaks_after(c.text, day), c.after) << c.text;
    EXPECT_FALSE(speaks_after(c.text, std::nullopt));
  }
  EXPECT_EQ(without_hindsight("It may ask. It did in 2018. It was refused in 2024. The duty stays.", day), "It may ask. It did in 2018. The duty stays.");
  EXPECT_EQ(without_hindsight("It was refused in 2025.", day), "");
}

}  // namespace
}  // namespace dedere::brief
