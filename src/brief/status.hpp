// Where a state stands towards the treaty: on a day, over time, and by which acts.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/duty.hpp"
#include "brief/json_parts.hpp"

namespace dedere::brief {

struct HeldPosition { std::string name; time::Interval when = time::Interval::always(); };   // "party", "signatory": as the law names it

// Of the predicate `status`, in order.
[[nodiscard]] std::vector<HeldPosition> positions(const reason::World& world, language::PredicateId predicate, language::Value state);

// On one day.
struct Standing {
  Named state;
  std::vector<HeldPosition> positions;
  std::optional<HeldPosition> now;                  // none: no position on record
  bool withdrawing = false, in_doubt = false;   // it has announced that it will leave; an end that is not on record may have come
};

// An act of the state: a fact of the record on which its position may rest.
struct Act { time::Date day; std::string sentence; Evidence evidence; };

struct Status : Standing {
  time::Date on;
  std::optional<time::Date> as_known;
  std::vector<Act> acts;
  std::vector<Source> sources;
  Digests digests;
};

// Both fail with A007 where the law does not say where states stand.
[[nodiscard]] Result<Status> status(const Setting& setting, std::string_view state, time::Date on);
[[nodiscard]] Result<std::vector<Standing>> standings(const Setting& setting, const record::View& view, time::Date on);   // every state's, by id

[[nodiscard]] Document page(const Status& status);
[[nodiscard]] Json to_json(const Status& status);
[[nodiscard]] std::string json(const Status& status);   // schema dedere/status/1

}  // namespace dedere::brief
