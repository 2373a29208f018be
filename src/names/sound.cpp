#include "names/sound.hpp"

#include <algorithm>

namespace dedere::names {
namespace {

constexpr std::string_view vowels = "aeiou";
constexpr float of_vowel_left_out = 0.04F;
constexpr float of_swap = 0.7F;
constexpr std::size_t shortest_coarse = 6;   // sounds of a word in whose neighbourhood vowels are not told apart

std::size_t index(char c) { return static_cast<unsigned char>(c) & 127U; }

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
  for (std::size_t i = 0; i < change_.size(); ++i) change_[i][i] = 0;
  constexpr std::string_view kinds[] = {"kgqXGc", "szS", "jC", "tTdD", "bp", "vfw", "l", "r", "mn"};
  for (const auto kind : kinds)
    for (const char c : kind) kind_[index(c)] = kind[0];
  for (char c = '0'; c <= '9'; ++c) kind_[index(c)] = c;
}

void Sounds::add_rule(std::string letters, std::string sound) {
  auto& of_letter = rules_[index(letters[0])];
  of_letter.push_back({std::move(letters), std::move(sound)});
  std::ranges::stable_sort(of_letter, std::greater<>(), [](const Rule& r) { return r.letters.size(); });
}

void Sounds::add_alike(char a, char b, float cost) { change_[index(a)][index(b)] = change_[index(b)][index(a)] = cost; }

Sound Sounds::sound(std::string_view word) const {
  Sound out;
  while (!word.empty()) {
    std::size_t taken = 1;
    std::string_view sounds = word.substr(0, 1);
    for (const auto& rule : rules_[index(word[0])])
      if (word.starts_with(rule.letters)) { taken = rule.letters.size(); sounds = rule.sound; break; }
    for (const char c : sounds) out.add(c);
    word.remove_prefix(taken);
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
  for (const char c : sound.text()) with_vowels.add(kind_[index(c)] != 0 ? kind_[index(c)] : c == 'e' ? 'i' : c == 'o' ? 'u' : c);
  return with_vowels.done();
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
  if (coarse_size >= 3 && coarse_size <= shortest_coarse) without_one('+', {fine.data(), fine_size}, keys);
  if (coarse_size >= shortest_coarse) without_one('-', {coarse.data(), coarse_size}, keys);
}

float Sounds::distance(const Sound& a, const Sound& b, float most, Vowels written) const {
  const std::size_t m = a.size(), n = b.size();
  std::array<float, Sound::longest + 1> rows[3];
  auto *before = &rows[0], *above = &rows[1], *row = &rows[2];
  const auto& none = change_[index('-')];
  const auto put_in = [&](char c) { return written == Vowels::left_out && vowels.find(c) != std::string_view::npos ? of_vowel_left_out : none[index(c)]; };
  std::array<float, Sound::longest> insert{};
  (*above)[0] = 0;
  for (std::size_t j = 0; j < n; ++j) (*above)[j + 1] = (*above)[j] + (insert[j] = put_in(b[j]));
  for (std::size_t i = 0; i < m; ++i) {
    const auto& change = change_[index(a[i])];
    const float leave_out = none[index(a[i])];
    float least = (*row)[0] = (*above)[0] + leave_out;
    for (std::size_t j = 0; j < n; ++j) {
      float best = std::min((*above)[j] + change[index(b[j])], std::min((*above)[j + 1] + leave_out, (*row)[j] + insert[j]));
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) best = std::min(best, (*before)[j - 1] + of_swap);
      (*row)[j + 1] = best;
      least = std::min(least, best);
    }
    if (least > most) return least;
    std::swap(before, above);
    std::swap(above, row);
  }
  return (*above)[n];
}

}  // namespace dedere::names
