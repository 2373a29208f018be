// What an answer is made from: the law, the record, the world that follows from both, and as known on which day.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "language/program.hpp"
#include "reason/decide.hpp"
#include "record/facts.hpp"
#include "record/package.hpp"
#include "time/date.hpp"

namespace dedere::brief {

struct Remembered;
[[nodiscard]] std::shared_ptr<Remembered> nothing_yet(const reason::World& world);

// What makes an answer repeatable.
struct Digests {
  std::string law, record;   // "sha256:…"
  std::string program;       // version
  bool operator==(const Digests&) const = default;
};

// All of it must outlive the calls that it is given to.
struct Setting {
  const language::Program& program;
  const record::Package& record;
  const record::View& view;                    // `record` as known on `as_known`
  const reason::World& world;                  // of the facts below and what the asker supposes, under `law.readings`
  const reason::Law& law;
  std::span<const record::RecordFact> facts;   // a fact of the world with Origin{record, i} is facts[i]
  std::optional<time::Date> as_known;          // the day on which `world`, `law` and `facts` were known; none: all that the record holds
  Digests digests;
  std::span<const language::Fact> supposed = {};  // by the asker; `world` has them
  std::shared_ptr<Remembered> remembered = nothing_yet(world);   // what answers have said so far (brief/step.hpp): the facts of `world` must stay as they are
};

// Gives the record's warrants, decisions and journeys names that a sentence can hold ("the warrant of 17 March 2023"), states their article
// ("the Philippines"), persons the name that they are mostly known by. Call it once, when the program is loaded.
void name_rows(const language::Program& program, const record::Package& record);

// The entity of the type of the predicate's argument with this id; none if there is no such predicate, argument or entity.
[[nodiscard]] std::optional<language::Value> entity(const language::Program& program, std::string_view type, std::string_view id);

}  // namespace dedere::brief
