#include "read/extract.hpp"

#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

using time::days;

namespace {

// A smaller number of states is some of the members, not all.
constexpr int fewest_members = 50;

}  // namespace

std::vector<Mention> Extractor::run() {
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
  drop_gainsaid();
  return std::move(out_);
}

void Extractor::drop_gainsaid() {
  const auto told_of = [&](const auto& told) {
    std::set<std::string> states;
    for (const auto& m : out_) if (told(m)) states.insert(m.claim.state);
    return states;
  };
  const auto tells = [](const Mention& m, std::string_view membership) { return m.claim.kind == Kind::membership && m.claim.value == membership; };
  // A title, where the text says: an occupied part of it.
  std::erase_if(out_, [&](const Mention& m) {
    return m.claim.kind == Kind::travel && occupied_.contains(m.claim.state) && a_.sentences[static_cast<std::size_t>(m.sentence)].block == Sentence::Block::title;
  });
  // "Would leave, but revoked its notice".
  const auto stayed = told_of([](const Mention& m) { return m.undone; });
  std::erase_if(out_, [&](const Mention& m) { return tells(m, "withdrawing") && stayed.contains(m.claim.state); });
  // "Is a signatory, but has not ratified": no member.
  std::set<std::pair<int, std::string>> outside;
  for (const auto& m : out_) if (tells(m, "not_party")) outside.insert({m.sentence, m.claim.state});
  std::erase_if(out_, [&](const Mention& m) { return tells(m, "party") && outside.contains({m.sentence, m.claim.state}); });
  // Told plainly that they are no members: "both countries, which are members" meant others.
  const auto said_out = told_of([&](const Mention& m) { return tells(m, "not_party") && !m.by_group; });
  std::erase_if(out_, [&](const Mention& m) {
    return m.by_group && (m.claim.kind == Kind::membership || m.claim.kind == Kind::obligation) && m.claim.polarity == Polarity::positive && said_out.contains(m.claim.state);
  });
  // "Signed in 1998 but failed to ratify", told of a state that has joined since.
  const auto joined = told_of([&](const Mention& m) { return tells(m, "party") && !m.by_group; });
  std::erase_if(out_, [&](const Mention& m) { return tells(m, "not_party") && m.once && joined.contains(m.claim.state); });
  // Met where, handed over or not arrested by whom?
  std::erase_if(out_, [](const Mention& m) {
    const auto& c = m.claim;
    return c.state.empty() && (c.kind == Kind::meeting || m.by_noun || c.kind == Kind::surrender || (c.kind == Kind::arrest && c.polarity == Polarity::negative));
  });
}

void Extractor::let_be() {
  for (auto& m : out_) {
    auto& c = m.claim;
    if (!m.let_go || std::ranges::any_of(out_, [&](const Mention& o) { return o.claim.kind == Kind::arrest && o.claim.person == c.person && o.claim.polarity == Polarity::positive; })) continue;
    c.kind = Kind::arrest;
    c.polarity = Polarity::negative;
  }
}

