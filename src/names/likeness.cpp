#include "names/likeness.hpp"

#include <algorithm>
#include <cmath>

#include "names/fold.hpp"
#include "names/matcher.hpp"
#include "names/text_hash.hpp"

namespace dedere::names {
namespace {

constexpr double unknown_share = 2e-6;
constexpr std::size_t longest_before_article = 8;   // bytes: four letters
constexpr float of_romanised = 0.5F, most_romanised_cost = 0.5F;   // bits off; how far from it a word may be where a table knows better
constexpr float most_cost = 4;          // of any word
constexpr float of_article = 0.5F;       // bits off where an article comes or goes
constexpr std::size_t beam = 40;         // ways in which a word of another script may sound that are followed
constexpr float most_excess = 14;        // bits over the likeliest way
constexpr float least_value = 1;         // of a word that is not quite near: less is chance
constexpr float near_cost = 1.05F, strange_near_cost = 1.1F, near_bits = 6, least_near_value = -3;   // a common name respelt is worth little, and yet more than two words without a partner
constexpr float foreign_bits = 9;        // of a word in another script, where it finds no partner
constexpr float room_of_strange = 0.25F;
constexpr float of_syllable = 4.6F;     // bits that agreement on the sound of a Chinese character or a Korean syllable is worth at most: names are made of few
constexpr std::size_t bytes_of_syllable = 3;
constexpr float most_joined_cost = 0.8F;   // of the sounds of words written as one
constexpr float rounding = 1e-4F;             // of sums of costs
constexpr WordId nobody = ~WordId{0};
constexpr std::size_t ahead = 8;         // words whose sounds are fetched before they are compared
constexpr std::size_t block = 1U << 16U;
constexpr std::size_t most_kept = 1U << 18U;   // words; then it begins anew

// Where vowels are not written, ICU's rules leave them out.
bool romanises(Script script) { return script != Script::arabic && script != Script::hebrew; }

// May a word that sounds so have an article? Most do not, and need not be looked at.
bool is_with_article(const Sound& sound) { return sound.size() >= 4 && (sound[0] == 'a' || sound[0] == 'e') && sound[1] == 'l'; }

}  // namespace

Likeness::Likeness(const Index& index) : index_(index), slots_(1U << 12U), met_(index.words(), 0) { joined_.reserve(4096); }

const Likeness::Word& Likeness::of(const Part& part) {
  const auto h = text_hash(part.text);
  auto slot = h & (slots_.size() - 1);
  for (; slots_[slot].size != 0; slot = (slot + 1) & (slots_.size() - 1))
    if (slots_[slot].hash == h && std::string_view(texts_.data() + slots_[slot].text, slots_[slot].size) == part.text) return words_[slots_[slot].word];
  auto& word = words_.emplace_back();
  look_up(part, word);
  slots_[slot] = {h, static_cast<std::uint32_t>(words_.size() - 1), static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(part.text.size())};
  texts_ += part.text;
  if (++used_ * 2 > slots_.size()) {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const auto& s : slots_)
      if (s.size != 0) {
        auto at = s.hash & (larger.size() - 1);
        while (larger[at].size != 0) at = (at + 1) & (larger.size() - 1);
        larger[at] = s;
      }
    slots_ = std::move(larger);
  }
  return word;
}

// Shorter words have less room for differences.
float Likeness::limit(std::size_t size) const { return size <= 2 ? 0.4F : size == 3 ? 0.75F : size == 4 ? 1.05F : size <= 6 ? 1.35F : size <= 9 ? 1.9F : 2.3F; }

void Likeness::put(WordId id, float value, How how) {
  const auto& word = index_.word(id);
  now_.push_back({.word = id, .value = value, .first = word.first, .count = word.count, .lettered = word.lettered, .how = how});
}

// The distance to a listed word without its article, if it has one.
float Likeness::article_aside(const Sound& sound, WordId id, float room) const {
  const auto& word = index_.word(id);
  const auto& sounds = index_.lexicon().sounds();
  return word.article ? sounds.distance(sound, sounds.sound(index_.text(word).substr(2)), room) : room + 1;
}

