// dedere precedents: the decisions on record about states' duty, by state, person, outcome and time.
#include "brief/decisions.hpp"

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/register.hpp"

namespace dedere::cli {

Result<int> precedents(const Options& options, const PrecedentsOptions& command) {
  brief::DecisionsAsked asked{.outcome = command.outcome};
  if (!command.from.empty()) asked.from = TRY(parse_day(command.from, "--from"));
  if (!command.to.empty()) asked.to = TRY(parse_day(command.to, "--to"));
  auto house = TRY(load(options));
  if (!command.state.empty()) asked.state = TRY(names::Register::of_states(house.package).one(command.state)).id;
  if (!command.person.empty()) asked.person = TRY(names::Register::of_persons(house.package).one(command.person)).id;
  const auto now = TRY(known(house, options, options.as_known));
  const auto answer = TRY(brief::decisions(setting(house, now), asked));
  print(options, brief::page(answer), [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
