#include "time/date.hpp"

#include <gtest/gtest.h>

namespace dedere::time {
namespace {

bool leaps(int year) { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0); }

unsigned length(int year, unsigned month) {
  if (month == 2) return leaps(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Counts the days one by one, as a child would.
TEST(Date, agrees_with_a_walk_through_the_calendar) {
  auto date = Date::of(1899, 12, 31);  // a Sunday
  int weekday = 6;
  for (int year = 1900; year <= 2110; ++year)
    for (unsigned month = 1; month <= 12; ++month)
      for (unsigned day = 1; day <= length(year, month); ++day) {
        date = date + days{1};
        weekday = (weekday + 1) % 7;
        ASSERT_EQ(date, Date::of(year, month, day));
        ASSERT_EQ(date.year(), year);
        ASSERT_EQ(date.month(), month);
        ASSERT_EQ(date.day(), day);
        ASSERT_EQ(static_cast<int>(date.weekday()), weekday) << date.iso();
        ASSERT_EQ(Date::parse(date.iso()), date);
        ASSERT_EQ(date.first_of_month(), Date::of(year, month, 1));
        ASSERT_EQ(date.last_of_month(), Date::of(year, month, length(year, month)));
      }
  EXPECT_EQ(date - Date::of(1970, 1, 1), days{date.days_since_1970()});
}

TEST(Date, parses_exactly_a_day_that_exists) {
  for (const char* text : {"0001-01-01", "2024-02-29", "2000-02-29", "9999-12-31"}) {
    const auto date = Date::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->iso(), text);
  }
  for (const char* text : {"", "2024", "2024-02", "2024-02-30", "2023-02-29", "1900-02-29", "2024-00-10", "2024-13-01", "2024-01-00", "0000-01-01", "2024-1-01",
                           "2024-01-1", "2024/01/01", "20240101", " 2024-01-01", "2024-01-01 ", "2024-01-01T", "-024-01-01", "+024-01-01", "2O24-01-01",
                           "２024-1-1"})
    EXPECT_FALSE(Date::parse(text)) << text;
}

TEST(Date, adds_months_and_stays_in_them) {
  const struct { const char* shows; const char* from; int months; const char* to; } rows[] = {
      {"the plain case", "2024-03-15", 1, "2024-04-15"},
      {"a day that the month lacks becomes its last", "2024-01-31", 1, "2024-02-29"},
      {"and in a common year", "2023-01-31", 1, "2023-02-28"},
      {"over the year", "2024-11-30", 3, "2025-02-28"},
      {"back over the year", "2024-01-31", -2, "2023-11-30"},
      {"a leap day a year on", "2024-02-29", 12, "2025-02-28"},
      {"a leap day four years on", "2024-02-29", 48, "2028-02-29"},
      {"none", "2024-02-29", 0, "2024-02-29"},
  };
  for (const auto& row : rows) EXPECT_EQ(Date::parse(row.from)->plus_months(row.months).iso(), row.to) << row.shows;
}

TEST(Date, first_of_next_month) {
  EXPECT_EQ(Date::of(2024, 12, 1).first_of_next_month(), Date::of(2025, 1, 1));
  EXPECT_EQ(Date::of(2024, 1, 31).first_of_next_month(), Date::of(2024, 2, 1));
}

TEST(Date, words) {
  EXPECT_EQ(Date::of(2024, 9, 3).words(), "3 September 2024");
  EXPECT_EQ(Date::of(2002, 5, 31).words(), "31 May 2002");
}

TEST(Edtf, is_a_day_a_month_or_a_year) {
  const struct { const char *text, *first, *last, *words; } rows[] = {
      {"2012-03-04", "2012-03-04", "2012-03-04", "4 March 2012"},
      {"2012-02", "2012-02-01", "2012-02-29", "February 2012"},
      {"2012", "2012-01-01", "2012-12-31", "2012"},
  };
  for (const auto& row : rows) {
    const auto edtf = Edtf::parse(row.text);
    ASSERT_TRUE(edtf) << row.text;
    EXPECT_EQ(edtf->first.iso(), row.first);
    EXPECT_EQ(edtf->last.iso(), row.last);
    EXPECT_EQ(edtf->text(), row.text);
    EXPECT_EQ(edtf->words(), row.words);
  }
  for (const char* text : {"", "12", "2012-", "2012-13", "2012-00", "2012-02-30", "0000", "201x", "2012-03-04T10:00", "2012/03"}) EXPECT_FALSE(Edtf::parse(text)) << text;
}

}  // namespace
}  // namespace dedere::time
