#include "brief/duty.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "brief/hindsight.hpp"
#include "brief/rows.hpp"
#include "reason/match.hpp"

namespace dedere::brief {
namespace {

using language::Any;
using language::Goal;
using language::Operand;
using language::PredicateId;
using language::Value;
using reason::Mode;
using reason::Readings;
using reason::World;
using record::Row;
using time::Instant;
using time::Interval;
using time::IntervalSet;

Verdict verdict_of(reason::Verdict verdict) {
  switch (verdict) {
    case reason::Verdict::holds: return Verdict::bound;
    case reason::Verdict::does_not_hold: return Verdict::not_bound;
    case reason::Verdict::contested: return Verdict::contested;
    case reason::Verdict::cannot_say: return Verdict::cannot_say;
  }
  return Verdict::cannot_say;
}

std::vector<DaySpan> day_spans(const std::vector<reason::Span>& spans) {
  std::vector<DaySpan> out;
  for (const auto& span : spans) out.push_back({days_of(span.when), verdict_of(span.verdict)});
  return out;
}

// Bound on any day counts as bound: whoever reads one word must not miss a duty.
Verdict overall(const std::vector<DaySpan>& spans) {
  for (const auto verdict : {Verdict::bound, Verdict::contested, Verdict::cannot_say})
    if (std::any_of(spans.begin(), spans.end(), [&](const DaySpan& s) { return s.verdict == verdict; })) return verdict;
  return Verdict::not_bound;
}

const char* words(Verdict verdict) {
  switch (verdict) {
    case Verdict::bound: return "bound";
    case Verdict::not_bound: return "not bound";
    case Verdict::contested: return "contested";
    case Verdict::cannot_say: return "cannot be said";
  }
  return "";
}

std::string pronoun(std::string_view sex) { return sex == "m" ? "him" : sex == "f" ? "her" : "them"; }

// What an argument says apart from the warrant that it is about.
std::string shape(const Step& step) {
  std::string out = step.provision ? step.provision->label : std::to_string(static_cast<int>(step.kind));
  if (step.evidence && step.evidence->table != "warrants" && step.evidence->table != "requests") out += ":" + step.evidence->row;
  out += step.presumed ? "?(" : "(";
  for (const auto& p : step.premises) out += shape(p);
  for (const auto& o : step.objections)
    if (o.raised) out += "!" + o.provision->label;
  return out + ")";
}

// What is kept of explanations has no windows in it, so that all of it is about one instant.
void move_to(Instant at, reason::Proof& proof);
void move_to(Instant at, std::vector<reason::Objection>& objections) {
  for (auto& o : objections) {
    for (auto& g : o.ground) move_to(at, g);
    move_to(at, o.answers);
  }
}
void move_to(Instant at, reason::Proof& proof) {
  if (proof.at) proof.at = at;
  for (auto& p : proof.premises) move_to(at, p);
  move_to(at, proof.objections);
}

class Answering {
 public:
  Answering(const Setting& setting, const DutyQuestion& question, Proofs proofs)
      : setting_(setting), program_(setting.program), view_(setting.view), steps_(setting), question_(question), proofs_(proofs) {}

  Duty answer() {
    open_page();
    if (!find_terms()) return std::move(duty_);
    suppose();
    const auto decision = reason::decide(*world_, setting_.law, goal_, window_);
    duty_.spans = day_spans(decision.spans);
    duty_.verdict = overall(duty_.spans);
    for (const auto& span : decision.spans)
      if (verdict_of(span.verdict) == duty_.verdict) { at_ = span.when.from(); break; }
    conclude();
    warrants();
    argue();
    disputes(decision.disputes);
    unknowns(decision.unknowns);
    if (duty_.verdict == Verdict::not_bound) {
      standing();
    } else {
      precedents();
      duty_.follows = steps_in_order("follows");
      duty_.execution = steps_in_order("execution");
      duty_.national = steps_in_order("national_law");
      taken();
    }
    turns_on();
    for (auto& [id, source] : steps_.take_sources()) duty_.sources.push_back(std::move(source));
    return std::move(duty_);
  }

