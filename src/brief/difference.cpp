#include "brief/difference.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "brief/rows.hpp"

namespace dedere::brief {
namespace {

using reason::Mode;
using reason::Proof;
using reason::World;
using time::Instant;

using Pair = std::pair<std::string, std::string>;  // person, state

// The verdict alone, without what explains it.
Verdict verdict(const Side& side, const Pair& pair) {
  const auto asked = terms(side.setting.program, {pair.first, pair.second, side.day, side.day});
  if (!asked) return Verdict::cannot_say;
  const auto world = side.setting.world.varied({asked->presence}, side.setting.law.readings);
  const auto all = reason::agreement(reason::under_every_answer(world, side.setting.law, asked->goal), asked->window, [&](const World& w, Mode mode) { return reason::when_goal(w, asked->goal, mode); });
  return !all.holds.empty() ? Verdict::bound : !all.contested.empty() ? Verdict::contested : !all.unknown.empty() ? Verdict::cannot_say : Verdict::not_bound;
}

// What differs between the proofs of one duty on two sides.
class Differing {
 public:
  // Looks at what `shown` rests on, and keeps what does not hold on the other side.
  Differing(const Setting& there, const World& world, Instant at, bool came) : there_(there), world_(world), at_(at), came_(came) {}

  struct Found { const Proof* proof; const Shown* shown; bool came; };
  void look(const std::vector<Shown>& all, std::vector<Found>& out) {
    for (const auto& shown : all) {
      shown_ = &shown;
      out_ = &out;
      fails(shown.proof);
    }
  }

 private:
  // Whether the step, or something beneath it, does not hold there.
  bool fails(const Proof& proof) {
    bool beneath = false;
    for (const auto& p : proof.premises) beneath = fails(p) || beneath;
    for (const auto& o : proof.objections) beneath = fails(o) || beneath;
    if (!fails_itself(proof)) return beneath;
    if (!beneath) out_->push_back({&proof, shown_, came_});
    return true;
  }

  bool fails(const reason::Objection& objection) {
    if (!objection.raised) return false;
    bool any = false;
    for (const auto& g : objection.ground) any = fails(g) || any;
    for (const auto& a : objection.answers) any = fails(a) || any;
    return any;
  }

  [[nodiscard]] bool fails_itself(const Proof& proof) const {
    if (proof.kind == Proof::Kind::reading) {
      const auto& open = there_.law.open;
      return std::find(open.begin(), open.end(), *proof.question) != open.end() || there_.law.readings[proof.question->index] != proof.answer;
    }
    if (proof.kind != Proof::Kind::rule && proof.kind != Proof::Kind::fact) return false;
    return !reason::when(world_, *proof.predicate, proof.values, Mode::certain).holds(at_);
  }

  const Setting& there_;
  const World& world_;
  Instant at_;
  bool came_;
  const Shown* shown_ = nullptr;
  std::vector<Found>* out_ = nullptr;
};

// The rows of the record under a step, by table and id.
using Rows = std::map<std::pair<std::string, std::string>, Evidence>;

class Comparing {
 public:
  Comparing(const Side& before, const Side& after) : before_(before), after_(after), steps_before_(before.setting), steps_after_(after.setting) {}

  Difference compare(const Narrowed& only, const Progress& progress) {
    const auto all = pairs(only);
    for (const auto& pair : all) {
      const auto was = verdict(before_, pair), is = verdict(after_, pair);
      if (was != is) explain({named(after_.setting, "Person", "persons", pair.first), named(after_.setting, "State", "states", pair.second), was, is});
      if (++out_.compared; progress) progress(out_.compared, all.size());
    }
    for (auto& [key, cause] : causes_) out_.causes.push_back(std::move(cause));
    std::stable_sort(out_.causes.begin(), out_.causes.end(), [](const Cause& a, const Cause& b) { return a.changes.size() > b.changes.size(); });
    sources();
    return std::move(out_);
  }

 private:
  struct Reason { Cause cause; Rows rows; };

  // Everyone with a warrant on record, in every state.
  [[nodiscard]] std::vector<Pair> pairs(const Narrowed& only) const {
    const auto chosen = [](const std::vector<std::string>& ids, const std::string& id) { return ids.empty() || std::ranges::find(ids, id) != ids.end(); };
    std::set<Pair> out;
    for (const auto warrant : after_.setting.record.as_known({}).rows("warrants"))
      for (const auto row : after_.setting.record.as_known({}).rows("states"))
        if (Pair pair(warrant.cell("person"), row.id()); chosen(only.persons, pair.first) && chosen(only.states, pair.second)) out.insert(std::move(pair));
    return {out.begin(), out.end()};
  }

