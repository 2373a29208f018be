#include "read/group.hpp"

#include <algorithm>
#include <cstdlib>

namespace dedere::read {
namespace {

using time::days;

constexpr days apart{3};          // between days that different reports give of one journey
constexpr int news_lasts = 10;    // days in which an undated report speaks of the same journey

bool came_about(Status s) { return s == Status::under_way || s == Status::occurred; }
bool did_not(Status s) { return s == Status::avoided || s == Status::cancelled; }

bool told_together(const Journey& j, const Report& r) {
  return std::ranges::any_of(j.reports, [&](const Report& other) {
    return !other.published || !r.published || std::abs((*r.published - *other.published).count()) <= news_lasts;
  });
}

bool same(const Journey& j, const Report& r) {
  const auto& c = r.claim;
  if (j.person != c.person || j.state != c.state) return false;
  if (j.from && c.from) return c.from->first <= j.from->last + apart && j.from->first <= c.from->last + apart;
  return told_together(j, r);
}

void take_days(std::optional<time::Edtf>& known, const std::optional<time::Edtf>& told) {
  if (told && (!known || told->precision <= known->precision)) known = told;
}

void add(Journey& j, Report r) {
  take_days(j.from, r.claim.from);
  take_days(j.to, r.claim.to);
  if (r.claim.status) j.status = r.claim.status;
  j.reports.push_back(std::move(r));
}

}  // namespace

std::vector<Journey> group(std::vector<Report> reports) {
  std::erase_if(reports, [](const Report& r) { return r.claim.kind != Kind::travel; });
  std::ranges::stable_sort(reports, {}, [](const Report& r) { return r.published.value_or(time::Date::of(1900, 1, 1)); });
  std::vector<Journey> out;
  for (auto& r : reports) {
    auto known = std::ranges::find_if(out, [&](const Journey& j) { return same(j, r); });
    if (known == out.end()) {
      Journey j;
      j.person = r.claim.person;
      j.person_name = r.claim.person_name;
      j.state = r.claim.state;
      out.push_back(std::move(j));
      known = std::prev(out.end());
    }
    add(*known, std::move(r));
  }
  for (auto& j : out) {
    const auto any = [&](auto is) { return std::ranges::any_of(j.reports, [&](const Report& r) { return r.claim.status && is(*r.claim.status); }); };
    j.contradicted = any(came_about) && any(did_not);
  }
  return out;
}

}  // namespace dedere::read
