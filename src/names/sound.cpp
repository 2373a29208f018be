#include "names/sound.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dedere::names {
namespace {

constexpr std::string_view with_bit = "abcdefghijklmnop rstuvwxyzXSCTDG";   // at the place of their bit
constexpr char end_of_word = '$';
constexpr float of_swap = 0.7F;
constexpr std::size_t shortest_coarse = 6, longest_fine = 7;   // sounds of words in whose neighbourhood vowels are not told apart, and are; overlapping, so that neighbours meet

constexpr float parts = 1024, most_in_parts = 31;

std::int16_t in_parts(float cost) { return static_cast<std::int16_t>(std::min(cost, most_in_parts) * parts); }

std::size_t index(char c) { return static_cast<unsigned char>(c) & 127U; }

constexpr auto bits = [] {
  std::array<SoundSet, 128> table{};
  for (std::size_t i = 0; i < with_bit.size(); ++i)
    if (with_bit[i] != ' ') table[static_cast<std::size_t>(with_bit[i])] = SoundSet{1} << i;
  return table;
}();
static_assert(with_bit.size() == 32 && (SoundSet{1} << with_bit.find(' ')) == no_sound);

struct Hash {
  std::uint64_t value = 0xcbf29ce484222325U;
  void add(char c) { value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U; }
  // Mixed, since tables are addressed by its high bits.
  [[nodiscard]] std::uint64_t done() const {
    auto x = value;
    x ^= x >> 33U; x *= 0xff51afd7ed558ccdU; x ^= x >> 33U; x *= 0xc4ceb9fe1a85ec53U; x ^= x >> 33U;
    return x;
  }
};

// A key for each way to leave one letter out, and for all of them.
void without_one(char mark, std::string_view letters, std::vector<std::uint64_t>& keys) {
  for (std::size_t without = 0; without <= letters.size(); ++without) {
    Hash hash;
    hash.add(mark);
    char last = 0;
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (i != without && letters[i] != last) hash.add(last = letters[i]);
    const auto key = hash.done();
    if (keys.empty() || keys.back() != key) keys.push_back(key);
  }
}

}  // namespace

Sounds::Sounds() {
  for (auto& row : change_) row.fill(1);
  for (std::size_t i = 0; i < change_.size(); ++i) {
    change_[i][i] = 0;
    for (std::size_t j = 0; j < with_bit.size(); ++j) change_parts_[i][j] = in_parts(change_[i][index(with_bit[j])]);
  }
  constexpr std::string_view kinds[] = {"kgqXGc", "szS", "jC", "tTdD", "bp", "vfw", "l", "r", "mn"};
  for (const auto kind : kinds)
    for (const char c : kind) kind_[index(c)] = kind[0];
  for (char c = '0'; c <= '9'; ++c) kind_[index(c)] = c;
}

void Sounds::add_rule(std::string letters, std::string sound) {
  auto& of_letter = rules_[index(letters[0])];
  const bool last = letters.size() > 1 && letters.ends_with(end_of_word);
  if (last) letters.pop_back();
  Rule rule{.letters = 0, .mask = 0, .size = static_cast<std::uint8_t>(letters.size()), .last = last, .sound = std::move(sound)};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    rule.letters |= std::uint64_t{static_cast<unsigned char>(letters[i])} << 8 * i;
    rule.mask |= std::uint64_t{0xFF} << 8 * i;
  }
  of_letter.push_back(std::move(rule));
  std::ranges::stable_sort(of_letter, std::greater<>(), [](const Rule& r) { return 2 * r.size + r.last; });
}

void Sounds::add_alike(char a, char b, float cost) {
  change_[index(a)][index(b)] = change_[index(b)][index(a)] = cost;
  const auto add = [&](char of, char with) {
    if (bits[index(of)] == 0) return;
    auto& all = alike_[static_cast<std::size_t>(std::countr_zero(bits[index(of)]))];
    all.push_back({bits[index(with)], in_parts(cost)});
    change_parts_[index(with)][static_cast<std::size_t>(std::countr_zero(bits[index(of)]))] = in_parts(cost);
    std::ranges::stable_sort(all, std::less<>(), &Alike::cost);
  };
  add(a, b);
  add(b, a);
}

SoundSet set_of(const Sound& sound) {
  SoundSet set = 0;
  for (const char c : sound.text()) set |= bits[index(c)];
  return set;
}

Sounds::Floor::Floor(const Sounds& sounds, const Sound& sound) : sounds_(sounds), own_(set_of(sound)) {
  auto least = sounds.change_parts_[index('-')];
  for (const char c : sound.text()) {
    const auto& change = sounds.change_parts_[index(c)];
    for (std::size_t i = 0; i < least.size(); ++i) least[i] = std::min(least[i], change[i]);
  }
  put_in_ = least;
}

// Each sound that only one of the two has was put in, left out or taken for one that the other has; what a change takes care of on both sides is counted
// on one.
bool Sounds::Floor::above(float most, SoundSet other) const {
  const int room = static_cast<int>(std::ceil(std::min(most, most_in_parts) * parts));
  int more = 0, fewer = 0;
  for (auto rest = other & ~own_ & ~no_sound; rest != 0; rest &= rest - 1) more += put_in_[static_cast<std::size_t>(std::countr_zero(rest))];
  if (more > room) return true;
  const auto& none = sounds_.change_parts_[index('-')];
  for (auto rest = own_ & ~other; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    auto least = none[i];
    for (const auto& alike : sounds_.alike_[i]) {
      if (alike.cost >= least) break;
      if (alike.with & other) least = alike.cost;
    }
    fewer += least;
  }
  return fewer > room;
}

