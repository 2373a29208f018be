#include <algorithm>
#include <map>
#include <set>

#include "read/analysis.hpp"

namespace dedere::read {
namespace {

using Office = Gazetteer::Office;

enum Support : std::int32_t { titled = 1, surname_only = 2, main_by_description = 4 };

class PersonFinder {
 public:
  PersonFinder(const Reader::Inside& reader, Analysis& out) : r_(reader), g_(reader.grammar), out_(out) {}

  void run() {
    for (auto& s : out_.sentences) sentence(s);
    other_spelling();
    known_by_surname();
    license();
    choose_main();
    describe();
  }

 private:
  [[nodiscard]] int count() const { return static_cast<int>(items_->size()); }
  [[nodiscard]] const Item& item(int i) const { return (*items_)[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] const Token& token(int i) const { return out_.tokens[static_cast<std::size_t>(item(i).first)]; }
  [[nodiscard]] bool named(int i) const { return i < count() && item(i).entry != nullptr && !item(i).entry->names.empty(); }
  // A capitalised word that no file knows: part of a name, most likely.
  [[nodiscard]] bool unknown_capital(int i) const {
    return i >= 0 && i < count() && !named(i) && (item(i).has(g_.word) || item(i).has(g_.given_name)) && token(i).capitalised() && item(i).last - item(i).first <= 2 && !item(i).has(g_.org);
  }

  void sentence(Sentence& s) {
    items_ = &s.items;
    in_title_ = s.block == Sentence::Block::title;
    std::vector<Item> kept;
    for (int i = 0; i < count();) {
      Item made;
      const int end = mention(i, made);
      if (end == i) {
        kept.push_back(item(i));
        if (i > 0 && unknown_capital(i)) kept.back().classes.set(static_cast<std::size_t>(g_.named));
        ++i;
        continue;
      }
      made.first = item(i).first;
      made.last = item(end - 1).last;
      made.owns = item(end - 1).owns;
      if (made.has(g_.person) && !made.owns && has(end, g_.relation_noun) && token(end).shape == Token::Shape::lower) {   // "a Roe ally"
        made.classes.reset();
        made.classes.set(static_cast<std::size_t>(g_.other));
        made.ref = -1;
        made.value = 0;
      }
      // ", head of the police": says more of the person before it.
      if (made.has(g_.other) && made.value == 1 && !kept.empty() && kept.back().has(g_.comma) && kept.size() > 1 && (kept[kept.size() - 2].has(g_.person) || kept[kept.size() - 2].has(g_.other)) && !named_other_) made.value = 0;
      kept.push_back(made);
      i = end;
    }
    s.items = std::move(kept);
  }

  struct Seen {
    bool det = false, host = false, former = false, title = false, of_title = false, honorific = false, suspect = false;   // suspect: "militia leader"
    bool head_of_state = false, head_of_government = false, leader = false, counterpart = false;
    std::int16_t state = -1;
  };

  int mention(int i, Item& made) {
    Seen seen;
    named_other_ = false;
    int at = i;
    if ((has(at, g_.det) && !has(at, g_.rel)) || has(at, g_.his) || has(at, g_.its) || has(at, g_.their)) { seen.det = true; ++at; }
    if (has(at, g_.here) && item(at).owns && leads_to_title(at + 1)) { seen.det = seen.host = true; ++at; }
    at = description(at, seen, i);
    const int name = at;
    const bool supported = seen.title || seen.honorific;
    if (const int end = wanted_name(name, i, supported, seen, made); end > name) {
      if ((has(i - 1, g_.occupation) || called_after(end)) && !supported && made.has(g_.person)) {   // "midfielder Omar Bashir"
        locked_.insert(made.ref);
        made.classes.reset();
        made.classes.set(static_cast<std::size_t>(g_.other));
        made.ref = -2 - made.ref;
        made.value = 1;
      }
      return end;
    }
    if (const int end = other_name(name, supported); end > name && (supported || end - name >= 2 || ends_in_name(name, end))) {
      if (has(i, g_.det) && !supported) return i;
      if (const int person = end - name >= 2 ? spelt(name, end) : -1; person >= 0 && (seen.state < 0 || seen.state == r_.home[static_cast<std::size_t>(person)])) {   // "Vladimir Poutine"
        made.classes.set(static_cast<std::size_t>(g_.person));
        made.ref = person;
        made.value = titled;
        spelt_[out_.tokens[static_cast<std::size_t>(item(end - 1).last) - 1].hash] = person;
        return end;
      }
      made.classes.set(static_cast<std::size_t>(g_.other));
      made.state = seen.state;
      made.classes.set(static_cast<std::size_t>(g_.named));
      named_other_ = true;
      made.value = supported || end - name >= 2 ? 1 : 0;
      return end;
    }
    if (at == i || !seen.title) return i;
    return title_alone(i, at, seen, made);
  }

  // ", a Nairobi trader": whoever bears the name.
  [[nodiscard]] bool called_after(int end) const {
    if (!has(end, g_.comma) || !has(end + 1, g_.det) || has(end + 1, g_.the)) return false;
    for (int k = end + 2; k < end + 6; ++k) {
      if (has(k, g_.occupation)) return true;
      if (!has(k, g_.adj) && !has(k, g_.nation) && !has(k, g_.place) && !has(k, g_.person_adj) && !has(k, g_.number) && !has(k, g_.word)) return false;
    }
    return false;
  }

  int description(int at, Seen& seen, int start) {
    for (;; ++at) {
      if (at - start > 9) return at;
      const bool deed = has(at, g_.verb) && at == start && at > 0 && !has(at - 1, g_.comma);   // "police detained Ann Roe"
      if (has(at, g_.former) && !deed) { seen.former = true; continue; }
      if (has(at, g_.title)) {
        seen.title = true;
        seen.suspect |= item(at).has(g_.suspect);
        seen.head_of_state |= item(at).has(g_.head_of_state);
        seen.head_of_government |= item(at).has(g_.head_of_government);
        seen.leader |= item(at).has(g_.leader);
        seen.counterpart |= item(at).has(g_.counterpart);
        if (item(at).owns) return at + 1;
        if (has(at + 1, g_.of) && state_at(at + 2) >= 0) { seen.state = item(at + 2).state; seen.of_title = true; if (item(at + 2).owns) return has(at + 3, g_.regime) ? at + 4 : at + 3; at += 2; }
        else if (has(at + 1, g_.of) && has(at + 2, g_.det) && state_at(at + 3) >= 0) { seen.state = item(at + 3).state; at += 3; }
        continue;
      }
      if (has(at, g_.honorific)) { seen.honorific = true; continue; }
      if (has(at, g_.person_adj) && (seen.det || seen.state >= 0 || leads_to_title(at + 1))) continue;
      if (has(at, g_.ordinal) && seen.det && leads_to_title(at + 1)) continue;
      if (nationality(at, start) && !seen.title) { seen.state = item(at).state; continue; }
      return at;
    }
  }

  [[nodiscard]] std::int16_t state_at(int i) const { return i < count() && (has(i, g_.country) || has(i, g_.nation)) ? item(i).state : std::int16_t{-1}; }

  [[nodiscard]] bool leads_to_title(int i) const {
    for (int k = i; k < i + 4; ++k) {
      if (has(k, g_.title) || has(k, g_.honorific) || named(k)) return true;
      if (!has(k, g_.person_adj) && !has(k, g_.former) && !has(k, g_.nation) && !has(k, g_.ordinal)) return false;
    }
    return false;
  }

  // "Russian", "Russia's", "Kremlin", and a bare "Sudan" where a title or name follows.
  [[nodiscard]] bool nationality(int i, int start) const {
    if (i >= count() || item(i).state < 0) return false;
    if (!has(i, g_.nation) && !has(i, g_.country) && !has(i, g_.government)) return false;
    const bool bare = !has(i, g_.nation) && !item(i).owns;
    if (item(i).owns && unknown_capital(i + 1) && unknown_capital(i + 2)) return true;   // "Somalia's Ann Roe"
    if (bare && has(i + 1, g_.former) && has(i + 1, g_.verb)) return false;   // "Italy detained Ann Roe"
    if (bare && (!leads_to_title(i + 1) || named(i + 1) || has(start - 1, g_.prep))) return false;
    return leads_to_title(i + 1);
  }

  int wanted_name(int at, int start, bool supported, const Seen& seen, Item& made) {
    int name = at;
    int before = 0;   // unknown capitals in front: "Shoaib", "V."
    while (before < 3 && unknown_capital(name) && !item(name).owns) { ++name; ++before; }
    if (!named(name)) return at;
    const auto& found = item(name).entry->names.front();
    const int end = name + 1;
    const bool surname = found.surname;
    // A surname that is a word of the language too, or is not written as a name, needs a title.
    const bool common = item(name).entry->any.any() || item(name).entry->capital.any();
    if (surname && common && !(supported && token(name).capitalised())) return at;
    const bool fits = before == 0 || own_words(found.person, at, name) || spelt(at, end) == found.person;   // "Wladimir Putin"
    const bool longer = surname && unknown_capital(end) && !item(name).owns && !in_title_ && !own_words(found.person, end, end + 1);
    if (surname && !in_title_ && (!fits || longer)) {
      locked_.insert(found.person);
      made.classes.set(static_cast<std::size_t>(g_.other));
      made.value = 1;
      made.ref = -2 - found.person;   // fully named: another holder of the surname
      return end + (longer ? 1 : 0);
    }
    if (before > 0 && !fits) return at;   // "Meanwhile Someone Full Name": the words before are no part of it
    const int last = surname && !in_title_ && longer ? end + 1 : end;
    made.classes.set(static_cast<std::size_t>(g_.person));
    made.entry = item(name).entry;
    made.ref = found.person;
    const bool office = supported && holds(found.person, seen);
    if (surname && seen.title && !office && seen.state >= 0 && seen.state != r_.home[static_cast<std::size_t>(found.person)]) {
      made.classes.reset();
      made.classes.set(static_cast<std::size_t>(g_.other));
      made.ref = -1;
      made.value = 1;
      return last;
    }
    const bool own_state = seen.state >= 0 && seen.state == r_.home[static_cast<std::size_t>(found.person)];
    made.value = (office || own_state ? titled : 0) | (surname && before == 0 ? surname_only : 0);
    (void)start;
    return last;
  }

  // Whom the words from `first` to `last` name in a spelling that the gazetteer lacks; -1: nobody, or not beyond doubt.
  [[nodiscard]] int spelt(int first, int last) const {
    if (!r_.spelling) return -1;
    const auto id = r_.spelling(out_.slice(item(first).first, item(last - 1).last));
    if (!id) return -1;
    const auto& persons = r_.gazetteer.persons;
    const auto found = std::ranges::find(persons, *id, &Gazetteer::Person::id);
    return found == persons.end() ? -1 : static_cast<int>(found - persons.begin());
  }

  // Initials, and words that stand in one of the person's own names.
  [[nodiscard]] bool own_words(int person, int first, int last) const {
    const auto& p = r_.gazetteer.persons[static_cast<std::size_t>(person)];
    for (int i = first; i < last; ++i) {
      const auto& t = token(i);
      if (t.stopped || t.end - t.start == 1) continue;
      bool known = false;
      for (const auto& n : p.names) for (const auto w : phrase_words(n.text)) known = known || w == t.hash;
      if (!known) return false;
    }
    return true;
  }

  [[nodiscard]] int other_name(int at, bool supported) const {
    int end = at;
    int capitals = 0;
    while (end < count() && end - at < 6) {
      if (unknown_capital(end) && !named(end)) ++capitals;
      else if (capitals > 0 && !in_title_ && has(end, g_.verb) && token(end).capitalised()) { ++end; break; }   // "Senator Bong Go": no verb
      else if (!(end > at && has(end, g_.given_name)) && !(end > at && has(end, g_.name) && unknown_capital(end + 1))) break;
      ++end;
      if (item(end - 1).owns) break;
    }
    if (has(end, g_.org)) return at;   // "Mercury News", "Someone Foundation"
    if (capitals == 0 || (capitals == 1 && !supported)) return at;
    return end;
  }
  [[nodiscard]] bool ends_in_name(int at, int end) const { return end - at >= 2; }

  [[nodiscard]] bool holds(int person, const Seen& seen) const {
    const auto& offices = r_.gazetteer.persons[static_cast<std::size_t>(person)].offices;
    const auto& states = r_.office_states[static_cast<std::size_t>(person)];
    if (seen.honorific && !seen.title) return true;
    for (std::size_t o = 0; o < offices.size(); ++o)
      if ((seen.state < 0 || states[o] == seen.state) && fits(offices[o], seen)) return true;
    return false;
  }

  [[nodiscard]] static bool fits(const Office& o, const Seen& seen) {
    using Kind = Office::Kind;
    const bool head = o.kind == Kind::head_of_state || o.kind == Kind::head_of_government;
    if (seen.leader || seen.counterpart) return head || o.kind == Kind::other;
    if (seen.head_of_state) return o.kind == Kind::head_of_state;
    if (seen.head_of_government) return o.kind == Kind::head_of_government;
    return o.kind == Kind::minister || o.kind == Kind::other;
  }

  [[nodiscard]] bool in_office(const Office& o, bool former) const {
    if (!out_.published) return former || !o.to;
    const bool begun = !o.from || *o.from <= *out_.published;
    const bool ended = o.to && *o.to + time::days{30} < *out_.published;
    return former ? begun : begun && !ended;   // "the then president" may still be in office
  }

  int title_alone(int i, int end, const Seen& seen, Item& made) {
    const bool head = seen.head_of_state || seen.head_of_government || seen.leader || seen.counterpart;
    const bool any_one = has(i, g_.det) && !has(i, g_.the) && !has(i, g_.this_);   // "a Russian leader"
    if (seen.state >= 0 && head && !any_one) {
      if (const int person = holder(seen); person >= 0) {
        made.classes.set(static_cast<std::size_t>(g_.person));
        made.ref = person;
        made.value = titled;
        return end;
      }
    }
    if (seen.state < 0 && head && !seen.host && !any_one && (seen.det || seen.former)) {
      made.classes.set(static_cast<std::size_t>(g_.bare_title));
      made.value = (seen.head_of_state ? 1 : 0) | (seen.head_of_government ? 2 : 0) | (seen.leader ? 4 : 0) | (seen.former ? 8 : 0);
      return end;
    }
    if (seen.state < 0 && !seen.det && !has(end - 1, g_.speaker)) return i;
    made.classes.set(static_cast<std::size_t>(g_.other));
    if (has(end - 1, g_.speaker)) made.classes.set(static_cast<std::size_t>(g_.speaker));
    if (seen.suspect && !seen.host) made.classes.set(static_cast<std::size_t>(g_.suspect));
    made.state = seen.state;
    made.value = head ? 1 : 0;
    return end;
  }

  [[nodiscard]] int holder(const Seen& seen) const {
    int found = -1;
    for (std::size_t p = 0; p < r_.gazetteer.persons.size(); ++p)
      for (std::size_t k = 0; k < r_.office_states[p].size(); ++k) {
        if (r_.office_states[p][k] != seen.state) continue;
        const auto& o = r_.gazetteer.persons[p].offices[k];
        if (o.kind == Office::Kind::minister || o.kind == Office::Kind::other || !fits(o, seen) || !in_office(o, seen.former)) continue;
        if (found >= 0 && found != static_cast<int>(p)) return -1;
        found = static_cast<int>(p);
      }
    return found;
  }

  // "Omar Al-Beshir, the Sudanese President": a spelling that the gazetteer lacks, and the title that says who it is.
  void other_spelling() {
    auto& spelt = spelt_;
    const auto surname = [&](const Item& i) { return out_.tokens[static_cast<std::size_t>(i.last) - 1].hash; };
    for (const auto& s : out_.sentences)
      for (std::size_t i = 0; i + 3 < s.items.size(); ++i) {
        const auto &name = s.items[i], &title = s.items[i + 2];
        if (!name.has(g_.other) || name.value != 1 || name.state >= 0 || name.last - name.first < 2 || !s.items[i + 1].has(g_.comma) || !title.has(g_.person) || (title.value & titled) == 0) continue;
        const bool first_letter = alike(name, title.ref);
        if (first_letter) spelt[surname(name)] = title.ref;
      }
    if (spelt.empty()) return;
    for (auto& s : out_.sentences)
      for (auto& i : s.items) {
        if (!i.has(g_.other) && !(i.has(g_.word) && out_.tokens[static_cast<std::size_t>(i.first)].capitalised())) continue;
        const auto found = spelt.find(surname(i));
        if (found == spelt.end()) continue;
        i.classes.reset();
        i.classes.set(static_cast<std::size_t>(g_.person));
        i.ref = found->second;
        i.value = titled;
      }
  }

  // The first or the last word is one of the person's own names, or nearly so.
  [[nodiscard]] bool alike(const Item& name, int person) const {
    const auto last = fold(out_.slice(name.last - 1, name.last));
    const auto first = fold(out_.slice(name.first, name.first + 1));
    for (const auto& n : r_.gazetteer.persons[static_cast<std::size_t>(person)].names) {
      std::vector<Token> words;
      tokenize(n.text, {0, static_cast<std::uint32_t>(n.text.size())}, words);
      for (const auto& w : words) {
        const auto known = fold(std::string_view(n.text).substr(w.start, w.end - w.start));
        if (known.size() > 3 && (known == first || did_you_mean(last, {known}))) return true;
      }
    }
    return false;
  }

  // "Modi", once "Narendra Modi" has been named.
  void known_by_surname() {
    std::set<WordHash> surnames;
    for (const auto& s : out_.sentences)
      for (const auto& i : s.items)
        if (i.has(g_.other) && i.value == 1 && i.last - i.first >= 2 && out_.tokens[static_cast<std::size_t>(i.last) - 1].capitalised()) surnames.insert(out_.tokens[static_cast<std::size_t>(i.last) - 1].hash);
    for (auto& s : out_.sentences)
      for (auto& i : s.items) {
        const auto& t = out_.tokens[static_cast<std::size_t>(i.first)];
        if (!i.has(g_.word) || !t.capitalised() || i.last - i.first > 2 || !surnames.contains(t.hash)) continue;
        i.classes.reset();
        i.classes.set(static_cast<std::size_t>(g_.other));
        i.classes.set(static_cast<std::size_t>(g_.named));
        i.value = 1;
      }
  }

  // A bare surname needs a full name, a fitting title, or the Court in the same article; where another person of that surname is named in
  // full, the one named last holds it.
  void license() {
    std::set<int> licensed;
    bool court = false;
    for (const auto& s : out_.sentences)
      for (const auto& i : s.items) {
        court = court || i.has(g_.warrant) || i.has(g_.statute) || i.has(g_.icc_member);
        if (i.has(g_.person) && ((i.value & surname_only) == 0 || (i.value & titled) != 0)) licensed.insert(i.ref);
      }
    // A surname that several wanted persons share is his who is named in full.
    std::set<int> full;
    for (const auto& s : out_.sentences)
      for (const auto& i : s.items) if (i.has(g_.person) && (i.value & surname_only) == 0) full.insert(i.ref);
    for (auto& s : out_.sentences)
      for (auto& i : s.items)
        if (i.has(g_.person) && (i.value & surname_only) != 0 && (i.value & titled) == 0 && !full.contains(i.ref) && i.entry != nullptr)
          for (const auto& n : i.entry->names) if (n.surname && full.contains(n.person)) { i.ref = n.person; break; }
    std::map<int, bool> wanted_holds;
    for (auto& s : out_.sentences)
      for (auto& i : s.items) {
        if (i.has(g_.other) && i.ref <= -2) wanted_holds[-2 - i.ref] = false;
        if (!i.has(g_.person)) continue;
        const bool alone = (i.value & surname_only) != 0 && (i.value & titled) == 0;
        if (!alone) { wanted_holds[i.ref] = true; continue; }
        const bool locked = locked_.contains(i.ref);
        const bool allowed = locked ? wanted_holds.contains(i.ref) && wanted_holds[i.ref] : licensed.contains(i.ref) || court;
        if (allowed) continue;
        i.classes.reset();
        i.classes.set(static_cast<std::size_t>(g_.other));
        i.ref = -1;
      }
  }

  void choose_main() {
    std::map<int, int> wanted;
    std::map<WordHash, int> others;
    int first = -1;   // who is spoken of first, among those spoken of as often
    for (const auto& s : out_.sentences)
      for (const auto& i : s.items) {
        const int weight = s.block == Sentence::Block::title ? 3 : 1;
        if (i.has(g_.person)) wanted[i.ref] += weight;
        if (i.has(g_.person) && first < 0 && !i.owns) first = i.ref;
        else if (i.has(g_.other) && i.value == 1 && !i.has(g_.suspect)) others[out_.tokens[static_cast<std::size_t>(i.last) - 1].hash] += weight;
      }
    int most = 0;
    for (const auto& [person, n] : wanted) if (n > most || (n == most && person == first)) { most = n; out_.main_person = person; }
    int rival = 0;
    for (const auto& [hash, n] : others) rival = std::max(rival, n);
    out_.about_wanted = most > 0 && most >= rival;
  }

  // "A militia leader wanted for crimes in Sudan", before he is named: the article's wanted person, where the lead names nobody.
  void describe_lead() {
    int body = 0;
    for (auto& s : out_.sentences) {
      if (s.block == Sentence::Block::caption) continue;
      if (s.block == Sentence::Block::body && ++body > 1) return;
      if (std::ranges::any_of(s.items, [&](const Item& i) { return i.has(g_.person) || (i.has(g_.other) && i.has(g_.named)); })) return;
      const auto home = r_.home[static_cast<std::size_t>(*out_.main_person)];
      for (std::size_t k = 0; k < s.items.size(); ++k) {
        auto& i = s.items[k];
        if (!i.has(g_.suspect) || (i.state >= 0 && i.state != home)) continue;
        std::size_t first = k;
        while (first > 0 && k - first < 3 && (s.items[first - 1].has(g_.person_adj) || s.items[first - 1].has(g_.adj) || s.items[first - 1].has(g_.former) || s.items[first - 1].has(g_.named) || (s.items[first - 1].has(g_.nation) && s.items[first - 1].state == home))) --first;
        const bool article = first > 0 && s.items[first - 1].has(g_.det);
        if (!i.has(g_.other) && !article && first > 0) continue;
        if (!i.has(g_.other) && article) --first;
        Item made{.first = s.items[first].first, .last = i.last, .classes = {}, .entry = nullptr, .ref = *out_.main_person, .state = -1, .value = main_by_description, .owns = i.owns};
        made.classes.set(static_cast<std::size_t>(g_.person));
        s.items.erase(s.items.begin() + static_cast<std::ptrdiff_t>(first), s.items.begin() + static_cast<std::ptrdiff_t>(k) + 1);
        s.items.insert(s.items.begin() + static_cast<std::ptrdiff_t>(first), made);
        break;
      }
    }
  }

  // "The 79-year-old landed": of an article that is about him.
  [[nodiscard]] bool by_age(const std::vector<Item>& items, std::size_t i) const {
    if (i < 3 || !out_.about_wanted || !items[i - 3].has(g_.the) || !items[i - 2].has(g_.number) || !items[i - 1].has(g_.unit_year)) return false;
    if (out_.slice(items[i].first, items[i].last) != "old" || items[i - 2].value < 30) return false;
    return i + 1 == items.size() || !(items[i + 1].has(g_.word) || items[i + 1].has(g_.name) || items[i + 1].has(g_.title) || items[i + 1].has(g_.person) || items[i + 1].has(g_.other)) || items[i + 1].has(g_.verb);
  }

  // "the fugitive", "a Libyan general": the article's wanted person.
  void describe() {
    if (!out_.main_person) return;
    if (out_.about_wanted) describe_lead();
    const auto home = r_.home[static_cast<std::size_t>(*out_.main_person)];
    for (auto& s : out_.sentences) {
      auto& items = s.items;
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (by_age(items, i)) {
          items[i - 3] = Item{.first = items[i - 3].first, .last = items[i].last, .classes = {}, .entry = nullptr, .ref = *out_.main_person, .state = -1, .value = main_by_description, .owns = items[i].owns};
          items[i - 3].classes.set(static_cast<std::size_t>(g_.person));
          items.erase(items.begin() + static_cast<std::ptrdiff_t>(i) - 2, items.begin() + static_cast<std::ptrdiff_t>(i) + 1);
          i -= 3;
          continue;
        }
        if (!items[i].has(g_.suspect)) continue;
        std::size_t first = i;
        while (first > 0 && (items[first - 1].has(g_.person_adj) || items[first - 1].has(g_.former))) --first;
        const bool nation = first > 0 && items[first - 1].has(g_.nation) && items[first - 1].state == home && home >= 0;
        if (first > 0 && items[first - 1].has(g_.nation) && !nation) continue;
        if (nation) --first;
        if (first == 0 || !items[first - 1].has(g_.det)) continue;
        if (!nation && !items[first - 1].has(g_.the)) continue;
        if (i + 1 < items.size() && (items[i + 1].has(g_.word) || items[i + 1].has(g_.person))) continue;
        Item made;
        made.first = items[first - 1].first;
        made.last = items[i].last;
        made.owns = items[i].owns;
        made.classes.set(static_cast<std::size_t>(g_.person));
        made.ref = *out_.main_person;
        made.value = main_by_description;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(first - 1), items.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        items.insert(items.begin() + static_cast<std::ptrdiff_t>(first - 1), made);
        i = first - 1;
      }
    }
  }

