// What an article has told so far.
#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

bool Extractor::concerns_the_court() const {
  return std::ranges::any_of(a_.sentences, [&](const Sentence& s) {
    return std::ranges::any_of(s.items, [&](const Item& i) { return i.has(g_.person) || i.has(g_.warrant) || i.has(g_.statute) || i.has(g_.place_hide) || i.has(g_.icc_member) || i.has(g_.assembly); });
  });
}

bool Extractor::holds(const Sentence& s, const Classes& one_of) { return std::ranges::any_of(s.items, [&](const Item& i) { return (i.classes & one_of).any(); }); }

bool Extractor::holds_near(const Classes& one_of, Kind kind) const {
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

void Extractor::fill_here(Sentence& s) const {
  std::int16_t last = -1;
  if (s.items.size() > 1 && s.items[0].has(g_.it) && subject_state_ >= 0 && (s.items[1].has(g_.be) || s.items[1].has(g_.have) || s.items[1].has(g_.verb))) {   // "It is a member"
    s.items[0].state = subject_state_;
    s.items[0].classes.set(static_cast<std::size_t>(g_.place));
  }
  for (std::size_t at = 0; at < s.items.size(); ++at) {
    auto& i = s.items[at];
    if ((i.has(g_.place) || i.has(g_.nation) || (i.has(g_.other) && !i.has(g_.named))) && !i.has(g_.here) && i.state >= 0 && i.state != main_home()) last = i.state;
    const auto acts = [&](std::size_t k) { return k < s.items.size() && (s.items[k].has(g_.be) || s.items[k].has(g_.have) || s.items[k].has(g_.verb)); };
    if (i.has(g_.country) && i.state == main_home() && acts(at + 1)) last = i.state;   // "Russia says that the country is no member"
    if (!i.has(g_.here)) continue;
    i.state = i.has(g_.here_word) && dateline_state_ >= 0 ? dateline_state_ : last >= 0 ? last : journey_state_ >= 0 ? journey_state_ : last_state_;
    if (at + 2 < s.items.size() && s.items[at + 1].has(g_.comma) && s.items[at + 2].has(g_.country)) i.state = s.items[at + 2].state;   // "the host, Kenya"
    if (i.state >= 0) i.classes.set(static_cast<std::size_t>(g_.place));
  }
}

void Extractor::note_dateline(const Sentence& s) {
  if (dateline_state_ >= 0 || s.items.empty() || !s.items[0].has(g_.city) || number_ > 3) return;
  dateline_state_ = s.items[0].state;
}

void Extractor::note_line_day(const Sentence& s) {
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

bool Extractor::asks(const Sentence& s) const { return s.items.size() > 1 && a_.slice(s.last - 1, s.last) == "?" && (s.items[0].has(g_.be) || (s.items[0].has(g_.colon) || s.items[1].has(g_.colon))); }

bool Extractor::wonders(const Sentence& s) const {
  if (s.block != Sentence::Block::body || a_.slice(s.last - 1, s.last) != "?") return false;
  return std::ranges::none_of(s.items, [&](const Item& i) { return i.has(g_.sub) || i.has(g_.rel); });
}

void Extractor::go_home(std::size_t told) {
  for (std::size_t k = told; k < out_.size(); ++k) {
    if (!out_[k].departed || out_[k].claim.rule != home_rule_) continue;
    for (std::size_t m = told; m < out_.size(); ++m)
      if (out_[m].claim.kind == Kind::travel && out_[m].claim.person == out_[k].claim.person && out_[m].claim.status == Status::under_way) out_[m].claim.status = Status::occurred;
  }
}

void Extractor::answer(std::size_t told, std::size_t next) {
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

void Extractor::fill_groups(Sentence& s) {
  for (std::size_t i = 0; i < s.items.size(); ++i) {
    auto& item = s.items[i];
    const bool bare = item.has(g_.group_word) && i + 1 < s.items.size() && (s.items[i + 1].has(g_.be) || s.items[i + 1].has(g_.have) || s.items[i + 1].has(g_.verb) || s.items[i + 1].has(g_.adv));
    const bool acted_on = item.has(g_.group_word) && i > 0 && s.items[i - 1].has(g_.verb) && i + 1 < s.items.size() && s.items[i + 1].has(g_.to);   // "referred both to"
    const bool counted = item.has(g_.group_word) && i + 2 < s.items.size() && s.items[i + 1].has(g_.number) && (s.items[i + 2].has(g_.be) || s.items[i + 2].has(g_.have));   // "all six are"
    if (counted) s.items[i + 1].classes.set(static_cast<std::size_t>(g_.group));
    if (!item.has(g_.group) && !bare && !acted_on) continue;
    auto states = listed_before(s, i, static_cast<std::size_t>(item.value));
    if (states.empty()) continue;
    item.classes.set(static_cast<std::size_t>(g_.place));
    item.classes.set(static_cast<std::size_t>(g_.group));
    item.state = states.front();
    item.ref = static_cast<std::int32_t>(groups_.size());
    groups_.push_back(std::move(states));
  }
}

std::vector<std::int16_t> Extractor::listed_before(const Sentence& s, std::size_t end, std::size_t wanted) const {
  auto states = listed_before(s, end, wanted, g_.country);
  if (states.empty() && wanted > 0) states = journeys_led_to(wanted);
  if (states.empty() && wanted > 0) {   // by their cities: "Abu Dhabi and Riyadh"
    states = listed_before(s, end, wanted, g_.place);
    if (!told_together(states)) states.clear();
  }
  return states.empty() && wanted > 0 ? listed_before(s, end, wanted, g_.nation) : states;   // "Greek, Italian and French" skies
}

std::vector<std::int16_t> Extractor::journeys_led_to(std::size_t wanted) const {
  std::vector<std::int16_t> states;
  for (const auto& m : out_) {
    if (m.claim.kind != Kind::travel || m.retrospective || m.claim.polarity == Polarity::negative) continue;
    const auto state = r_.lexicon.state(m.claim.state).value_or(-1);
    if (state >= 0 && std::ranges::find(states, state) == states.end()) states.push_back(state);
  }
  return states.size() == wanted ? states : std::vector<std::int16_t>{};
}

bool Extractor::told_together(const std::vector<std::int16_t>& states) const {
  const auto named = [&](int n, std::int16_t state) { return n >= 0 && std::ranges::any_of(a_.sentences[static_cast<std::size_t>(n)].items, [&](const Item& i) { return i.state == state; }); };
  for (int n = number_; n >= number_ - 3; --n)
    if (std::ranges::all_of(states, [&](std::int16_t s) { return named(n, s) || (n == number_ - 1 && named(n - 1, s)); })) return true;
  return false;
}

std::vector<std::int16_t> Extractor::listed_before(const Sentence& s, std::size_t end, std::size_t wanted, Class named) const {
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

void Extractor::remember_places() {
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

std::string Extractor::words(int first, int last) const {
  while (first < last && (item(first).has(g_.quote) || item(first).has(g_.comma) || item(first).has(g_.date))) ++first;
  while (last > first && (item(last - 1).has(g_.adv) || item(last - 1).has(g_.have) || item(last - 1).has(g_.be) || item(last - 1).has(g_.quote) || item(last - 1).has(g_.comma) || item(last - 1).has(g_.end) || item(last - 1).has(g_.date))) --last;
  return first >= last ? std::string() : std::string(a_.slice(item(first).first, item(last - 1).last));
}

bool Extractor::of_the_court(const Found& f) const {
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

bool Extractor::court_before(int it) const {
  for (int i = it - 1; i >= 0; --i) {
    if (has(i, g_.warrant) && !has(i, g_.court_warrant)) return true;
    if (has(i, g_.icc_member)) return true;
    if (has(i, g_.country) || has(i, g_.government)) return false;
  }
  return subject_court_;
}

bool Extractor::acts_between(int first, int last) const {
  for (int i = first; i < last; ++i) if (syntax_->verb(i)) return true;
  return false;
}

bool Extractor::has_prep_before(int i) const {
  int k = i - 1;
  while (has(k, g_.det) || has(k, g_.adj)) --k;
  return has(k, g_.loc) || has(i, g_.here_word);
}

}  // namespace dedere::read
