// Patterns against the items of a sentence.
#pragma once

#include <vector>

#include "read/analysis.hpp"
#include "read/syntax.hpp"

namespace dedere::read {

// A pattern that fits, and what it caught: items of the sentence.
struct Found {
  const Pattern* pattern = nullptr;
  int line = 0;                 // of the `match` that fits, in the pattern's file
  int anchor = 0;
  int first = 0, last = 0;      // items [first, last) that it spans, roles left out
  std::vector<int> persons, places, others, dates, numbers, governments;
  Scope scope;                  // of the anchor, or of the verb that governs it
  int verb = -1;                // that verb, or -1
};

// Every pattern that fits, at most one sequence of each pattern and anchor, in the order of the text and then of the files.
[[nodiscard]] std::vector<Found> match(const Reader::Inside& reader, const Sentence& sentence, const Syntax& syntax);

}  // namespace dedere::read
