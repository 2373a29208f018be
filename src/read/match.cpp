#include "read/match.hpp"

namespace dedere::read {
namespace {

class Matcher {
 public:
  Matcher(const Reader::Inside& reader, const Sentence& sentence, const Syntax& syntax) : r_(reader), g_(reader.grammar), s_(sentence), syntax_(syntax) {}

  std::vector<Found> run() {
    std::vector<Found> all;
    for (int i = 0; i < count(); ++i) {
      const auto hit = item(i).classes & r_.anchors;
      if (hit.none()) continue;
      int last_pattern = -1;
      for (std::size_t c = hit._Find_first(); c < hit.size(); c = hit._Find_next(c)) try_class(i, c, last_pattern, all);
    }
    return all;
  }

 private:
  [[nodiscard]] int count() const { return static_cast<int>(s_.items.size()); }
  [[nodiscard]] const Item& item(int i) const { return s_.items[static_cast<std::size_t>(i)]; }

  void try_class(int i, std::size_t c, int& last_pattern, std::vector<Found>& all) const {
    for (const int index : r_.by_class[c]) {
      const auto at = r_.sequences[static_cast<std::size_t>(index)];
      if (at.pattern == last_pattern) continue;
      const auto& pattern = r_.lexicon.patterns()[static_cast<std::size_t>(at.pattern)];
      if (!meets(i, pattern.sequences[static_cast<std::size_t>(at.sequence)].anchor)) continue;
      Found found;
      found.pattern = &pattern;
      found.anchor = i;
      if (!fits(pattern.sequences[static_cast<std::size_t>(at.sequence)], i, found)) continue;
      found.line = pattern.sequences[static_cast<std::size_t>(at.sequence)].line;
      last_pattern = at.pattern;
      all.push_back(std::move(found));
    }
  }

  // A word that is a verb and a noun counts as the one it acts as.
  [[nodiscard]] bool meets(int i, const Element& e) const {
    if (i < 0 || i >= count()) return false;
    const auto shared = item(i).classes & e.any;
    if (shared.none()) return false;
    if (!item(i).has(g_.verb)) return true;
    const auto as_verb = shared & r_.lexicon.verb_classes();
    if (syntax_.verb(i)) return as_verb.any() || !item(i).has(g_.name);
    return (shared & ~as_verb).any();
  }

  [[nodiscard]] bool fits(const Pattern::Sequence& seq, int i, Found& found) const {
    if (!meets(i, seq.anchor)) return false;
    found.first = i;
    found.last = i + 1;
    if (!before(seq.before, 0, i - 1, found) || !after(seq.after, 0, i + 1, found)) return false;
    return roles(seq.roles, i, found);
  }

  [[nodiscard]] bool stops(int i, bool loose) const {
    if (item(i).has(g_.end) || item(i).has(g_.semicolon)) return true;
    if (loose) return false;
    return syntax_.breaks(i) || item(i).has(g_.comma) || (item(i).has(g_.rel) && !determines(i)) || (syntax_.verb(i) && !item(i).has(g_.participle)) || item(i).has(g_.say);
  }

  // "That duty": no clause begins.
  [[nodiscard]] bool determines(int i) const { return item(i).has(g_.det) && i + 1 < count() && item(i + 1).has(g_.name) && !syntax_.verb(i + 1) && (i + 2 >= count() || !syntax_.verb(i + 2)); }

