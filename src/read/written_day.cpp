#include <array>
#include <cctype>

#include "read/page.hpp"

namespace dedere::read {
namespace {

using time::Date;

// RFC 822 and RFC 9110 name months so in every language.
constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

class Digits {
 public:
  explicit Digits(std::string_view text) : text_(text) {}
  // So many digits, and no more.
  std::optional<int> exactly(std::size_t n) {
    if (at_ + n > text_.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const char c = text_[at_ + i];
      if (std::isdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    at_ += n;
    return value;
  }
  bool skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void spaces() { while (skip(' ') || skip('\t') || skip('\n')) {} }
  [[nodiscard]] bool digit() const { return at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0; }
  std::string word() {
    std::string w;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) w += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_++])));
    return w;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<Date> day(int year, int month, int day) {
  if (year < 1900 || year > 2200 || month < 1 || day < 1) return std::nullopt;
  return Date::checked(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

// "2024-09-02…", "2024/09/02", "20240902…"
std::optional<Date> year_first(std::string_view text) {
  Digits d(text);
  d.spaces();
  const auto year = d.exactly(4);
  if (!year) return std::nullopt;
  const bool dash = d.skip('-'), slash = !dash && d.skip('/');
  const auto month = d.exactly(2);
  if (!month || (dash && !d.skip('-')) || (slash && !d.skip('/'))) return std::nullopt;
  const auto dom = d.exactly(2);
  if (!dom || d.digit()) return std::nullopt;
  return day(*year, *month, *dom);
}

// "Mon, 02 Sep 2024 10:00:00 GMT", "2 Sep 2024"
std::optional<Date> day_first(std::string_view text) {
  Digits d(text);
  d.spaces();
  if (!d.digit()) {
    if (d.word().empty()) return std::nullopt;
    d.skip(',');
    d.spaces();
  }
  auto dom = d.exactly(2);
  if (!dom) dom = d.exactly(1);
  if (!dom) return std::nullopt;
  d.spaces();
  const auto name = d.word();
  d.spaces();
  const auto year = d.exactly(4);
  if (!year || name.size() < 3) return std::nullopt;
  for (std::size_t m = 0; m < months.size(); ++m)
    if (name.starts_with(months[m])) return day(*year, static_cast<int>(m) + 1, *dom);
  return std::nullopt;
}

}  // namespace

std::optional<Date> written_day(std::string_view text) {
  if (const auto found = year_first(text)) return found;
  return day_first(text);
}

}  // namespace dedere::read
