#include "names/identity.hpp"

#include <algorithm>
#include <cstdlib>

namespace dedere::names {
namespace {

Agreement compare(const Birth& a, const Birth& b) {
  if (a.year == b.year) {
    const bool days = a.day != 0 && b.day != 0;
    if (days && a.month == b.month && a.day == b.day) return Agreement::day;
    if (days && a.month == b.day && a.day == b.month) return Agreement::day;   // day and month exchanged
    return Agreement::year;
  }
  const int apart = std::abs(a.year - b.year);
  return apart <= std::max(1, a.within + b.within) ? Agreement::near : Agreement::other;
}

}  // namespace

Agreement compare_births(const Identity& a, const Identity& b) {
  auto best = Agreement::unknown;
  for (const auto& x : a.births)
    for (const auto& y : b.births)
      if (const auto now = compare(x, y); best == Agreement::unknown || now < best) best = now;
  return best;
}

Agreement compare_nationalities(const Identity& a, const Identity& b) {
  if (a.nationalities.empty() || b.nationalities.empty()) return Agreement::unknown;
  const bool same = std::ranges::any_of(a.nationalities, [&](const auto& one) { return std::ranges::find(b.nationalities, one) != b.nationalities.end(); });
  return same ? Agreement::same : Agreement::other;
}

Agreement compare_sex(const Identity& a, const Identity& b) {
  if (a.sex == Sex::unknown || b.sex == Sex::unknown) return Agreement::unknown;
  return a.sex == b.sex ? Agreement::same : Agreement::other;
}

}  // namespace dedere::names
