#include "names/matcher.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <cstring>
#include <utility>

#include "names/candidates.hpp"

namespace dedere::names {
namespace {

constexpr std::size_t most_pairs = 96;
constexpr float nothing = -1000;  // the score of names that share no word
constexpr float most_lift = 5;   // bits that particulars of a person may add to a name that falls short

struct Pair {
  Places asked, listed;
  float value;
  WordId word;
  How how;
};

// What agreed and what did not between the name asked for and one on the list; what the score is made of.
struct Comparison {
  std::array<Pair, most_pairs> pairs;
  std::size_t met = 0;             // pairs, before align
  std::size_t agreed = 0;          // the first of `pairs`, after align
  Places asked = 0, listed = 0;    // places that agree
  float score = 0;
};

}  // namespace

const char* name(How how) {
  constexpr const char* names[] = {"equal", "other spelling", "transliterated", "form of the name", "initial", "written as one", "missing", "extra", "different", "all words agree", "all words are equal", "one word only", "other order", "birth", "nationality", "sex"};
  return names[static_cast<std::size_t>(how)];
}

const char* name(Band band) { return band == Band::match ? "match" : band == Band::review ? "review" : "none"; }

enum class Matcher::Way { by_candidates, plain };

class Matcher::Search {
 public:
  explicit Search(const Index& index) : index_(index), weights_(index.lexicon().weights()), likeness_(index), marks_(index.words(), 0), candidates_(index) {}

  const std::vector<Hit>& find(const Query& query, const Limits& limits, Way way);

 private:
  void find_all(std::string_view field, const Query& query, const Limits& limits);
  void find_one(const Query& query, const Limits& limits);
  void compare_persons(const Query& query, Hit& hit, const Limits& limits) const;
  [[nodiscard]] const Lexicon& lexicon() const { return index_.lexicon(); }
  struct Mark { std::uint16_t asked; std::uint16_t next; float value; How how; };

  void read();
  [[nodiscard]] float bound(float least);
  void mark();
  void collect(float least);
  void compare_names(std::uint32_t entry, float least);
  void compare(NameId id, float least, Comparison& c) const;
  void pair(const Index::Name& name, Comparison& c) const;
  [[nodiscard]] bool same_cut(Places asked, const Index::Unit& unit, const Index::Name& name) const;
  [[nodiscard]] float bound(const Index::Name& name, const Comparison& c) const;
  void align(Comparison& c) const;
  void initials(const Index::Name& name, Comparison& c) const;
  [[nodiscard]] float weigh(const Index::Name& name, const Comparison& c, std::vector<Term>* terms) const;
  // For a word asked for that the listed name lacks.
  [[nodiscard]] float off_extra(std::size_t place) const { return places_[place].off_extra; }

