#include "names/index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "names/text_hash.hpp"

namespace dedere::names {
namespace {

constexpr double unknown_share = 2e-6;   // of a word that no table of common words has
constexpr float light_bits = 0.5F;
constexpr std::uint32_t least_common = 24;

}  // namespace

void Index::Keys::build(std::span<const SoundSet> sets) {
  std::ranges::sort(pairs_, [](const Pair& a, const Pair& b) { return a.key != b.key ? a.key < b.key : a.word < b.word; });
  words_.reserve(pairs_.size());
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (i == 0 || pairs_[i].key != pairs_[i - 1].key) {
      keys_.push_back(pairs_[i].key);
      begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    } else if (pairs_[i].word == pairs_[i - 1].word) {
      continue;
    }
    words_.push_back({pairs_[i].word, sets[pairs_[i].word]});
  }
  begins_.push_back(static_cast<std::uint32_t>(words_.size()));
  pairs_ = {};
  const int bits = std::max(1, static_cast<int>(std::bit_width(keys_.size())) - 1);
  shift_ = 64 - bits;
  directory_.resize((std::size_t{1} << static_cast<unsigned>(bits)) + 1);
  std::size_t key = 0;
  for (std::size_t high = 0; high + 1 < directory_.size(); ++high) {
    while (key < keys_.size() && (keys_[key] >> shift_) < high) ++key;
    directory_[high] = static_cast<std::uint32_t>(key);
  }
  directory_.back() = static_cast<std::uint32_t>(keys_.size());
}

std::span<const Index::Keyed> Index::Keys::find(std::uint64_t key) const {
  if (directory_.empty()) return {};
  const auto high = key >> shift_;
  for (auto i = directory_[high]; i < directory_[high + 1]; ++i)
    if (keys_[i] == key) return {words_.data() + begins_[i], begins_[i + 1] - begins_[i]};
  return {};
}

std::optional<WordId> Index::find(std::string_view text) const {
  const auto mask = slots_.size() - 1;
  const auto h = text_hash(text);
  for (auto at = h & mask; slots_[at].word != 0; at = (at + 1) & mask)
    if (slots_[at].hash == h >> 32U && this->text(words_[slots_[at].word - 1]) == text) return slots_[at].word - 1;
  return std::nullopt;
}

bool with_article(std::string_view word) { return word.size() >= 6 && (word.starts_with("al") || word.starts_with("el")); }

WordId Index::intern(std::string_view text, bool light, bool joined) {
  const auto found = find(text);
  if (found) {
    auto& word = words_[*found];
    word.joined = word.joined && joined;
    return *found;
  }
  const auto id = static_cast<WordId>(words_.size());
  sounds_.push_back(lexicon_->sounds().sound(text));
  words_.push_back({.light = light, .joined = joined, .article = with_article(text), .text = static_cast<std::uint32_t>(letters_.size()), .size = static_cast<std::uint32_t>(text.size())});
  letters_ += text;
  const auto put = [&](WordId word, std::uint64_t h) {
    auto at = h & (slots_.size() - 1);
    while (slots_[at].word != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {word + 1, static_cast<std::uint32_t>(h >> 32U)};
  };
  if (words_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, {});
    for (WordId i = 0; i < words_.size(); ++i) put(i, text_hash(this->text(words_[i])));
  } else {
    put(id, text_hash(text));
  }
  return id;
}

