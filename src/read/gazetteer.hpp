// The names that the reader looks for, as plain values: wanted persons with their offices, and states.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "time/date.hpp"

namespace dedere::read {

struct Gazetteer {
  struct Name {
    std::string text;
    enum class Kind { full, alias, surname } kind = Kind::full;   // a surname alone needs other support in the text
  };
  struct Office {
    enum class Kind { head_of_state, head_of_government, minister, other } kind = Kind::other;
    std::string state;                        // id
    std::optional<time::Date> from, to;       // none: no such end
  };
  struct Person {
    std::string id, name;                     // as the record writes it
    std::string state;                        // nationality: journeys within it are not journeys abroad
    enum class Sex { unknown, male, female } sex = Sex::unknown;
    std::vector<Name> names;
    std::vector<Office> offices;
  };
  struct State {
    std::string id;
    std::vector<std::string> names;           // beside those of the lexicon
  };
  std::vector<Person> persons;
  std::vector<State> states;
};

}  // namespace dedere::read
