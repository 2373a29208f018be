#include "reason/window.hpp"

#include <algorithm>

namespace dedere::reason {
namespace {

using language::Window;
using language::syntax::Length;
using language::syntax::Unit;
using Kind = language::syntax::Window::Kind;
using time::Date;
using time::Interval;

std::optional<std::int64_t> exact_seconds(Unit unit) {
  switch (unit) {
    case Unit::seconds: return 1;
    case Unit::minutes: return 60;
    case Unit::hours: return 3'600;
    case Unit::days: return time::seconds_per_day;
    case Unit::weeks: return 7 * time::seconds_per_day;
    default: return std::nullopt;
  }
}

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return (a > 0) == (b > 0) ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  return product;
}

// Outside of the years in which months are counted, time is as good as endless.
Instant by_calendar(Instant t, std::int64_t months) {
  static const auto first = Instant::start_of(Date::of(1, 1, 1)), last = Instant::start_of(Date::of(9999, 12, 31));
  if (t < first) return Instant::first();
  if (t >= last) return Instant::last();
  constexpr std::int64_t far = 120'000;
  const auto day = t.day();
  const auto month = std::int64_t{day.year()} * 12 + day.month() - 1 + std::clamp(months, -far, far);
  if (month < 12) return Instant::first();
  if (month >= 9999 * 12) return Instant::last();
  const auto year = static_cast<int>(month / 12);
  const auto number = static_cast<unsigned>(month % 12 + 1);
  if (const auto same = Date::checked(year, number, day.day())) return {Instant::start_of(*same).seconds + (t.seconds - Instant::start_of(day).seconds)};
  return {Instant::start_of(Date::of(year, number, 1).first_of_next_month()).seconds - 1};
}

Instant later(Instant t, const Length& l) { return first_moved_to(t, -l.n, l.unit); }   // first s whose look back by l reaches t
Instant earlier(Instant t, const Length& l) { return first_moved_to(t, l.n, l.unit); }  // first s whose look ahead by l reaches t

void add(Buffer& out, Instant from, Instant to) {
  if (!(from < to)) return;
  if (!out.empty() && from <= out.back().to()) {
    if (out.back().to() < to) out.back() = Interval::spanning(std::min(out.back().from(), from), to);
    return;
  }
  out.push_back(Interval::spanning(from, to));
}

}  // namespace

Instant moved(Instant t, std::int64_t n, Unit unit) {
  if (!t.is_finite()) return t;
  if (const auto seconds = exact_seconds(unit)) return t.shifted(times(n, *seconds));
  return by_calendar(t, unit == Unit::years ? times(n, 12) : n);
}

Instant first_moved_to(Instant at, std::int64_t n, Unit unit) {
  if (!at.is_finite()) return at;
  if (const auto seconds = exact_seconds(unit)) return at.shifted(times(-n, *seconds));
  // The answer lies within a few days of the map backwards.
  constexpr std::int64_t few = 5 * time::seconds_per_day;
  const auto near = moved(at, -n, unit);
  if (!near.is_finite()) return near;
  auto low = near.shifted(-few), high = near.shifted(few);
  while (low < high) {
    const Instant middle{low.seconds + (high.seconds - low.seconds) / 2};
    if (moved(middle, n, unit) < at) low = middle.shifted(1);
    else high = middle;
  }
  return low;
}

bool distributes(const Window& window) { return window.kind == Kind::some_past || window.kind == Kind::some_next || window.kind == Kind::ever; }

Times seen(const Window& w, Times all, Buffer& out) {
  out.clear();
  if (all.empty()) return out;
  const auto far = Instant::last(), early = Instant::first();
  switch (w.kind) {
    case Kind::ever: return Times::always();
    case Kind::always: return all.is_always() ? all : Times(out);
    case Kind::some_past:
      for (const auto& i : all) add(out, later(i.from(), w.least), w.most ? later(i.to(), *w.most) : far);
      break;
    case Kind::all_past:
      for (const auto& i : all) {
        if (!w.most) { if (i.from() == early) add(out, early, later(i.to(), w.least)); continue; }
        add(out, later(i.from(), *w.most), later(i.to(), w.least));
      }
      break;
    case Kind::some_next:
      for (const auto& i : all) add(out, w.most ? earlier(i.from(), *w.most) : early, earlier(i.to(), w.least));
      break;
    case Kind::all_next:
      for (const auto& i : all) {
        if (!w.most) { if (i.to() == far) add(out, earlier(i.from(), w.least), far); continue; }
        add(out, earlier(i.from(), w.least), earlier(i.to(), *w.most));
      }
      break;
    case Kind::since:
    case Kind::until: break;
  }
  return out;
}

Times seen(const Window& w, Times left, Times mark, Buffer& out) {
  out.clear();
  const auto* m = mark.begin();
  for (const auto& l : left) {
    while (m != mark.end() && m->to() <= l.from()) ++m;
    const auto first = out.size();
    for (const auto* i = m; i != mark.end() && i->from() < l.to(); ++i) {
      const auto from = std::max(i->from(), l.from()), to = std::min(i->to(), l.to());
      Instant begin{}, end{};
      if (w.kind == Kind::since) {
        begin = later(from, w.least);
        end = w.most ? std::min(later(to, *w.most), l.to()) : l.to();
      } else {
        begin = w.most ? std::max(earlier(from, *w.most), l.from()) : l.from();
        end = earlier(to, w.least);
      }
      if (!(begin < end)) continue;
      // Within one interval of `left` the pieces come in order; they never reach into the next.
      if (out.size() > first && begin <= out.back().to()) {
        if (out.back().to() < end) out.back() = Interval::spanning(out.back().from(), end);
      } else {
        out.push_back(Interval::spanning(begin, end));
      }
    }
  }
  return out;
}

}  // namespace dedere::reason