  bool before(const std::vector<Element>& elements, std::size_t e, int i, Found& found) const {
    if (e == elements.size()) return true;
    const auto& element = elements[e];
    if (element.gap > 0) {
      for (int skipped = 0; skipped <= element.gap; ++skipped) {
        Found kept = found;
        if (before(elements, e + 1, i - skipped, found)) return true;
        found = std::move(kept);
        if (i - skipped < 0 || stops(i - skipped, element.loose)) return false;
      }
      return false;
    }
    if (element.forbidden) return !meets(i, element) && before(elements, e + 1, i, found);
    if (quotes(i, element)) --i;
    if (meets(i, element)) {
      Found kept = found;
      capture(i, element, found);
      found.first = std::min(found.first, i);
      int at = i;
      if (item(i).has(g_.place) && element.any[static_cast<std::size_t>(g_.place)]) at = whole_list(i, found);
      int next = at - 1;
      while (at < i && next > 0 && item(next).has(g_.det) && e + 1 < elements.size() && elements[e + 1].gap == 0 && !meets(next, elements[e + 1])) --next;   // "like the United States and China"
      if (before(elements, e + 1, next, found)) return true;
      found = std::move(kept);
    }
    return element.optional && before(elements, e + 1, i, found);
  }

  // A quotation that begins or ends between two words: said that "there is no way" he will come.
  [[nodiscard]] bool quotes(int i, const Element& element) const { return i >= 0 && i < count() && item(i).has(g_.quote) && !element.any[static_cast<std::size_t>(g_.quote)]; }

  // A list read backwards: "Kenya, Chad and Malawi".
  int whole_list(int last, Found& found) const {
    int at = last;
    for (;;) {
      int k = at - 1;
      while (k > 0 && item(k).has(g_.det)) --k;
      const int mark = k;
      while (k > 0 && (item(k).has(g_.conj) || item(k).has(g_.comma)) && mark - k < 2) --k;
      if (k < 0 || k == mark || !item(k).has(g_.place) || item(k).owns) break;
      at = k;
      found.places.insert(found.places.begin(), at);
      found.first = at;
    }
    return at;
  }

  bool after(const std::vector<Element>& elements, std::size_t e, int i, Found& found) const {
    if (e == elements.size()) return true;
    const auto& element = elements[e];
    if (element.gap > 0) {
      for (int skipped = 0; skipped <= element.gap; ++skipped) {
        Found kept = found;
        if (after(elements, e + 1, i + skipped, found)) return true;
        found = std::move(kept);
        if (i + skipped >= count() || stops(i + skipped, element.loose)) return false;
      }
      return false;
    }
    if (element.forbidden) return !meets(i, element) && after(elements, e + 1, i, found);
    if (quotes(i, element)) ++i;
    i = head(i, element);
    if (meets(i, element)) {
      Found kept = found;
      const int next = take(i, element, found);
      found.last = std::max(found.last, next);
      if (after(elements, e + 1, next, found)) return true;
      found = std::move(kept);
    }
    return element.optional && after(elements, e + 1, i, found);
  }

  // Where a name is asked for, what may stand before it is passed over: "the neighbouring" + Chad.
  [[nodiscard]] int head(int i, const Element& element) const {
    if (!element.any[static_cast<std::size_t>(g_.place)] && !element.any[static_cast<std::size_t>(g_.person)] && !element.any[static_cast<std::size_t>(g_.other)]) return i;
    int at = i;
    while (at < count() && at < i + 5 && !meets(at, element) && (item(at).has(g_.det) || item(at).has(g_.adj) || item(at).has(g_.before_place))) ++at;
    return at < count() && meets(at, element) ? at : i;
  }

  int take(int i, const Element& element, Found& found) const {
    if (item(i).has(g_.place) && element.any[static_cast<std::size_t>(g_.place)]) {
      int end = i + 1;
      const auto places = syntax_.list(i, g_.place, end);
      if (!places.empty()) {
        found.places.insert(found.places.end(), places.begin(), places.end());
        return std::max(end, i + 1);
      }
    }
    if (item(i).has(g_.nation) && element.any[static_cast<std::size_t>(g_.nation)]) {   // "Greek, Italian and French" skies
      int end = i + 1;
      const auto nations = syntax_.list(i, g_.nation, end);
      if (nations.size() > 1) {
        found.places.insert(found.places.end(), nations.begin(), nations.end());
        return end;
      }
    }
    if (item(i).has(g_.person) && element.any[static_cast<std::size_t>(g_.person)]) {
      int end = i + 1;
      const auto persons = syntax_.list(i, g_.person, end);
      if (!persons.empty()) {
        found.persons.insert(found.persons.end(), persons.begin(), persons.end());
        return std::max(end, i + 1);
      }
    }
    capture(i, element, found);
    return i + 1;
  }

