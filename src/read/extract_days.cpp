// When.
#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

using time::days;
using time::Edtf;

int Extractor::barriers(int from, int to, const Found& f) const {
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

bool Extractor::begins_soon(int i) const {
  for (int k = i + 1; k <= i + 3; ++k) if (has(k, g_.begin) || has(k, g_.held)) return true;
  return false;
}

bool Extractor::in_parenthesis(int day, const Found& f) const {
  if (f.verb < 0 || f.scope.subject.heads.empty() || f.scope.subject.heads.back() > day || day > f.verb) return false;
  bool clause = false, closed = false;
  for (int i = f.scope.subject.heads.back() + 1; i < day; ++i) {
    clause = clause || has(i, g_.rel);
    if (f.pattern->emit.kind == Kind::travel && f.pattern->emit.status == "cancelled" && (has(i, g_.held) || has(i, g_.planned_mod))) return false;   // "the visit, which had been set for May, was called off"
  }
  for (int i = day + 1; i < f.verb; ++i) closed = closed || has(i, g_.comma);
  return clause && closed;
}

bool Extractor::dates_the_warrant(int day, const Found& f) const {
  if (has(day + 1, g_.when) || (has(day + 1, g_.comma) && has(day + 2, g_.when))) return true;
  int k = day - 1;
  while (has(k, g_.prep) || has(k, g_.adv)) --k;
  if (k < 0 || has(k, g_.comma) || has(k, g_.conj) || has(k, g_.quote)) return true;   // "…, in March, the court issued"
  for (int i = day + 1; i < f.first; ++i) if (has(i, g_.comma) || has(i, g_.sub) || has(i, g_.after) || has(i, g_.prep)) return false;
  for (int i = day - 1; i >= 0 && !has(i, g_.comma); --i)
    if (has(i, g_.verb) && syntax_->verb(i) && i != f.verb) return false;
  return true;
}

Extractor::Picked Extractor::days_of(const Found& f, Tense tense) {
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

bool Extractor::aside(int i) const {
  bool acts = false;
  for (int k = i - 1; k >= 0 && !has(k, g_.comma); --k) {
    acts = acts || syntax_->verb(k);
    if (acts && ((has(k, g_.sub) && !has(k, g_.where)) || has(k, g_.rel))) return true;
  }
  return false;
}

bool Extractor::goes_on(int day, int until) const {
  bool joined = false;
  for (int i = day + 1; i < until && i < count(); ++i) {
    if (has(i, g_.comma)) return false;
    joined = joined || (has(i, g_.conj) && syntax_->verb(i + 1));
  }
  return joined;
}

Extractor::Spoken Extractor::spoken_before(int i) const {
  Spoken spoken = spoken_;
  auto& day = spoken.day;
  for (int k = 0; k < i; ++k) {
    if (!has(k, g_.date)) continue;
    int verb = k - 1;
    while (has(verb, g_.prep) || has(verb, g_.adv)) --verb;
    if (has(verb - 1, g_.say)) --verb;   // "told senators on Thursday"
    if (has(verb, g_.say) && syntax_->verb(verb)) continue;
    if (day && aside(k) && !goes_on(k, i)) continue;
    const auto& when = a_.dates[static_cast<std::size_t>(item(k).ref)];
    auto days = resolve(when, Tense::none, a_.published, day, spoken.period);
    if (const int v = syntax_->verb_before(k); v >= 0 && syntax_->verb(v)) {
      if (when.kind == When::Kind::weekday && when.shift == 0) by_own_verb(syntax_->scope(v).tense, days);
      if (when.kind == When::Kind::calendar && when.year == 0 && when.day != 0) year_by_own_verb(syntax_->scope(v).tense, days);
    }
    const auto& found = days.from;
    if (found) spoken.period = found;
    if (found && day && found->precision != Edtf::Precision::day && (*day < found->first || found->last < *day)) day.reset();
    if (found && found->precision == Edtf::Precision::day) day = found->first;
  }
  return spoken;
}

Days Extractor::resolved(int date, Tense tense) const {
  const auto spoken = spoken_before(date);
  return resolve(a_.dates[static_cast<std::size_t>(item(date).ref)], tense, a_.published, spoken.day, spoken.period);
}

std::optional<Edtf> Extractor::before_the_rest(const Found& f) const {
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

void Extractor::by_own_verb(Tense tense, Days& d) const {
  if (!d.from || !a_.published) return;
  const auto day = d.from->first;
  const int weeks = tense == Tense::future && day < *a_.published ? 1 : tense == Tense::past && day > *a_.published ? -1 : 0;
  const auto move = [&](std::optional<Edtf>& e) { if (e) e = Edtf{e->first + time::days{7 * weeks}, e->last + time::days{7 * weeks}, e->precision}; };
  move(d.from);
  move(d.to);
}

void Extractor::year_by_own_verb(Tense tense, Days& d) const {
  if (!d.from || !a_.published) return;
  const auto apart = (d.from->first - *a_.published).count();
  const int years = tense == Tense::future && apart < -60 ? 1 : tense == Tense::past && apart > 60 ? -1 : 0;
  const auto move = [&](std::optional<Edtf>& e) { if (e) e = Edtf{e->first.plus_years(years), e->last.plus_years(years), e->precision}; };
  move(d.from);
  move(d.to);
}

int Extractor::length_of_stay(const Found& f) const {   // "two-day visit"
  for (int i = std::max(0, f.first - 5); i + 1 < std::min(count(), f.last + 6); ++i)
    if (has(i, g_.number) && has(i + 1, g_.unit_day) && a_.tokens[static_cast<std::size_t>(item(i + 1).first)].joined && item(i).value > 0 && item(i).value < 60) return item(i).value;
  return 0;
}

void Extractor::note_stay() {
  for (int i = 0; i + 2 < count(); ++i)
    if (has(i, g_.number) && has(i + 1, g_.unit_day) && has(i + 2, g_.visit) && a_.tokens[static_cast<std::size_t>(item(i + 1).first)].joined && item(i).value > 0 && item(i).value < 60)
      stays_.push_back({number_, item(i).value});
}

void Extractor::note_ends(int visit) {
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

void Extractor::note_dated_visit() {
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

bool Extractor::finer_day(const Days& d, const Claim& c) {
  return !c.from || (d.from->precision < c.from->precision && d.from->first >= c.from->first && d.from->last <= c.from->last);
}

void Extractor::place_stays() {
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

int Extractor::opening_day() const {
  int opening = -1;
  for (int i = 0; i < count(); ++i) {
    if (!has(i, g_.date)) continue;
    if (opening >= 0 || i > 1 || !has(i + 1, g_.comma) || a_.dates[static_cast<std::size_t>(item(i).ref)].relation != When::Relation::at) return -1;
    opening = i;
  }
  return opening;
}

bool Extractor::long_past(const Found& f) const {
  for (int i = std::max(0, f.first - 2); i < f.last; ++i) {
    if (!has(i, g_.date)) continue;
    const auto day = resolved(i, Tense::none).from;
    if (day && a_.published && day->last + time::days{20} < *a_.published) return true;
  }
  return false;
}

void Extractor::days(const Found& f, Mention& m) {
  day_item_ = -1;
  if (m.claim.kind == Kind::obligation || m.claim.kind == Kind::first_visit) return;   // the days are of something else
  if (m.claim.kind == Kind::membership && (m.claim.value == "count" || f.pattern->emit.state == "journey" || (f.verb < 0 && m.claim.value != "withdrawing"))) return;
  if (m.claim.kind == Kind::membership && m.claim.value == "party" && !f.pattern->emit.scoped && f.pattern->emit.leans.empty()) return;   // "a warrant issued last year obliges members, Kenya among them"
  const auto tense = f.verb < 0 && f.scope.tense == Tense::none && followed_by_past(f) ? Tense::past : f.scope.tense;
  auto picked = days_of(f, tense);
  if (!picked.found)
    if (const auto day = before_the_rest(f)) { picked.days = {*day, std::nullopt}; picked.found = true; }
  if (!picked.found && f.verb >= 0 && f.scope.tense == Tense::past && !f.scope.perfect && (m.claim.kind == Kind::travel || m.claim.kind == Kind::arrest))
    if (const int i = opening_day(); i >= 0) {
      picked.days = resolved(i, Tense::past);
      picked.found = picked.days.from.has_value();
      picked.item = i;
    }
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

void Extractor::year_of_the_story(Mention& m) const {
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

void Extractor::own_day(const Found& f, std::int16_t state, Mention& m) const {
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

void Extractor::told_of_one(const Found& f, std::int16_t state, Mention& m) const {
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

void Extractor::remember_event(const Found& f) {
  const auto picked = days_of(f, Tense::none);
  if (!picked.found) return;
  Event e{.state = -1, .days = picked.days, .sentence = number_};
  for (const int i : f.places) if (item(i).state >= 0) e.state = item(i).state;
  if (e.state < 0)
    for (int i = 0; i < count(); ++i) if (has(i, g_.place) && has_prep_before(i)) e.state = item(i).state;
  events_.push_back(e);
}

void Extractor::place_events() {
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

}  // namespace dedere::read
