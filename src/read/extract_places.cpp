// Where: the states that a claim is about.
#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

void Extractor::fill_states() {
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

std::string Extractor::only_journey(const std::string& person) const {
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

std::vector<std::int16_t> Extractor::states_of(const Found& f, const std::vector<int>& persons) const {
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
      if ((has(i, g_.country) || has(i, g_.nation) || has(i, g_.government)) && item(i).state >= 0 && !home(item(i).state, persons)) {
        if (has(i - 1, g_.conj) && has(i - 2, g_.country) && !item(i - 2).owns && !home(item(i - 2).state, persons)) add(item(i - 2).state);   // "Kenya and Chad did not arrest him when he came"
        add(item(i).state);
        return states;
      }
    add(journey_state_ >= 0 ? journey_state_ : last_state_);
    return states;
  }
  if (how == "ongoing") {
    if (f.pattern->emit.status == "depart" && std::ranges::any_of(f.places, [&](int i) { return item(i).state == journey_state_; })) return states;   // she came there
    if (journey_state_ < 0 && f.pattern->emit.status == "depart")   // "Kenya's government announced that she had left"
      for (int i = 0; i < f.first; ++i) if ((has(i, g_.nation) || has(i, g_.country) || has(i, g_.government)) && item(i).state >= 0 && !home(item(i).state, persons)) { add(item(i).state); return states; }
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
      for (int i = f.scope.subject.heads.back() - 1; i >= 0; --i) if ((has(i, g_.country) || has(i, g_.nation)) && !item(i).owns && item(i).state >= 0) { add(item(i).state); return states; }
    }
    if (!states.empty() && states.size() == f.places.size() + f.governments.size()) return states;
    if (!f.places.empty()) return states;
  }
  if (how == "near" && !f.scope.subject.heads.empty() && has(f.scope.subject.heads.back(), g_.it)) {   // "Kenya broke its duty when it did not arrest"
    for (int i = f.scope.subject.heads.back() - 1; i >= 0; --i) if (has(i, g_.country) && !item(i).owns && !home(item(i).state, persons)) { add(item(i).state); return states; }
  }
  const auto kind = f.pattern->emit.kind;
  if (how == "near" && kind == Kind::finding)   // "found Kenya in breach"
    for (int i = f.anchor - 1; i > f.first; --i) if (has(i, g_.country) && syntax_->verb(i - 1)) { add(item(i).state); return states; }
  if (how == "near" && kind == Kind::surrender && f.verb >= 0 && !f.scope.passive)   // by one's own state, too
    for (const int h : f.scope.subject.heads) if ((has(h, g_.country) || has(h, g_.government)) && item(h).state >= 0) { add(item(h).state); return states; }
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

std::vector<std::int16_t> Extractor::promising(const Found& f, const std::vector<int>& persons) const {
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

bool Extractor::of_unknown_place(const Found& f) const {
  const auto& subject = f.scope.subject;
  if (subject.heads.empty() || !(has(subject.heads.back(), g_.speaker) || has(subject.heads.back(), g_.other))) return false;
  for (int i = subject.first; i < subject.heads.back(); ++i) if (has(i, g_.named)) return true;
  return false;
}

bool Extractor::of_home(const std::string& person, std::int16_t state) const {
  for (std::size_t p = 0; p < r_.home.size(); ++p) if (r_.gazetteer.persons[p].id == person) return r_.home[p] == state;
  return false;
}

bool Extractor::home(std::int16_t state, const std::vector<int>& persons) const {
  return std::ranges::any_of(persons, [&](int p) { return r_.home[static_cast<std::size_t>(p)] == state; });
}

}  // namespace dedere::read
