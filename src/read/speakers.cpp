#include "read/speakers.hpp"

#include <algorithm>

namespace dedere::read {

void Speakers::read(const Sentence& sentence, const Syntax& syntax) {
  s_ = &sentence;
  syntax_ = &syntax;
  found_.clear();
  told_human_ = told_body_ = {};
  if (sentence.paragraph != paragraph_) { paragraph_ = sentence.paragraph; quoting_ = false; }
  for (int i = 0; i < count(); ++i)
    if (has(i, g_.say) && !has(i, g_.citing) && syntax.verb(i) && !qualifies(i)) said(i);
  sources();
  // A quotation left open goes on in the next sentence of its paragraph.
  int quotes = 0, first_quote = -1;
  for (int i = 0; i < count(); ++i)
    if (has(i, g_.quote)) { ++quotes; if (first_quote < 0) first_quote = i; }
  carried_ = quoting_;
  if (quoting_ && found_.empty()) {
    found_.push_back(quoted_);
    found_.back().first = 0;
    found_.back().last = first_quote < 0 ? count() : first_quote;
    found_.back().verb = -1;
  }
  if (!found_.empty()) quoted_ = found_.front();
  if (quotes % 2 == 1) quoting_ = !quoting_;
  remember();
}

const Attribution* Speakers::of(int i) const {
  const Attribution *before = nullptr, *after = nullptr, *source = nullptr;
  for (const auto& a : found_) {
    if (i < a.first || i >= a.last || !a.states) continue;
    if (a.verb < 0) source = source == nullptr ? &a : source;
    else if (a.verb < i && (before == nullptr || a.verb > before->verb)) before = &a;
    else if (a.verb >= i && (after == nullptr || a.verb < after->verb)) after = &a;
  }
  return before != nullptr ? before : after != nullptr ? after : source;
}

bool Speakers::court_says(int i) const {
  return std::ranges::any_of(found_, [&](const Attribution& a) { return a.court && (a.verb == i || (i >= a.first && i < a.last)); });
}

const Attribution* Speakers::by_verb(int verb) const {
  for (const auto& a : found_) if (a.verb == verb) return &a;
  return nullptr;
}

// Who or what may say something.
bool Speakers::speaks(int i) const {
  if (has(i, g_.court_warrant)) return false;
  for (const auto c : {g_.person, g_.other, g_.government, g_.nation, g_.speaker, g_.org, g_.warrant, g_.they, g_.it, g_.he, g_.she, g_.named, g_.say_noun, g_.bare_title, g_.national_court, g_.chamber, g_.judge}) if (has(i, c)) return true;
  if (i == 0 && has(i, g_.word) && a_.tokens[static_cast<std::size_t>(item(i).first)].capitalised()) return true;   // "Critics say"
  return has(i, g_.place) && !has(i, g_.soil);
}

bool Speakers::pronoun(int i) const {
  return has(i, g_.he) || has(i, g_.she) || has(i, g_.it) || has(i, g_.they) || has(i, g_.here) || ((has(i, g_.person) || has(i, g_.other)) && item(i).value == 8 && item(i).last - item(i).first == 1);
}

Speakers::Sort Speakers::sort(int i) const {
  if (has(i, g_.he) || has(i, g_.she) || has(i, g_.person) || has(i, g_.other) || has(i, g_.bare_title)) return Sort::human;
  if ((has(i, g_.speaker) && !has(i, g_.body)) || (has(i, g_.word) && !has(i, g_.org))) return Sort::human;
  return Sort::body;
}

// "for alleged crimes", "a declared aim"
bool Speakers::qualifies(int v) const { return has(v, g_.participle) && (has(v - 1, g_.prep) || has(v - 1, g_.of) || has(v - 1, g_.det)); }

// Where a noun phrase ends.
bool Speakers::edge(int i) const {
  return i < 0 || i >= count() || syntax_->verb(i) || syntax_->breaks(i) || has(i, g_.comma) || has(i, g_.quote) || has(i, g_.prep) || has(i, g_.of) || has(i, g_.to) || has(i, g_.be) || has(i, g_.have) || has(i, g_.conj) ||
         has(i, g_.rel) || has(i, g_.date) || has(i, g_.adv) || has(i, g_.open) || has(i, g_.close) || has(i, g_.passive_by) || has(i, g_.neg) || has(i, g_.after) || has(i, g_.before) || has(i, g_.since);
}

// Inside a quotation of this sentence.
bool Speakers::quoted(int i) const {
  int quotes = quoting_ ? 1 : 0;
  for (int k = 0; k < i; ++k) quotes += has(k, g_.quote);
  return quotes % 2 == 1;
}

// Where the noun phrase of this head begins: "a National Security Council" + spokesman.
int Speakers::phrase_begin(int head) const {
  const bool name = has(head, g_.person) || has(head, g_.place) || (has(head, g_.other) && has(head, g_.named));
  int i = head;
  if (pronoun(head)) return i;
  while (i > 0) {
    const int k = i - 1;
    if (has(k, g_.det) && !has(k, g_.rel)) { i = k; break; }
    const bool inside = (!name && has(k, g_.place)) || has(k, g_.adj) || has(k, g_.nation) || item(k).owns || has(k, g_.government) || has(k, g_.person_adj) || has(k, g_.org) || has(k, g_.speaker) || has(k, g_.number) || has(k, g_.named);
    if (edge(k) || (!inside && (name || has(k, g_.person) || has(k, g_.other) || has(k, g_.place)))) break;
    i = k;
  }
  // "Paul Smith, deputy president": the name before its title
  if (has(i - 1, g_.comma) && (has(i - 2, g_.other) || has(i - 2, g_.person)) && (i == 2 || syntax_->breaks(i - 3))) return i - 2;
  return i;
}

// The noun phrase to the right, up to a mark or a verb.
int Speakers::phrase_end(int i) const {
  int end = i;
  while (end < count() && end - i < 14 && !has(end, g_.comma) && !has(end, g_.quote) && !has(end, g_.end) && !has(end, g_.rel) && !has(end, g_.open) && !has(end, g_.dash) && !has(end, g_.semicolon) &&
         !has(end, g_.say) && !(end > i && (has(end, g_.be) || has(end, g_.have) || (syntax_->verb(end) && !item(end).has(g_.ing) && !item(end).has(g_.participle)))))
    ++end;
  return end;
}

// The head of the noun phrase that begins at `i`: the last word that may speak before anything hangs on it, or -1.
int Speakers::head_from(int i, int end) const {
  int head = -1;
  for (int k = i; k < end && (!edge(k) || has(k, g_.adv)); ++k) {
    if (has(k, g_.court_warrant)) return -1;
    if (speaks(k) && !item(k).owns && !(has(k, g_.named) && has(k + 1, g_.number))) head = k;   // not "Article 86"
  }
  return head;
}

std::string Speakers::words(int first, int last) const {
  const auto loose = [&](int i) { return has(i, g_.quote) || has(i, g_.comma) || has(i, g_.date) || has(i, g_.adv) || has(i, g_.have) || has(i, g_.be) || has(i, g_.end) || has(i, g_.prep) || has(i, g_.conj) || has(i, g_.rel); };
  while (first < last && loose(first) && !has(first, g_.det)) ++first;
  while (last > first && loose(last - 1)) --last;
  return first >= last ? std::string() : std::string(a_.slice(item(first).first, item(last - 1).last));
}

Speakers::Who Speakers::named(int first, int last) const {
  Who who{.name = words(first, last), .persons = {}};
  bool prosecutes = false;
  for (int i = first; i < last; ++i) {
    if (has(i, g_.person)) who.persons.push_back(item(i).ref);
    who.court = who.court || (has(i, g_.warrant) && !has(i, g_.court_warrant)) || has(i, g_.national_court) || has(i, g_.judge);
    prosecutes = prosecutes || has(i, g_.prosecutor);
  }
  who.court = who.court && !prosecutes;
  who.known = !who.name.empty();
  return who;
}

// Whom a pronoun stands for that says something. Between whom the reader takes it for and who spoke or acted last, only where both agree or one is silent.
Speakers::Who Speakers::meant(int head) const {
  if (has(head, g_.first_person)) return {};
  const auto how = sort(head);
  const auto& here = how == Sort::human ? told_human_ : told_body_;
  // "The court said it", not `"The court is wrong," it said`.
  const bool own_clause = head == 0 || !(has(head - 1, g_.comma) || has(head - 1, g_.quote));
  if (own_clause && here.known) return here;
  if (own_clause)
    if (auto subject = subject_before(head, how); subject.known) return subject;
  const auto& before = how == Sort::human ? human_ : body_;
  const bool wanted = has(head, g_.person);
  for (int i = head + 1; i < count() && i < head + 6; ++i)   // "He assured Ann" is not Ann
    if (has(i, g_.person) && syntax_->verb(i - 1) && std::ranges::find(before.persons, item(i).ref) != before.persons.end()) return {};
  if (before.known && (before.age == 1 || !wanted) && before.age <= 3) return before;
  if (!wanted || (before.known && std::ranges::find(before.persons, item(head).ref) == before.persons.end())) return {};
  const auto& p = r_.gazetteer.persons[static_cast<std::size_t>(item(head).ref)];
  if (!own_clause) return {};   // "Ann would not be arrested, he said"
  return {.name = p.name, .persons = {item(head).ref}, .known = true};
}

// The subject of a clause before item `i` that is not inside a quotation: "France has not confirmed that, but it has said".
Speakers::Who Speakers::subject_before(int i, Sort how) const {
  for (int v = i - 1; v > 0; --v) {
    if ((!syntax_->verb(v) && !has(v, g_.be)) || quoted(v)) continue;
    const auto subject = syntax_->scope(v).subject;
    if (subject.heads.empty() || subject.relative || subject.first >= v) continue;
    const int head = subject.heads.back();
    if (!pronoun(head) && speaks(head) && sort(head) == how) return named(phrase_begin(head), head + 1);
  }
  return {};
}

// "held that", "found the state had", "…, the judges found": something is said, and not held or found.
bool Speakers::tells_that(int verb) const {
  if (!has(verb, g_.that_only)) return true;
  int i = verb + 1;
  while (has(i, g_.date) || has(i, g_.adv)) ++i;
  if (i >= count() || has(i, g_.rel) || has(i, g_.quote) || has(i, g_.colon) || has(i, g_.end)) return true;
  for (int v = i + 1; v < count() && !syntax_->breaks(v) && !has(v, g_.comma); ++v)
    if (syntax_->verb(v) && !item(v).has(g_.ing)) {
      const auto& subject = syntax_->scope(v).subject;
      return !subject.relative && subject.first >= i && subject.first <= i + 1;
    }
  return false;
}

// "After Kenya let her go, the court said that members must": what is said follows the verb, and the clause before is not part of it.
bool Speakers::goes_on(int verb) const {
  for (int v = verb + 1; v < count() && !has(v, g_.quote) && !has(v, g_.end) && !has(v, g_.comma); ++v) {
    if (has(v, g_.that_word) && !has(v, g_.det)) return true;
    if ((!syntax_->verb(v) && !has(v, g_.be) && !has(v, g_.have) && !has(v, g_.would)) || item(v).has(g_.ing)) continue;
    const auto& subject = syntax_->scope(v).subject;
    return !subject.heads.empty() && !subject.relative && subject.first > verb;
  }
  return false;
}

// The same speaker says more by another verb.
void Speakers::add_same(Attribution same, int verb) {
  same.first = verb + 1;
  same.last = count();
  same.verb = verb;
  same.via.clear();
  same.states = tells_that(verb);
  found_.push_back(std::move(same));
}

// Who said what item `i` is a part of: the nearest saying verb before it, in words of the article's own.
const Attribution* Speakers::said_before(int i) const {
  const Attribution* found = nullptr;
  for (const auto& a : found_) if (a.verb >= 0 && a.verb < i && a.first <= i && i < a.last && syntax_->verb(a.verb) && (found == nullptr || a.verb > found->verb)) found = &a;
  return found;
}

bool Speakers::closes_after(int i) const {
  for (int k = i + 1; k < count(); ++k) if (has(k, g_.quote)) return true;
  return false;
}

void Speakers::said(int v) {
  auto scope = syntax_->scope(v);
  if (scope.unreal() || scope.tense == Tense::future) return;
  auto subject = scope.subject;
  if (scope.governor >= 0 && quoted(scope.governor) && !quoted(v)) {   // `hoped that they "will do so" and called on them`: whoever hoped
    const Attribution* before = nullptr;
    for (const auto& a : found_) if (a.verb >= 0 && a.verb < scope.governor && (before == nullptr || a.verb > before->verb)) before = &a;
    if (before == nullptr) return;
    return add_same(*before, v);
  }
  if (!subject.heads.empty() && has(subject.heads.back(), g_.say_noun) && item(v).has(g_.ing)) {   // "issued a statement urging"
    const int issued = syntax_->verb_before(subject.first);
    if (issued < 0 || has(issued, g_.receives)) return;
    subject = syntax_->scope(issued).subject;
    if (subject.heads.empty() || !speaks(subject.heads.back())) return;
    return add(phrase_begin(subject.heads.front()), issued, subject.heads.back(), v + 1, count(), v);
  }
  if ((has(v - 1, g_.comma) || has(v - 1, g_.quote)) && !has(v, g_.urges) && !item(v).has(g_.ing))   // `…, reported the agency.`
    if (const int end = phrase_end(v + 1); end > v + 1 && (end >= count() || has(end, g_.end)))
      if (const int head = head_from(v + 1, end); head == end - 1) return add(v + 1, end, head, 0, v, v);
  if (!subject.heads.empty() && subject.first < v) {
    int head = subject.heads.back();
    if (!speaks(head) && subject.heads.size() == 1)   // "a source familiar with the plans"
      if (const int known = head_from(subject.first, head); known >= 0 && has(known, g_.speaker)) head = known;
    if (quoted(head) && closes_after(v) && !has(head, g_.warrant)) return;   // nothing inside a quotation is its speaker, but a court quoted
    if (has(v - 1, g_.conj) || (item(v).has(g_.ing) && has(v - 1, g_.comma)))   // "said the court was wrong, adding that", "but added that": nobody told between adds it
      if (const auto* before = said_before(subject.first); before != nullptr) {
        if (has(v, g_.adds)) add_same(*before, v);
        return;
      }
    if (!speaks(head) || has(head, g_.here) || subject.relative || scope.negated || scope.passive || has(v - 1, g_.rel)) return;
    int first = pronoun(head) ? head : phrase_begin(std::min(head, subject.heads.front()));
    while (subject.heads.size() > 1 && first > 1 && has(first - 1, g_.of) && !edge(first - 2)) first = phrase_begin(first - 2);   // "the leaders of Kenya and Chad"
    if (has(first - 1, g_.conj) && subject.heads.size() == 1 && !pronoun(head)) {
      if (has(0, g_.other) && has(1, g_.comma) && syntax_->verb_before(v) < 0) return add(0, 1, 0, v + 1, count(), v);   // "Ann Roe, director for the Horn and the Lakes said"
      if (first > 1 && speaks(first - 2) && !has(first - 2, g_.date)) first = phrase_begin(first - 2);   // "Kenya and rights groups"
    }
    const int before = has(first - 1, g_.rel) ? -1 : first - 1;
    if (has(before, g_.cond) || has(before, g_.before)) return;
    const bool after = has(before, g_.quote) || (has(before, g_.comma) && !goes_on(v));
    return add(first, scope.governor >= 0 ? head + 1 : v, head, after ? 0 : v + 1, count(), v);
  }
  if (has(v - 1, g_.comma) || has(v - 1, g_.quote)) {   // `…," said Ann Roe`
    const int end = phrase_end(v + 1);
    if (const int head = head_from(v + 1, end); head >= 0) add(v + 1, end, head, 0, v, v);
  }
}

// "The minister, during his visit," "the chamber, asked by Kenya,": no more of who speaks.
bool Speakers::aside(int i) const {
  return has(i, g_.prep) || has(i, g_.adv) || has(i, g_.date) || has(i, g_.sub) || has(i, g_.passive_by) || syntax_->verb(i) || has(i, g_.during) || has(i, g_.after) || has(i, g_.before) || has(i, g_.since);
}

void Speakers::add(int first, int last, int head, int from, int to, int verb) {
  for (int i = head + 1; i < last; ++i)   // "the ministry, which …, said"
    if (has(i, g_.rel) || has(i, g_.open) || (has(i, g_.comma) && aside(i + 1))) { last = i; break; }
  for (int i = first; i < last; ++i)   // no noun phrase
    if (has(i, g_.first_person) || has(i, g_.neg) || has(i, g_.sub) || has(i, g_.cond) || has(i, g_.deontic) || has(i, g_.possible)) return;
  const auto who = pronoun(head) ? meant(head) : named(first, last);
  auto& told = sort(head) == Sort::human ? told_human_ : told_body_;
  if (who.known && !quoted(head)) told = who;
  found_.push_back({.first = from, .last = to, .speaker = who.name, .via = {}, .persons = who.persons, .verb = verb, .states = tells_that(verb) && !syntax_->scope(verb).infinitive, .court = who.court});
}

// "Kenya's announcement that it will leave": whoever announces it.
void Speakers::told_by_noun(int noun) {
  int that = noun + 1;
  while (has(that, g_.date) || has(that, g_.adv)) ++that;
  if (!has(that, g_.that_word) || syntax_->verb(that + 1)) return;
  const auto owners = syntax_->owner(noun);
  if (owners.empty() || !speaks(owners.back()) || quoted(owners.back())) return;
  const auto who = pronoun(owners.back()) ? meant(owners.back()) : named(phrase_begin(owners.front()), owners.back() + 1);
  found_.push_back({.first = that + 1, .last = count(), .speaker = who.name, .via = {}, .persons = who.persons, .verb = noun, .court = who.court});
}

// "According to the ministry", "Bloomberg reported, citing officials".
void Speakers::sources() {
  for (int i = 0; i < count(); ++i) if (has(i, g_.told_noun) && !syntax_->verb(i)) told_by_noun(i);
  for (int i = 0; i < count(); ++i) {
    if (!has(i, g_.according) && !has(i, g_.citing)) continue;
    const int end = phrase_end(i + 1);
    const int head = head_from(i + 1, end);
    if (head < 0 || pronoun(head)) continue;
    const auto who = named(i + 1, end);
    if (!who.known) continue;
    if (has(i, g_.according)) {
      found_.push_back({.first = 0, .last = count(), .speaker = who.name, .via = {}, .persons = who.persons, .verb = -1, .court = who.court});
      continue;
    }
    Attribution* reports = nullptr;
    for (auto& a : found_) if (a.verb >= 0 && a.verb < i && a.via.empty() && (reports == nullptr || a.verb > reports->verb)) reports = &a;
    if (reports == nullptr || syntax_->verb_before(i) != reports->verb) continue;
    reports->via = reports->speaker;
    reports->speaker = who.name;
    reports->persons = who.persons;
  }
}

// Who spoke in this sentence, or else whom it is about.
void Speakers::remember() {
  if (s_->block != Sentence::Block::body) return;
  if (!carried_) {   // a quotation that goes on is told by the same
    ++human_.age;
    ++body_.age;
  }
  for (const auto how : {Sort::human, Sort::body}) {
    const auto& told = how == Sort::human ? told_human_ : told_body_;
    if (told.known) { last(how) = told; last(how).age = 1; }
  }
  if (told_human_.known || told_body_.known || quoting_) return;
  for (int i = 0; i < count(); ++i) {
    if ((!syntax_->verb(i) && !has(i, g_.be) && !has(i, g_.do_) && !has(i, g_.have) && !has(i, g_.would)) || quoted(i)) continue;
    const auto subject = syntax_->scope(i).subject;
    if (subject.heads.empty() || subject.relative) continue;
    const int head = subject.heads.back();
    if (pronoun(head) || !speaks(head)) return;
    auto& acting = last(sort(head));
    acting = named(phrase_begin(head), head + 1);
    acting.age = 1;
    return;
  }
}

}  // namespace dedere::read
