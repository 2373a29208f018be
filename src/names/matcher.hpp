// Who on a list a name may be, and why.
//
//     const Index index(lexicon, listed);
//     Matcher matcher(index);                                    // one a thread
//     for (const Hit& hit : matcher.find({.name = "AL-BASHIR/OMAR MR"}, {.least = 14})) …
//     hit.score                                                  // bits; the sum of hit.terms
//
// The score is the weight of the evidence that the two names are one person's (Fellegi and Sunter's match weight), in bits: each agreement and each
// disagreement adds or takes off what it is worth (names/weights.hpp); particulars of the person too, where both tell them. These can lift a name that
// falls short by a few bits only, never make one. It says nothing of how likely it was that this person comes along.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "names/index.hpp"

namespace dedere::names {

// How two words, or a word and nothing, were compared.
enum class How : std::uint8_t { equal, respelt, transliterated, nickname, initial, joined, missing, extra, opposed, complete, exact, alone, order, birth, nationality, sex };
[[nodiscard]] const char* name(How how);

struct Term {
  How how{};
  std::string asked, listed;   // the words; blank where there is none
  double bits = 0;             // rounded to hundredths
};

// What to make of a hit. A name alone is never a match: only with a day or year of birth that agrees too, unless the caller says otherwise. (Whole peoples share
// a nationality.)
enum class Band : std::uint8_t { none, review, match };
[[nodiscard]] const char* name(Band band);

struct Hit {
  std::uint32_t entry = 0;     // in Index::listed()
  NameId name = 0;             // the name of that entry that fits best
  double score = 0;            // the sum of the terms
  Band band = Band::none;
  std::vector<Term> terms;
};

// Adds hits of another name of the same person: the best for each entry, best first, at most `most`.
void keep_best(std::vector<Hit>& all, const std::vector<Hit>& more, std::size_t most);

// The one hit that leaves no doubt whom the name means, of hits from `certain_least` on with `name_alone`: a match, no word of either name left over or
// told by an initial, and nobody else near. Null if there is none.
inline constexpr double certain_least = 12;
[[nodiscard]] const Hit* certain(const std::vector<Hit>& hits);

struct Query {
  std::string_view name;       // may be several of one person: "John Smith; Jack Smith", "John Smith aka Jack"
  const Identity* identity = nullptr;
};

struct Limits {
  double least = 20;           // score from which somebody is found; Weights::review
  std::size_t most = 10;       // hits given, the best
  bool name_alone = false;     // may a name alone be a match?
};

class Matcher {
 public:
  explicit Matcher(const Index& index);
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  // Best first, each entry once. The result lives until the next call.
  [[nodiscard]] const std::vector<Hit>& find(const Query& query, const Limits& limits);
  // The same, by comparing all names of the list: what `find` is tested against.
  [[nodiscard]] const std::vector<Hit>& find_plainly(const Query& query, const Limits& limits);

 private:
  enum class Way;
  class Search;
  std::unique_ptr<Search> search_;
};

}  // namespace dedere::names
