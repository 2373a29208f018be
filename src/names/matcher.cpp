#include "names/matcher.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "names/likeness.hpp"

namespace dedere::names {
namespace {

constexpr std::size_t most_units = 3 * Parts::most;
constexpr std::size_t most_pairs = 96;
constexpr float most_lift = 5;   // bits that particulars of a person may add to a name that falls short

// A stretch of the name asked for: one word, or neighbours written as one.
struct Asked {
  Places places = 0;
  bool joined = false;
  float best = 0;               // the most that any listed word could be worth
  bool equal = false;           // is it on the list as it is written?
  std::span<const Like> likes;
};

struct Pair {
  Places asked, listed;
  float value;
  WordId word;
  How how;
};

// What agreed and what did not between the name asked for and one on the list; what the score is made of.
struct Comparison {
  std::array<Pair, most_pairs> pairs;
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

class Matcher::Search {
 public:
  explicit Search(const Index& index) : index_(index), weights_(index.lexicon().weights()), likeness_(index), marks_(index.words(), 0), seen_(index.names(), 0) {}

  const std::vector<Hit>& find(const Query& query, const Limits& limits);

 private:
  void compare_persons(const Query& query, Hit& hit, const Limits& limits) const;
  struct Mark { std::uint16_t asked; std::uint16_t next; float value; How how; };

  void read(const Query& query);
  [[nodiscard]] float bound() const;
  void choose(float least);
  void collect(float least);
  void compare(NameId id, Comparison& c) const;
  void align(const Index::Name& name, Comparison& c) const;
  void initials(const Index::Name& name, Comparison& c) const;
  [[nodiscard]] float weigh(const Index::Name& name, const Comparison& c, std::vector<Term>* terms) const;
  // For a word asked for that the listed name lacks.
  [[nodiscard]] float off_extra(std::size_t place) const { return patronymics_ >> place & 1U ? weights_.patronymic : weights_.extra + weights_.extra_share * bits_[place]; }

  const Index& index_;
  const Weights& weights_;
  Likeness likeness_;
  Parts parts_;
  std::array<Asked, most_units> asked_{};
  std::array<float, Parts::most> bits_{};
  std::array<std::string, Parts::most> both_;   // two words of another script as one
  std::size_t units_ = 0;
  Places heavy_ = 0, patronymics_ = 0;
  std::array<bool, most_units> drives_{};
  std::vector<std::uint16_t> marks_;      // of each word of the index: 1 + where its marks begin; 0: none
  std::vector<Mark> chain_;
  std::vector<WordId> marked_;
  std::vector<std::uint32_t> seen_;       // of each name: the last query that met it
  std::uint32_t turn_ = 0;
  struct Found { std::uint32_t entry; NameId name; float score; };
  std::vector<Found> found_;
  std::vector<Hit> hits_;
};

void Matcher::Search::read(const Query& query) {
  parts_.read(query.name);
  likeness_.begin();
  units_ = 0;
  heavy_ = patronymics_ = 0;
  const auto place = [](std::size_t i) { return static_cast<Places>(1U << i); };
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    auto& unit = asked_[units_++];
    const auto& word = likeness_.of(parts_[i]);
    unit = {.places = place(i), .joined = false, .best = word.best, .equal = word.equal, .likes = word.likes()};
    bits_[i] = word.bits;
    if (word.patronymic) patronymics_ |= place(i);
    if (!word.light) heavy_ |= place(i);
  }
  if (heavy_ == 0) heavy_ = static_cast<Places>((1U << parts_.size()) - 1);
  const auto join = [&](std::size_t i, std::size_t j, std::string_view middle, Places places) {
    if (units_ == most_units) return;
    const auto likes = likeness_.of_joined(parts_[i].text, middle, parts_[j].text);
    if (likes.empty()) return;
    asked_[units_++] = {.places = places, .joined = true, .best = likes[0].value, .likes = likes};
  };
  for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
    if (!parts_[i + 1].follows || parts_[i].script != parts_[i + 1].script) continue;
    if (parts_[i].script != Script::latin) {
      if (units_ == most_units) break;
      auto& both = both_[i];
      both.assign(parts_[i].text).append(parts_[i + 1].text);
      const auto& word = likeness_.of({.text = both, .script = parts_[i].script});
      if (word.count > 0) asked_[units_++] = {.places = static_cast<Places>(place(i) | place(i + 1)), .joined = true, .best = word.best, .likes = word.likes()};
      continue;
    }
    join(i, i + 1, "", place(i) | place(i + 1));
    if (i + 2 < parts_.size() && !(heavy_ & place(i + 1)) && parts_[i + 2].follows && parts_[i + 2].script == Script::latin)
      join(i, i + 2, parts_[i + 1].text, place(i) | place(i + 1) | place(i + 2));
  }
}

// The most that any listed name can reach.
float Matcher::Search::bound() const {
  // The best way to cut the name into units, from the left; a word that is like none on the list costs what it costs; an initial may fit anything.
  std::array<float, Parts::most + 1> best;
  best.fill(-1000);
  best[0] = 0;
  bool whole = true, alike = true;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const bool heavy = heavy_ >> i & 1U, initial = parts_[i].text.size() == 1;
    const auto& single = asked_[i];
    bool covered = initial || !single.likes.empty(), equal = single.equal;
    best[i + 1] = std::max(best[i + 1], best[i] + std::max(initial ? weights_.initial : 0, heavy && !covered ? -off_extra(i) : 0));
    for (std::size_t u = 0; u < units_; ++u) {
      const auto& unit = asked_[u];
      if (unit.places >> i & 1U && unit.joined) { covered = true; equal = true; }
      if (static_cast<std::size_t>(std::countr_zero(unit.places)) != i || unit.likes.empty()) continue;
      const auto end = i + static_cast<std::size_t>(std::popcount(unit.places));
      best[end] = std::max(best[end], best[i] + unit.best);
    }
    whole = whole && (covered || !heavy);
    alike = alike && (equal || !heavy);
  }
  return best[parts_.size()] + (whole ? weights_.complete : 0) + (whole && alike ? weights_.exact : 0);
}

