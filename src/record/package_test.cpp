// Each file of tests/golden/record is a case: what it shows; files, each under a line `--- FOLDER/NAME`, that replace those of `common` (in folder
// `record`) or are laid over it (in any other); and after `--- said`, or `--- said as known DAY`, what the loader answers: the faults, or the facts.
// With DEDERE_RESET set, the answers are written anew: read the difference.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "record/facts.hpp"

namespace dedere::record {
namespace {

using time::Date;

const std::filesystem::path cases = DEDERE_ROOT "/tests/golden/record";

using Files = std::map<std::string, std::string>;

Folder in_memory(const std::string& path, Files files) {
  const auto read = [path, files](const std::string& name) -> Result<std::string> {
    if (const auto found = files.find(name); found != files.end()) return found->second;
    return Failure(fault("A001", fmt::format("`{}/{}` cannot be read: No such file or directory", path, name), "check the path and that you may read it"));
  };
  return {.path = path, .read = read, .names = [files] { std::vector<std::string> names; for (const auto& [name, text] : files) names.push_back(name); return names; }};
}

// The same folders, as large ones are read: by several threads.
std::vector<Folder> read_side_by_side(std::vector<Folder> folders) {
  for (auto& folder : folders) folder.size = [](const std::string& name) { return (std::size_t{1} << 30U) + name.size() % 3; };
  return folders;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

Files common() {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(cases / "common")) files[entry.path().filename().string()] = contents(entry.path());
  return files;
}

std::string text(const Argument& argument) {
  if (const auto* entity = std::get_if<EntityId>(&argument)) return fmt::format("{}: {}", entity->id, entity->type);
  if (const auto* day = std::get_if<Date>(&argument)) return day->iso();
  if (const auto* number = std::get_if<std::int64_t>(&argument)) return std::to_string(*number);
  return fmt::format("\"{}\"", std::get<std::string_view>(argument));
}

std::string text(const RecordFact& fact) {
  std::string arguments;
  for (const auto& argument : fact.arguments) arguments += (arguments.empty() ? "" : ", ") + text(argument);
  const auto place = fact.row.place();
  return fmt::format("{}{}({})  {}{}, known {}, {}:{}\n", fact.denied ? "denied " : "", fact.predicate, arguments, fact.imprecise ? "about " : "", time::text(fact.when),
                     fact.known.at.is_finite() ? fact.known.at.day().iso() : "always", place.file, place.line);
}

struct Section { std::string title, body; };

std::vector<Section> sections(const std::string& text) {
  std::vector<Section> out{{"", ""}};
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--- ")) out.push_back({line.substr(4), ""});
    else out.back().body += line + "\n";
  }
  return out;
}

std::string answer(const std::vector<Folder>& folders, std::optional<Date> day) {
  const auto package = load(folders);
  std::string out;
  if (!package) { for (const auto& d : package.error().diagnostics()) out += show(d); return out; }
  for (const auto& fact : facts(package->as_known(day))) if (fact.predicate != "is_state" || fact.row.place().file != "record/states.csv") out += text(fact);
  return out;
}

TEST(Package, SaysWhatTheCasesSay) {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(cases)) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path().filename().string());
    auto parts = sections(contents(entry.path()));
    std::vector<std::pair<std::string, Files>> packages{{"record", common()}};
    for (const auto& part : parts) {
      const auto slash = part.title.find('/');
      if (slash == std::string::npos) continue;
      const auto folder = part.title.substr(0, slash);
      if (packages.back().first != folder) packages.emplace_back(folder, Files());
      packages.back().second[part.title.substr(slash + 1)] = part.body;
    }
    std::vector<Folder> folders;
    for (const auto& [path, files] : packages) folders.push_back(in_memory(path, files));
    std::string rewritten;
    for (auto& part : parts) {
      if (part.title.starts_with("said")) {
        ++found;
        const auto day = part.title == "said" ? std::nullopt : Date::parse(part.title.substr(part.title.size() - 10));
        const auto said = answer(folders, day);
        EXPECT_EQ(said, part.body) << part.title;
        EXPECT_EQ(answer(read_side_by_side(folders), day), said) << part.title;
        part.body = said;
      }
      rewritten += (part.title.empty() ? "" : "--- " + part.title + "\n") + part.body;
    }
    if (std::getenv("DEDERE_RESET") != nullptr) std::ofstream(entry.path(), std::ios::binary) << rewritten;
  }
  EXPECT_GE(found, 15U);
}

Result<Package> small(const std::string& visits) {
  auto files = common();
  files["visits.csv"] += visits;
  return load({in_memory("record", files)});
}

