#include "run/read.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "run/cells.hpp"

namespace dedere::run {
namespace {

using namespace std::string_view_literals;

language::Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"test.law", R"(
type Person. type State.
predicate visit(person: Person, state: State) "{person} is in {state}".
predicate met(a: Person, b: Person) "{a} met {b}".
predicate row(n: Number, day: Date, text: Text) "{n} {day} {text}".
predicate open_now "it is open".
)"}, said);
  return *language::load(std::move(sources), {}, said);
}

// Row by row: the values as an atom has them, the period as seconds, the line if it is not the next.
std::string told(const language::Program& program, const ReadTable& read) {
  const auto& t = read.table;
  const auto arity = program[t.predicate].arguments.size();
  const auto rows = arity > 0 ? t.cells.size() / arity : t.when.size();
  std::string out;
  for (std::size_t row = 0; row < rows; ++row) {
    if (row > 0) out += " ";
    for (std::size_t i = 0; i < arity; ++i) out += (i > 0 ? "," : "") + program.values.written(t.cells[row * arity + i]);
    if (!t.when.empty()) out += fmt::format("[{},{})", t.when[row].from().is_finite() ? std::to_string(t.when[row].from().seconds) : "", t.when[row].to().is_finite() ? std::to_string(t.when[row].to().seconds) : "");
    if (!t.lines.empty()) out += fmt::format("@{}", t.lines[row]);
  }
  return out;
}

std::string told(const Failure& failure) {
  std::string out;
  for (const auto& d : failure.diagnostics()) out += fmt::format("{}{} {}:{}+{} {}", out.empty() ? "" : "; ", d.code, d.place.line, d.place.column, d.place.length, d.message);
  return out;
}

std::string read(const char* file, std::string_view text, const char* predicate, Header header = Header::detect) {
  const auto law = program();
  const auto read = read_table(law, *law.find_predicate(predicate), file, text, header);
  return read ? told(law, *read) : told(read.error());
}

TEST(ReadTable, WhatARowMeans) {
  const struct { const char* shows; const char* predicate; std::string_view text; const char* means; } rows[] = {
      {"seconds", "visit", "p,aa,10,20\n", "p,aa[10,20)"},
      {"days: `to` is not in the period", "visit", "p,aa,1970-01-02,1970-01-03\n", "p,aa[86400,172800)"},
      {"times of day", "visit", "p,aa,1970-01-01T00:01,1970-01-01T01:00:01Z\n", "p,aa[60,3601)"},
      {"before 1970", "visit", "p,aa,-20,-10\nq,bb,1969-12-31,0\n", "p,aa[-20,-10) q,bb[-86400,0)"},
      {"blank ends are open", "visit", "p,aa,,20\np,aa,10,\np,aa,,\n", "p,aa[,20) p,aa[10,) p,aa[,)"},
      {"no period: always", "visit", "p,aa\nq,bb\n", "p,aa q,bb"},
      {"a header", "visit", "person,state,from,to\np,aa,1,2\n", "p,aa[1,2)"},
      {"a header of a table that holds always", "visit", "person,state\np,aa\n", "p,aa"},
      {"`from` alone", "visit", "person,state,from\np,aa,7\n", "p,aa[7,)"},
      {"`to` alone", "visit", "person,state,to\np,aa,7\n", "p,aa[,7)"},
      {"a header, quoted", "visit", "\"person\",\"state\"\np,aa\n", "p,aa"},
      {"other words are a row", "visit", "state,person\np,aa\n", "state,person p,aa"},
      {"nothing", "visit", "", ""},
      {"a header alone", "visit", "person,state,from,to\n", ""},
      {"no line end at the end", "visit", "p,aa,1,2", "p,aa[1,2)"},
      {"CR LF", "visit", "p,aa,1,2\r\nq,\"bb\",3,4\r\n", "p,aa[1,2) q,bb[3,4)"},
      {"a byte order mark", "visit", "\xEF\xBB\xBFperson,state\np,aa\n", "p,aa"},
      {"empty lines", "visit", "\n\np,aa\n\r\nq,bb\n", "p,aa@3 q,bb@5"},
      {"quotes", "visit", "\"p, the \"\"younger\"\"\",aa\n", "p, the \"younger\",aa"},
      {"lines inside quotes", "visit", "\"p\nq\",aa\nr,bb\n", "p\nq,aa@1 r,bb@3"},
      {"any text is an entity", "visit", "Пётр Иванов,côté d'ici\n", "Пётр Иванов,côté d'ici"},
      {"numbers, days and texts", "row", "-9223372036854775808,2024-02-29,\n007,0001-01-01,\"a,b\"\n", "-9223372036854775808,2024-02-29,\"\" 7,0001-01-01,\"a,b\""},
      {"no arguments", "open_now", "10,20\n30,\n", "[10,20) [30,)"},
      {"no arguments, always: an empty line", "open_now", "\n", "[,)"},
      {"no arguments, a header", "open_now", "from,to\n10,20\n", "[10,20)"},
  };
  for (const auto& row : rows) EXPECT_EQ(read("t.csv", row.text, row.predicate), row.means) << row.shows;
}

