#include "names/register.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "record/usual_names.hpp"

namespace dedere::names {
namespace {

constexpr std::size_t longest_query = 200;
constexpr double taken_from = 0.75;   // a score from which a candidate is more than close
constexpr double clear_by = 0.12;     // how far the best must be ahead of the next

bool is_particle(const std::string& word) { return word == "al" || word == "el"; }

// "elbashir" is "bashir": the particle may be written together with the name.
bool same_word(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto glued = [](const std::string& longer, const std::string& shorter) {
    return shorter.size() >= 4 && longer.size() == shorter.size() + 2 && is_particle(longer.substr(0, 2)) && longer.ends_with(shorter);
  };
  return glued(a, b) || glued(b, a);
}

std::size_t letters(const Words& words) {
  return std::accumulate(words.begin(), words.end(), std::size_t{0}, [](std::size_t sum, const auto& word) { return sum + word.size(); });
}

std::string joined(const Words& words) { return std::accumulate(words.begin(), words.end(), std::string()); }

// Is each of `few` one of `many`, no two of them the same one?
bool all_in(const Words& few, const Words& many) {
  std::vector<bool> used(many.size(), false);
  return std::ranges::all_of(few, [&](const auto& word) {
    for (std::size_t i = 0; i < many.size(); ++i)
      if (!used[i] && same_word(word, many[i])) { used[i] = true; return true; }
    return false;
  });
}

bool has(const Words& words, const std::string& word) {
  return std::ranges::any_of(words, [&](const auto& other) { return same_word(word, other); });
}

// 1 for the same word, 0 for two that are too far apart to be a slip of the pen.
double likeness(const std::string& a, const std::string& b) {
  if (same_word(a, b)) return 1;
  const auto longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  const auto most = std::max<std::size_t>(1, longer / 4);
  if (longer < 4 || longer - shorter > most) return 0;
  const auto apart = distance(a, b);
  return apart <= most ? 1 - static_cast<double>(apart) / static_cast<double>(longer) : 0;
}

// Of the words pairwise in the best order found; 0 if one has no partner. An initial stands for its word.
double likeness(const Words& a, const Words& b) {
  if (a.size() != b.size()) return 0;
  std::vector<bool> used(b.size(), false);
  double sum = 0;
  for (const auto& word : a) {
    double best = 0;
    std::size_t partner = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
      const bool initial = a.size() > 1 && (word.size() == 1 || b[i].size() == 1) && word[0] == b[i][0];
      const auto like = used[i] ? 0 : initial ? 0.8 : likeness(word, b[i]);
      if (like > best) { best = like; partner = i; }
    }
    if (best == 0) return 0;
    used[partner] = true;
    sum += best;
  }
  return sum / static_cast<double>(a.size());
}

}  // namespace

const char* name(Match how) {
  switch (how) {
    case Match::exact: return "exact";
    case Match::other_spelling: return "other spelling";
    case Match::transliterated: return "transliterated";
    case Match::surname: return "surname";
    case Match::close: return "close";
  }
  return "close";
}

Register::Register(Of of) : of_(of), foreign_(std::make_shared<Foreign>()) {}

Register Register::of_persons(const record::Package& package) {
  Register persons(Of::persons);
  std::map<std::string_view, std::size_t> by_id;
  const auto today = package.as_known(std::nullopt);
  const auto usual = record::usual_names(today);
  for (const auto row : today.rows("persons")) {
    by_id.emplace(row.id(), persons.entries_.size());
    auto& entry = persons.entries_.emplace_back(Entry{.id = std::string(row.id()), .name = std::string(usual.at(row.id())), .names = {}, .surnames = {}});
    persons.add_name(entry, row.cell("name"), Kind::name);
  }
  for (const auto row : today.rows("names")) {
    const auto found = by_id.find(row.cell("person"));
    if (found == by_id.end()) continue;
    const auto kind = row.cell("kind");
    persons.add_name(persons.entries_[found->second], row.cell("name"), kind == "surname" ? Kind::surname : kind == "alias" ? Kind::alias : Kind::name);
  }
  return persons;
}

Register Register::of_states(const record::Package& package) {
  Register states(Of::states);
  for (const auto row : package.as_known(std::nullopt).rows("states")) {
    auto& entry = states.entries_.emplace_back(Entry{.id = std::string(row.id()), .name = std::string(row.cell("name")), .names = {}, .surnames = {}});
    states.add_name(entry, entry.name, Kind::name);
    states.add_name(entry, row.cell("official_name"), Kind::alias);
    auto others = row.cell("other_names");
    while (!others.empty()) {
      const auto end = std::min(others.find(';'), others.size());
      states.add_name(entry, others.substr(0, end), Kind::alias);
      others.remove_prefix(std::min(end + 1, others.size()));
    }
  }
  return states;
}

void Register::add_name(Entry& entry, std::string_view text, Kind kind) const {
  if (text.empty()) return;
  Name name{.text = std::string(text), .kind = kind, .words = fold(text), .core = {}, .foreign = foreign_->texts.size()};
  if (name.words) name.core = core(*name.words);
  else foreign_->texts.push_back(name.text);
  if (kind == Kind::surname && !name.core.empty()) entry.surnames.push_back(name.core.back());
  entry.names.push_back(std::move(name));
}

// What a name is told by: of a person without particles, of a state without its article; unless nothing else is there.
Words Register::core(const Words& words) const {
  Words left;
  std::ranges::copy_if(words, std::back_inserter(left), [&](const auto& word) { return of_ == Of::persons ? !is_particle(word) : word != "the"; });
  return left.empty() ? words : left;
}