  const Index& index_;
  const Weights& weights_;
  Likeness likeness_;
  Parts parts_;
  std::array<Asked, most_units> asked_{};
  std::array<AskedPlace, Parts::most> places_{};
  std::string both_;            // two words of another script as one
  std::size_t units_ = 0;
  Places heavy_ = 0, patronymics_ = 0;
  int letters_ = 0;             // words that are one letter
  std::vector<std::uint16_t> marks_;      // of each word of the index: 1 + where its marks begin; 0: none
  std::bitset<4096> maybe_marked_;        // by the low bits of a word: fits where marks_ does not
  std::vector<Mark> chain_;
  std::vector<WordId> marked_;
  Candidates candidates_;
  Way way_ = Way::by_candidates;
  struct Found { std::uint32_t entry; NameId name; float score; };
  std::vector<Found> found_;
  std::vector<Hit> hits_;
};

// The words of the query, which parts_ holds.
void Matcher::Search::read() {
  likeness_.begin();
  units_ = 0;
  heavy_ = patronymics_ = 0;
  letters_ = 0;
  std::array<float, Parts::most> bits{};
  const auto place = [](std::size_t i) { return static_cast<Places>(1U << i); };
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    auto& unit = asked_[units_++];
    const auto& word = likeness_.of(parts_[i]);
    unit = {.places = place(i), .joined = false, .best = word.best, .equal = word.equal, .likes = word.likes()};
    bits[i] = word.bits;
    if (word.patronymic) patronymics_ |= place(i);
    if (!word.light) heavy_ |= place(i);
    letters_ += parts_[i].text.size() == 1;
  }
  if (heavy_ == 0) heavy_ = static_cast<Places>((1U << parts_.size()) - 1);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const bool heavy = heavy_ >> i & 1U;
    const float off = patronymics_ >> i & 1U ? weights_.patronymic : weights_.extra + weights_.extra_share * bits[i];
    places_[i] = {.off_extra = heavy ? off : 0, .heavy = heavy, .initial = parts_[i].text.size() == 1, .first = parts_[i].script == Script::latin ? parts_[i].text[0] : '\0'};
  }
  const auto join = [&](std::size_t i, std::size_t j, std::string_view middle, Places places) {
    if (units_ == most_units) return;
    const auto likes = likeness_.of_joined(parts_[i].text, middle, parts_[j].text);
    if (likes.empty()) return;
    asked_[units_++] = {.places = places, .joined = true, .best = likes[0].value, .likes = likes};
  };
  const auto join_foreign = [&](std::size_t i, std::string_view second) {
    if (units_ == most_units || second.empty()) return;
    const auto& word = likeness_.of({.text = both_.assign(parts_[i].text).append(second), .script = parts_[i].script});
    if (word.count > 0) asked_[units_++] = {.places = static_cast<Places>(place(i) | place(i + 1)), .joined = true, .best = word.best, .likes = word.likes()};
  };
  for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
    if (!parts_[i + 1].follows || parts_[i].script != parts_[i + 1].script) continue;
    if (parts_[i].script != Script::latin) {
      join_foreign(i, parts_[i + 1].text);
      if (parts_[i + 1].text.starts_with(arabic_article)) join_foreign(i, parts_[i + 1].text.substr(arabic_article.size()));   // "ud-din": the article sounds like what follows
      continue;
    }
    join(i, i + 1, "", place(i) | place(i + 1));
    if (i + 2 < parts_.size() && !(heavy_ & place(i + 1)) && parts_[i + 2].follows && parts_[i + 2].script == Script::latin)
      join(i, i + 2, parts_[i + 1].text, place(i) | place(i + 1) | place(i + 2));
  }
}

// The most that any listed name can reach. Of each unit only those likes are kept with which some name could reach `least`.
float Matcher::Search::bound(float least) {
  // The best ways to cut the words before a place, and those from it on, into units. A word that is like none on the list costs what it costs; an
  // initial may fit anything, and an initial on the list any word.
  std::array<float, Parts::most + 1> before, after;
  before.fill(-1000);
  after.fill(-1000);
  const auto n = parts_.size();
  before[0] = after[n] = 0;
  bool whole = true, alike = true;
  std::array<float, Parts::most> alone{};
  for (std::size_t i = 0; i < n; ++i) {
    const auto& single = asked_[i];
    const bool heavy = heavy_ >> i & 1U;
    const bool initial = parts_[i].script == Script::latin && (parts_[i].text.size() == 1 || index_.has_initial(parts_[i].text[0]));
    bool covered = initial || !single.likes.empty(), equal = single.equal;
    alone[i] = initial ? weights_.initial : heavy ? -off_extra(i) : 0;
    if (!single.likes.empty()) alone[i] = std::max(alone[i], single.best);
    for (std::size_t u = n; u < units_; ++u)
      if (asked_[u].places >> i & 1U) covered = equal = true;
    whole = whole && (covered || !heavy);
    alike = alike && (equal || !heavy);
  }
  const auto begin = [&](const Asked& unit) { return static_cast<std::size_t>(std::countr_zero(unit.places)); };
  const auto end = [&](const Asked& unit) { return static_cast<std::size_t>(std::bit_width(unit.places)); };
  for (std::size_t i = 0; i < n; ++i) {
    before[i + 1] = std::max(before[i + 1], before[i] + alone[i]);
    for (std::size_t u = n; u < units_; ++u)
      if (begin(asked_[u]) == i) before[end(asked_[u])] = std::max(before[end(asked_[u])], before[i] + asked_[u].best);
  }
  for (std::size_t i = n; i-- > 0;) {
    after[i] = after[i + 1] + alone[i];
    for (std::size_t u = n; u < units_; ++u)
      if (begin(asked_[u]) == i) after[i] = std::max(after[i], after[end(asked_[u])] + asked_[u].best);
  }
  const float complete = whole ? weights_.complete : 0, exact = whole && alike ? weights_.exact : 0;
  const float most = before[n] + complete + exact;
  if (most < least) return most;
  for (std::size_t u = 0; u < units_; ++u) {
    auto& unit = asked_[u];
    const float others = before[begin(unit)] + after[end(unit)] + complete;
    std::size_t kept = unit.likes.size();
    const auto reaches = [&](const Like& like) { return like.value + others + (unit.joined || like.how == How::equal ? exact : 0) >= least; };
    while (kept > 0 && !reaches(unit.likes[kept - 1])) --kept;
    unit.likes = unit.likes.first(kept);
  }
  return most;
}

