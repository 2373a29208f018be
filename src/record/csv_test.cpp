#include "record/csv.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "record/place.hpp"

namespace dedere::record {
namespace {

using namespace std::string_literals;
using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<Diagnostic> faults;
};

Read read(const std::string& text, CsvFormat format = {}) {
  CsvReader reader("t.csv", text, format);
  Read out;
  for (std::vector<Cell> row; reader.next(row);) {
    auto& cells = out.rows.emplace_back();
    for (const auto& cell : row) cells.emplace_back(cell.text);
  }
  out.faults = reader.faults();
  return out;
}

TEST(Csv, ReadsRows) {
  const struct { const char* shows; std::string text; Rows rows; } rows[] = {
      {"nothing", "", {}},
      {"only empty lines", "\n\r\n\n", {}},
      {"rows and cells", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"CRLF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"blank cells", "a,b\n,\n1,\n,2\n", {{"a", "b"}, {"", ""}, {"1", ""}, {"", "2"}}},
      {"blank cell at the very end", "a,b\n1,", {{"a", "b"}, {"1", ""}}},
      {"quotes", "\"a\",\"b,c\"\n\"say \"\"no\"\"\",\"\"\n", {{"a", "b,c"}, {"say \"no\"", ""}}},
      {"nothing but a doubled quote", "\"\"\"\"\n", {{"\""}}},
      {"a line break in a cell", "a\n\"1\n2\r\n3\"\n", {{"a"}, {"1\n2\r\n3"}}},
      {"a byte order mark", "\xEF\xBB\xBF" "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"letters past ASCII", "имя,שם\n", {{"имя", "שם"}}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.shows);
    const auto result = read(row.text);
    EXPECT_EQ(result.rows, row.rows);
    EXPECT_TRUE(result.faults.empty());
  }
}

TEST(Csv, ReadsTabsToo) { EXPECT_EQ(read("a\tb,c\n", {.separator = '\t'}).rows, (Rows{{"a", "b,c"}})); }

TEST(Csv, CellsKnowWhereTheyStand) {
  const std::string text = "a,b\n\"x\"\"y\",é\nü,z\n";
  CsvReader reader("t.csv", text);
  std::vector<Cell> row;
  std::vector<std::string> places;
  while (reader.next(row))
    for (const auto& cell : row) {
      const auto place = place_in("t.csv", text, cell.at);
      places.push_back(fmt::format("{}:{}", place.line, place.column));
    }
  EXPECT_EQ(places, (std::vector<std::string>{"1:1", "1:3", "2:1", "2:8", "3:1", "3:3"}));
}

// Each broken text: what is said, where, and which rows are read in spite of it.
TEST(Csv, SaysWhatIsWrongAndGoesOn) {
  const struct { const char* shows; std::string text; const char* fault; Rows rows; } rows[] = {
      {"a quote left open", "a,b\n1,2\n3,\"4\n5,6\n", "R004 3:3 the quote that opens this cell is never closed", {{"a", "b"}, {"1", "2"}}},
      {"a quote left open at the end", "\"", "R004 1:1 the quote that opens this cell is never closed", {}},
      {"text after a quote", "a,b\n\"1\"x,2\n3,4\n", "R005 2:4 text follows the quote that closes the cell", {{"a", "b"}, {"3", "4"}}},
      {"a quote inside", "a,b\n1\"x\",2\n3,4\n", "R005 2:2 a quote stands inside a cell that does not begin with one", {{"a", "b"}, {"3", "4"}}},
      {"a lone carriage return", "a,b\n1,2\r3,4\n5,6\n", "R005 2:4 a carriage return stands alone", {{"a", "b"}, {"5", "6"}}},
      {"too few cells", "a,b\n1\n3,4\n", "R006 2:1 the row has 1 cell, the table 2 columns", {{"a", "b"}, {"3", "4"}}},
      {"too many cells", "a,b\n1,2,3\n3,4\n", "R006 2:5 the row has 3 cells, the table 2 columns", {{"a", "b"}, {"3", "4"}}},
      {"too many cells in a long row", "a\n\"1\n2\",3\n4\n", "R006 3:4 the row has 2 cells, the table 1 column", {{"a"}, {"4"}}},
      {"NUL", "a,b\n1,\0\n"s, "R003 2:3 a NUL byte stands in the text", {}},
      {"Latin-1", "a,b\nMali,C\xF4te\n", "R003 2:7 this byte is not UTF-8 text", {}},
      {"a surrogate", "\xED\xA0\x80", "R003 1:1 this byte is not UTF-8 text", {}},
      {"too long a form", "\xC0\xAF", "R003 1:1 this byte is not UTF-8 text", {}},
      {"cut short", "a\xE2\x82", "R003 1:2 this byte is not UTF-8 text", {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.shows);
    const auto result = read(row.text);
    EXPECT_EQ(result.rows, row.rows);
    ASSERT_EQ(result.faults.size(), 1U);
    const auto& d = result.faults[0];
    EXPECT_EQ(fmt::format("{} {}:{} {}", d.code, d.place.line, d.place.column, d.message), row.fault);
    EXPECT_FALSE(d.help.empty());
  }
}

TEST(Csv, StopsAtTwentyFaults) {
  std::string text = "a,b\n";
  for (int i = 0; i < 1'000; ++i) text += "1\n";
  const auto result = read(text);
  ASSERT_EQ(result.faults.size(), 20U);
  EXPECT_EQ(result.faults.back().notes.size(), 1U);
}

std::string any_cell(std::mt19937_64& random) {
  const char* pieces[] = {"a", "\"", ",", "\n", "\r", "\r\n", " ", ";", "é", "\xEF\xBB\xBF", "שם", "\t", "𝛼"};
  std::string cell;
  for (auto n = random() % 5; n > 0; --n) cell += pieces[random() % std::size(pieces)];
  return cell;
}

TEST(Csv, ReadsBackWhatItWrites) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    std::mt19937_64 random(seed);
    const auto columns = 1 + random() % 4;
    Rows rows(1 + random() % 5);
    std::string text;
    for (auto& row : rows) {
      for (std::size_t i = 0; i < columns; ++i) row.push_back(any_cell(random));
      text += csv_row(std::vector<std::string_view>(row.begin(), row.end()));
    }
    const auto result = read(text);
    ASSERT_TRUE(result.faults.empty()) << "seed " << seed << "\n" << text << show(result.faults[0]);
    ASSERT_EQ(result.rows, rows) << "seed " << seed << "\n" << text;
  }
}

TEST(Csv, NeverFailsOnNoise) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string text;
    for (auto n = random() % 60; n > 0; --n) text += "a\"\",\n\r\xEF\xBB\xBF\xC3"[random() % 11];
    const auto result = read(text);
    for (const auto& row : result.rows) ASSERT_EQ(row.size(), result.rows[0].size()) << "seed " << seed;
    for (const auto& d : result.faults) ASSERT_GE(d.place.line, 1) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dedere::record