// Which units must be followed: a name that agrees with none of them cannot reach `least`. Those with the longest lists are left out first.
void Matcher::Search::choose(float least) {
  std::array<std::pair<std::size_t, std::size_t>, most_units> order{};
  for (std::size_t u = 0; u < units_; ++u) {
    std::size_t work = 0;
    for (const auto& like : asked_[u].likes) work += index_.word(like.word).count;
    order[u] = {work, u};
    drives_[u] = true;
  }
  std::sort(order.begin(), order.begin() + units_, std::greater<>());
  float left = least - weights_.complete - weights_.exact;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (parts_[i].text.size() == 1) left -= weights_.initial;
  for (std::size_t i = 0; i < units_; ++i) {
    auto& unit = asked_[order[i].second];
    if (unit.best < left) { left -= unit.best; drives_[order[i].second] = false; }
  }
}

void Matcher::Search::align(const Index::Name& name, Comparison& c) const {
  std::size_t count = 0;
  for (const auto& unit : index_.units(name)) {
    for (auto m = marks_[unit.word]; m != 0; m = chain_[m - 1].next) {
      const auto& mark = chain_[m - 1];
      const auto& asked = asked_[mark.asked];
      const bool listed_joined = std::popcount(unit.places) > 1;
      if (asked.joined && listed_joined && asked.places == unit.places && std::popcount(asked.places) > 2) continue;
      if (count == most_pairs) break;
      const bool joined = asked.joined || listed_joined;
      c.pairs[count++] = {asked.places, unit.places, mark.value - (joined ? weights_.joined : 0), unit.word, joined ? How::joined : mark.how};
    }
  }
  // Few pairs: the best first, ties to those that stand at like places.
  std::sort(c.pairs.begin(), c.pairs.begin() + static_cast<std::ptrdiff_t>(count), [](const Pair& a, const Pair& b) {
    if (a.value != b.value) return a.value > b.value;
    return std::abs(std::countr_zero(a.asked) - std::countr_zero(a.listed)) < std::abs(std::countr_zero(b.asked) - std::countr_zero(b.listed));
  });
  c.agreed = 0;
  c.asked = c.listed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& pair = c.pairs[i];
    if ((pair.asked & c.asked) || (pair.listed & c.listed)) continue;
    c.asked |= pair.asked;
    c.listed |= pair.listed;
    c.pairs[c.agreed++] = pair;
  }
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

void Matcher::Search::compare(NameId id, Comparison& c) const {
  const auto& name = index_.name(id);
  align(name, c);
  initials(name, c);
  c.score = weigh(name, c, nullptr);
}

void Matcher::Search::collect(float least) {
  chain_.clear();
  for (const auto word : marked_) marks_[word] = 0;
  marked_.clear();
  for (std::size_t u = 0; u < units_; ++u)
    for (const auto& like : asked_[u].likes) {
      chain_.push_back({static_cast<std::uint16_t>(u), marks_[like.word], like.value, like.how});
      if (marks_[like.word] == 0) marked_.push_back(like.word);
      marks_[like.word] = static_cast<std::uint16_t>(chain_.size());
    }
  if (++turn_ == 0) { std::ranges::fill(seen_, 0U); turn_ = 1; }
  Comparison c;
  for (std::size_t u = 0; u < units_; ++u) {
    if (!drives_[u]) continue;
    for (const auto& like : asked_[u].likes)
      for (const auto id : index_.postings(index_.word(like.word))) {
        if (seen_[id] == turn_) continue;
        seen_[id] = turn_;
        compare(id, c);
        if (c.score >= least) found_.push_back({index_.name(id).entry, id, c.score});
      }
  }
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
    second = second || birth == Agreement::day || birth == Agreement::year || nationality == Agreement::same;
  }
  double sum = 0;
  for (const auto& term : hit.terms) sum += term.bits;
  hit.score = std::round(sum * 100) / 100;
  if (hit.score >= static_cast<double>(weights_.match) && second) hit.band = Band::match;
  else if (hit.score >= static_cast<double>(weights_.review)) hit.band = Band::review;
}

const std::vector<Hit>& Matcher::Search::find(const Query& query, const Limits& limits) {
  hits_.clear();
  found_.clear();
  const bool particulars = query.identity && (!query.identity->births.empty() || !query.identity->nationalities.empty() || query.identity->sex != Sex::unknown);
  const auto least = static_cast<float>(limits.least) - (particulars ? most_lift : 0);
  read(query);
  if (parts_.size() == 0 || bound() < least) return hits_;
  choose(least);
  collect(least);
  std::ranges::sort(found_, [](const Found& a, const Found& b) { return a.entry != b.entry ? a.entry < b.entry : a.score != b.score ? a.score > b.score : a.name < b.name; });
  found_.erase(std::unique(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.entry == b.entry; }), found_.end());
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
    align(name, c);
    initials(name, c);
    hit.terms.clear();
    (void)weigh(name, c, &hit.terms);
    compare_persons(query, hit, limits);
  }
  std::erase_if(hits_, [&](const Hit& hit) { return hit.score < limits.least; });
  return hits_;
}

Matcher::Matcher(const Index& index) : search_(std::make_unique<Search>(index)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

const std::vector<Hit>& Matcher::find(const Query& query, const Limits& limits) { return search_->find(query, limits); }

}  // namespace dedere::names
