// How words of another script may sound in Latin letters, by a table learnt from pairs of words (tools/names/learn-scripts): each letter, or two,
// stands for some sounds, at a cost in bits.
//
//     const auto table = ScriptTable::read(text);
//     table->best("путин", 4)                        // the likeliest ways it sounds: "putin", …
//     table->bits("путин", sounds.sound("poutine"))  // what it costs to take the one for the other
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/sound.hpp"

namespace dedere::names {

struct Spelling {
  Sound sound;
  float bits = 0;
};

// A word taken apart once, to be compared with many.
class ScriptTable {
 public:
  static constexpr std::size_t longest = 24;   // letters of a word that are looked at

  static constexpr float of_unknown_letter = 6;   // bits

  struct Choice { std::string sounds; float bits = 0; };
  class Word {
   public:
    [[nodiscard]] std::size_t size() const { return one_.size(); }
    [[nodiscard]] std::size_t unknown() const { return unknown_; }   // letters of which nothing is known, by themselves or with the next
   private:
    friend class ScriptTable;
    std::vector<const std::vector<Choice>*> one_, two_;  // what the letter at a place stands for, by itself and with the next; null: nothing known
    std::size_t unknown_ = 0;
  };

  // Lines of letters, sounds and bits, parted by tabs; false if one is not so. Lines of several texts add up.
  [[nodiscard]] bool add(std::string_view line);

  [[nodiscard]] Word word(std::string_view text) const;
  // The likeliest first, at most `most`, no two of the same sound.
  [[nodiscard]] std::vector<Spelling> best(const Word& word, std::size_t most) const;
  // The bits of the likeliest way to that sound; letters and sounds left over cost more. Something above `most` if it is above.
  [[nodiscard]] float bits(const Word& word, const Sound& sound, float most) const;

 private:
  std::unordered_map<std::u32string, std::vector<Choice>> choices_;
};

}  // namespace dedere::names
