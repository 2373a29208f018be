#include "verify/moment.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace dedere::verify {
namespace {

using namespace std::chrono;

constexpr Moment first_day = -62'135'596'800, after_last_day = 253'402'300'800;  // of the years 1 to 9999

year_month_day date(Moment at) { return floor<std::chrono::days>(sys_seconds(seconds(at))); }
Moment begin(sys_days day) { return sys_seconds(day).time_since_epoch().count(); }

std::int64_t exact(Unit unit) {
  switch (unit) {
    case Unit::seconds: return 1;
    case Unit::minutes: return 60;
    case Unit::hours: return 3'600;
    case Unit::days: return a_day;
    case Unit::weeks: return 7 * a_day;
    default: return 0;
  }
}

Moment plus(Moment at, __int128 seconds) {
  if (at == early || at == late) return at;
  const auto sum = static_cast<__int128>(at) + seconds;
  return sum <= early ? early : sum >= late ? late : static_cast<Moment>(sum);
}

// The month so many months after the date's; none outside of the years 1 to 9999.
std::optional<year_month> month_after(const year_month_day& date, std::int64_t n) {
  if (n < -120'000 || n > 120'000) return std::nullopt;
  const auto out = date.year() / date.month() + months(static_cast<int>(n));
  return out.year() < year(1) || out.year() > year(9'999) ? std::nullopt : std::optional(out);
}

std::int64_t as_months(std::int64_t n, Unit unit) { return unit == Unit::years ? (n > 10'000 ? 120'001 : n < -10'000 ? -120'001 : 12 * n) : n; }

// The first moment that `moved` takes to `to` or later.
Moment first_reaching(Moment to, std::int64_t n, Unit unit) {
  if (to == early || to == late) return to;
  if (const auto s = exact(unit)) return plus(to, -static_cast<__int128>(n) * s);
  const auto n_months = as_months(n, unit);
  auto low = plus(to, -static_cast<__int128>(n_months) * 31 * a_day - 40 * a_day), high = plus(to, -static_cast<__int128>(n_months) * 28 * a_day + 40 * a_day);
  if (low > high) std::swap(low, high);
  low = plus(low, -400 * a_day);
  high = plus(high, 400 * a_day);
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (moved(middle, n, unit) < to) low = middle + 1;
    else high = middle;
  }
  return low;
}

bool digits(std::string_view text, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && text.find('-') == std::string_view::npos;
}

}  // namespace

When always() { return {{early, late}}; }

