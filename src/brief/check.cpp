#include "brief/check.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "brief/hindsight.hpp"
#include "reason/match.hpp"

namespace dedere::brief {
namespace {

using language::Value;
using read::Claim;
using read::Kind;
using read::Polarity;
using reason::Mode;
using record::Row;
using time::Date;
using time::Instant;

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}

// The earlier of what is known of a row's day, for order.
bool within(const std::optional<time::Edtf>& claimed, const std::optional<time::Edtf>& recorded) {
  return !claimed || (recorded && recorded->first <= claimed->last && claimed->first <= recorded->last);
}

// The rows of a step's facts, each once.
void rows_of(const Step& step, std::vector<const Step*>& out, std::set<std::string>& seen) {
  if (step.evidence && seen.insert(step.evidence->table + "/" + step.evidence->row).second) out.push_back(&step);
  for (const auto& p : step.premises) rows_of(p, out, seen);
}

}  // namespace

Check agrees(const Claim& claim, bool so) { return so == (claim.polarity == Polarity::positive) ? Check::supported : Check::contradicted; }

Checked Checker::check(const Claim& claim) {
  Checked out{claim, Check::not_in_record, "", {}};
  switch (claim.kind) {
    case Kind::membership: membership(claim, out); break;
    case Kind::warrant: warrant(claim, out); break;
    case Kind::obligation: obligation(claim, out); break;
    case Kind::first_visit: first_visit(claim, out); break;
    case Kind::appointment: appointment(claim, out); break;
    case Kind::consequence: consequence(out); break;
    case Kind::finding:
    case Kind::referral: decided(claim, out); break;
    case Kind::arrest:
    case Kind::surrender:
    case Kind::release: done(claim, out); break;
    case Kind::travel:
    case Kind::overflight: travel(claim, out); break;
    case Kind::urging:
    case Kind::statement: out.check = Check::opinion; break;
    case Kind::assurance:
    case Kind::meeting: break;   // the record holds neither promises nor meetings
  }
  return out;
}

std::optional<Date> Checker::day_of(const Claim& claim) const {
  if (claim.from) return claim.from->last;
  for (const auto& j : journeys_)
    if (j.from && !claim.state.empty() && j.state.id == claim.state) return j.from;
  return day_;
}

std::string Checker::named_state(const std::string& id) const { return named(setting_, "State", "states", id).name; }

bool Checker::holds(const char* predicate, const std::vector<Value>& values, Date day, Mode mode) const {
  const auto id = program_.find_predicate(predicate);
  return id && program_[*id].arguments.size() == values.size() && reason::when(setting_.world, *id, values, mode).holds(Instant::start_of(day));
}

void Checker::prove(const char* predicate, const std::vector<Value>& values, Date day, Checked& out) {
  const auto id = program_.find_predicate(predicate);
  if (!id) return;
  if (const auto proof = reason::why(setting_.world, *id, values, Instant::start_of(day))) ground(steps_.step(*proof), out);
}

// The conclusion with its provision, then the rows that it rests on.
void Checker::ground(const Step& step, Checked& out) {
  auto words = step.sentence;
  if (step.when && step.when->first && !step.when->last) words += fmt::format(", since {}", step.when->first->words());
  out.grounds.push_back({words, step.provision, step.evidence});
  std::vector<const Step*> rows;
  std::set<std::string> seen;
  for (const auto& p : step.premises) rows_of(p, rows, seen);
  for (const auto* row : rows) out.grounds.push_back({row->sentence, nullptr, row->evidence});
}

void Checker::ground(Row row, std::string sentence, Checked& out) { out.grounds.push_back({std::move(sentence), nullptr, std::make_shared<const Evidence>(steps_.evidence(row))}); }

