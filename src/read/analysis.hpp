// An article as the reader sees it, layer on layer: tokens, sentences, items (words and phrases with their classes), days, mentions of persons.
// Each layer is made once, from those below it, by the function of its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/dates.hpp"
#include "read/gazetteer.hpp"
#include "read/lexicon.hpp"
#include "read/read.hpp"
#include "read/token.hpp"

namespace dedere::read {

// The classes that the grammar asks for by name. -1 where the lexicon has none.
struct Grammar {
  explicit Grammar(const Lexicon& lexicon);
  // Given out by the reader.
  Class person, other, place, country, city, nation, government, date, number, verb, base, third, past, participle, ing, bare_title, name, comma, colon,
      semicolon, open, close, quote, dash, word, end, possessive, named;
  // From words.tsv.
  Class det, the, of, prep, be, have, do_, adv, neg, rel, sub, cond, conj, without, neither, to, adj, future, possible, deontic, refuse, would, passive_by, he, she, they, it, his, her,
      their, its, here, he_object, they_object;
  Class title, suspect, head_of_state, head_of_government, leader, honorific, former, counterpart, org, speaker, say, say_noun, according, caption, related, person_adj,
      ended_abbreviation, warrant, occupied, given_name;
  // From values.tsv.
  Class month, weekday, ordinal, unit_day, unit_week, unit_month, unit_year, relative_day, next_day, day_part, last, next, this_, ago, later, earlier, date_lead,
      since, until, before, after, range_to, citing, icc_member, assembly, statute, place_hide, no_intention, video, wish, loc, soil, the_two, when, visit, not_court, mission_noun, before_place, place_noun, begin, retro, planned_mod, past_mod, during, reflexive, midway, agree, moves, group, group_word, none_of, yes_word, no_word, occupation, arrests, surrenders, national_court, judge, weekend, fiction, skips, where, relation_noun, bare_be, here_word, youth, urges, avoids, call_for, arrest_noun, lets, regime, assures, custody, jail, on_way, topic, arrives, held, finishes, spoken_next, spoken_last, spoken_week, spoken_month, spoken_year, gap, hosts;
  // Of membership.
  Class club, quits;
  // Of those who speak.
  Class body, first_person, that_only, prosecutor, promises, court_warrant, chamber, told_noun, that_word, receives, undoes, adds, as_word, members, able, why, court, refers, acts_on, effected;
};

struct Item {
  std::int32_t first = 0, last = 0;   // tokens [first, last)
  Classes classes;
  const Entry* entry = nullptr;
  std::int32_t ref = -1;      // person: index in the gazetteer; date: index in Analysis::dates
  std::int16_t state = -1;    // of a place, nation, government or office
  std::int32_t value = 0;     // of a number
  bool owns = false;          // a possessive ending follows: "Mongolia's"
  [[nodiscard]] bool has(Class c) const { return c >= 0 && classes[static_cast<std::size_t>(c)]; }
};

struct Sentence {
  std::vector<Item> items;
  std::int32_t first = 0, last = 0;   // tokens, the dateline left out
  int paragraph = 0;
  enum class Block { title, body, caption } block = Block::body;
};

struct Analysis {
  const Article* article = nullptr;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<When> dates;
  std::optional<time::Date> published, stated;
  std::optional<int> main_person;              // the wanted person that the article is about
  bool about_wanted = false;                   // it is about that person more than about anyone else
  [[nodiscard]] std::string_view slice(int first_token, int last_token) const;   // of the article's text
};

struct Reader::Inside {
  Inside(const Lexicon& lexicon, const Gazetteer& gazetteer, Spelling spelling);
  Lexicon lexicon;
  Gazetteer gazetteer;
  Spelling spelling;                  // may be none
  Phrases phrases;                    // the lexicon's and the gazetteer's names
  Grammar grammar;
  std::vector<std::vector<int>> by_class;      // patterns' sequences by a class of their anchor: index into `sequences`
  struct At { int pattern, sequence; };
  std::vector<At> sequences;
  Classes anchors;                    // every class that an anchor asks for
  std::vector<std::vector<std::int16_t>> office_states;   // of each person's offices: index of the state, or -1
  std::vector<std::int16_t> home;              // of each person: index of their state, or -1
};

// tokens, sentences with their blocks, items of the lexicon's phrases.
void scan(const Reader::Inside& reader, const Article& article, Analysis& out);
// Items that speak of a day become one item each.
void find_dates(const Reader::Inside& reader, Analysis& out);
// "Mongolian soil", "the Nigerian capital Abuja", "Sudan's territory" become places.
void join_places(const Reader::Inside& reader, Analysis& out);
// Names, titles and nationalities become one item each; then pronouns and "the president" get the person they stand for.
void find_persons(const Reader::Inside& reader, Analysis& out);
void resolve_pronouns(const Reader::Inside& reader, Analysis& out);

}  // namespace dedere::read