  void explain(const ChangedVerdict& change) {
    ++out_.changed;
    const auto was = duty(before_.setting, {change.person.id, change.state.id, before_.day, before_.day});
    const auto is = duty(after_.setting, {change.person.id, change.state.id, after_.day, after_.day});
    std::vector<Reason> reasons;
    differing(is, before_, change, true, reasons);
    differing(was, after_, change, false, reasons);
    drop_derived(reasons);
    if (reasons.empty()) reasons.push_back({{.kind = Cause::Kind::day, .atom = {}, .sentence = "the days that the law counts have passed", .came = true, .when = {}, .provision = {}, .rows = {}, .changes = {}}, {}});
    for (auto& [cause, rows] : reasons) {
      auto& kept = causes_.try_emplace({cause.atom, cause.came}, cause).first->second;
      kept.changes.push_back(change);
    }
  }

  // What one side shows and the other does not have.
  void differing(const Duty& shown, const Side& there, const ChangedVerdict& change, bool came, std::vector<Reason>& reasons) {
    const auto asked = terms(there.setting.program, {change.person.id, change.state.id, there.day, there.day});
    if (!asked) return;
    const auto world = there.setting.world.varied({asked->presence}, there.setting.law.readings);
    std::vector<Differing::Found> found;
    Differing(there.setting, world, asked->window.from(), came).look(shown.shown, found);
    for (const auto& f : found) {
      if (f.proof->predicate && *f.proof->predicate == asked->goal.predicate) continue;
      auto reason = reason_of(*f.proof, came);
      const bool said = std::any_of(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.cause.atom == reason.cause.atom; });
      if (!said) reasons.push_back(std::move(reason));
    }
  }

  Reason reason_of(const Proof& proof, bool came) {
    auto& steps = came ? steps_after_ : steps_before_;
    const auto step = steps.step(proof);
    Reason out{{.kind = proof.kind == Proof::Kind::reading ? Cause::Kind::reading : Cause::Kind::step, .atom = step.atom, .sentence = step.sentence, .came = came, .when = step.when, .provision = step.provision, .rows = {}, .changes = {}}, {}};
    if (proof.kind == Proof::Kind::reading) {
      out.cause.atom = fmt::format("{}={}", step.question, step.answer);
      out.cause.sentence = step.settled.empty() ? step.sentence : fmt::format("{} (decided on {})", step.sentence, day_words(step.settled));
    }
    collect(step, out.rows);
    for (const auto& [key, evidence] : out.rows) out.cause.rows.push_back(evidence);
    return out;
  }

  static void collect(const Step& step, Rows& rows) {
    if (step.evidence) rows.try_emplace({step.evidence->table, step.evidence->row}, *step.evidence);
    for (const auto& p : step.premises) collect(p, rows);
  }

  // A reason that rests on all the rows of another, and on more, follows from that one; of several that rest on the same rows, the first is said.
  static void drop_derived(std::vector<Reason>& reasons) {
    const auto covers = [](const Rows& more, const Rows& less) { return !less.empty() && std::all_of(less.begin(), less.end(), [&](const auto& row) { return more.contains(row.first); }); };
    std::vector<Reason> kept;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      bool follows = false;
      for (std::size_t j = 0; j < reasons.size() && !follows; ++j)
        follows = j != i && covers(reasons[i].rows, reasons[j].rows) && (reasons[j].rows.size() < reasons[i].rows.size() || j < i);
      if (!follows) kept.push_back(reasons[i]);
    }
    reasons = std::move(kept);
  }

  void sources() {
    std::set<std::string> cited;
    for (const auto& cause : out_.causes)
      for (const auto& row : cause.rows) cited.insert(row.sources.begin(), row.sources.end());
    std::map<std::string, Source> all = steps_before_.sources();
    for (const auto& source : steps_after_.sources()) all.insert(source);
    for (const auto& id : cited)
      if (const auto found = all.find(id); found != all.end()) out_.sources.push_back(found->second);
  }

  const Side& before_;
  const Side& after_;
  Steps steps_before_, steps_after_;
  std::map<std::pair<std::string, bool>, Cause> causes_;
  Difference out_;
};

}  // namespace

Difference difference(const Side& before, const Side& after, const Narrowed& only, const Progress& progress) { return Comparing(before, after).compare(only, progress); }

}  // namespace dedere::brief
