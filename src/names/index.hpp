// A list of names made ready to be searched: what is listed, the distinct words of its names, and which names each word stands in.
//
// An Index never changes once it is built, and any number of threads may search it. For insiders: names/matcher.hpp searches it.
//
// A name is a row of *units*: first each of its words by itself, then neighbouring words written as one ("abd al rahman" has abd, al, rahman, abdal,
// alrahman, abdalrahman, abdrahman). A unit knows which places of the name it covers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/large_pages.hpp"
#include "base/prefetch.hpp"
#include "names/lexicon.hpp"
#include "names/listed.hpp"
#include "names/parts.hpp"

namespace dedere::names {

using WordId = std::uint32_t;
using NameId = std::uint32_t;
using Places = std::uint16_t;   // a bit for each place of a name

// May the word be written with an article, as "alsudani" is? Looked for without it too.
[[nodiscard]] bool with_article(std::string_view word);

class Index {
 public:
  struct Word {
    std::uint8_t light = 0;        // a title or a particle
    std::uint8_t joined = 0;       // only ever several words written as one
    std::uint8_t article = 0;      // begins with "al" or "el", which may be an article
    float bits = 0;                // what agreement on it is worth
    float share = 0;               // of persons who bear it
    std::uint32_t text = 0, size = 0;                 // in `letters_`
    std::uint32_t first = 0, count = 0, lettered = 0; // in `postings_`: where its postings begin, how many they are, and how many of them have initials
  };
  struct Unit { WordId word; Places places; };
  struct Name {
    std::uint32_t entry = 0, first = 0;     // `first` in `units_`
    std::uint8_t units = 0, places = 0, letters = 0;   // letters: places of words of one letter
    Quality quality = Quality::primary;
    Places heavy = 0;                       // places of words that are not light
  };
  // An entry in whose names a word stands, one of which has words that are one letter: a bit for each.
  struct Lettered { std::uint32_t entry; std::uint32_t initials; };
  [[nodiscard]] static std::uint32_t bit_of_initial(char letter) { return letter >= 'a' && letter <= 'z' ? 1U << static_cast<unsigned>(letter - 'a') : 0; }

  Index(std::shared_ptr<const Lexicon> lexicon, std::vector<Listed> listed);

  [[nodiscard]] const Lexicon& lexicon() const { return *lexicon_; }
  [[nodiscard]] std::span<const Listed> listed() const { return listed_; }
  [[nodiscard]] std::size_t names() const { return names_.size(); }
  [[nodiscard]] const Name& name(NameId id) const { return names_[id]; }
  // The names of an entry: from the first to before the second.
  [[nodiscard]] std::pair<NameId, NameId> names_of(std::uint32_t entry) const { return {entries_[entry], entries_[entry + 1]}; }
  // Fetches what names_of, name and units will read, each some time after the one before.
  void will_need_entry(std::uint32_t entry) const { prefetch(entries_.data() + entry); }
  void will_need_names(std::uint32_t entry) const { prefetch(names_.data() + entries_[entry]); }
  void will_need_units(std::uint32_t entry) const {
    const auto* units = units_.data() + names_[entries_[entry]].first;
    for (int line = 0; line < 3; ++line) prefetch(units + line * 8);
  }
  [[nodiscard]] std::string_view written(NameId id) const;          // as the list writes it
  [[nodiscard]] std::span<const Unit> units(const Name& name) const { return {units_.data() + name.first, name.units}; }
  // Has some name this letter as a word?
  [[nodiscard]] bool has_initial(char letter) const { return initials_ & bit_of_initial(letter); }
  [[nodiscard]] std::size_t words() const { return words_.size(); }
  [[nodiscard]] const Word& word(WordId id) const { return words_[id]; }
  [[nodiscard]] std::string_view text(const Word& word) const { return {letters_.data() + word.text, word.size}; }
  // The entries in whose names a word stands, of Word::first, count and lettered: those without initials in their order, then those with.
  [[nodiscard]] std::span<const std::uint32_t> plain(std::uint32_t first, std::uint32_t count, std::uint32_t lettered) const { return {postings_.data() + first, count - lettered}; }
  [[nodiscard]] Lettered lettered(std::uint32_t first, std::uint32_t count, std::uint32_t lettered, std::uint32_t i) const {
    const auto* at = postings_.data() + first + (count - lettered) + std::size_t{i} * 2;
    return {at[0], at[1]};
  }
  void will_need_postings(std::uint32_t first) const { prefetch(postings_.data() + first); }
  [[nodiscard]] const Sound& sound(WordId id) const { return sounds_[id]; }
  void will_need(WordId id) const { prefetch(sounds_.data() + id); prefetch(words_.data() + id); }

  // The word itself, and the words (those of lexicon/names/common.tsv too, which stand in no name) that share a key with it (sound.hpp). Words that are
  // only ever several written as one have a skeleton alone, in a table of their own.
  struct Keyed {
    WordId word;
    SoundSet sounds;   // of the word; `no_sound` too if it begins with what may be an article
  };
  [[nodiscard]] std::optional<WordId> find(std::string_view text) const;
  [[nodiscard]] std::span<const Keyed> of_skeleton(std::uint64_t key) const { return skeletons_.find(key); }
  [[nodiscard]] std::span<const Keyed> joined_of_skeleton(std::uint64_t key) const { return joined_skeletons_.find(key); }
  [[nodiscard]] std::span<const Keyed> of_neighbourhood(std::uint64_t key) const { return neighbourhoods_.find(key); }

 private:
  template <class T>
  using Large = std::vector<T, LargePages<T>>;

  // Which words have a key: sorted by key, with a directory by the key's high bits.
  class Keys {
   public:
    void add(std::uint64_t key, WordId word) { pairs_.push_back({key, word}); }
    void build(std::span<const SoundSet> sets);
    [[nodiscard]] std::span<const Keyed> find(std::uint64_t key) const;
   private:
    struct Pair { std::uint64_t key; WordId word; };
    std::vector<Pair> pairs_;                  // emptied by build
    Large<std::uint64_t> keys_;                // distinct, sorted
    Large<std::uint32_t> begins_;              // of each key in `words_`, and the end
    Large<Keyed> words_;
    Large<std::uint32_t> directory_;           // the first key at or after each value of the high bits
    int shift_ = 63;
  };

  WordId intern(std::string_view text, bool light, bool joined);
  void add_name(std::uint32_t entry, std::uint32_t number, Quality quality, const Parts& parts);
  void add_common();
  void order_words();
  void count();
  void weigh();
  void make_keys();

  std::shared_ptr<const Lexicon> lexicon_;
  std::vector<Listed> listed_;
  std::string letters_;
  Large<Word> words_;                    // those that sound alike are near each other, since a search reads them together
  Large<Sound> sounds_;                  // of each word; apart, since a search reads many
  struct Slot { std::uint32_t word = 0, hash = 0; };   // id + 1, or 0 for free; the high half of the hash of the word's text
  Large<Slot> slots_;              // open addressing by the low half
  Large<Name> names_;
  Large<NameId> entries_;                // the first name of each entry, and the end
  std::vector<std::uint32_t> numbers_;   // of each name, which of its entry's it is
  Large<Unit> units_;
  std::uint32_t initials_ = 0;           // a bit for each letter that is a word of some name
  Large<std::uint32_t> postings_;        // of each word its entries; those with initials last, and after each of these a bit for each letter
  Keys skeletons_, joined_skeletons_, neighbourhoods_;
};

}  // namespace dedere::names
