#include "names/script.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace dedere::names {
namespace {

constexpr float of_letter_left_out = 6, of_sound_put_in = 6, of_vowel_put_in = 2.5F;
constexpr float never = std::numeric_limits<float>::infinity();

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Thai vowels that are written before the consonant after which they sound.
bool stands_before(UChar32 c) { return c >= 0xE40 && c <= 0xE44; }

// Code points in the order in which they sound; Hangul syllables as their letters.
std::u32string letters(std::string_view text) {
  std::u32string out;
  bool moved = false;   // the last letter has changed places already
  for (int32_t at = 0, size = static_cast<int32_t>(text.size()); at < size && out.size() < ScriptTable::longest;) {
    UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(text.data(), at, size, c);
#pragma GCC diagnostic pop
    if (c < 0) continue;
    if (c >= 0xAC00 && c <= 0xD7A3) {
      const auto syllable = static_cast<char32_t>(c - 0xAC00);
      out += static_cast<char32_t>(0x1100 + syllable / 588);
      out += static_cast<char32_t>(0x1161 + syllable % 588 / 28);
      if (syllable % 28 != 0) out += static_cast<char32_t>(0x11A7 + syllable % 28);
    } else if (!out.empty() && stands_before(static_cast<UChar32>(out.back())) && !moved) {
      out.insert(out.end() - 1, static_cast<char32_t>(c));
      moved = true;
      continue;
    } else {
      out += static_cast<char32_t>(c);
    }
    moved = false;
  }
  return out;
}

}  // namespace

bool ScriptTable::add(std::string_view line) {
  const auto first = line.find('\t');
  const auto second = first == line.npos ? first : line.find('\t', first + 1);
  if (second == line.npos) return false;
  Choice choice{.sounds = std::string(line.substr(first + 1, second - first - 1))};
  const auto number = line.substr(second + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), choice.bits);
  auto from = letters(line.substr(0, first));
  if (error != std::errc() || end != number.data() + number.size() || from.empty() || from.size() > 2 || choice.sounds.size() > Sound::longest) return false;
  choices_[std::move(from)].push_back(std::move(choice));
  return true;
}

ScriptTable::Word ScriptTable::word(std::string_view text) const {
  Word word;
  const auto all = letters(text);
  const auto find = [&](std::size_t at, std::size_t size) -> const std::vector<Choice>* {
    const auto found = at + size <= all.size() ? choices_.find(all.substr(at, size)) : choices_.end();
    return found == choices_.end() ? nullptr : &found->second;
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    word.one_.push_back(find(i, 1));
    word.two_.push_back(find(i, 2));
    if (!word.one_[i] && !word.two_[i] && (i == 0 || !word.two_[i - 1])) ++word.unknown_;
  }
  return word;
}

std::vector<Spelling> ScriptTable::best(const Word& word, std::size_t most) const {
  std::vector<std::vector<Spelling>> ways(word.size() + 1);
  ways[0].push_back({});
  const auto keep = [&](std::vector<Spelling>& all) {
    std::ranges::sort(all, [](const Spelling& a, const Spelling& b) { return a.bits != b.bits ? a.bits < b.bits : a.sound.text() < b.sound.text(); });
    std::vector<Spelling> kept;
    for (auto& one : all) {
      if (kept.size() == most) break;
      if (std::ranges::none_of(kept, [&](const Spelling& k) { return k.sound == one.sound; })) kept.push_back(one);
    }
    all = std::move(kept);
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    keep(ways[i]);
    for (const auto& way : ways[i]) {
      const auto go_on = [&](const std::vector<Choice>& choices, std::size_t size) {
        for (const auto& choice : choices) {
          auto next = way;
          for (const char c : choice.sounds) next.sound.add(c);
          next.bits += choice.bits;
          ways[i + size].push_back(next);
        }
      };
      if (word.one_[i]) go_on(*word.one_[i], 1);
      else ways[i + 1].push_back({way.sound, way.bits + of_unknown_letter});
      if (word.two_[i]) go_on(*word.two_[i], 2);
    }
  }
  keep(ways[word.size()]);
  return std::move(ways[word.size()]);
}

float ScriptTable::bits(const Word& word, const Sound& sound, float most) const {
  std::array<std::array<float, Sound::longest + 1>, 3> rows;   // of letter i, i + 1, i + 2, by sounds used
  for (auto& row : rows) row.fill(never);
  rows[0][0] = 0;
  const auto n = sound.size();
  const auto text = sound.text();
  for (std::size_t i = 0; i <= word.size(); ++i) {
    auto& here = rows[i % 3];
    float least = never;
    for (std::size_t j = 0; j <= n; ++j) {
      if (j > 0) here[j] = std::min(here[j], here[j - 1] + (is_vowel(text[j - 1]) ? of_vowel_put_in : of_sound_put_in));
      least = std::min(least, here[j]);
    }
    if (i == word.size()) break;
    if (std::min(least, std::min(*std::ranges::min_element(rows[(i + 1) % 3]), never)) > most) return most + 1;
    const auto go_on = [&](const std::vector<Choice>& choices, std::size_t size) {
      auto& there = rows[(i + size) % 3];
      for (const auto& choice : choices)
        for (std::size_t j = 0; j <= n; ++j) {
          if (here[j] + choice.bits > most) continue;
          const auto to = [&](std::string_view sounds) {
            if (text.substr(j).starts_with(sounds)) there[j + sounds.size()] = std::min(there[j + sounds.size()], here[j] + choice.bits);
          };
          to(choice.sounds);
          // Doubled sounds count once.
          if (j > 0 && !choice.sounds.empty() && choice.sounds[0] == text[j - 1]) to(std::string_view(choice.sounds).substr(1));
        }
    };
    const float skip = word.one_[i] ? of_letter_left_out : of_unknown_letter;
    for (std::size_t j = 0; j <= n; ++j) rows[(i + 1) % 3][j] = std::min(rows[(i + 1) % 3][j], here[j] + skip);
    if (word.one_[i]) go_on(*word.one_[i], 1);
    if (word.two_[i]) go_on(*word.two_[i], 2);
    here.fill(never);
  }
  return rows[word.size() % 3][n];
}

}  // namespace dedere::names
