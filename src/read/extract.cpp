#include "read/extract.hpp"

#include <algorithm>
#include <set>

#include "read/ellipsis.hpp"
#include "read/match.hpp"
#include "read/speakers.hpp"
#include "read/syntax.hpp"

namespace dedere::read {
namespace {

using time::Date;
using time::days;
using time::Edtf;

// The day and place of a meeting of states, for journeys to it.
struct Event { std::int16_t state = -1; Days days; int sentence = 0; };

// A smaller number of states is some of the members, not all.
constexpr int fewest_members = 50;

class Extractor {
 public:
  Extractor(const Reader::Inside& reader, Analysis& analysis) : r_(reader), g_(reader.grammar), a_(analysis), speakers_(reader, analysis), ellipsis_(reader.grammar) {}

  std::vector<Mention> run() {
    // Another body of the same initials.
    if (std::ranges::any_of(a_.sentences, [&](const Sentence& s) { return std::ranges::any_of(s.items, [&](const Item& i) { return i.has(g_.not_court); }); })) return {};
    if (!concerns_the_court()) return {};
    for (std::size_t i = 0; i < a_.sentences.size(); ++i) {
      auto& s = a_.sentences[i];
      number_ = static_cast<int>(i);
      if (s.block == Sentence::Block::caption) { note_line_day(s); note_dateline(s); continue; }
      if (s.paragraph != line_paragraph_) line_day_.reset();
      paragraph_ = s.paragraph;
      s_ = &s;
      fill_here(s);
      fill_groups(s);
      const Syntax syntax(r_, s);
      syntax_ = &syntax;
      speakers_.read(s, syntax);
      note_stay();
      note_dated_visit();
      if (any(g_.youth)) youth_ = s.paragraph;
      const bool has_person = any(g_.person) || any(g_.warrant);
      const auto told = out_.size();
      const auto found = match(r_, s, syntax);
      ellipsis_.begin(s, syntax);
      for (const auto& f : found) if (f.pattern->emit.value == "predicate" && (f.pattern->emit.near.none() || of_the_court(f))) ellipsis_.note(f);
      for (const auto& f : found) if (f.pattern->emit.value != "predicate") interpret(f, has_person);
      if (asks(s)) answer(told, i + 1);
      else if (wonders(s)) std::erase_if(out_, [&](const Mention& m) { return m.sentence == number_ && needs_person(m.claim.kind); });
      go_home(told);
      remember_places();
      spoken_ = spoken_before(count());
    }
    let_be();
    place_events();
    place_stays();
    fill_states();
    std::erase_if(out_, [&](const Mention& m) { return m.claim.kind == Kind::travel && occupied_.contains(m.claim.state) && a_.sentences[static_cast<std::size_t>(m.sentence)].block == Sentence::Block::title; });   // the text says: an occupied part of it
    std::set<std::string> stayed;   // "would leave, but revoked its notice"
    for (const auto& m : out_) if (m.undone) stayed.insert(m.claim.state);
    std::erase_if(out_, [&](const Mention& m) { return m.claim.kind == Kind::membership && m.claim.value == "withdrawing" && stayed.contains(m.claim.state); });
    std::set<std::pair<int, std::string>> outside;   // "is a signatory, but has not ratified": no member
    for (const auto& m : out_) if (m.claim.kind == Kind::membership && m.claim.value == "not_party") outside.insert({m.sentence, m.claim.state});
    std::erase_if(out_, [&](const Mention& m) { return m.claim.kind == Kind::membership && m.claim.value == "party" && outside.contains({m.sentence, m.claim.state}); });
    std::set<std::string> said_out;   // told plainly that they are no members: "both countries, which are members" meant others
    for (const auto& m : out_) if (m.claim.kind == Kind::membership && m.claim.value == "not_party" && !m.by_group) said_out.insert(m.claim.state);
    std::erase_if(out_, [&](const Mention& m) { return m.by_group && (m.claim.kind == Kind::membership || m.claim.kind == Kind::obligation) && m.claim.polarity == Polarity::positive && said_out.contains(m.claim.state); });
    // "signed in 1998 but failed to ratify", told of a state that has joined since
    std::set<std::string> joined;
    for (const auto& m : out_) if (m.claim.kind == Kind::membership && m.claim.value == "party" && !m.by_group) joined.insert(m.claim.state);
    std::erase_if(out_, [&](const Mention& m) { return m.claim.kind == Kind::membership && m.claim.value == "not_party" && m.once && joined.contains(m.claim.state); });
    std::erase_if(out_, [](const Mention& m) {   // met where, handed over or not arrested by whom?
      const auto& c = m.claim;
      return c.state.empty() && (c.kind == Kind::meeting || m.by_noun || c.kind == Kind::surrender || (c.kind == Kind::arrest && c.polarity == Polarity::negative));
    });
    return std::move(out_);
  }

 private:
  // Nothing to claim where neither a wanted person nor the Court nor its Statute is named.
  [[nodiscard]] bool concerns_the_court() const {
    return std::ranges::any_of(a_.sentences, [&](const Sentence& s) {
      return std::ranges::any_of(s.items, [&](const Item& i) { return i.has(g_.person) || i.has(g_.warrant) || i.has(g_.statute) || i.has(g_.place_hide) || i.has(g_.icc_member) || i.has(g_.assembly); });
    });
  }

