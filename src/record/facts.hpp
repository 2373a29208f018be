// The facts and entities that a package's rows are, by the mappings `dedere:facts` and `dedere:entity` of its descriptor (docs/record.md).
//
//     for (const auto& fact : facts(package.as_known(day)))
//       // visited(putin: Person, mn: State, putin-mongolia-2024-09: Visit)  2024-09-02 to 2024-09-03, from record/visits.csv:12
//
// All texts are views into the package, which must be kept as long.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "record/package.hpp"
#include "time/interval_set.hpp"

namespace dedere::record {

struct EntityId {
  std::string_view id;
  std::string_view type;  // "State"
  bool operator==(const EntityId&) const = default;
};

// By the column: a reference to a table of entities, or such a table's own id, is an entity; a date a Date; an integer a number; else text.
// A day known only to the month or the year is its last day, by which the thing has happened.
using Argument = std::variant<EntityId, time::Date, std::int64_t, std::string_view>;

struct RecordFact {
  std::string_view predicate;
  std::vector<Argument> arguments;
  time::IntervalSet when;   // always, if the mapping names no time
  bool imprecise = false;   // a day of it is known to the month or the year only, or it has a time and neither end is known: `when` is the widest it may be
  bool denied = false;      // an open predicate is recorded not to hold
  time::KnownTime known;    // the day on which it became public
  Row row;
};

struct RecordEntity {
  EntityId entity;
  std::string_view name;  // to be shown
  Row row;
};

// The facts that a view's rows are, table after table, row after row. A row whose `confidence` is `disputed` is none. A fact is public from the day in
// its mapping's `known` column; where that is blank, from the row's own `known` day, but not before any day that it tells of.
[[nodiscard]] std::vector<RecordFact> facts(const View& view);

// Every entity of the package, whenever it became known: names, no facts. An id that was laid over stands once, as the last package has it.
[[nodiscard]] std::vector<RecordEntity> entities(const Package& package);

}  // namespace dedere::record