  const Reader::Inside& r_;
  const Grammar& g_;
  Analysis& out_;
  std::vector<Item>* items_ = nullptr;
  std::set<int> locked_;
  std::map<WordHash, int> spelt_;   // surnames in a spelling that the gazetteer lacks, once told in full
  bool in_title_ = false;
  bool named_other_ = false;   // the mention made last has a name
};

// Gives "he", "his" and "the president" the person they stand for.
class Pronouns {
 public:
  Pronouns(const Reader::Inside& reader, Analysis& out) : r_(reader), g_(reader.grammar), out_(out) {}

  void run() {
    for (auto& s : out_.sentences) {
      here_.clear();
      if (s.block == Sentence::Block::caption) continue;
      for (std::size_t i = 0; i < s.items.size(); ++i) item(s, i);
      since_main_ = out_.main_person && mentions_main(here_) ? 0 : since_main_ + 1;
      if (!here_.empty()) { before_ = here_; since_ = 0; }
      else ++since_;
    }
  }

 private:
  static constexpr int someone_else = -1;
  struct Seen { int who; bool subject; };

  void item(Sentence& s, std::size_t i) {
    auto& it = s.items[i];
    const bool subject = i + 1 < s.items.size() && acts(s.items[i + 1]) && !it.owns;
    if (it.has(g_.person)) return here_.push_back({it.ref, subject});
    if (it.has(g_.other) && it.value == 1) return here_.push_back({someone_else, subject});
    if (it.has(g_.the_two) && out_.about_wanted && since_main_ < 6 && stands_alone(s, i)) {
      it.classes.set(static_cast<std::size_t>(g_.person));
      it.ref = *out_.main_person;
      return;
    }
    if (it.has(g_.bare_title)) return title(it, subject);
    const bool possessive = it.has(g_.his);
    if (it.has(g_.she) || it.has(g_.her)) return become(it, woman(), it.has(g_.her), subject);
    if (!it.has(g_.he) && !it.has(g_.he_object) && !possessive) return;
    if (it.has(g_.he_object) && !it.has(g_.reflexive) && i > 0 && (s.items[i - 1].has(g_.arrests) || s.items[i - 1].has(g_.surrenders)) && out_.main_person && out_.about_wanted && subject_of_object(s, i) != out_.main_person)
      return become(it, wanted_here().value_or(*out_.main_person), false, false);   // whom else would they arrest
    if (const auto acting = it.has(g_.he_object) && !it.has(g_.reflexive) ? subject_of_object(s, i) : std::nullopt) return become(it, other_than(*acting), false, false);
    // "should have detained Ann when she came": whom it was told of last.
    const bool on_condition = i > 0 && (s.items[i - 1].has(g_.when) || s.items[i - 1].has(g_.cond) || s.items[i - 1].has(g_.deontic));
    if (on_condition && !here_.empty() && out_.about_wanted && here_.back().who == out_.main_person.value_or(someone_else)) return become(it, out_.main_person, possessive, subject);
    if (it.has(g_.he) && to_be_arrested(s, i)) return become(it, out_.main_person, false, subject);
    auto who = antecedent(spoken_of(s, i));
    if (const auto met = it.has(g_.he) ? object_of_subject(s, i) : std::nullopt; met && who == met) who = other_than(*met);   // "He assured Ann"
    become(it, who, possessive, subject);
  }