  [[nodiscard]] int count() const { return static_cast<int>(s_->items.size()); }
  [[nodiscard]] const Item& item(int i) const { return s_->items[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] static bool holds(const Sentence& s, const Classes& one_of) { return std::ranges::any_of(s.items, [&](const Item& i) { return (i.classes & one_of).any(); }); }
  // In this sentence or the one before; where that is a mere phrase, in the one before it. Who is a member is told in rows of sentences.
  [[nodiscard]] bool holds_near(const Classes& one_of, Kind kind) const {
    constexpr std::size_t phrase = 6;
    const bool row = kind == Kind::membership;
    if (holds(*s_, one_of)) return true;
    for (int n = number_ - 1; n >= 0 && n >= number_ - (row ? 4 : 2); --n) {
      const auto& before = a_.sentences[static_cast<std::size_t>(n)];
      if (holds(before, one_of)) return true;
      if (!row && before.items.size() > phrase) return false;
    }
    return false;
  }
  [[nodiscard]] bool any(Class c) const { return std::ranges::any_of(s_->items, [c](const Item& i) { return i.has(c); }); }
  [[nodiscard]] std::int16_t main_home() const { return a_.main_person ? r_.home[static_cast<std::size_t>(*a_.main_person)] : std::int16_t{-1}; }
  [[nodiscard]] std::string state_id(std::int16_t s) const { return s < 0 ? std::string() : r_.lexicon.states()[static_cast<std::size_t>(s)]; }

  // "the country", "there", "its soil": the foreign state spoken of last.
  void fill_here(Sentence& s) const {
    std::int16_t last = -1;
    if (s.items.size() > 1 && s.items[0].has(g_.it) && subject_state_ >= 0 && (s.items[1].has(g_.be) || s.items[1].has(g_.have) || s.items[1].has(g_.verb))) {   // "It is a member"
      s.items[0].state = subject_state_;
      s.items[0].classes.set(static_cast<std::size_t>(g_.place));
    }
    for (auto& i : s.items) {
      if ((i.has(g_.place) || i.has(g_.nation) || (i.has(g_.other) && !i.has(g_.named))) && !i.has(g_.here) && i.state >= 0 && i.state != main_home()) last = i.state;
      if (!i.has(g_.here)) continue;
      i.state = i.has(g_.here_word) && dateline_state_ >= 0 ? dateline_state_ : last >= 0 ? last : journey_state_ >= 0 ? journey_state_ : last_state_;
      if (i.state >= 0) i.classes.set(static_cast<std::size_t>(g_.place));
    }
  }

  // "CAIRO, Oct 18 (Agency) -": where "here" is.
  void note_dateline(const Sentence& s) {
    if (dateline_state_ >= 0 || s.items.empty() || !s.items[0].has(g_.city) || number_ > 3) return;
    dateline_state_ = s.items[0].state;
  }

  // A line of a chronology: "July 21, 2010 - Ann travels to Kenya".
  void note_line_day(const Sentence& s) {
    const Item* day = nullptr;
    for (const auto& i : s.items) {
      if (i.has(g_.date) && day == nullptr) day = &i;
      else if (!i.has(g_.dash) && !i.has(g_.colon)) return;
    }
    if (day == nullptr) return;
    const auto& w = a_.dates[static_cast<std::size_t>(day->ref)];
    if (w.kind != When::Kind::calendar || w.year == 0 || w.month == 0) return;
    line_day_ = resolve(w, Tense::none, a_.published, std::nullopt);
    line_paragraph_ = s.paragraph;
  }
  // Told in the present of a chronology.
  [[nodiscard]] bool long_ago() const { return line_day_ && line_day_->from && a_.published && line_day_->from->last + time::days{3} < *a_.published; }

  // "Is Kenya a member?"
  [[nodiscard]] bool asks(const Sentence& s) const { return s.items.size() > 1 && a_.slice(s.last - 1, s.last) == "?" && (s.items[0].has(g_.be) || (s.items[0].has(g_.colon) || s.items[1].has(g_.colon))); }

  // "He flew to Kenya?" tells of nothing; "Why did he fly to Kenya?" does.
  [[nodiscard]] bool wonders(const Sentence& s) const {
    if (s.block != Sentence::Block::body || a_.slice(s.last - 1, s.last) != "?") return false;
    return std::ranges::none_of(s.items, [&](const Item& i) { return i.has(g_.sub) || i.has(g_.rel); });
  }

  // "landed in Kenya and then in Chad before flying home": neither is where the person is now.
  void go_home(std::size_t told) {
    for (std::size_t k = told; k < out_.size(); ++k) {
      if (!out_[k].departed || out_[k].claim.rule != home_rule_) continue;
      for (std::size_t m = told; m < out_.size(); ++m)
        if (out_[m].claim.kind == Kind::travel && out_[m].claim.person == out_[k].claim.person && out_[m].claim.status == Status::under_way) out_[m].claim.status = Status::occurred;
    }
  }

  // What a question asks is claimed where the next sentence begins with yes; with no, of a membership, the contrary.
  void answer(std::size_t told, std::size_t next) {
    const Item* first = nullptr;
    if (next < a_.sentences.size())
      for (const auto& i : a_.sentences[next].items) {
        if (i.has(g_.yes_word) || i.has(g_.no_word)) { first = &i; break; }
        if (&i - a_.sentences[next].items.data() > 2) break;
      }
    for (std::size_t k = told; k < out_.size(); ++k) {
      auto& c = out_[k].claim;
      if (first == nullptr || (first->has(g_.no_word) && c.value != "party")) c.value = "unanswered";
      else if (first->has(g_.no_word)) { c.value = "not_party"; c.polarity = Polarity::negative; }
    }
    out_.erase(std::remove_if(out_.begin() + static_cast<std::ptrdiff_t>(told), out_.end(), [](const Mention& m) { return m.claim.value == "unanswered"; }), out_.end());
  }

  // "none of them", "both countries", "all three": the states listed before, in this sentence or in the three before it.
  void fill_groups(Sentence& s) {
    for (std::size_t i = 0; i < s.items.size(); ++i) {
      auto& item = s.items[i];
      const bool bare = item.has(g_.group_word) && i + 1 < s.items.size() && (s.items[i + 1].has(g_.be) || s.items[i + 1].has(g_.have) || s.items[i + 1].has(g_.verb) || s.items[i + 1].has(g_.adv));
      const bool counted = item.has(g_.group_word) && i + 2 < s.items.size() && s.items[i + 1].has(g_.number) && (s.items[i + 2].has(g_.be) || s.items[i + 2].has(g_.have));   // "all six are"
      if (counted) s.items[i + 1].classes.set(static_cast<std::size_t>(g_.group));
      if (!item.has(g_.group) && !bare) continue;
      auto states = listed_before(s, i, static_cast<std::size_t>(item.value));
      if (states.empty()) continue;
      item.classes.set(static_cast<std::size_t>(g_.place));
      item.classes.set(static_cast<std::size_t>(g_.group));
      item.state = states.front();
      item.ref = static_cast<std::int32_t>(groups_.size());
      groups_.push_back(std::move(states));
    }
  }

  // So many states, or any number from two where `wanted` is 0; the main person's own is left out if that makes the number right.
  [[nodiscard]] std::vector<std::int16_t> listed_before(const Sentence& s, std::size_t end, std::size_t wanted) const {
    auto states = listed_before(s, end, wanted, g_.country);
    if (states.empty() && wanted > 0) states = journeys_led_to(wanted);
    if (states.empty() && wanted > 0) {   // by their cities: "Abu Dhabi and Riyadh"
      states = listed_before(s, end, wanted, g_.place);
      if (!told_together(states)) states.clear();
    }
    return states.empty() && wanted > 0 ? listed_before(s, end, wanted, g_.nation) : states;   // "Greek, Italian and French" skies
  }
  // "Neither country", after a journey to two: exactly so many states, those of journeys told as of the present.
  [[nodiscard]] std::vector<std::int16_t> journeys_led_to(std::size_t wanted) const {
    std::vector<std::int16_t> states;
    for (const auto& m : out_) {
      if (m.claim.kind != Kind::travel || m.retrospective || m.claim.polarity == Polarity::negative) continue;
      const auto state = r_.lexicon.state(m.claim.state).value_or(-1);
      if (state >= 0 && std::ranges::find(states, state) == states.end()) states.push_back(state);
    }
    return states.size() == wanted ? states : std::vector<std::int16_t>{};
  }
  // One sentence, or the two before this one, name them all.
  [[nodiscard]] bool told_together(const std::vector<std::int16_t>& states) const {
    const auto named = [&](int n, std::int16_t state) { return n >= 0 && std::ranges::any_of(a_.sentences[static_cast<std::size_t>(n)].items, [&](const Item& i) { return i.state == state; }); };
    for (int n = number_; n >= number_ - 3; --n)
      if (std::ranges::all_of(states, [&](std::int16_t s) { return named(n, s) || (n == number_ - 1 && named(n - 1, s)); })) return true;
    return false;
  }
  [[nodiscard]] std::vector<std::int16_t> listed_before(const Sentence& s, std::size_t end, std::size_t wanted, Class named) const {
    std::vector<std::int16_t> all;
    const auto add = [&](const Sentence& from, std::size_t last) {
      std::vector<std::int16_t> here;
      for (std::size_t i = 0; i < last; ++i) {
        const auto& item = from.items[i];
        if (item.has(named) && !item.has(g_.here) && !item.owns && item.state >= 0 && std::ranges::find(here, item.state) == here.end() && std::ranges::find(all, item.state) == all.end()) here.push_back(item.state);
      }
      all.insert(all.begin(), here.begin(), here.end());
    };
    const auto fits = [&](const std::vector<std::int16_t>& states) { return wanted == 0 ? states.size() >= 2 : states.size() == wanted; };
    for (int back = 0; back <= 3 && back <= number_; ++back) {
      const auto& from = back == 0 ? s : a_.sentences[static_cast<std::size_t>(number_ - back)];
      if (from.block == Sentence::Block::caption) break;
      add(from, back == 0 ? end : from.items.size());
      auto foreign = all;
      std::erase(foreign, main_home());
      if (fits(foreign)) return foreign;
      if (fits(all)) return all;
    }
    return {};
  }

  void remember_places() {
    bool told = false;
    for (int i = 0; i < count() && !told; ++i) told = syntax_->verb(i) || has(i, g_.be);
    if (told) { subject_state_ = -1; subject_court_ = false; }   // "For the time being." speaks of nobody else
    for (int i = 0; i < count() && told; ++i) {
      if (!syntax_->verb(i) && !has(i, g_.be)) continue;
      const auto subject = syntax_->scope(i).subject;
      if (!subject.heads.empty() && !subject.relative) { subject_court_ = has(subject.heads.back(), g_.warrant) && !has(subject.heads.back(), g_.court_warrant); break; }
    }
    if (has(0, g_.be) && has(1, g_.country)) subject_state_ = item(1).state;   // "Is Kenya a member?"
    for (int i = 0; i < count() && told && subject_state_ < 0; ++i) {
      if (!syntax_->verb(i) && !has(i, g_.be)) continue;
      const auto subject = syntax_->scope(i).subject;
      if (subject.heads.size() == 1 && !subject.relative && has(subject.heads[0], g_.country)) subject_state_ = item(subject.heads[0]).state;
      else if (!subject.heads.empty()) break;
    }
    for (const auto& i : s_->items)
      if (i.has(g_.other) && i.state >= 0 && i.state != main_home()) last_office_ = i.state;
    for (int i = 1; i < count(); ++i) if (has(i, g_.place) && has(i - 1, g_.occupied)) occupied_.insert(state_id(item(i).state));
    for (int i = 0; i < count(); ++i)
      if (has(i, g_.place) && !has(i, g_.here) && !item(i).owns && item(i).state >= 0 && item(i).state != main_home() && has_prep_before(i) && s_->block != Sentence::Block::title) { last_place_ = item(i).state; last_place_sentence_ = number_; }
    for (int i = 0; i < count(); ++i)
      if (has(i, g_.country) && !has(i, g_.here) && item(i).state != main_home() && !comes_from(i)) last_state_ = item(i).state;
  }

  // "A flight from Kenya": not where anyone is now.
  [[nodiscard]] bool comes_from(int i) const { return has(i - 1, g_.prep) && a_.slice(item(i - 1).first, item(i - 1).last) == "from"; }

  [[nodiscard]] std::string words(int first, int last) const {
    while (first < last && (item(first).has(g_.quote) || item(first).has(g_.comma) || item(first).has(g_.date))) ++first;
    while (last > first && (item(last - 1).has(g_.adv) || item(last - 1).has(g_.have) || item(last - 1).has(g_.be) || item(last - 1).has(g_.quote) || item(last - 1).has(g_.comma) || item(last - 1).has(g_.end) || item(last - 1).has(g_.date))) --last;
    return first >= last ? std::string() : std::string(a_.slice(item(first).first, item(last - 1).last));
  }

  // ---- days

  // Something between a day and the words it belongs to: another verb, a clause.
  [[nodiscard]] int barriers(int from, int to, const Found& f) const {
    int n = 0;
    bool reported = false, purpose = false;
    for (int i = from; i < to; ++i) {
      if (i == f.verb || (i >= f.first && i < f.last) || std::ranges::find(chain_, i) != chain_.end()) continue;
      if (has(i, g_.open)) {   // past an aside: "by the court (ICC) in March"
        int k = i;
        while (k < to && !has(k, g_.close)) ++k;
        if (k < to) { i = k; continue; }
      }
      const bool begins = has(i, g_.begin);
      if (has(i, g_.when) && to == f.first && !reported) { n = 0; continue; }   // "In April it looked away when he came": the same time
      reported = reported || (has(i, g_.say) && syntax_->verb(i));
      if (has(i, g_.say) && syntax_->verb(i)) n += 2;
      else if (i >= f.last && has(i - 1, g_.to) && has(i, g_.base) && !purpose) purpose = true;   // "will travel to Kenya to attend a summit on Friday"
      else if (syntax_->verb(i) && !begins && !(item(i).has(g_.participle) && !item(i).has(g_.past))) ++n;
      else if ((has(i, g_.rel) && !begins_soon(i)) || (has(i, g_.sub) && !(has(i, g_.when) && (has(i - 1, g_.date) || (has(i - 1, g_.comma) && has(i - 2, g_.date))))) || has(i, g_.cond) || has(i, g_.semicolon) || has(i, g_.dash) || has(i, g_.open)) ++n;
    }
    return n;
  }
  [[nodiscard]] bool begins_soon(int i) const {
    for (int k = i + 1; k <= i + 3; ++k) if (has(k, g_.begin) || has(k, g_.held)) return true;
    return false;
  }

  // "Kenya, which ratified in 2002, has received …": a day of the clause between the subject and its verb.
  [[nodiscard]] bool in_parenthesis(int day, const Found& f) const {
    if (f.verb < 0 || f.scope.subject.heads.empty() || f.scope.subject.heads.back() > day || day > f.verb) return false;
    bool clause = false, closed = false;
    for (int i = f.scope.subject.heads.back() + 1; i < day; ++i) {
      clause = clause || has(i, g_.rel);
      if (f.pattern->emit.kind == Kind::travel && f.pattern->emit.status == "cancelled" && (has(i, g_.held) || has(i, g_.planned_mod))) return false;   // "the visit, which had been set for May, was called off"
    }
    for (int i = day + 1; i < f.verb; ++i) closed = closed || has(i, g_.comma);
    return clause && closed;
  }

  // "In March the court issued a warrant", not "came in March, despite the warrant that was issued", "crimes committed in 2004".
  [[nodiscard]] bool dates_the_warrant(int day, const Found& f) const {
    if (has(day + 1, g_.when) || (has(day + 1, g_.comma) && has(day + 2, g_.when))) return true;
    int k = day - 1;
    while (has(k, g_.prep) || has(k, g_.adv)) --k;
    if (k < 0 || has(k, g_.comma) || has(k, g_.conj) || has(k, g_.quote)) return true;   // "…, in March, the court issued"
    for (int i = day + 1; i < f.first; ++i) if (has(i, g_.comma) || has(i, g_.sub) || has(i, g_.after) || has(i, g_.prep)) return false;
    for (int i = day - 1; i >= 0 && !has(i, g_.comma); --i)
      if (has(i, g_.verb) && syntax_->verb(i) && i != f.verb) return false;
    return true;
  }

  struct Picked { Days days; bool found = false, past = false, still = false, weekday = false, after = false, yearless = false; std::optional<Date> until; int item = -1; };

  Picked days_of(const Found& f, Tense tense) {
    Picked picked;
    chain_.clear();
    for (int v = f.scope.governor; v >= 0 && chain_.size() < 5; v = syntax_->verb(v) ? syntax_->scope(v).governor : -1) chain_.push_back(v);
    int best = -1, least = 1000;
    for (int i = 0; i < count(); ++i) {
      if (!has(i, g_.date)) continue;
      const auto& w = a_.dates[static_cast<std::size_t>(item(i).ref)];
      const bool inside = i >= f.first && i < f.last;
      if (in_parenthesis(i, f)) continue;
      if (f.pattern != nullptr && f.pattern->emit.kind == Kind::warrant && !inside && i < f.first && !dates_the_warrant(i, f)) continue;
      if (i < f.first && f.scope.perfect && f.scope.governor >= 0 && f.scope.governor < i && syntax_->verb(f.scope.governor) && !syntax_->scope(f.scope.governor).perfect) continue;   // "flew to Kenya in May and has visited Chad"
      const int gap = inside ? 0 : i >= f.last ? barriers(f.last, i, f) : barriers(i + 1, f.first, f);
      if (gap > 0) continue;
      if (w.relation == When::Relation::until) {
        if (const auto d = resolved(i, tense).from; d && d->precision == Edtf::Precision::day) {
          picked.until = d->first;
          if (w.kind == When::Kind::weekday && tense != Tense::past && d->first < *a_.published) picked.until = d->first + time::days{7};
        }
        continue;
      }
      const bool told_by_when = w.relation == When::Relation::since && (has(i + 1, g_.when) || (has(i + 1, g_.comma) && has(i + 2, g_.when)));
      if (item(i).owns && has(f.verb, g_.be) && tense == Tense::present) continue;   // "is in Kenya for Thursday's parade"
      const bool still = w.relation == When::Relation::since && f.pattern != nullptr && f.pattern->emit.kind == Kind::travel && (has(f.anchor, g_.have) || f.pattern->emit.status == "under_way" || (f.scope.perfect && !f.scope.pluperfect && has(f.verb, g_.be)));   // "has been there since Friday"
      if ((w.relation != When::Relation::at && !told_by_when && !still) || w.kind == When::Kind::nothing) continue;
      int distance = inside ? 0 : i >= f.last ? i - f.last + 1 : f.first - i + 1;
      if (i < f.first && !(i <= 2)) distance += 3;
      if (distance < least) { least = distance; best = i; picked.still = still; picked.item = i; }
    }
    if (best >= 0) {
      const auto& when = a_.dates[static_cast<std::size_t>(item(best).ref)];
      picked.days = resolved(best, tense);
      picked.yearless = when.kind == When::Kind::calendar && when.month != 0 && when.year == 0 && !when.year_shift && when.shift == 0;
      picked.after = best >= f.last;
      picked.weekday = when.kind == When::Kind::weekday && when.shift == 0;
      picked.past = when.n < 0 && (when.kind == When::Kind::weeks || when.kind == When::Kind::months || when.kind == When::Kind::years);   // "last week"
      const bool own = f.verb >= 0 && !f.scope.would && !f.scope.ing && !(f.scope.infinitive && tense == Tense::past);
      if (when.kind == When::Kind::weekday && when.shift == 0 && own) by_own_verb(tense, picked.days);
      if (when.kind == When::Kind::calendar && when.year == 0 && when.day != 0 && own) year_by_own_verb(tense, picked.days);
      picked.found = picked.days.from.has_value();
    }
    return picked;
  }

  // In a clause of its own: "held since police stopped him on 16 July".
  [[nodiscard]] bool aside(int i) const {
    bool acts = false;
    for (int k = i - 1; k >= 0 && !has(k, g_.comma); --k) {
      acts = acts || syntax_->verb(k);
      if (acts && ((has(k, g_.sub) && !has(k, g_.where)) || has(k, g_.rel))) return true;
    }
    return false;
  }

  // The day last spoken of before item `i`: in this sentence, or in those before it. The day on which something was said does not count.
  struct Spoken { std::optional<Date> day; std::optional<Edtf> period; };   // the day, and the day, month or year
  [[nodiscard]] Spoken spoken_before(int i) const {
    Spoken spoken = spoken_;
    auto& day = spoken.day;
    for (int k = 0; k < i; ++k) {
      if (!has(k, g_.date)) continue;
      int verb = k - 1;
      while (has(verb, g_.prep) || has(verb, g_.adv)) --verb;
      if (has(verb - 1, g_.say)) --verb;   // "told senators on Thursday"
      if (has(verb, g_.say) && syntax_->verb(verb)) continue;
      if (day && aside(k)) continue;
      const auto& when = a_.dates[static_cast<std::size_t>(item(k).ref)];
      auto days = resolve(when, Tense::none, a_.published, day, spoken.period);
      if (const int v = syntax_->verb_before(k); v >= 0 && syntax_->verb(v) && when.kind == When::Kind::weekday && when.shift == 0) by_own_verb(syntax_->scope(v).tense, days);
      const auto& found = days.from;
      if (found) spoken.period = found;
      if (found && day && found->precision != Edtf::Precision::day && (*day < found->first || found->last < *day)) day.reset();
      if (found && found->precision == Edtf::Precision::day) day = found->first;
    }
    return spoken;
  }

  [[nodiscard]] Days resolved(int date, Tense tense) const {
    const auto spoken = spoken_before(date);
    return resolve(a_.dates[static_cast<std::size_t>(item(date).ref)], tense, a_.published, spoken.day, spoken.period);
  }

  // "signed on Thursday, two days after he received her": the day of what is told, before the day of the sentence.
  [[nodiscard]] std::optional<Edtf> before_the_rest(const Found& f) const {
    const int start = f.verb >= 0 && f.scope.subject.first >= 0 && f.scope.subject.first < f.first ? f.scope.subject.first : f.first;
    for (int i = start; i >= 0 && i > start - 4; --i) {
      if (i < start && (has(i, g_.comma) || syntax_->verb(i))) return std::nullopt;
      if (!has(i, g_.gap)) continue;
      int told = i - 1;   // "said on Thursday, hours after she landed": the day of saying, too
      while (told >= 0 && !has(told, g_.date)) --told;
      if (told < 0) return std::nullopt;
      auto days = resolved(told, Tense::none);
      const auto& w = a_.dates[static_cast<std::size_t>(item(told).ref)];
      if (const int v = syntax_->verb_before(told); v >= 0 && syntax_->verb(v) && w.kind == When::Kind::weekday && w.shift == 0) by_own_verb(syntax_->scope(v).tense, days);
      if (!days.from || days.from->precision != Edtf::Precision::day) return std::nullopt;
      const auto day = days.from->first - time::days{item(i).value};
      return Edtf{day, day, Edtf::Precision::day};
    }
    return std::nullopt;
  }

  // "will arrive on Wednesday" is not the Wednesday past, whichever is nearer.
  void by_own_verb(Tense tense, Days& d) const {
    if (!d.from || !a_.published) return;
    const auto day = d.from->first;
    const int weeks = tense == Tense::future && day < *a_.published ? 1 : tense == Tense::past && day > *a_.published ? -1 : 0;
    const auto move = [&](std::optional<Edtf>& e) { if (e) e = Edtf{e->first + time::days{7 * weeks}, e->last + time::days{7 * weeks}, e->precision}; };
    move(d.from);
    move(d.to);
  }

  // "is to visit on 27 November", told in April: the one to come, though the one past is nearer.
  void year_by_own_verb(Tense tense, Days& d) const {
    if (!d.from || !a_.published) return;
    const auto apart = (d.from->first - *a_.published).count();
    const int years = tense == Tense::future && apart < -60 ? 1 : tense == Tense::past && apart > 60 ? -1 : 0;
    const auto move = [&](std::optional<Edtf>& e) { if (e) e = Edtf{e->first.plus_years(years), e->last.plus_years(years), e->precision}; };
    move(d.from);
    move(d.to);
  }

  [[nodiscard]] int length_of_stay(const Found& f) const {   // "two-day visit"
    for (int i = std::max(0, f.first - 5); i + 1 < std::min(count(), f.last + 6); ++i)
      if (has(i, g_.number) && has(i + 1, g_.unit_day) && a_.tokens[static_cast<std::size_t>(item(i + 1).first)].joined && item(i).value > 0 && item(i).value < 60) return item(i).value;
    return 0;
  }

  // "The four-day visit": the length of the journey told last.
  void note_stay() {
    for (int i = 0; i + 2 < count(); ++i)
      if (has(i, g_.number) && has(i + 1, g_.unit_day) && has(i + 2, g_.visit) && a_.tokens[static_cast<std::size_t>(item(i + 1).first)].joined && item(i).value > 0 && item(i).value < 60)
        stays_.push_back({number_, item(i).value});
  }

  // "A state visit that started with a dinner on Thursday and ends on Friday": the first and the last day of the journey told last.
  void note_ends(int visit) {
    for (int i = visit + 1; i < count() && !has(i, g_.semicolon); ++i) {
      if (!syntax_->verb(i)) continue;
      auto& ends = has(i, g_.begin) ? first_days_ : last_days_;
      if (!has(i, g_.begin) && !has(i, g_.finishes)) return;
      for (int k = i + 1; k < count() && k < i + 8 && !syntax_->verb(k) && !syntax_->breaks(k); ++k) {
        if (!has(k, g_.date)) continue;
        auto days = resolved(k, syntax_->scope(i).tense);
        if (const auto& w = a_.dates[static_cast<std::size_t>(item(k).ref)]; w.kind == When::Kind::weekday && w.shift == 0) by_own_verb(syntax_->scope(i).tense, days);
        if (days.from && days.from->precision == Edtf::Precision::day) ends.emplace_back(number_, *days.from);
        break;
      }
    }
  }

  void note_dated_visit() {
    for (int i = 1; i + 2 < count(); ++i) {
      if (!has(i, g_.visit) || syntax_->verb(i)) continue;
      note_ends(i);
      if (has(i + 1, g_.to) || has(i + 1, g_.loc)) continue;
      for (int k = i + 1; k < count() && k < i + 6; ++k) {   // "the visit will last until Sunday"
        if (!has(k, g_.date) || a_.dates[static_cast<std::size_t>(item(k).ref)].relation != When::Relation::until) continue;
        const auto last = resolved(k, Tense::future).from;
        if (last && last->precision == Edtf::Precision::day) last_days_.emplace_back(number_, *last);
      }
      int k = i - 1;
      while (has(k, g_.adj) || has(k, g_.number) || has(k, g_.unit_day) || has(k, g_.planned_mod)) --k;
      const bool known = has(k, g_.the) || has(k, g_.the_two) || has(k, g_.this_) || (item_owns(k) && has(k, g_.person));
      if (!known) continue;
      Found bare;
      bare.anchor = bare.first = i;
      bare.last = i + 1;
      if (const auto picked = days_of(bare, Tense::none); picked.found) dated_visits_.emplace_back(number_, picked.days);
    }
  }

  // A day that tells more of the same: "in May", "the visit begins on 16 May".
  [[nodiscard]] static bool finer_day(const Days& d, const Claim& c) {
    return !c.from || (d.from->precision < c.from->precision && d.from->first >= c.from->first && d.from->last <= c.from->last);
  }

  void place_stays() {
    for (const auto& [sentence, d] : dated_visits_)
      for (auto m = out_.rbegin(); m != out_.rend(); ++m) {
        auto& c = m->claim;
        if (c.kind != Kind::travel || m->sentence > sentence || m->retrospective) continue;
        if (finer_day(d, c) && c.status != Status::avoided && c.status != Status::cancelled) { c.from = d.from; c.to = d.to; m->dated = true; }
        break;
      }
    for (const auto& [sentence, first] : first_days_)
      for (auto m = out_.rbegin(); m != out_.rend(); ++m) {
        auto& c = m->claim;
        if (c.kind != Kind::travel || m->sentence > sentence) continue;
        if (m->departed && c.from && !c.to) c.to = c.from;
        if (!c.from || m->departed || (c.from->first >= first.first && c.from->first <= first.first + time::days{14})) { c.from = first; m->begins = m->dated = m->stayed = true; }
        break;
      }
    for (const auto& [sentence, last] : last_days_)
      for (auto m = out_.rbegin(); m != out_.rend(); ++m) {
        auto& c = m->claim;
        if (c.kind != Kind::travel || m->sentence > sentence || m->retrospective) continue;
        if (!c.to && (!c.from || c.from->first <= last.first)) c.to = last;
        break;
      }
    for (const auto& [sentence, n] : stays_)
      for (auto m = out_.rbegin(); m != out_.rend(); ++m) {
        auto& c = m->claim;
        if (c.kind != Kind::travel || m->sentence > sentence || m->retrospective || !c.from || c.from->precision != Edtf::Precision::day) continue;
        if (!c.to) { const auto last = c.from->first + time::days{n - 1}; c.to = Edtf{last, last, Edtf::Precision::day}; }
        break;
      }
  }

  // "Let him walk", of someone of whom no arrest is told: not arrested.
  void let_be() {
    for (auto& m : out_) {
      auto& c = m.claim;
      if (!m.let_go || std::ranges::any_of(out_, [&](const Mention& o) { return o.claim.kind == Kind::arrest && o.claim.person == c.person && o.claim.polarity == Polarity::positive; })) continue;
      c.kind = Kind::arrest;
      c.polarity = Polarity::negative;
    }
  }

  // What happened to a person at a place told elsewhere in the article: the arrest's, or the journey's.
  void fill_states() {
    for (auto& m : out_) {
      auto& c = m.claim;
      if (c.kind == Kind::meeting && c.state.empty()) c.state = only_journey(c.person);
      std::string last;
      if (m.by_court) c.state.clear();
      if (!c.state.empty() || m.by_court || (c.kind != Kind::release && c.kind != Kind::arrest && c.kind != Kind::surrender)) continue;
      for (const auto kind : {c.kind, Kind::arrest, Kind::surrender})
        for (const auto& other : out_)
          if (c.state.empty() && other.claim.person == c.person && other.claim.kind == kind) c.state = other.claim.state;
      for (const auto& other : out_)   // where the person came last
        if (other.claim.kind == Kind::travel && other.claim.person == c.person && other.sentence <= m.sentence && c.kind != Kind::surrender && other.claim.polarity == Polarity::positive && !(c.kind == Kind::arrest && other.departed)) last = other.claim.state;
      if (c.state.empty()) c.state = last;
      if (c.state.empty() && c.kind == Kind::arrest && c.polarity == Polarity::negative) c.state = only_journey(c.person);
    }
  }

  // The state that every journey of the person in this article leads to; blank where there are several, or none.
  [[nodiscard]] std::string only_journey(const std::string& person) const {
    for (const bool past : {false, true}) {   // one that is over only where no other is told
      std::string state;
      for (const auto& m : out_) {
        if (m.claim.kind != Kind::travel || m.claim.person != person || m.claim.polarity == Polarity::negative || m.retrospective != past) continue;
        if (!state.empty() && state != m.claim.state) return {};
        state = m.claim.state;
      }
      if (!state.empty()) return state;
    }
    return {};
  }

  // ---- claims

  void interpret(const Found& f, bool has_person) {
    const auto& emit = f.pattern->emit;
    const auto& sc = f.scope;
    if (emit.voice == "passive" && !sc.passive) return;
    if (emit.voice == "active" && sc.passive) return;
    if (emit.tense == "future" && (sc.tense != Tense::future || sc.ing)) return;
    if (emit.tense == "past" && (sc.tense == Tense::future || (sc.tense == Tense::none && !sc.passive && !sc.ing))) return;
    const auto* said = speakers_.of(f.anchor);
    // "said he would visit" tells a plan; "would visit" alone, a thought.
    const bool unreal = f.verb >= 0 && (sc.unreal() || sc.past_plan || (sc.would && said == nullptr && emit.kind != Kind::assurance));
    if (emit.kind == Kind::assurance && sc.conditional && has(f.anchor, g_.assures)) return;   // "if it granted him immunity"
    if (emit.kind == Kind::travel && f.verb >= 0 && sc.unreal() && plan_named(f)) {   // "should she go ahead with her planned visit": it is planned
      Found plan = f;
      plan.verb = -1;
      plan.scope = {};
      return interpret(plan, has_person);
    }
    if (emit.event) return remember_event(f);
    if (emit.scoped && unreal) return;
    if (emit.kind == Kind::membership && emit.scoped && sc.tense == Tense::future && !sc.negated && emit.value == "party") return;   // "will become a member"
    if ((any(g_.fiction) || paragraph_ == youth_) && needs_person(emit.kind)) return;   // "in the novel, …", "as a boy, …"
    if (emit.kind == Kind::travel && has(f.anchor, g_.visit) && !syntax_->verb(f.anchor)) {   // someone else's
      const auto owners = syntax_->owner(f.anchor);
      if (!owners.empty() && std::ranges::none_of(owners, [&](int i) { return has(i, g_.person) || has(i, g_.date) || has(i, g_.place); })) return;
    }
    if (emit.kind == Kind::travel && emit.status == "auto")
      for (int i = f.first; i < f.last; ++i) if (has(i, g_.custody) || has(i, g_.jail)) return;   // "will remain in custody in Kenya"
    if (emit.kind == Kind::travel && f.verb < 0 && under_duty(f)) return;
    if (emit.kind == Kind::urging && asks_for_another(f)) return;
    if (emit.kind == Kind::membership && only_denied(f)) return;
    for (int i = f.first; i < f.anchor && emit.kind == Kind::urging; ++i) if (has(i, g_.deontic) && has(i + 1, g_.have)) return;   // "should have barred or detained": a reproach
    const bool would_arrest = emit.kind == Kind::assurance && emit.polarity == Polarity::negative;
    if (would_arrest && (said == nullptr || said->court || !said->states || sc.unreal() || sc.refused || asks(*s_) || !says_plainly(*said, sc.subject.first))) return;   // a promise is somebody's
    if (emit.near.any() && !(emit.kind == Kind::membership ? of_the_court(f) : holds_near(emit.near, emit.kind))) return;
    if (emit.negated == "required" && !sc.negated && !sc.refused) return;
    const bool negated = sc.negated || sc.refused;
    if (negated && emit.negated == "drop") return;
    if (emit.negated == "not_party" && negated && f.verb >= 0)
      for (int i = f.verb + 1; i < f.anchor; ++i) if (has(i, g_.prep)) return;   // "failed in its duties as a member"
    std::optional<bool> member;   // told by another clause
    if (!emit.leans.empty() && !(member = ellipsis_.holds(f))) return;
    Mention m;
    m.sentence = number_;
    m.claim.kind = emit.kind;
    m.claim.rule = f.pattern->id;
    m.claim.polarity = emit.polarity;
    m.claim.value = emit.value;
    if (emit.kind == Kind::urging || emit.kind == Kind::assurance)
      if (const auto* own = speakers_.by_verb(f.anchor)) said = own;   // who urges
    if (emit.kind == Kind::urging && !sc.subject.heads.empty() && (has(sc.subject.heads.back(), g_.national_court) || has(sc.subject.heads.back(), g_.judge))) return;   // a court orders
    if (emit.kind == Kind::urging && sc.perfect && sc.deontic) return;   // "should have arrested": a reproach
    m.let_go = emit.kind == Kind::release && has(f.anchor, g_.lets);
    m.by_noun = emit.kind == Kind::arrest && emit.polarity == Polarity::positive && !syntax_->verb(f.anchor);
    if (m.by_noun && has(f.anchor, g_.arrest_noun) && only_sought(f)) return;
    if (sc.infinitive && emit.scoped && (emit.kind == Kind::arrest || emit.kind == Kind::release || emit.kind == Kind::surrender || emit.kind == Kind::assurance || emit.kind == Kind::finding)) return;
    if (emit.kind == Kind::finding && emit.value == "noncompliance" && emit.voice != "passive" && !speakers_.court_says(f.anchor) && ((said != nullptr && !said->court) || !any(g_.chamber))) return;   // a reproach, or the breach itself
    if (emit.kind == Kind::referral && sc.ing && sc.tense == Tense::none) return;   // "could imply referring"
    if (emit.kind == Kind::referral && ((sc.passive && sc.tense == Tense::present) || has(0, g_.deontic) || has(0, g_.cond))) return;   // what may follow
    if (emit.kind == Kind::warrant && !sc.subject.heads.empty() && has(sc.subject.heads.back(), g_.it) && !court_before(sc.subject.heads.back())) return;
    if (emit.kind == Kind::warrant && sc.passive && sc.tense == Tense::present && !sc.perfect) return;   // "whenever a warrant is issued"
    if (said != nullptr) { m.claim.attributed_to = said->speaker; m.claim.via = said->via; }
    for (int i = f.anchor - 1; i >= 0 && i > f.anchor - 10 && emit.kind == Kind::release; --i) {
      if (has(i, g_.place) || has(i, g_.nation) || has(i, g_.government) || has(i, g_.speaker) || (has(i, g_.comma) && i >= f.anchor - 3)) break;
      m.by_court = m.by_court || has(i, g_.warrant);
    }
    quote(m.claim);
    if (emit.kind == Kind::statement) return statement(f, std::move(m), has_person);
    if (negated) negate(emit, m.claim);
    if (member) m.claim.value = *member ? "party" : "not_party";
    if (m.claim.value == "not_party") m.claim.polarity = Polarity::negative;
    days(f, m);
    if (emit.kind == Kind::travel || emit.kind == Kind::overflight || emit.kind == Kind::meeting) {
      if (!status(f, negated, m)) return;
      if (m.weekday && a_.published && m.claim.from) {   // "is due on Tuesday" is the one to come
        Days d{m.claim.from, m.claim.to};
        by_own_verb(m.claim.status == Status::planned ? (sc.tense == Tense::past ? Tense::none : Tense::future) : m.claim.status == Status::occurred ? Tense::past : Tense::none, d);
        m.claim.from = d.from;
        m.claim.to = d.to;
      }
      if (emit.state == "ongoing" && m.retrospective && !m.departed) return;   // another journey's
    }
    if (m.claim.value == "withdrawing" && f.verb >= 0 && ((f.verb != f.anchor && has(f.verb, g_.undoes)) || (sc.infinitive && sc.governor >= 0 && has(sc.governor, g_.undoes)))) { m.claim.value = "party"; m.claim.from.reset(); m.claim.to.reset(); }   // "revoked its withdrawal"
    if (m.claim.value == "withdrawing" && f.verb >= 0 && has(sc.subject.first - 1, g_.before)) return;   // "from before it withdrew"
    if (m.claim.value == "count" && (f.numbers.empty() || item(f.numbers.front()).value < fewest_members || a_.tokens[static_cast<std::size_t>(item(f.numbers.front()).first)].suffixed)) return;   // not "the 124th member"
    if (m.claim.value == "count") m.claim.value = std::to_string(item(f.numbers.front()).value);
    m.undone = emit.kind == Kind::membership && emit.value == "party" && has(f.anchor, g_.undoes);
    m.by_group = std::ranges::any_of(f.places, [&](int i) { return has(i, g_.group); });
    m.once = emit.kind == Kind::membership && sc.refused && sc.tense == Tense::past && !sc.perfect;
    for (const int o : f.others) if (m.claim.with.empty()) m.claim.with = words(o, o + 1);
    const auto told = out_.size();
    spread(f, m);
    spread_to_remnants(f, m, told);
    for (auto i = told; i < out_.size(); ++i) has_left(f, out_[i]);
  }

  // "Left the court", "quit in 2017": a withdrawal takes a year; what is told as done has taken effect, unless it was done within the year.
  void has_left(const Found& f, Mention& m) const {
    if (m.claim.value != "withdrawing" || f.scope.tense != Tense::past || f.scope.infinitive || f.scope.ing || f.scope.progressive || f.scope.past_plan || f.verb != f.anchor || !has(f.anchor, g_.quits)) return;
    if (m.claim.from ? !a_.published || m.claim.from->last + time::days{366} >= *a_.published : !f.scope.perfect) return;
    m.claim.value = "not_party";
    m.claim.polarity = Polarity::negative;
  }

  // "Burundi left in 2017 and the Philippines in 2019": the same of other places, each on its own day.
  void spread_to_remnants(const Found& f, const Mention& m, std::size_t told) {
    if (day_item_ < f.anchor || out_.size() == told) return;
    for (const auto& r : syntax_->remnants(day_item_)) {
      const auto days = resolved(r.day, f.scope.tense);
      if (!days.from) continue;
      auto copy = m;
      copy.claim.person = out_[told].claim.person;
      copy.claim.person_name = out_[told].claim.person_name;
      if (r.person >= 0) {
        if (copy.claim.person.empty()) break;
        name_person(item(r.person).ref, copy.claim);
      }
      copy.claim.from = days.from;
      copy.claim.to = days.to;
      if (a_.published && days.from->last + time::days{20} < *a_.published) copy.retrospective = true;
      for (const int place : r.places) {
        if (std::ranges::find(f.places, place) != f.places.end()) continue;   // its day is known
        if (!copy.claim.person.empty() && of_home(copy.claim.person, item(place).state)) continue;
        copy.claim.state = state_id(item(place).state);
        if (!copy.claim.state.empty()) out_.push_back(copy);
      }
    }
  }

  // "Has not said that it would leave": nothing is told.
  [[nodiscard]] bool only_denied(const Found& f) const {
    int says = f.scope.subject.first - 1;
    if (has(says, g_.rel)) --says;
    return has(says, g_.say) && syntax_->verb(says) && syntax_->scope(says).negated;
  }

  // "A member": of the Court, or of another body? Whichever was named last, back to the beginning of the paragraph.
  [[nodiscard]] bool of_the_court(const Found& f) const {
    const auto& court = f.pattern->emit.near;
    for (int i = f.first; i < std::min(count(), f.last + 5); ++i) {
      if (has(i, g_.club)) return false;
      if (i < f.last && (item(i).classes & court).any() && (has(i, g_.warrant) || has(i, g_.statute))) return true;
    }
    for (int n = number_; n >= 0; --n) {
      const auto& s = a_.sentences[static_cast<std::size_t>(n)];
      if (n < number_ - 1 && s.paragraph != paragraph_) break;
      for (int i = n == number_ ? f.first - 1 : static_cast<int>(s.items.size()) - 1; i >= 0; --i) {
        const auto& item = s.items[static_cast<std::size_t>(i)];
        if (item.has(g_.club)) return false;
        if ((item.classes & court).any()) return true;
      }
    }
    return holds_near(court, Kind::membership);
  }

  // What "it" stands for is the Court: named last before it, states counted, or what the sentence before is about.
  [[nodiscard]] bool court_before(int it) const {
    for (int i = it - 1; i >= 0; --i) {
      if (has(i, g_.warrant) && !has(i, g_.court_warrant)) return true;
      if (has(i, g_.icc_member)) return true;
      if (has(i, g_.country) || has(i, g_.government)) return false;
    }
    return subject_court_;
  }

  // "said that she would be arrested", not "said that this did not mean that she would": no verb between.
  [[nodiscard]] bool says_plainly(const Attribution& said, int clause) const {
    for (int i = std::max(0, said.verb + 1); i < clause && said.verb < clause; ++i) if (syntax_->verb(i) || has(i, g_.be) || has(i, g_.neg)) return false;
    for (int i = clause - 1; i >= 0 && said.verb >= clause; --i) if (syntax_->verb(i) || has(i, g_.neg)) return false;
    return true;
  }

  [[nodiscard]] bool plan_named(const Found& f) const {
    if (syntax_->verb(f.anchor) || !has(f.anchor, g_.visit)) return false;
    for (int i = f.anchor - 1; i >= 0 && i >= f.anchor - 3; --i) if (has(i, g_.planned_mod) && !has(i, g_.future)) return true;
    return false;
  }

  // "Her flight to Kenya in February took long": in the past.
  [[nodiscard]] bool followed_by_past(const Found& f) const {
    for (int i = f.last; i < count() && !syntax_->breaks(i) && !has(i, g_.comma) && !has(i, g_.rel); ++i)
      if (syntax_->verb(i)) return syntax_->scope(i).tense == Tense::past;
    return false;
  }

  // "Urged Kenya to arrest the officers": nobody who is wanted.
  [[nodiscard]] bool asks_for_another(const Found& f) const {
    for (int v = f.anchor; v < f.last; ++v) {
      if (!(has(v, g_.arrests) || has(v, g_.surrenders)) || !syntax_->verb(v)) continue;
      int i = v + 1;
      while (has(i, g_.det) || has(i, g_.adj) || has(i, g_.adv) || has(i, g_.number) || has(i, g_.person_adj) || has(i, g_.nation) || has(i, g_.quote) || has(i, g_.former)) ++i;
      if (has(i, g_.other) || ((has(i, g_.word) || has(i, g_.name)) && !has(i, g_.warrant) && !has(i, g_.suspect) && !has(i, g_.title) && !has(i, g_.honorific))) return !has(i, g_.date);
    }
    return false;
  }

  // "Called on Kenya to arrest her upon her arrival": the journey is named only in what is asked for.
  [[nodiscard]] bool under_duty(const Found& f) const {
    const int v = syntax_->verb_before(f.first);
    if (v < 0 || !syntax_->verb(v) || !(has(v, g_.arrests) || has(v, g_.surrenders))) return false;
    const auto scope = syntax_->scope(v);
    return (scope.unreal() && !scope.perfect) || (scope.infinitive && !scope.refused && !scope.negated);
  }

  // An arrest that is asked for, feared or avoided: "called for the arrest of", "a warrant for his arrest", "risks arrest".
  [[nodiscard]] bool only_sought(const Found& f) const {
    int k = f.anchor - 1;
    while (has(k, g_.det) || has(k, g_.adj) || has(k, g_.his) || has(k, g_.her) || (k >= 0 && item(k).owns)) --k;
    if (has(k, g_.after) || has(k, g_.since)) return false;
    if (has(k, g_.prep) && a_.slice(item(k).first, item(k).last) == "for") return true;
    for (int i = f.anchor - 1; i >= 0 && i > f.anchor - 9 && !has(i, g_.comma) && !syntax_->breaks(i); --i)
      for (const auto c : {g_.urges, g_.wish, g_.deontic, g_.possible, g_.call_for, g_.refuse, g_.avoids, g_.future, g_.would, g_.cond}) if (has(i, c)) return true;
    return false;
  }

  void quote(Claim& c) const {
    int first = 0, last = count();
    while (first < last && (has(first, g_.end) || has(first, g_.comma) || has(first, g_.close))) ++first;
    if (first >= last) return;
    const auto start = a_.tokens[static_cast<std::size_t>(item(first).first)].start;
    const auto end = a_.tokens[static_cast<std::size_t>(item(last - 1).last) - 1].end;
    c.quote = {a_.article->text.substr(start, end - start), start, end};
  }

  static void negate(const Emit& emit, Claim& c) {
    if (emit.negated == "flip") c.polarity = c.polarity == Polarity::positive ? Polarity::negative : Polarity::positive;
    else if (!emit.negated.empty() && emit.negated != "keep" && emit.negated != "avoid" && emit.negated != "required") { c.value = emit.negated; c.polarity = Polarity::negative; }
  }

  void days(const Found& f, Mention& m) {
    day_item_ = -1;
    if (m.claim.kind == Kind::obligation || m.claim.kind == Kind::first_visit) return;   // the days are of something else
    if (m.claim.kind == Kind::membership && (m.claim.value == "count" || f.pattern->emit.state == "journey" || (f.verb < 0 && m.claim.value != "withdrawing"))) return;
    if (m.claim.kind == Kind::membership && m.claim.value == "party" && !f.pattern->emit.scoped && f.pattern->emit.leans.empty()) return;   // "a warrant issued last year obliges members, Kenya among them"
    const auto tense = f.verb < 0 && f.scope.tense == Tense::none && followed_by_past(f) ? Tense::past : f.scope.tense;
    auto picked = days_of(f, tense);
    if (!picked.found)
      if (const auto day = before_the_rest(f)) { picked.days = {*day, std::nullopt}; picked.found = true; }
    day_item_ = picked.found ? picked.item : -1;
    if (picked.found) {
      m.claim.from = picked.days.from;
      m.claim.to = picked.days.to;
      m.dated = true;
    }
    if (!picked.found && line_day_ && line_day_->from) {
      m.claim.from = line_day_->from;
      m.claim.to = line_day_->to;
      m.dated = true;
    }
    m.retrospective = m.retrospective || (picked.past && !picked.still);
    if (picked.found && m.claim.kind == Kind::travel && m.claim.from->precision == Edtf::Precision::day && !m.claim.to)   // "on Monday, the second day of her visit"
      for (int i = 0; i < count(); ++i)
        if (has(i, g_.midway) && item(i).value < 0) { const auto first = m.claim.from->first + time::days{item(i).value}; m.claim.from = Edtf{first, first, Edtf::Precision::day}; }
    m.still = picked.still;
    if (picked.after && m.claim.kind == Kind::travel && !syntax_->verb(f.anchor) && f.verb >= 0 && has(f.verb, g_.finishes) && m.claim.from->precision == Edtf::Precision::day && !m.claim.to) {
      m.claim.to = m.claim.from;   // "cut short her stay in Kenya on Monday"
      m.claim.from.reset();
    }
    m.weekday = picked.weekday;
    m.yearless = picked.yearless && tense != Tense::future;
    m.stayed = m.claim.from && ((picked.after && !syntax_->verb(f.anchor)) || m.claim.from->precision != Edtf::Precision::day);
    if (picked.until && !m.claim.to && (!m.claim.from || m.claim.from->first <= *picked.until)) m.claim.to = Edtf{*picked.until, *picked.until, Edtf::Precision::day};
    if (const int n = length_of_stay(f); n > 0 && m.claim.kind == Kind::travel && m.claim.from && m.claim.from->precision == Edtf::Precision::day && !m.claim.to) {
      const bool over = f.pattern->emit.status == "depart";   // "ended a three-day visit on Wednesday"
      const auto other = m.claim.from->first + time::days{over ? 1 - n : n - 1};
      (over ? m.claim.from : m.claim.to) = Edtf{other, other, Edtf::Precision::day};
      if (over) { const auto last = other + time::days{n - 1}; m.claim.to = Edtf{last, last, Edtf::Precision::day}; }
    }
  }

  // By the pattern, or by the tense of the verb. False where nothing is claimed.
  bool status(const Found& f, bool negated, Mention& m) {
    const auto& emit = f.pattern->emit;
    auto& c = m.claim;
    if (c.kind == Kind::travel && !negated && emit.status != "avoided" && by_video(f)) return false;
    for (int i = std::max(0, f.first - 6); i < std::min(count(), f.last + 4); ++i) m.retrospective = m.retrospective || (emit.status != "depart" && has(i, g_.retro) && !(f.last <= i && has(i - 1, g_.comma)));
    if (m.dated && a_.published && c.from->last + time::days{20} < *a_.published) m.retrospective = true;
    if (const auto fixed = status_named(emit.status)) {
      if (negated && emit.negated != "required") return false;
      c.status = *fixed;
      if (*fixed == Status::under_way && s_->block == Sentence::Block::title) c.status = std::nullopt;   // a headline's present
      if (*fixed == Status::avoided || *fixed == Status::cancelled) c.polarity = Polarity::negative;
      return true;
    }
    if (negated) {
      if (emit.negated == "drop" || c.kind == Kind::meeting) return false;
      if (f.scope.perfect && !f.scope.refused && f.scope.tense == Tense::past) return false;   // "has not visited since 2010" tells of no journey avoided
      c.status = Status::avoided;
      c.polarity = Polarity::negative;
      return true;
    }
    auto tense = f.verb < 0 ? by_context(f, m) : f.scope.tense;
    if (f.scope.infinitive && tense == Tense::past) {   // "agreed to visit" is a plan; "flew in to visit" a visit; "was invited to visit" neither
      if (has(f.scope.governor, g_.agree)) tense = Tense::future;
      else if (!has(f.scope.governor, g_.moves) && !first_to(f)) return false;
    }
    if (f.verb >= 0 && f.verb != f.anchor && has(f.verb, g_.agree) && !syntax_->verb(f.anchor) && tense == Tense::past) {   // "planned a trip" tells of none
      if (f.scope.pluperfect) return false;
      tense = Tense::future;
    }
    if (tense == Tense::present && long_ago()) tense = Tense::past;
    if (tense == Tense::present && s_->block != Sentence::Block::title && scheduled(f)) tense = Tense::future;
    const bool ahead = c.from && a_.published && c.from->first > *a_.published;
    const bool arrives = emit.status == "arrive" || emit.status == "begun";
    m.begins = arrives;
    m.lands = has(f.anchor, g_.arrives);
    m.arrival = arrives || (tense == Tense::present && !f.scope.passive);
    const bool to_leave = emit.status == "depart" && (tense == Tense::future || (ahead && tense != Tense::past) || (tense == Tense::present && s_->block != Sentence::Block::title));
    if (to_leave) return leaves(m);
    m.departed = emit.status == "depart";
    if (m.departed && emit.state == "ongoing") home_rule_ = f.pattern->id;
    if (m.departed && tense == Tense::none) {   // "before returning"
      if (!f.scope.ing || f.scope.governor < 0 || !syntax_->verb(f.scope.governor)) return false;
      tense = syntax_->scope(f.scope.governor).tense;
      if (tense != Tense::past || ahead) return c.from.has_value() && leaves(m);
    }
    if (ahead && tense == Tense::past && f.scope.infinitive) { c.status = std::nullopt; return true; }   // "flew in on Thursday to attend Friday's parade"
    if (m.still || (tense == Tense::past && any(g_.midway) && recent(m, false, false))) c.status = Status::under_way;   // "on the second day of her visit"
    else if (tense == Tense::future || (ahead && tense != Tense::past)) c.status = Status::planned;
    else if (tense == Tense::present && s_->block == Sentence::Block::title) c.status = std::nullopt;   // a headline's present tells nothing of time
    else if (tense == Tense::present) c.status = Status::under_way;
    else if (tense == Tense::past && arrives && recent(m, f.scope.perfect && emit.status != "begun", f.scope.perfect && !f.scope.pluperfect && emit.status == "begun")) c.status = Status::under_way;
    else if (tense == Tense::past) c.status = Status::occurred;
    else if (f.verb >= 0 && f.scope.ing) c.status = arrives && recent(m, f.scope.perfect, false) ? Status::under_way : Status::occurred;
    else c.status = std::nullopt;   // the journey is named, not told
    return true;
  }

  // "Will leave on Friday": still there, the last day is known.
  static bool leaves(Mention& m) {
    m.departed = m.dated = false;
    m.claim.to = m.claim.from;
    m.claim.from.reset();
    return true;
  }

  // "became the first leader to visit"
  [[nodiscard]] bool first_to(const Found& f) const {
    if (!has(f.scope.governor, g_.be)) return false;
    for (int i = f.scope.governor + 1; i < f.verb; ++i) if (has(i, g_.ordinal)) return true;
    return false;
  }

  // The present that tells of the future: "when she comes", "from there she travels to Chad".
  [[nodiscard]] bool scheduled(const Found& f) const {
    if (has(f.verb, g_.be) || f.scope.progressive || f.scope.passive || f.scope.ing) return false;
    if (has(f.scope.subject.first - 1, g_.when) || has(f.scope.subject.first - 1, g_.before) || has(f.scope.subject.first - 1, g_.after)) return true;
    return f.pattern->emit.status == "arrive" && has(f.verb, g_.third);
  }

  // Attended from afar.
  [[nodiscard]] bool by_video(const Found& f) const {
    for (int i = f.first; i < count() && (i < f.last || !syntax_->breaks(i)); ++i) if (has(i, g_.video)) return true;
    for (int i = f.first - 1; i >= 0 && !syntax_->breaks(i) && !has(i, g_.comma); --i) if (has(i, g_.video)) return true;
    return false;
  }

  [[nodiscard]] bool recent(const Mention& m, bool perfect, bool now) const {
    if (m.retrospective) return false;
    const bool long_before = spoken_.day && a_.published && *spoken_.day + time::days{3} < *a_.published;   // a story told from its beginning
    if (!m.dated) return (m.sentence <= 4 && !perfect && !long_before) || now;
    return a_.published && m.claim.from->precision == Edtf::Precision::day && m.claim.from->first + time::days{2} >= *a_.published;
  }

  // Of the verb that the sentence turns on, outside the words found.
  [[nodiscard]] Tense main_tense(const Found& f) const {
    for (int i = f.last; i < count(); ++i)
      if (syntax_->verb(i)) return syntax_->scope(i).tense;
    const int before = syntax_->verb_before(f.first);
    return before >= 0 ? syntax_->scope(before).tense : Tense::none;
  }

  // A journey named by a noun: "ahead of her visit", "her planned visit", "during her visit".
  [[nodiscard]] Tense by_context(const Found& f, Mention& m) const {
    for (int i = std::max(0, f.first - 5); i < f.last; ++i) {
      if (has(i, g_.planned_mod)) return Tense::future;
      if (has(i, g_.midway)) return Tense::present;
      if (has(i, g_.past_mod)) { m.retrospective = true; return Tense::past; }
    }
    for (int i = f.anchor - 1; i >= std::max(0, f.anchor - 6); --i) {
      if (has(i, g_.before)) return Tense::future;
      if (has(i, g_.during) || has(i, g_.after)) return main_tense(f) == Tense::future ? Tense::future : Tense::past;   // "following" is a verb, too
      if (syntax_->verb(i) || has(i, g_.comma)) break;
    }
    return Tense::none;
  }

  void statement(const Found& f, Mention m, bool has_person) {
    const auto* said = speakers_.by_verb(f.anchor);
    if (said == nullptr || !said->states || said->speaker.empty()) return;
    if (!has_person && !a_.about_wanted) return;
    m.claim.attributed_to = said->speaker;
    m.claim.via = said->via;
    std::optional<int> who;
    for (const auto& i : s_->items)
      if (i.has(g_.person) && std::ranges::find(said->persons, i.ref) == said->persons.end()) { who = i.ref; break; }
    if (!who && !said->persons.empty()) who = said->persons.front();
    if (!who) who = spoken_of_last();
    if (!who) who = a_.main_person;
    if (who) name_person(*who, m.claim);
    out_.push_back(std::move(m));
  }

  void name_person(int person, Claim& c) const {
    const auto& p = r_.gazetteer.persons[static_cast<std::size_t>(person)];
    c.person = p.id;
    c.person_name = p.name;
  }

  // One claim for each person and state that the pattern caught.
  void spread(const Found& f, const Mention& m) {
    const auto& emit = f.pattern->emit;
    std::vector<int> persons;
    for (const int i : f.persons) if (has(i, g_.person)) persons.push_back(item(i).ref);
    if (persons.empty() && emit.person == "main") persons = meant(f);
    if (persons.empty() && needs_person(emit.kind)) return;
    const auto states = states_of(f, persons);
    if (f.persons.empty() && emit.person == "main" && !names_person() && !states.empty() && persons.size() == 1) persons = {known_at(states.front(), persons.front())};
    if (emit.kind == Kind::membership) persons.clear();
    if (states.empty() && emit.kind == Kind::membership && emit.value != "count" && emit.state != "none") return;
    if (states.empty() && needs_state(emit.kind) && emit.state != "none") return;
    if (emit.kind == Kind::meeting && has(f.anchor, g_.hosts) && !f.scope.passive && persons.size() == 1 && !states.empty() && home(states[0], persons) &&
        std::ranges::any_of(f.scope.subject.heads, [&](int i) { return has(i, g_.person); }))
      return;   // who receives guests at home goes nowhere
    if (emit.kind == Kind::meeting && persons.size() > 1) {   // two wanted persons: the guest
      if (!states.empty() && r_.home[static_cast<std::size_t>(persons[0])] == states[0]) std::swap(persons[0], persons[1]);
      persons.resize(1);
    }
    for (std::size_t p = 0; p < std::max<std::size_t>(1, persons.size()); ++p)
      for (std::size_t s = 0; s < std::max<std::size_t>(1, states.size()); ++s) {
        auto copy = m;
        if (p < persons.size()) name_person(persons[p], copy.claim);
        if (s < states.size()) copy.claim.state = state_id(states[s]);
        if (s < states.size() && states.size() > 1) own_day(f, states[s], copy);
        if (copy.yearless) year_of_the_story(copy);
        if (emit.kind == Kind::membership && s < states.size() && states.size() > 1) told_of_one(f, states[s], copy);
        if (emit.kind == Kind::travel && emit.status == "occurred" && std::ranges::any_of(f.places, [&](int i) { return comes_from(i) && s < states.size() && item(i).state == states[s]; })) copy.departed = true;
        const bool journey = emit.kind == Kind::travel || emit.kind == Kind::overflight || emit.kind == Kind::first_visit;
        if (journey && p < persons.size() && s < states.size() && r_.home[static_cast<std::size_t>(persons[p])] == states[s]) continue;
        if (emit.kind == Kind::travel && s < states.size() && copy.claim.status != Status::avoided && copy.claim.status != Status::cancelled && !copy.retrospective && !(f.scope.pluperfect && journey_state_ >= 0) && !(copy.departed && f.verb < 0) && emit.status != "occurred" && std::ranges::none_of(f.places, [&](int i) { return comes_from(i) && item(i).state == states[s]; })) journey_state_ = states[s];
        out_.push_back(std::move(copy));
      }
  }

  // "He visited Kenya in May 2016. In July he flew to Chad": journeys told one after the other, long ago.
  void year_of_the_story(Mention& m) const {
    for (auto told = out_.rbegin(); told != out_.rend() && told->sentence + 1 >= number_; ++told) {
      const auto& c = told->claim;
      if (c.kind != Kind::travel || c.person != m.claim.person || !c.from || a_.sentences[static_cast<std::size_t>(told->sentence)].paragraph != s_->paragraph) continue;
      if (!a_.published || c.from->precision == Edtf::Precision::year || c.from->first.plus_years(1) > *a_.published) return;
      auto first = m.claim.from->first.plus_years(c.from->first.year() - m.claim.from->first.year());
      if (first < c.from->first.first_of_month()) first = first.plus_years(1);
      const int years = first.year() - m.claim.from->first.year();
      if (first > *a_.published) return;
      const auto move = [&](std::optional<Edtf>& e) { if (e) e = Edtf{e->first.plus_years(years), e->last.plus_years(years), e->precision}; };
      move(m.claim.from);
      move(m.claim.to);
      m.retrospective = true;
      return;
    }
  }

  // "To Kenya in 2015 and to Chad in March 2017": each place has the day that stands with it, or with the next one.
  void own_day(const Found& f, std::int16_t state, Mention& m) const {
    const auto day_at = [&](int place) { return has(place + 1, g_.date) ? place + 1 : -1; };
    int told = 0;
    for (const int p : f.places) told += day_at(p) >= 0;
    if (told == 0 || (told == 1 && day_at(f.places.back()) >= 0)) return;
    bool found = false;
    for (const int p : f.places) {
      found = found || item(p).state == state;
      const int day = day_at(p);
      if (!found || day < 0) continue;
      const auto days = resolved(day, f.scope.tense);
      if (days.from) { m.claim.from = days.from; m.claim.to = days.to; }
      return;
    }
  }

  // "Kenya quit in 2017 and Chad in 2019": the day between a place and the next one is its own.
  void told_of_one(const Found& f, std::int16_t state, Mention& m) const {
    for (const int p : f.places) {
      if (item(p).state != state) continue;
      for (int i = p + 1; i < count() && std::ranges::find(f.places, i) == f.places.end(); ++i) {
        if (!has(i, g_.date)) continue;
        const auto days = resolved(i, f.scope.tense);
        if (days.from && m.claim.from) { m.claim.from = days.from; m.claim.to = days.to; }
        return;
      }
    }
  }

  [[nodiscard]] bool names_person() const { return std::ranges::any_of(s_->items, [&](const Item& i) { return i.has(g_.person); }); }

  // Whom the article told of last at this state, where it speaks of several: "Kenya was found in breach", after the journey of one to Kenya.
  [[nodiscard]] int known_at(std::int16_t state, int otherwise) const {
    for (auto m = out_.rbegin(); m != out_.rend(); ++m)
      if (m->claim.state == state_id(state) && !m->claim.person.empty() && (m->claim.kind == Kind::travel || m->claim.kind == Kind::arrest))
        for (std::size_t p = 0; p < r_.gazetteer.persons.size(); ++p)
          if (r_.gazetteer.persons[p].id == m->claim.person) return static_cast<int>(p);
    return otherwise;
  }

  // The one wanted person of the two sentences before, of this paragraph or of the question that it answers.
  [[nodiscard]] std::optional<int> spoken_of_last() const {
    for (int n = number_ - 1; n >= 0 && n >= number_ - 2; --n) {
      std::optional<int> who;
      const auto& before = a_.sentences[static_cast<std::size_t>(n)];
      if (before.paragraph != paragraph_ && (before.last < 1 || a_.slice(before.last - 1, before.last) != "?")) return std::nullopt;
      for (const auto& i : before.items)
        if (i.has(g_.person)) { if (who && who != i.ref) return std::nullopt; who = i.ref; }
      if (who) return who;
    }
    return std::nullopt;
  }

  // Who is meant where the pattern names nobody: the subject, the one wanted person of the sentence, or of the article.
  [[nodiscard]] std::vector<int> meant(const Found& f) const {
    for (const int h : f.scope.subject.heads) if (has(h, g_.person)) return {item(h).ref};
    std::vector<int> named;
    for (const auto& i : s_->items) if (i.has(g_.person) && std::ranges::find(named, i.ref) == named.end()) named.push_back(i.ref);
    if (named.size() == 1) return named;
    if (named.empty()) if (const auto last = spoken_of_last()) return {*last};
    return a_.main_person ? std::vector{*a_.main_person} : std::vector<int>{};
  }

  static bool needs_person(Kind k) { return k == Kind::travel || k == Kind::overflight || k == Kind::meeting || k == Kind::arrest || k == Kind::surrender || k == Kind::release || k == Kind::assurance || k == Kind::urging; }
  static bool needs_state(Kind k) { return k == Kind::travel || k == Kind::overflight || k == Kind::finding || k == Kind::urging || k == Kind::assurance || k == Kind::referral; }

  std::vector<std::int16_t> states_of(const Found& f, const std::vector<int>& persons) const {
    const auto& how = f.pattern->emit.state;
    if (how == "near" && f.pattern->emit.kind == Kind::assurance && f.places.empty() && f.governments.empty())
      if (auto told = promising(f, persons); !told.empty()) return told;
    std::vector<std::int16_t> states;
    const auto add = [&](std::int16_t s) { if (s >= 0 && std::ranges::find(states, s) == states.end()) states.push_back(s); };
    if (how == "none") return states;
    if (how == "clause") {   // a place that the sentence begins with, or that follows
      for (int i = 0; i < count(); ++i)
        if (has(i, g_.place) && has_prep_before(i) && (i >= f.last ? i < f.last + 10 : i < 5) && !home(item(i).state, persons)) { add(item(i).state); return states; }
      return states;
    }
    if (how == "told") {   // where the leaders meet of whom the sentence before tells
      add(told_state_ >= 0 ? told_state_ : events_.empty() ? std::int16_t{-1} : events_.back().state);
      return states;
    }
    if (how == "onward") {   // "left home on Thursday", on the journey told before
      if (std::ranges::any_of(f.places, [&](int i) { return home(item(i).state, persons); })) add(journey_state_);
      return states;
    }
    if (how == "host") {   // "Kenya did not arrest him when he came", "She knew Kenya well. She last visited in May."
      for (int i = f.first - 1; i >= 0; --i)
        if ((has(i, g_.country) || has(i, g_.nation) || has(i, g_.government)) && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
      add(journey_state_ >= 0 ? journey_state_ : last_state_);
      return states;
    }
    if (how == "ongoing") {
      if (f.pattern->emit.status == "depart" && std::ranges::any_of(f.places, [&](int i) { return item(i).state == journey_state_; })) return states;   // she came there
      const bool arrives = f.pattern->emit.status == "arrive" || f.pattern->emit.status == "begun";
      add(journey_state_ >= 0 || !arrives ? journey_state_ : dateline_state_ >= 0 ? dateline_state_ : told_state_);
      return states;
    }   // where the journey told before leads
    if (how == "found" && f.places.empty() && f.governments.empty() && (f.pattern->emit.kind == Kind::travel || f.pattern->emit.kind == Kind::finding) && !f.scope.subject.heads.empty() && has(f.scope.subject.heads.back(), g_.it)) {   // "Kenya broke its duty when it hosted her"
      for (int i = f.scope.subject.heads.back() - 1; i >= 0; --i) if ((has(i, g_.country) || has(i, g_.here)) && !item(i).owns && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
      if (f.pattern->emit.kind == Kind::finding && last_state_ >= 0 && !home(last_state_, persons)) { add(last_state_); return states; }   // "the government", of the state spoken of last
    }
    if (how == "found" || how == "near") {
      for (const int i : f.places) {
        if (has(i, g_.group) && item(i).ref >= 0) for (const auto s : groups_[static_cast<std::size_t>(item(i).ref)]) add(s);
        else if (item(i).owns && !f.pattern->emit.leans.empty()) continue;   // "except Kenya's friends"
        else if (!has(i - 1, g_.occupied) && !(f.pattern->emit.kind == Kind::overflight && (has(i - 1, g_.to) || has(i - 1, g_.on_way)))) add(item(i).state);
      }
      for (const int i : f.governments) add(item(i).state);
      if (f.pattern->emit.kind == Kind::membership && states.empty() && !f.scope.subject.heads.empty() && has(f.scope.subject.heads.back(), g_.it)) {   // "Kenya may rejoin the court, from which it withdrew"
        for (int i = f.scope.subject.heads.back() - 1; i >= 0; --i) if (has(i, g_.country) && !item(i).owns && item(i).state >= 0) { add(item(i).state); return states; }
      }
      if (!states.empty() && states.size() == f.places.size() + f.governments.size()) return states;
      if (!f.places.empty()) return states;
    }
    if (how == "near" && !f.scope.subject.heads.empty() && has(f.scope.subject.heads.back(), g_.it)) {   // "Kenya broke its duty when it did not arrest"
      for (int i = f.scope.subject.heads.back() - 1; i >= 0; --i) if (has(i, g_.country) && !item(i).owns && !home(item(i).state, persons)) { add(item(i).state); return states; }
    }
    const auto kind = f.pattern->emit.kind;
    if (how == "near" && (kind == Kind::arrest || kind == Kind::release || kind == Kind::surrender || kind == Kind::assurance) && f.verb >= 0 && f.scope.subject.first >= 0)   // "Kenyan police", "the police in Kenya"
      for (int i = f.scope.subject.first; i < f.anchor; ++i) {
        if (syntax_->verb(i) || has(i, g_.comma) || has(i, g_.rel)) break;
        if ((has(i, g_.nation) || has(i, g_.country) || has(i, g_.other)) && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
      }
    if (how == "near" && f.scope.passive && (kind == Kind::arrest || kind == Kind::release || kind == Kind::surrender))   // "by Belgian police"
      for (int i = f.anchor + 1; i < count() && i < f.anchor + 4; ++i)
        if (has(i, g_.passive_by))
          for (int k = i + 1; k < i + 4; ++k) if ((has(k, g_.nation) || has(k, g_.country) || has(k, g_.other)) && item_state(k) >= 0 && !home(item(k).state, persons)) { add(item(k).state); return states; }
    if (kind == Kind::referral && how == "journey") {   // "Kenya's failure", not "the assembly in The Hague"
      for (int i = 0; i < count(); ++i) if ((has(i, g_.country) || has(i, g_.nation)) && item(i).owns && !home(item(i).state, persons)) { add(item(i).state); return states; }
      for (int i = f.anchor - 1; i >= f.first; --i) if (has(i, g_.place) && !has(i, g_.place_hide) && !has_prep_before(i) && !home(item(i).state, persons)) { add(item(i).state); return states; }   // "found that Nairobi had failed and referred it"
      for (const bool abroad : {true, false})   // a state may be told to hand over its own
        for (int i = f.anchor - 1; i >= 0; --i) if (has(i, g_.country) && home(item(i).state, persons) != abroad) { add(item(i).state); return states; }
      add(journey_state_ >= 0 ? journey_state_ : last_state_);
      return states;
    }
    if (how == "near" || how == "journey") {
      for (int i = f.first - 1; i > 1 && !has(i, g_.end) && !has(i, g_.semicolon); --i)   // "Kenya, where she had met"
        if (has(i, g_.where) && has(i - 1, g_.comma) && has(i - 2, g_.place)) { add(item(i - 2).state); return states; }
      // A place in the same clause, then whom the person meets, then where the person was last.
      for (int i = f.last; i < count() && i < f.last + 10 && (!syntax_->breaks(i) || (kind == Kind::arrest && ((has(i, g_.sub) && (has(i + 1, g_.ing) || has(i + 1, g_.person))) || has(i, g_.when)))); ++i)
        if (kind == Kind::meeting && has(i, g_.government) && has_prep_before(i)) { add(item(i).state); return states; }
        else if (has(i, g_.place) && !(kind == Kind::assurance && has(i, g_.here)) && (has_prep_before(i) || syntax_->verb(i - 1)) && !(has(i, g_.place_hide) && kind != Kind::meeting && kind != Kind::travel) && !(has(i - 1, g_.to) && (kind == Kind::surrender || kind == Kind::release || (kind == Kind::arrest && acts_between(f.last, i))))) { add(item(i).state); return states; }
      for (int i = f.first - 1; i >= 0; --i)
        if (has(i, g_.place) && (i > f.first - 14 || i < 4) && (has_prep_before(i) || syntax_->verb(i - 1) || (kind == Kind::arrest && has(i, g_.city) && out_of(i))) && (kind == Kind::meeting || (kind == Kind::arrest && has(i, g_.city)) || !home(item(i).state, persons))) { add(item(i).state); return states; }
      if (kind == Kind::release)   // at home, too
        for (int i = 0; i < count(); ++i) if (has(i, g_.place) && has_prep_before(i) && !has(i - 1, g_.to) && !comes_from(i)) { add(item(i).state); return states; }
      if (of_unknown_place(f) || f.pattern->emit.kind == Kind::surrender || f.pattern->emit.kind == Kind::release) return states;
      if (kind == Kind::assurance)   // whoever gives it
        for (int i = f.anchor - 1; i >= 0; --i) if ((has(i, g_.country) || has(i, g_.nation) || has(i, g_.government) || has(i, g_.other)) && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
      if (kind == Kind::assurance)
        for (int i = f.last; i < count(); ++i) if (has(i, g_.other) && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
      if (journey_state_ >= 0) { add(journey_state_); return states; }
      if (kind == Kind::meeting && last_place_ >= 0 && number_ - last_place_sentence_ <= 3) { add(last_place_); return states; }
      for (const int i : f.others)
        if (item(i).state >= 0 && std::ranges::none_of(persons, [&](int p) { return r_.home[static_cast<std::size_t>(p)] == item(i).state; })) { add(item(i).state); return states; }
      if (kind == Kind::arrest && (f.pattern->emit.polarity == Polarity::negative || !syntax_->verb(f.anchor))) return states;   // nobody is said to be guilty by being named last
      add(kind == Kind::travel && last_place_ >= 0 ? last_place_ : last_state_ >= 0 ? last_state_ : last_office_);
    }
    if (how == "speaker") {
      for (int i = 0; i < count(); ++i)
        if (item(i).state >= 0 && (has(i, g_.nation) || has(i, g_.other) || has(i, g_.place) || has(i, g_.government)) && std::ranges::none_of(persons, [&](int p) { return r_.home[static_cast<std::size_t>(p)] == item(i).state; })) { add(item(i).state); return states; }
      if (last_state_ >= 0) add(last_state_);
    }
    return states;
  }
  [[nodiscard]] bool item_owns(int i) const { return i >= 0 && i < count() && item(i).owns; }
  // "Kenya and Chad said that she would not be arrested": those who say so.
  [[nodiscard]] std::vector<std::int16_t> promising(const Found& f, const std::vector<int>& persons) const {
    const auto* said = speakers_.of(f.anchor);
    std::vector<std::int16_t> states;
    if (said == nullptr || said->verb < 0 || !syntax_->verb(said->verb)) return states;
    const auto heads = syntax_->scope(said->verb).subject.heads;
    for (const int h : heads) if (has(h, g_.place) && item(h).state >= 0 && !home(item(h).state, persons)) states.push_back(item(h).state);
    if (states.size() != heads.size()) states.clear();
    if (states.empty() && f.scope.passive)   // "would be held if she came to Kenya"
      for (int i = f.last; i < count(); ++i) if (has(i, g_.place) && has_prep_before(i) && !home(item(i).state, persons)) return {item(i).state};
    return states;
  }
  [[nodiscard]] std::int16_t item_state(int i) const { return i >= 0 && i < count() ? item(i).state : std::int16_t{-1}; }
  [[nodiscard]] bool acts_between(int first, int last) const {
    for (int i = first; i < last; ++i) if (syntax_->verb(i)) return true;
    return false;
  }
  [[nodiscard]] bool has_prep_before(int i) const {
    int k = i - 1;
    while (has(k, g_.det) || has(k, g_.adj)) --k;
    return has(k, g_.loc) || has(i, g_.here_word);
  }
  [[nodiscard]] bool out_of(int i) const { return has(i - 1, g_.prep) && (comes_from(i) || a_.slice(item(i - 1).first, item(i - 1).last) == "out of"); }
  // "The Congolese police": a word that may name a state, and none that is known. No other state is put in its place.
  [[nodiscard]] bool of_unknown_place(const Found& f) const {
    const auto& subject = f.scope.subject;
    if (subject.heads.empty() || !(has(subject.heads.back(), g_.speaker) || has(subject.heads.back(), g_.other))) return false;
    for (int i = subject.first; i < subject.heads.back(); ++i) if (has(i, g_.named)) return true;
    return false;
  }
  [[nodiscard]] bool of_home(const std::string& person, std::int16_t state) const {
    for (std::size_t p = 0; p < r_.home.size(); ++p) if (r_.gazetteer.persons[p].id == person) return r_.home[p] == state;
    return false;
  }
  [[nodiscard]] bool home(std::int16_t state, const std::vector<int>& persons) const {
    return std::ranges::any_of(persons, [&](int p) { return r_.home[static_cast<std::size_t>(p)] == state; });
  }

  // ---- meetings of states

  void remember_event(const Found& f) {
    const auto picked = days_of(f, Tense::none);
    if (!picked.found) return;
    Event e{.state = -1, .days = picked.days, .sentence = number_};
    for (const int i : f.places) if (item(i).state >= 0) e.state = item(i).state;
    if (e.state < 0)
      for (int i = 0; i < count(); ++i) if (has(i, g_.place) && has_prep_before(i)) e.state = item(i).state;
    events_.push_back(e);
  }

  // A journey to a meeting takes its days from it.
  void place_events() {
    for (const auto& e : events_)
      for (auto& m : out_) {
        auto& c = m.claim;
        if (c.kind != Kind::travel) continue;
        const bool to_come = c.status && (*c.status == Status::planned || *c.status == Status::avoided || *c.status == Status::cancelled);
        const bool beside = m.sentence == e.sentence || m.sentence == e.sentence + 1;   // of a journey that was made, only what is told beside it
        if (!to_come && (!beside || c.from || m.retrospective || m.departed || (a_.published && e.days.from->first > *a_.published))) continue;
        if (c.status == Status::planned && a_.published && (e.days.to ? *e.days.to : *e.days.from).last < *a_.published) continue;
        if (e.state >= 0 ? c.state != state_id(e.state) : m.sentence > e.sentence) continue;
        if (c.from && c.from->precision == Edtf::Precision::day) continue;
        if (c.from && e.days.from->first > c.from->last) continue;
        if (c.from && e.days.from->last < c.from->first) continue;
        if (!c.from && m.retrospective) continue;
        c.from = e.days.from;
        if (!c.to) c.to = e.days.to;
        m.dated = m.by_event = true;
      }
  }

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
  std::optional<Date> spoken_day_;   // the day last told in the sentences before
  bool subject_court_ = false;        // the sentence before is about the Court
  std::int16_t subject_state_ = -1;   // the state that the sentence before is about: what "it" stands for
  Speakers speakers_;
  Ellipsis ellipsis_;
  std::vector<Event> events_;
  std::vector<int> chain_;   // verbs whose subject and time the found one shares
  std::vector<std::pair<int, Days>> dated_visits_;   // "the visit, which began on Monday": sentence, days
  std::vector<std::pair<int, Edtf>> first_days_;   // "a visit that began on Monday": sentence, day
  std::vector<std::pair<int, Edtf>> last_days_;   // "it lasts until Sunday": sentence, day
  std::vector<std::pair<int, int>> stays_;   // sentence, days
  std::vector<std::vector<std::int16_t>> groups_;   // states that "both", "none of them" stand for
  std::set<std::string> occupied_;   // states of occupied parts of which the text speaks
  int day_item_ = -1;   // the item of the day that the claim at hand took
  std::string home_rule_;   // the pattern that told last of going home
  int youth_ = -1;   // the paragraph that tells of someone's early years
  std::vector<Mention> out_;
};

}  // namespace

std::vector<Mention> extract(const Reader::Inside& reader, Analysis& analysis) { return Extractor(reader, analysis).run(); }

}  // namespace dedere::read
