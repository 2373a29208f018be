// dedere status STATE --on D: where a state stands towards the treaty on a day, since when, and by which acts.
#include "brief/status.hpp"

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/register.hpp"

namespace dedere::cli {

Result<int> status(const Options& options, const StatusOptions& command) {
  const auto on = TRY(parse_day(command.on, "--on"));
  auto house = TRY(load(options));
  const auto state = TRY(names::Register::of_states(house.package).one(command.state));
  const auto now = TRY(known(house, options, options.as_known));
  const auto answer = TRY(brief::status(setting(house, now), state.id, on));
  print(options, brief::page(answer), [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
