#include "brief/brief.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "brief/check.hpp"

namespace dedere::brief {
namespace {

using read::Claim;
using read::Kind;
using read::Status;
using record::Row;
using time::Date;

constexpr time::days apart{3};             // what an article tells of days so near belongs to one journey
constexpr time::days longest{62};          // a journey "in 2023" is a year long only because the day is not known
constexpr std::size_t most_history = 12;

bool is_journey(const Claim& c) { return c.kind == Kind::travel && !c.person.empty() && !c.state.empty(); }
bool is_avoided(const Claim& c) { return c.status == Status::cancelled || c.status == Status::avoided || c.polarity == read::Polarity::negative; }

class Briefing {
 public:
  Briefing(const Setting& setting, const read::Article& article, const std::vector<Claim>& claims)
      : setting_(setting), article_(article), claims_(claims), view_(setting.view), full_(setting.record.as_known(std::nullopt)), today_(setting), steps_(setting) {
    today_.as_known.reset();
  }

  Brief make() {
    page_.id = article_.id;
    page_.published = article_.published;
    page_.as_known = setting_.as_known;
    page_.digests = setting_.digests;
    persons();
    journeys();
    check();
    history();
    known_later();
    remark();
    sources();
    return std::move(page_);
  }

 private:
  // Whom the article names, in its order, if a warrant was public.
  void persons() {
    std::set<std::string> seen;
    for (const auto& claim : claims_) {
      if (claim.person.empty() || !seen.insert(claim.person).second) continue;
      Wanted wanted{named(setting_, "Person", "persons", claim.person), "", {}, {}};
      for (const auto row : view_.rows("warrants"))
        if (row.cell("person") == claim.person) wanted.warrants.push_back(warrant_of(setting_, steps_, row));
      if (wanted.warrants.empty()) continue;
      if (const auto row = setting_.record.find("persons", claim.person)) wanted.full_name = row->cell("name");
      if (const auto day = article_.published ? article_.published : setting_.as_known) wanted.offices = offices_of(steps_, view_, claim.person, *day);
      page_.persons.push_back(std::move(wanted));
    }
  }

  bool is_wanted(const std::string& person) const {
    return std::any_of(page_.persons.begin(), page_.persons.end(), [&](const Wanted& w) { return w.person.id == person; });
  }

  bool is_abroad(const Claim& claim) const {
    const auto person = setting_.record.find("persons", claim.person);
    return !person || person->cell("nationality") != claim.state;
  }

  void journeys() {
    for (const auto& claim : claims_)
      if (is_journey(claim) && is_wanted(claim.person) && is_abroad(claim)) tell(claim);
    for (const auto& claim : claims_)
      if (claim.kind == Kind::meeting) stretch(claim);
    for (auto& journey : page_.journeys) complete(journey);
    std::stable_sort(page_.journeys.begin(), page_.journeys.end(), [](const Journey& a, const Journey& b) { return a.avoided < b.avoided; });
  }

  static bool near(const Journey& journey, const std::optional<time::Edtf>& from, const std::optional<time::Edtf>& to) {
    if (!journey.from || !from) return true;
    const auto last = to ? to->last : from->last;
    return from->first <= *journey.to + apart && *journey.from - apart <= last;
  }

  // Adds a claim to the journey that it tells of, or begins one.
  void tell(const Claim& claim) {
    for (auto& j : page_.journeys)
      if (j.person.id == claim.person && j.state.id == claim.state && j.avoided == is_avoided(claim) && near(j, claim.from, claim.to)) {
        j.quotes.push_back(claim.quote);
        widen(j, claim);
        // What is under way or over is no longer only planned.
        if (!j.avoided && claim.status && (!j.claim.status || *claim.status > *j.claim.status)) j.claim.status = claim.status;
        return;
      }
    Journey journey;
    journey.claim = claim;
    journey.quotes = {claim.quote};
    journey.person = named(setting_, "Person", "persons", claim.person);
    journey.state = named(setting_, "State", "states", claim.state);
    journey.avoided = is_avoided(claim);
    widen(journey, claim);
    page_.journeys.push_back(std::move(journey));
  }

