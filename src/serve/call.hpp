// A request that has found its route, with what handlers need of it; and the answers that they give.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "serve/desk.hpp"
#include "serve/message.hpp"
#include "serve/target.hpp"

namespace dedere::serve {

using Json = nlohmann::ordered_json;

struct Stretch { time::Date from, to; };

struct Call {
  const Target& target;
  std::span<const std::string> captured;   // what stands for `{id}` in the path
  const std::string& body;
  std::string_view type = "";              // of the body, as sent

  [[nodiscard]] std::string text(std::string_view name) const { return std::string(target.parameter(name)); }
  [[nodiscard]] Result<std::string> needed(const char* name) const;                     // H002 where it is blank or missing
  [[nodiscard]] Result<time::Date> day(const char* name) const;                         // likewise, or no day of the calendar (A002)
  [[nodiscard]] Result<std::optional<time::Date>> day_if_given(const char* name) const;
  [[nodiscard]] Result<Stretch> days() const;                                           // `on`, or `from` and `to`
  [[nodiscard]] Result<Asked> asked() const;                                            // `as_known`, `reading`, `suppose`
  [[nodiscard]] Result<const Now*> now(Desk& desk) const;                               // the world of `asked`
  [[nodiscard]] Result<record::View> view(const Desk& desk) const;                      // the record of `as_known`
  [[nodiscard]] Result<names::Candidate> person(Desk& desk) const;                      // `person`, as people write names
  [[nodiscard]] Result<names::Candidate> state(Desk& desk) const;
};

[[nodiscard]] Failure unusable(std::string message, std::string help);                  // H002

[[nodiscard]] inline Response json(std::string text) { return {.body = bytes(std::move(text))}; }
[[nodiscard]] Response json(const Json& value);

}  // namespace dedere::serve
