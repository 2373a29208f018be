// Which verdicts differ between two days, or between what was known on two days, over all wanted persons and states; and through what.
//
//     const auto found = difference({before, day}, {after, later}, {});     // or only {.persons = {"putin"}}
//     found.causes[0].sentence      // "the warrant of 17 March 2023 is in force"; rows: that warrant's
//     found.causes[0].changes       // for each state that is bound since: the person, the state, both verdicts
//
// A cause is what lies deepest in a proof that one side shows and does not hold on the other side: everything that it rests on holds on both.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "brief/duty.hpp"

namespace dedere::brief {

// Both sides' settings must be of one program.
struct Side {
  const Setting& setting;
  time::Date day;
};

struct ChangedVerdict {
  Named person, state;
  Verdict before{}, after{};
};

struct Cause {
  enum class Kind { step, reading, day } kind = Kind::step;  // of `day` nothing in the proofs differs but the day itself
  std::string atom;                      // "in_force(putin-2023)", "immunity=no_bar"; blank for a day
  std::string sentence;
  bool came = true;                      // it holds on the later side only; otherwise on the earlier one only
  std::optional<Days> when;
  ProvisionOf provision;                 // the rule that concludes it
  std::vector<Evidence> rows;            // the rows of the record that it rests on, sorted
  std::vector<ChangedVerdict> changes;   // by person, then state
};

struct Difference {
  std::size_t compared = 0, changed = 0;  // pairs of person and state
  std::vector<Cause> causes;              // those that changed most first; a change stands under each of its causes
  std::vector<Source> sources;
};

// To some persons and states, by id; none: all there are.
struct Narrowed { std::vector<std::string> persons = {}, states = {}; };

using Progress = std::function<void(std::size_t done, std::size_t all)>;
[[nodiscard]] Difference difference(const Side& before, const Side& after, const Narrowed& only, const Progress& progress = {});

}  // namespace dedere::brief
