// Who is meant.
#include <algorithm>

#include "read/extractor.hpp"

namespace dedere::read {

void Extractor::name_person(int person, Claim& c) const {
  const auto& p = r_.gazetteer.persons[static_cast<std::size_t>(person)];
  c.person = p.id;
  c.person_name = p.name;
}

int Extractor::known_at(std::int16_t state, int otherwise) const {
  for (auto m = out_.rbegin(); m != out_.rend(); ++m)
    if (m->claim.state == state_id(state) && !m->claim.person.empty() && (m->claim.kind == Kind::travel || m->claim.kind == Kind::arrest))
      for (std::size_t p = 0; p < r_.gazetteer.persons.size(); ++p)
        if (r_.gazetteer.persons[p].id == m->claim.person) return static_cast<int>(p);
  return otherwise;
}

void Extractor::leave_home(const Found& f, std::vector<int>& persons) const {
  if (persons.size() != 1 || f.places.empty() || !std::ranges::all_of(f.places, [&](int i) { return home(item(i).state, persons); })) return;
  const auto named = [&](int i) { return a_.tokens[static_cast<std::size_t>(item(i).first)].capitalised(); };   // no pronoun within a sentence
  if (f.persons.empty() || std::ranges::any_of(f.persons, named)) return;
  std::optional<int> other;
  for (const auto& i : s_->items) {
    if (!i.has(g_.person) || i.ref == persons.front()) continue;
    if (other && *other != i.ref) return;
    other = i.ref;
  }
  if (other) persons = {*other};
}

std::optional<int> Extractor::spoken_of_last() const {
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

std::vector<int> Extractor::meant(const Found& f) const {
  for (const int h : f.scope.subject.heads) if (has(h, g_.person)) return {item(h).ref};
  std::vector<int> named;
  for (const auto& i : s_->items) if (i.has(g_.person) && std::ranges::find(named, i.ref) == named.end()) named.push_back(i.ref);
  if (named.size() == 1) return named;
  if (named.empty()) if (const auto last = spoken_of_last()) return {*last};
  return a_.main_person ? std::vector{*a_.main_person} : std::vector<int>{};
}

}  // namespace dedere::read