void Extractor::interpret(const Found& f, bool has_person) {
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
  if (emit.kind == Kind::travel && f.verb < 0 && under_duty(f) && !long_past(f)) return;
  if (emit.kind == Kind::urging && asks_for_another(f)) return;
  if (emit.kind == Kind::membership && only_denied(f)) return;
  if (emit.kind == Kind::membership && emit.value == "party" && named_as_deed(f)) return;
  if (emit.kind == Kind::membership && emit.value == "party" && emit.negated.empty() && sc.negated && f.verb >= f.first && has(f.verb, g_.be) && (has(f.anchor, g_.members) || has(f.anchor, g_.icc_member))) return;   // "and Chad, neither of which are members"
  if ((emit.kind == Kind::finding || emit.kind == Kind::urging) && asks_why(f)) return;
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
  const bool request_ignored = sc.negated && sc.governor >= 0 && has(sc.governor, g_.acts_on);   // "did not act on a request to arrest her"
  if (sc.infinitive && !request_ignored && emit.scoped && (emit.kind == Kind::arrest || emit.kind == Kind::release || emit.kind == Kind::surrender || emit.kind == Kind::assurance || emit.kind == Kind::finding)) return;
  if (emit.kind == Kind::finding && emit.value == "noncompliance" && emit.voice != "passive" && !speakers_.court_says(f.anchor) && ((said != nullptr && !said->court) || !any(g_.chamber))) return;   // a reproach, or the breach itself
  if (emit.kind == Kind::finding && emit.value == "noncompliance" && emit.voice != "passive" && when_clause(f) && !sc.subject.heads.empty() && has(sc.subject.heads.back(), g_.country)) return;   // "in another case, when Chad did not arrest him"
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
  if (m.claim.value == "withdrawing" && f.verb >= 0 && sc.deontic) return;   // "should leave"
  if (m.claim.value == "withdrawing" && f.verb >= 0 && has(sc.subject.first - 1, g_.before)) return;   // "from before it withdrew"
  if (m.claim.value == "count" && (f.numbers.empty() || item(f.numbers.front()).value < fewest_members || a_.tokens[static_cast<std::size_t>(item(f.numbers.front()).first)].suffixed)) return;   // not "the 124th member"
  if (m.claim.value == "count") m.claim.value = std::to_string(item(f.numbers.front()).value);
  m.undone = emit.kind == Kind::membership && emit.value == "party" && has(f.anchor, g_.undoes);
  m.beside = !m.dated && f.verb >= 0 && sc.tense == Tense::past && (has(sc.subject.first - 1, g_.when) || has(sc.subject.first - 1, g_.sub));
  m.by_group = std::ranges::any_of(f.places, [&](int i) { return has(i, g_.group); });
  m.once = emit.kind == Kind::membership && sc.refused && sc.tense == Tense::past && !sc.perfect;
  for (const int o : f.others) if (m.claim.with.empty()) m.claim.with = words(o, o + 1);
  const auto told = out_.size();
  spread(f, m);
  spread_to_remnants(f, m, told);
  for (auto i = told; i < out_.size(); ++i) has_left(f, out_[i]);
}

void Extractor::has_left(const Found& f, Mention& m) const {
  if (m.claim.value == "withdrawing" && any(g_.effected) && !(m.claim.from && a_.published && m.claim.from->first > *a_.published)) {   // "its withdrawal took effect in 2017"
    m.claim.value = "not_party";
    m.claim.polarity = Polarity::negative;
    return;
  }
  if (m.claim.value != "withdrawing" || f.scope.tense != Tense::past || f.scope.infinitive || f.scope.ing || f.scope.progressive || f.scope.past_plan || f.verb != f.anchor || !has(f.anchor, g_.quits)) return;
  if (m.claim.from ? !a_.published || m.claim.from->last + time::days{366} >= *a_.published : !f.scope.perfect) return;
  m.claim.value = "not_party";
  m.claim.polarity = Polarity::negative;
}

