// What follows from a law and facts, worked out plainly from the bottom up: what is certain and what is possible, as docs/semantics.md defines them.
#pragma once

#include <array>
#include <functional>
#include <set>
#include <unordered_map>

#include "verify/law.hpp"

namespace dedere::verify {

enum class Mode { certain, possible };
constexpr Mode other(Mode mode) { return mode == Mode::certain ? Mode::possible : Mode::certain; }

using Tuple = std::vector<Value>;
using Rows = std::map<Tuple, When>;
using Bound = std::vector<Value>;  // by number of the variable; `none` where it has no value
using Readings = std::map<std::string, std::string>;

class World {
 public:
  using Use = std::function<void(const Bound&, const When&)>;

  World(const Law& law, const std::vector<Fact>& facts, Names& names);

  // The answers to take from now on. A question that has none is as what is unknown: what is certain then holds under each of its answers.
  void take(Readings readings);
  // All that is recorded or follows of a predicate.
  const Rows& rows(Mode mode, const std::string& predicate) { return made(predicate).in[static_cast<std::size_t>(mode)]; }
  // Each way in which a formula holds, from values given.
  void each(const Formula& f, const Bound& given, Mode mode, const Use& use);
  // When it does in some way.
  When any(const Formula& f, const Bound& given, Mode mode);
  // When a window looks at what one of its parts says, if that holds at these times and its other part always.
  static When seen(const Formula& window, const When& mark, const When& lasting = always);
  // The questions of law that anything asks on which the predicate rests.
  const std::set<std::string>& questions(const std::string& predicate) { return behind(predicate).questions; }

 private:
  struct Behind { std::set<std::string> questions, predicates; };
  struct Made { std::array<Rows, 2> in; };

  const Behind& behind(const std::string& predicate);
  const Made& made(const std::string& predicate);
  void work_out(const std::set<std::string>& group);
  void atom(const Atom& atom, const Bound& given, Mode mode, const Use& use);
  void all(std::vector<const Formula*> left, const Bound& given, const When& when, Mode mode, const Use& use);
  void compare(const Formula& f, const Bound& given, const Use& use);
  void turns(const Formula& f, const Bound& given, Mode mode, const Use& use);
  void aggregate(const Formula& f, const Bound& given, Mode mode, const Use& use);
  static std::optional<Value> value(const Term& term, const Bound& given) {
    const auto out = term.number ? given[*term.number] : term.value;
    return out == none ? std::nullopt : std::optional(out);
  }
  std::optional<Value> value(const Expression& e, const Bound& given);
  int turn(const Formula& f, const Bound& given);
  bool mark_first(const Formula& window, const Bound& given);

  const Law& law_;
  Names& names_;
  Stretch horizon_;
  Readings readings_;
  std::map<std::string, std::vector<const Rule*>> rules_;   // by what they conclude
  std::map<std::string, std::vector<const Fact*>> facts_;
  std::map<std::string, Behind> behind_;
  std::map<std::pair<std::string, Readings>, Made> made_;   // by predicate, and the answers to the questions that it rests on
  std::unordered_map<std::string, const Made*> now_;        // under the answers taken
};

}  // namespace dedere::verify
