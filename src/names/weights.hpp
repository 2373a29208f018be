// What each kind of agreement and disagreement is worth, in bits: the base-2 logarithm of how much oftener it is seen between two writings of one
// person's name than between the names of two persons. Read from lexicon/names/weights.tsv, where each stands with its meaning; `tools/names/fit` fits them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace dedere::names {

struct Weights {
  float rare = 13;              // no word is worth more, however rare
  float short_word = 1.5F, per_letter = 3;   // but for what a short one is worth at most: fixed, and for each letter
  float list_share = 0.3F;      // how much of a word's share in the list counts as its share among all persons
  float per_cost = 2;           // off a word for each unit of the distance of its sounds
  float respelt = 1;            // off a word that is spelt otherwise at all
  float strange = 1, per_cost_strange = 2.5F;   // in place of both where the word asked for is nobody's name, so that it must be some name misspelt
  float script = 0.5F, per_bit = 0.5F;         // off a word that was written in another script, and off it for each bit by which its letters seldom sound so
  float syllables = 0;          // off it where that script writes syllables or words, which leave much open
  float nickname = 2;           // off a word that is another form of the same given name
  float joined = 0.5F;          // off words written as one here and as two there
  float initial = 2.5F;         // an initial that fits a word
  float missing = 0.5F, missing_share = 0.1F;     // off for a word of the listed name that is not in the other: fixed, and of its bits
  float extra = 2, extra_share = 0.3F;            // off for a word that is not in the listed name
  float patronymic = 1;         // off for it where it is a patronymic by its ending
  float opposed = 2;            // off where there are both
  float complete = 3;           // every word of both agrees
  float exact = 2;              // and is written alike
  float alone = 6;              // off where only one word agrees
  float order = 0.3F;           // off where the words stand in another order

  float birth_day = 9, birth_year = 4.5F, birth_near = 0, birth_other = 6;   // the same day; the same year; a year apart, or within what is known; off for another
  float nationality_same = 3, nationality_other = 2;
  float sex_same = 0.8F, sex_other = 5;
  float review = 20, match = 30;   // scores from which a hit is for review, and is a match

  // The most that a word of so many bytes is worth, however rare: a short one is another people's too.
  [[nodiscard]] float most(std::size_t size) const { return std::min(rare, short_word + per_letter * static_cast<float>(size)); }

  // The weight of this name in the file; none if there is no such weight.
  [[nodiscard]] float* find(std::string_view name);
};

}  // namespace dedere::names
