// Answers of random programs, with their proofs, as receipts: the verifier accepts each, and finds a change in it. DEDERE_RANDOM_PROGRAMS=10000 tries more
// than usual; DEDERE_RANDOM_SEED=n begins at another seed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "changes.hpp"
#include "reason/random_program.hpp"
#include "receipt/receipt.hpp"

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value ? std::strtoull(value, nullptr, 10) : otherwise;
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

// A folder with a record of nothing, and room for a law.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("dedere-receipts-" + std::to_string(std::random_device()()))) {
    fs::create_directories(path_ / "record");
    write(path_ / "record" / "datapackage.json", nothing);
    write(path_ / "record" / "sources.csv", "id\n");
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string law() const { return (path_ / "random.law").string(); }
  [[nodiscard]] std::string record() const { return (path_ / "record").string(); }

 private:
  static constexpr const char* nothing =
      R"({"profile":"tabular-data-package","name":"nothing","resources":[{"name":"sources","path":"sources.csv","schema":{"fields":[{"name":"id","type":"string"}],"primaryKey":"id"}}]})";
  fs::path path_;
};

struct Counts { std::size_t receipts = 0, steps = 0, changes = 0, still_true = 0; };

class Program {
 public:
  Program(std::uint64_t seed, const Folder& folder) : folder_(folder), dice_(seed), text_(reason::oracle::Writer(reason::oracle::Maker(seed).program()).all()) {
    write(folder.law(), text_);
    language::Sources sources;
    std::vector<Diagnostic> faults;
    sources.add({.name = "random.law", .text = text_, .file = "random.law"}, faults);
    auto loaded = language::load(std::move(sources), {}, faults);
    if (loaded) program_.emplace(std::move(*loaded));
  }

  // What is wrong, or nothing.
  std::string check(Counts& counts) {
    if (!program_) return "it does not load";
    const auto package = record::load({folder_.record()});
    if (!package) return "the empty record does not load";
    const auto law = reason::Law::as_known(*program_, std::nullopt, {});
    const auto world = reason::World::evaluate(*program_, {}, law.readings);
    const auto view = package->as_known(std::nullopt);
    const brief::Setting setting{*program_, *package, view, world, law, {}, std::nullopt, {program_->sources.digest(), package->digest(), "test"}};
    Verifier verifier(folder_.law(), {folder_.record()});
    for (std::uint32_t p = 0; p < program_->predicates.size(); ++p) {
      const auto& predicate = (*program_)[language::PredicateId{p}];
      if (predicate.open() || predicate.name.starts_with("denied ")) continue;
      auto goal = predicate.name;
      for (std::size_t i = 0; i < predicate.arguments.size(); ++i) goal += i == 0 ? "(_" : ", _";
      if (!predicate.arguments.empty()) goal += ")";
      const auto made = receipt_of(setting, {{p}, std::vector<language::Operand>(predicate.arguments.size(), language::Any{}), {}}, goal);
      if (!made) continue;  // too many answers
      if (auto wrong = verified(verifier, receipt::text(*made), counts); !wrong.empty()) return goal + ": " + wrong + "\n" + text_;
    }
    return "";
  }

 private:
  Result<receipt::Json> receipt_of(const brief::Setting& setting, const language::Goal& goal, const std::string& written) {
    if (dice_() % 2 == 0) return receipt::of_ask(setting, goal, time::Interval::always(), {written, "", "", ""});
    const auto day = *time::Date::parse(reason::oracle::iso(reason::oracle::earliest + static_cast<int>(dice_() % (reason::oracle::latest - reason::oracle::earliest))));
    return receipt::of_why(setting, goal, time::Interval::day(day), {written, day.iso(), "", ""});
  }

  std::string verified(Verifier& verifier, const std::string& text, Counts& counts) {
    auto receipt = receipts(text).at(0);
    try {
      counts.steps += verifier.check(receipt).steps;
      ++counts.receipts;
    } catch (const std::exception& e) {
      return std::string("not verified: ") + e.what() + "\n" + text;
    }
    std::size_t all = 0;
    Changes::each(receipt, [&](const std::string&, const std::string&) { ++all; });
    const auto chosen = dice_() % all;
    std::string passed;
    std::size_t n = 0;
    Changes::each(receipt, [&](const std::string& path, const std::string& how) {
      if (n++ != chosen) return;
      ++counts.changes;
      try {
        (void)verifier.check(receipt);
        if (still_true(path, how)) ++counts.still_true;
        else passed = "not found: " + path + " " + how + "\n" + text;
      } catch (const Wrong&) {
      } catch (const Unusable&) {
      }
    });
    return passed;
  }

  const Folder& folder_;
  std::mt19937_64 dice_;
  std::string text_;
  std::optional<language::Program> program_;
};

TEST(Receipts, OfRandomProgramsAreVerifiedAndAChangeIsFound) {
  const Folder folder;
  Counts counts;
  const auto first = setting("DEDERE_RANDOM_SEED", 1);
  for (auto seed = first; seed < first + setting("DEDERE_RANDOM_PROGRAMS", 25); ++seed)
    ASSERT_EQ(Program(seed, folder).check(counts), "") << "seed " << seed;
  fmt::print("{} receipts of {} steps verified; of {} changes {} leave one true, all others are found\n", counts.receipts, counts.steps, counts.changes, counts.still_true);
  EXPECT_GT(counts.steps, 100U);
}

// What a step says is a literal and nothing else: no comment may say more, and no depth end the program.
TEST(Receipts, AStepSaysALiteralAndNothingElse) {
  const auto repeated = [](const std::string& part) {
    std::string out;
    for (int i = 0; i < 10'000; ++i) out += part;
    return out;
  };
  for (const auto* text : {"party(aa)", "not heads(quinn, _)", "from 2002-07-01", "not from 2002-07-01", "not reading(rank, bars)", "bb != aa", "2 = count V: visited(pat, _, V) in the past 10 years",
                           "without p(aa) since q(aa) within 1 day to 2 weeks", "p(aa) 7 days ago", "p(aa) begins on 2020-01-01", "2020-04-01 = next_month(2020-01-31 + 60 days)"})
    EXPECT_NO_THROW((void)parse_literal(text)) << text;
  for (const auto& text : {std::string("party(aa) % so it is"), std::string("party(aa), party(bb)"), std::string("party(aa) in the pist 1 year"), std::string("party(aa) in a past"), std::string("p(aa) 7 days hence"),
                           std::string("p(aa) begins at 2020-01-01"), std::string("not not party(aa)"), std::string("party(aa"), std::string(), "1 = 1" + repeated(" + 1"), "from " + repeated("next_month("), repeated("not ")})
    EXPECT_THROW((void)parse_literal(text), Unusable) << text.substr(0, 40);
}

}  // namespace
}  // namespace dedere::verify
