// Small things that every page needs: capitals, lists, days as people write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "time/interval_set.hpp"

namespace dedere::brief {

[[nodiscard]] std::string capital(std::string_view sentence);            // "the Court" -> "The Court"; ASCII only, other letters stay
[[nodiscard]] std::string sentence(std::string_view words);              // capital, and a full stop where no mark ends it
[[nodiscard]] std::string plain(std::string_view value);                 // "head_of_state" -> "head of state"
[[nodiscard]] std::string listed(const std::vector<std::string>& items); // "a", "a and b", "a, b and c"

// First and last day that an interval of whole days covers; `open` ends have none.
struct Days {
  std::optional<time::Date> first, last;
  bool operator==(const Days&) const = default;
};
[[nodiscard]] Days days_of(const time::Interval& interval);

[[nodiscard]] std::string on(const Days& days);     // "on 3 September 2024", "from 2 to 3 September 2024", "since 1 July 2002", "until …", "at all times"
[[nodiscard]] std::string range(const Days& days);  // the same without "on" and "from": "2 to 3 September 2024"

// "2024-09-03" -> "3 September 2024", "2012-03" -> "March 2012"; anything else as it is.
[[nodiscard]] std::string day_words(std::string_view edtf);

// Two sentences about one thing: what both begin with (three words at least) is said once. "the warrant names A" and "the warrant was issued in B"
// -> "the warrant names A and was issued in B"; without such a beginning they are joined by "; ".
[[nodiscard]] std::string joined(const std::string& first, const std::string& second);

}  // namespace dedere::brief
