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
  if (m.retrospective != j.retrospective) return false;
  return true;
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
    if (!m->claim.status) continue;
    departed = departed || m->departed;
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
  for (const auto* m : j.mentions) {
    if (m->claim.from && finer(*m->claim.from, c.from)) c.from = m->claim.from;
    if (m->claim.to && finer(*m->claim.to, c.to)) c.to = m->claim.to;
  }
  if (c.from && c.to && c.to->first < c.from->first) c.to.reset();
  c.polarity = *c.status == Status::avoided || *c.status == Status::cancelled ? Polarity::negative : Polarity::positive;
  return c;
}

bool trip(const Mention& m) { return m.claim.kind == Kind::travel || m.claim.kind == Kind::overflight; }

// A mention of the end of a stay gives its last day.
void close_stay(const Mention& m, Claim& copy) {
  if (m.departed && copy.from && !copy.to && m.dated) { copy.to = copy.from; copy.from.reset(); }
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

}  // namespace

std::vector<Claim> merge(const std::vector<Mention>& raw, std::optional<Date> published) {
  std::vector<Mention> mentions = raw;
  for (auto& m : mentions) if (trip(m)) close_stay(m, m.claim);
  // Present journeys first: an undated mention joins them.
  struct Group { const Mention* first; Journey journey; };
  std::vector<Group> groups;
  const auto place = [&](const Mention& m) {
    for (auto& g : groups) {
      const auto& c = g.first->claim;
      if (c.kind != m.claim.kind || c.person != m.claim.person || c.state != m.claim.state || !same_journey(g.journey, m)) continue;
      g.journey.mentions.push_back(&m);
      if (m.claim.from && finer(*m.claim.from, g.journey.from)) g.journey.from = m.claim.from;
      return;
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
  }
  for (auto& c : out) last_meeting(mentions, c);
  for (const auto& m : mentions) {
    if (trip(m)) continue;
    const auto known = std::ranges::find_if(out, [&](const Claim& c) { return same(c, m.claim); });
    if (known == out.end()) { out.push_back(m.claim); continue; }
    if (m.claim.from && finer(*m.claim.from, known->from)) known->from = m.claim.from;
    if (known->with.empty()) known->with = m.claim.with;
    if (known->attributed_to.empty() && !m.claim.attributed_to.empty() && known->kind != Kind::membership) { known->attributed_to = m.claim.attributed_to; known->via = m.claim.via; }
  }
  std::ranges::stable_sort(out, {}, [](const Claim& c) { return c.quote.start; });
  return out;
}

}  // namespace dedere::read