void Index::add_name(std::uint32_t entry, std::uint32_t number, Quality quality, const Parts& parts) {
  if (parts.size() == 0) return;
  Name name{.entry = entry, .first = static_cast<std::uint32_t>(units_.size()), .places = static_cast<std::uint8_t>(parts.size()), .quality = quality};
  const auto place = [](std::size_t i) { return static_cast<Places>(1U << i); };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool light = lexicon_->light(parts[i].text);
    if (!light) name.heavy |= place(i);
    if (const char letter = parts[i].text[0]; parts[i].text.size() == 1) {
      ++name.letters;
      initials_ |= bit_of_initial(letter);
    }
    units_.push_back({intern(parts[i].text, light, false), place(i)});
  }
  // All may be light ("The Doctor"): then that is the name.
  if (name.heavy == 0) name.heavy = static_cast<Places>((1U << parts.size()) - 1);
  const auto join = [&](std::size_t i, std::size_t j, std::string_view middle, Places places) {
    if (parts[i].text.size() < 2 && parts[j].text.size() < 2) return;
    std::string text(parts[i].text);
    (text += middle) += parts[j].text;
    units_.push_back({intern(text, false, true), places});
  };
  for (std::size_t i = 0; i + 1 < parts.size() && units_.size() - name.first < 60; ++i) {
    if (parts[i].script != Script::latin || parts[i + 1].script != Script::latin) continue;
    join(i, i + 1, "", place(i) | place(i + 1));
    if (i + 2 < parts.size() && !(name.heavy & place(i + 1)) && parts[i + 2].script == Script::latin) {
      join(i, i + 2, "", place(i) | place(i + 1) | place(i + 2));
      join(i, i + 2, parts[i + 1].text, place(i) | place(i + 1) | place(i + 2));
    }
  }
  name.units = static_cast<std::uint8_t>(units_.size() - name.first);
  names_.push_back(name);
  numbers_.push_back(number);
}

Index::Index(std::shared_ptr<const Lexicon> lexicon, std::vector<Listed> listed) : lexicon_(std::move(lexicon)), listed_(std::move(listed)), slots_(1024) {
  Parts parts;
  for (std::uint32_t entry = 0; entry < listed_.size(); ++entry)
    for (std::uint32_t i = 0; i < listed_[entry].names.size(); ++i) {
      std::string_view field = listed_[entry].names[i].text;
      for (parts.read(field);; parts.read(field)) {
        const auto another = lexicon_->another(parts);
        const auto rest = another ? field.substr(parts[another->begin].at) : std::string_view();
        if (another) parts.read(field.substr(0, parts[another->end].at));
        add_name(entry, i, listed_[entry].names[i].quality, parts);
        if (!another) break;
        field = rest;
      }
    }
  add_common();
  order_words();
  count();
  weigh();
  make_keys();
}

// What is common tells how much an agreement by chance is to be expected, on the list or not.
void Index::add_common() {
  for (const auto& [word, count] : lexicon_->common())
    if (count >= least_common) intern(word, lexicon_->light(word), false);
}

void Index::order_words() {
  struct Row { bool joined; std::uint64_t order; WordId id; };
  std::vector<Row> rows(words_.size());
  for (WordId id = 0; id < words_.size(); ++id) rows[id] = {words_[id].joined != 0, lexicon_->sounds().order(sounds_[id]), id};
  std::ranges::sort(rows, [&](const Row& a, const Row& b) {
    if (a.joined != b.joined) return b.joined;
    if (a.order != b.order) return a.order < b.order;
    const auto order = sounds_[a.id].text() <=> sounds_[b.id].text();
    return order != 0 ? order < 0 : a.id < b.id;
  });
  std::vector<WordId> now(words_.size());
  Large<Word> words(words_.size());
  Large<Sound> sounds(words_.size());
  for (WordId id = 0; id < rows.size(); ++id) {
    now[rows[id].id] = id;
    words[id] = words_[rows[id].id];
    sounds[id] = sounds_[rows[id].id];
  }
  words_ = std::move(words);
  sounds_ = std::move(sounds);
  for (auto& slot : slots_)
    if (slot.word != 0) slot.word = now[slot.word - 1] + 1;
  for (auto& unit : units_) unit.word = now[unit.word];
}

