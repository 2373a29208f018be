// What tells two bearers of one name apart: days or years of birth, nationality, sex.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dedere::names {

enum class Sex : std::uint8_t { unknown, male, female };

// A day of birth of which the month or the day may be unknown (0).
struct Birth {
  std::int16_t year = 0;
  std::int8_t month = 0, day = 0;
  std::int8_t within = 0;   // years either way: "about 1970" is 1970 within 2
  bool operator==(const Birth&) const = default;
};

struct Identity {
  std::vector<Birth> births;               // any of them may be right
  std::vector<std::string> nationalities;  // two small letters (ISO 3166-1)
  Sex sex = Sex::unknown;
  bool operator==(const Identity&) const = default;
};

// How two persons' particulars compare; unknown where one of the two does not tell.
enum class Agreement : std::uint8_t { unknown, day, year, near, same, other };
// The best over all days that may be right: day, year, near, other.
[[nodiscard]] Agreement compare_births(const Identity& a, const Identity& b);
[[nodiscard]] Agreement compare_nationalities(const Identity& a, const Identity& b);   // same, other
[[nodiscard]] Agreement compare_sex(const Identity& a, const Identity& b);              // same, other

}  // namespace dedere::names