  static void widen(Journey& journey, const Claim& claim) {
    if (!claim.from) return;
    const auto last = claim.to ? claim.to->last : claim.from->last;
    // A day is worth more than a year: what is known more exactly replaces what is not.
    const bool vague = journey.from && *journey.to - *journey.from > longest;
    if (!journey.from || (vague && last - claim.from->first <= longest)) {
      journey.from = claim.from->first;
      journey.to = last;
      return;
    }
    if (last - claim.from->first > longest) return;
    journey.from = std::min(*journey.from, claim.from->first);
    journey.to = std::max(*journey.to, last);
  }

  // A meeting there shows that the journey lasts until then.
  void stretch(const Claim& meeting) {
    if (!meeting.from || meeting.from->precision != time::Edtf::Precision::day) return;
    for (auto& j : page_.journeys)
      if (!j.avoided && j.person.id == meeting.person && j.state.id == meeting.state && j.from && near(j, meeting.from, meeting.to)) widen(j, meeting);
  }

  void complete(Journey& journey) {
    const bool vague = !journey.from || *journey.to - *journey.from > longest;
    for (const auto row : view_.rows("visits")) {
      if (row.cell("person") != journey.person.id || row.cell("state") != journey.state.id) continue;
      const auto from = row.edtf("from"), to = row.edtf("to");
      const auto last = to ? to : from;
      if (!from || (journey.from && (last->last < *journey.from - apart || from->first > *journey.to + apart))) continue;
      if ((row.cell("status") == "occurred") == journey.avoided) continue;
      journey.visit = visit_of(setting_, steps_, row);
      if (vague && from->precision == time::Edtf::Precision::day) {
        journey.from = from->first;
        journey.to = last->last;
        journey.days_of_record = true;
      }
      break;
    }
    if (journey.from) {
      journey.claim.from = day(*journey.from);
      journey.claim.to = day(*journey.to);
      journey.duty = duty(setting_, {journey.person.id, journey.state.id, *journey.from, *journey.to});
    }
  }

  static time::Edtf day(Date d) { return {d, d, time::Edtf::Precision::day}; }

  void check() {
    Checker checker(setting_, steps_, view_, article_.published ? article_.published : setting_.as_known, page_.journeys);
    std::set<std::pair<std::size_t, std::size_t>> journeys;
    for (const auto& j : page_.journeys)
      for (const auto& q : j.quotes) journeys.insert({q.start, q.end});
    for (const auto& claim : claims_) {
      if (is_journey(claim) && is_wanted(claim.person) && journeys.contains({claim.quote.start, claim.quote.end})) continue;
      page_.claims.push_back(checker.check(claim));
    }
  }

  Told told(Row row, std::string_view day, std::string_view known, std::string sentence) {
    return {std::string(day), std::string(known), std::move(sentence), steps_.evidence(row)};
  }

  std::string decision_words(Row row, const record::View& view) {
    const auto d = decision_of(setting_, steps_, view, row);
    std::string out = fmt::format("{} about {} and {}: {}", d.body, d.state.name, d.person.name, outcome_words(d.outcome));
    if (d.referred_to != "none" && !d.referred_to.empty()) out += "; " + referral_words(d.referred_to);
    if (!d.document.empty()) out += fmt::format(" ({})", d.document);
    if (!d.grounds.empty()) out += ". " + d.grounds;
    return out;
  }

  bool is_told_of(std::string_view person, std::string_view state) const {
    return std::any_of(page_.journeys.begin(), page_.journeys.end(), [&](const Journey& j) { return j.person.id == person && j.state.id == state; });
  }

  // Earlier journeys of these persons, and decisions about them, as known on the day.
  void history() {
    for (const auto row : view_.rows("visits")) {
      if (!is_wanted(std::string(row.cell("person")))) continue;
      const bool in_article = std::any_of(page_.journeys.begin(), page_.journeys.end(), [&](const Journey& j) { return j.visit && j.visit->id == row.id(); });
      if (!in_article) page_.history.push_back(told(row, row.cell("from"), row.cell("known"), words(visit_of(setting_, steps_, row))));
    }
    for (const auto row : view_.rows("findings"))
      if (is_wanted(std::string(row.cell("person")))) page_.history.push_back(told(row, row.cell("decided"), row.cell("known"), decision_words(row, view_)));
    std::stable_sort(page_.history.begin(), page_.history.end(), [](const Told& a, const Told& b) { return a.day > b.day; });
    if (page_.history.size() > most_history) page_.history.resize(most_history);
  }

