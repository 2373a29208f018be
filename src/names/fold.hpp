// Names as they are compared: in words of plain small letters, so that the ways of writing the same name fall together.
//
//     fold("Omar Al-Bashir")        // {"omar", "al", "bashir"}
//     fold("Fidèle N’Dour, (U.N.)") // {"fidele", "ndour", "un"}
//     fold("Путин")                 // none: not in Latin letters
//     fold(romanised("Путин"))      // {"putin"}
//
// Case, accents and apostrophes go; hyphens, spaces and other signs part words; the dots of initials go ("V. P." is two words, "U.N." one).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dedere::names {

using Words = std::vector<std::string>;

// None if the text holds a letter that is neither ASCII nor one of the common Latin letters with accents (to U+024F); cheap. Bytes that are not UTF-8
// part words.
[[nodiscard]] std::optional<Words> fold(std::string_view text);

// The plain small letters for a Latin letter with an accent (to U+024F); empty for anything else.
[[nodiscard]] std::string_view plain_letters(char32_t letter);

// The text in plain Latin letters, whatever its script; a first call takes some milliseconds. Vowels that a script does not write stay missing.
[[nodiscard]] std::string romanised(std::string_view text);

// How far apart two words are: letters to put in, leave out, change, or swap with their neighbour.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b);

}  // namespace dedere::names