Sound Sounds::sound(std::string_view word) const {
  Sound out;
  std::uint64_t next = 0;   // letters, as in a rule; 0 after the last
  const auto letter = [&](std::size_t i) { return i < word.size() ? std::uint64_t{static_cast<unsigned char>(word[i])} : 0; };
  for (std::size_t i = 0; i < most_letters; ++i) next |= letter(i) << 8 * i;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t taken = 1;
    const auto& rules = rules_[index(word[at])];
    const auto rule = std::ranges::find_if(rules, [&](const Rule& one) { return (next & one.mask) == one.letters && (!one.last || at + one.size == word.size()); });
    if (rule == rules.end()) {
      out.add(word[at]);
    } else {
      taken = rule->size;
      for (const char c : rule->sound) out.add(c);
    }
    for (; taken > 0; --taken, ++at) next = next >> 8U | letter(at + most_letters) << 56U;
  }
  return out;
}

std::uint64_t Sounds::skeleton(const Sound& sound) const {
  Hash hash;
  std::size_t consonants = 0;
  char last = 0;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const char kind = kind_[index(sound[i])];
    if (kind == 0 || kind == last) continue;
    hash.add(last = kind);
    ++consonants;
  }
  if (consonants >= 2) return hash.done();
  Hash with_vowels;
  with_vowels.add('*');
  last = 0;
  for (const char c : sound.text()) {
    if (c == 'h') continue;
    const char kind = kind_[index(c)] != 0 ? kind_[index(c)] : c == 'e' ? 'i' : c == 'o' ? 'u' : c;
    if (kind != last) with_vowels.add(last = kind);
  }
  return with_vowels.done();
}

std::uint64_t Sounds::order(const Sound& sound) const {
  constexpr unsigned bits_of_kind = 5, most = 12;
  std::uint64_t number = 0;
  unsigned consonants = 0;
  char last = 0;
  for (std::size_t i = 0; i < sound.size() && consonants < most; ++i) {
    const char kind = kind_[index(sound[i])];
    if (kind == 0 || kind == last) continue;
    last = kind;
    number = number << bits_of_kind | (static_cast<unsigned char>(kind) & 31U);
    ++consonants;
  }
  return number << bits_of_kind * (most - consonants);
}

std::optional<std::uint64_t> Sounds::bare_skeleton(const Sound& sound) const {
  Hash hash;
  hash.add('~');
  char only = 0;
  for (const char c : sound.text()) {
    const char kind = kind_[index(c)];
    if (kind == 0 || kind == only) continue;
    if (only != 0) return std::nullopt;
    hash.add(only = kind);
  }
  return hash.done();
}

void Sounds::neighbourhood(const Sound& sound, std::vector<std::uint64_t>& keys) const {
  std::array<char, Sound::longest> fine{}, coarse{};
  std::size_t fine_size = 0, coarse_size = 0;
  const auto put = [](std::array<char, Sound::longest>& letters, std::size_t& size, char c) { if (size == 0 || letters[size - 1] != c) letters[size++] = c; };
  for (const char c : sound.text()) {
    if (c == 'h') continue;
    const char kind = kind_[index(c)];
    put(fine, fine_size, kind != 0 ? kind : c == 'e' ? 'i' : c == 'o' ? 'u' : c);
    put(coarse, coarse_size, kind != 0 ? kind : 'a');
  }
  // Of short words, too many are one sound away from each other where any vowel is as good as another.
  if (fine_size >= 3 && coarse_size <= longest_fine) without_one('+', {fine.data(), fine_size}, keys);
  if (coarse_size >= shortest_coarse) without_one('-', {coarse.data(), coarse_size}, keys);
}

float Sounds::distance(const Sound& a, const Sound& b, float most) const { return Distances(*this, a).to(b, most); }

Sounds::Distances::Distances(const Sounds& sounds, const Sound& from) : sounds_(sounds), from_(from) {
  const auto& none = sounds.change_[index('-')];
  row_[0][0] = 0;
  for (std::size_t j = 0; j < from.size(); ++j) {
    letters_[j] = index(from[j]);
    insert_[j] = none[letters_[j]];
    row_[0][j + 1] = row_[0][j] + insert_[j];
  }
}

// The row of a letter of other_, from those before it.
void Sounds::Distances::compare(std::size_t letter) {
  const auto& above = row_[letter];
  auto& row = row_[letter + 1];
  const auto own = index(other_[letter]);
  const auto& change = sounds_.change_[own];
  const float leave_out = sounds_.change_[index('-')][own];
  const auto last = letter > 0 ? index(other_[letter - 1]) : 0;
  float here = row[0] = above[0] + leave_out;
  float least = here;
  for (std::size_t j = 0; j < from_.size(); ++j) {
    here = std::min(std::min(above[j] + change[letters_[j]], above[j + 1] + leave_out), here + insert_[j]);
    if (last == letters_[j] && j > 0 && own == letters_[j - 1]) here = std::min(here, row_[letter - 1][j - 1] + of_swap);
    row[j + 1] = here;
    least = std::min(least, here);
  }
  least_[letter] = least;
}

float Sounds::Distances::to(const Sound& other, float most) {
  std::size_t same = 0;
  while (same < rows_ && same < other.size() && other[same] == other_[same]) {
    if (least_[same] > most) return least_[same];
    ++same;
  }
  other_ = other;
  for (rows_ = same; rows_ < other.size();) {
    compare(rows_++);
    if (least_[rows_ - 1] > most) return least_[rows_ - 1];
  }
  return row_[other.size()][from_.size()];
}

}  // namespace dedere::names