 private:
  void open_page() {
    duty_.from = question_.from;
    duty_.to = std::max(question_.from, question_.to);
    duty_.as_known = setting_.as_known;
    duty_.digests = setting_.digests;
    duty_.verdict = Verdict::cannot_say;
    duty_.person = named(setting_, "Person", "persons", question_.person);
    duty_.state = named(setting_, "State", "states", question_.state);
    if (const auto row = setting_.record.find("persons", question_.person)) {
      duty_.sex = row->cell("sex");
      duty_.full_name = row->cell("name");
    }
    duty_.offices = offices_of(steps_, view_, question_.person, duty_.from);
    duty_.conclusion = "The law that was loaded cannot answer this question.";
  }

  bool find_terms() {
    auto found = terms(program_, {question_.person, question_.state, duty_.from, duty_.to});
    if (!found) return false;
    goal_ = std::move(found->goal);
    presence_ = std::move(found->presence);
    window_ = found->window;
    present_ = presence_.predicate;
    person_ = presence_.arguments[0];
    state_ = presence_.arguments[1];
    return true;
  }

  void suppose() {
    world_.emplace(setting_.world.varied({presence_}, setting_.law.readings));
    at_ = window_.from();
  }

  void conclude() {
    const auto who = fmt::format("{} is bound to arrest {}", duty_.state.name, duty_.person.name);
    std::vector<std::string> days, others;
    for (const auto& span : duty_.spans) {
      if (span.verdict == duty_.verdict) days.push_back(on(span.days));
      else others.push_back(fmt::format("{}: {}", on(span.days), words(span.verdict)));
    }
    const auto when = listed(days);
    switch (duty_.verdict) {
      case Verdict::bound:
        duty_.conclusion = fmt::format("{} {}, if found on its territory, and to surrender {} to the Court", who, when, pronoun(duty_.sex));
        break;
      case Verdict::not_bound: duty_.conclusion = fmt::format("{} is not bound to arrest {} {}", duty_.state.name, duty_.person.name, when); break;
      case Verdict::contested:
        duty_.conclusion = fmt::format("Whether {} {} is contested: it turns on a question of law that no chamber has decided", who, when);
        break;
      case Verdict::cannot_say:
        duty_.conclusion = fmt::format("Whether {} {} cannot be said: it turns on a fact that the record does not hold", who, when);
        break;
    }
    if (!others.empty()) duty_.conclusion += "; " + listed(others);
    duty_.conclusion = sentence(duty_.conclusion);
  }

  void warrants() {
    std::vector<WarrantOf> in_force, others;
    const auto predicate = program_.find_predicate("in_force");
    for (const auto row : view_.rows("warrants")) {
      if (row.cell("person") != question_.person) continue;
      const auto value = entity(program_, "Warrant", row.id());
      const bool holds = predicate && value && !(reason::when(*world_, *predicate, std::vector{*value}, Mode::certain) & window_).empty();
      (holds ? in_force : others).push_back(warrant_of(setting_, steps_, row));
    }
    duty_.warrants = in_force.empty() ? others : in_force;
    std::stable_sort(duty_.warrants.begin(), duty_.warrants.end(), [](const WarrantOf& a, const WarrantOf& b) { return a.issued < b.issued; });
  }

  // The rows of the goal's predicate for this state and person that hold at the instant.
  std::vector<std::vector<Value>> answers(const World& world, Mode mode) const {
    auto out = reason::holding(world, goal_.predicate, {state_, person_, Any{}}, at_, mode);
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return program_.values.id(a[2]) < program_.values.id(b[2]); });
    return out;
  }

  void argue_in(const World& world, Mode mode) {
    std::string first;
    for (const auto& values : answers(world, mode)) {
      auto proof = reason::why(world, goal_.predicate, values, at_, mode);
      if (!proof) continue;
      auto step = steps_.step(*proof);
      show(world, *proof);
      if (first.empty()) first = shape(step);
      else if (first == shape(step)) { duty_.also_under.emplace_back(program_.values.id(values[2])); continue; }
      duty_.arguments.push_back({std::string(program_.values.id(values[2])), std::move(step)});
    }
  }

  void show(const World& world, const reason::Proof& proof) {
    if (proofs_ == Proofs::shown) duty_.shown.push_back({world.readings(), proof});
  }

