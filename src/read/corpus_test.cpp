// tests/corpus: short texts with the claims that they make and no others (of the kinds that would raise an alarm). The format is in docs/reading.md.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "read/of_record.hpp"
#include "read/read.hpp"
#include "read/source.hpp"

namespace dedere::read {
namespace {

struct Expected {
  std::string kind, person, state, rest;
  bool not_yet = false;   // the reader is known to miss it
};

struct Case {
  Article article;
  std::vector<Expected> claims;
};

Case load_case(const std::filesystem::path& path) {
  Case c;
  c.article.id = path.stem().string();
  std::ifstream in(path);
  bool claims = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("%")) continue;
    if (line.starts_with("published: ")) { c.article.published = time::Date::parse(line.substr(11)); continue; }
    if (line == "claims:") { claims = true; continue; }
    if (!claims) { c.article.text += line + "\n"; continue; }
    std::istringstream fields(line);
    Expected e;
    fields >> e.kind;
    if (e.kind == "?") { e.not_yet = true; fields >> e.kind; }
    fields >> e.person >> e.state;
    std::getline(fields >> std::ws, e.rest);
    if (!e.kind.empty()) c.claims.push_back(e);
  }
  if (auto source = articles(c.article.text, path.string(), c.article.id)) {   // a page or a feed: its text, and the day that it states
    c.article.text = source->front().text;
    if (!c.article.published) c.article.published = source->front().published;
  }
  return c;
}

std::string shown(const Claim& c) {
  std::string line = fmt::format("{} {} {} {}", name(c.kind), c.person.empty() ? "-" : c.person, c.state.empty() ? "-" : c.state, c.from ? c.from->text() : "-");
  if (c.status) line += fmt::format(" {}", name(*c.status));
  return line + fmt::format(" {} {}   [{}] {}", name(c.polarity), c.value, c.rule, c.quote.text);
}