// Are two words written as one in both cut at the same place? Then they agree each by itself.
bool Matcher::Search::same_cut(Places asked, const Index::Unit& unit, const Index::Name& name) const {
  if (std::popcount(asked) != 2 || std::popcount(unit.places) != 2) return false;
  const auto& first = parts_[static_cast<std::size_t>(std::countr_zero(asked))];
  const auto listed = index_.text(index_.word(index_.units(name)[static_cast<std::size_t>(std::countr_zero(unit.places))].word));
  return first.text == listed;
}

// All pairs of stretches that are alike, whether or not they go together.
void Matcher::Search::pair(const Index::Name& name, Comparison& c) const {
  std::size_t count = 0;
  for (const auto& unit : index_.units(name)) {
    if (!maybe_marked_[unit.word % maybe_marked_.size()]) continue;
    for (auto m = marks_[unit.word]; m != 0; m = chain_[m - 1].next) {
      const auto& mark = chain_[m - 1];
      const auto& asked = asked_[mark.asked];
      const bool listed_joined = std::popcount(unit.places) > 1;
      if (asked.joined && listed_joined && asked.places == unit.places && std::popcount(asked.places) > 2) continue;
      if (asked.joined && listed_joined && same_cut(asked.places, unit, name)) continue;
      if (count == most_pairs) break;
      const bool joined = asked.joined || listed_joined;
      c.pairs[count++] = {asked.places, unit.places, mark.value - (joined ? weights_.joined : 0), unit.word, joined ? How::joined : mark.how};
    }
  }
  c.met = count;
}

// The most that the pairs can come to.
float Matcher::Search::bound(const Index::Name& name, const Comparison& c) const {
  float sum = 0;
  Places asked = 0, listed = 0;
  for (std::size_t i = 0; i < c.met; ++i) {
    sum += std::max(0.0F, c.pairs[i].value);
    asked |= c.pairs[i].asked;
    listed |= c.pairs[i].listed;
  }
  // What has no partner may be an initial, or fit one.
  const int initials = letters_ + name.letters, alone = std::popcount(static_cast<Places>(heavy_ & ~asked)), missing = std::popcount(static_cast<Places>(name.heavy & ~listed));
  if (alone == 0 && missing == 0) return sum + weights_.complete + weights_.exact;
  return sum + weights_.initial * static_cast<float>(initials) + (alone <= initials && missing <= initials ? weights_.complete : 0);
}