void Extractor::spread_to_remnants(const Found& f, const Mention& m, std::size_t told) {
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

bool Extractor::only_denied(const Found& f) const {
  int says = f.scope.subject.first - 1;
  if (has(says, g_.rel)) --says;
  return has(says, g_.say) && syntax_->verb(says) && syntax_->scope(says).negated;
}

bool Extractor::says_plainly(const Attribution& said, int clause) const {
  for (int i = std::max(0, said.verb + 1); i < clause && said.verb < clause; ++i) if (syntax_->verb(i) || has(i, g_.be) || has(i, g_.neg)) return false;
  for (int i = clause - 1; i >= 0 && said.verb >= clause; --i) if (syntax_->verb(i) || has(i, g_.neg)) return false;
  return true;
}

bool Extractor::asks_for_another(const Found& f) const {
  for (int v = f.anchor; v < f.last; ++v) {
    if (!(has(v, g_.arrests) || has(v, g_.surrenders)) || !syntax_->verb(v)) continue;
    int i = v + 1;
    while (has(i, g_.det) || has(i, g_.adj) || has(i, g_.adv) || has(i, g_.number) || has(i, g_.person_adj) || has(i, g_.nation) || has(i, g_.quote) || has(i, g_.former)) ++i;
    if (has(i, g_.other) || ((has(i, g_.word) || has(i, g_.name)) && !has(i, g_.warrant) && !has(i, g_.suspect) && !has(i, g_.title) && !has(i, g_.honorific))) return !has(i, g_.date);
  }
  return false;
}

bool Extractor::named_as_deed(const Found& f) const {
  if (f.verb < 0 || !f.scope.infinitive) return false;
  int i = f.verb - 1;
  while (i >= 0 && !has(i, g_.to)) --i;
  --i;
  while (has(i, g_.adv)) --i;
  return has(i, g_.name) && !syntax_->verb(i);
}

bool Extractor::asks_why(const Found& f) const {
  const int subject = f.scope.subject.first;
  return has(subject - 1, g_.why) || std::ranges::any_of(s_->items.begin() + f.first, s_->items.begin() + f.last, [&](const Item& i) { return i.has(g_.why); });
}

bool Extractor::under_duty(const Found& f) const {
  int v = syntax_->verb_before(f.first);
  while (v >= 0 && syntax_->verb(v) && syntax_->scope(v).subject.relative) v = syntax_->verb_before(v);   // past "who is wanted"
  if (v < 0 || !syntax_->verb(v) || !(has(v, g_.arrests) || has(v, g_.surrenders))) return false;
  const auto scope = syntax_->scope(v);
  return (scope.unreal() && !scope.perfect) || (scope.infinitive && !scope.refused && !scope.negated);
}

bool Extractor::only_sought(const Found& f) const {
  int k = f.anchor - 1;
  while (has(k, g_.det) || has(k, g_.adj) || has(k, g_.his) || has(k, g_.her) || (k >= 0 && item(k).owns)) --k;
  if (has(k, g_.after) || has(k, g_.since)) return false;
  if (has(k, g_.prep) && a_.slice(item(k).first, item(k).last) == "for") return true;
  for (int i = f.anchor - 1; i >= 0 && i > f.anchor - 9 && !has(i, g_.comma) && !syntax_->breaks(i); --i)
    for (const auto c : {g_.urges, g_.wish, g_.deontic, g_.possible, g_.call_for, g_.refuse, g_.avoids, g_.future, g_.would, g_.cond}) if (has(i, c)) return true;
  return false;
}

void Extractor::quote(Claim& c) const {
  int first = 0, last = count();
  while (first < last && (has(first, g_.end) || has(first, g_.comma) || has(first, g_.close))) ++first;
  if (first >= last) return;
  const auto start = a_.tokens[static_cast<std::size_t>(item(first).first)].start;
  const auto end = a_.tokens[static_cast<std::size_t>(item(last - 1).last) - 1].end;
  c.quote = {a_.article->text.substr(start, end - start), start, end};
}

void Extractor::negate(const Emit& emit, Claim& c) {
  if (emit.negated == "flip") c.polarity = c.polarity == Polarity::positive ? Polarity::negative : Polarity::positive;
  else if (!emit.negated.empty() && emit.negated != "keep" && emit.negated != "avoid" && emit.negated != "required") { c.value = emit.negated; c.polarity = Polarity::negative; }
}

void Extractor::statement(const Found& f, Mention m, bool has_person) {
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

void Extractor::spread(const Found& f, const Mention& m) {
  const auto& emit = f.pattern->emit;
  std::vector<int> persons;
  for (const int i : f.persons) if (has(i, g_.person)) persons.push_back(item(i).ref);
  if (persons.empty() && emit.person == "main") persons = meant(f);
  if (persons.empty() && needs_person(emit.kind)) return;
  if (emit.kind == Kind::travel) leave_home(f, persons);
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

bool Extractor::needs_person(Kind k) { return k == Kind::travel || k == Kind::overflight || k == Kind::meeting || k == Kind::arrest || k == Kind::surrender || k == Kind::release || k == Kind::assurance || k == Kind::urging; }

bool Extractor::needs_state(Kind k) { return k == Kind::travel || k == Kind::overflight || k == Kind::finding || k == Kind::urging || k == Kind::assurance || k == Kind::referral; }

std::vector<Mention> extract(const Reader::Inside& reader, Analysis& analysis) { return Extractor(reader, analysis).run(); }

}  // namespace dedere::read
