#include "verify/moment.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <utility>

namespace dedere::verify {
namespace {

using namespace std::chrono;

constexpr Moment first_day = -62'135'596'800, after_last_day = 253'402'300'800;  // of the years 1 to 9999

sys_days on(Moment at) { return floor<std::chrono::days>(sys_seconds(seconds(at))); }
Moment begin(sys_days day) { return sys_seconds(day).time_since_epoch().count(); }

Moment plus(Moment at, __int128 seconds) { return static_cast<Moment>(std::clamp<__int128>(at + seconds, early, late)); }

// The date so many months later; of a day that the month lacks, its last. None outside of the years 1 to 9999.
std::optional<year_month_day> after_months(const year_month_day& date, std::int64_t n) {
  const auto then = date.year() / date.month() + months(std::clamp<std::int64_t>(n, -150'000, 150'000));
  if (then.year() < year(1) || then.year() > year(9'999)) return std::nullopt;
  return (then / date.day()).ok() ? then / date.day() : year_month_day(then / last);
}

// The first moment that `moved` takes to `to` or later.
Moment first_reaching(Moment to, Length by) {
  if (to == early || to == late) return to;
  if (by.seconds != 0) return plus(to, -static_cast<__int128>(by.n) * by.seconds);
  auto low = early, high = late;
  while (low < high) {
    const auto middle = std::midpoint(low, high);
    if (moved(middle, by) < to) low = middle + 1;
    else high = middle;
  }
  return low;
}

}  // namespace

When tidy(When any) {
  std::erase_if(any, [](const Stretch& s) { return s.from >= s.to; });
  std::sort(any.begin(), any.end());
  When out;
  for (const auto& s : any)
    if (!out.empty() && s.from <= out.back().to) out.back().to = std::max(out.back().to, s.to);
    else out.push_back(s);
  return out;
}

When both(const When& a, const When& b) {
  When out;
  for (const auto& x : a)
    for (const auto& y : b) out.push_back({std::max(x.from, y.from), std::min(x.to, y.to)});
  return tidy(std::move(out));
}

When either(When a, const When& b) {
  a.insert(a.end(), b.begin(), b.end());
  return tidy(std::move(a));
}

When outside(const When& a) {
  When out;
  auto from = early;
  for (const auto& s : a) out.push_back({std::exchange(from, s.to), s.from});
  out.push_back({from, late});
  return tidy(std::move(out));
}

std::optional<Stretch> around(const When& a, Moment at) {
  const auto found = std::find_if(a.begin(), a.end(), [&](const Stretch& s) { return s.from <= at && at < s.to; });
  return found == a.end() ? std::nullopt : std::optional(*found);
}

// What is read must be what would be written.
std::optional<Moment> day(const std::string& text) {
  int y = 0;
  unsigned m = 0, d = 0;
  if (std::sscanf(text.c_str(), "%5d-%2u-%2u", &y, &m, &d) != 3) return std::nullopt;
  const auto date = year(y) / month(m) / std::chrono::day(d);
  return date.ok() && written_day(begin(date)) == text ? std::optional(begin(date)) : std::nullopt;
}

std::string written_day(Moment at) {
  const year_month_day d = on(at);
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
  return out;
}

std::optional<Moment> moment(const std::string& text) {
  int h = 0, m = 0, s = 0;
  const auto from = day(text.substr(0, text.find('T')));
  if (!from || std::sscanf(text.c_str() + text.find('T'), "T%2d:%2d:%2dZ", &h, &m, &s) != 3) return std::nullopt;
  const auto out = *from + h * 3'600 + m * 60 + s;
  return written(out) == text ? std::optional(out) : std::nullopt;
}

std::string written(Moment at) {
  const auto of_day = static_cast<int>(at - begin(on(at)));
  char out[40];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02dZ", of_day / 3'600, of_day / 60 % 60, of_day % 60);
  return written_day(at) + out;
}

std::optional<Stretch> days(const std::string& text) {
  const auto first = day(text + (text.size() == 4 ? "-01-01" : text.size() == 7 ? "-01" : ""));
  if (!first) return std::nullopt;
  const year_month_day date = on(*first);
  const auto end = text.size() == 10 ? on(*first) : sys_days(date.year() / (text.size() == 4 ? December : date.month()) / last);
  return Stretch{*first, begin(end) + a_day};
}

Moment moved(Moment at, Length by) {
  if (at == early || at == late) return at;
  if (by.seconds != 0) return plus(at, static_cast<__int128>(by.n) * by.seconds);
  if (at < first_day) return early;
  if (at >= after_last_day - a_day) return late;
  const year_month_day date = on(at);
  const auto then = after_months(date, by.n);
  if (!then) return by.n < 0 ? early : late;
  return begin(*then) + (then->day() == date.day() ? at - begin(on(at)) : a_day - 1);
}

std::optional<Moment> moved_day(Moment at, Length by) {
  const auto then = by.seconds == 0 ? after_months(on(at), by.n) : std::nullopt;
  if (by.seconds == 0) return then ? std::optional(begin(*then)) : std::nullopt;
  const auto out = moved(at, by);
  return out < first_day || out >= after_last_day ? std::nullopt : std::optional(out);
}

std::optional<Moment> next_month(Moment at) {
  const year_month_day date = on(at);
  return moved_day(begin(date.year() / date.month() / 1), {1, 0});
}

When since(const When& p, const When& q, bool ahead, Length least, std::optional<Length> most) {
  // From when on the near, the far end of the window lies at `to` or after it.
  const auto seen = [&](Moment to, Length by) { return first_reaching(to, {ahead ? by.n : -by.n, by.seconds}); };
  When out;
  for (const auto& lasting : p)
    for (const auto& mark : q) {
      const Stretch c{std::max(lasting.from, mark.from), std::min(lasting.to, mark.to)};
      if (c.from >= c.to) continue;
      if (ahead) out.push_back({most ? std::max(seen(c.from, *most), lasting.from) : lasting.from, seen(c.to, least)});
      else out.push_back({seen(c.from, least), most ? std::min(seen(c.to, *most), lasting.to) : lasting.to});
    }
  return tidy(std::move(out));
}

}  // namespace dedere::verify