TEST(Package, GivesTablesRowsAndCells) {
  const auto package = small("v1,aa,2020-03,2020-03-04,occurred,3,,,gazette,2020-04-01,verified,\n");
  ASSERT_TRUE(package);
  const auto row = package->find("visits", "v1");
  ASSERT_TRUE(row);
  EXPECT_EQ(row->id(), "v1");
  EXPECT_EQ(row->cell("state"), "aa");
  EXPECT_EQ(row->cell("no such column"), "");
  EXPECT_EQ(row->date("known"), Date::of(2020, 4, 1));
  EXPECT_FALSE(row->date("from"));
  EXPECT_EQ(row->edtf("from"), time::Edtf::parse("2020-03"));
  EXPECT_EQ(package->follow(*row, "state")->cell("name"), "Aland");
  EXPECT_FALSE(package->follow(*row, "supersedes"));
  EXPECT_FALSE(package->follow(*row, "status"));
  ASSERT_EQ(package->sources(*row).size(), 1U);
  EXPECT_EQ(package->sources(*row)[0].cell("title"), "The Gazette");
  EXPECT_EQ(package->table("nowhere"), nullptr);
  EXPECT_FALSE(package->find("visits", "v2"));
  EXPECT_EQ(row->place().line, 2);
  EXPECT_EQ(row->place(*row->table().schema().column("to")).column, 15);
  EXPECT_EQ(row->place(*row->table().schema().column("to")).length, 10);
}

TEST(Package, EntitiesStandOnce) {
  auto over = in_memory("mine", {{"states.csv", "id,name\naa,Åland\n"}});
  const auto package = load({in_memory("record", common()), over});
  ASSERT_TRUE(package);
  std::string names;
  for (const auto& entity : entities(*package)) names += fmt::format("{} {} {};", entity.entity.type, entity.entity.id, entity.name);
  EXPECT_EQ(names, "State bb Borduria;State aa Åland;");
}

TEST(Package, DigestFollowsEveryByteAndName) {
  const auto digest = [](Files files) { const auto package = load({in_memory("anywhere", std::move(files))}); EXPECT_TRUE(package); return package ? package->digest() : ""; };
  const auto files = common();
  EXPECT_EQ(digest(files), digest(files));
  EXPECT_EQ(digest(files).size(), std::string("sha256:").size() + 64);
  auto other = files;
  other["states.csv"] += "\n";
  EXPECT_NE(digest(files), digest(other));
  auto renamed = files;
  const auto at = renamed["datapackage.json"].find("sources.csv");
  renamed["datapackage.json"].replace(at, 11, "sourcez.csv");
  renamed["sourcez.csv"] = renamed["sources.csv"];
  EXPECT_NE(digest(files), digest(renamed));
}

TEST(Package, LivesAsLongAsAHandle) {
  std::optional<View> view;
  {
    const auto package = small("v1,aa,2020-03-01,,occurred,,,,\"gazette\",2020-04-01,verified,\n");
    ASSERT_TRUE(package);
    view = package->as_known(std::nullopt);
  }
  ASSERT_EQ(view->rows("visits").size(), 1U);
  EXPECT_EQ(view->rows("visits")[0].cell("source"), "gazette");
}

TEST(Package, FolderThatIsNone) {
  for (const std::string path : {"/nowhere/at/all", "/dev/null", ""}) {
    const auto package = load({path});
    ASSERT_FALSE(package) << path;
    EXPECT_EQ(package.error().diagnostics()[0].code, "A001") << path;
  }
  const auto none = load(std::vector<std::string>{});
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->tables().empty());
}

// A row of `visits`: the day on which it became known, and its cells.
struct Written { std::string id, state, from, to, status, guests, ended, ended_known, known, confidence, supersedes; };

std::string line(const Written& w) {
  return fmt::format("{},{},{},{},{},{},{},{},,{},{},{}\n", w.id, w.state, w.from, w.to, w.status, w.guests, w.ended, w.ended_known, w.known, w.confidence, w.supersedes);
}

// As it would have been written down by that day: what became known later is blank.
Written by(Written w, const std::string& day) {
  if (std::max(w.ended_known.empty() ? w.ended : w.ended_known, w.known) > day) w.ended = w.ended_known = "";
  if (w.guests == "9" && w.to > day) w.to = "";
  return w;
}

std::string said(const std::vector<std::vector<Written>>& packages, std::optional<Date> day) {
  std::vector<Folder> folders;
  for (const auto& rows : packages) {
    auto files = folders.empty() ? common() : Files{{"visits.csv", common().at("visits.csv")}};
    for (const auto& row : rows) files["visits.csv"] += line(row);
    folders.push_back(in_memory(folders.empty() ? "record" : "mine", files));
  }
  const auto package = load(folders);
  std::string out;
  if (!package) { for (const auto& d : package.error().diagnostics()) out += show(d); ADD_FAILURE() << out; return out; }
  for (const auto& fact : facts(package->as_known(day))) {
    const auto whole = text(fact);
    out += whole.substr(0, whole.rfind(',')) + "\n";  // without the place, which differs
  }
  return out;
}