// The best of the pairs that go together: the best first, ties to those that stand at like places; and if it comes to more, words by themselves before
// words written as one.
void Matcher::Search::align(Comparison& c) const {
  const auto first = c.pairs.begin(), end = first + static_cast<std::ptrdiff_t>(c.met);
  const auto better = [](const Pair& a, const Pair& b) {
    if (a.value != b.value) return a.value > b.value;
    return std::abs(std::countr_zero(a.asked) - std::countr_zero(a.listed)) < std::abs(std::countr_zero(b.asked) - std::countr_zero(b.listed));
  };
  const auto choose = [&](bool keep) {
    float sum = 0;
    c.agreed = 0;
    c.asked = c.listed = 0;
    for (std::size_t i = 0; i < c.met; ++i) {
      const auto& pair = c.pairs[i];
      if ((pair.asked & c.asked) || (pair.listed & c.listed)) continue;
      c.asked |= pair.asked;
      c.listed |= pair.listed;
      sum += pair.value;
      if (keep) c.pairs[c.agreed++] = pair;
    }
    return sum;
  };
  std::sort(first, end, better);
  if (std::none_of(first, end, [](const Pair& pair) { return pair.how == How::joined; })) { (void)choose(true); return; }
  const auto by_value = choose(false);
  std::sort(first, end, [&](const Pair& a, const Pair& b) { return (a.how == How::joined) != (b.how == How::joined) ? b.how == How::joined : better(a, b); });
  if (choose(false) <= by_value) std::sort(first, end, better);
  (void)choose(true);
}

void Matcher::Search::initials(const Index::Name& name, Comparison& c) const {
  const auto units = index_.units(name);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (c.asked >> i & 1U || parts_[i].script != Script::latin) continue;
    for (std::size_t j = 0; j < name.places; ++j) {
      const auto text = index_.text(index_.word(units[j].word));
      if (c.listed >> j & 1U || (parts_[i].text.size() > 1 && text.size() > 1) || parts_[i].text[0] != text[0]) continue;
      if (!(name.heavy >> j & 1U) && !(heavy_ >> i & 1U)) continue;
      if (c.agreed == most_pairs) return;
      c.pairs[c.agreed++] = {static_cast<Places>(1U << i), static_cast<Places>(1U << j), weights_.initial, units[j].word, How::initial};
      c.asked |= static_cast<Places>(1U << i);
      c.listed |= static_cast<Places>(1U << j);
      break;
    }
  }
}

float Matcher::Search::weigh(const Index::Name& name, const Comparison& c, std::vector<Term>* terms) const {
  float score = 0;
  const auto words = [&](Places places) {
    std::string out;
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (places >> i & 1U) (out += out.empty() ? "" : " ") += parts_[i].text;
    return out;
  };
  const auto listed_words = [&](Places places) {
    std::string out;
    for (std::size_t i = 0; i < name.places; ++i)
      if (places >> i & 1U) (out += out.empty() ? "" : " ") += index_.text(index_.word(index_.units(name)[i].word));
    return out;
  };
  const auto add = [&](How how, Places asked, Places listed, float bits) {
    const float rounded = std::round(bits * 100) / 100;
    score += rounded;
    if (terms) terms->push_back({how, words(asked), listed_words(listed), std::round(static_cast<double>(bits) * 100) / 100});
  };
  int informative = 0;
  bool turned = false, equal = true;
  for (std::size_t i = 0; i < c.agreed; ++i) {
    const auto& pair = c.pairs[i];
    add(pair.how, pair.asked, pair.listed, pair.value);
    equal = equal && pair.how == How::equal;
    const bool heavy = (pair.asked & heavy_) && (pair.listed & name.heavy);
    if (heavy) informative += std::max(std::popcount(static_cast<Places>(pair.asked & heavy_)), std::popcount(static_cast<Places>(pair.listed & name.heavy)));
    for (std::size_t k = 0; k < c.agreed; ++k)
      turned = turned || ((c.pairs[k].asked < pair.asked) != (c.pairs[k].listed < pair.listed) && k != i && heavy && (c.pairs[k].asked & heavy_));
  }
  int extra = 0, missing = 0;
  const int patronymics = std::popcount(static_cast<Places>(patronymics_ & ~c.asked));
  const auto units = index_.units(name);
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if ((heavy_ & ~c.asked) >> i & 1U) { ++extra; add(How::extra, static_cast<Places>(1U << i), 0, -off_extra(i)); }
  for (std::size_t j = 0; j < name.places; ++j)
    if ((name.heavy & ~c.listed) >> j & 1U) { ++missing; add(How::missing, 0, static_cast<Places>(1U << j), -weights_.missing - weights_.missing_share * index_.word(units[j].word).bits); }
  if (extra > patronymics && missing > 0) add(How::opposed, 0, 0, -weights_.opposed);
  if (extra == 0 && missing == 0) {
    add(How::complete, 0, 0, weights_.complete);
    if (equal) add(How::exact, 0, 0, weights_.exact);
  }
  if (informative < 2 && !(std::popcount(heavy_) == 1 && std::popcount(name.heavy) == 1)) add(How::alone, 0, 0, -weights_.alone);
  if (turned) add(How::order, 0, 0, -weights_.order);
  return score;
}

