// How a word of a name sounds, so that the ways in which one name is spelt are near each other.
//
//     const Sounds sounds = …;                                         // lexicon/names/sounds.tsv and alike.tsv
//     sounds.sound("khrushchev")                                       // "XruSev"
//     sounds.skeleton(sounds.sound("khrushchev"))                      // equal to that of "khrushchov"
//     sounds.distance(sounds.sound("muammar"), sounds.sound("moamer"))   // about 0.5: two vowels
//
// A distance is a sum over the letters to put in, leave out, change or swap: 1 for what nobody confuses, less for what is often taken for one
// another. Of letters only small a to z and digits are compared.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dedere::names {

// At most 30 sounds; what follows them is left out.
class Sound {
 public:
  static constexpr std::size_t longest = 30;
  void add(char c) { if (size_ < longest && (size_ == 0 || letters_[size_ - 1] != c)) letters_[size_++] = c; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] char operator[](std::size_t i) const { return letters_[i]; }
  [[nodiscard]] std::string_view text() const { return {letters_.data(), size_}; }
  bool operator==(const Sound& other) const { return text() == other.text(); }

 private:
  std::array<char, longest> letters_{};
  std::uint8_t size_ = 0;
};

// The sounds that a word has, a bit each: digits and q have none.
using SoundSet = std::uint32_t;
[[nodiscard]] SoundSet set_of(const Sound& sound);
inline constexpr SoundSet no_sound = 1U << 16U;   // the bit that would be q's

class Sounds {
 public:
  Sounds();
  static constexpr std::size_t most_letters = 8;
  // Letters that together sound so; both of one byte or more, the letters `most_letters` at most. With a `$` after them, only at the end of a word.
  void add_rule(std::string letters, std::string sound);
  // The cost of taking one sound for another; '-' is no sound.
  void add_alike(char a, char b, float cost);

  [[nodiscard]] Sound sound(std::string_view word) const;
  // Equal for words whose consonants sound alike, whatever their vowels; of a word with fewer than two consonants the vowels count too.
  [[nodiscard]] std::uint64_t skeleton(const Sound& sound) const;
  // The consonants as the skeleton has them, the first twelve, so that numbers near each other are of words that sound alike.
  [[nodiscard]] std::uint64_t order(const Sound& sound) const;
  // The same for all words with the same one consonant, or none, whatever their vowels: where a script leaves vowels out. None for other words.
  [[nodiscard]] std::optional<std::uint64_t> bare_skeleton(const Sound& sound) const;
  // Keys of which any two words share one if their consonants, and the places of their vowels, differ by one sound; of short words, also which vowels.
  void neighbourhood(const Sound& sound, std::vector<std::uint64_t>& keys) const;
  // At most `most`, or something above it.
  [[nodiscard]] float distance(const Sound& a, const Sound& b, float most) const;

  // How far a word is, at least, from others of which only the sounds are known, not their order: most are farther than they may be.
  using Parts = std::array<std::int16_t, 32>;   // costs in parts of 1,024, rounded down, of each sound with a bit
  class Floor {
   public:
    Floor(const Sounds& sounds, const Sound& sound);
    // Is any word with these sounds farther than that?
    [[nodiscard]] bool above(float most, SoundSet other) const;
   private:
    const Sounds& sounds_;
    SoundSet own_;
    Parts put_in_;   // what each sound costs that only the other has
  };

  // The distances of one word to many. In the order of their letters they take the least time: what two of them begin with is compared once.
  class Distances {
   public:
    Distances(const Sounds& sounds, const Sound& from);
    // As Sounds::distance.
    [[nodiscard]] float to(const Sound& other, float most);
   private:
    void compare(std::size_t letter);
    const Sounds& sounds_;
    Sound from_, other_;
    std::size_t rows_ = 0;                                   // of other_'s letters, that are compared
    std::array<std::size_t, Sound::longest> letters_{};      // of from_, as places in change_
    std::array<float, Sound::longest> insert_{};             // what each of them costs
    std::array<std::array<float, Sound::longest + 1>, Sound::longest + 1> row_;   // row_[i][j]: from i letters of other_ to j of from_
    std::array<float, Sound::longest + 1> least_{};          // of a row
  };

 private:
  struct Rule { std::uint64_t letters, mask; std::uint8_t size; bool last; std::string sound; };   // the first letter in the lowest byte; last: only at the end of a word
  struct Alike { SoundSet with; std::int16_t cost; };    // the cost as in Parts
  std::array<std::vector<Alike>, 32> alike_;             // of each sound with a bit: what it is often taken for, the likeliest first
  std::array<std::vector<Rule>, 128> rules_;             // by first letter, longest first
  std::array<std::array<float, 128>, 128> change_{};     // [a][b]; ['-'][b] to put b in
  std::array<Parts, 128> change_parts_{};                // of change_, the sounds with a bit
  std::array<char, 128> kind_{};                         // sounds that count as one in a skeleton; 0: not in it
};

}  // namespace dedere::names