  // The wanted person of the same sentence, where it names only one.
  [[nodiscard]] std::optional<int> wanted_here() const {
    std::optional<int> who;
    for (const auto& m : here_) {
      if (m.who == someone_else || m.who == who) continue;
      if (who) return std::nullopt;
      who = m.who;
    }
    return who;
  }

  // "assured Ann that he would not …", "said that he would be detained": whom else would they arrest.
  [[nodiscard]] bool to_be_arrested(const Sentence& s, std::size_t i) const {
    if (!out_.main_person || !out_.about_wanted) return false;
    const std::size_t told = i > 0 && s.items[i - 1].has(g_.rel) ? i - 1 : i;
    if (told > 1 && s.items[told - 1].has(g_.person) && s.items[told - 1].ref == *out_.main_person && s.items[told - 2].has(g_.promises)) return true;
    bool be = false;
    for (std::size_t k = i + 1; k < s.items.size() && k < i + 7; ++k) {
      const auto& it = s.items[k];
      if (it.has(g_.be)) be = true;
      else if (it.has(g_.arrests) && it.has(g_.participle)) return be;
      else if (!acts(it) && !it.has(g_.neg)) return false;
    }
    return false;
  }

  // "He met Ann": whom the verb of a subject takes.
  [[nodiscard]] std::optional<int> object_of_subject(const Sentence& s, std::size_t i) const {
    for (std::size_t k = i + 1; k < s.items.size() && k < i + 8; ++k) {
      const auto& it = s.items[k];
      if ((it.has(g_.person) || it.has(g_.other)) && !it.owns && s.items[k - 1].has(g_.verb)) return it.has(g_.person) ? it.ref : someone_else;
      if (!acts(it) && !it.has(g_.neg) && !it.has(g_.to)) return std::nullopt;
    }
    return std::nullopt;
  }

