// What follows from a law and facts under given answers to its questions: worked out plainly from the bottom up, for the predicates asked for and what
// they rest on. What is certain and what is possible, as docs/semantics.md defines them.
#pragma once

#include <array>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "verify/law.hpp"

namespace dedere::verify {

enum class Mode { certain, possible };
constexpr Mode other(Mode mode) { return mode == Mode::certain ? Mode::possible : Mode::certain; }

using Tuple = std::vector<Value>;
using Bound = std::vector<Value>;  // by number of the variable; `none` where it has no value

// The rows of a predicate.
class Extent {
 public:
  bool add(const Tuple& tuple, const When& when);  // true if that is new
  [[nodiscard]] When when(const Tuple& tuple) const;
  // The rows that have `value` in the column, or all of them where there is none.
  void each(std::optional<std::pair<std::size_t, Value>> with, const std::function<void(const Tuple&, const When&)>& use) const;
  [[nodiscard]] const std::map<Tuple, When>& rows() const { return rows_; }

 private:
  std::map<Tuple, When> rows_;
  std::unordered_map<std::uint64_t, std::vector<const std::pair<const Tuple, When>*>> by_;
};

// The questions of law that anything which a predicate rests on asks, and all that it rests on, itself among it.
struct Behind { std::set<std::string> questions, predicates; };
[[nodiscard]] Behind behind(const Law& law, const std::string& predicate);

class World {
 public:
  using Readings = std::map<std::string, std::string>;
  using Use = std::function<void(const Bound&, const When&)>;

  // `asked`: the predicates that will be looked at, with all that they rest on.
  // A question to which `readings` has no answer is as what is unknown: what is certain then holds under each of its answers. `below`: a world of the same facts; what it has worked out is taken from it.
  World(const Law& law, const std::vector<Fact>& facts, Readings readings, const std::set<std::string>& asked, Names& names, const World* below = nullptr);

  [[nodiscard]] When when(Mode mode, const std::string& predicate, const Tuple& tuple) const;
  [[nodiscard]] const Extent& extent(Mode mode, const std::string& predicate) const;
  // Each way in which the body of a rule holds, from values given.
  void each(const Rule& rule, const Bound& given, Mode mode, const Use& use) const;
  // When an exception to the rule stands, for these values.
  [[nodiscard]] When defeated(const Rule& rule, const Bound& given, Mode mode) const;
  // When one literal holds for these values, or for some of what has none.
  [[nodiscard]] When holds(const Literal& literal, const Bound& given, Mode mode) const;

 private:
  using Left = std::vector<const Literal*>;
  void step(Left left, Bound given, const When& when, Mode mode, const Use& use) const;
  void literal(const Literal& l, const Bound& given, Mode mode, const Use& use) const;
  void window(const Literal& l, const Bound& given, Mode mode, const Use& use) const;
  void aggregate(const Literal& l, const Bound& given, Mode mode, const Use& use) const;
  void rows(const Atom& atom, const Bound& given, Mode mode, const Use& use) const;
  [[nodiscard]] When any(const Atom& atom, const Bound& given, Mode mode) const;
  [[nodiscard]] std::optional<Value> value(const Term& term, const Bound& given) const;
  [[nodiscard]] std::optional<Value> value(const Expression& e, const Bound& given) const;
  [[nodiscard]] int turn(const Literal& l, const Bound& given) const;
  [[nodiscard]] bool is_open(const std::string& predicate) const { return open_.contains(predicate); }
  [[nodiscard]] bool valued(const Atom& atom, const Bound& given, const Atom* beside = nullptr) const;
  void order(const std::set<std::string>& asked);
  void group(const std::vector<std::string>& members);
  [[nodiscard]] Stretch horizon(const std::vector<Fact>& facts) const;

  const Law& law_;
  Readings readings_;
  Names& names_;
  std::map<std::string, std::vector<const Rule*>> rules_;  // by head
  std::unordered_set<std::string> open_;
  std::array<std::unordered_map<std::string, Extent>, 2> extents_;
  Stretch horizon_{early, late};
  const World* below_ = nullptr;
  std::set<std::string> done_;
};

}  // namespace dedere::verify
