#include "read/dates.hpp"

#include <gtest/gtest.h>

#include "read/read.hpp"

namespace dedere::read {
namespace {

using time::Date;

std::string text(const Days& d) { return (d.from ? d.from->text() : "-") + (d.to ? "/" + d.to->text() : ""); }

TEST(Dates, Resolve) {
  using Kind = When::Kind;
  const auto published = Date::of(2024, 9, 4);   // a Wednesday
  const struct { const char* shows; When when; Tense tense; const char* days; } rows[] = {
      {"the same weekday is that day", {.kind = Kind::weekday, .weekday = 2}, Tense::future, "2024-09-04"},
      {"Monday before", {.kind = Kind::weekday, .weekday = 0}, Tense::none, "2024-09-02"},
      {"Saturday to come, whatever the tense", {.kind = Kind::weekday, .weekday = 5}, Tense::past, "2024-09-07"},
      {"last Monday", {.kind = Kind::weekday, .weekday = 0, .shift = -1}, Tense::none, "2024-09-02"},
      {"next Monday", {.kind = Kind::weekday, .weekday = 0, .shift = 1}, Tense::none, "2024-09-09"},
      {"Wednesday and Thursday", {.kind = Kind::weekday, .weekday = 2, .end_weekday = 3}, Tense::none, "2024-09-04/2024-09-05"},
      {"a month ahead", {.kind = Kind::calendar, .month = 11}, Tense::future, "2024-11"},
      {"a month past", {.kind = Kind::calendar, .month = 11}, Tense::past, "2023-11"},
      {"this month, past", {.kind = Kind::calendar, .month = 9}, Tense::past, "2024-09"},
      {"last September", {.kind = Kind::calendar, .month = 9, .shift = -1}, Tense::past, "2023-09"},
      {"a day of a month: the nearest", {.kind = Kind::calendar, .month = 12, .day = 30}, Tense::none, "2024-12-30"},
      {"a day of January in September", {.kind = Kind::calendar, .month = 1, .day = 31}, Tense::none, "2025-01-31"},
      {"a range over the end of a month", {.kind = Kind::calendar, .year = 2025, .month = 8, .day = 31, .end_month = 9, .end_day = 1}, Tense::none, "2025-08-31/2025-09-01"},
      {"a range over new year", {.kind = Kind::calendar, .year = 2024, .month = 12, .day = 30, .end_month = 1, .end_day = 2}, Tense::none, "2024-12-30/2025-01-02"},
      {"no such day", {.kind = Kind::calendar, .year = 2023, .month = 2, .day = 29}, Tense::none, "-"},
      {"yesterday", {.kind = Kind::days, .n = -1}, Tense::none, "2024-09-03"},
      {"next week, all in one month", {.kind = Kind::weeks, .n = 1}, Tense::none, "2024-09"},
      {"next week, in two months", {.kind = Kind::weeks, .n = 4}, Tense::none, "-"},
      {"last month", {.kind = Kind::months, .n = -1}, Tense::none, "2024-08"},
      {"last year", {.kind = Kind::years, .n = -1}, Tense::none, "2023"},
      {"a year alone", {.kind = Kind::calendar, .year = 2011}, Tense::none, "2011"},
      {"the next day", {.kind = Kind::from_before, .n = 1}, Tense::none, "2024-08-02"},
      {"far beyond the calendar", {.kind = Kind::days, .n = 2'000'000'000}, Tense::none, "-"},
  };
  for (const auto& row : rows) EXPECT_EQ(text(resolve(row.when, row.tense, published, Date::of(2024, 8, 1))), row.days) << row.shows;
}

TEST(Dates, WithoutADayOfPublicationOnlyWhatIsSaidInFull) {
  EXPECT_EQ(text(resolve({.kind = When::Kind::weekday, .weekday = 0}, Tense::past, {}, {})), "-");
  EXPECT_EQ(text(resolve({.kind = When::Kind::calendar, .month = 5, .day = 3}, Tense::past, {}, {})), "-");
  EXPECT_EQ(text(resolve({.kind = When::Kind::years, .n = -1}, Tense::past, {}, {})), "-");
  EXPECT_EQ(text(resolve({.kind = When::Kind::calendar, .year = 2024, .month = 5, .day = 3}, Tense::past, {}, {})), "2024-05-03");
}

// Every weekday, from every day of several years: within three days, and of that name.
TEST(Dates, ABareWeekdayIsTheNearest) {
  for (auto day = Date::of(2019, 12, 20); day < Date::of(2025, 1, 10); day = day + time::days{1})
    for (int w = 0; w < 7; ++w) {
      const auto found = resolve({.kind = When::Kind::weekday, .weekday = w}, Tense::none, day, {});
      ASSERT_TRUE(found.from);
      EXPECT_EQ(static_cast<int>(found.from->first.weekday()), w);
      EXPECT_LE(std::abs((found.from->first - day).count()), 3) << day.iso();
    }
}

// As written in a text, through the whole reader: the day of a journey.
TEST(Dates, AsWritten) {
  const auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  ASSERT_TRUE(lexicon);
  Gazetteer names;
  names.persons.push_back({.id = "roe", .name = "Adam Roe", .state = "ru", .names = {{"Adam Roe", Gazetteer::Name::Kind::full}}, .offices = {}});
  const Reader reader(*lexicon, names);
  const struct { const char *words, *days; } rows[] = {
      {"on Monday", "2024-09-02"}, {"on Monday evening", "2024-09-02"}, {"early on Tuesday", "2024-09-03"}, {"today", "2024-09-04"}, {"yesterday", "2024-09-03"},
      {"on September 2", "2024-09-02"}, {"on 2 September", "2024-09-02"}, {"on Sept. 2, 2024", "2024-09-02"}, {"on the evening of September 2", "2024-09-02"},
      {"on 2024-09-02", "2024-09-02"}, {"on 2.9.2024", "2024-09-02"}, {"on Monday (2 September)", "2024-09-02"}, {"on Monday, 2 September 2024", "2024-09-02"},
      {"on September 2-3", "2024-09-02/2024-09-03"}, {"from 2 to 3 September", "2024-09-02/2024-09-03"}, {"from August 31 to September 1", "2024-08-31/2024-09-01"},
      {"on Monday and Tuesday", "2024-09-02/2024-09-03"}, {"in August", "2024-08"}, {"in August 2023", "2023-08"}, {"last December", "2023-12"}, {"last year", "2023"}, {"in 2011", "2011"},
      {"last month", "2024-08"}, {"two days ago", "2024-09-02"}, {"on the 2nd of September", "2024-09-02"},
  };
  for (const auto& row : rows) {
    const auto claims = reader.read({.id = "t", .text = std::string("Adam Roe visited Kenya ") + row.words + ".", .published = Date::of(2024, 9, 4)});
    ASSERT_FALSE(claims.empty()) << row.words;
    EXPECT_EQ(text({claims[0].from, claims[0].to}), row.days) << row.words;
  }
}

}  // namespace
}  // namespace dedere::read
