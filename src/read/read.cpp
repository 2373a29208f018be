#include "read/read.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "read/analysis.hpp"
#include "read/extract.hpp"
#include "read/match.hpp"
#include "read/syntax.hpp"

namespace dedere::read {

Grammar::Grammar(const Lexicon& lexicon) {
#define CLASS(field, text) field = lexicon.known(text)
  CLASS(person, "person"); CLASS(other, "other"); CLASS(place, "place"); CLASS(country, "country"); CLASS(city, "city"); CLASS(nation, "nation");
  CLASS(government, "government"); CLASS(date, "date"); CLASS(number, "number"); CLASS(verb, "verb"); CLASS(base, "base"); CLASS(third, "third");
  CLASS(past, "past"); CLASS(participle, "participle"); CLASS(ing, "ing"); CLASS(bare_title, "bare_title"); CLASS(name, "name"); CLASS(comma, "comma");
  CLASS(colon, "colon"); CLASS(semicolon, "semicolon"); CLASS(open, "open"); CLASS(close, "close"); CLASS(quote, "quote"); CLASS(dash, "dash");
  CLASS(word, "word"); CLASS(end, "end"); CLASS(possessive, "possessive"); CLASS(named, "named");
  CLASS(det, "det"); CLASS(the, "the"); CLASS(of, "of"); CLASS(prep, "prep"); CLASS(be, "be"); CLASS(have, "have"); CLASS(do_, "do"); CLASS(adv, "adv");
  CLASS(neg, "neg"); CLASS(rel, "rel"); CLASS(sub, "sub"); CLASS(cond, "cond"); CLASS(conj, "conj"); CLASS(without, "without"); CLASS(neither, "neither");
  CLASS(to, "to"); CLASS(adj, "adj"); CLASS(future, "future"); CLASS(possible, "possible"); CLASS(deontic, "deontic"); CLASS(refuse, "refuse");
  CLASS(would, "would"); CLASS(passive_by, "by"); CLASS(he, "he"); CLASS(she, "she"); CLASS(they, "they"); CLASS(it, "it"); CLASS(his, "his"); CLASS(her, "her");
  CLASS(their, "their"); CLASS(its, "its"); CLASS(here, "here"); CLASS(he_object, "him"); CLASS(they_object, "them");
  CLASS(title, "title"); CLASS(suspect, "suspect"); CLASS(head_of_state, "head_of_state"); CLASS(head_of_government, "head_of_government");
  CLASS(leader, "leader"); CLASS(honorific, "honorific"); CLASS(former, "former"); CLASS(counterpart, "counterpart"); CLASS(org, "org");
  CLASS(speaker, "speaker"); CLASS(say, "say"); CLASS(say_noun, "say_noun"); CLASS(according, "according"); CLASS(caption, "caption");
  CLASS(related, "related"); CLASS(person_adj, "person_adj"); CLASS(ended_abbreviation, "abbreviation"); CLASS(warrant, "court"); CLASS(occupied, "occupied");
  CLASS(given_name, "given_name");
  CLASS(month, "month"); CLASS(weekday, "weekday"); CLASS(ordinal, "ordinal"); CLASS(unit_day, "unit_day"); CLASS(unit_week, "unit_week");
  CLASS(unit_month, "unit_month"); CLASS(unit_year, "unit_year"); CLASS(relative_day, "relative_day"); CLASS(next_day, "next_day"); CLASS(day_part, "day_part");
  CLASS(last, "last"); CLASS(next, "next"); CLASS(this_, "this"); CLASS(ago, "ago"); CLASS(later, "later"); CLASS(earlier, "earlier");
  CLASS(date_lead, "date_lead"); CLASS(since, "since"); CLASS(until, "until"); CLASS(before, "before"); CLASS(after, "after"); CLASS(range_to, "range_to");
  CLASS(citing, "citing"); CLASS(soil, "soil"); CLASS(loc, "loc"); CLASS(statute, "statute"); CLASS(icc_member, "icc_member"); CLASS(assembly, "assembly"); CLASS(place_hide, "place_hide"); CLASS(no_intention, "no_intention"); CLASS(video, "video"); CLASS(wish, "wish.v"); CLASS(the_two, "the_two"); CLASS(when, "when"); CLASS(visit, "visit.n"); CLASS(not_court, "not_court"); CLASS(mission_noun, "mission_noun"); CLASS(before_place, "before_place"); CLASS(place_noun, "place_noun"); CLASS(begin, "begin"); CLASS(retro, "retro"); CLASS(planned_mod, "planned_mod"); CLASS(past_mod, "past_mod"); CLASS(during, "during"); CLASS(group, "group"); CLASS(reflexive, "reflexive"); CLASS(agree, "agree.v"); CLASS(midway, "midway"); CLASS(moves, "moves.v"); CLASS(group_word, "group_word"); CLASS(none_of, "none_of"); CLASS(yes_word, "yes_word"); CLASS(no_word, "no_word"); CLASS(occupation, "occupation"); CLASS(arrests, "arrest.v"); CLASS(surrenders, "surrender.v"); CLASS(national_court, "national_court"); CLASS(judge, "judge.n"); CLASS(weekend, "weekend"); CLASS(fiction, "fiction"); CLASS(skips, "skip.v"); CLASS(where, "where"); CLASS(relation_noun, "relation_noun"); CLASS(bare_be, "bare_be"); CLASS(here_word, "here_word"); CLASS(youth, "youth"); CLASS(urges, "urge.v"); CLASS(avoids, "avoid.v"); CLASS(call_for, "call_for"); CLASS(arrest_noun, "arrest.n"); CLASS(lets, "let.v"); CLASS(regime, "regime.n"); CLASS(assures, "assure.v"); CLASS(custody, "custody"); CLASS(jail, "jail.n"); CLASS(on_way, "on_way"); CLASS(topic, "topic"); CLASS(arrives, "arrive.v"); CLASS(held, "held"); CLASS(finishes, "finish.v"); CLASS(spoken_next, "spoken_next"); CLASS(spoken_last, "spoken_last"); CLASS(spoken_week, "spoken_week"); CLASS(spoken_month, "spoken_month"); CLASS(spoken_year, "spoken_year"); CLASS(gap, "gap"); CLASS(hosts, "host.v");
  CLASS(body, "body"); CLASS(first_person, "first_person"); CLASS(that_only, "that_only"); CLASS(prosecutor, "prosecutor"); CLASS(promises, "promises"); CLASS(court_warrant, "court_warrant"); CLASS(chamber, "chamber"); CLASS(told_noun, "told_noun"); CLASS(that_word, "that"); CLASS(receives, "receive.v"); CLASS(undoes, "undo.v"); CLASS(adds, "adds"); CLASS(as_word, "as_word"); CLASS(members, "member.n"); CLASS(able, "able"); CLASS(why, "why"); CLASS(court, "court"); CLASS(refers, "refer.v"); CLASS(acts_on, "act_on.v"); CLASS(effected, "effected");
  CLASS(club, "club"); CLASS(quits, "quit.v");
#undef CLASS
}

Reader::Inside::Inside(const Lexicon& l, const Gazetteer& names, Spelling other) : lexicon(l), gazetteer(names), spelling(std::move(other)), phrases(l.phrases()), grammar(lexicon) {
  for (std::size_t p = 0; p < gazetteer.persons.size(); ++p) {
    const auto& person = gazetteer.persons[p];
    home.push_back(lexicon.state(person.state).value_or(-1));
    auto& offices = office_states.emplace_back();
    for (const auto& o : person.offices) offices.push_back(lexicon.state(o.state).value_or(-1));
    for (const auto& n : person.names) {
      const auto words = phrase_words(n.text);
      if (words.empty()) continue;
      auto& entry = phrases.entry(words);
      const bool surname = n.kind == Gazetteer::Name::Kind::surname || (words.size() == 1 && n.kind == Gazetteer::Name::Kind::alias);
      entry.names.push_back({static_cast<int>(p), surname});
    }
  }
  for (const auto& state : gazetteer.states) {
    const auto index = lexicon.state(state.id);
    if (!index) continue;
    for (const auto& n : state.names) {
      const auto words = phrase_words(n);
      if (words.empty() || phrases.exact(words) != nullptr) continue;   // what the lexicon says of a word goes first
      auto& entry = phrases.entry(words);
      entry.capital.set(static_cast<std::size_t>(grammar.place));
      entry.capital.set(static_cast<std::size_t>(grammar.country));
      entry.state = *index;
    }
  }
  by_class.resize(most_classes);
  for (std::size_t p = 0; p < lexicon.patterns().size(); ++p)
    for (std::size_t s = 0; s < lexicon.patterns()[p].sequences.size(); ++s) {
      const auto& anchor = lexicon.patterns()[p].sequences[s].anchor.any;
      anchors |= anchor;
      for (std::size_t c = anchor._Find_first(); c < anchor.size(); c = anchor._Find_next(c)) by_class[c].push_back(static_cast<int>(sequences.size()));
      sequences.push_back({static_cast<int>(p), static_cast<int>(s)});
    }
}

Reader::Reader(const Lexicon& lexicon, const Gazetteer& gazetteer, Spelling spelling) : inside_(std::make_unique<Inside>(lexicon, gazetteer, std::move(spelling))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

namespace {

Analysis analyse(const Reader::Inside& inside, const Article& article) {
  Analysis a;
  scan(inside, article, a);
  find_dates(inside, a);
  join_places(inside, a);
  find_persons(inside, a);
  resolve_pronouns(inside, a);
  return a;
}

}  // namespace

// Articles, prepositions, pronouns, forms of "to be": a third to a half of the words of any text in the language, and a few in a hundred elsewhere.
bool Reader::speaks(std::string_view text) const {
  constexpr std::size_t enough = 20000;   // bytes
  constexpr int few = 12;                 // words: a headline may have none of them
  const auto& g = inside_->grammar;
  Classes small;
  for (const auto c : {g.det, g.prep, g.of, g.to, g.be, g.have, g.conj, g.rel, g.sub, g.he, g.she, g.it, g.they, g.his, g.its, g.their, g.neg, g.passive_by}) small.set(static_cast<std::size_t>(c));
  std::vector<Token> tokens;
  const auto sample = text.substr(0, enough);
  for (const auto& p : paragraphs(sample)) tokenize(sample, p, tokens);
  int words = 0, known = 0, latin = 0;
  for (const auto& t : tokens) {
    if (t.shape == Token::Shape::mark || t.shape == Token::Shape::number || t.shape == Token::Shape::possessive) continue;
    ++words;
    latin += static_cast<unsigned char>(sample[t.start]) < 0x80;
    const auto found = inside_->phrases.longest(&t, &t + 1);
    known += found.entry != nullptr && (found.entry->any & small).any();
  }
  if (words == 0) return true;
  if (words < few) return latin * 2 > words;
  constexpr int sentence = 25;
  return known * (words < sentence ? 8 : 6) > words;
}

std::vector<Claim> Reader::read(const Article& article) const {
  if (!speaks(article.text)) return {};
  auto analysis = analyse(*inside_, article);
  return merge(extract(*inside_, analysis), analysis.published);
}

bool Reader::finds(const Article& article, std::string_view rule) const {
  auto a = analyse(*inside_, article);
  const auto mentions = extract(*inside_, a);
  return std::ranges::any_of(mentions, [&](const Mention& m) { return m.claim.rule == rule; });
}

Reader::Held Reader::held(const Article& article, std::size_t start, std::size_t end) const {
  const auto a = analyse(*inside_, article);
  const auto& g = inside_->grammar;
  Held out;
  std::optional<time::Date> before;
  for (const auto& s : a.sentences)
    for (const auto& i : s.items) {
      const auto first = a.tokens[static_cast<std::size_t>(i.first)].start, last = a.tokens[static_cast<std::size_t>(i.last) - 1].end;
      const bool in = first >= start && last <= end;
      const bool touched = first < end && last > start;   // "President" may stand before the slice, the name in it
      if (i.has(g.person) && touched) out.persons.push_back({inside_->gazetteer.persons[static_cast<std::size_t>(i.ref)].id, inside_->gazetteer.persons[static_cast<std::size_t>(i.ref)].name});
      if (i.state >= 0 && in && (i.has(g.place) || i.has(g.nation) || i.has(g.government))) out.states.push_back(inside_->lexicon.states()[static_cast<std::size_t>(i.state)]);
      if (!i.has(g.date)) continue;
      for (const auto tense : {Tense::none, Tense::past, Tense::future}) {
        const auto days = resolve(a.dates[static_cast<std::size_t>(i.ref)], tense, a.published, before);
        if (in && days.from) out.days.push_back(*days.from);
        if (in && days.to) out.days.push_back(*days.to);
        if (tense == Tense::future && days.from && days.from->precision == time::Edtf::Precision::day) before = days.from->first;
      }
    }
  return out;
}

std::optional<time::Date> Reader::stated_day(const Article& article) const {
  auto copy = article;
  copy.published.reset();
  Analysis a;
  scan(*inside_, copy, a);
  find_dates(*inside_, a);
  return a.stated;
}

std::string Reader::explain(const Article& article) const {
  auto a = analyse(*inside_, article);
  std::string out;
  const std::pair<Class, const char*> shown[] = {{inside_->grammar.person, "PERSON"}, {inside_->grammar.other, "OTHER"}, {inside_->grammar.place, "PLACE"}, {inside_->grammar.nation, "NATION"}, {inside_->grammar.date, "DATE"},
                                                 {inside_->grammar.bare_title, "TITLE"}, {inside_->grammar.government, "GOV"}};
  const char* blocks[] = {"title", "body", "caption"};
  for (const auto& s : a.sentences) {
    out += fmt::format("[{}]", blocks[static_cast<int>(s.block)]);
    const Syntax syntax(*inside_, s);
    for (int i = 0; i < static_cast<int>(s.items.size()); ++i) {
      const auto& item = s.items[static_cast<std::size_t>(i)];
      std::string tag;
      for (const auto& [c, text] : shown) if (item.has(c)) tag += std::string(tag.empty() ? "" : "+") + text;
      if (item.has(inside_->grammar.person)) tag += ":" + inside_->gazetteer.persons[static_cast<std::size_t>(item.ref)].id;
      else if (item.state >= 0) tag += ":" + inside_->lexicon.states()[static_cast<std::size_t>(item.state)];
      if (syntax.verb(i)) tag += "V";
      out += fmt::format(" {}{}{}", a.slice(item.first, item.last), tag.empty() ? "" : "/" + tag, item.owns ? "'s" : "");
    }
    out += "\n";
    for (const auto& f : match(*inside_, s, syntax)) {
      out += fmt::format("    {} at `{}`", f.pattern->id, a.slice(s.items[static_cast<std::size_t>(f.anchor)].first, s.items[static_cast<std::size_t>(f.anchor)].last));
      const auto& sc = f.scope;
      if (f.verb >= 0)
        out += fmt::format(" tense={}{}{}{}{}{}{}{}", static_cast<int>(sc.tense), sc.negated ? " neg" : "", sc.refused ? " refused" : "", sc.conditional ? " cond" : "", sc.deontic ? " duty" : "",
                           sc.possible ? " possible" : "", sc.would ? " would" : "", sc.passive ? " passive" : "");
      out += "\n";
    }
  }
  return out;
}

std::vector<Claim> read(const Article& article, const Lexicon& lexicon, const Gazetteer& gazetteer) { return Reader(lexicon, gazetteer).read(article); }

namespace {

Gazetteer example_names(const std::string& folder, std::vector<Diagnostic>& faults) {
  const auto file = (std::filesystem::path(folder) / "examples.tsv").string();
  Gazetteer out;
  std::ifstream in(file);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string name, surname, state, kind;
    std::getline(fields, name, '\t');
    std::getline(fields, surname, '\t');
    std::getline(fields, state, '\t');
    std::getline(fields, kind, '\t');
    if (kind.empty()) {
      faults.push_back(fault("T011", "a person needs four columns", "a line is: name, surname, state, head_of_state or other, with a tab between",
                             {.file = file, .line = number, .column = 1, .length = static_cast<int>(line.size()), .heading = {}, .text = line}));
      continue;
    }
    Gazetteer::Person p;
    p.id = fold(surname);
    p.name = name;
    p.state = state;
    p.names = {{name, Gazetteer::Name::Kind::full}, {surname, Gazetteer::Name::Kind::surname}};
    p.offices = {{kind == "head_of_state" ? Gazetteer::Office::Kind::head_of_state : Gazetteer::Office::Kind::other, state, {}, {}}};
    out.persons.push_back(std::move(p));
  }
  return out;
}

}  // namespace

std::vector<Diagnostic> check_examples(const Lexicon& lexicon) {
  std::vector<Diagnostic> faults;
  const Reader reader(lexicon, example_names(lexicon.folder(), faults));
  const auto found = [&](const std::string& text, const std::string& id) {
    const Article article{.id = "example", .text = text, .published = time::Date::of(2024, 9, 2)};
    return reader.finds(article, id);
  };
  for (const auto& p : lexicon.patterns()) {
    const auto report = [&](const char* code, const std::pair<std::string, int>& example, std::string message, std::string help) {
      faults.push_back(fault(code, std::move(message), std::move(help),
                             {.file = p.file, .line = example.second, .column = 1, .length = 1, .heading = p.id, .text = example.first}));
    };
    for (const auto& example : p.matching)
      if (!p.emit.event && p.emit.value != "predicate" && !found(example.first, p.id)) report("T015", example, fmt::format("`{}` does not find this", p.id), "mend the pattern or the example; `dedere read --explain` shows the layers");
    for (const auto& example : p.failing)
      if (found(example.first, p.id)) report("T016", example, fmt::format("`{}` finds this and must not", p.id), "narrow the pattern");
  }
  return faults;
}

}  // namespace dedere::read