  // What the record holds today of the same person and state, and did not then.
  void known_later() {
    if (!setting_.as_known) return;
    std::set<std::string_view> findings;
    const auto later = [&](Row row) { return !view_.shows(row) && is_told_of(row.cell("person"), row.cell("state")); };
    for (const auto row : full_.rows("visits"))
      if (later(row) || (was_under_way(setting_, row) && is_told_of(row.cell("person"), row.cell("state")))) page_.known_later.push_back(told(row, row.cell("from"), row.cell("known"), words(visit_of(today_, steps_, row))));
    for (const auto row : full_.rows("consultations"))
      if (later(row)) page_.known_later.push_back(told(row, row.cell("from"), row.cell("known"), fmt::format("{} consulted the Court. {}", capital(named(setting_, "State", "states", row.cell("state")).name), row.cell("outcome"))));
    for (const auto row : full_.rows("findings")) {
      if (is_told_of(row.cell("person"), row.cell("state"))) findings.insert(row.id());
      if (later(row)) page_.known_later.push_back(told(row, row.cell("decided"), row.cell("known"), decision_words(row, view_)));
    }
    for (const auto row : full_.rows("measures"))
      if (!view_.shows(row) && findings.contains(row.cell("finding")))
        page_.known_later.push_back(told(row, row.cell("day"), row.cell("known"), std::string(row.cell("what"))));
    for (const auto& j : page_.journeys)
      for (const auto row : full_.rows("warrants"))
        if (row.cell("person") == j.person.id && !view_.shows(row))
          page_.known_later.push_back(told(row, row.cell("issued"), row.cell("known"), fmt::format("A further warrant against {} was issued", j.person.name)));
    std::stable_sort(page_.known_later.begin(), page_.known_later.end(), [](const Told& a, const Told& b) { return a.day < b.day; });
    const auto same = [](const Told& a, const Told& b) { return a.evidence == b.evidence; };
    page_.known_later.erase(std::unique(page_.known_later.begin(), page_.known_later.end(), same), page_.known_later.end());
  }

  void remark() {
    if (page_.persons.empty()) page_.remarks.emplace_back("The article names no person for whom a warrant on record was public.");
    else if (page_.journeys.empty()) page_.remarks.emplace_back("The article tells of no journey abroad of a wanted person.");
    if (!article_.published) page_.remarks.emplace_back("No day of publication is given or found: words such as “on Monday” are left unresolved, and what was known then cannot be told from what is known now.");
    for (const auto& j : page_.journeys)
      if (!j.from) page_.remarks.push_back(fmt::format("The days of the journey of {} to {} are not known, so that no duty is shown for it.", j.person.name, j.state.name));
  }

  void sources() {
    auto all = steps_.sources();
    for (const auto& j : page_.journeys)
      if (j.duty)
        for (const auto& s : j.duty->sources) all.try_emplace(s.id, s);
    for (const auto& [id, source] : all) page_.sources.push_back(source);
  }

  const Setting& setting_;
  const read::Article& article_;
  const std::vector<Claim>& claims_;
  record::View view_, full_;
  Setting today_;   // what became known later is told as it is known now
  Steps steps_;
  Brief page_;
};

}  // namespace

const char* name(Check check) {
  switch (check) {
    case Check::supported: return "supported";
    case Check::contradicted: return "contradicted";
    case Check::not_in_record: return "not_in_record";
    case Check::opinion: return "opinion";
  }
  return "not_in_record";
}

Brief brief(const Setting& setting, const read::Article& article, const std::vector<Claim>& claims) { return Briefing(setting, article, claims).make(); }

}  // namespace dedere::brief
