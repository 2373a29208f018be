// Is the state bound to arrest the person, if the person is there on those days: why, in spite of which objections, on what precedent, and what
// follows if it does not?
//
//     const Duty duty = brief::duty(setting, {"putin", "mn", Date::of(2024, 9, 2), Date::of(2024, 9, 3)});
//     duty.verdict                                  // Verdict::bound
//     text(memorandum(duty), {.width = 80})         // or markdown, html; json(duty)
//
// Works on any law that has the predicates of law/answers.md. A Duty holds values only.
#pragma once

#include <string>
#include <vector>

#include "brief/setting.hpp"
#include "brief/step.hpp"

namespace dedere::brief {

struct DutyQuestion {
  std::string person, state;   // ids
  time::Date from, to;         // the last day is in it
};

enum class Verdict { bound, not_bound, contested, cannot_say };
[[nodiscard]] const char* name(Verdict verdict);          // "not_bound"

// The question in the law's terms: which goal is asked, what is supposed, over which stretch of time.
struct DutyTerms {
  language::Goal goal;
  language::Fact presence;
  time::Interval window = time::Interval::always();
};
// None if the law that was loaded lacks the predicates, or the record the person or the state.
[[nodiscard]] std::optional<DutyTerms> terms(const language::Program& program, const DutyQuestion& question);

struct DaySpan {
  Days days;
  Verdict verdict{};
  bool operator==(const DaySpan&) const = default;
};

struct Named { std::string id, name; };

struct WarrantOf {
  std::string id, issued, known, ended, ended_how, case_number, document, chamber, charges, situation;  // `known`: the day it became public
  Evidence evidence;
};

struct OfficeHeld { std::string title, state, from; Evidence evidence; };

// The duty under one warrant, argued at one instant.
struct Argument {
  std::string warrant;   // id; blank if the goal names none
  Step proof;
};

// A fact that is neither recorded nor denied, and what would settle it.
struct Open {
  std::string sentence, atom;
  std::vector<std::string> settled_by;   // sentences that the record lacks
  std::string supplier;                  // who could say, where the law files name them; else blank
  ProvisionOf provision;                 // the rule whose paragraph speaks of it
};

// A proof that the answer shows, under which answers to the questions of law: what a receipt is made from.
struct Shown {
  reason::Readings readings;
  reason::Proof proof;
};

struct Position {   // of a state or body, from the record
  std::string holder, state, day, what;
  Evidence evidence;
};

// A question of law on which the outcome turns.
struct DisputeAnswer {
  std::string answer, text;
  bool taken = false;
  std::string settled;                  // the day of the Court's decision; blank
  Verdict verdict{};
  std::vector<DaySpan> spans;
  std::vector<std::string> held_by;
  std::vector<Position> positions;
};
struct DisputeOn {
  std::string question, text;
  bool open = false;                    // no chamber has decided it
  std::vector<DisputeAnswer> answers;
};

struct Precedent {
  std::string finding, body, decided, outcome, referred_to, referral_note, document, grounds;
  Named state, person;
  std::vector<std::string> points;      // on which it bears, as the law names them
  std::vector<std::string> patterns;    // what kind of case it was, as the law names it: "late consultation"
  bool same_journey = false;            // about this state and person
  bool later = false;                   // decided after the last day asked about
  std::vector<std::string> afterwards;  // what the Assembly or the Council did, as recorded
  Evidence evidence;
};

struct Consequence {
  std::int64_t order = 0;
  std::string what;
  ProvisionOf provision;
  struct Taken { std::string finding, decided, body, outcome, referred_to; };
  std::vector<Taken> taken = {};        // decisions of the record by which this step was taken, about this state and person
};

struct TurnsOn {
  std::string kind;   // supposition, presumption, unknown, question, reported
  std::string sentence, atom;
};

struct Duty {
  Named person, state;
  std::string sex;                      // of the person: m, f or blank
  std::string full_name;
  std::vector<OfficeHeld> offices;      // on the first day asked about
  time::Date from, to;
  std::optional<time::Date> as_known;
  Verdict verdict{};
  std::vector<DaySpan> spans;
  std::string conclusion;               // one sentence
  std::vector<WarrantOf> warrants;      // in force on a day asked about; those that ended, if none is
  std::vector<Argument> arguments;      // bound, contested, cannot_say: one a warrant, those alike but for the warrant only once
  std::vector<std::string> also_under;  // warrants whose argument is the same as the first
  std::string argued_under;             // contested: the answer under which `arguments` hold, as "question=answer"
  std::vector<Refused> refusals;        // not_bound, contested: for each rule, what is missing or what stands against it
  std::optional<Step> standing;         // where the state stands towards the treaty, for not_bound
  std::vector<Open> unknowns;
  std::vector<DisputeOn> disputes;
  std::vector<Precedent> precedents;
  std::vector<Consequence> follows;
  std::vector<Consequence> execution;   // what the state does, step by step, if it arrests
  std::vector<Consequence> national;    // what its own law says, for the states on record; it excuses nobody
  std::vector<TurnsOn> turns_on;
  std::vector<Source> sources;          // all that is cited, by id
  Digests digests;
  std::vector<Shown> shown;             // the proofs behind `arguments` and `standing`; for a refusal, what held and what is known to be absent
};

// `Proofs::left_out`: without `shown`, which only those who check the answer need.
enum class Proofs { shown, left_out };
[[nodiscard]] Duty duty(const Setting& setting, const DutyQuestion& question, Proofs proofs = Proofs::shown);

}  // namespace dedere::brief