  // What a refusal says that can be checked alone: what held, what is absent, what stands against it. `kept`: it may have been explained for another instant.
  void show(const World& world, const reason::Refusal& refusal, bool kept = false) {
    using Kind = reason::Proof::Kind;
    if (proofs_ == Proofs::left_out) return;
    const auto show_now = [&](reason::Proof proof) {
      if (kept) move_to(at_, proof);
      proof.at = at_;
      show(world, proof);
    };
    for (const auto& held : refusal.held)
      if (held.kind == Kind::rule || held.kind == Kind::fact) show_now(held);
    for (const auto& missing : refusal.missing) {
      const auto kind = missing.what.kind;
      if (kind == Kind::absence || kind == Kind::rule || kind == Kind::fact) show_now(missing.what);
      for (const auto& because : missing.because) show(world, because, kept || setting_.remembered->explained.keeps(missing.because));
    }
    for (const auto& objection : refusal.standing)
      for (const auto& ground : objection.ground)
        if (ground.kind == Kind::rule || ground.kind == Kind::fact) show_now(ground);
  }

  void refuse_in(const World& world) {
    // Asked of each warrant against the person: of any warrant at all, one against somebody else might come nearest.
    std::set<std::string> said;
    for (const auto& warrant : duty_.warrants) {
      const auto value = entity(program_, "Warrant", warrant.id);
      if (value) refuse_under(world, *value, said);
    }
    if (!duty_.warrants.empty()) return;
    refuse_under(world, Any{}, said);
    for (auto& refusal : duty_.refusals) refusal.held.clear();  // what holds of somebody else's warrant says nothing here
  }

  void refuse_under(const World& world, Operand warrant, std::set<std::string>& said) {
    auto arguments = goal_.arguments;
    arguments[2] = warrant;
    for (const auto& refusal : reason::why_not(world, goal_.predicate, arguments, at_, &setting_.remembered->explained)) {
      std::string lacking = program_[refusal.rule].label;
      for (const auto& m : refusal.missing) lacking += fmt::format("|{}", m.what.predicate ? m.what.predicate->index : 0);
      for (const auto& o : refusal.standing) lacking += fmt::format("!{}", o.rule.index);
      if (!said.insert(lacking).second) continue;
      duty_.refusals.push_back(steps_.refused(refusal));
      show(world, refusal);
    }
  }

  void argue() {
    switch (duty_.verdict) {
      case Verdict::bound: argue_in(*world_, Mode::certain); break;
      case Verdict::not_bound: refuse_in(*world_); break;
      case Verdict::cannot_say: argue_in(*world_, Mode::possible); break;
      case Verdict::contested: argue_both_sides(); break;
    }
  }

  // Some answers to the open questions under which the duty holds, and some under which it does not.
  void argue_both_sides() {
    bool for_it = false, against = false;
    for (const auto& world : reason::under_every_answer(*world_, setting_.law, goal_)) {
      if (for_it && against) break;
      const bool holds = reason::when_goal(world, goal_, Mode::certain).holds(at_);
      const bool may = reason::when_goal(world, goal_, Mode::possible).holds(at_);
      if (holds && !for_it) {
        for_it = true;
        argue_in(world, Mode::certain);
        under_ = world.readings();
      }
      if (!may && !against) {
        against = true;
        refuse_in(world);
      }
    }
  }

  void disputes(const std::vector<reason::Dispute>& disputes) {
    for (const auto& d : disputes) {
      const auto& question = program_[d.question];
      if (duty_.disputes.empty() || duty_.disputes.back().question != question.name) {
        const auto& open = setting_.law.open;
        const bool is_open = std::any_of(open.begin(), open.end(), [&](auto o) { return o == d.question; });
        duty_.disputes.push_back({question.name, question.text, is_open, {}});
        if (is_open && under_) duty_.argued_under += fmt::format("{}{}={}", duty_.argued_under.empty() ? "" : ", ", question.name, question.answers[(*under_)[d.question.index]].name);
      }
      duty_.disputes.back().answers.push_back(answer(question, d));
    }
  }

  DisputeAnswer answer(const language::Question& question, const reason::Dispute& d) {
    const auto& answer = question.answers[d.answer];
    DisputeAnswer out{answer.name, answer.text, d.taken, {}, {}, day_spans(d.spans), {}, {}};
    out.verdict = overall(out.spans);
    if (answer.settled && (!setting_.as_known || *answer.settled <= *setting_.as_known)) out.settled = answer.settled->iso();
    for (const auto& holder : answer.held_by)
      if (!speaks_after(holder, setting_.as_known)) out.held_by.push_back(holder);
    for (const auto row : view_.rows("statements")) {
      if (row.cell("question") != question.name || row.cell("answer") != answer.name) continue;
      out.positions.push_back({std::string(row.cell("holder")), std::string(row.cell("state")), std::string(row.cell("day")), std::string(row.cell("what")), steps_.evidence(row)});
    }
    std::stable_sort(out.positions.begin(), out.positions.end(), [](const Position& a, const Position& b) { return a.day < b.day; });
    return out;
  }

