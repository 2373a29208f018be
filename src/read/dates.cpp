#include "read/dates.hpp"

#include <array>
#include <cstdlib>

namespace dedere::read {
namespace {

using time::Date;
using time::days;
using time::Edtf;

Edtf day_of(Date d) { return {d, d, Edtf::Precision::day}; }
Edtf month_of(Date d) { return {d.first_of_month(), d.last_of_month(), Edtf::Precision::month}; }
Edtf year_of(int year) { return {Date::of(year, 1, 1), Date::of(year, 12, 31), Edtf::Precision::year}; }
bool year_fits(int year) { return year >= 1 && year <= 9998; }

// Far years would leave the calendar.
std::optional<Date> shifted(Date from, long n) {
  if (std::labs(n) > 400'000) return std::nullopt;
  const auto d = from + days{n};
  return year_fits(d.year()) ? std::optional(d) : std::nullopt;
}

// The period as one imprecise date: a month or a year that holds it all, or none.
std::optional<Edtf> covering(Date first, Date last) {
  if (first.first_of_month() == last.first_of_month()) return month_of(first);
  return std::nullopt;
}

int nearest_year(const When& w, Date published) {
  int best = published.year();
  long least = 1L << 40;
  for (int year = published.year() - 1; year <= published.year() + 1; ++year) {
    const auto d = Date::checked(year, static_cast<unsigned>(w.month), static_cast<unsigned>(w.day));
    if (!d) continue;
    const auto apart = std::labs((*d - published).count());
    if (apart < least) { least = apart; best = year; }
  }
  return best;
}

int year_by_tense(int month, Tense tense, Date published) {
  const int now = static_cast<int>(published.month());
  if (tense == Tense::past) return month <= now ? published.year() : published.year() - 1;
  if (tense == Tense::future) return month >= now ? published.year() : published.year() + 1;
  const int ahead = (month - now + 12) % 12;
  if (ahead <= 6) return month >= now ? published.year() : published.year() + 1;
  return month <= now ? published.year() : published.year() - 1;
}

Days calendar(const When& w, Tense tense, std::optional<Date> published) {
  Days out;
  if (w.month == 0) {
    if (year_fits(w.year)) out.from = year_of(w.year);
    return out;
  }
  int year = w.year;
  if (year == 0 && w.year_shift && published) year = published->year() + *w.year_shift;
  if (year == 0) {
    if (!published) return out;
    const int shift_tense = w.shift;
    if (shift_tense != 0) year = year_by_tense(w.month, shift_tense < 0 ? Tense::past : Tense::future, *published);
    else year = w.day != 0 ? nearest_year(w, *published) : year_by_tense(w.month, tense, *published);
    if (shift_tense < 0 && w.day == 0 && year == published->year() && w.month + 1 >= static_cast<int>(published->month())) --year;   // "last August", told in August or September: a year ago
  }
  if (!year_fits(year)) return out;
  const auto first = Date::checked(year, static_cast<unsigned>(w.month), static_cast<unsigned>(w.day == 0 ? 1 : w.day));
  if (!first) return out;
  out.from = w.day == 0 ? month_of(*first) : day_of(*first);
  if (w.end_day != 0) {
    const int month = w.end_month == 0 ? w.month : w.end_month;
    const auto last = Date::checked(month < w.month ? year + 1 : year, static_cast<unsigned>(month), static_cast<unsigned>(w.end_day));
    if (last && *last >= *first) out.to = day_of(*last);
  } else if (w.end_month != 0 && w.day == 0) {
    if (const auto last = Date::checked(year, static_cast<unsigned>(w.end_month), 1); last && *last > *first) out.to = month_of(*last);
  }
  return out;
}

// "The 3rd": of the month that puts it nearest to the day last spoken of, or to the day of publication.
Days day_of_month(const When& w, std::optional<Date> near) {
  Days out;
  if (!near) return out;
  std::optional<Date> best;
  for (int months = -1; months <= 1; ++months) {
    const auto month = near->first_of_month().plus_months(months);
    const auto d = Date::checked(month.year(), month.month(), static_cast<unsigned>(w.day));
    if (d && (!best || std::labs((*d - *near).count()) < std::labs((*best - *near).count()))) best = d;
  }
  if (best) out.from = day_of(*best);
  return out;
}

Date nearest_weekday(int weekday, Date published) {
  int ahead = (weekday - static_cast<int>(published.weekday()) + 7) % 7;
  if (ahead > 3) ahead -= 7;
  return published + days{ahead};
}

Days weekday(const When& w, Date published) {
  auto first = nearest_weekday(w.weekday, published);
  if (w.shift < 0 && first >= published) first = first - days{7};
  if (w.shift > 0 && first <= published) first = first + days{7};
  Days out{day_of(first), std::nullopt};
  if (w.end_weekday >= 0) {
    const int length = (w.end_weekday - w.weekday + 7) % 7;
    out.to = day_of(first + days{length});
  }
  return out;
}

Days period(const When& w, Date published) {
  Days out;
  if (w.kind == When::Kind::weeks) {
    const auto now = shifted(published, 7L * w.n);
    if (!now) return out;
    const auto monday = *now - days{static_cast<int>(now->weekday())};
    out.from = covering(monday, monday + days{6});
  } else if (w.kind == When::Kind::months) {
    if (std::abs(w.n) < 10'000) out.from = month_of(published.first_of_month().plus_months(w.n));
  } else if (year_fits(published.year() + w.n)) {
    out.from = year_of(published.year() + w.n);
  }
  return out;
}

}  // namespace

Days resolve(const When& w, Tense tense, std::optional<Date> published, std::optional<Date> before, std::optional<Edtf> spoken) {
  using Kind = When::Kind;
  if (w.kind == Kind::nothing) return {};
  if (w.from_spoken) {
    const bool days_needed = w.kind == Kind::weekday || w.kind == Kind::weeks;
    const bool year_does = w.kind == Kind::years || w.year_shift;
    if (!spoken || (days_needed && spoken->precision != Edtf::Precision::day) || (!year_does && spoken->precision == Edtf::Precision::year)) return {};
    When told = w;
    told.from_spoken = false;
    const bool same_month = w.kind == Kind::calendar && w.shift != 0 && w.day == 0 && static_cast<unsigned>(w.month) == spoken->first.month();
    if (same_month) told.year = spoken->first.year() + w.shift;   // "in May … the following May"
    else if (w.kind == Kind::calendar && w.shift != 0) told.year = year_by_tense(w.month, w.shift < 0 ? Tense::past : Tense::future, spoken->first);
    return resolve(told, tense, spoken->first, before);
  }
  if (w.kind == Kind::calendar && w.month == 0 && w.day != 0) return day_of_month(w, before ? before : published);
  if (w.kind == Kind::calendar) return calendar(w, tense, published);
  if (w.kind == Kind::from_before) {
    const auto day = before ? shifted(*before, w.n) : std::nullopt;
    return day ? Days{day_of(*day), std::nullopt} : Days{};
  }
  if (!published) return {};
  if (w.kind == Kind::weekday) return weekday(w, *published);
  if (w.kind == Kind::days) {
    const auto day = shifted(*published, w.n);
    return day ? Days{day_of(*day), std::nullopt} : Days{};
  }
  return period(w, *published);
}

}  // namespace dedere::read