TEST(ReadTable, TabSeparatedCellsAreRaw) {
  EXPECT_EQ(read("t.tsv", "person\tstate\tfrom\tto\n\"p\" says, hi\taa\t1\t2\r\n", "visit"), "\"p\" says, hi,aa[1,2)");
}

TEST(ReadTable, AHeaderMayBeSaidToBeThereOrNot) {
  EXPECT_EQ(read("t.csv", "who,where,since,until\np,aa,1,2\n", "visit", Header::yes), "p,aa[1,2)");
  EXPECT_EQ(read("t.csv", "a,b\n", "met", Header::no), "a,b");
}

TEST(ReadTable, WhatIsWrong) {
  const struct { const char* shows; const char* predicate; std::string_view text; const char* says; } rows[] = {
      {"too few", "visit", "p,aa,1,2\nq,bb,3\n", "F004 2:1+6 the row has 3 cells, the table 4"},
      {"too many", "visit", "p,aa\nq,bb,3,4\n", "F004 2:1+8 the row has 4 cells, the table 2"},
      {"a first row of no width", "visit", "p,aa,1\n", "F004 1:1+6 the row has 3 cells, the predicate 2 arguments"},
      {"a quote left open", "visit", "p,aa\n\"q,bb\nr,cc\n", "F002 2:1+1 the quote that opens this cell is never closed"},
      {"a quote in a cell", "visit", "o,cc\np \"x\",aa\nq,b\"\n", "F003 2:3+1 a quote stands in a cell that does not begin with one; F003 3:4+1 a quote stands in a cell that does not begin with one"},
      {"text after a quote", "visit", "p,\"aa\" \n", "F003 1:7+1 text follows the quote that closes the cell"},
      {"a blank entity", "visit", "p,\n", "F005 1:3+1 a cell that names an entity is blank"},
      {"no number", "row", "1x,2024-01-01,t\n", "F006 1:1+2 `1x` is not a whole number that fits in 64 bits"},
      {"a number too large", "row", "9223372036854775808,2024-01-01,t\n", "F006 1:1+19 `9223372036854775808` is not a whole number that fits in 64 bits"},
      {"no day", "row", "1,2023-02-29,t\n", "F006 1:3+10 `2023-02-29` is not a day of the calendar"},
      {"no instant", "visit", "p,aa,1,soon\n", "F007 1:8+4 `soon` is not an instant for `to`, or lies too far away"},
      {"an instant too far away", "visit", "p,aa,1,4000000000000000001\n", "F007 1:8+19 `4000000000000000001` is not an instant for `to`, or lies too far away"},
      {"a header of other names", "visit", "who,where,from,to\np,aa,1,2\n", "F007 1:11+4 `from` is not an instant"},
      {"an end before the beginning", "visit", "p,aa,2,1\n", "F008 1:6+3 the period ends before it begins"},
      {"an end at the beginning", "visit", "p,aa,2024-01-01,2024-01-01\n", "F008 1:6+21 the period ends when it begins"},
      {"not UTF-8", "visit", "p,aa\nq,\xFF\n", "F001 2:3+1 this byte is not UTF-8 text"},
      {"NUL", "visit", "p,a\0\n"sv, "F001 1:4+1 a NUL byte stands in the table"},
      {"several faults, lines after a cell of two lines", "visit", "p,aa\n\"x\ny\",bb,cc\np,\n\nq,bb,\n",
       "F004 2:1+2 the row has 3 cells, the table 2; F005 4:3+1 a cell that names an entity is blank; F004 6:1+5 the row has 3 cells, the table 2"},
      {"columns are code points", "visit", "Пётр,\n", "F005 1:6+1 a cell that names an entity is blank"},
  };
  for (const auto& row : rows) EXPECT_EQ(read("t.csv", row.text, row.predicate), row.says) << row.shows;
}