// Its score is no more than what it could be where that is below `least`. Initials alone are no agreement.
void Matcher::Search::compare(NameId id, float least, Comparison& c) const {
  const auto& name = index_.name(id);
  pair(name, c);
  c.score = nothing;
  if (c.met == 0) return;
  c.score = bound(name, c);
  if (c.score < least) return;
  align(c);
  initials(name, c);
  c.score = weigh(name, c, nullptr);
}

// Of each listed word that a unit is like: which units, and what that is worth.
void Matcher::Search::mark() {
  chain_.clear();
  maybe_marked_.reset();
  for (const auto word : marked_) marks_[word] = 0;
  marked_.clear();
  for (std::size_t u = 0; u < units_; ++u)
    for (const auto& like : asked_[u].likes) {
      chain_.push_back({static_cast<std::uint16_t>(u), marks_[like.word], like.value, like.how});
      maybe_marked_.set(like.word % maybe_marked_.size());
      if (marks_[like.word] == 0) marked_.push_back(like.word);
      marks_[like.word] = static_cast<std::uint16_t>(chain_.size());
    }
}

void Matcher::Search::collect(float least) {
  if (way_ == Way::plain) {
    mark();
    for (std::uint32_t entry = 0; entry < index_.listed().size(); ++entry) compare_names(entry, least);
    return;
  }
  const auto entries = candidates_.find({asked_.data(), units_}, {places_.data(), parts_.size()}, least);
  if (entries.empty()) return;
  for (const auto entry : entries) index_.will_need_entry(entry);
  mark();
  for (const auto entry : entries) index_.will_need_names(entry);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i + 1 < entries.size()) index_.will_need_units(entries[i + 1]);
    compare_names(entries[i], least);
  }
}

// Of an entry; keeps the best.
void Matcher::Search::compare_names(std::uint32_t entry, float least) {
  Comparison c;
  Found best{entry, 0, least};
  bool found = false;
  const auto [first, end] = index_.names_of(entry);
  for (auto name = first; name < end; ++name) {
    compare(name, best.score, c);
    if (c.score < best.score || (found && c.score == best.score)) continue;
    best = {entry, name, c.score};
    found = true;
  }
  if (found) found_.push_back(best);
}

// Adds what the particulars of the two persons say.
void Matcher::Search::compare_persons(const Query& query, Hit& hit, const Limits& limits) const {
  bool second = limits.name_alone;
  const auto add = [&](How how, float bits) { hit.terms.push_back({how, {}, {}, std::round(static_cast<double>(bits) * 100) / 100}); };
  if (query.identity) {
    const auto& other = index_.listed()[hit.entry].identity;
    const auto birth = compare_births(*query.identity, other), nationality = compare_nationalities(*query.identity, other), sex = compare_sex(*query.identity, other);
    if (birth == Agreement::day) add(How::birth, weights_.birth_day);
    if (birth == Agreement::year) add(How::birth, weights_.birth_year);
    if (birth == Agreement::near) add(How::birth, weights_.birth_near);
    if (birth == Agreement::other) add(How::birth, -weights_.birth_other);
    if (nationality != Agreement::unknown) add(How::nationality, nationality == Agreement::same ? weights_.nationality_same : -weights_.nationality_other);
    if (sex != Agreement::unknown) add(How::sex, sex == Agreement::same ? weights_.sex_same : -weights_.sex_other);
    second = second || birth == Agreement::day || birth == Agreement::year;
  }
  double sum = 0;
  for (const auto& term : hit.terms) sum += term.bits;
  hit.score = std::round(sum * 100) / 100;
  if (hit.score >= static_cast<double>(weights_.match) && second) hit.band = Band::match;
  else if (hit.score >= static_cast<double>(weights_.review)) hit.band = Band::review;
}

