// Finds every way in which a body holds: values for its variables, and the instants at which all literals hold together.
#pragma once

#include <map>
#include <memory>

#include "reason/plan.hpp"
#include "reason/world.hpp"

namespace dedere::reason {

using Binding = std::vector<Value>;  // by number of the variable; `no_value` where it has none

class Match {
 public:
  // Called with each way found. A reference: what it refers to must live while `each` runs.
  class Use {
   public:
    template <class F>
    Use(F& f) : self_(&f), call_([](void* self, const Binding& binding, Times when) { (*static_cast<F*>(self))(binding, when); }) {}  // NOLINT
    void operator()(const Binding& binding, Times when) const { call_(self_, binding, when); }

   private:
    void* self_;
    void (*call_)(void*, const Binding&, Times);
  };

  // With `first`, that atom ranges over `growth` only. `skip` leaves literals out, by number.
  struct How {
    std::optional<First> first;
    const Growth* growth = nullptr;
    std::vector<bool> skip;
  };

  Match(const World& world, RuleId rule, Mode mode) : world_(world), program_(world.program()), id_(rule), rule_(program_[rule]), mode_(mode) {}

  // `binding` gives values to some variables (of the rule, or of the layers above an exception).
  template <class F>
  void each(const Binding& binding, Times within, const How& how, F&& use) {
    run(binding, within, how, Use(use));
  }
  template <class F>
  void each(const Binding& binding, Times within, F&& use) {
    run(binding, within, {}, Use(use));
  }

  // When an exception to the rule stands against it, for these values. A view that the next call overwrites.
  [[nodiscard]] Times defeated(const Binding& binding, Times within);

 private:
  // Of an aggregate, from `from` on until the next: its value, or what it lies between; none where it has none.
  struct Range { time::Instant from; std::optional<std::int64_t> least, most; };
  struct Scratch {
    Buffer meet, seen, left, whole, touched;
    // Of windows and aggregates, which few bodies have.
    struct Kept {
      std::map<std::vector<Value>, std::vector<Range>> ranges;  // by group
      std::vector<Value> asked, last;  // the values of a window's atoms …
      Buffer last_seen;                // … and when it saw the last
      bool has_last = false;
      std::map<std::vector<Value>, Buffer> windows;  // those that see much, by the same values
    };
    std::unique_ptr<Kept> own;
    [[nodiscard]] Kept& kept() { return own ? *own : *(own = std::make_unique<Kept>()); }
  };

  void run(const Binding& binding, Times within, const How& how, Use use);
  void make_plan();
  void step(std::size_t at, Times when);
  void meet_and_go(std::size_t at, Times when, Times literal) {
    if (literal.is_always()) return step(at + 1, when);
    const auto both = time::meet(when, literal, scratch_[at].meet);
    if (!both.empty()) step(at + 1, both);
  }
  void literal(const Step& s, const language::AtomLiteral& l, std::size_t at, Times when);
  void literal(const Step& s, const language::ReadingLiteral& l, std::size_t at, Times when);
  void literal(const Step& s, const language::Comparison& l, std::size_t at, Times when);
  void literal(const Step& s, const language::ClockLiteral& l, std::size_t at, Times when);
  void literal(const Step& s, const language::Begins& l, std::size_t at, Times when);
  void literal(const Step& s, const language::Windowed& l, std::size_t at, Times when);
  void literal(const Step& s, const language::Aggregate& l, std::size_t at, Times when);
  const std::vector<Range>& ranges(const Step& s, const language::Aggregate& l, std::size_t at, bool is_date);
  Times seen_now(const Step& s, const language::Windowed& l, Scratch& scratch);
  void since(const Step& s, const language::Windowed& l, std::size_t at, Times when);
  [[nodiscard]] std::pair<const Relation*, std::uint32_t> next_look_up(const Probe& first) const;
  template <class F>
  void grown(const Step& s, const Probe& probe, F use);

  const World& world_;
  const language::Program& program_;
  RuleId id_;
  const language::Rule& rule_;
  Mode mode_;
  Binding binding_;
  std::vector<Scratch> scratch_;
  std::optional<Plan> own_plan_;
  const Plan* plan_ = nullptr;
  std::vector<bool> known_;
  std::uint64_t planned_ = 0;   // the variables that `plan_` is for, by bit
  bool planned_once_ = false;   // it can serve again
  const How* how_ = nullptr;
  const Use* use_ = nullptr;
  std::vector<std::unique_ptr<Match>> exceptions_;
  Buffer defeated_;
};

// The tuples of a predicate that agree with these columns (`Any`, or a variable: whatever it is, the same where it stands twice), each with its times.
struct Held { std::vector<Value> values; IntervalSet when; };
[[nodiscard]] std::vector<Held> rows(const World& world, PredicateId predicate, const std::vector<language::Operand>& columns, Mode mode);

// Those that hold at an instant.
[[nodiscard]] std::vector<std::vector<Value>> holding(const World& world, PredicateId predicate, const std::vector<language::Operand>& columns, time::Instant at, Mode mode);

// When some row agrees with the atom under the binding (variables without a value and `_` match anything).
[[nodiscard]] IntervalSet when_any(const World& world, Mode mode, const language::Atom& atom, const Binding& binding);

// Does some row, at some time? As `when_any`, but stops at the first.
[[nodiscard]] bool holds_ever(const World& world, Mode mode, const language::Atom& atom, const Binding& binding);

// When the window sees the atom (and its mark), likewise.
[[nodiscard]] IntervalSet when_seen(const World& world, Mode mode, const language::Windowed& literal, const Binding& binding);

// The value of an expression under a binding; none if a variable has no value, a day leaves the years 1 to 9999 or a number its 64 bits.
[[nodiscard]] std::optional<Value> value_of(const language::Expression& e, const Binding& binding, const Program& program);

}  // namespace dedere::reason