bool one_of(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at <= words.size();) {
    const auto end = std::min(words.find('|', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

bool says(const Claim& c, const std::string& word) {
  const auto text = [](const std::optional<time::Edtf>& day) { return day ? day->text() : std::string(); };
  return word == "-" || word[0] == '?' || word == text(c.from) || word == text(c.from) + "/" + text(c.to) || (c.status && one_of(word, name(*c.status))) || word == c.value || word == name(c.polarity);
}

// The words after the state: a day (`?` before one that the reader is known to miss), two days with `/` between or `-` for "any", then statuses with `|` between, a value or a polarity.
bool agrees(const Claim& c, const Expected& e) {
  const auto is = [](const std::string& wanted, const std::string& got) { return wanted == "-" ? got.empty() : wanted == got; };
  if (e.kind != name(c.kind) || !is(e.person, c.person) || !is(e.state, c.state)) return false;
  std::istringstream words(e.rest);
  for (std::string w; words >> w;)
    if (!says(c, w)) return false;
  return true;
}

// Kinds of which a text lists every claim. Of the others it lists those that it is about.
bool complete(Kind k) {
  static const std::set<Kind> kinds{Kind::travel, Kind::overflight, Kind::arrest, Kind::surrender, Kind::release, Kind::membership, Kind::assurance,
                                    Kind::meeting, Kind::urging,     Kind::finding};
  return kinds.contains(k);
}

const Reader& reader() {
  static const Reader made = [] {
    auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
    auto package = record::load(std::vector<std::string>{DEDERE_ROOT "/record"});
    if (!lexicon || !package) throw std::runtime_error("the lexicon or the record has faults");
    auto names = names::Lexicon::load(names::lexicon_on_disk(DEDERE_ROOT "/lexicon/names"));
    if (!names) throw std::runtime_error("the lexicon of names has faults");
    const auto persons = package->as_known({});
    return Reader(*lexicon, gazetteer(persons), spelling(std::make_shared<const names::Lexicon>(*names), persons));
  }();
  return made;
}

std::vector<std::filesystem::path> texts(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

constexpr const char* tuned = DEDERE_ROOT "/tests/corpus";
constexpr const char* aside = DEDERE_ROOT "/tests/corpus/aside";

TEST(Corpus, EveryTextSaysWhatItsFileLists) {
  const auto files = texts(tuned);
  ASSERT_GE(files.size(), 30U);
  for (const auto& file : files) {
    const auto c = load_case(file);
    ASSERT_FALSE(c.article.text.empty()) << file;
    const auto claims = reader().read(c.article);
    for (const auto& e : c.claims)
      EXPECT_EQ(std::ranges::any_of(claims, [&](const Claim& claim) { return agrees(claim, e); }), !e.not_yet)
          << file.filename() << (e.not_yet ? ": found by now, take the `?` away: " : ": missing ") << e.kind << " " << e.person << " " << e.state << " " << e.rest;
    for (const auto& claim : claims)
      if (complete(claim.kind) && std::ranges::none_of(c.claims, [&](const Expected& e) { return agrees(claim, e); })) ADD_FAILURE() << file.filename() << ": not in the text: " << shown(claim);
  }
}

// Texts on which nothing was tuned: how many of their claims are found, days left aside, and how many of those found are there.
TEST(Corpus, TextsKeptAside) {
  struct Count { int right = 0, wrong = 0, missed = 0; };
  std::map<std::string, Count> counts;
  const auto group = [](std::string_view kind) { return kind == "travel" || kind == "membership" ? std::string(kind) : std::string("others"); };
  for (const auto& file : texts(aside)) {
    auto c = load_case(file);
    for (auto& e : c.claims) {   // without the days
      std::istringstream words(e.rest);
      std::string kept;
      for (std::string w; words >> w;) if (e.kind == "membership" || !std::isdigit(static_cast<unsigned char>(w[0]))) kept += w + " ";
      e.rest = kept;
    }
    const auto claims = reader().read(c.article);
    for (const auto& e : c.claims)
      if (const auto kind = kind_named(e.kind); kind && complete(*kind))
        ++(std::ranges::any_of(claims, [&](const Claim& claim) { return agrees(claim, e); }) ? counts[group(e.kind)].right : counts[group(e.kind)].missed);
    for (const auto& claim : claims) {
      if (!complete(claim.kind) || std::ranges::any_of(c.claims, [&](const Expected& e) { return agrees(claim, e); })) continue;
      ++counts[group(name(claim.kind))].wrong;
      EXPECT_FALSE(c.claims.empty() && (claim.kind == Kind::travel || claim.kind == Kind::overflight || claim.kind == Kind::arrest || claim.kind == Kind::surrender || claim.kind == Kind::release))
          << file.filename() << ": a false alarm: " << shown(claim);
    }
  }
  const struct { const char* group; double precision, recall; } least[] = {{"travel", .95, .84}, {"membership", .96, .9}, {"others", .93, .8}};
  for (const auto& l : least) {
    const auto& n = counts[l.group];
    EXPECT_GE(n.right, l.precision * (n.right + n.wrong)) << l.group << ": " << n.right << " right, " << n.wrong << " wrong";
    EXPECT_GE(n.right, l.recall * (n.right + n.missed)) << l.group << ": " << n.right << " right, " << n.missed << " missed";
  }
}

// Whatever is claimed stands in the text: the quote is a slice of it, and the rule exists.
TEST(Corpus, QuotesAreSlices) {
  for (const auto& file : texts(tuned)) {
    const auto c = load_case(file);
    for (const auto& claim : reader().read(c.article)) {
      ASSERT_LE(claim.quote.end, c.article.text.size());
      EXPECT_EQ(c.article.text.substr(claim.quote.start, claim.quote.end - claim.quote.start), claim.quote.text);
      EXPECT_FALSE(claim.rule.empty());
    }
  }
}

TEST(Corpus, TheSameTextGivesTheSameClaims) {
  for (const auto& file : texts(tuned)) {
    const auto c = load_case(file);
    std::string first, second;
    for (const auto& claim : reader().read(c.article)) first += shown(claim) + "\n";
    for (const auto& claim : reader().read(c.article)) second += shown(claim) + "\n";
    EXPECT_EQ(first, second) << file;
  }
}

// The day of a line of its own, not one on which something was done.
TEST(Corpus, TheDayThatATextStates) {
  const struct { const char *text, *day; } rows[] = {
      {"A visit\n\n3 September 2024\n\nThe president arrived on Monday evening and met his host.\n", "2024-09-03"},
      {"A visit\n\nPublished September 3, 2024 at 10:15\n\nThe president arrived on Monday evening and met his host.\n", "2024-09-03"},
      {"A visit\n\nThe Statute was adopted on July 17, 1998\n\nThe president arrived on Monday evening and met his host.\n", "-"},
      {"President visits Mongolia on 2 September 2024\n\nThe president arrived on Monday evening and met his host.\n", "-"},
  };
  for (const auto& row : rows) {
    const auto day = reader().stated_day({.id = "a", .text = row.text, .published = {}});
    EXPECT_EQ(day ? day->iso() : "-", row.day) << row.text;
  }
}

// The article that the documentation tells of.
TEST(Corpus, TheExampleArticle) {
  std::ifstream in(DEDERE_ROOT "/examples/ulaanbaatar.txt");
  std::stringstream text;
  text << in.rdbuf();
  const auto claims = reader().read({.id = "ulaanbaatar", .text = text.str(), .published = time::Date::of(2024, 9, 2)});
  const Expected expected[] = {
      {"travel", "putin", "mn", "2024-09-02 planned"}, {"travel", "putin", "za", "2023 avoided"},     {"meeting", "putin", "mn", "2024-09-03"},
      {"membership", "-", "mn", "party"},              {"membership", "-", "ru", "not_party"},        {"membership", "-", "us", "not_party"},
      {"membership", "-", "-", "124"},                 {"obligation", "putin", "mn", "must_arrest"},  {"first_visit", "putin", "-", "member"},
      {"appointment", "-", "mn", "first_judge"},       {"assurance", "putin", "mn", ""},              {"urging", "putin", "mn", ""},
      {"consequence", "-", "-", ""},                   {"warrant", "putin", "-", "issued"},
  };
  for (const auto& e : expected)
    EXPECT_TRUE(std::ranges::any_of(claims, [&](const Claim& c) { return agrees(c, e); })) << e.kind << " " << e.person << " " << e.state << " " << e.rest;
  for (const auto& claim : claims)
    EXPECT_TRUE(claim.kind != Kind::travel || claim.state == "mn" || claim.state == "za") << shown(claim);
}

}  // namespace
}  // namespace dedere::read