TEST(ReadTable, ReadingEndsAfterManyFaults) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "p,\n";
  const auto law = program();
  const auto read = read_table(law, *law.find_predicate("visit"), "t.csv", text, Header::detect);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().diagnostics().size(), most_faults);
}

// Rows of all lengths, so that lines, cells and windows of text end at all distances from each other.
TEST(ReadTable, LargeTablesReadAsWritten) {
  const auto law = program();
  const auto predicate = *law.find_predicate("visit");
  std::string text = "person,state,from,to\n", bad;
  constexpr std::int64_t rows = 60'000;
  for (std::int64_t i = 0; i < rows; ++i) text += fmt::format("{}{},{},{},{}\n", i % 7 == 0 ? "é" : "p", i, std::string(1 + i % 40, 's'), i, i + 1);
  ASSERT_GT(text.size(), std::size_t{2} << 20U);
  std::size_t gone = 0;
  auto read = read_table(law, predicate, "t.csv", text, Header::detect, [&](std::size_t at) { gone = at; });
  ASSERT_TRUE(read) << told(read.error());
  EXPECT_GT(gone, std::size_t{1} << 20U);
  EXPECT_TRUE(read->table.lines.empty());
  EXPECT_EQ(read->table.first_line, 2U);
  ASSERT_EQ(read->table.when.size(), static_cast<std::size_t>(rows));
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto row = static_cast<std::size_t>(i);
    ASSERT_EQ(law.values.id(read->table.cells[2 * row]), fmt::format("{}{}", i % 7 == 0 ? "é" : "p", i));
    ASSERT_EQ(law.values.id(read->table.cells[2 * row + 1]).size(), static_cast<std::size_t>(1 + i % 40));
    ASSERT_EQ(read->table.when[row].from().seconds, i);
  }
  text += "p,\xC3";
  read = read_table(law, predicate, "t.csv", text, Header::detect);
  ASSERT_FALSE(read);
  EXPECT_EQ(told(read.error()), fmt::format("F001 {}:3+1 this byte is not UTF-8 text", rows + 2));
}

TEST(Instants, ReadBackAsWritten) {
  for (const auto* text : {"0", "-1", "4000000000000000000", "-4000000000000000000", "0001-01-01", "1600-02-29", "1969-12-31", "1970-01-01", "2000-02-29", "2024-12-31", "9999-12-31", "2024-09-02T00:00:01Z",
                           "1969-12-31T23:59:59Z"}) {
    const auto read = parse_instant(text);
    ASSERT_TRUE(read) << text;
    char out[longest_instant];
    EXPECT_EQ(std::string(out, write_instant(out, read->at, read->clock)), text);
  }
  for (const auto* text : {"", "-", "+1", "1 ", " 1", "0x1", "4000000000000000001", "99999999999999999999", "2024-13-01", "2024-00-01", "2023-02-29", "1900-02-29", "2024-1-1", "2024-01-01T", "2024-01-01T24:00", "2024-01-01T00:60",
                           "2024-01-01T00:00:60", "2024-01-01T0:00:00", "0000-01-01", "20240101T00:00", "2024-01-01T00:00+01:00"})
    EXPECT_FALSE(parse_instant(text)) << text;
  // The calendar is that of time::Date, day by day.
  for (std::int32_t day = -719'162; day <= 2'932'896; day += 41) {
    char out[longest_instant];
    const std::string_view written(out, write_day(out, day));
    ASSERT_EQ(written, time::Date::from_days(day).iso());
    ASSERT_EQ(parse_day(written), day);
  }
}

}  // namespace
}  // namespace dedere::run