void Checker::membership(const Claim& claim, Checked& out) {
  if (const auto n = number(claim.value)) return number_of_parties(claim, *n, out);
  if (claim.value == "withdrawing") return act_of_withdrawal(claim, out);
  if (claim.value == "accepted") return acceptance(claim, out);
  const auto state = entity(program_, "State", claim.state);
  const auto day = day_of(claim);
  const auto party = program_.find_predicate("party");
  if (!state || !day || !party) return;
  const bool certain = holds("party", {*state}, *day, Mode::certain), possible = holds("party", {*state}, *day, Mode::possible);
  out.says = fmt::format("On {}: {}", day->words(), certain ? program_.sentence(*party, {*state}) : program_.absence(*party, {*state}));
  if (certain) prove("party", {*state}, *day, out);
  if (!certain && possible) {
    out.says = fmt::format("On {} it cannot be said whether {}", day->words(), program_.sentence(*party, {*state}));
    return;
  }
  std::string status;
  if (const auto predicate = program_.find_predicate("status")) {
    for (const auto& values : reason::holding(setting_.world, *predicate, {*state, language::Any{}}, Instant::start_of(*day), Mode::certain)) {
      status = program_.values.id(values[1]);
      if (!certain) prove("status", values, *day, out);
    }
  }
  if (claim.value == "party" || claim.value.empty()) out.check = agrees(claim, certain);
  else if (claim.value == "not_party") out.check = certain ? Check::contradicted : Check::supported;   // the value itself says "not"
  else out.check = agrees(claim, status == claim.value);
}

void Checker::number_of_parties(const Claim& claim, std::int64_t n, Checked& out) {
  const auto day = claim.from ? std::optional(claim.from->last) : day_;
  const auto predicate = program_.find_predicate("parties");
  if (!day || !predicate) return;
  const auto& relation = setting_.world.relation(*predicate, Mode::certain);
  for (reason::Row row = 0; row < relation.size(); ++row) {
    if (!relation.when(row).holds(Instant::start_of(*day))) continue;
    const auto values = relation.values(row);
    const auto proof = reason::why(setting_.world, *predicate, {values.begin(), values.end()}, Instant::start_of(*day));
    out.says = fmt::format("On {}: {}", day->words(), program_.sentence(*predicate, {values.begin(), values.end()}));
    out.check = agrees(claim, program_.values.as_number(values[0]) == n);
    if (proof) {
      auto step = steps_.step(*proof);
      step.premises.clear();   // what it counts is every party; one line says enough
      ground(step, out);
    }
  }
}

void Checker::act_of_withdrawal(const Claim& claim, Checked& out) {
  const auto day = day_of(claim);
  std::optional<bool> leaving;
  for (const auto row : view_.rows("withdrawals")) {
    const auto when = row.edtf("day");
    if (row.cell("state") != claim.state || (day && when && when->first > *day)) continue;
    const auto act = row.cell("act");
    const bool repudiation = act == "repudiation";   // leaves open whether the state means to give notice; and that none was given by a day says nothing of later ones
    if (!repudiation && act != "no notice") leaving = act != "revocation";
    ground(row, fmt::format("{}: {} of {}, {}", capital(named_state(claim.state)), act, repudiation ? "membership" : "withdrawal", day_words(row.cell("day"))), out);
  }
  if (out.grounds.empty()) return;
  if (leaving) out.check = agrees(claim, *leaving);
  out.says = fmt::format("What the record has on a withdrawal of {}", named_state(claim.state));
}

void Checker::acceptance(const Claim& claim, Checked& out) {
  for (const auto row : view_.rows("acceptances"))
    if (row.cell("state") == claim.state)
      ground(row, fmt::format("{} lodged an acceptance of the Court's jurisdiction on {}", capital(named_state(claim.state)), day_words(row.cell("lodged"))), out);
  if (!out.grounds.empty()) out.check = agrees(claim, true);
}

void Checker::warrant(const Claim& claim, Checked& out) {
  if (claim.value != "issued" && !claim.value.empty()) return;
  bool any = false, day_fits = false;
  for (const auto row : view_.rows("warrants")) {
    if (row.cell("person") != claim.person) continue;
    any = true;
    day_fits = day_fits || within(claim.from, row.edtf("issued"));
    ground(row, fmt::format("A warrant against {} was issued on {}", named(setting_, "Person", "persons", claim.person).name, day_words(row.cell("issued"))), out);
  }
  if (!any) return;
  out.check = agrees(claim, day_fits);
  out.says = out.grounds.back().sentence;
}