  void capture(int i, const Element& element, Found& found) const {
    const auto asked = [&](Class c) { return element.any[static_cast<std::size_t>(c)] && item(i).has(c); };
    if (asked(g_.person) || (asked(g_.the_two) && item(i).has(g_.person))) found.persons.push_back(i);
    else if (asked(g_.place) || asked(g_.country) || asked(g_.city) || asked(g_.nation)) found.places.push_back(i);
    else if (g_.here >= 0 && asked(g_.here)) found.places.push_back(i);
    else if (asked(g_.government)) found.governments.push_back(i);
    else if (asked(g_.other)) found.others.push_back(i);
    else if (asked(g_.date)) found.dates.push_back(i);
    else if (asked(g_.number)) found.numbers.push_back(i);
  }

  bool roles(const Roles& roles, int anchor, Found& found) const {
    found.verb = syntax_.verb(anchor) || item(anchor).has(g_.be) || found.pattern->emit.leans == "verb" ? anchor : governing(anchor);
    if (found.verb >= 0) {
      found.scope = syntax_.scope(found.verb);
      for (int k = found.verb + 1; k < anchor; ++k)
        if (item(k).has(g_.neg)) found.scope.negated = !found.scope.negated;
    }
    if (roles.subject && !role(found.verb >= 0 ? found.scope.subject.heads : std::vector<int>{}, *roles.subject, found)) return false;
    if (roles.subject && found.scope.passive && found.verb == anchor && !roles.subject->test(static_cast<std::size_t>(g_.verb)) && roles.object) return false;
    if (roles.object && (found.verb != anchor || !role(syntax_.object(anchor), *roles.object, found))) return false;
    if (!roles.owner) return true;
    if (!role(syntax_.owner(anchor), *roles.owner, found)) return false;
    if (found.verb >= 0 && found.verb != anchor && !shares_person(found)) found.verb = -1;   // someone else's doing
    return true;
  }

  // The subject of the verb is the person whose journey it is.
  [[nodiscard]] bool shares_person(const Found& found) const {
    for (const int h : found.scope.subject.heads)
      for (const int p : found.persons)
        if (item(h).has(g_.person) && item(p).has(g_.person) && item(h).ref == item(p).ref) return true;
    return false;
  }

  [[nodiscard]] bool role(const std::vector<int>& heads, const Classes& wanted, Found& found) const {
    bool any = false;
    for (const int h : heads) {
      if ((item(h).classes & wanted).none()) continue;
      any = true;
      Element as;
      as.any = wanted;
      capture(h, as, found);
    }
    return any;
  }

  // The verb, or form of "to be", that a noun completes: "will make a two-day" + visit, "is not a" + member.
  [[nodiscard]] int governing(int noun) const {
    for (int k = noun - 1; k >= 0 && noun - k <= 9; --k) {
      const auto& i = item(k);
      if (syntax_.verb(k) || i.has(g_.be)) return k;
      if (i.has(g_.before) || i.has(g_.after) || i.has(g_.during) || i.has(g_.since) || i.has(g_.topic)) return -1;   // "ahead of her visit", "not concerned about her visit"
      if (syntax_.breaks(k) || i.has(g_.comma) || i.has(g_.rel) || (i.has(g_.person) && !i.owns) || i.has(g_.other) || i.has(g_.quote)) return -1;
    }
    return -1;
  }

  const Reader::Inside& r_;
  const Grammar& g_;
  const Sentence& s_;
  const Syntax& syntax_;
};

}  // namespace

std::vector<Found> match(const Reader::Inside& reader, const Sentence& sentence, const Syntax& syntax) { return Matcher(reader, sentence, syntax).run(); }

}  // namespace dedere::read