void Likeness::sounds_like(std::string_view text, float off, How how, float most_cost) {
  const auto& lexicon = index_.lexicon();
  const auto& sounds = lexicon.sounds();
  const auto sound = sounds.sound(text);
  near_.clear();
  const bool article = with_article(text);
  const auto bare = article ? sounds.sound(text.substr(2)) : Sound();
  const auto itself = index_.find(text).value_or(nobody);
  // Nobody's name as it stands is some name misspelt, so farther from it.
  const bool strange = how == How::respelt && itself == nobody && lexicon.share(text) == 0;
  const auto more = strange ? room_of_strange : 0;
  const auto room = std::min(most_cost, limit(sound.size()) + more);
  candidates_.clear();
  const Sounds::Floor floor(sounds, sound);
  const auto bare_floor = article ? std::optional<Sounds::Floor>(std::in_place, sounds, bare) : std::nullopt;
  const auto meet = [&](WordId id) { candidates_.push_back(id); };
  const auto meet_all = [&](std::span<const Index::Keyed> all) {
    for (const auto& one : all)
      if ((one.sounds & no_sound) || !floor.above(room + rounding, one.sounds) || (article && !bare_floor->above(room + rounding, one.sounds))) meet(one.word);
  };
  const auto meet_skeleton = [&](std::uint64_t key) {
    meet_all(index_.of_skeleton(key));
    meet_all(index_.joined_of_skeleton(key));
  };
  if (itself != nobody) meet(itself);
  meet_skeleton(sounds.skeleton(sound));
  keys_.clear();
  sounds.neighbourhood(sound, keys_);
  if (article) {
    meet_skeleton(sounds.skeleton(bare));
    sounds.neighbourhood(bare, keys_);
  }
  for (const auto key : keys_) meet_all(index_.of_neighbourhood(key));
  std::ranges::sort(candidates_);
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  Sounds::Distances distances(sounds, sound);
  auto bare_distances = article ? std::optional<Sounds::Distances>(std::in_place, sounds, bare) : std::nullopt;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const auto id = candidates_[i];
    if (i + ahead < candidates_.size()) index_.will_need(candidates_[i + ahead]);
    const auto& other = index_.sound(id);
    const auto here = index_.word(id).joined ? most_joined_cost : std::min(room, limit(other.size()) + 0.2F + more);
    auto cost = distances.to(other, here);
    if (article) cost = std::min(cost, 0.25F + bare_distances->to(other, here));
    else if (is_with_article(other)) cost = std::min(cost, 0.25F + article_aside(sound, id, here));
    if (cost > here) continue;
    const auto& word = index_.word(id);
    if (word.size < 2 || (word.light && cost > 0.3F)) continue;
    near_.push_back({id, cost, id == itself});
  }
  const auto& weights = lexicon.weights();
  put_near(strange ? Off{off + weights.strange, weights.per_cost_strange, strange_near_cost} : Off{off + weights.respelt, weights.per_cost, near_cost}, how);
}

// What an agreement is worth: how few persons have a word that is as near.
void Likeness::put_near(const Off& off, How how) {
  const auto& weights = index_.lexicon().weights();
  std::ranges::sort(near_, [](const Near& a, const Near& b) { return a.same != b.same ? a.same : a.cost != b.cost ? a.cost < b.cost : a.word < b.word; });
  double share = 0;
  for (std::size_t i = 0, j = 0; i < near_.size(); ++i) {
    for (; j < near_.size() && (j <= i || (!near_[i].same && near_[j].cost <= near_[i].cost)); ++j)
      share += index_.word(near_[j].word).share;
    const auto& word = index_.word(near_[i].word);
    if (word.count == 0) continue;
    const auto worth = word.light ? word.bits : std::min(word.joined ? word.bits : weights.most(word.size), static_cast<float>(-std::log2(std::max(share, unknown_share))));
    const auto same = near_[i].same;
    const auto value = worth - (same ? 0 : off.once + off.per_cost * near_[i].cost);
    if (value >= (near_[i].cost <= off.near ? least_near_value : least_value)) put(near_[i].word, value, same && how == How::respelt ? How::equal : how);
  }
}

