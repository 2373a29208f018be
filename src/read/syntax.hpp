// The grammar of one sentence, as far as the reader needs it: which words act as verbs, who or what is the subject of each, and under which
// operators it stands (negation, future, condition, duty …). Shallow on purpose: it looks at classes and order, and never back-tracks.
#pragma once

#include <optional>
#include <vector>

#include "read/analysis.hpp"

namespace dedere::read {

struct Subject {
  std::vector<int> heads;   // items: one, or the members of a list ("Kenya and Chad"); empty where none was found
  int first = -1;           // where the noun phrase begins
  bool relative = false;    // reached through "who" or "which"
  bool negated = false;     // "neither Kenya nor Chad"
};

struct Scope {
  Subject subject;
  Tense tense = Tense::none;
  bool negated = false, refused = false, conditional = false, deontic = false, possible = false, would = false;
  bool passive = false, progressive = false, perfect = false, pluperfect = false, ing = false, infinitive = false;
  bool being = false;       // "after being arrested"
  bool past_plan = false;   // what was planned and did not come about: "had been due to"
  int governor = -1;   // the verb whose subject and tense it shares
  [[nodiscard]] bool unreal() const { return conditional || deontic || possible; }
};

class Syntax {
 public:
  Syntax(const Reader::Inside& reader, const Sentence& sentence);

  [[nodiscard]] bool verb(int i) const { return i >= 0 && i < count() && verbs_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] Scope scope(int verb) const { return scope(verb, 0); }
  // Persons, places or others that follow a verb without a preposition.
  [[nodiscard]] std::vector<int> object(int verb) const;
  // The noun phrase in the possessive before a noun: "Ann's first official" + visit; or after it: visit + "by Ann", "of Ann".
  [[nodiscard]] std::vector<int> owner(int noun) const;
  // A list that begins at `i`: "A", "A and B", "A, B and C". Where it ends is left in `end`.
  [[nodiscard]] std::vector<int> list(int i, Class of, int& end) const;
  // What a clause keeps whose verb is left out after a full one: "Ann went to Kenya in May, Chad in June and Bob to Malawi in July".
  struct Remnant { int person = -1; std::vector<int> places; int day = -1; };   // items; -1: the same person
  // The remnants that follow the day of the full clause, at item `day`.
  [[nodiscard]] std::vector<Remnant> remnants(int day) const;
  // The nearest verb before `i` with nothing but its complements between, or -1.
  [[nodiscard]] int verb_before(int i) const;
  [[nodiscard]] bool breaks(int i) const;   // a clause ends here

 private:
  [[nodiscard]] int count() const { return static_cast<int>(s_.items.size()); }
  [[nodiscard]] const Item& item(int i) const { return s_.items[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] bool operates(int i) const;
  [[nodiscard]] bool acts(int i) const;
  [[nodiscard]] bool governs_noun(int i) const;
  [[nodiscard]] bool opens(int day) const;
  [[nodiscard]] int before_adverbs(int i) const;
  [[nodiscard]] bool heads_clause(int ing) const;
  [[nodiscard]] bool dated(int v) const;
  [[nodiscard]] bool nominal(int i) const;
  [[nodiscard]] bool inside(int i) const;
  [[nodiscard]] Scope scope(int verb, int depth) const;
  [[nodiscard]] Subject subject(int i, int verb, int depth, Scope& s) const;
  [[nodiscard]] Subject phrase(int i) const;
  [[nodiscard]] bool begins_phrase(int i) const;
  [[nodiscard]] int opening_comma(int i) const;
  [[nodiscard]] bool apposition(int comma, int end) const;
  [[nodiscard]] bool nominal_end(int i, int next) const;

  const Grammar& g_;
  const Sentence& s_;
  std::vector<bool> verbs_;
};

}  // namespace dedere::read
