// A written name as the words that are compared.
//
//     Parts parts;
//     parts.read("AL-BASHIR/OMAR H. MR")   // al (light), bashir, omar, h, mr (light); `bashir` and `omar` do not stand together
//
// Latin letters become plain small ones; words of other scripts stay as they are but for marks that change nothing (vowel points, tatweel, two
// letters for one), and the letters of the scripts of India become those of Devanagari, which stand in the same order. Apostrophes join, all other signs part. "SMITH, John" and "SMITH/JOHN MR" are known by their sign: words on both sides of it are
// not neighbours. A name of two to four Chinese characters or Korean syllables without a blank is parted after the first, which is mostly the surname. At most 16 words, of the first 400 bytes; bytes that are not UTF-8 part words. One object serves for many names without allocating.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dedere::names {

enum class Script : std::uint8_t { latin, arabic, hebrew, cyrillic, han, kana, hangul, greek, georgian, armenian, ethiopic, indic, thai, other };
inline constexpr std::size_t scripts = 14;

struct Part {
  std::string_view text;
  Script script = Script::latin;
  bool follows = false;   // is the next word after the one before, nothing but a blank, a hyphen or a dot between
  bool another = false;   // begins another name, after `;` or `|`
  std::uint16_t at = 0;   // where it begins in the name, in bytes
};

class Parts {
 public:
  static constexpr std::size_t most = 16, longest = 400;
  void read(std::string_view name);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Part& operator[](std::size_t i) const { return parts_[i]; }
  [[nodiscard]] const Part* begin() const { return parts_.data(); }
  [[nodiscard]] const Part* end() const { return parts_.data() + size_; }
  [[nodiscard]] bool cut() const { return cut_; }   // something did not fit

 private:
  void part_surname();
  std::array<char, 3 * longest> letters_{};
  std::array<Part, most> parts_{};
  std::size_t size_ = 0, used_ = 0;
  bool cut_ = false;
};

}  // namespace dedere::names
