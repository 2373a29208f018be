// How mentions are extracted: one pass over the sentences of an article, which remembers what it has told so far. Declared here in one piece,
// defined by what is asked: who (extract_persons.cpp), where (extract_places.cpp), when (extract_days.cpp), in which state of things
// (extract_status.cpp), what words like "there" and "both" stand for (extract_context.cpp), and the claims themselves (extract.cpp).
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "read/ellipsis.hpp"
#include "read/extract.hpp"
#include "read/match.hpp"
#include "read/speakers.hpp"
#include "read/syntax.hpp"

namespace dedere::read {

class Extractor {
 public:
  Extractor(const Reader::Inside& reader, Analysis& analysis) : r_(reader), g_(reader.grammar), a_(analysis), speakers_(reader, analysis), ellipsis_(reader.grammar) {}
  std::vector<Mention> run();

 private:
  // ---- the sentence at hand

  [[nodiscard]] int count() const { return static_cast<int>(s_->items.size()); }
  [[nodiscard]] const Item& item(int i) const { return s_->items[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] static bool holds(const Sentence& s, const Classes& one_of);
  [[nodiscard]] bool any(Class c) const { return std::ranges::any_of(s_->items, [c](const Item& i) { return i.has(c); }); }
  [[nodiscard]] std::int16_t main_home() const { return a_.main_person ? r_.home[static_cast<std::size_t>(*a_.main_person)] : std::int16_t{-1}; }
  [[nodiscard]] std::string state_id(std::int16_t s) const { return s < 0 ? std::string() : r_.lexicon.states()[static_cast<std::size_t>(s)]; }
  // "A flight from Kenya": not where anyone is now.
  [[nodiscard]] bool comes_from(int i) const { return has(i - 1, g_.prep) && a_.slice(item(i - 1).first, item(i - 1).last) == "from"; }
  [[nodiscard]] std::string words(int first, int last) const;
  [[nodiscard]] bool item_owns(int i) const { return i >= 0 && i < count() && item(i).owns; }
  [[nodiscard]] std::int16_t item_state(int i) const { return i >= 0 && i < count() ? item(i).state : std::int16_t{-1}; }
  [[nodiscard]] bool acts_between(int first, int last) const;
  [[nodiscard]] bool has_prep_before(int i) const;

  // ---- what the text has told so far: what words like "there", "both", "it" stand for

  // Nothing to claim where neither a wanted person nor the Court nor its Statute is named.
  [[nodiscard]] bool concerns_the_court() const;
  // In this sentence or the one before; where that is a mere phrase, in the one before it. Who is a member is told in rows of sentences.
  [[nodiscard]] bool holds_near(const Classes& one_of, Kind kind) const;
  // "the country", "there", "its soil": the foreign state spoken of last.
  void fill_here(Sentence& s) const;
  // "CAIRO, Oct 18 (Agency) -": where "here" is.
  void note_dateline(const Sentence& s);
  // A line of a chronology: "July 21, 2010 - Ann travels to Kenya".
  void note_line_day(const Sentence& s);
  // Told in the present of a chronology.
  [[nodiscard]] bool long_ago() const { return line_day_ && line_day_->from && a_.published && line_day_->from->last + time::days{3} < *a_.published; }
  // "Is Kenya a member?"
  [[nodiscard]] bool asks(const Sentence& s) const;
  // "He flew to Kenya?" tells of nothing; "Why did he fly to Kenya?" does.
  [[nodiscard]] bool wonders(const Sentence& s) const;
  // "landed in Kenya and then in Chad before flying home": neither is where the person is now.
  void go_home(std::size_t told);
  // What a question asks is claimed where the next sentence begins with yes; with no, of a membership, the contrary.
  void answer(std::size_t told, std::size_t next);
  // "none of them", "both countries", "all three": the states listed before, in this sentence or in the three before it.
  void fill_groups(Sentence& s);
  // So many states, or any number from two where `wanted` is 0; the main person's own is left out if that makes the number right.
  [[nodiscard]] std::vector<std::int16_t> listed_before(const Sentence& s, std::size_t end, std::size_t wanted) const;
  // "Neither country", after a journey to two: exactly so many states, those of journeys told as of the present.
  [[nodiscard]] std::vector<std::int16_t> journeys_led_to(std::size_t wanted) const;
  // One sentence, or the two before this one, name them all.
  [[nodiscard]] bool told_together(const std::vector<std::int16_t>& states) const;
  [[nodiscard]] std::vector<std::int16_t> listed_before(const Sentence& s, std::size_t end, std::size_t wanted, Class named) const;
  void remember_places();
  // "A member": of the Court, or of another body? Whichever was named last, back to the beginning of the paragraph.
  [[nodiscard]] bool of_the_court(const Found& f) const;
  // What "it" stands for is the Court: named last before it, states counted, or what the sentence before is about.
  [[nodiscard]] bool court_before(int it) const;

  // ---- who

  void name_person(int person, Claim& c) const;
  [[nodiscard]] bool names_person() const { return std::ranges::any_of(s_->items, [&](const Item& i) { return i.has(g_.person); }); }
  // Whom the article told of last at this state, where it speaks of several: "Kenya was found in breach", after the journey of one to Kenya.
  [[nodiscard]] int known_at(std::int16_t state, int otherwise) const;
  // "Ann asked Roe, on her first visit to his country": a pronoun that would have someone travel at home stands for the sentence's other person.
  void leave_home(const Found& f, std::vector<int>& persons) const;
  // The one wanted person of the two sentences before, of this paragraph or of the question that it answers.
  [[nodiscard]] std::optional<int> spoken_of_last() const;
  // Who is meant where the pattern names nobody: the subject, the one wanted person of the sentence, or of the article.
  [[nodiscard]] std::vector<int> meant(const Found& f) const;

  // ---- where

  // What happened to a person at a place told elsewhere in the article: the arrest's, or the journey's.
  void fill_states();
  // The state that every journey of the person in this article leads to; blank where there are several, or none.
  [[nodiscard]] std::string only_journey(const std::string& person) const;
  std::vector<std::int16_t> states_of(const Found& f, const std::vector<int>& persons) const;
  // "Kenya and Chad said that she would not be arrested": those who say so.
  [[nodiscard]] std::vector<std::int16_t> promising(const Found& f, const std::vector<int>& persons) const;
  [[nodiscard]] bool out_of(int i) const { return has(i - 1, g_.prep) && (comes_from(i) || a_.slice(item(i - 1).first, item(i - 1).last) == "out of"); }
  // "The Congolese police": a word that may name a state, and none that is known. No other state is put in its place.
  [[nodiscard]] bool of_unknown_place(const Found& f) const;
  [[nodiscard]] bool of_home(const std::string& person, std::int16_t state) const;
  [[nodiscard]] bool home(std::int16_t state, const std::vector<int>& persons) const;

  // ---- when

  // Something between a day and the words it belongs to: another verb, a clause.
  [[nodiscard]] int barriers(int from, int to, const Found& f) const;
  [[nodiscard]] bool begins_soon(int i) const;
  // "Kenya, which ratified in 2002, has received …": a day of the clause between the subject and its verb.
  [[nodiscard]] bool in_parenthesis(int day, const Found& f) const;
  // "In March the court issued a warrant", not "came in March, despite the warrant that was issued", "crimes committed in 2004".
  [[nodiscard]] bool dates_the_warrant(int day, const Found& f) const;
  struct Picked { Days days; bool found = false, past = false, still = false, weekday = false, after = false, yearless = false; std::optional<time::Date> until; int item = -1; };
  Picked days_of(const Found& f, Tense tense);
  // In a clause of its own: "held since police stopped him on 16 July".
  [[nodiscard]] bool aside(int i) const;
  // "Who was arrested in May and freed two days later": the same clause, from that day on.
  [[nodiscard]] bool goes_on(int day, int until) const;
  // The day last spoken of before item `i`: in this sentence, or in those before it. The day on which something was said does not count.
  struct Spoken { std::optional<time::Date> day; std::optional<time::Edtf> period; };   // the day, and the day, month or year
  [[nodiscard]] Spoken spoken_before(int i) const;
  [[nodiscard]] Days resolved(int date, Tense tense) const;
  // "signed on Thursday, two days after he received her": the day of what is told, before the day of the sentence.
  [[nodiscard]] std::optional<time::Edtf> before_the_rest(const Found& f) const;
  // "will arrive on Wednesday" is not the Wednesday past, whichever is nearer.
  void by_own_verb(Tense tense, Days& d) const;
  // "is to visit on 27 November", told in April: the one to come, though the one past is nearer.
  void year_by_own_verb(Tense tense, Days& d) const;
  // "In 2015, Kenya erred when it let her go": the only day of a sentence, with which it begins, is that of all its deeds. -1: there is none.
  [[nodiscard]] int opening_day() const;
  // "His 2017 visit".
  [[nodiscard]] bool long_past(const Found& f) const;
  [[nodiscard]] int length_of_stay(const Found& f) const;
  // "The four-day visit": the length of the journey told last.
  void note_stay();
  // "A state visit that started with a dinner on Thursday and ends on Friday": the first and the last day of the journey told last.
  void note_ends(int visit);
  void note_dated_visit();
  // A day that tells more of the same: "in May", "the visit begins on 16 May".
  [[nodiscard]] static bool finer_day(const Days& d, const Claim& c);
  void place_stays();
  void days(const Found& f, Mention& m);
  // "He visited Kenya in May 2016. In July he flew to Chad": journeys told one after the other, long ago.
  void year_of_the_story(Mention& m) const;
  // "To Kenya in 2015 and to Chad in March 2017": each place has the day that stands with it, or with the next one.
  void own_day(const Found& f, std::int16_t state, Mention& m) const;
  // "Kenya quit in 2017 and Chad in 2019": the day between a place and the next one is its own.
  void told_of_one(const Found& f, std::int16_t state, Mention& m) const;
  void remember_event(const Found& f);
  // A journey to a meeting takes its days from it.
  void place_events();

  // ---- in which state of things

  [[nodiscard]] bool plan_named(const Found& f) const;
  // "Her flight to Kenya in February took long": in the past.
  [[nodiscard]] bool followed_by_past(const Found& f) const;
  // By the pattern, or by the tense of the verb. False where nothing is claimed.
  bool status(const Found& f, bool negated, Mention& m);
  // "Will leave on Friday": still there, the last day is known.
  static bool leaves(Mention& m);
  // "became the first leader to visit"
  [[nodiscard]] bool first_to(const Found& f) const;
  // The present that tells of the future: "when she comes", "from there she travels to Chad".
  [[nodiscard]] bool scheduled(const Found& f) const;
  // Attended from afar.
  [[nodiscard]] bool by_video(const Found& f) const;
  [[nodiscard]] bool recent(const Mention& m, bool perfect, bool now) const;
  // "Did not arrest her when she came": over.
  [[nodiscard]] bool when_clause(const Found& f) const;
  // Of the verb that the sentence turns on, outside the words found.
  [[nodiscard]] Tense main_tense(const Found& f) const;
  // "Is to announce during her visit".
  [[nodiscard]] bool will_before(int i) const;
  // A journey named by a noun: "ahead of her visit", "her planned visit", "during her visit".
  [[nodiscard]] Tense by_context(const Found& f, Mention& m) const;

  // ---- claims

  // What another mention of the article takes back, or makes plain that it was not meant.
  void drop_gainsaid();
  // "Let him walk", of someone of whom no arrest is told: not arrested.
  void let_be();
  void interpret(const Found& f, bool has_person);
  // "Left the court", "quit in 2017": a withdrawal takes a year; what is told as done has taken effect, unless it was done within the year.
  void has_left(const Found& f, Mention& m) const;
  // "Burundi left in 2017 and the Philippines in 2019": the same of other places, each on its own day.
  void spread_to_remnants(const Found& f, const Mention& m, std::size_t told);
  // "Has not said that it would leave": nothing is told.
  [[nodiscard]] bool only_denied(const Found& f) const;
  // "said that she would be arrested", not "said that this did not mean that she would": no verb between.
  [[nodiscard]] bool says_plainly(const Attribution& said, int clause) const;
  // "Urged Kenya to arrest the officers": nobody who is wanted.
  [[nodiscard]] bool asks_for_another(const Found& f) const;
  // "Criticised Kenya for its decision to join the court": whose it is, the verb does not say.
  [[nodiscard]] bool named_as_deed(const Found& f) const;
  // "Demanded that Kenya explain why it had not arrested her".
  [[nodiscard]] bool asks_why(const Found& f) const;
  // "Called on Kenya to arrest her upon her arrival": the journey is named only in what is asked for.
  [[nodiscard]] bool under_duty(const Found& f) const;
  // An arrest that is asked for, feared or avoided: "called for the arrest of", "a warrant for his arrest", "risks arrest".
  [[nodiscard]] bool only_sought(const Found& f) const;
  void quote(Claim& c) const;
  static void negate(const Emit& emit, Claim& c);
  void statement(const Found& f, Mention m, bool has_person);
  // One claim for each person and state that the pattern caught.
  void spread(const Found& f, const Mention& m);
  static bool needs_person(Kind k);
  static bool needs_state(Kind k);

  // The day and place of a meeting of states, for journeys to it.
  struct Event { std::int16_t state = -1; Days days; int sentence = 0; };

  const Reader::Inside& r_;
  const Grammar& g_;
  Analysis& a_;
  const Sentence* s_ = nullptr;
  const Syntax* syntax_ = nullptr;
  int number_ = 0, paragraph_ = -1, last_place_sentence_ = 0;
  std::int16_t dateline_state_ = -1;
  std::int16_t journey_state_ = -1, last_state_ = -1, last_office_ = -1, last_place_ = -1;
  std::optional<Days> line_day_;      // of the line of a chronology
  int line_paragraph_ = -1;
  Spoken spoken_;   // in the sentences before
  std::int16_t told_state_ = -1;      // where that is a foreign one
  std::optional<time::Date> spoken_day_;   // the day last told in the sentences before
  bool subject_court_ = false;        // the sentence before is about the Court
  std::int16_t subject_state_ = -1;   // the state that the sentence before is about: what "it" stands for
  Speakers speakers_;
  Ellipsis ellipsis_;
  std::vector<Event> events_;
  std::vector<int> chain_;   // verbs whose subject and time the found one shares
  std::vector<std::pair<int, Days>> dated_visits_;   // "the visit, which began on Monday": sentence, days
  std::vector<std::pair<int, time::Edtf>> first_days_;   // "a visit that began on Monday": sentence, day
  std::vector<std::pair<int, time::Edtf>> last_days_;   // "it lasts until Sunday": sentence, day
  std::vector<std::pair<int, int>> stays_;   // sentence, days
  std::vector<std::vector<std::int16_t>> groups_;   // states that "both", "none of them" stand for
  std::set<std::string> occupied_;   // states of occupied parts of which the text speaks
  int day_item_ = -1;   // the item of the day that the claim at hand took
  std::string home_rule_;   // the pattern that told last of going home
  int youth_ = -1;   // the paragraph that tells of someone's early years
  std::vector<Mention> out_;
};

}  // namespace dedere::read