  void unknowns(const std::vector<reason::Unknown>& unknowns) {
    for (const auto& u : unknowns) {
      Open open{program_.sentence(u.predicate, u.values), program_.written(u.predicate, u.values), {}, supplier(u.predicate), {}};
      for (const auto& refusal : reason::why_not(*world_, u.predicate, {u.values.begin(), u.values.end()}, at_, &setting_.remembered->explained))
        for (const auto& missing : refusal.missing)
          if (missing.what.kind == reason::Proof::Kind::absence && missing.because.empty()) open.settled_by.push_back(plain(missing.what.sentence));
      const auto denial = program_[u.predicate].denial;
      for (const auto p : {std::optional(u.predicate), denial})
        if (!open.provision && p && !program_.rules_of[p->index].empty()) open.provision = steps_.provision(program_.rules_of[p->index].front());
      duty_.unknowns.push_back(std::move(open));
    }
  }

  // `could_say("requested", "the Registry of the Court")` in the law files.
  std::string supplier(PredicateId predicate) const {
    const auto could_say = program_.find_predicate("could_say");
    if (!could_say || program_[*could_say].arguments.size() != 2) return "";
    const auto& relation = world_->relation(*could_say, Mode::certain);
    std::vector<std::string> who;
    for (reason::Row row = 0; row < relation.size(); ++row)
      if (program_.values.type(relation.values(row)[0]) == language::text_type && program_.values.id(relation.values(row)[0]) == program_[predicate].name)
        who.push_back(program_.values.show(relation.values(row)[1]));
    return listed(who);
  }

  void standing() {
    const auto status = program_.find_predicate("status");
    if (!status || program_[*status].arguments.size() != 2) return;
    for (const auto& values : reason::holding(*world_, *status, {state_, Any{}}, at_, Mode::certain))
      if (auto proof = reason::why(*world_, *status, values, at_)) {
        duty_.standing = steps_.step(*proof);
        return show(*world_, *proof);
      }
  }

  void precedents() {
    const auto predicate = program_.find_predicate("precedent");
    if (!predicate || program_[*predicate].arguments.size() != 4) return;
    std::map<std::string, std::vector<std::string>> points;
    for (const auto& values : reason::holding(*world_, *predicate, {Any{}, state_, person_, Any{}}, at_, Mode::certain)) {
      points[std::string(program_.values.id(values[0]))].emplace_back(program_.values.id(values[3]));
    }
    for (auto& [finding, on_points] : points)
      if (const auto row = view_.find("findings", finding)) duty_.precedents.push_back(precedent(*row, std::move(on_points)));
    // The nearest first: the same journey, as it went on; then those about this state, about this person, and the others: of each, what was there to be cited
    // before what came later, and the most recent first.
    const auto distance = [&](const Precedent& p) { return p.same_journey ? 0 : p.state.id == question_.state ? 1 : p.person.id == question_.person ? 2 : 3; };
    std::ranges::stable_sort(duty_.precedents, [&](const Precedent& a, const Precedent& b) {
      if (distance(a) != distance(b)) return distance(a) < distance(b);
      if (a.same_journey) return a.decided < b.decided;
      return a.later != b.later ? b.later : a.decided > b.decided;
    });
  }

  Precedent precedent(Row row, std::vector<std::string> points) {
    auto out = decision_of(setting_, steps_, view_, row);
    std::sort(points.begin(), points.end());
    out.points = std::move(points);
    if (const auto value = entity(program_, "Finding", row.id())) out.patterns = second_of("pattern", *value);
    out.same_journey = row.cell("state") == question_.state && row.cell("person") == question_.person;
    const auto day = row.edtf("decided");
    out.later = day && day->first > duty_.to;
    return out;
  }

  // The texts that a predicate of two arguments gives for the first.
  std::vector<std::string> second_of(const char* name, Value first) const {
    std::vector<std::string> out;
    const auto predicate = program_.find_predicate(name);
    if (!predicate || program_[*predicate].arguments.size() != 2) return out;
    for (const auto& values : reason::holding(*world_, *predicate, {first, Any{}}, at_, Mode::certain)) out.push_back(program_.values.show(values[1]));
    std::sort(out.begin(), out.end());
    return out;
  }

