// Persons or states while their name is being written: every word written so far begins a word of the name, in any order and any script.
//
//     Typeahead persons;
//     persons.add("putin", {"Vladimir Putin", "Путин"});
//     persons.find("vlad pu", 10)        // {{0, "Vladimir Putin"}}: entries are numbered in the order in which they were added
//     persons.find("Пут", 10)            // {{0, "Путин"}}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/fold.hpp"

namespace dedere::names {

class Typeahead {
 public:
  // The first of the texts is the name that is shown; an id counts as a name too.
  void add(std::string_view id, const std::vector<std::string>& texts);
  // At most `most`. Better is: all words written in full, then the name begun at its beginning, then the shown name before others, then order of adding.
  struct Begun { std::size_t entry; std::string_view name; bool operator==(const Begun&) const = default; };
  [[nodiscard]] std::vector<Begun> find(std::string_view text, std::size_t most) const;

 private:
  struct Name { std::string text; Words words; };
  std::vector<std::vector<Name>> entries_;
};

}  // namespace dedere::names
