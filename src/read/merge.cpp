#include <algorithm>

#include "read/extract.hpp"

namespace dedere::read {
namespace {

using time::Date;
using time::days;
using time::Edtf;

struct Journey {
  std::vector<const Mention*> mentions;   // in the order of the text
  std::optional<Edtf> from;               // the most precise first day told
  bool retrospective = false;
};

bool overlap(const Edtf& a, const Edtf& b) { return a.first <= b.last + days{3} && b.first <= a.last + days{3}; }

// Both days told: they must agree. Otherwise both must be told as of the present, or both as past.
bool same_journey(const Journey& j, const Mention& m) {
  if (j.from && m.claim.from) return overlap(*j.from, *m.claim.from);
  if (m.claim.status == Status::cancelled && std::ranges::any_of(j.mentions, [](const Mention* o) { return o->claim.status == Status::cancelled; })) return true;   // its day may be long past
  return m.retrospective == j.retrospective;
}

bool finer(const Edtf& a, const std::optional<Edtf>& b) { return !b || a.precision < b->precision; }

int rank(Status s) {
  switch (s) {
    case Status::planned: return 0;
    case Status::under_way: return 1;
    case Status::occurred: return 2;
    case Status::avoided: return 3;
    case Status::cancelled: return 4;
  }
  return 0;
}

// Over the mentions: a journey called off or avoided is that; otherwise what goes furthest, and "was there" beside "has arrived" is still there
// unless the person is told to have left.
std::optional<Status> status_of(const Journey& j) {
  std::optional<Status> best;
  bool departed = false, under_way = false, occurred = false;
  for (const auto* m : j.mentions) {
    departed = departed || m->departed;
    if (!m->claim.status) continue;
    under_way = under_way || *m->claim.status == Status::under_way;
    occurred = occurred || *m->claim.status == Status::occurred;
    if (!best || rank(*m->claim.status) > rank(*best)) best = m->claim.status;
  }
  if (best == Status::occurred && under_way && !departed) return Status::under_way;
  if (best && (*best == Status::planned || *best == Status::under_way) && departed) return Status::occurred;
  return best;
}

// A journey only named by a noun: by its days, or else planned if nothing tells that it has begun.
Status presumed(const Journey& j, std::optional<Date> published) {
  if (j.from && published) {
    if (j.from->first > *published) return Status::planned;
    if (j.from->last + days{3} < *published) return Status::occurred;
    return Status::under_way;
  }
  return j.retrospective ? Status::occurred : Status::under_way;
}

// The first day: that of arriving, else the earliest that is told. What has begun did not begin after the day of publication.
std::optional<Edtf> first_day(const Journey& j, Status status, std::optional<Date> published) {
  const Mention* best = nullptr;
  for (const auto* m : j.mentions) {
    const auto& from = m->claim.from;
    if (!from || (m->departed && !m->claim.to && !m->stayed) || (status != Status::planned && m->claim.status == Status::planned) || (status != Status::planned && published && from->first > *published)) continue;
    const auto better = [&](const Mention& a, const Mention& b) {
      if (a.claim.from->precision != b.claim.from->precision) return a.claim.from->precision < b.claim.from->precision;
      if (a.by_event != b.by_event) return b.by_event;
      if (a.begins != b.begins) return a.begins;
      if (a.lands != b.lands && !a.retrospective && !b.retrospective) return a.lands;
      return a.claim.from->first < b.claim.from->first;
    };
    if (best == nullptr || better(*m, *best)) best = m;
  }
  return best == nullptr ? std::nullopt : best->claim.from;
}

Claim joined(const Journey& j, std::optional<Date> published) {
  const auto status = status_of(j);
  const Mention* told = j.mentions.front();   // the mention that carries the status, the dated one first
  for (const auto* m : j.mentions) {
    const bool fits = m->claim.status == status;
    const bool held = told->claim.status == status;
    if (fits && (!held || (m->dated && !told->dated))) told = m;
  }
  auto c = told->claim;
  c.status = status ? *status : presumed(j, published);
  const Mention* stay = nullptr;   // the mention that tells of the last day, in its own words before those of the meeting
  for (const auto* m : j.mentions) {
    if (m->claim.from && finer(*m->claim.from, c.from)) c.from = m->claim.from;
    if (m->claim.to && (stay == nullptr || finer(*m->claim.to, stay->claim.to) || (stay->by_event && !m->by_event))) stay = m;
  }
  if (stay != nullptr && (!c.to || finer(*stay->claim.to, c.to) || told->by_event)) c.to = stay->claim.to;
  if (*c.status == Status::planned || *c.status == Status::under_way || *c.status == Status::occurred) c.from = first_day(j, *c.status, published);
  if (c.from && c.to && c.to->first < c.from->first) c.to.reset();
  const bool left = std::ranges::any_of(j.mentions, [](const Mention* m) { return m->departed; });
  if (c.status == Status::occurred && !left && c.from && c.to && published && c.from->first <= *published && *published <= c.to->first) c.status = Status::under_way;   // its days are not over
  c.polarity = *c.status == Status::avoided || *c.status == Status::cancelled ? Polarity::negative : Polarity::positive;
  return c;
}

bool trip(const Mention& m) { return m.claim.kind == Kind::travel || m.claim.kind == Kind::overflight; }

// A mention of the end of a stay gives its last day.
void close_stay(const Mention& m, Claim& copy) {
  if (m.departed && copy.from && !copy.to && m.dated && !m.stayed) { copy.to = copy.from; copy.from.reset(); }
}

// "Arrived in Chad on Wednesday. She had left Kenya on Tuesday": Chad is not what she left.
bool leaves_before(const Mention& m, const std::vector<Mention>& mentions) {
  const auto& c = m.claim;
  if (!m.departed || c.from || !c.to || c.to->precision != Edtf::Precision::day) return false;
  return std::ranges::any_of(mentions, [&](const Mention& o) {
    return o.arrival && o.claim.kind == c.kind && o.claim.person == c.person && o.claim.state == c.state && o.claim.from && o.claim.from->precision == Edtf::Precision::day &&
           o.claim.from->first > c.to->first && o.claim.from->first <= c.to->first + days{3};
  });
}

bool same(const Claim& a, const Claim& b) {
  return a.kind == b.kind && a.person == b.person && a.state == b.state && a.value == b.value && a.polarity == b.polarity &&
         (a.kind != Kind::statement || (a.attributed_to == b.attributed_to && a.quote.start == b.quote.start)) &&
         (a.kind != Kind::meeting || a.with == b.with || a.with.empty() || b.with.empty());
}

// A meeting told in the same state within the week: the person is there until then at least.
void last_meeting(const std::vector<Mention>& mentions, Claim& journey) {
  if (journey.kind != Kind::travel || !journey.from || journey.to || journey.polarity == Polarity::negative || journey.from->precision != Edtf::Precision::day) return;
  for (const auto& m : mentions) {
    const auto& c = m.claim;
    if (c.kind != Kind::meeting || c.person != journey.person || c.state != journey.state || !c.from || c.from->precision != Edtf::Precision::day) continue;
    if (c.from->first > journey.from->first && c.from->first <= journey.from->first + days{7}) journey.to = c.from;
  }
}

// A journey of which no day is told, and a meeting there of which one is: the person was there on that day.
void first_meeting(const std::vector<Mention>& mentions, const Journey& j, Claim& journey, std::optional<Date> published) {
  if (journey.kind != Kind::travel || journey.polarity == Polarity::negative || j.retrospective) return;
  if (journey.from && journey.from->precision == Edtf::Precision::day) return;
  for (const auto& m : mentions) {
    const auto& c = m.claim;
    if (c.kind != Kind::meeting || m.retrospective || c.person != journey.person || c.state != journey.state || !c.from || c.from->precision != Edtf::Precision::day) continue;
    if (journey.status != Status::planned && published && c.from->first > *published) continue;
    if (journey.from && (c.from->first < journey.from->first || c.from->last > journey.from->last)) continue;
    if (!journey.from || journey.from->precision != Edtf::Precision::day || c.from->first < journey.from->first) journey.from = c.from;
  }
}

// Nobody is in two states: who has come to the next one has left the one before.
void close_earlier(std::vector<Claim>& claims) {
  const auto here = [](const Claim& c) { return c.kind == Kind::travel && c.status == Status::under_way && c.from && c.from->precision == Edtf::Precision::day; };
  for (auto& c : claims)
    if (here(c) && std::ranges::any_of(claims, [&](const Claim& o) { return here(o) && o.person == c.person && o.state != c.state && (o.from->first > c.from->first || (o.from->first == c.from->first && o.quote.start > c.quote.start)); })) c.status = Status::occurred;
}

// A meeting on a journey that was called off.
bool called_off(const std::vector<Claim>& claims, const Claim& meeting) {
  return meeting.kind == Kind::meeting && meeting.status == Status::planned && std::ranges::any_of(claims, [&](const Claim& c) {
    return c.kind == Kind::travel && c.person == meeting.person && c.state == meeting.state && (c.status == Status::cancelled || c.status == Status::avoided) && (!c.from || !meeting.from || overlap(*c.from, *meeting.from));
  });
}

}  // namespace

std::vector<Claim> merge(const std::vector<Mention>& raw, std::optional<Date> published) {
  std::vector<Mention> mentions = raw;
  for (auto& m : mentions) if (trip(m)) close_stay(m, m.claim);
  // Present journeys first: an undated mention joins them.
  struct Group { const Mention* first; Journey journey; };
  std::vector<Group> groups;
  const auto place = [&](const Mention& m) {
    if (leaves_before(m, mentions)) return;
    for (auto& g : groups) {
      const auto& c = g.first->claim;
      if (c.kind != m.claim.kind || c.person != m.claim.person || c.state != m.claim.state || !same_journey(g.journey, m)) continue;
      g.journey.mentions.push_back(&m);
      if (m.claim.from && finer(*m.claim.from, g.journey.from)) g.journey.from = m.claim.from;
      return;
    }
    if (!m.claim.from && m.claim.status == Status::occurred)   // told without a day: the journey there that is over
      for (auto& g : groups) {
        const auto& c = g.first->claim;
        if (c.kind == m.claim.kind && c.person == m.claim.person && c.state == m.claim.state && g.journey.retrospective && (m.beside || g.first->claim.quote.start < m.claim.quote.start)) { g.journey.mentions.push_back(&m); return; }
      }
    groups.push_back({&m, {{&m}, m.claim.from, m.retrospective}});
  };
  for (const auto& m : mentions) if (trip(m) && m.claim.from) place(m);
  for (const auto& m : mentions) if (trip(m) && !m.claim.from) place(m);
  std::vector<Claim> out;
  for (auto& g : groups) {
    std::ranges::sort(g.journey.mentions, {}, [](const Mention* m) { return m->claim.quote.start; });
    // A journey that is only ever named, beside one that is told: the same one.
    if (!status_of(g.journey) && std::ranges::any_of(groups, [&](const Group& o) {
          return &o != &g && o.first->claim.kind == g.first->claim.kind && o.first->claim.person == g.first->claim.person && o.first->claim.state == g.first->claim.state && status_of(o.journey);
        }))
      continue;
    out.push_back(joined(g.journey, published));
    first_meeting(mentions, g.journey, out.back(), published);
  }
  for (auto& c : out) last_meeting(mentions, c);
  close_earlier(out);
  for (const auto& m : mentions) {
    if (trip(m) || called_off(out, m.claim)) continue;
    const auto known = std::ranges::find_if(out, [&](const Claim& c) { return same(c, m.claim); });
    if (known == out.end()) { out.push_back(m.claim); continue; }
    if (m.claim.from && finer(*m.claim.from, known->from)) known->from = m.claim.from;
    if (known->with.empty()) known->with = m.claim.with;
    if (known->kind == Kind::warrant && m.claim.attributed_to.empty()) { known->attributed_to.clear(); known->via.clear(); }   // the article says so itself
  }
  std::ranges::stable_sort(out, {}, [](const Claim& c) { return c.quote.start; });
  return out;
}

}  // namespace dedere::read