std::optional<Register::Query> Register::query(std::string_view text) const {
  if (text.size() > longest_query) return std::nullopt;
  auto words = fold(text);
  Query query{.text = text, .words = {}, .core = {}, .was_romanised = !words};
  query.words = words ? *std::move(words) : fold(romanised(text)).value_or(Words());
  if (query.words.empty()) return std::nullopt;
  query.core = core(query.words);
  return query;
}

Register::Fit Register::fit_same(Kind kind) {
  switch (kind) {
    case Kind::name: return {1.0, Match::exact};
    case Kind::alias: return {0.98, Match::other_spelling};
    case Kind::surname: return {0.8, Match::surname};
  }
  return {};
}

std::optional<Register::Fit> Register::fit(const Query& query, const Entry& entry, const Name& name) const {
  if (query.text == name.text) return fit_same(name.kind);
  if (name.words) {
    auto found = fit_words(query, entry, *name.words, name.core, name.kind);
    if (found && query.was_romanised && found->how != Match::close) *found = {found->score * 0.97, found->how == Match::surname ? Match::surname : Match::transliterated};
    return found;
  }
  if (!query.was_romanised) return std::nullopt;
  std::call_once(foreign_->once, [&] { for (const auto& text : foreign_->texts) foreign_->words.push_back(fold(romanised(text)).value_or(Words())); });
  const auto& words = foreign_->words[name.foreign];
  return words.empty() ? std::nullopt : fit_words(query, entry, words, core(words), name.kind);
}

std::optional<Register::Fit> Register::fit_words(const Query& query, const Entry& entry, const Words& words, const Words& name, Kind kind) const {
  const auto& asked = query.core;
  const bool surname = kind == Kind::surname;
  const bool same = asked.size() == name.size() && all_in(asked, name);
  if (query.words == words || (of_ == Of::states && asked == name)) return fit_same(kind);
  if ((of_ == Of::persons && same) || (letters(asked) == letters(name) && joined(asked) == joined(name))) return surname ? Fit{0.78, Match::surname} : Fit{0.95, Match::other_spelling};
  if (of_ == Of::persons && !surname) {
    const bool with_surname = std::ranges::any_of(entry.surnames, [&](const auto& word) { return has(asked, word); });
    if (asked.size() >= 2 && with_surname && all_in(asked, name)) return Fit{0.9, Match::other_spelling};
    if (name.size() >= 2 && all_in(name, asked)) return Fit{0.7, Match::close};
  }
  if (of_ == Of::states && asked.size() < name.size() && all_in(asked, name)) return Fit{0.55, Match::close};
  if (surname && asked.size() > name.size() && all_in(name, asked)) return Fit{0.5, Match::close};
  const auto like = std::max(likeness(asked, name), of_ == Of::states ? likeness(joined(asked), joined(name)) : 0);
  if (like == 0) return std::nullopt;
  return Fit{surname ? 0.2 + 0.4 * like : 0.3 + 0.4 * like, Match::close};
}

std::optional<Candidate> Register::candidate(const Query& query, std::size_t number) const {
  const auto& entry = entries_[number];
  const auto made = [&](const std::string& matched, Fit fit) { return Candidate{.id = entry.id, .name = entry.name, .matched = matched, .score = fit.score, .how = fit.how}; };
  const bool is_id = query.text == entry.id || (of_ == Of::states && query.words.size() == 1 && query.words[0] == entry.id && query.text.size() == entry.id.size());
  if (is_id) return made(entry.id, {1.0, Match::exact});
  std::optional<Candidate> best;
  for (const auto& name : entry.names)
    if (const auto found = fit(query, entry, name); found && (!best || best->score < found->score)) best = made(name.text, *found);
  return best;
}

std::vector<Candidate> Register::find(std::string_view text) const {
  std::vector<Candidate> found;
  const auto asked = query(text);
  for (std::size_t i = 0; asked && i < entries_.size(); ++i)
    if (auto one = candidate(*asked, i)) found.push_back(*std::move(one));
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; });
  return found;
}

Result<Candidate> Register::one(std::string_view text) const {
  const auto found = find(text);
  const auto taken = static_cast<std::size_t>(std::ranges::count_if(found, [](const auto& c) { return c.score >= taken_from && c.how != Match::close; }));
  if (taken == 0) {
    const bool persons = of_ == Of::persons;
    const auto shown = text.size() > longest_query ? std::string("a text of this length") : fmt::format("`{}`", text);
    return Failure(fault(persons ? "A003" : "A004", fmt::format("the record knows no {} by the name of {}", persons ? "person" : "state", shown), nearest(found)));
  }
  if (taken == 1 || found[0].score - found[1].score >= clear_by) return found[0];
  std::vector<std::string> all;
  for (std::size_t i = 0; i < taken; ++i)
    if (found[0].score - found[i].score < clear_by) all.push_back(fmt::format("{} (`{}`)", found[i].name, found[i].id));
  return Failure(fault("A006", fmt::format("`{}` may be {}", text, fmt::join(all, " or ")), "give the full name, or the id in brackets"));
}

std::string Register::nearest(const std::vector<Candidate>& candidates) const {
  std::vector<std::string> names;
  for (const auto& c : candidates)
    if (names.size() < 3 && c.score >= candidates[0].score - 0.15) names.push_back(fmt::format("{} (`{}`)", c.name, c.id));
  if (!names.empty()) return fmt::format("did you mean {}?", fmt::join(names, " or "));
  return of_ == Of::persons ? "write the name as a newspaper would, or its id; the record holds only persons whom the Court wants or wanted"
                            : "write the name in English, or its two-letter code (ISO 3166-1)";
}

std::optional<std::string> Register::shown(std::string_view id) const {
  const auto found = std::ranges::find(entries_, id, &Entry::id);
  return found == entries_.end() ? std::nullopt : std::optional(found->name);
}

}  // namespace dedere::names
