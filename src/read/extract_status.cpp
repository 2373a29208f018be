// Planned, under way, over or not at all: by the tense of the verb, or by what stands beside a noun.
#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

using time::Edtf;

bool Extractor::plan_named(const Found& f) const {
  if (syntax_->verb(f.anchor) || !has(f.anchor, g_.visit)) return false;
  for (int i = f.anchor - 1; i >= 0 && i >= f.anchor - 3; --i) if (has(i, g_.planned_mod) && !has(i, g_.future)) return true;
  return false;
}

bool Extractor::followed_by_past(const Found& f) const {
  for (int i = f.last; i < count() && !syntax_->breaks(i) && !has(i, g_.comma) && !has(i, g_.rel); ++i)
    if (syntax_->verb(i)) return syntax_->scope(i).tense == Tense::past;
  return false;
}

bool Extractor::status(const Found& f, bool negated, Mention& m) {
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
  else if (tense == Tense::past && arrives && !(when_clause(f) && !m.dated) && recent(m, f.scope.perfect && emit.status != "begun", f.scope.perfect && !f.scope.pluperfect && emit.status == "begun")) c.status = Status::under_way;
  else if (tense == Tense::past) c.status = Status::occurred;
  else if (f.verb >= 0 && f.scope.ing) c.status = arrives && recent(m, f.scope.perfect, false) ? Status::under_way : Status::occurred;
  else c.status = std::nullopt;   // the journey is named, not told
  return true;
}

bool Extractor::leaves(Mention& m) {
  m.departed = m.dated = false;
  m.claim.to = m.claim.from;
  m.claim.from.reset();
  return true;
}

bool Extractor::first_to(const Found& f) const {
  if (!has(f.scope.governor, g_.be)) return false;
  for (int i = f.scope.governor + 1; i < f.verb; ++i) if (has(i, g_.ordinal)) return true;
  return false;
}

bool Extractor::scheduled(const Found& f) const {
  if (has(f.verb, g_.be) || f.scope.progressive || f.scope.passive || f.scope.ing) return false;
  if (has(f.scope.subject.first - 1, g_.when) || has(f.scope.subject.first - 1, g_.before) || has(f.scope.subject.first - 1, g_.after)) return true;
  return f.pattern->emit.status == "arrive" && has(f.verb, g_.third);
}

bool Extractor::by_video(const Found& f) const {
  for (int i = f.first; i < count() && (i < f.last || !syntax_->breaks(i)); ++i) if (has(i, g_.video)) return true;
  for (int i = f.first - 1; i >= 0 && !syntax_->breaks(i) && !has(i, g_.comma); --i) if (has(i, g_.video)) return true;
  return false;
}

bool Extractor::recent(const Mention& m, bool perfect, bool now) const {
  if (m.retrospective) return false;
  const bool long_before = spoken_.day && a_.published && *spoken_.day + time::days{3} < *a_.published;   // a story told from its beginning
  if (!m.dated) return (m.sentence <= 4 && !perfect && !long_before) || now;
  return a_.published && m.claim.from->precision == Edtf::Precision::day && m.claim.from->first + time::days{2} >= *a_.published;
}

bool Extractor::when_clause(const Found& f) const { return f.verb >= 0 && has(f.scope.subject.first - 1, g_.when); }

Tense Extractor::main_tense(const Found& f) const {
  for (int i = f.last; i < count(); ++i)
    if (syntax_->verb(i)) return syntax_->scope(i).tense;
  const int before = syntax_->verb_before(f.first);
  return before >= 0 ? syntax_->scope(before).tense : Tense::none;
}

bool Extractor::will_before(int i) const {
  const int before = syntax_->verb_before(i);
  return before >= 0 && syntax_->verb(before) && !has(i, g_.after) && syntax_->scope(before).tense == Tense::future;
}

Tense Extractor::by_context(const Found& f, Mention& m) const {
  for (int i = std::max(0, f.first - 5); i < f.last; ++i) {
    if (has(i, g_.planned_mod)) return Tense::future;
    if (has(i, g_.midway)) return Tense::present;
    if (has(i, g_.past_mod)) { m.retrospective = true; return Tense::past; }
  }
  for (int i = f.anchor - 1; i >= std::max(0, f.anchor - 6); --i) {
    if (has(i, g_.before)) return Tense::future;
    if (has(i, g_.topic) && any(g_.refers)) return Tense::past;   // "reports Kenya over a visit"
    if (has(i, g_.during) || has(i, g_.after)) return main_tense(f) == Tense::future || will_before(i) ? Tense::future : Tense::past;   // "following" is a verb, too
    if (syntax_->verb(i) || has(i, g_.comma)) break;
  }
  return Tense::none;
}

}  // namespace dedere::read
