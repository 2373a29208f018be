#include "brief/hindsight.hpp"

#include <array>
#include <vector>

namespace dedere::brief {
namespace {

constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Words, numbers among them; marks and spaces are left out.
std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && (is_digit(text[end]) || is_letter(text[end]))) ++end;
    if (end > i) out.push_back(text.substr(i, end - i));
    i = end > i ? end : i + 1;
  }
  return out;
}

std::optional<int> number(std::string_view word, std::size_t most) {
  if (word.empty() || word.size() > most) return std::nullopt;
  int n = 0;
  for (const char c : word) {
    if (!is_digit(c)) return std::nullopt;
    n = n * 10 + (c - '0');
  }
  return n;
}

std::optional<int> year(std::string_view word) {
  const auto n = word.size() == 4 ? number(word, 4) : std::nullopt;
  return n && *n >= 1900 && *n < 2100 ? n : std::nullopt;
}

unsigned month(std::string_view word) {
  for (unsigned m = 0; m < months.size(); ++m)
    if (months[m] == word) return m + 1;
  return 0;
}

// The earliest moment before which the year at `i` cannot be said to be over: the day named with it, or the last of the month or the year.
std::optional<time::Date> latest(const std::vector<std::string_view>& all, std::size_t i, int y) {
  const unsigned m = i >= 1 ? month(all[i - 1]) : 0;
  if (m == 0) return time::Date::of(y, 12, 31);
  const auto day = i >= 2 ? number(all[i - 2], 2) : std::nullopt;
  const auto exact = day ? time::Date::checked(y, m, static_cast<unsigned>(*day)) : std::nullopt;
  return exact ? exact : time::Date::of(y, m, 1).last_of_month();
}

}  // namespace

bool speaks_after(std::string_view text, std::optional<time::Date> day) {
  if (!day) return false;
  const auto all = words(text);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const auto y = year(all[i]); y && latest(all, i, *y) > *day) return true;
  return false;
}

std::string without_hindsight(std::string_view text, std::optional<time::Date> day) {
  if (!speaks_after(text, day)) return std::string(text);
  std::string out;
  while (!text.empty()) {
    auto end = text.find_first_of(".\n");
    while (end != std::string_view::npos && text[end] == '.' && end + 1 < text.size() && text[end + 1] != ' ' && text[end + 1] != '\n') end = text.find_first_of(".\n", end + 1);
    const auto one = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
    if (!speaks_after(one, day)) out += one;
    text.remove_prefix(one.size());
  }
  const auto first = out.find_first_not_of(" \n");
  return first == std::string::npos ? "" : out.substr(first);
}

}  // namespace dedere::brief
