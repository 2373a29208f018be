#include "read/page.hpp"

#include <gtest/gtest.h>

#include "read/feed.hpp"
#include "read/source.hpp"
#include "read/text.hpp"

namespace dedere::read {
namespace {

std::string day(const std::optional<time::Date>& d) { return d ? d->iso() : "-"; }

constexpr const char* story = "<h1>A visit</h1><p>The president arrived on Monday.</p><p>He met the press.</p>";
constexpr const char* told = "A visit\n\nThe president arrived on Monday.\n\nHe met the press.\n";

TEST(Page, WhatIsTheStory) {
  const std::string s = story;
  const std::string long_lead = "The president, whom the Court has sought for a year, arrived in the capital late on Monday evening, and was met by his host.";
  const std::string rest = "On Tuesday he met the press, and said that no one had told him of a request to arrest him; nor had his hosts.";
  const struct { const char* shows; std::string html, text = told; } rows[] = {
      {"the story alone", "<html><body>" + s + "</body></html>"},
      {"a menu and a footer", "<html><body><nav><p>Home</p></nav><article>" + s + "</article><footer><p>Copyright</p></footer></body></html>"},
      {"related stories in a box", "<html><body><article>" + s + "<div class=\"related-stories\"><p>The king arrived in Chad on Tuesday.</p></div></article></body></html>"},
      {"a box named by its id", "<html><body><article>" + s + "<div id=\"newsletter\"><p>Sign up.</p></div></article></body></html>"},
      {"a cookie notice", "<html><body><div class=\"cookie-consent\"><p>We and our partners store cookies on your device, if you let us do so, for many purposes.</p></div><main>" + s + "</main></body></html>"},
      {"a caption", "<html><body><article>" + s + "<figure><img src=a><figcaption>The president lands in Chad, 2012</figcaption></figure></article></body></html>"},
      {"a link to another story", "<html><body><article>" + s + "<p>Read: <a href=b>The king arrived in Chad on Tuesday for talks</a></p></article></body></html>"},
      {"a script and a style", "<html><head><style>p{}</style></head><body><article>" + s + "<script>var a = \"<p>x</p>\";</script></article></body></html>"},
      {"what is hidden", "<html><body><article>" + s + "<p hidden>Not shown.</p><p style=\"display:none\">Nor this.</p></article></body></html>"},
      {"teasers are articles too", "<html><body><article class=t><p>Rain.</p></article><article>" + s + "</article><article><p>Snow.</p></article></body></html>"},
      {"no marks but paragraphs", "<div><div class=col><h1>A visit</h1><div class=x><p>The president arrived on Monday.</p><p>He met the press.</p></div></div><div><p>Ads.</p></div></div>"},
      {"breaks for paragraphs", "<html><body><article><h1>A visit</h1><div>The president arrived on Monday.<br><br>He met the press.</div></article></body></html>"},
      {"microdata", "<html><body><h1>A visit</h1><div><p>Some words that stand around it.</p></div><div itemprop=articleBody><p>The president arrived on Monday.</p><p>He met the press.</p></div></body></html>"},
      {"tags that are not closed", "<html><body><article><h1>A visit</h1><p>The president arrived on Monday.<p>He met the press."},
      {"a page in a form", "<html><body><form id=aspnetForm><div><h1>A visit</h1><p>The president arrived on Monday.</p><p>He met the press.</p></div></form></body></html>"},
      {"a page in what is named after the advertisement around it", "<html><body><div class=ad-wallpaper><div>" + s + "</div></div></body></html>"},
      {"the first paragraph apart", "<html><body><div class=menu><a href=a>Home</a></div><h1>A visit</h1><div><div class=first><p>" + long_lead + "</p></div><div><p>" + rest + "</p><p>" + rest +
                                        "</p></div></div><div><a href=b>Another story</a> <a href=c>and one more</a><p>All rights reserved.</p></div></body></html>",
       "A visit\n\n" + long_lead + "\n\n" + rest + "\n\n" + rest + "\n"},
      {"text without paragraphs, beside some that have them", "<html><body><div><p>The news in short, every day.</p></div><h1>A visit</h1><div>" + long_lead + "<br><br>" + rest + "</div></body></html>",
       "A visit\n\n" + long_lead + "\n\n" + rest + "\n"},
      {"the story in its data only", R"(<html><body><script type="application/ld+json">{"@type":"NewsArticle","headline":"A visit","articleBody":"The president arrived on Monday.\n\nHe met the press."}</script></body></html>)"},
  };
  for (const auto& row : rows) {
    ASSERT_TRUE(looks_like_page(row.html)) << row.shows;
    EXPECT_EQ(page(row.html).text, row.text) << row.shows;
  }
}

TEST(Page, PublishedAsMetadataSays) {
  const struct { const char *shows, *html, *day; } rows[] = {
      {"a meta property", "<meta property='article:published_time' content='2024-09-02T23:30:00+02:00'><p>a</p>", "2024-09-02"},
      {"not the day of a change", "<meta property='article:modified_time' content='2024-09-05'><p>a</p>", "-"},
      {"a meta name", "<meta name=pubdate content='20240902'><p>a</p>", "2024-09-02"},
      {"another meta name", "<meta name=publish_date content='Mon, 02 Sep 2024 07:15:45 EST'><p>a</p>", "2024-09-02"},
      {"linked data", "<html><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},{\"datePublished\":\"2024-09-02\"}]}</script><p>a</p>", "2024-09-02"},
      {"linked data with faults", "<html><script type='application/ld+json'>{\"datePublished\": </script><p>a</p>", "-"},
      {"microdata", "<div><span itemprop=datePublished content='2024-09-02'></span><p>a</p></div>", "2024-09-02"},
      {"a time element", "<div><time datetime='2024-09-02'>Monday</time><p>a</p></div>", "2024-09-02"},
      {"no such day", "<meta name=date content='2024-02-30'><p>a</p>", "-"},
  };
  for (const auto& row : rows) EXPECT_EQ(day(page(row.html).published), row.day) << row.shows;
}

TEST(Page, WrittenDays) {
  const struct { const char *text, *day; } rows[] = {
      {"2024-09-02", "2024-09-02"}, {"2024/09/02 10:00", "2024-09-02"}, {"20240902T1000", "2024-09-02"}, {"Mon, 02 Sep 2024 10:00:00 GMT", "2024-09-02"}, {"2 September 2024", "2024-09-02"},
      {"", "-"}, {"yesterday", "-"}, {"2024-13-01", "-"}, {"12345678901", "-"}, {"Mon, 32 Sep 2024", "-"},
  };
  for (const auto& row : rows) EXPECT_EQ(day(written_day(row.text)), row.day) << row.text;
}

TEST(Page, PlainTextIsNoPage) {
  for (const char* text : {"The president arrived.", "< 3 and > 2", "He wrote <b>no</b>.", "", "<3"}) EXPECT_FALSE(looks_like_page(text)) << text;
}

TEST(Page, DeepNestingEnds) {
  std::string html = "<html><body>";
  for (int i = 0; i < 5000; ++i) html += "<div>";
  html += "deep";
  EXPECT_NO_FATAL_FAILURE((void)page(html));
}

TEST(Page, DeclaredEncodings) {
  const std::string html = "<html><head><meta charset=\"windows-1251\"></head><body><p>\xCF\xF3\xF2\xE8\xED</p></body></html>";
  const auto text = decode(html, "a.html");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->encoding, "windows-1251");
  EXPECT_EQ(page(text->utf8).text, "Путин\n");
}

TEST(Feed, Items) {
  const std::string rss = R"(<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<item><title>A visit</title><pubDate>Mon, 02 Sep 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;The president &lt;b&gt;arrived&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Another</title><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item><item></item></channel></rss>)";
  const std::string atom = R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>A visit</title><updated>2024-09-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The president arrived.</p></div></content></entry></feed>)";
  ASSERT_TRUE(looks_like_feed(rss));
  ASSERT_TRUE(looks_like_feed(atom));
  const auto items = items_of_feed(rss);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].text, "A visit\n\nThe president arrived.\n");
  EXPECT_EQ(day(items[0].published), "2024-09-02");
  EXPECT_EQ(items[1].text, "Another\n\nOne.\n\nTwo.\n");
  const auto entries = items_of_feed(atom);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].text, "A visit\n\nThe president arrived.\n");
  EXPECT_EQ(day(entries[0].published), "2024-09-02");
}

TEST(Source, OneArticleOrSeveralOrNone) {
  EXPECT_EQ(articles("The president arrived.", "a.txt", "a")->size(), 1U);
  const auto feed = articles("<rss version='2.0'><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>", "a.xml", "a");
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->size(), 2U);
  EXPECT_EQ((*feed)[1].id, "a#2");
  for (const char* nothing : {"<html><body><script>x</script></body></html>", "<rss version='2.0'><channel></channel></rss>"}) {
    const auto none = articles(nothing, "a.html", "a");
    ASSERT_FALSE(none) << nothing;
    EXPECT_EQ(none.error().diagnostics().front().code, "T005");
  }
}

}  // namespace
}  // namespace dedere::read
