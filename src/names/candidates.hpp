// Who on a list may come to a score at all: few of those who share a word with the name asked for. For insiders: names/matcher.hpp compares their names.
//
// A score is at most a sum over the units that agree: what the two words' likeness is worth, what a word without a partner would have taken off, and the
// unit's share of what the agreement of the whole name adds. The sums are made for each entry over all its names, those units first in which few entries
// stand; an entry is left out as soon as what is still to come cannot carry it. Nobody who reaches the score is left out.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "names/likeness.hpp"

namespace dedere::names {

inline constexpr std::size_t most_units = 3 * Parts::most;

// A stretch of the name asked for: one word, or neighbours written as one.
struct Asked {
  Places places = 0;
  bool joined = false;
  float best = 0;               // the most that any listed word could be worth
  bool equal = false;           // is it on the list as it is written?
  std::span<const Like> likes;
};

// A word of the name asked for.
struct AskedPlace {
  float off_extra = 0;          // taken off where the listed name lacks it; 0 for a title or particle
  bool heavy = false;           // is not a title or particle
  bool initial = false;         // is one letter
  char first = 0;               // its first letter, if Latin
};

class Candidates {
 public:
  explicit Candidates(const Index& index);

  // Each entry of which a name may come to `least`, once. The result lives until the next call.
  [[nodiscard]] std::span<const std::uint32_t> find(std::span<const Asked> units, std::span<const AskedPlace> places, float least);

 private:
  using Step = std::uint8_t;    // the number of a unit, in the order in which they are read
  // What the units read so far come to at most, of `enough` (candidates.cpp), and the last of them that added to it.
  struct Reach { std::uint8_t sum; Step step; };
  void weigh(std::span<const AskedPlace> places, float least);
  struct Gain;
  [[nodiscard]] Gain gain(const Asked& unit) const;
  [[nodiscard]] int scaled(float bits) const;
  [[nodiscard]] int of_initials(std::uint32_t initials, Places aside) const;
  void read(const Asked& unit, const Gain& gain, Step step, int rest);
  [[nodiscard]] bool begun(std::uint32_t entry) const { return begun_[entry / 64] >> (entry % 64) & 1U; }
  void touch(std::uint32_t entry, int of_initials, Step step, int worth, int lacking);

  const Index& index_;
  const Weights& weights_;
  std::vector<Reach> reach_;                     // of each entry that is begun
  std::vector<std::uint64_t> begun_;             // a bit for each entry; all 0 between calls
  std::vector<std::uint32_t> touched_, found_;   // entries that are begun, that are found
  std::array<float, Parts::most> of_place_{}, of_initial_{};   // gains of an agreement at a place, whatever the likeness; of an initial there
  std::array<std::uint32_t, Parts::most> letter_{};            // of each place, as in Posting::initials
  std::size_t places_ = 0;
  std::uint32_t letters_ = 0;
  float exact_ = 0, scale_ = 0;           // for each place that is equal; Reach of a bit
  int needed_ = 0, most_ = 0;             // what an entry needs; the most that one has which needs more
};

}  // namespace dedere::names
