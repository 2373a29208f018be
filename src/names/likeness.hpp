// Which words of a list a word may be, and what that would be worth: the same word, another spelling, another form of the same given name, the same
// name in another script.
//
// What was found is kept, since the world's passengers share their names: a word costs some microseconds once, then one look-up. One a thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "names/index.hpp"

namespace dedere::names {

enum class How : std::uint8_t;

// "al", in Arabic letters.
inline constexpr std::string_view arabic_article = "\xD8\xA7\xD9\x84";

struct Like {
  WordId word = 0;
  float value = 0;                      // bits, if the two agree
  std::uint32_t first = 0, count = 0, lettered = 0;   // the postings of the word, as in Index::Word
  How how{};
};

class Likeness {
 public:
  static constexpr std::size_t most = 96;   // likes of a word, the best

  struct Word {
    float best = 0;                // of its likes
    float bits = 0;                // what the word is worth, on a list or not
    bool light = false, patronymic = false;
    bool equal = false;            // stands on the list as it is
    std::uint32_t first = 0, count = 0;
    const Like* base = nullptr;
    [[nodiscard]] std::span<const Like> likes() const { return {base, count}; }
  };

  explicit Likeness(const Index& index);

  // Before the words of a name: what was given for the last one may be forgotten now, and is not before.
  void begin();
  [[nodiscard]] const Word& of(const Part& part);
  // Of words in Latin letters written as one: only what sounds the same or nearly so.
  [[nodiscard]] std::span<const Like> of_joined(std::string_view a, std::string_view middle, std::string_view b);

 private:
  struct Slot { std::uint64_t hash = 0; std::uint32_t word = 0, text = 0, size = 0; };
  void look_up(const Part& part, Word& word);
  void sounds_like(std::string_view text, float off, How how, float most_cost);
  void sounds_romanised(std::string_view text, float most_cost);
  void sounds_in_script(std::string_view text, const ScriptTable& table, float off);
  struct Off { float once, per_cost, near; };   // what a difference costs; up to which cost a word is near
  void put_near(const Off& off, How how);
  [[nodiscard]] float article_aside(const Sound& sound, WordId id, float room) const;
  void nicknames(std::string_view text, float bits);
  struct Near { WordId word; float cost; bool same; };
  void put(WordId word, float value, How how);
  [[nodiscard]] float limit(std::size_t size) const;

  const Index& index_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::string texts_;
  std::deque<Word> words_;
  std::vector<std::unique_ptr<Like[]>> blocks_;
  std::size_t in_block_ = 0;
  std::vector<Like> now_;
  std::vector<WordId> candidates_;
  std::vector<Near> near_;
  std::vector<std::uint32_t> met_;      // of each word of the index: the last look-up that met it
  std::uint32_t turn_ = 0;
  std::vector<std::uint64_t> keys_;
  std::vector<Like> joined_;
};

}  // namespace dedere::names
