#include "names/typeahead.hpp"

#include <gtest/gtest.h>

namespace dedere::names {
namespace {

TEST(Typeahead, FindsWhatIsBegunInAnyScriptAndOrder) {
  Typeahead all;
  all.add("ann", {"Ann Example", "Анна Пример"});
  all.add("anton", {"Anton Ännel"});
  all.add("cote", {"Côte d'Ivoire", "Ivory Coast"});
  const struct { const char* shows; const char* written; std::vector<std::size_t> found; } rows[] = {
      {"a whole word before a begun one", "ann", {0, 1}},
      {"two words begun, in any order", "ex an", {0}},
      {"accents do not matter", "Änn", {0, 1}},
      {"another script", "Анн", {0, 1}},
      {"a name that is written in it", "Пример", {0}},
      {"the other way of writing it", "ivory c", {2}},
      {"a word that begins nothing", "ann x", {}},
      {"one word is not begun twice", "ann ann", {}},
      {"two words begun alike need two", "an an", {1}},
      {"nothing written", "", {}},
      {"only signs", "?!", {}},
      {"bytes that are no text", "\xff\xfe", {}},
  };
  for (const auto& row : rows) {
    std::vector<std::size_t> found;
    for (const auto& begun : all.find(row.written, 10)) found.push_back(begun.entry);
    EXPECT_EQ(found, row.found) << row.shows;
  }
  EXPECT_EQ(all.find("ann", 1), (std::vector<Typeahead::Begun>{{0, "Ann Example"}})) << "no more than asked for, with the name that fits";
  EXPECT_EQ(all.find("ivory", 9), (std::vector<Typeahead::Begun>{{2, "Ivory Coast"}}));
  EXPECT_TRUE(all.find(std::string(10'000, 'a'), 10).empty()) << "a text too long for a name";
}

}  // namespace
}  // namespace dedere::names