void Likeness::sounds_in_script(std::string_view text, const ScriptTable& table, float off) {
  const auto& sounds = index_.lexicon().sounds();
  const auto& weights = index_.lexicon().weights();
  const auto word = table.word(text);
  const auto best = table.best(word, beam);
  if (best.empty() || word.unknown() == word.size()) return;
  near_.clear();
  if (++turn_ == 0) { std::ranges::fill(met_, 0U); turn_ = 1; }
  const float least = best[0].bits - ScriptTable::of_unknown_letter * static_cast<float>(word.unknown()), room = least + most_excess;
  const auto meet = [&](std::span<const Index::Keyed> all) {
    for (const auto& [id, set] : all) {
      if (met_[id] == turn_) continue;
      met_[id] = turn_;
      const auto& other = index_.word(id);
      if (other.size < 2) continue;
      const auto bits = table.bits(word, index_.sound(id), room);
      if (bits <= room) near_.push_back({id, std::max(0.0F, bits - least), false});
    }
  };
  std::size_t followed = 0;
  std::vector<std::uint64_t> skeletons;
  for (const auto& spelling : best) {
    const auto key = sounds.skeleton(spelling.sound);
    if (std::ranges::find(skeletons, key) != skeletons.end()) continue;
    skeletons.push_back(key);
    meet(index_.of_skeleton(key));
    meet(index_.joined_of_skeleton(key));
    if (const auto bare = sounds.bare_skeleton(spelling.sound)) meet(index_.of_skeleton(*bare));
    if (followed++ < 3) {
      keys_.clear();
      sounds.neighbourhood(spelling.sound, keys_);
      for (const auto k : keys_) meet(index_.of_neighbourhood(k));
    }
  }
  put_near({off + weights.script, weights.per_bit, near_bits}, How::transliterated);
}

// As ICU's rules write it.
void Likeness::sounds_romanised(std::string_view text, float most_cost) {
  const auto words = fold(romanised(text));
  if (!words) return;
  std::string all;   // of Chinese, each character is a word
  for (const auto& word : *words) all += word;
  if (all.size() > 1) sounds_like(all, of_romanised, How::transliterated, most_cost);
}

void Likeness::nicknames(std::string_view text, float bits) {
  const auto& lexicon = index_.lexicon();
  for (const auto group : lexicon.groups(text))
    for (const auto other : lexicon.group(group))
      if (const auto id = index_.find(other); id && other != text) put(*id, std::min(bits, index_.word(*id).bits) - lexicon.weights().nickname, How::nickname);
}