  // "The two met", not "the two-day visit".
  [[nodiscard]] bool stands_alone(const Sentence& s, std::size_t i) const {
    if (i + 1 == s.items.size()) return true;
    const auto& next = s.items[i + 1];
    return acts(next) || next.has(g_.comma) || next.has(g_.end) || next.has(g_.prep) || next.has(g_.to) || next.has(g_.conj) || next.has(g_.neg) || next.has(g_.date) || next.has(g_.deontic) || s.items[i].owns;
  }

  // "Ann met him": who meets is not who is met.
  [[nodiscard]] std::optional<int> subject_of_object(const Sentence& s, std::size_t i) const {
    if (i < 2 || !s.items[i - 1].has(g_.verb)) return std::nullopt;
    for (std::size_t k = i - 1; k-- > 0;) {
      const auto& it = s.items[k];
      if (it.owns) return std::nullopt;
      if ((it.has(g_.person) || it.has(g_.other)) && k > 0 && (s.items[k - 1].has(g_.of) || s.items[k - 1].has(g_.prep))) return std::nullopt;   // "the aircraft of Ann took her"
      if (it.has(g_.comma)) continue;
      if (it.has(g_.person)) return it.ref;
      if (it.has(g_.other)) return it.value == 8 || it.value == 1 ? std::optional(someone_else) : std::nullopt;
      if (!acts(it) && !it.has(g_.neg) && !it.has(g_.to)) return std::nullopt;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<int> other_than(int acting) const {
    for (auto m = here_.rbegin(); m != here_.rend(); ++m) if (m->who != acting && m->subject) return m->who;
    for (const auto& m : before_) if (m.who != acting) return m.who;
    if (acting != out_.main_person.value_or(someone_else) && out_.about_wanted && since_main_ < 4) return out_.main_person;
    return someone_else;
  }

  [[nodiscard]] bool acts(const Item& i) const { return i.has(g_.verb) || i.has(g_.be) || i.has(g_.have) || i.has(g_.do_) || i.has(g_.future) || i.has(g_.would) || i.has(g_.say) || i.has(g_.adv) || i.has(g_.possible) || i.has(g_.deontic); }

  [[nodiscard]] bool mentions_main(const std::vector<Seen>& seen) const {
    return std::ranges::any_of(seen, [&](const Seen& m) { return m.who == *out_.main_person; });
  }

  // `"…," he said`: the speaker of the quotation, not whom it speaks of.
  [[nodiscard]] bool spoken_of(const Sentence& s, std::size_t i) const {
    return i > 0 && s.items[i - 1].has(g_.quote) && i + 1 < s.items.size() && s.items[i + 1].has(g_.say);
  }

  void become(Item& it, std::optional<int> who, bool possessive, bool subject) {
    if (!who) return;
    const auto kept = it.classes;
    it.classes.reset();
    it.classes.set(static_cast<std::size_t>(*who == someone_else ? g_.other : g_.person));
    if (kept.test(static_cast<std::size_t>(g_.his >= 0 ? g_.his : g_.word))) it.owns = true;
    it.ref = *who;
    it.owns = it.owns || possessive;
    it.value = 8;
    here_.push_back({*who, subject});
  }

  [[nodiscard]] std::optional<int> woman() const {
    if (out_.main_person && r_.gazetteer.persons[static_cast<std::size_t>(*out_.main_person)].sex == Gazetteer::Person::Sex::female) return out_.main_person;
    return someone_else;
  }

  [[nodiscard]] std::optional<int> antecedent(bool speaker) const {
    if (speaker && !before_.empty()) {
      for (const auto& m : before_) if (m.subject) return m.who;
    }
    if (!here_.empty()) {
      for (auto m = here_.rbegin(); m != here_.rend(); ++m) if (m->subject) return m->who;
      return here_.back().who;
    }
    if (before_.empty() || since_ > 3) return out_.about_wanted ? out_.main_person : std::nullopt;
    const bool same = std::ranges::all_of(before_, [&](const Seen& m) { return m.who == before_.front().who; });
    const bool acted = std::ranges::any_of(before_, [](const Seen& m) { return m.subject; });
    if (same) return before_.front().who == someone_else && (since_ > 0 || !acted) && out_.about_wanted ? out_.main_person : std::optional(before_.front().who);
    if (out_.about_wanted && std::ranges::any_of(before_, [&](const Seen& m) { return m.who == *out_.main_person; })) return out_.main_person;
    for (const auto& m : before_) if (m.subject) return m.who;
    return before_.back().who;
  }

  void title(Item& it, bool subject) {
    using Kind = Office::Kind;
    if (!out_.main_person || !out_.about_wanted) return;
    const auto& p = r_.gazetteer.persons[static_cast<std::size_t>(*out_.main_person)];
    const bool fits = std::ranges::any_of(p.offices, [&](const Office& o) {
      if (out_.published && o.from && *o.from > *out_.published) return false;
      if (o.kind == Kind::head_of_state) return (it.value & 5) != 0;
      if (o.kind == Kind::head_of_government) return (it.value & 6) != 0;
      return o.kind == Kind::other && (it.value & 4) != 0;
    });
    // Someone else spoken of last may hold such an office too.
    const bool doubtful = (!here_.empty() && here_.back().who == someone_else) || (here_.empty() && !before_.empty() && since_ == 0 &&
                          std::ranges::all_of(before_, [](const Seen& m) { return m.who == someone_else; }));
    if (!fits || doubtful) {
      it.classes.reset();
      it.classes.set(static_cast<std::size_t>(g_.other));
      return;
    }
    become(it, out_.main_person, it.owns, subject);
  }

  const Reader::Inside& r_;
  const Grammar& g_;
  Analysis& out_;
  std::vector<Seen> here_, before_;
  int since_ = 0, since_main_ = 100;
};

}  // namespace

void find_persons(const Reader::Inside& reader, Analysis& out) { PersonFinder(reader, out).run(); }
void resolve_pronouns(const Reader::Inside& reader, Analysis& out) { Pronouns(reader, out).run(); }

}  // namespace dedere::read
