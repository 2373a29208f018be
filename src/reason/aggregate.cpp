#include "reason/aggregate.hpp"

#include <algorithm>
#include <map>

namespace dedere::reason {
namespace {

using Kind = language::syntax::Aggregate::Kind;
using time::Instant;

}  // namespace

void StepFunction::add(std::int64_t amount, time::Times when) {
  for (const auto& i : when) {
    changes_.push_back({i.from().seconds, amount, true});
    if (i.to() != Instant::last()) changes_.push_back({i.to().seconds, amount, false});
  }
}

std::vector<StepFunction::Step> StepFunction::steps() {
  const auto earlier = [](const Change& a, const Change& b) { return a.at < b.at; };
  if (!std::is_sorted(changes_.begin(), changes_.end(), earlier)) std::sort(changes_.begin(), changes_.end(), earlier);
  const bool extreme = kind_ == Kind::min || kind_ == Kind::max;
  __int128 sum = 0;
  std::map<std::int64_t, std::int64_t> present;  // of `min` and `max`: how often each amount is there
  const auto value = [&]() -> std::optional<std::int64_t> {
    if (extreme) {
      if (present.empty()) return std::nullopt;
      return kind_ == Kind::min ? present.begin()->first : present.rbegin()->first;
    }
    if (sum > std::numeric_limits<std::int64_t>::max() || sum < std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return static_cast<std::int64_t>(sum);
  };
  std::vector<Step> out{{Instant::first(), value()}};
  for (std::size_t i = 0; i < changes_.size();) {
    const auto at = changes_[i].at;
    for (; i < changes_.size() && changes_[i].at == at; ++i) {
      const auto& c = changes_[i];
      if (extreme) {
        const auto there = present.try_emplace(c.amount, 0).first;
        there->second += c.begins ? 1 : -1;
        if (there->second == 0) present.erase(there);
      } else {
        const __int128 amount = kind_ == Kind::count ? 1 : c.amount;
        sum += c.begins ? amount : -amount;
      }
    }
    const auto now = value();
    if (out.back().from.seconds == at) out.back().value = now;
    else if (out.back().value != now) out.push_back({{at}, now});
  }
  return out;
}

}  // namespace dedere::reason