void Likeness::look_up(const Part& part, Word& word) {
  const auto& lexicon = index_.lexicon();
  const auto& weights = lexicon.weights();
  now_.clear();
  word.light = lexicon.light(part.text);
  word.patronymic = lexicon.patronymic(part.text);
  word.bits = std::min(weights.most(part.text.size()), static_cast<float>(-std::log2(std::max(lexicon.share(part.text), unknown_share))));
  if (part.script == Script::latin) {
    if (part.text.size() == 1) {
      if (const auto id = index_.find(part.text)) put(*id, weights.initial, How::initial);
      word.bits = weights.initial;
    } else {
      sounds_like(part.text, 0, How::respelt, most_cost);
      nicknames(part.text, word.bits);
    }
  } else {
    word.bits = foreign_bits;
    if (const auto id = index_.find(part.text)) put(*id, index_.word(*id).bits, How::equal);
    if (const auto* table = lexicon.script(part.script)) {
      sounds_in_script(part.text, *table, part.script == Script::han || part.script == Script::hangul ? weights.syllables : 0);
      // "abd" is written "abdul" where an article follows.
      if (part.script == Script::arabic && part.text.size() <= longest_before_article) sounds_in_script(std::string(part.text).append(arabic_article), *table, of_article);
      if (part.script == Script::arabic && part.text.starts_with(arabic_article) && part.text.size() > arabic_article.size() + 2) sounds_in_script(part.text.substr(arabic_article.size()), *table, of_article);
    }
    if (romanises(part.script)) sounds_romanised(part.text, lexicon.script(part.script) ? most_romanised_cost : most_cost);
  }
  if (part.script == Script::han || part.script == Script::hangul) {
    const auto worth = of_syllable * static_cast<float>(part.text.size() / bytes_of_syllable);
    for (auto& like : now_)
      if (like.how != How::equal) like.value = std::min(like.value, worth);
  }
  std::ranges::sort(now_, [](const Like& a, const Like& b) { return a.word != b.word ? a.word < b.word : a.value > b.value; });
  now_.erase(std::unique(now_.begin(), now_.end(), [](const Like& a, const Like& b) { return a.word == b.word; }), now_.end());
  std::ranges::sort(now_, [](const Like& a, const Like& b) { return a.value != b.value ? a.value > b.value : a.word < b.word; });
  if (now_.size() > most) now_.resize(most);
  word.equal = std::ranges::any_of(now_, [](const Like& like) { return like.how == How::equal; });
  if (now_.empty()) return;
  if (blocks_.empty() || in_block_ + now_.size() > block) { blocks_.push_back(std::make_unique<Like[]>(block)); in_block_ = 0; }
  auto* base = blocks_.back().get() + in_block_;
  std::ranges::copy(now_, base);
  in_block_ += now_.size();
  word.base = base;
  word.count = static_cast<std::uint32_t>(now_.size());
  word.best = now_[0].value;
}

void Likeness::begin() {
  joined_.clear();
  if (words_.size() + Parts::most <= most_kept) return;
  words_.clear();
  texts_.clear();
  blocks_.clear();
  in_block_ = used_ = 0;
  std::ranges::fill(slots_, Slot());
}

std::span<const Like> Likeness::of_joined(std::string_view a, std::string_view middle, std::string_view b) {
  std::array<char, Parts::longest> letters{};
  const auto size = a.size() + middle.size() + b.size();
  if (size < 4 || size > 40) return {};
  std::ranges::copy(b, std::ranges::copy(middle, std::ranges::copy(a, letters.begin()).out).out);
  const std::string_view text(letters.data(), size);
  const auto& sounds = index_.lexicon().sounds();
  const auto& weights = index_.lexicon().weights();
  const auto sound = sounds.sound(text);
  const auto begin = joined_.size();
  const auto put = [&](WordId id) {
    const auto& word = index_.word(id);
    if (word.light || word.count == 0 || joined_.size() == joined_.capacity() || joined_.size() - begin == most) return;
    const auto cost = sounds.distance(sound, index_.sound(id), most_joined_cost);
    if (cost > most_joined_cost) return;
    const auto value = word.bits - weights.per_cost * cost;
    if (value > 1) joined_.push_back({.word = id, .value = value, .first = word.first, .count = word.count, .lettered = word.lettered, .how = How::joined});
  };
  if (const auto same = index_.of_skeleton(sounds.skeleton(sound)); !same.empty()) {
    const Sounds::Floor floor(sounds, sound);
    for (const auto& one : same)
      if (!floor.above(most_joined_cost + rounding, one.sounds)) put(one.word);
  }
  // Both parted: then at the same place.
  if (const auto same = index_.find(text); same && index_.word(*same).joined) put(*same);
  std::sort(joined_.begin() + static_cast<std::ptrdiff_t>(begin), joined_.end(), [](const Like& x, const Like& y) { return x.value > y.value; });
  return {joined_.data() + begin, joined_.size() - begin};
}

}  // namespace dedere::names
