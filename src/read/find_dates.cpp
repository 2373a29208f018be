#include <algorithm>

#include "read/analysis.hpp"

namespace dedere::read {
namespace {

// Reads one expression of time from the items of a sentence.
class DateFinder {
 public:
  DateFinder(const Reader::Inside& reader, Analysis& out) : g_(reader.grammar), out_(out) {}

  void sentence(Sentence& s) {
    items_ = &s.items;
    std::vector<Item> kept;
    bool any = false;
    for (int i = 0; i < count();) {
      const int lead = led(i);
      When when;
      at_ = lead;
      if (!expression(when)) {
        kept.push_back(item(i++));
        continue;
      }
      for (int k = i; k < lead; ++k) relation(item(k), when);   // "since the 2021 coup"
      Item made{.first = item(i).first, .last = item(at_ - 1).last};
      made.classes.set(static_cast<std::size_t>(g_.date));
      made.ref = static_cast<std::int32_t>(out_.dates.size());
      made.owns = item(at_ - 1).owns;
      out_.dates.push_back(when);
      kept.push_back(made);
      any = true;
      i = at_;
    }
    if (any) s.items = std::move(kept);
  }

 private:
  [[nodiscard]] int count() const { return static_cast<int>(items_->size()); }
  [[nodiscard]] const Item& item(int i) const { return (*items_)[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool has(int i, Class c) const { return i >= 0 && i < count() && item(i).has(c); }
  [[nodiscard]] const Token& token(int i) const { return out_.tokens[static_cast<std::size_t>(item(i).first)]; }
  [[nodiscard]] bool day_number(int i) const { return has(i, g_.number) && item(i).value >= 1 && item(i).value <= 31 && item(i).last - item(i).first == 1 && token(i).shape == Token::Shape::number; }
  [[nodiscard]] bool year_number(int i) const { return has(i, g_.number) && item(i).value >= 1900 && item(i).value <= 2100 && token(i).end - token(i).start == 4 && !token(i).suffixed; }

  // Words that lead in: "on", "early on", "the evening of", "since".
  [[nodiscard]] int led(int i) const {
    int at = i;
    while (at < i + 4 && (has(at, g_.date_lead) || has(at, g_.since) || has(at, g_.until) || has(at, g_.before) || has(at, g_.after))) ++at;
    return at;
  }
  void relation(const Item& lead, When& when) const {
    using Relation = When::Relation;
    if (lead.has(g_.since)) when.relation = Relation::since;
    else if (lead.has(g_.until)) when.relation = Relation::until;
    else if (lead.has(g_.before)) when.relation = Relation::before;
    else if (lead.has(g_.after)) when.relation = Relation::after;
  }

  bool expression(When& w) {
    const int start = at_;
    if (numeric(w) || weekday(w) || month_first(w) || day_first(w) || relative(w) || amount(w) || lone_year(w, start) || lone_day(w, start)) {
      while (has(at_, g_.day_part) || (has(at_, g_.date_lead) && has(at_ + 1, g_.day_part) && ++at_)) ++at_;
      return true;
    }
    at_ = start;
    return false;
  }

  // 2024-09-02 and 17.10.2025
  bool numeric(When& w) {
    if (!has(at_, g_.number)) return false;
    const bool iso = year_number(at_) && has(at_ + 1, g_.number) && has(at_ + 2, g_.number) && token(at_ + 1).joined && token(at_ + 2).joined;
    if (iso && month_value(at_ + 1) && day_number(at_ + 2)) return calendar(w, item(at_).value, item(at_ + 1).value, item(at_ + 2).value, 3);
    const bool dotted = has(at_ + 1, g_.end) && has(at_ + 2, g_.number) && has(at_ + 3, g_.end) && year_number(at_ + 4) && token(at_ + 4).start == token(at_ + 3).end;
    if (dotted && day_number(at_) && month_value(at_ + 2)) return calendar(w, item(at_ + 4).value, item(at_ + 2).value, item(at_).value, 5);
    return false;
  }
  [[nodiscard]] bool month_value(int i) const { return item(i).value >= 1 && item(i).value <= 12; }
  bool calendar(When& w, int year, int month, int day, int length) {
    w.kind = When::Kind::calendar;
    w.year = year;
    w.month = month;
    w.day = day;
    at_ += length;
    return true;
  }

  // "Monday", "next Monday", "Friday, 25 September, 2025", "Wednesday (31 January)", "Wednesday and Thursday"
  bool weekday(When& w) {
    const int start = at_;
    int shift = 0;
    const bool spoken = from_spoken(shift);
    if (has(at_, g_.last)) shift = -1;
    else if (has(at_, g_.next)) shift = 1;
    if (shift != 0 || has(at_, g_.this_)) ++at_;
    if (!has(at_, g_.weekday)) { at_ = start; return false; }
    const int day = item(at_).value;
    ++at_;
    while (has(at_, g_.day_part)) ++at_;
    const int after = at_;
    if (has(at_, g_.comma) || has(at_, g_.open) || has(at_, g_.dash)) ++at_;
    const bool bracket = at_ > after && has(after, g_.open);
    while (has(at_, g_.date_lead)) ++at_;
    if (month_first(w) || day_first(w) || numeric(w)) {
      if (w.day != 0) {
        if (bracket && has(at_, g_.close)) ++at_;
        return true;
      }
    }
    at_ = after;
    w = {};
    w.kind = has(start - 1, g_.ago) ? When::Kind::nothing : When::Kind::weekday;   // "a decade ago this Saturday"
    w.weekday = day;
    w.shift = shift;
    w.from_spoken = spoken;
    if (has(at_, g_.range_to) && has(at_ + 1, g_.weekday)) {
      w.end_weekday = item(at_ + 1).value;
      at_ += 2;
    }
    return true;
  }

  // "September 2", "September 2-4, 2024", "September 2024", "August 31 to September 1", "last December"
  bool month_first(When& w) {
    const int start = at_;
    int shift = 0;
    const bool spoken = from_spoken(shift);
    if (has(at_, g_.last)) shift = -1;
    else if (has(at_, g_.next)) shift = 1;
    if (shift != 0 || has(at_, g_.this_)) ++at_;
    if (!has(at_, g_.month)) { at_ = start; return false; }
    w.kind = When::Kind::calendar;
    w.from_spoken = spoken;
    w.month = item(at_).value;
    w.shift = shift;
    ++at_;
    if (day_number(at_)) {
      w.day = item(at_++).value;
      end_of_range(w);
    } else if (has(at_, g_.range_to) && has(at_ + 1, g_.month)) {
      w.end_month = item(at_ + 1).value;
      at_ += 2;
    }
    year(w);
    return true;
  }

  // "The following", "the preceding": told from what was spoken of last.
  [[nodiscard]] bool from_spoken(int& shift) const {
    shift = has(at_, g_.spoken_next) ? 1 : has(at_, g_.spoken_last) ? -1 : 0;
    return shift != 0;
  }

  void end_of_range(When& w) {
    if (day_number(at_) && token(at_).joined) { w.end_day = item(at_++).value; return; }
    if (has(at_, g_.dash) && day_number(at_ + 1)) { w.end_day = item(at_ + 1).value; at_ += 2; return; }
    if (!has(at_, g_.range_to)) return;
    if (has(at_ + 1, g_.month) && day_number(at_ + 2)) {
      w.end_month = item(at_ + 1).value;
      w.end_day = item(at_ + 2).value;
      at_ += 3;
    } else if (day_number(at_ + 1) && !has(at_ + 2, g_.unit_day) && !has(at_ + 2, g_.word)) {
      w.end_day = item(at_ + 1).value;
      at_ += 2;
    }
  }

  // "2 September 2024", "22-24 August", "4 to 14 December", "the 3rd of September"
  bool day_first(When& w) {
    const int start = at_;
    if (has(at_, g_.det) && day_number(at_ + 1)) ++at_;
    if (!day_number(at_)) { at_ = start; return false; }
    const int day = item(at_++).value;
    int end_day = 0;
    if (day_number(at_) && token(at_).joined) end_day = item(at_++).value;
    else if ((has(at_, g_.range_to) || has(at_, g_.dash)) && day_number(at_ + 1)) { end_day = item(at_ + 1).value; at_ += 2; }
    if (has(at_, g_.date_lead)) ++at_;
    if (!has(at_, g_.month)) { at_ = start; return false; }
    w.kind = When::Kind::calendar;
    w.day = day;
    w.end_day = end_day;
    w.month = item(at_++).value;
    if (end_day == 0 && has(at_, g_.range_to) && day_number(at_ + 1) && has(at_ + 2, g_.month)) {
      w.end_day = item(at_ + 1).value;
      w.end_month = item(at_ + 2).value;
      at_ += 3;
    }
    year(w);
    return true;
  }

  void year(When& w) {
    int i = at_;
    if (has(i, g_.comma)) ++i;
    if (has(i, g_.date_lead) && i == at_) ++i;
    if (has(i, g_.spoken_year)) { at_ = i + 1; w.year_shift = item(i).value; w.from_spoken = true; return; }   // "in May of that year"
    if (has(i, g_.this_) && has(i + 1, g_.unit_year)) { at_ = i + 2; w.year_shift = 0; return; }
    if (has(i, g_.last) && has(i + 1, g_.unit_year)) { at_ = i + 2; w.year_shift = -1; return; }
    if (has(i, g_.next) && has(i + 1, g_.unit_year)) { at_ = i + 2; w.year_shift = 1; return; }
    if (!year_number(i)) return;
    w.year = item(i).value;
    at_ = i + 1;
  }

  // "today", "the next day", "next week", "earlier this month", "last year"
  bool relative(When& w) {
    const int start = at_;
    if (has(at_, g_.relative_day)) {
      w.kind = When::Kind::days;
      w.n = item(at_++).value;
      return true;
    }
    if (has(at_, g_.spoken_week) || has(at_, g_.spoken_month) || has(at_, g_.spoken_year)) {
      w.kind = has(at_, g_.spoken_week) ? When::Kind::weeks : has(at_, g_.spoken_month) ? When::Kind::months : When::Kind::years;
      w.from_spoken = true;
      w.n = item(at_++).value;
      return true;
    }
    if (has(at_, g_.weekend)) {
      w.kind = When::Kind::weeks;
      w.n = item(at_++).value;
      return true;
    }
    if (has(at_, g_.next_day)) {
      w.kind = When::Kind::from_before;
      w.n = item(at_++).value;
      const int told = at_;   // "in the evening of 3 May", "in the morning on Monday"
      while (has(at_, g_.date_lead)) ++at_;
      When day;
      if (at_ > told && w.n == 0 && (numeric(day) || weekday(day) || month_first(day) || day_first(day))) w = day;
      else at_ = told;
      return true;
    }
    if (has(at_, g_.earlier) || has(at_, g_.later)) ++at_;
    const bool leading = at_ > start;
    int n = 2;
    if (has(at_, g_.last)) n = -1;
    else if (has(at_, g_.next)) n = 1;
    else if (has(at_, g_.this_)) n = 0;
    if (n != 2 && unit(at_ + 1, w)) {
      w.n = n;
      at_ += 2;
      (void)leading;
      return true;
    }
    at_ = start;
    return false;
  }
  bool unit(int i, When& w) const {
    using Kind = When::Kind;
    if (has(i, g_.unit_week)) w.kind = Kind::weeks;
    else if (has(i, g_.unit_month)) w.kind = Kind::months;
    else if (has(i, g_.unit_year)) w.kind = Kind::years;
    else return false;
    return true;
  }

  // "two weeks ago", "a year earlier", "three days later"
  bool amount(When& w) {
    const int start = at_;
    int n = 0;
    if (has(at_, g_.number)) n = item(at_).value;
    else if (has(at_, g_.det)) n = 1;
    else return false;
    ++at_;
    const bool is_day = has(at_, g_.unit_day);
    if (n > 1000 || (!is_day && !unit(at_, w))) { at_ = start; return false; }
    ++at_;
    const bool back = has(at_, g_.ago), earlier = has(at_, g_.earlier), later = has(at_, g_.later);
    if (!back && !earlier && !later) { at_ = start; w = {}; return false; }
    ++at_;
    w.n = later ? n : -n;
    if (is_day) w.kind = back ? When::Kind::days : When::Kind::from_before;
    else if (!back) w.kind = When::Kind::nothing;
    return true;
  }

  // "in 2011", "since 2021", "his 2017 visit": only after a word that leads in, or before a journey.
  bool lone_year(When& w, int start) {
    if (!year_number(at_) || token(at_).joined) return false;
    const bool introduced = start > 0 && (has(start - 1, g_.date_lead) || has(start - 1, g_.since) || has(start - 1, g_.until) || has(start - 1, g_.before) || has(start - 1, g_.after));
    if (!introduced && !has(at_ + 1, g_.visit)) return false;
    if (day_number(at_ + 1) && token(at_ + 1).joined) return false;
    w.kind = When::Kind::calendar;
    w.year = item(at_++).value;
    return true;
  }

  // "on the 3rd", "from the 8th": a day of the month spoken of, where no noun follows ("the 80th anniversary").
  bool lone_day(When& w, int start) {
    if (!day_number(at_) || !token(at_).suffixed || start == 0 || !has(start - 1, g_.date_lead) || !has(start - 1, g_.det)) return false;
    const auto ending = out_.slice(item(at_).first, item(at_).last);
    if (ending.size() < 3 || std::string_view("st nd rd th").find(ending.substr(ending.size() - 2)) == std::string_view::npos) return false;
    const int n = at_ + 1;
    if (n < count() && !has(n, g_.comma) && !has(n, g_.end) && !has(n, g_.conj) && !has(n, g_.prep) && !has(n, g_.to) && !has(n, g_.sub) && !has(n, g_.semicolon)) return false;
    w.kind = When::Kind::calendar;
    w.day = item(at_++).value;
    return true;
  }

  const Grammar& g_;
  Analysis& out_;
  std::vector<Item>* items_ = nullptr;
  int at_ = 0;
};

}  // namespace

void find_dates(const Reader::Inside& reader, Analysis& out) {
  DateFinder finder(reader, out);
  for (auto& s : out.sentences) finder.sentence(s);
  // A day stated in full before the body begins, in a line of its own or a dateline, is the day of publication as the article tells it.
  int looked = 0;
  for (const auto& s : out.sentences) {
    if (++looked > 6) break;
    if (s.block != Sentence::Block::caption && s.block != Sentence::Block::title) continue;
    int other_words = 0;
    bool deed = false;   // "The treaty was signed on 17 July 1998" dates what was done
    const When* full = nullptr;
    for (const auto& i : s.items) {
      if (i.has(reader.grammar.date)) {
        const auto& w = out.dates[static_cast<std::size_t>(i.ref)];
        if (w.kind == When::Kind::calendar && w.year != 0 && w.day != 0 && w.end_day == 0) full = &w;
      } else if (i.has(reader.grammar.word) || i.has(reader.grammar.verb)) {
        ++other_words;
        deed = deed || (i.has(reader.grammar.verb) && !i.has(reader.grammar.caption));
      }
    }
    if (full == nullptr || deed || other_words > 4) continue;
    out.stated = time::Date::checked(full->year, static_cast<unsigned>(full->month), static_cast<unsigned>(full->day));
    if (out.stated) break;
  }
  if (!out.published) out.published = out.stated;
}

}  // namespace dedere::read
