// What the reader knows of one language: a folder of plain-text files, so that a word, a place or a pattern is added without a compiler.
// docs/reading.md says how each file is written. Every word belongs to classes; patterns are sequences of classes.
//
//     const auto lexicon = TRY(Lexicon::load("lexicon/en"));
//     const Reader reader(lexicon, gazetteer);
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "read/claim.hpp"
#include "read/token.hpp"

namespace dedere::read {

inline constexpr std::size_t most_classes = 512;
using Class = std::int16_t;
using Classes = std::bitset<most_classes>;

// A name that a phrase may be of.
struct NameOf {
  int person = -1;        // index in the gazetteer
  bool surname = false;   // needs other support in the text
};

// What is known of a phrase. `capital` holds those classes that it has only where its first letter is a capital: "March", "Turkey".
struct Entry {
  Classes any, capital;
  std::int16_t state = -1;   // index into Lexicon::states()
  int value = 0;             // of a number, month, weekday, unit
  std::vector<NameOf> names;
};

// Phrases by their words; longest match wins. Built once, then read only.
class Phrases {
 public:
  // The entry of these words, made if new.
  Entry& entry(const std::vector<WordHash>& words);
  struct Match { const Entry* entry = nullptr; int length = 0; };
  [[nodiscard]] Match longest(const Token* first, const Token* end) const;
  [[nodiscard]] const Entry* exact(const std::vector<WordHash>& words) const;

 private:
  struct Edge { std::uint64_t key = 0; std::int32_t node = 0; };
  [[nodiscard]] std::int32_t child(std::int32_t node, WordHash word) const;
  std::int32_t make_child(std::int32_t node, WordHash word);
  void grow();
  std::vector<Edge> edges_ = std::vector<Edge>(1024);   // open addressing
  std::size_t used_ = 0;
  std::vector<std::int32_t> entry_of_ = {-1};           // by node; 0 is the root
  std::vector<Entry> entries_;
};

// One step of a pattern.
struct Element {
  Classes any;           // matches an item that has one of these
  bool optional = false;
  bool forbidden = false;  // the next item may not be one of these
  int gap = 0;           // skips up to so many items, if greater than 0
  bool loose = false;    // a gap that may cross commas and verbs
};

// What stands in a role to the anchor, found by the grammar and not by its place.
struct Roles {
  std::optional<Classes> subject, object, owner;
};

struct Emit {
  Kind kind{};
  bool event = false;                 // no claim: the day and place of a meeting of states, for the journeys to it
  std::string status = "auto";        // auto: by tense; arrive, depart: likewise; or a status
  Polarity polarity = Polarity::positive;
  std::string value;
  std::string negated;                // where the verb is negated: a value to take instead, flip (polarity), avoid (status), keep, drop, required
  std::string state = "found";        // found: the place matched; speaker; own; journey: where the person was last; none
  std::string person = "found";       // found; main: the article's wanted person; none
  bool scoped = true;                 // dropped under a condition or a duty
  std::string voice;                  // passive or active: dropped otherwise
  std::string tense;                  // future, past: dropped otherwise
  std::string leans;                  // what the clause leaves out is told by another on membership: verb (its helper stands here), same, contrary (of another state)
  Classes near;                       // if any: dropped unless this sentence or the one before has an item of one of these
};

struct Pattern {
  std::string id;                     // "travel/visit"
  Emit emit;
  struct Sequence {
    std::vector<Element> before;      // nearest to the anchor first
    Element anchor;
    std::vector<Element> after;
    Roles roles;
    int line = 0;
  };
  std::vector<Sequence> sequences;
  std::vector<std::pair<std::string, int>> matching, failing;  // example sentences and their lines
  std::string file;
  int line = 0;
};

class Lexicon {
 public:
  // Every fault of every file, or the lexicon. `folder` holds words.tsv, verbs.tsv, values.tsv, places.tsv and patterns/*.txt.
  static Result<Lexicon> load(const std::string& folder);

  [[nodiscard]] const Phrases& phrases() const { return phrases_; }
  [[nodiscard]] const std::vector<Pattern>& patterns() const { return patterns_; }
  [[nodiscard]] const std::vector<std::string>& states() const { return states_; }   // ids
  [[nodiscard]] std::optional<std::int16_t> state(std::string_view id) const;
  [[nodiscard]] Class known(std::string_view class_name) const;   // -1 where no file uses it
  [[nodiscard]] const Classes& verb_classes() const { return verb_classes_; }     // those that verbs.tsv gives
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  friend class LexiconFiles;
  std::string folder_;
  Phrases phrases_;
  std::map<std::string, Class, std::less<>> classes_;
  std::vector<std::string> states_;
  std::vector<Pattern> patterns_;
  Classes verb_classes_;
};

// The words of a phrase as the tokenizer gives them.
[[nodiscard]] std::vector<WordHash> phrase_words(std::string_view phrase);

// A phrase's possessive ending, as a word of a phrase: "the country 's".
inline constexpr WordHash possessive_word = 0x5bd1e995'27d4eb2fULL;

}  // namespace dedere::read
