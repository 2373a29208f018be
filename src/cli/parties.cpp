// dedere parties --on D [--since D]: which states are parties on a day, how many, and what changed since another day.
#include "brief/parties.hpp"

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"

namespace dedere::cli {

Result<int> parties(const Options& options, const PartiesOptions& command) {
  const auto on = TRY(parse_day(command.on, "--on"));
  std::optional<time::Date> since;
  if (!command.since.empty()) since = TRY(parse_day(command.since, "--since"));
  if (since && on < *since) return Failure(fault("A007", "`--since` lies after `--on`", "exchange the two days"));
  auto house = TRY(load(options));
  const auto now = TRY(known(house, options, options.as_known));
  const auto answer = brief::parties(setting(house, now), on, since);
  print(options, brief::page(answer), [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
