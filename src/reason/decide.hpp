// The verdict on a goal over a stretch of time: what follows for certain, what turns on unknown facts, what on open questions of law.
#pragma once

#include <functional>

#include "reason/explain.hpp"

namespace dedere::reason {

using language::Goal;

enum class Verdict {
  holds,           // whatever the unknown facts are, and whichever open reading is taken
  does_not_hold,   // likewise
  contested,       // the outcome differs between the answers to a question of law that is not settled
  cannot_say,      // it turns on facts that are neither recorded nor denied
};

// Which answer each question of law has been given by the Court as known on a day, and which are open.
struct Law {
  Readings readings;              // the settled answer, or the one fixed by the asker; the first one for an open question
  std::vector<QuestionId> open;   // not settled, not fixed
  std::vector<QuestionId> fixed;  // by the asker
  // `fixed` maps questions to answers that the asker takes.
  static Law as_known(const language::Program& program, std::optional<time::Date> day, const std::map<std::uint32_t, std::uint32_t>& fixed);
};

struct Span {
  Interval when;
  Verdict verdict;
  bool operator==(const Span&) const = default;
};

// The outcome if a question of law were answered otherwise.
struct Dispute {
  QuestionId question;
  std::uint32_t answer = 0;
  bool taken = false;       // this is the answer that the verdict rests on
  std::vector<Span> spans;
};

struct Decision {
  std::vector<Span> spans;                 // cover the stretch, in order, neighbours differ
  std::vector<Dispute> disputes;           // for each question that would change the outcome, or that is open and matters: every answer
  std::vector<Unknown> unknowns;           // what the `cannot_say` spans turn on, and the contested ones by one answer or another
};

// Evaluates the goal (variables and `_`: any values) over `window` in `world` and in its variations. `world` must have been evaluated with `law.readings`.
[[nodiscard]] Decision decide(const World& world, const Law& law, const Goal& goal, Interval window);

// The world under every choice of answers to the open questions that the goal can come to ask (reason/relevant.hpp), `world` itself first. Empty if
// there are more than 256: then what has not been tried is not claimed.
[[nodiscard]] std::vector<World> under_every_answer(const World& world, const Law& law, const Goal& goal);
[[nodiscard]] std::vector<World> under_every_answer(const World& world, const Law& law, PredicateId goal);  // for any values

[[nodiscard]] std::vector<World> under_every_answer(const World& world, const Law& law, const std::set<std::uint32_t>& questions);

// What several worlds agree on, about one thing. `in` gives what is certain and what is possible in one of them.
struct Agreement { IntervalSet holds, does_not_hold, unknown, contested; };
[[nodiscard]] Agreement agreement(const std::vector<World>& worlds, const IntervalSet& window, const std::function<IntervalSet(const World&, Mode)>& in);

// When the goal holds for any values, in one world.
[[nodiscard]] IntervalSet when_goal(const World& world, const Goal& goal, Mode mode);

}  // namespace dedere::reason
