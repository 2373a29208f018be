// Why something holds, why it does not, and what is unknown about it. Works backwards from a finished world, on demand.
#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/shared_list.hpp"
#include "reason/world.hpp"
#include "time/interval_set.hpp"

namespace dedere::reason {

using language::Operand;
using language::QuestionId;
using time::Instant;
using time::Interval;

struct Objection;

// One step of an argument. Premises stand in the order of the rule's text, objections in the order of the exceptions.
struct Proof {
  enum class Kind {
    rule,     // concluded by `rule` from `premises`, in spite of `objections`
    fact,     // from `origin`
    absence,  // nothing gives what `sentence` says is absent
    reading,  // the answer taken to a question of law
    test,     // a comparison or a day: "on and after 1 July 2002"
    window,   // what holds at other times: "in the past 7 days"; its premises are proved at an instant that the window sees
    unknown,  // an open predicate that is neither recorded nor denied; in a refusal, whatever turns on one
  };
  Kind kind = Kind::fact;
  std::string sentence;  // "Mongolia is a State Party"
  std::string atom;      // "party(mn)"; blank for tests and readings
  std::optional<PredicateId> predicate;  // of rule, fact, unknown; of an absence too
  std::vector<Value> values;             // of rule, fact, unknown
  std::optional<Interval> when;          // the stretch around the instant it is proved at for which it holds
  std::optional<Instant> at;             // of rule, fact, unknown: the instant that it is proved at; below a window it is another one
  std::optional<RuleId> rule;
  std::optional<language::Origin> origin;
  bool presumed = false;
  std::string says;                      // of a test, window or reading: its literal with these values, "from 2002-07-01"; of one that fails, with `not`
  std::optional<QuestionId> question;
  std::uint32_t answer = 0;
  std::vector<Proof> premises;
  std::vector<Objection> objections;
  bool shortened = false;  // of a rule: what it rests on is left out, since the proof is too deep or too long already; ask for this atom alone
};

// An exception to a rule, at the values and the instant of a proof.
struct Objection {
  RuleId rule;
  // Does what it rests on certainly hold? If so `ground` has the premises; otherwise `ground` has what is missing.
  bool raised = false;
  // Raised, and nothing answers it. In a proof of something that holds, no objection stands.
  bool stands = false;
  std::vector<Proof> ground;
  std::vector<Objection> answers;  // the exceptions to it; `raised` says whether each would answer it
};

// A proof that the ground atom holds at `at`: none if it does not hold in that mode. Finite: each premise was derived before its conclusion.
[[nodiscard]] std::optional<Proof> why(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at, Mode mode = Mode::certain);

// The rule that such a proof ends with, without what it rests on; none if a fact says so, or it does not hold.
[[nodiscard]] std::optional<RuleId> concluded_by(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at, Mode mode = Mode::certain);

// What one rule lacks to conclude a goal.
struct Refusal {
  RuleId rule;
  std::vector<Proof> held;
  struct Missing {
    Proof what;                       // the premise that fails: an absence or an unknown; or what stands against it, proved
    SharedList<Refusal> because;      // for a derived premise: why that does not hold; where that is said again, the same list
  };
  std::vector<Missing> missing;
  std::vector<Objection> standing;  // if nothing is missing: the objections that stand, or that may (their grounds then have an unknown)
};

// Why things do not hold, kept for the next who asks: most of what a question lacks depends neither on what it supposes nor, for years on end, on the day.
// Of a world whose facts do not change, and which must outlive it; for that world and its variations. What is found here is what would be worked out,
// but for the instants in its proofs (`Proof::at`), which are those of the explanation that it was made for.
class Explained {
 public:
  explicit Explained(const World& world) : world_(world) {}
  Explained(const Explained&) = delete;
  Explained& operator=(const Explained&) = delete;

  // A refusal with what it took to make it: an explanation that would be cut somewhere in it must make its own.
  struct Refused {
    Interval stretch = Interval::always();   // the instants for which it is the same
    SharedList<Refusal> because;
    int levels = 0, proof_levels = 0;        // how far it goes below what asks for it
    int refusals = 0, steps = 0;             // how many there are in it
  };
  // What is asked: a predicate and its columns, `no_value` for those that may be anything.
  struct Question {
    PredicateId predicate;
    std::vector<Value> columns;
    auto operator<=>(const Question&) const = default;
  };
  // Does the predicate have the same rows in this variation, whatever rows these are? Then what is kept of it is the same too.
  [[nodiscard]] bool speaks_for(const World& variation, PredicateId predicate) const;
  [[nodiscard]] const Refused* find(const Question& question, Instant at) const;
  void keep(Question question, Refused refused);
  // How much is kept: rules, and what is said of their premises.
  [[nodiscard]] std::size_t size() const { return size_; }
  // Is the list one of those kept here?
  [[nodiscard]] bool keeps(const SharedList<Refusal>& because) const { return identities_.contains(because.identity()); }

 private:
  const World& world_;
  std::map<Question, std::vector<Refused>> kept_;   // each for its stretch
  std::unordered_set<const void*> identities_;
  std::size_t size_ = 0;
};

// For each rule that could conclude the atom (variables and `_` match anything): what holds at `at`, what fails. Empty if no rule could. With `explained`,
// what is at hand there is taken from it, and what is not is added.
[[nodiscard]] std::vector<Refusal> why_not(const World& world, PredicateId predicate, const std::vector<Operand>& arguments, Instant at, Explained* explained = nullptr);

// The open atoms, neither recorded nor denied, on which it turns whether the ground atom holds at `at`.
struct Unknown { PredicateId predicate; std::vector<Value> values; auto operator<=>(const Unknown&) const = default; };
[[nodiscard]] std::vector<Unknown> unknowns(const World& world, PredicateId predicate, const std::vector<Value>& values, Instant at);
// The same, anywhere in a stretch of time.
[[nodiscard]] std::vector<Unknown> unknowns(const World& world, PredicateId predicate, const std::vector<Value>& values, const IntervalSet& window);

}  // namespace dedere::reason
