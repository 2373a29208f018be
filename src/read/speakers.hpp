// Who says so: the stretches of a sentence that someone is told to have said. A speaker is a noun phrase that is the subject of a saying verb ("Ann Smith
// said", `"…," said the ministry`) or that follows "according to"; nothing else is one. Where a pronoun says it ("Asked whether …, he said"), it is who spoke or
// acted in the sentence before; where that is in doubt, the speaker is blank: words put into the wrong mouth are worse than words of which nobody is told.
#pragma once

#include <string>
#include <vector>

#include "read/analysis.hpp"
#include "read/syntax.hpp"

namespace dedere::read {

struct Attribution {
  int first = 0, last = 0;    // items that it covers
  std::string speaker, via;   // "Bloomberg, citing officials": officials, through Bloomberg
  std::vector<int> persons;   // wanted persons who speak
  int verb = -1;              // the saying verb, or -1
  bool states = true;         // it says something: "held that", not "held talks"
  bool court = false;         // a court or its judges speak
};

// Takes the sentences of an article in order.
class Speakers {
 public:
  Speakers(const Reader::Inside& reader, const Analysis& analysis) : r_(reader), g_(reader.grammar), a_(analysis) {}

  void read(const Sentence& sentence, const Syntax& syntax);
  // Who says what stands at item `i`: the nearest saying verb before it, else one after it, else the source named. Null: the article itself.
  [[nodiscard]] const Attribution* of(int i) const;
  [[nodiscard]] const Attribution* by_verb(int verb) const;
  // Judges say, rule, find … what stands at item `i`.
  [[nodiscard]] bool court_says(int i) const;

 private:
  struct Who { std::string name; std::vector<int> persons; bool known = false, court = false; int age = 1; };   // age: sentences since
  enum class Sort { human, body };

  [[nodiscard]] int count() const { return static_cast<int>(s_->items.size()); }
  [[nodiscard]] const Item& item(int i) const { return s_->items[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] bool speaks(int i) const;
  [[nodiscard]] bool pronoun(int i) const;
  [[nodiscard]] Sort sort(int i) const;
  [[nodiscard]] bool edge(int i) const;
  [[nodiscard]] bool qualifies(int verb) const;
  [[nodiscard]] bool quoted(int i) const;
  [[nodiscard]] int phrase_begin(int head) const;
  [[nodiscard]] int phrase_end(int i) const;
  [[nodiscard]] int head_from(int i, int end) const;
  [[nodiscard]] std::string words(int first, int last) const;
  [[nodiscard]] bool tells_that(int verb) const;
  [[nodiscard]] bool goes_on(int verb) const;
  [[nodiscard]] bool aside(int i) const;

  void said(int verb);
  void add_same(Attribution same, int verb);
  [[nodiscard]] const Attribution* said_before(int i) const;
  [[nodiscard]] bool closes_after(int i) const;
  void sources();
  void told_by_noun(int noun);
  void add(int first, int last, int head, int from, int to, int verb);
  void remember();
  [[nodiscard]] Who named(int first, int last) const;
  [[nodiscard]] Who meant(int head) const;
  [[nodiscard]] Who subject_before(int i, Sort how) const;
  [[nodiscard]] Who& last(Sort s) { return s == Sort::human ? human_ : body_; }

  const Reader::Inside& r_;
  const Grammar& g_;
  const Analysis& a_;
  const Sentence* s_ = nullptr;
  const Syntax* syntax_ = nullptr;
  std::vector<Attribution> found_;
  Who human_, body_;        // who spoke or acted last: whom "he", and what "it" may stand for
  Who told_human_, told_body_;   // in this sentence
  int paragraph_ = -1;
  bool quoting_ = false;    // a quotation is open
  bool carried_ = false;    // this sentence began in one
  Attribution quoted_;      // whose
};

}  // namespace dedere::read
