#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

using namespace std::chrono;

constexpr Moment first_day = -62'135'596'800, after_last_day = 253'402'300'800;  // of the years 1 to 9999

sys_days on(Moment at) { return floor<std::chrono::days>(sys_seconds(seconds(at))); }
Moment begin(sys_days day) { return sys_seconds(day).time_since_epoch().count(); }
Moment plus(Moment at, __int128 seconds) { return static_cast<Moment>(std::clamp<__int128>(at + seconds, early, late)); }

// So much later, as docs/semantics.md defines it for windows: on a day that the month lacks, the last second of its last day.
Moment moved(Moment at, Length by) {
  if (at == early || at == late) return at;
  if (by.seconds != 0) return plus(at, static_cast<__int128>(by.n) * by.seconds);
  if (at < first_day || at >= after_last_day) return at < first_day ? early : late;
  const year_month_day date = on(at);
  const auto then = date.year() / date.month() + months(std::clamp<std::int64_t>(by.n, -150'000, 150'000));
  if (then.year() < year(1) || then.year() > year(9'999)) return by.n < 0 ? early : late;
  return (then / date.day()).ok() ? begin(then / date.day()) + at - begin(on(at)) : begin(then / last) + a_day - 1;
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
  std::sort(any.begin(), any.end());
  When out;
  for (const auto& s : any)
    if (s.from >= s.to) continue;
    else if (out.empty() || s.from > out.back().to) out.push_back(s);
    else out.back().to = std::max(out.back().to, s.to);
  return out;
}
When either(When a, const When& b) { return b.empty() ? a : (a.insert(a.end(), b.begin(), b.end()), tidy(std::move(a))); }
When both(const When& a, const When& b) { return a == always ? b : b == always ? a : outside(either(outside(a), outside(b))); }
When outside(const When& a) {
  When out(1);
  for (const auto& s : a) out.back().to = s.from, out.push_back({s.to, late});
  return tidy(std::move(out));
}

optional<Stretch> around(const When& a, Moment at) {
  const auto found = std::ranges::find_if(a, [&](const Stretch& s) { return s.from <= at && at < s.to; });
  return found == a.end() ? std::nullopt : optional(*found);
}

When since(const When& lasting, const When& marks, bool ahead, Length least, optional<Length> most) {
  // From when on the near, the far end of the window lies at `to` or after it.
  const auto seen = [&](Moment to, Length by) { return first_reaching(to, {ahead ? by.n : -by.n, by.seconds}); };
  When out;
  for (const auto& p : lasting)
    for (const auto& mark : both(marks, {p}))
      if (ahead) out.push_back({most ? std::max(seen(mark.from, *most), p.from) : p.from, seen(mark.to, least)});
      else out.push_back({seen(mark.from, least), most ? std::min(seen(mark.to, *most), p.to) : p.to});
  return tidy(std::move(out));
}

// What is read must be what would be written.
optional<Moment> moment(const string& text) {
  int y = 0, hour = 0, minute = 0, second = 0;
  unsigned m = 0, d = 0;
  const auto found = std::sscanf(text.c_str(), "%5d-%2u-%2uT%2d:%2d:%2dZ", &y, &m, &d, &hour, &minute, &second);
  const auto date = year(y) / month(m) / std::chrono::day(d);
  const auto out = found == 6 && date.ok() ? optional(begin(date) + hour * 3'600 + minute * 60 + second) : std::nullopt;
  return out && written(*out) == text ? out : std::nullopt;
}
string written(Moment at) {
  const year_month_day d = on(at);
  const hh_mm_ss t(seconds(at - begin(on(at))));
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02ld:%02ld:%02ldZ", int(d.year()), unsigned(d.month()), unsigned(d.day()),
                t.hours().count(), t.minutes().count(), t.seconds().count());
  return out;
}

optional<Moment> day(const string& text) { return text.size() == 10 ? moment(text + "T00:00:00Z") : std::nullopt; }
optional<Moment> next_month(Moment at) { return moved_day(*day(written_day(at).substr(0, 8) + "01"), {1, 0}); }
optional<Stretch> days(const string& text) {
  const auto first = day(text + (text.size() == 4 ? "-01-01" : text.size() == 7 ? "-01" : ""));
  const auto length = text.size() == 4 ? Length{12, 0} : text.size() == 7 ? Length{1, 0} : Length{1, a_day};
  return first ? optional(Stretch{*first, moved_day(*first, length).value_or(after_last_day)}) : std::nullopt;
}
optional<Moment> moved_day(Moment at, Length by) {
  const auto out = moved(at, by);
  return out < first_day || out >= after_last_day ? std::nullopt : optional(begin(on(out)));
}

}  // namespace dedere::verify