// Entries in whose names each word stands, in their order.
void Index::count() {
  entries_.reserve(listed_.size() + 1);
  for (NameId id = 0; id < names_.size(); ++id)
    while (entries_.size() <= names_[id].entry) entries_.push_back(id);
  entries_.resize(listed_.size() + 1, static_cast<NameId>(names_.size()));
  std::vector<std::uint32_t> last(words_.size(), ~0U);
  for (const auto& name : names_)
    for (const auto& unit : units(name))
      if (std::exchange(last[unit.word], name.entry) != name.entry) ++words_[unit.word].count;
  std::uint32_t first = 0;
  for (auto& word : words_) { word.first = first; first += word.count; word.count = 0; }
  std::vector<Lettered> postings(first);
  for (const auto& name : names_) {
    std::uint32_t initials = 0;
    if (name.letters > 0)
      for (const auto& unit : units(name))
        if (words_[unit.word].size == 1) initials |= bit_of_initial(text(words_[unit.word])[0]);
    for (const auto& unit : units(name)) {
      auto& word = words_[unit.word];
      auto* begin = postings.data() + word.first;
      if (word.count == 0 || begin[word.count - 1].entry != name.entry) begin[word.count++] = {name.entry, 0};
      begin[word.count - 1].initials |= initials;
    }
  }
  postings_.reserve(postings.size() + static_cast<std::size_t>(std::ranges::count_if(postings, [](const Lettered& one) { return one.initials != 0; })));
  for (auto& word : words_) {
    const auto all = std::span(postings).subspan(word.first, word.count);
    word.first = static_cast<std::uint32_t>(postings_.size());
    for (const auto& [entry, initials] : all)
      if (initials == 0) postings_.push_back(entry);
    for (const auto& [entry, initials] : all)
      if (initials != 0) { postings_.insert(postings_.end(), {entry, initials}); ++word.lettered; }
  }
}

void Index::weigh() {
  const auto& weights = lexicon_->weights();
  const double entries = static_cast<double>(std::max<std::size_t>(listed_.size(), 1000));
  for (auto& word : words_) {
    const auto persons = word.count;
    if (word.joined) { word.share = static_cast<float>(std::max(unknown_share, static_cast<double>(weights.list_share) * std::max(0.0, persons - 1.0) / entries)); continue; }
    const double share = std::max(lexicon_->share(text(word)), unknown_share) + static_cast<double>(weights.list_share) * std::max(0.0, persons - 1.0) / entries;
    word.share = static_cast<float>(share);
    word.bits = word.light ? light_bits : word.size == 1 ? weights.initial : std::min(weights.most(word.size), static_cast<float>(-std::log2(share)));
  }
  // Words written as one are worth what they are worth apart, in the name where that is least.
  for (const auto& name : names_)
    for (const auto& unit : units(name)) {
      auto& word = words_[unit.word];
      if (!word.joined) continue;
      float sum = 0;
      for (std::size_t i = 0; i < name.places; ++i)
        if (unit.places >> i & 1U) sum += words_[units_[name.first + i].word].bits;
      word.bits = word.bits == 0 ? sum : std::min(word.bits, sum);
    }
}

void Index::make_keys() {
  const auto& sounds = lexicon_->sounds();
  std::vector<std::uint64_t> keys;
  for (WordId id = 0; id < words_.size(); ++id) {
    const auto& word = words_[id];
    if (word.size < 2) continue;
    (word.joined ? joined_skeletons_ : skeletons_).add(sounds.skeleton(sounds_[id]), id);
    if (word.joined) continue;
    if (const auto bare = sounds.bare_skeleton(sounds_[id])) skeletons_.add(*bare, id);
    keys.clear();
    sounds.neighbourhood(sounds_[id], keys);
    const auto written = text(word);
    // "alsudani" is looked for as "sudani" too.
    if (word.article) {
      const auto bare = sounds.sound(written.substr(2));
      skeletons_.add(sounds.skeleton(bare), id);
      sounds.neighbourhood(bare, keys);
    }
    for (const auto key : keys) neighbourhoods_.add(key, id);
  }
  std::vector<SoundSet> sets(words_.size());
  for (WordId id = 0; id < words_.size(); ++id) sets[id] = set_of(sounds_[id]) | (words_[id].article ? no_sound : 0);
  for (auto* keys_of : {&skeletons_, &joined_skeletons_, &neighbourhoods_}) keys_of->build(sets);
}

std::string_view Index::written(NameId id) const { return listed_[names_[id].entry].names[numbers_[id]].text; }

}  // namespace dedere::names