// Of the name whose words parts_ holds.
void Matcher::Search::find_one(const Query& query, const Limits& limits) {
  hits_.clear();
  found_.clear();
  const bool particulars = query.identity && (!query.identity->births.empty() || !query.identity->nationalities.empty() || query.identity->sex != Sex::unknown);
  const auto least = static_cast<float>(limits.least) - (particulars ? most_lift : 0);
  read();
  if (parts_.size() == 0) return;
  const float most = bound(least);   // drops likes too, and which pairs are chosen may turn on them: in either way
  if (way_ != Way::plain && most < least) return;
  collect(least);
  Comparison c;
  for (const auto& found : found_) {
    auto& hit = hits_.emplace_back(Hit{.entry = found.entry, .name = found.name, .score = found.score, .band = Band::none, .terms = {}});
    if (!particulars) continue;
    hit.terms.push_back({How::equal, {}, {}, found.score});   // of the name as a whole: the score counts before the best are chosen
    compare_persons(query, hit, limits);
  }
  std::ranges::sort(hits_, [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.entry < b.entry; });
  if (hits_.size() > limits.most) hits_.resize(limits.most);
  for (auto& hit : hits_) {
    const auto& name = index_.name(hit.name);
    pair(name, c);
    align(c);
    initials(name, c);
    hit.terms.clear();
    (void)weigh(name, c, &hit.terms);
    compare_persons(query, hit, limits);
  }
  std::erase_if(hits_, [&](const Hit& hit) { return hit.score < limits.least; });
}

// Several names of one person in one field: the best hit for each who is listed.
void Matcher::Search::find_all(std::string_view field, const Query& query, const Limits& limits) {
  std::vector<Hit> all;
  for (bool more = true; more;) {
    const auto another = lexicon().another(parts_);
    more = another.has_value();
    if (more) {
      const auto rest = field.substr(parts_[another->begin].at);
      parts_.read(field.substr(0, parts_[another->end].at));
      field = rest;
    }
    find_one(query, limits);
    keep_best(all, hits_, limits.most);
    if (more) parts_.read(field);
  }
  hits_ = std::move(all);
}

const std::vector<Hit>& Matcher::Search::find(const Query& query, const Limits& limits, Way way) {
  way_ = way;
  parts_.read(query.name);
  if (lexicon().another(parts_)) find_all(query.name, query, limits);
  else find_one(query, limits);
  return hits_;
}

const Hit* certain(const std::vector<Hit>& hits) {
  constexpr double clear_by = 10;   // bits that the best must be ahead of anybody else
  const auto has = [&](How how) { return std::ranges::any_of(hits[0].terms, [&](const Term& term) { return term.how == how; }); };
  if (hits.empty() || hits[0].band != Band::match || !has(How::complete) || has(How::initial)) return nullptr;
  return hits.size() == 1 || hits[1].score <= hits[0].score - clear_by ? hits.data() : nullptr;
}

void keep_best(std::vector<Hit>& all, const std::vector<Hit>& more, std::size_t most) {
  for (const auto& hit : more) {
    const auto known = std::ranges::find(all, hit.entry, &Hit::entry);
    if (known == all.end()) all.push_back(hit);
    else if (known->score < hit.score) *known = hit;
  }
  std::ranges::sort(all, [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.entry < b.entry; });
  if (all.size() > most) all.resize(most);
}

Matcher::Matcher(const Index& index) : search_(std::make_unique<Search>(index)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

const std::vector<Hit>& Matcher::find(const Query& query, const Limits& limits) { return search_->find(query, limits, Way::by_candidates); }
const std::vector<Hit>& Matcher::find_plainly(const Query& query, const Limits& limits) { return search_->find(query, limits, Way::plain); }

}  // namespace dedere::names
