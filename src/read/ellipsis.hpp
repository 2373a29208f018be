// Clauses that leave out what another clause says in full: "Italy is a member, Libya is not", "so is Chad", "all of them except Kenya are".
//
// A clause of the kind in question is noted where it is found (a pattern with value=predicate). A clause that leans on it (leans=, docs/reading.md) means
// something only where such a clause stands beside it with no other deed between: "Kenya is a member and was warned; Chad is not" tells nothing of Chad.
#pragma once

#include <optional>
#include <vector>

#include "read/analysis.hpp"
#include "read/match.hpp"
#include "read/syntax.hpp"

namespace dedere::read {

class Ellipsis {
 public:
  explicit Ellipsis(const Grammar& grammar) : g_(grammar) {}

  // A sentence begins; a clause that ended the one before it can still be leant on.
  void begin(const Sentence& sentence, const Syntax& syntax);
  // A clause told in full.
  void note(const Found& found);
  // Whether what the full clause tells holds of the places that `found` names. None where there is no such clause.
  [[nodiscard]] std::optional<bool> holds(const Found& found);

 private:
  struct Clause {
    int first = 0, last = 0;   // items, from its verb on
    bool negated = false, relative = false;
    bool be = false, perfect = false;   // "is a member", "has been one"
  };
  [[nodiscard]] bool acts(int from, int to) const;
  [[nodiscard]] bool agrees(const Clause& clause, int helper) const;
  [[nodiscard]] std::optional<Clause> full(int helper, int start, int end) const;
  [[nodiscard]] const Clause* beside(const Found& found) const;

  const Grammar& g_;
  const Sentence* s_ = nullptr;
  const Syntax* syntax_ = nullptr;
  std::vector<Clause> clauses_;        // of this sentence
  std::optional<Clause> carried_;      // the one that the sentence before ends with
};

}  // namespace dedere::read
