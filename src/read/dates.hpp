// Expressions of time: what the text says, and the days that it means for a given day of publication. Nothing here reads a clock.
#pragma once

#include <optional>

#include "time/date.hpp"

namespace dedere::read {

enum class Tense { none, past, present, future };

// What an expression says. Unset parts are 0 (day, month, year) or none.
struct When {
  enum class Kind {
    calendar,     // "2 September 2024", "September 2", "September 2024", "September", "2024", "the 3rd"
    weekday,      // "Monday", "next Monday" (shift +1), "last Monday" (-1)
    days,         // n days from publication: "today", "two days ago"
    weeks, months, years,   // n from the present one: "next week", "last month", "this year"
    from_before,  // n days from the day last spoken of: "the next day"
    nothing,      // an expression that gives no day: a clock time, "the weekend"
  } kind = Kind::nothing;
  int year = 0, month = 0, day = 0;
  int weekday = 0;             // Monday is 0
  int n = 0;
  int shift = 0;               // -1 last, +1 next, 0 bare or "this"
  std::optional<int> year_shift;   // of a month: "in August last year" -1, "this year" 0
  // The end of a range: "22-24 August", "Wednesday and Thursday", "31 August to 1 September"
  int end_month = 0, end_day = 0, end_weekday = -1;
  bool from_spoken = false;    // told from what was spoken of last, not from publication: "the following May", "that year"
  enum class Relation { at, since, until, before, after } relation = Relation::at;
};

struct Days {
  std::optional<time::Edtf> from, to;   // `to` only where the text gives a range
};

// A bare weekday is the nearest one, the same day included; a month without a year goes by tense, or else is the nearest; a month
// with a day is the nearest one. Without a day of publication, only what the text says in full is resolved. `before` is the day last spoken of, `spoken`
// the day, month or year.
[[nodiscard]] Days resolve(const When& when, Tense tense, std::optional<time::Date> published, std::optional<time::Date> before, std::optional<time::Edtf> spoken = {});

}  // namespace dedere::read