void Checker::argued(const Claim& claim, const Duty& duty, Checked& out) {
  out.says = duty.conclusion;
  if (duty.verdict == Verdict::bound) out.check = agrees(claim, true);
  if (duty.verdict == Verdict::not_bound) out.check = agrees(claim, false);
  for (const auto& argument : duty.arguments) {
    out.grounds.push_back({argument.proof.sentence, argument.proof.provision, nullptr});
    std::vector<const Step*> rows;
    std::set<std::string> seen;
    rows_of(argument.proof, rows, seen);
    for (const auto* row : rows) {
      for (const auto& id : row->evidence->sources)
        if (const auto source = setting_.record.find("sources", id)) steps_.remember(*source);
      out.grounds.push_back({row->sentence, nullptr, row->evidence});
    }
  }
  for (const auto& refused : duty.refusals)
    for (const auto& missing : refused.missing) out.grounds.push_back({missing.what.sentence, refused.provision, nullptr});
}

void Checker::obligation(const Claim& claim, Checked& out) {
  const auto must_arrest = program_.find_predicate("must_arrest");
  if (!must_arrest) return;
  // A duty of a state to arrest a person: the answer is that of the journey; where nobody is said to travel, that of the day spoken of.
  if (claim.value != "must_cooperate") {
    for (const auto& j : journeys_)
      if (j.duty && j.state.id == claim.state && (claim.person.empty() || j.person.id == claim.person)) return argued(claim, *j.duty, out);
    const auto day = day_of(claim);
    if (!claim.state.empty() && !claim.person.empty() && day) return argued(claim, duty(setting_, {claim.person, claim.state, *day, *day}), out);
  }
  if (!claim.state.empty()) return;
  // The duty of all parties: the rules that give it.
  const auto party = program_.find_predicate("party"), bound = program_.find_predicate("bound");
  if (!party || !bound) return;
  for (const auto id : program_.rules_of[bound->index]) {
    const auto& body = program_[id].body;
    const bool of_parties = std::any_of(body.begin(), body.end(), [&](const language::Literal& l) {
      const auto* atom = std::get_if<language::AtomLiteral>(&l.is);
      return atom && !atom->negated && atom->atom.predicate == *party;
    });
    if (!of_parties) continue;
    const auto provision = steps_.provision(id);
    out.grounds.push_back({without_hindsight(provision->text.substr(0, provision->text.find('\n')), setting_.as_known), provision, nullptr});
  }
  if (claim.value != "must_cooperate")
    for (const auto id : program_.rules_of[must_arrest->index]) {
      const auto provision = steps_.provision(id);
      out.grounds.push_back({without_hindsight(provision->text.substr(0, provision->text.find('\n')), setting_.as_known), provision, nullptr});
    }
  if (!out.grounds.empty()) {
    out.check = agrees(claim, true);
    out.says = "The duty of every party to the treaty";
  }
}

void Checker::first_visit(const Claim& claim, Checked& out) {
  const auto journey = std::find_if(journeys_.begin(), journeys_.end(), [&](const Journey& j) {
    return !j.avoided && (claim.person.empty() || j.person.id == claim.person) && (claim.state.empty() || j.state.id == claim.state);
  });
  const auto person = claim.person.empty() && journey != journeys_.end() ? journey->person.id : claim.person;
  const auto before = journey != journeys_.end() && journey->from ? journey->from : day_;
  if (person.empty() || !before) return;
  std::optional<Date> since;
  for (const auto row : view_.rows("warrants"))
    if (const auto issued = row.date("issued"); row.cell("person") == person && issued && (!since || *issued < *since)) since = issued;
  if (!since) return;
  const bool to_members = claim.value != "abroad";
  std::size_t others = 0, doubtful = 0;
  for (const auto row : view_.rows("visits")) {
    const auto from = row.edtf("from");
    if (row.cell("person") != person || row.cell("status") != "occurred" || row.cell("mode") == "overflight" || !from) continue;
    if (from->last < *since || from->first >= *before) continue;
    const auto state = entity(program_, "State", row.cell("state"));
    if (!state) continue;
    const bool counts = !to_members || holds("party", {*state}, from->first, Mode::certain);
    if (!counts && to_members && holds("party", {*state}, from->last, Mode::possible)) ++doubtful;
    if (counts) ground(row, words(visit_of(setting_, steps_, row)), out);
    else ++others;
  }
  const auto name = named(setting_, "Person", "persons", person).name;
  if (!out.grounds.empty()) {
    out.check = agrees(claim, false);
    out.says = fmt::format("The record holds earlier journeys of {} to {} since the warrant of {}", name, to_members ? "parties" : "other states", since->words());
    return;
  }
  if (doubtful > 0) return;
  // Nothing against it in a record that may not hold every journey.
  out.check = agrees(claim, true);
  out.says = fmt::format("The record holds no journey of {} to {} between the warrant of {} and {}", name, to_members ? "a party" : "another state", since->words(), before->words());
  out.grounds.push_back({others > 0 ? fmt::format("Its {} journeys of that time went to states that were not parties; it may not hold every journey", others) : std::string("The record may not hold every journey"), nullptr, nullptr});
  if (journey != journeys_.end() && to_members)
    if (const auto state = entity(program_, "State", journey->state.id)) prove("party", {*state}, *before, out);
}