When tidy(When any) {
  std::erase_if(any, [](const Stretch& s) { return s.from >= s.to; });
  std::sort(any.begin(), any.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
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

When either(const When& a, const When& b) {
  auto out = a;
  out.insert(out.end(), b.begin(), b.end());
  return tidy(std::move(out));
}

When outside(const When& a) {
  When out;
  auto from = early;
  for (const auto& s : a) {
    out.push_back({from, s.from});
    from = s.to;
  }
  out.push_back({from, late});
  return tidy(std::move(out));
}

std::optional<Stretch> around(const When& a, Moment at) {
  for (const auto& s : a)
    if (s.from <= at && at < s.to) return s;
  return std::nullopt;
}

bool covers(const When& a, Moment at) { return around(a, at).has_value(); }

std::optional<Days> days(std::string_view text) {
  int y = 0, m = 1, d = 1;
  const auto size = text.size();
  if ((size != 4 && size != 7 && size != 10) || !digits(text.substr(0, 4), y) || y == 0) return std::nullopt;
  if (size > 4 && (text[4] != '-' || !digits(text.substr(5, 2), m))) return std::nullopt;
  if (size > 7 && (text[7] != '-' || !digits(text.substr(8, 2), d))) return std::nullopt;
  const auto first = year(y) / month(static_cast<unsigned>(m)) / std::chrono::day(static_cast<unsigned>(d));
  if (!first.ok()) return std::nullopt;
  const auto end = size == 10 ? sys_days(first) : size == 7 ? sys_days(year(y) / month(static_cast<unsigned>(m)) / last) : sys_days(year(y) / December / last);
  return Days{begin(first), begin(end)};
}

std::optional<Moment> day(std::string_view text) {
  const auto found = text.size() == 10 ? days(text) : std::nullopt;
  return found ? std::optional(found->first) : std::nullopt;
}

std::string written_day(Moment at) {
  const auto d = date(at);
  auto out = std::to_string(10'000 + static_cast<int>(d.year())).substr(1);
  for (const auto n : {static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day())}) out += (n < 10 ? "-0" : "-") + std::to_string(n);
  return out;
}

std::optional<Moment> moment(std::string_view text) {
  int h = 0, m = 0, s = 0;
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
  const auto on = day(text.substr(0, 10));
  if (!on || !digits(text.substr(11, 2), h) || !digits(text.substr(14, 2), m) || !digits(text.substr(17, 2), s) || h > 23 || m > 59 || s > 59) return std::nullopt;
  return *on + h * 3'600 + m * 60 + s;
}

Moment moved(Moment at, std::int64_t n, Unit unit) {
  if (at == early || at == late) return at;
  if (const auto s = exact(unit)) return plus(at, static_cast<__int128>(n) * s);
  if (at < first_day) return early;
  if (at >= after_last_day - a_day) return late;
  const auto d = date(at);
  const auto then = month_after(d, as_months(n, unit));
  if (!then) return n < 0 ? early : late;
  const auto same = *then / d.day();
  return same.ok() ? begin(same) + (at - begin(d)) : begin(*then / last) + a_day - 1;
}

std::optional<Moment> moved_day(Moment at, std::int64_t n, Unit unit) {
  auto out = moved(at, n, unit);
  if (exact(unit) == 0) {
    const auto d = date(at);
    const auto then = month_after(d, as_months(n, unit));
    if (!then) return std::nullopt;
    const auto same = *then / d.day();
    out = begin(same.ok() ? sys_days(same) : sys_days(*then / last));
  }
  return out < first_day || out >= after_last_day ? std::nullopt : std::optional(out);
}

std::optional<Moment> next_month(Moment at) {
  const auto then = month_after(date(at), 1);
  return then ? std::optional(begin(*then / 1)) : std::nullopt;
}

When seen(Look look, const Length& least, const std::optional<Length>& most, const When& p, const When& q) {
  if (look == Look::ever) return p.empty() ? When() : always();
  if (look == Look::always) return p == always() ? always() : When();
  const bool back = look == Look::some_past || look == Look::all_past || look == Look::since;
  // From when on the near, the far end of the window lies at `to` or after it.
  const auto near = [&](Moment to) { return first_reaching(to, back ? -least.n : least.n, least.unit); };
  const auto far = [&](Moment to) { return first_reaching(to, back ? -most->n : most->n, most->unit); };
  When out;
  for (const auto& s : p) {
    if (look == Look::some_past) out.push_back({near(s.from), most ? far(s.to) : late});
    if (look == Look::some_next) out.push_back({most ? far(s.from) : early, near(s.to)});
    if (look == Look::all_past && (most || s.from == early)) out.push_back({most ? far(s.from) : early, near(s.to)});
    if (look == Look::all_next && (most || s.to == late)) out.push_back({near(s.from), most ? far(s.to) : late});
    if (look != Look::since && look != Look::until) continue;
    for (const auto& mark : q) {
      const Stretch c{std::max(s.from, mark.from), std::min(s.to, mark.to)};
      if (c.from >= c.to) continue;
      if (look == Look::since) out.push_back({near(c.from), most ? std::min(far(c.to), s.to) : s.to});
      else out.push_back({most ? std::max(far(c.from), s.from) : s.from, near(c.to)});
    }
  }
  return tidy(std::move(out));
}

}  // namespace dedere::verify
