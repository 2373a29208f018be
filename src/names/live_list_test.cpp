#include "names/live_list.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <thread>

namespace dedere::names {
namespace {

std::shared_ptr<const Lexicon> lexicon() {
  static const auto loaded = std::make_shared<const Lexicon>(*Lexicon::load(lexicon_on_disk(DEDERE_ROOT "/lexicon/names")));
  return loaded;
}

Listed person(const std::string& id, const std::string& name) { return {id, name, {{name, Quality::primary}}, {}}; }

std::string found(const LiveList& list, std::string_view name) {
  const auto state = list.now();
  LiveMatcher matcher(state);
  std::string out;
  for (const auto& hit : matcher.find({.name = name}, {.least = 12})) ((out += out.empty() ? "" : ", ") += state->listed(hit.entry).id + " ") += state->written(hit);
  return out;
}

TEST(LiveList, ShowsWhatChanged) {
  LiveList list(lexicon(), {person("a", "Ruslan Kadirbekov"), person("b", "Ramiro Ortigosa")});
  EXPECT_EQ(found(list, "Ruslan Kadirbekov"), "a Ruslan Kadirbekov");
  list.change({person("a", "Walizan Haddawi"), person("c", "Ruslan Kadirbekov")}, {"b", "never there"});
  EXPECT_EQ(found(list, "Ruslan Kadirbekov"), "c Ruslan Kadirbekov");
  EXPECT_EQ(found(list, "Walizan Haddawi"), "a Walizan Haddawi");
  EXPECT_EQ(found(list, "Ramiro Ortigosa"), "");
  list.change({}, {"c"});
  EXPECT_EQ(found(list, "Ruslan Kadirbekov"), "");
  list.rebuild();
  EXPECT_EQ(found(list, "Walizan Haddawi"), "a Walizan Haddawi");
  EXPECT_EQ(list.now()->changes, nullptr);
}

// After any changes the list holds whom a list made anew would hold.
TEST(LiveList, AgreesWithOneMadeAnew) {
  const std::string_view words[] = {"Ruslan", "Kadirbekov", "Ramiro", "Ortigosa", "Walizan", "Haddawi"};
  for (unsigned seed = 0; seed < 2; ++seed) {
    std::mt19937 random(seed);
    std::map<std::string, Listed> plain;
    LiveList list(lexicon(), {});
    for (int step = 0; step < 4; ++step) {
      const auto id = std::to_string(random() % 4);
      if (random() % 4 == 0) { list.change({}, {id}); plain.erase(id); }
      else { plain[id] = person(id, std::string(words[random() % 3]) + " " + std::string(words[3 + random() % 3])); list.change({plain[id]}, {}); }
      if (random() % 4 == 0) list.rebuild();
      std::vector<Listed> all;
      for (const auto& [of, one] : plain) all.push_back(one);
      const auto other = list.difference(std::move(all));
      ASSERT_TRUE(other.put.empty() && other.gone.empty()) << "seed " << seed << " step " << step;
      for (const auto& [of, one] : plain) ASSERT_NE(found(list, one.names[0].text).find(of + " " + one.names[0].text), std::string::npos) << "seed " << seed << " step " << step;
    }
  }
}

TEST(LiveList, TellsWhatIsOther) {
  LiveList list(lexicon(), {person("a", "Ruslan Kadirbekov"), person("b", "Ramiro Ortigosa"), person("c", "Walizan Haddawi")});
  list.change({person("b", "Walizan Ortigosa"), person("d", "Ramiro Haddawi")}, {});
  const auto [put, gone] = list.difference({person("a", "Ruslan Kadirbekov"), person("b", "Ramiro Ortigosa"), person("d", "Ramiro Haddawi"), person("e", "Ruslan Ortigosa")});
  EXPECT_EQ(put, (std::vector{person("b", "Ramiro Ortigosa"), person("e", "Ruslan Ortigosa")}));
  EXPECT_EQ(gone, std::vector<std::string>{"c"});
}

// Searches see one state or the next, never half of one.
TEST(LiveList, ChangesWhileItIsSearched) {
  LiveList list(lexicon(), {person("a", "Ruslan Kadirbekov")});
  std::atomic<bool> done = false;
  std::jthread changer([&] {
    for (int i = 0; i < 4; ++i) list.change({person("a", i % 2 ? "Ruslan Kadirbekov" : "Ramiro Ortigosa")}, {});
    done = true;
  });
  LiveMatcher matcher(list.now());
  while (!done) {
    const auto state = list.now();
    matcher.see(state);
    const auto hits = matcher.find({.name = "Ruslan Kadirbekov; Ramiro Ortigosa"}, {.least = 12});
    ASSERT_EQ(hits.size(), 1U);
    ASSERT_EQ(state->listed(hits[0].entry).id, "a");
  }
}

}  // namespace
}  // namespace dedere::names