void Checker::appointment(const Claim& claim, Checked& out) {
  bool any = false, day_fits = false;
  for (const auto row : view_.rows("officials")) {
    if (row.cell("nationality") != claim.state || row.cell("first_of_nation") != "yes" || row.cell("role") != "judge") continue;
    any = true;
    // "Six months before" is a month's guess: what is said to the day or the month fits within a month of it.
    const auto from = row.edtf("from");
    day_fits = day_fits || !claim.from || (from && from->first <= claim.from->last.plus_months(1) && claim.from->first.plus_months(-1) <= from->last);
    ground(row, fmt::format("{} took office as a judge of the Court on {}, the first from {}", row.cell("name"), day_words(row.cell("from")), named_state(claim.state)), out);
  }
  if (!any) return;
  out.check = agrees(claim, day_fits);
  out.says = out.grounds.back().sentence;
}

void Checker::consequence(Checked& out) {
  for (const auto& j : journeys_) {
    if (!j.duty || j.avoided) continue;
    for (const auto& f : j.duty->follows) out.grounds.push_back({f.what, f.provision, nullptr});
    if (!out.grounds.empty()) break;
  }
  if (out.grounds.empty()) return;
  out.check = agrees(out.claim, true);
  out.says = "What the law says may follow";
}

void Checker::decided(const Claim& claim, Checked& out) {
  for (const auto row : view_.rows("findings")) {
    if (row.cell("state") != claim.state || claim.state.empty() || (!claim.person.empty() && row.cell("person") != claim.person)) continue;
    const bool referral = claim.kind == Kind::referral;
    const auto outcome = row.cell("outcome");
    const bool fits = referral ? !row.cell("referred_to").empty() && row.cell("referred_to") != "none" : claim.value == "order" ? outcome == "order" : outcome == "breach" || outcome == "breach_confirmed";
    if (fits && within(claim.from, row.edtf("decided")))
      ground(row, fmt::format("{} decided on {} about {}: {}", row.cell("body"), day_words(row.cell("decided")), named_state(claim.state), outcome_words(std::string(outcome))), out);
  }
  if (!out.grounds.empty()) out.check = agrees(claim, true);
}

void Checker::done(const Claim& claim, Checked& out) {
  const std::string_view said = claim.kind == Kind::arrest ? "arrested" : claim.kind == Kind::surrender ? "surrendered" : "released";
  for (const auto row : view_.rows("visits")) {
    if (row.cell("person") != claim.person || row.cell("state") != claim.state || claim.person.empty() || row.cell("status") != "occurred") continue;
    if (!within(claim.from, row.edtf("from")) || row.cell("state_action").empty()) continue;
    const auto action = row.cell("state_action");
    // Whoever was surrendered or released had been arrested.
    const bool so = action == said || (said == "arrested" && (action == "surrendered" || action == "released"));
    out.check = agrees(claim, so);
    ground(row, words(visit_of(setting_, steps_, row)), out);
  }
}

void Checker::travel(const Claim& claim, Checked& out) {
  for (const auto row : view_.rows("visits")) {
    if (row.cell("person") != claim.person || row.cell("state") != claim.state || !within(claim.from, row.edtf("from"))) continue;
    out.check = Check::supported;
    ground(row, words(visit_of(setting_, steps_, row)), out);
  }
}

}  // namespace dedere::brief
