// Rows of any form, from a file of names to a list.
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <random>

#include "names/list_file.hpp"
#include "names/screening.hpp"

namespace dedere::names {
namespace {

const ColumnNames& columns() {
  static const auto read = read_columns(*lexicon_on_disk(DEDERE_ROOT "/lexicon/names")("columns.tsv"));
  return read;
}

// "line name|alias|birth nationality sex" of each row, or the code of its fault.
std::string rows_of(std::string_view text, const std::vector<std::pair<Column, std::string>>& asked = {}) {
  const auto how = layout(text, columns(), asked);
  if (!how) return how.error().diagnostics()[0].code;
  RowSplitter splitter(how->form);
  std::vector<RawRow> raws;
  splitter.split(text, true, raws);
  std::string out;
  Row row;
  for (std::size_t i = how->header ? 1 : 0; i < raws.size(); ++i) {
    if (!out.empty()) out += "; ";
    if (const auto wrong = read_row(raws[i], *how, columns(), row)) { out += fmt::format("{} {}", raws[i].line, wrong->code); continue; }
    out += fmt::format("{} {}", raws[i].line, row.name);
    for (const auto& alias : row.aliases) out += "|" + alias;
    for (const auto& birth : row.identity.births) out += fmt::format(" {}-{}-{}", birth.year, birth.month, birth.day);
    for (const auto& nationality : row.identity.nationalities) out += " " + nationality;
    if (row.identity.sex != Sex::unknown) out += row.identity.sex == Sex::male ? " m" : " f";
  }
  return out;
}

TEST(Rows, OfEachForm) {
  const struct { const char *shows, *text, *rows; } rows[] = {
      {"a name a line", "John Smith\nSMITH, Jane\n\nDoe/J MR\n", "1 John Smith; 2 SMITH, Jane; 4 Doe/J MR"},
      {"a header names the columns", "id,Name,DOB,Nationality,Gender\n7,John Smith,1970-03-02,GB,M\n", "2 John Smith 1970-3-2 gb m"},
      {"another separator", "Surname;Given name\n\"Smith; Jr\";John\n", "2 John Smith; Jr"},
      {"tabs", "name\tbirth_date\nJohn\t1970\n", "2 John 1970-0-0"},
      {"a mark of byte order, Windows line ends", "\xEF\xBB\xBFname,x\r\nJohn Smith,1\r\n", "2 John Smith"},
      {"a cell over two lines", "name,x\n\"John\nSmith\",1\nJane,2\n", "2 John\nSmith; 4 Jane"},
      {"a quote that is never closed costs its own line", "name,x\n\"John,1\nJane,2\nJim,3\n", "2 N005; 3 Jane; 4 Jim"},
      {"a quote where none may stand", "name,x\n\"John\"ny,1\nJane,2\n", "2 N005; 3 Jane"},
      {"bytes that are not text", "name,x\nJ\xF6hn,1\nJane,2\n", "2 N006; 3 Jane"},
      {"no name", "name,x\n,1\nJane,2\n", "2 N008; 3 Jane"},
      {"too few cells", "x,name\n1\n2,Jane\n", "2 N008; 3 Jane"},
      {"JSON Lines", "{\"name\":\"John Smith\",\"birth_date\":\"1970\",\"aliases\":[\"Jack\",\"Johnny\"]}\n{\"fullName\":\"Jane\"}\n", "1 John Smith|Jack|Johnny 1970-0-0; 2 Jane"},
      {"JSON that is none", "{\"name\":\"John\"}\n{\"name\":\n[1]\nnull\n", "1 John; 2 N005; 3 N005; 4 N005"},
      {"FollowTheMoney", "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"J\",\"properties\":{\"name\":[\"John Smith\"],\"gender\":[\"male\"]}}\n", "1 J|John Smith m"},
      {"nothing", "", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(rows_of(row.text), row.rows) << row.shows;
  EXPECT_EQ(rows_of("who,when\nJohn,1970\n", {{Column::name, "who"}, {Column::birth, "when"}}), "2 John 1970-0-0");
  EXPECT_EQ(rows_of("who,when\nJohn,1970\n", {{Column::name, "whom"}}), "N004");
}

TEST(Rows, Births) {
  const struct { const char *written, *read; } rows[] = {{"1970", "1970-0-0"}, {"1970-03", "1970-3-0"}, {"1970-03-02", "1970-3-2"}, {"1970-03-02T00:00:00", "1970-3-2"}, {"02/03/1970", "1970-3-2"}, {"03/25/1970", "1970-3-25"},
      {"2 Mar 1970", "1970-3-2"}, {"March 2, 1970", "1970-3-2"}, {"Mar 1970", "1970-3-0"}, {"circa 1970", "1970-0-0"}, {"19700302", "1970-3-2"}, {"02MAR1970", "1970-3-2"}, {"unknown", "none"}, {"", "none"}, {"99", "none"}, {"1970-13-40", "none"}};
  for (const auto& row : rows) {
    const auto birth = read_birth(row.written);
    EXPECT_EQ(birth ? fmt::format("{}-{}-{}", birth->year, birth->month, birth->day) : "none", row.read) << row.written;
  }
}

// However the bytes are cut into blocks, the rows are the same.
TEST(Rows, DoNotDependOnBlocks) {
  const std::string_view pieces[] = {"a", "\n", "\"", ",", "\r\n", "Jane", "\"\"", "\xFF"};
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (auto n = random() % 30; n > 0; --n) text += pieces[random() % std::size(pieces)];
    for (const auto form : {Form::csv, Form::lines}) {
      const auto shown = [&](bool whole) {
        RowSplitter splitter(form);
        std::string out, rest;
        for (std::size_t at = 0; at <= text.size();) {
          const auto size = whole ? text.size() : std::min<std::size_t>(1 + random() % 5, text.size() - at);
          const bool last = at + size >= text.size();
          rest += text.substr(at, size);
          std::vector<RawRow> rows;
          const auto taken = splitter.split(rest, last, rows);
          for (const auto& row : rows) out += fmt::format("{}:{};", row.line, row.text);
          rest.erase(0, taken);
          if (last) break;
          at += size;
        }
        return out;
      };
      ASSERT_EQ(shown(true), shown(false)) << "seed " << seed << ": " << text;
    }
  }
}

TEST(ListFile, OfEachForm) {
  const auto read = [](std::initializer_list<std::string> files) {
    ListFile list;
    for (const auto& file : files)
      if (auto done = read_list("list", file, columns(), list); !done) return done.error().diagnostics()[0].code;
    std::string out = list.form + fmt::format(", {} others, {} faulty:", list.others, list.faulty);
    for (const auto& person : list.persons) {
      out += " " + person.id;
      for (const auto& one : person.names) out += fmt::format(" [{}{}]", one.text, one.quality == Quality::weak ? " weak" : "");
      for (const auto& birth : person.identity.births) out += fmt::format(" {}", birth.year);
    }
    return out;
  };
  EXPECT_EQ(read({"id,name\na,John Smith\na,Jack Smith\nb,Jane Doe\n"}), "CSV, 0 others, 0 faulty: a [John Smith] [Jack Smith] b [Jane Doe]");
  EXPECT_EQ(read({"id,schema,name,aliases,birth_date,countries\nq1,Person,John Smith,Jack Smith;Johnny Smith,1970-03-02,gb\nq2,Vessel,Smith,,,\n"}), "CSV, 1 others, 0 faulty: q1 [John Smith] [Jack Smith] [Johnny Smith] 1970");
  EXPECT_EQ(read({"{\"id\":\"q\",\"schema\":\"Person\",\"properties\":{\"name\":[\"John\"],\"alias\":[\"Jack\"],\"birthDate\":[\"1970\"]}}\n{\"id\":\"v\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"Ship\"]}}\n"}),
            "FollowTheMoney, 1 others, 0 faulty: q [John] [Jack] 1970");
  EXPECT_EQ(read({"36,\"SMITH, John\",individual,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 02 Mar 1970; Gender Male.\"\n37,\"ACME\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1A", "36,12,\"aka\",\"SMITH, Jack\",-0- \n"}),
            "OFAC SDN, OFAC SDN, 1 others, 0 faulty: 36 [SMITH, John] [SMITH, Jack] 1970");
  EXPECT_EQ(read({"John Smith\nJane Doe\n"}), "a name a line, 0 others, 0 faulty: list:1 [John Smith] list:2 [Jane Doe]");
  EXPECT_EQ(read({"id,name\na,\nb,J\xF6\nc,John\n"}), "CSV, 0 others, 2 faulty: c [John]");
  EXPECT_EQ(read({""}), "N002");
  EXPECT_EQ(read({"\xFF\xFEJ"}), "N006");
}

// Threads and blocks change nothing; a name of a megabyte is screened by its beginning.
TEST(Screening, DoesNotDependOnThreadsOrBlocks) {
  const auto lexicon = std::make_shared<const Lexicon>(*Lexicon::load(lexicon_on_disk(DEDERE_ROOT "/lexicon/names")));
  const LiveList list(lexicon, {{"a", "Ruslan Kadirbekov", {{"Ruslan Kadirbekov", Quality::primary}}, {}}});
  std::string text = "id,name,birth_date\n";
  for (int i = 0; i < 3'000; ++i) text += fmt::format("{},{},\n", i, i % 700 == 3 ? "KADIRBEKOV/RUSLAN MR" : i % 900 == 5 ? "\xFF" : "Maria Garcia");
  text += "x,Ruslan Kadirbekov " + std::string(1U << 14U, 'y') + ",\n";
  const auto how = *layout(text, columns(), {});
  const auto run = [&](unsigned threads, std::size_t block) {
    Screening screening(list, columns(), how, {.least = 12}, threads);
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += block)
      EXPECT_TRUE(screening.feed(std::string_view(text).substr(at, block), at + block >= text.size(), [&](const Screened& row) {
        out += fmt::format("{}{}{} ", row.line, row.fault ? row.fault->code : "", row.hits.empty() ? "" : "!");
        return true;
      }));
    return out + fmt::format("{} {}", screening.counts().rows, screening.counts().hits);
  };
  EXPECT_EQ(run(1, text.size()), "5! 7N006 705! 907N006 1405! 1807N006 2105! 2707N006 2805! 3002N007! 3001 6");
  EXPECT_EQ(run(1, 999), run(1, text.size()));
  EXPECT_EQ(run(3, 64'000), run(1, text.size()));
}

}  // namespace
}  // namespace dedere::names