  // `follows(state, person, order, what)` and the like. Where the duty itself is contested or unknown: what would be, if it is there.
  std::vector<Consequence> steps_in_order(const char* name) {
    std::vector<Consequence> out;
    const auto predicate = program_.find_predicate(name);
    if (!predicate || program_[*predicate].arguments.size() != 4) return out;
    const auto world = under_ ? setting_.world.varied({presence_}, *under_) : *world_;
    const auto mode = duty_.verdict == Verdict::cannot_say ? Mode::possible : Mode::certain;
    for (const auto& values : reason::holding(world, *predicate, {state_, person_, Any{}, Any{}}, at_, mode)) {
      const auto rule = reason::concluded_by(world, *predicate, values, at_, mode);
      if (!rule) continue;
      const auto what = without_hindsight(program_.values.id(values[3]), setting_.as_known);
      if (!what.empty()) out.push_back({program_.values.as_number(values[2]), what, steps_.provision(*rule)});
    }
    std::sort(out.begin(), out.end(), [](const Consequence& a, const Consequence& b) { return std::tie(a.order, a.what) < std::tie(b.order, b.what); });
    return out;
  }

  // `came_to_pass(finding, order)`: which steps have been taken in this very case.
  void taken() {
    const auto predicate = program_.find_predicate("came_to_pass");
    if (!predicate || program_[*predicate].arguments.size() != 2) return;
    for (const auto& p : duty_.precedents) {
      const auto finding = entity(program_, "Finding", p.finding);
      if (!p.same_journey || !finding) continue;
      for (const auto& values : reason::holding(*world_, *predicate, {*finding, Any{}}, at_, Mode::certain))
        for (auto& step : duty_.follows)
          if (step.order == program_.values.as_number(values[1])) step.taken.push_back({p.finding, p.decided, p.body, p.outcome, p.referred_to});
    }
  }

  void turns_on() {
    if (duty_.verdict != Verdict::not_bound)
      duty_.turns_on.push_back({"supposition", program_.sentence(present_, {person_, state_}), program_.written(present_, {person_, state_})});
    std::set<std::string> said;
    for (const auto& argument : duty_.arguments)
      each_step(argument.proof, [&](const Step& step) {
        if (step.presumed && said.insert(step.atom).second) duty_.turns_on.push_back({"presumption", step.sentence, step.atom});
        if (step.evidence && step.evidence->confidence == "reported" && said.insert(step.atom).second) duty_.turns_on.push_back({"reported", step.sentence, step.atom});
      });
    for (const auto& u : duty_.unknowns) duty_.turns_on.push_back({"unknown", u.sentence, u.atom});
    for (const auto& d : duty_.disputes)
      duty_.turns_on.push_back({d.open ? "open_question" : "settled_question", d.text, d.question});
  }

  const Setting& setting_;
  const language::Program& program_;
  const record::View& view_;
  Steps steps_;
  DutyQuestion question_;
  Proofs proofs_;
  Duty duty_{.from = time::Date::from_days(0), .to = time::Date::from_days(0)};
  Goal goal_;
  PredicateId present_;
  Value person_, state_;
  Interval window_ = Interval::always();
  language::Fact presence_;
  std::optional<World> world_;
  std::optional<Readings> under_;
  Instant at_;
};

}  // namespace

const char* name(Verdict verdict) {
  switch (verdict) {
    case Verdict::bound: return "bound";
    case Verdict::not_bound: return "not_bound";
    case Verdict::contested: return "contested";
    case Verdict::cannot_say: return "cannot_say";
  }
  return "cannot_say";
}

std::optional<DutyTerms> terms(const language::Program& program, const DutyQuestion& question) {
  const auto goal = program.find_predicate("must_arrest"), present = program.find_predicate("present");
  const auto person = entity(program, "Person", question.person), state = entity(program, "State", question.state);
  if (!goal || !present || !person || !state) return std::nullopt;
  if (program[*goal].arguments.size() != 3 || program[*present].arguments.size() != 2) return std::nullopt;
  const auto window = Interval::spanning(Instant::start_of(question.from), Instant::start_of(std::max(question.from, question.to) + time::days{1}));
  return DutyTerms{{*goal, {*state, *person, Any{}}, {}}, {*present, {*person, *state}, window, {language::Origin::Kind::supposed, 0}}, window};
}

Duty duty(const Setting& setting, const DutyQuestion& question, Proofs proofs) { return Answering(setting, question, proofs).answer(); }

}  // namespace dedere::brief