// What was known on a day is what the record would say had nothing been written since: rows, corrections and other packages' rows deleted, cells blank.
TEST(Package, AsKnownIsTheRecordWithoutWhatCameLater) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::mt19937_64 engine(seed);
    const auto random = [&](std::size_t n) { return static_cast<std::size_t>(engine() % n); };
    const auto day = [&] { return fmt::format("2020-0{}-1{}", 1 + random(6), random(3)); };
    const auto maybe = [&](const std::string& text) { return random(2) == 0 ? text : ""; };
    std::vector<std::vector<Written>> packages(2);
    for (std::size_t p = 0; p < packages.size(); ++p)
      for (std::size_t i = 0; i < 8; ++i) {
        if (p == 1 && random(2) == 0) continue;  // the second lies over some rows of the first, and has rows of its own
        const bool office = random(4) == 0;
        Written w{fmt::format("v{}", p == 1 ? i + random(2) * 4 : i), random(2) == 0 ? "aa" : "bb", "2020-01-01", maybe(day()), office || random(2) == 0 ? "avoided" : "occurred",
                  office ? "9" : maybe("3"), maybe(day()), "", day(), random(5) == 0 ? "disputed" : "verified", ""};
        if (!w.to.empty() && w.to < w.from) w.to = w.from;
        if (!w.ended.empty()) w.ended_known = maybe(day());
        if (std::ranges::find(packages[p], w.id, &Written::id) != packages[p].end()) continue;
        if (p == 0 && i > 0 && random(3) == 0 && packages[0][random(packages[0].size())].known <= w.known) {
          const auto earlier = std::ranges::find_if(packages[0], [&](const Written& other) { return other.known <= w.known; });
          w.supersedes = earlier->id;
        }
        packages[p].push_back(w);
      }
    for (const auto* then : {"2019-12-31", "2020-02-11", "2020-03-12", "2020-05-10", "2020-12-31"}) {
      auto kept = packages;
      for (auto& rows : kept) {
        std::erase_if(rows, [&](const Written& w) { return w.known > then; });
        for (auto& row : rows) row = by(row, then);
      }
      EXPECT_EQ(said(packages, Date::parse(then)), said(kept, std::nullopt)) << "seed " << seed << ", as known " << then;
    }
  }
}

// Any single change to a good package is either a fault or loads; it never crashes.
TEST(Package, NeverFailsOnNoise) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    auto state = seed * 0x9E3779B97F4A7C15U + 1;
    const auto random = [&](std::size_t n) { state ^= state << 13U; state ^= state >> 7U; state ^= state << 17U; return static_cast<std::size_t>(state % n); };
    auto files = common();
    files["visits.csv"] += "v1,aa,2020-03-01,2020-03-02,occurred,3,2020-03-02,,gazette,2020-04-01,verified,\nv2,bb,2020,,avoided,,,,,2020-05-01,disputed,v1\n";
    auto file = files.begin();
    std::advance(file, random(files.size()));
    auto& bytes = file->second;
    for (std::size_t n = 1 + random(3); n > 0; --n) {
      const auto at = random(bytes.size());
      const auto kind = random(3);
      if (kind == 0) bytes.erase(at, 1 + random(20));
      else if (kind == 1) bytes.insert(at, 1, "\"',\n{}[]:\\\xC3\x00-0a"[random(15)]);
      else bytes[at] = bytes[random(bytes.size())];
    }
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const auto package = load({in_memory("record", files)});
    if (!package) { for (const auto& d : package.error().diagnostics()) EXPECT_FALSE(show(d).empty()); continue; }
    const auto then = package->as_known(Date::of(2020, 4, 15));
    for (const auto& fact : facts(then)) {
      EXPECT_TRUE(then.shows(fact.row)) << text(fact);
      EXPECT_LE(fact.known.at, time::Instant::start_of(*then.day())) << text(fact);
    }
  }
}

// A table long enough that several tables are checked at a time: the faults come in the order in which tables and rows stand, as those of short ones do.
TEST(Package, LongTablesAreCheckedSideBySide) {
  auto files = common();
  files["states.csv"] += "cc, \n";
  for (int i = 0; i < 6'000; ++i)
    files["visits.csv"] += fmt::format("v{},{},2020-03-01,2020-03-0{},occurred,3,,,{},2020-04-01,verified,\n", i, i == 5'000 ? "zz" : "aa", i == 70 ? 0 : 2, i == 5'900 ? "nobody" : "gazette");
  const auto places = [&] {
    std::vector<std::string> out;
    const auto package = load({in_memory("record", files)});
    if (!package) for (const auto& d : package.error().diagnostics()) out.push_back(d.place.heading);
    return out;
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(places(), (std::vector<std::string>{"states > cc > name", "visits > v70 > to", "visits > v5000 > state", "visits > v5900 > source"}));
}

TEST(Package, TheRecordLoads) {
  const auto package = load({std::string(DEDERE_ROOT "/record")});
  if (!package) for (const auto& d : package.error().diagnostics()) ADD_FAILURE() << show(d);
  ASSERT_TRUE(package);
  EXPECT_GT(facts(package->as_known(std::nullopt)).size(), 1'000U);
}

}  // namespace
}  // namespace dedere::record
