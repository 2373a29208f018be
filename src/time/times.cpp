#include "time/times.hpp"

#include <algorithm>

namespace dedere::time {

const Interval Times::all_time = Interval::always();

bool Times::holds(Instant t) const {
  const auto after = std::upper_bound(begin(), end(), t, [](Instant at, const Interval& i) { return at < i.from(); });
  return after != begin() && std::prev(after)->holds(t);
}

IntervalSet Times::set() const { return IntervalSet::of({begin(), end()}); }

namespace {

// The first interval that ends after `t`: a short set may lie late in a long one.
const Interval* first_after(Times times, Instant t) {
  constexpr std::size_t few = 8;
  if (times.size() <= few) return times.begin();
  return std::partition_point(times.begin(), times.end(), [&](const Interval& i) { return i.to() <= t; });
}

}  // namespace

Times meet(Times a, Times b, Buffer& out) {
  if (a.empty() || b.is_always()) return a;
  if (b.empty() || a.is_always()) return b;
  out.clear();
  const auto *x = first_after(a, b.begin()->from()), *y = first_after(b, a.begin()->from());
  while (x != a.end() && y != b.end()) {
    const auto from = std::max(x->from(), y->from()), to = std::min(x->to(), y->to());
    if (from < to) out.push_back(Interval::spanning(from, to));
    if (x->to() < y->to()) ++x;
    else ++y;
  }
  return out;
}

Times unite(Times a, Times b, Buffer& out) {
  if (a.empty() || b.is_always()) return b;
  if (b.empty() || a.is_always()) return a;
  out.clear();
  const auto *x = a.begin(), *y = b.begin();
  const auto add = [&](const Interval& i) {
    if (!out.empty() && i.from() <= out.back().to()) {
      if (out.back().to() < i.to()) out.back() = Interval::spanning(out.back().from(), i.to());
    } else {
      out.push_back(i);
    }
  };
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->from() < y->from())) add(*x++);
    else add(*y++);
  }
  return out;
}

Times minus(Times a, Times b, Buffer& out) {
  if (a.empty() || b.empty()) return a;
  out.clear();
  const auto* y = first_after(b, a.begin()->from());
  for (const auto& x : a) {
    auto from = x.from();
    while (y != b.end() && y->to() <= from) ++y;
    for (const auto* cut = y; cut != b.end() && cut->from() < x.to() && from < x.to(); ++cut) {
      if (from < cut->from()) out.push_back(Interval::spanning(from, cut->from()));
      from = cut->to();
    }
    if (from < x.to()) out.push_back(Interval::spanning(from, x.to()));
  }
  return out;
}

Times touched(Times all, Times some, Buffer& out) {
  out.clear();
  const auto* y = some.begin();
  for (const auto& x : all) {
    while (y != some.end() && y->to() <= x.from()) ++y;
    if (y != some.end() && y->from() < x.to()) out.push_back(x);
  }
  return out;
}

Interval constant_around(Times times, Instant at) {
  const auto next = std::upper_bound(times.begin(), times.end(), at, [](Instant t, const Interval& i) { return t < i.from(); });
  if (next != times.begin() && at < std::prev(next)->to()) return *std::prev(next);
  return Interval::spanning(next == times.begin() ? Instant::first() : std::prev(next)->to(), next == times.end() ? Instant::last() : next->from());
}

void coalesce(Buffer& any_order) {
  if (any_order.size() < 2) return;
  const auto before = [](const Interval& a, const Interval& b) { return a.from() < b.from(); };
  if (!std::is_sorted(any_order.begin(), any_order.end(), before)) std::sort(any_order.begin(), any_order.end(), before);
  std::size_t last = 0;
  for (std::size_t i = 1; i < any_order.size(); ++i) {
    const auto next = any_order[i];
    auto& end = any_order[last];
    if (end.to() < next.from()) any_order[++last] = next;
    else if (end.to() < next.to()) end = Interval::spanning(end.from(), next.to());
  }
  any_order.erase(any_order.begin() + static_cast<std::ptrdiff_t>(last) + 1, any_order.end());
}

}  // namespace dedere::time
