#include "brief/words.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace dedere::brief {

std::string capital(std::string_view sentence) {
  std::string out(sentence);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string sentence(std::string_view words) {
  auto out = capital(words);
  if (!out.empty() && std::string_view(".!?:").find(out.back()) == std::string_view::npos) out += '.';
  return out;
}

std::string plain(std::string_view value) {
  std::string out(value);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return out;
}

Days days_of(const time::Interval& interval) {
  Days days;
  if (interval.from() != time::Instant::first()) days.first = interval.from().day();
  if (interval.to() != time::Instant::last()) days.last = interval.to().shifted(-1).day();
  return days;
}

std::string range(const Days& days) {
  if (!days.first && !days.last) return "at all times";
  if (!days.last) return fmt::format("since {}", days.first->words());
  if (!days.first) return fmt::format("until {}", days.last->words());
  const auto a = *days.first, b = *days.last;
  if (a == b) return a.words();
  if (a.year() != b.year()) return fmt::format("{} to {}", a.words(), b.words());
  if (a.month() != b.month()) {
    const auto words = a.words();
    return fmt::format("{} to {}", words.substr(0, words.rfind(' ')), b.words());
  }
  return fmt::format("{} to {}", a.day(), b.words());
}

std::string on(const Days& days) {
  if (!days.first || !days.last) return range(days);
  return (days.first == days.last ? "on " : "from ") + range(days);
}

std::string day_words(std::string_view edtf) {
  const auto day = time::Edtf::parse(edtf);
  return day ? day->words() : std::string(edtf);
}

std::string joined(const std::string& first, const std::string& second) {
  std::size_t same = 0, words = 0;
  for (std::size_t i = 0; i < std::min(first.size(), second.size()) && first[i] == second[i]; ++i)
    if (first[i] == ' ') { same = i + 1; ++words; }
  if (words < 3) return first + "; " + second;
  return first + " and " + second.substr(same);
}

}  // namespace dedere::brief
