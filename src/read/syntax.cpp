#include "read/syntax.hpp"

#include <algorithm>

namespace dedere::read {

Syntax::Syntax(const Reader::Inside& reader, const Sentence& sentence) : g_(reader.grammar), s_(sentence) {
  verbs_.resize(sentence.items.size());
  for (int i = 0; i < count(); ++i) verbs_[static_cast<std::size_t>(i)] = acts(i);
}

// What may stand before a bare verb form: "to", "will", "did", "refused to".
bool Syntax::operates(int i) const {
  return has(i, g_.to) || has(i, g_.no_intention) || has(i, g_.future) || has(i, g_.would) || has(i, g_.possible) || has(i, g_.deontic) || has(i, g_.do_) || has(i, g_.refuse);
}

// A word that belongs to the inside of a noun phrase, before its head.
bool Syntax::inside(int i) const {
  return i >= 0 && i < count() && (has(i, g_.det) || has(i, g_.adj) || has(i, g_.nation) || has(i, g_.ordinal) || has(i, g_.number) || has(i, g_.person_adj) || item(i).owns ||
         has(i, g_.his) || has(i, g_.its) || has(i, g_.their) || has(i, g_.former));
}

bool Syntax::nominal(int i) const {
  return has(i, g_.person) || has(i, g_.other) || has(i, g_.place) || has(i, g_.bare_title) || has(i, g_.he) || has(i, g_.she) || has(i, g_.they) || has(i, g_.it) || has(i, g_.government);
}

// "Had a brief conversation": no helper, but the verb itself.
bool Syntax::governs_noun(int i) const {
  int n = i + 1;
  while (has(n, g_.adv) || has(n, g_.date)) ++n;
  return has(n, g_.det) && !has(n, g_.neg);
}

// "In 2017 judges …": a day with which the sentence begins, no subject before it.
bool Syntax::opens(int day) const {
  int i = day - 1;
  while (has(i, g_.prep) || has(i, g_.date) || has(i, g_.adv) || has(i, g_.det)) --i;
  return i < 0;
}

bool Syntax::acts(int i) const {
  const auto& it = item(i);
  if (it.owns) return false;
  if (!it.has(g_.verb)) return it.has(g_.have) && governs_noun(i);
  int p = i - 1;
  while ((has(p, g_.adv) || has(p, g_.neg) || has(p, g_.quote)) && !operates(p)) --p;
  if (it.has(g_.have)) {   // "have ratified": a helper, no verb of its own
    int n = i + 1;
    while (has(n, g_.adv) || has(n, g_.neg)) ++n;
    if (has(n, g_.participle) || has(n, g_.be)) return false;
  }
  const bool noun = it.has(g_.name);   // also a noun
  if (operates(p) && it.has(g_.base)) return true;
  if (it.has(g_.past) || it.has(g_.participle)) {
    const bool modifier = inside(p) && !has(p, g_.nation) && i + 1 < count() && (has(i + 1, g_.word) || has(i + 1, g_.name) || has(i + 1, g_.adj) || has(i + 1, g_.nation) || has(i + 1, g_.place) || has(i + 1, g_.ordinal));
    const bool governed = (has(p, g_.prep) || has(p, g_.of)) && !has(p, g_.to) && !has(p, g_.sub) && i + 1 < count() && (has(i + 1, g_.word) || has(i + 1, g_.name)) && !has(i + 1, g_.prep);   // "for alleged crimes"
    return !(modifier || governed) || has(p, g_.have) || has(p, g_.be);
  }
  if (it.has(g_.ing) && inside(p) && !item(p).owns && !noun && i + 1 < count() && has(i + 1, g_.name) && !has(i + 1, g_.verb)) return false;   // "a working visit"
  if (it.has(g_.ing)) return !(noun && (inside(p) || has(p, g_.word) || has(p, g_.name) || has(p, g_.date) || has(p, g_.comma))) || has(p, g_.be);
  if (it.has(g_.third)) {
    if (p < 0 || inside(p) || has(p, g_.prep)) return false;
    return !noun || nominal(p) || has(p, g_.rel) || (has(p, g_.date) && !opens(p)) || has(p, g_.comma) || (has(p, g_.court) && (inside(i + 1) || nominal(i + 1)));   // "the court reports Kenya"
  }
  if (p < 0) return i + 1 < count() && (has(i + 1, g_.person) || has(i + 1, g_.place)) && !noun;
  if (inside(p) || has(p, g_.prep)) return false;
  if (noun && has(p, g_.conj) && (has(i + 1, g_.they_object) || (has(i + 1, g_.person) && !item(i + 1).owns))) return true;   // "comply and arrest him"
  return !noun && (nominal(p) || has(p, g_.rel) || has(p, g_.conj) || has(p, g_.chamber) || has(p, g_.members));   // "judges refer", "members include"
}

bool Syntax::breaks(int i) const { return has(i, g_.semicolon) || has(i, g_.end) || has(i, g_.sub) || has(i, g_.cond) || has(i, g_.colon) || has(i, g_.dash); }

std::vector<int> Syntax::list(int i, Class of, int& end) const {
  std::vector<int> found;
  end = i;
  int at = i, last_comma = -1;
  bool joined = false;
  while (at < count()) {
    while (has(at, g_.det) || (has(at, g_.adj) && at + 1 < count())) ++at;
    if (!has(at, of) || item(at).owns) break;
    found.push_back(at);
    end = ++at;
    int next = at;
    if (of == g_.place && has(next, g_.date)) {   // "to Kenya in May, Chad in June and to Malawi in July"; not "to Kenya in May and Chad has asked"
      int more = next + 1;
      if (has(more, g_.comma)) ++more;
      if (has(more, g_.conj)) ++more;
      if (more > next + 1 && ((has(more, g_.loc) && has(more - 1, g_.conj)) || (has(more, g_.place) && has(more + 1, g_.date)))) ++next;
    }
    if (has(next, g_.comma)) ++next;
    const bool conj = has(next, g_.conj) || has(next, g_.neither);
    if (conj) ++next;
    if (next == at) break;
    joined = joined || conj;
    if (!conj) last_comma = at;
    while (has(next, g_.adv)) ++next;
    // "to Kenya and then to Chad": the preposition again
    if (of == g_.place && i > 0 && has(next, g_.loc) && item(next).entry == item(i - 1).entry) ++next;
    at = next;
  }
  int after = end;
  while (has(after, g_.adv)) ++after;
  if (!joined && found.size() > 1 && (verb(after) || has(after, g_.be) || has(after, g_.have) || has(after, g_.do_) || has(after, g_.future))) {   // "unlike Kenya, Chad is"
    found.pop_back();
    end = last_comma;
  }
  return found;
}

std::vector<Syntax::Remnant> Syntax::remnants(int day) const {
  std::vector<Remnant> found;
  for (int at = day + 1; at < count();) {
    int n = at;
    if (has(n, g_.comma) || has(n, g_.semicolon)) ++n;
    if (has(n, g_.conj)) ++n;
    if (n == at) break;
    while (has(n, g_.adv)) ++n;
    Remnant r;
    if (has(n, g_.person)) r.person = n++;
    if (has(n, g_.loc)) ++n;
    int end = n;
    r.places = list(n, g_.place, end);
    const auto dated = std::ranges::find_if(r.places, [&](int place) { return has(place + 1, g_.date); });
    if (dated == r.places.end()) break;
    end = *dated + 1;
    r.places.erase(dated + 1, r.places.end());
    r.day = end;
    int after = end + 1;
    while (has(after, g_.adv)) ++after;
    if (verb(after) || has(after, g_.be) || has(after, g_.have) || has(after, g_.do_) || has(after, g_.future) || has(after, g_.would) || has(after, g_.possible) || has(after, g_.deontic)) break;   // a clause of its own
    found.push_back(r);
    at = end + 1;
  }
  return found;
}

std::vector<int> Syntax::object(int v) const {
  int i = v + 1;
  if (has(i, g_.conj) && verb(i + 1)) return object(i + 1);   // "arresting and surrendering Ann"
  while (i < v + 5 && i < count() && (has(i, g_.adv) || has(i, g_.det) || has(i, g_.adj) || has(i, g_.quote))) ++i;
  int end = i;
  for (const auto c : {g_.person, g_.place, g_.other, g_.government, g_.they_object, g_.he_object, g_.it, g_.here})
    if (has(i, c)) {
      auto found = list(i, c, end);
      if (!found.empty()) return found;
      if (has(i, c)) return {i};
    }
  return {};
}

std::vector<int> Syntax::owner(int noun) const {
  int i = noun - 1;
  for (int steps = 0; i >= 0 && steps < 8; ++steps, --i) {
    if (item(i).owns && has(i, g_.date)) break;   // "last month's trip by Ann"
    if (item(i).owns) {
      std::vector<int> found{i};
      // "Ann and Bob's visit"
      if (has(i - 1, g_.conj) && (has(i - 2, g_.person) || has(i - 2, g_.other))) found.insert(found.begin(), i - 2);
      return found;
    }
    if (has(i, g_.person) && i == noun - 1) return {i};   // "the Roe visit"
    if (has(i, g_.adj) || has(i, g_.nation) || has(i, g_.ordinal) || has(i, g_.number) || has(i, g_.word) || has(i, g_.name) || has(i, g_.unit_day) || has(i, g_.place) || has(i, g_.date) ||
        has(i, g_.future) || has(i, g_.participle) || has(i, g_.last) || has(i, g_.next) || has(i, g_.unit_week) || has(i, g_.unit_month) || has(i, g_.quote))
      continue;
    break;
  }
  for (int k = noun + 1; k < noun + 5 && k < count(); ++k) {
    if ((has(k, g_.passive_by) || has(k, g_.of)) && (has(k + 1, g_.person) || has(k + 1, g_.other))) return {k + 1};
    if (breaks(k) || has(k, g_.comma)) break;
  }
  for (int k = noun - 1; k >= 0 && k > noun - 4; --k) if (has(k, g_.date) && item(k).owns) return {k};
  return {};
}

int Syntax::verb_before(int i) const {
  for (int k = i - 1; k >= 0; --k) {
    if (verb(k) || has(k, g_.be)) return k;
    if (has(k, g_.semicolon) || has(k, g_.end)) return -1;
  }
  return -1;
}

// "Ann Roe, secretary of the council,": nothing that acts between the commas, and a name before them.
bool Syntax::apposition(int comma, int end) const {
  if (!nominal(comma - 1) || item(comma - 1).owns) return false;
  for (int k = comma + 1; k < end; ++k)
    if (verb(k) || has(k, g_.be) || has(k, g_.have) || has(k, g_.conj)) return false;
  return end > comma + 1 && (!nominal(comma + 1) || item(comma + 1).owns);
}

// The comma that opens the parenthesis closed by the one at `i`, or -1: "Ann Roe, who leads the country, visited".
int Syntax::opening_comma(int i) const {
  for (int k = i - 1; k >= 0 && i - k < 30; --k) {
    if (has(k, g_.semicolon) || has(k, g_.end)) return -1;
    if (!has(k, g_.comma)) continue;
    const int f = k + 1;
    const bool aside = has(f, g_.rel) || has(f, g_.passive_by) || has(f, g_.det) || has(f, g_.prep) || has(f, g_.number) || has(f, g_.former) || has(f, g_.person) || has(f, g_.other) || has(f, g_.date) || has(f, g_.sub) ||
                       (has(f, g_.verb) && (has(f, g_.participle) || has(f, g_.ing))) || has(f, g_.person_adj) || has(f, g_.adv) || has(f, g_.quote) || has(f, g_.given_name);
    if (aside || apposition(k, i)) return k;
    if (i - k > 12) return -1;
  }
  return -1;
}

// "After the trip" + "a chamber": an article begins a noun phrase.
bool Syntax::begins_phrase(int i) const { return has(i, g_.det) && !has(i, g_.rel) && has(i - 1, g_.name); }

// The noun phrase that ends at `i`, prepositional phrases after its head left out: "the leader of the group on Monday".
Subject Syntax::phrase(int i) const {
  Subject s;
  int at = i;
  for (int steps = 0; at >= 0 && steps < 12; ++steps) {
    while (has(at, g_.date) || has(at, g_.adv) || has(at, g_.quote) || has(at, g_.close)) {
      if (has(at, g_.close)) while (at >= 0 && !has(at, g_.open)) --at;
      --at;
    }
    if (at < 0) return s;
    if (verb(at) || breaks(at) || has(at, g_.comma)) return s;
    int first = at;
    while (first > 0 && !nominal(first) && !begins_phrase(first) && !has(first - 1, g_.prep) && !breaks(first - 1) && !has(first - 1, g_.comma) && !verb(first - 1) && !has(first - 1, g_.conj) &&
           !has(first - 1, g_.rel) && !has(first - 1, g_.say) && !nominal_end(first - 1, first) && !has(first - 1, g_.be) && !has(first - 1, g_.passive_by))
      --first;
    const bool pronoun = nominal(at) && (item(at).value == 8 || has(at, g_.they) || has(at, g_.he) || has(at, g_.she));   // "as they": no preposition
    if (nominal(at)) {
      first = at;
      while (first > 0 && !pronoun && (has(first - 1, g_.det) || has(first - 1, g_.adj))) --first;
    }
    const bool clause = has(first - 1, g_.as_word) && (first == 1 || has(at, g_.person) || has(at, g_.place));   // "As the court said", "just as Ann landed": no preposition
    if (first > 0 && !pronoun && !clause && (has(first - 1, g_.prep) || has(first - 1, g_.passive_by) || has(first - 1, g_.of))) { at = first - 2; continue; }
    s.heads = {at};
    s.first = first;
    break;
  }
  if (s.heads.empty() || !nominal(s.heads[0])) return s;
  if (has(s.heads[0], g_.group)) {
    s.negated = has(s.heads[0], g_.none_of) || has(s.heads[0], g_.neither);
    return s;
  }
  if (has(s.heads[0], g_.they) && s.heads.size() == 1) {   // the list of states named last
    for (int k = s.first - 1; k >= 0; --k) {
      if (!has(k, g_.place)) continue;
      const auto named = phrase(k);
      if (named.heads.size() > 1) s.heads = named.heads;
      break;
    }
    return s;
  }
  // Members of the list before the last one.
  int k = s.first - 1;
  while (k > 0 && (has(k, g_.conj) || has(k, g_.comma) || has(k, g_.neither))) {
    if (has(k, g_.neither) && !has(k, g_.conj)) { s.negated = true; s.first = k; --k; if (!has(k, g_.comma)) { if (nominal(k)) { s.heads.insert(s.heads.begin(), k); s.first = k; --k; } continue; } }
    const bool comma = has(k, g_.comma);
    const int m = !comma && has(k - 1, g_.comma) ? k - 2 : k - 1;   // "A, B, and C"
    if (!nominal(m) || item(m).owns) break;
    if (comma && s.heads.size() == 1) break;   // "When in Kenya, Ann": no list without "and"
    const bool alike = has(m, g_.place) == has(s.heads[0], g_.place);
    if (!alike) break;
    s.heads.insert(s.heads.begin(), m);
    s.first = m;
    k = m - 1;
    while (k >= 0 && (has(k, g_.det) || (item(k).owns && has(k, g_.place) && has(m, g_.other)))) { s.first = k; --k; }   // "Somalia's Ann Smith"
  }
  if (has(s.first - 1, g_.neither)) { s.negated = true; --s.first; }
  return s;
}

bool Syntax::nominal_end(int i, int next) const { return nominal(i) && !item(i).owns && (has(next, g_.det) || has(next, g_.person) || has(next, g_.other)); }

Subject Syntax::subject(int i, int v, int depth, Scope& s) const {
  if (depth > 6) return {};
  const bool ing = (item(v).has(g_.ing) && !s.progressive) || s.being;
  if (ing && !s.being && heads_clause(v)) {   // "arresting Ann would be war": thought of, not told
    s.possible = true;
    return {};
  }
  while (has(i, g_.quote) || has(i, g_.adv) || has(i, g_.date) || (ing && has(i, g_.neg))) --i;   // "by not arresting"
  const bool opens = i < 0 || has(i, g_.prep) || has(i, g_.sub) || (has(i, g_.after) || has(i, g_.before) || has(i, g_.since));
  if (ing && opens) {   // "after stopping in", "Landing in …, Ann met"
    int before = -1;
    for (int k = i - 1; k >= 0; --k) if (verb(k)) { before = k; break; }
    if (before < 0)
      for (int k = v + 1; k < count(); ++k)
        if (has(k, g_.comma)) {
          for (int n = k + 1; n < count() && !breaks(n); ++n)
            if (verb(n) || has(n, g_.be)) { before = n; break; }
          break;
        }
    if (before < 0) return {};
    if (has(i, g_.prep) && !has(i, g_.passive_by) && !has(i, g_.without) && before < i) {   // "criticised Chad on Monday for not arresting": whose deed it is stands before
      int n = i - 1;
      while (has(n, g_.date) || has(n, g_.adv)) --n;
      if (n > before && nominal(n) && !item(n).owns && verb(n - 1) && !has(n, g_.person)) {
        const auto main = scope(before, depth + 1);
        s.governor = before;
        s.tense = main.tense;
        s.conditional |= main.conditional;
        return {{n}, n, false, false};
      }
    }
    s.governor = before;
    if (verb(before)) {
      const auto main = scope(before, depth + 1);
      s.tense = has(i, g_.before) ? Tense::none : main.tense;
      s.conditional |= main.conditional || (has(i, g_.before) && main.negated);   // "not to go before meeting"
      s.possible |= main.possible || main.deontic;
      if (before < v) s.negated |= has(i, g_.without);
      return main.subject;
    }
    Scope unused;
    const auto main = subject(before - 1, before, depth + 1, unused);
    if (main.heads.size() == 1 && has(main.heads[0], g_.it))   // "After visiting Kenya, it is her third journey"
      for (int k = before + 1; k < count() && !breaks(k) && !has(k, g_.comma); ++k) if (has(k, g_.person)) return {{k}, k, false, false};
    return main;
  }
  if (i < 0) return {};
  if (ing && verb(i)) {   // "regretted missing the summit"; of what is only talked about nothing is told: "discussed visiting"
    const auto main = scope(i, depth + 1);
    s.governor = i;
    s.tense = main.tense;
    s.conditional |= main.conditional;
    s.possible |= main.unreal() || !(s.negated || has(v, g_.skips) || has(i, g_.begin));
    return main.subject;
  }
  if (has(i, g_.rel)) {   // "Mongolia, which has not"
    int k = i - 1;
    if (has(k, g_.comma)) --k;
    if (has(k, g_.place) && has(k - 1, g_.of) && has(k - 2, g_.person)) k -= 2;   // "Ann of Kenya, who"
    auto antecedent = nominal(k) ? Subject{{k}, k, false, false} : phrase(k);
    if (antecedent.heads.size() > 1) { antecedent.heads = {antecedent.heads.back()}; antecedent.negated = false; }
    antecedent.relative = true;
    return antecedent;
  }
  if (has(i, g_.conj) || (has(i, g_.comma) && ing)) {   // "visited Kenya and met": the subject of the verb before
    int before = verb_before(i);
    if (ing && has(i, g_.comma))   // past a clause of its own: "left for the first time since the court sought her, travelling to Kenya"
      for (int k = before, steps = 0; k >= 0 && steps < 4; k = verb_before(k), ++steps) {
        const auto clause = scope(k, depth + 1).subject;
        const int opens_clause = clause.first - 1;
        if (clause.heads.empty() || !(clause.relative || has(opens_clause, g_.sub) || has(opens_clause, g_.since) || has(opens_clause, g_.after) || has(opens_clause, g_.before) || has(opens_clause, g_.cond))) { before = k; break; }
      }
    // Past a relative clause: "skipped the meeting in Kenya, which is a member, and missed"
    if (has(i, g_.conj) && has(i - 1, g_.comma))
      for (int k = before; k >= 0; k = verb_before(k)) if (!scope(k, depth + 1).subject.relative) { before = k; break; }
    // Past an infinitive: "urged Kenya to arrest her and stressed"
    if (has(i, g_.conj) && item(v).has(g_.past) && !item(v).has(g_.base))
      for (int steps = 0; before >= 0 && steps < 4 && verb(before) && item(before).has(g_.base) && !item(before).has(g_.past); ++steps) {
        const auto asked = scope(before, depth + 1);
        if (!asked.infinitive && (asked.governor < 0 || !verb(asked.governor) || !scope(asked.governor, depth + 1).infinitive)) break;
        before = verb_before(before);
      }
    // Past a clause in between: "failing to arrest her while she was there and surrender her"
    if (has(i, g_.conj) && !has(i + 1, g_.do_) && item(v).has(g_.base) && !item(v).has(g_.past) && before >= 0 && !(verb(before) && item(before).has(g_.base)))
      for (int k = before, steps = 0; k >= 0 && steps < 4; k = verb_before(k), ++steps)
        if (verb(k) && item(k).has(g_.base) && operates(before_adverbs(k))) { before = k; break; }
    if (before >= 0 && (has(i, g_.conj) || ing)) {
      const auto main = scope(before, depth + 1);
      s.governor = before;
      const bool bare = item(v).has(g_.base) && !item(v).has(g_.past);
      if (main.perfect && main.deontic && v == i + 1 && item(v).has(g_.participle)) { s.deontic = s.perfect = true; s.negated |= main.negated; }   // "should have barred or detained her"
      if (main.passive && item(v).has(g_.participle) && !ing && s.tense != Tense::future && v == i + 1) {   // "was arrested and transferred", "should be arrested and transferred"
        s.passive = true;
        s.conditional |= main.conditional;
        s.possible |= main.possible;
        s.deontic |= main.deontic;
        s.would |= main.would;
        if (main.tense == Tense::future) s.tense = Tense::future;
      }
      if ((bare || ing) && s.tense == Tense::none) s.tense = main.tense;
      if (bare || ing) { s.conditional |= main.conditional; s.possible |= main.possible; s.deontic |= main.deontic; s.negated |= main.negated && (bare || item(before).has(g_.ing)); s.refused |= main.refused && bare; s.infinitive |= main.infinitive && bare; }
      return main.subject;
    }
    return {};
  }
  if (has(i, g_.comma)) {
    if (nominal(i - 1) && has(i - 2, g_.comma) && !has(i - 1, g_.other)) return {{i - 1}, i - 1, false, false};   // "One member, Kenya, has"
    int open = opening_comma(i);
    if (open > 0 && phrase(open - 1).heads.empty())   // "Ann Roe, head of the office for children's rights, who is wanted, visited"
      if (const int first = opening_comma(open); first > 0) open = first;
    if (open > 0) {
      auto named = phrase(open - 1);
      if (named.heads.size() == 1 && has(named.heads[0], g_.other) && has(named.first - 1, g_.comma) && has(named.first - 2, g_.person) && !item(named.first - 2).owns)
        named.heads = {named.first - 2};   // "Ann Roe, Kenya's envoy for peace, who is wanted, visited"
      return named;
    }
    if (i == v - 1 && item(v).has(g_.past))   // "flew to Kenya, spent a day there and left"
      if (const int before = verb_before(i); before >= 0 && item(before).has(g_.past)) {
        const auto main = scope(before, depth + 1);
        if (!main.subject.relative && !main.passive) return main.subject;
      }
    return {};
  }
  return phrase(i);
}

bool Syntax::dated(int v) const {
  for (int i = v + 1; i < count() && i < v + 9 && !breaks(i); ++i) if (has(i, g_.date)) return true;
  return false;
}

// A deed that is itself the subject of what follows it.
bool Syntax::heads_clause(int ing) const {
  if (ing > 0 && !has(ing - 1, g_.rel) && !has(ing - 1, g_.sub) && !has(ing - 1, g_.quote) && !has(ing - 1, g_.say) && !has(ing - 1, g_.conj)) return false;
  for (int i = ing + 1; i < count() && i < ing + 9; ++i) {
    if (has(i, g_.would) || has(i, g_.future) || has(i, g_.possible)) return true;
    if (has(i, g_.comma) || breaks(i) || verb(i) || has(i, g_.be) || has(i, g_.have)) return has(i, g_.be) && !has(i, g_.past);
  }
  return false;
}

int Syntax::before_adverbs(int i) const {
  do --i; while (has(i, g_.adv) || has(i, g_.neg) || has(i, g_.quote));
  return i;
}

Scope Syntax::scope(int v, int depth) const {
  Scope s;
  if (depth > 6) return s;
  const auto& it = item(v);
  s.negated = it.has(g_.neg) || (has(v + 1, g_.neither) && !has(v + 1, g_.conj));   // "isn't", "visited neither Kenya nor Chad"
  bool be = false, have = false, doing = false, future = false, being_past = false, third = false, able = false;
  int i = v - 1;
  for (; i >= 0; --i) {
    const auto& p = item(i);
    if (p.has(g_.quote) && i > 0 && operates(i - 1)) continue;   // would "not be obeyed"
    if (p.has(g_.neg)) s.negated = !s.negated;
    if (p.has(g_.refuse)) s.refused = true;
    if (p.has(g_.no_intention)) { s.refused = true; future = true; }
    if (p.has(g_.future)) future = true;
    if (p.has(g_.would)) s.would = true;
    if (p.has(g_.possible)) { able = able || (p.has(g_.able) && !s.possible); s.possible = true; }
    if (p.has(g_.deontic)) s.deontic = true;
    if (p.has(g_.bare_be) && !(i > 0 && (operates(i - 1) || operates(before_adverbs(i))))) s.deontic = true;   // "ordered that he be detained"
    if (p.has(g_.be)) { be = be || i >= v - 3 || !future; being_past |= p.has(g_.past); third |= p.has(g_.third); }
    if (p.has(g_.have)) { have = true; third |= p.has(g_.third); s.pluperfect = p.has(g_.past); }
    if (p.has(g_.do_)) { doing = true; being_past |= p.has(g_.past); }
    if (p.has(g_.to)) { s.infinitive = true; int b = i - 1; while (has(b, g_.adv)) --b; if (has(b, g_.cond)) s.conditional = true; if (!has(b, g_.be)) { for (--i; has(i, g_.neg); --i) s.negated = !s.negated; break; } future = true; s.infinitive = false; continue; }
    const bool group = p.has(g_.no_intention) || p.has(g_.neg) || p.has(g_.refuse) || p.has(g_.future) || p.has(g_.would) || p.has(g_.possible) || p.has(g_.deontic) || p.has(g_.be) || p.has(g_.have) || p.has(g_.do_) ||
                       p.has(g_.adv) || (p.has(g_.date) && i >= v - 2) || (p.has(g_.since) && has(i - 1, g_.have));   // "has since ratified"
    if (!group || p.has(g_.prep)) break;
  }
  if (able && (being_past || have) && !future && !s.would) s.possible = false;   // "was able to visit"
  if (future && have) s.would = s.past_plan = true;   // "had been due to", "was to have come"
  s.ing = it.has(g_.ing) && !be;
  if (s.ing && nominal(v - 1) && has(v - 2, g_.without)) s.negated = !s.negated;   // "without Kenya arresting him"
  if (future) s.tense = Tense::future;
  else if (s.would) s.tense = Tense::future;
  else if (have) { s.tense = Tense::past; s.perfect = true; }
  else if (doing) s.tense = being_past ? Tense::past : Tense::present;
  else if (be) s.tense = being_past ? Tense::past : Tense::present;
  else if (it.has(g_.past)) s.tense = Tense::past;
  else if (it.has(g_.third)) s.tense = Tense::present;
  if (s.refused && s.tense == Tense::none) s.tense = Tense::past;
  s.being = be && !future && !third && !being_past && !have && it.has(g_.participle) && has(v - 1, g_.be) && !has(v - 1, g_.bare_be) && (has(i, g_.after) || has(i, g_.before) || has(i, g_.prep));
  s.progressive = be && it.has(g_.ing);
  s.passive = be && it.has(g_.participle) && !it.has(g_.ing);
  if (!be && !have && it.has(g_.participle) && has(v + 1, g_.passive_by)) s.passive = true;
  if (s.infinitive) {
    const bool headline = nominal(i) && !item(i).owns;
    const auto who = headline ? phrase(i) : Subject{};
    const int left = who.first - 1;
    const bool free = headline && (left < 0 || has(left, g_.comma) || has(left, g_.colon) || has(left, g_.end) || has(left, g_.quote));
    if (free) {
      s.subject = who;
      s.tense = Tense::future;
    } else {
      const int main = verb_before(i + 1);
      if (main < 0 || depth > 5) { s.possible = true; }
      else {
        const auto up = scope(main, depth + 1);
        s.governor = main;
        s.subject = headline && main == left ? who : up.subject;
        s.tense = up.tense;
        s.conditional |= up.conditional;
        s.deontic |= up.deontic;
        s.possible |= up.possible || (main == i) || main == left;
        if (has(main, g_.wish)) s.conditional = true;   // "hoping in vain to see"
        if (have && main == i && has(main, g_.say) && up.passive) {   // "is reported to have arrived"
          s.infinitive = false;
          s.possible = up.possible;
          s.perfect = true;
          s.tense = Tense::past;
        }
        s.negated = s.negated != up.negated;
      }
    }
  } else {
    s.subject = subject(i, v, depth, s);
  }
  if (s.subject.negated) s.negated = true;
  const int before = s.subject.first - 1;
  if (!s.subject.relative && s.subject.first >= 0 && s.subject.first < v) {
    int k = before;
    while (has(k, g_.adv) || has(k, g_.date)) --k;
    int thinks = has(k, g_.rel) ? k - 1 : k;   // "hopes that she will come", "denied a report that she had come"
    if (has(k, g_.rel) && (has(thinks, g_.say_noun) || has(thinks, g_.speaker) || has(thinks, g_.name))) for (--thinks; has(thinks, g_.det) || has(thinks, g_.adj);) --thinks;
    if (has(thinks, g_.wish)) s.conditional = true;
    if (has(k, g_.have) && has(k, g_.past) && s.perfect == false && (k == 0 || breaks(k - 1) || has(k - 1, g_.comma) || has(k - 1, g_.conj)) && it.has(g_.participle)) s.conditional = true;   // "Had he come"
    if (has(k, g_.cond) || (has(k, g_.rel) && has(k - 1, g_.cond))) s.conditional = true;
    if (has(k, g_.sub) && s.tense == Tense::present && depth == 0 && !dated(v))   // "must arrest him as soon as he enters"; "when he comes on Monday" tells of a plan
      if (const int main = verb_before(k); main >= 0 && verb(main)) {
        const auto up = scope(main, depth + 1);
        s.conditional |= up.deontic || up.possible || up.conditional || up.would || (up.infinitive && (has(main, g_.arrests) || has(main, g_.surrenders)));
      }
    if (has(k, g_.deontic) || has(k, g_.possible)) s.conditional = true;   // "should he come"
  }
  return s;
}

}  // namespace dedere::read
