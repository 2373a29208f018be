#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "read/read.hpp"

namespace dedere::read {
namespace {

namespace files = std::filesystem;

TEST(Lexicon, EveryPatternKeepsItsExamples) {
  const auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  ASSERT_TRUE(lexicon) << show(lexicon.error().diagnostics().front());
  for (const auto& fault : check_examples(*lexicon)) ADD_FAILURE() << show(fault);
}

// A copy of the lexicon with one line added to one file.
class Broken {
 public:
  Broken(const std::string& file, const std::string& line) : folder_(files::temp_directory_path() / ("dedere-lexicon-" + std::to_string(::getpid()))) {
    files::remove_all(folder_);
    files::copy(DEDERE_ROOT "/lexicon/en", folder_, files::copy_options::recursive);
    std::ofstream(folder_ / file, std::ios::app) << line << "\n";
  }
  ~Broken() { files::remove_all(folder_); }
  Broken(const Broken&) = delete;
  Broken& operator=(const Broken&) = delete;
  [[nodiscard]] std::string codes() const {
    const auto lexicon = Lexicon::load(folder_.string());
    if (lexicon) {
      const auto faults = check_examples(*lexicon);
      return faults.empty() ? "" : faults.front().code;
    }
    for (const auto& d : lexicon.error().diagnostics()) EXPECT_GT(d.place.line, 0) << show(d);
    return lexicon.error().diagnostics().front().code;
  }

 private:
  files::path folder_;
};

TEST(Lexicon, FaultsAreDiagnosed) {
  const struct { const char *shows, *file, *line, *code; } rows[] = {
      {"a line without its columns", "words.tsv", "prep", "T011"},
      {"an empty phrase", "words.tsv", "prep\tin; ; at", "T011"},
      {"a value that is no number", "values.tsv", "number\tmany\tmany", "T011"},
      {"an unknown class", "patterns/travel.txt", "[x/y]\nemit travel\nmatch subject:person @visitt.v place\nyes a\nno b", "T012"},
      {"a pattern without an anchor", "patterns/travel.txt", "[x/y]\nemit travel\nmatch place\nyes a\nno b", "T013"},
      {"a pattern without examples", "patterns/travel.txt", "[x/y]\nemit travel\nmatch @visit.v", "T013"},
      {"an unknown kind", "patterns/travel.txt", "[x/y]\nemit voyage\nmatch @visit.v\nyes a\nno b", "T013"},
      {"an id used twice", "patterns/travel.txt", "[travel/visit]\nemit travel\nmatch @visit.v\nyes a\nno b", "T013"},
      {"a name of two states", "places.tsv", "xx\tMongolia\t-\t-\t-", "T014"},
      {"an example that must match and does not", "patterns/travel.txt", "[x/y]\nemit travel\nmatch subject:person @visit.v place\nyes Nobody went anywhere.\nno Nobody.", "T015"},
      {"an example that must not match and does", "patterns/travel.txt", "[x/y]\nemit travel\nmatch subject:person @visit.v place\nyes Adam Roe visited Kenya.\nno Adam Roe visited Kenya.", "T016"},
  };
  for (const auto& row : rows) EXPECT_EQ(Broken(row.file, row.line).codes(), row.code) << row.shows;
}

TEST(Lexicon, AFolderThatIsNotThere) {
  const auto lexicon = Lexicon::load("/nowhere/at/all");
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().diagnostics().front().code, "A001");
}

}  // namespace
}  // namespace dedere::read
