// dedere journeys PERSON: the journeys on record, made, called off or avoided; what the state did, whether it was bound, and what was decided.
#include "brief/journeys.hpp"

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/register.hpp"

namespace dedere::cli {

Result<int> journeys(const Options& options, const JourneysOptions& command) {
  auto house = TRY(load(options));
  const auto person = TRY(names::Register::of_persons(house.package).one(command.person));
  const auto now = TRY(known(house, options, options.as_known));
  const auto answer = brief::journeys(setting(house, now), {person.id, person.name});
  print(options, brief::page(answer), [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
