// dedere why 'GOAL' --on DATE: the proof. dedere whynot 'GOAL' --on DATE: what is missing.
#include "brief/answer.hpp"

#include <functional>

#include "cli/command.hpp"
#include "cli/horizon.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/receipt.hpp"

namespace dedere::cli {
namespace {

using Ask = std::function<Result<int>(const brief::Setting&, const language::Goal&, time::Date)>;

Result<int> with_goal(const Options& options, const WhyOptions& command, const Ask& ask) {
  const auto on = TRY(parse_day(command.on, "--on"));
  auto house = TRY(load(options));
  const auto goal = TRY(language::read_goal(command.goal, house.program));
  const auto now = TRY(known(house, options, options.as_known));
  const auto status = TRY(ask(setting(house, now), goal, on));
  warn_of_horizon(now.world);
  return status;
}

}  // namespace

Result<int> why(const Options& options, const WhyOptions& command) {
  return with_goal(options, command, [&](const brief::Setting& s, const language::Goal& goal, time::Date on) -> Result<int> {
    const auto reasons = brief::why(s, goal, on);
    TRY(write_receipt(options, [&] { return receipt::of_why(s, goal, time::Interval::day(on), {command.goal, on.iso(), "", ""}); }));
    print(options, brief::page(reasons), [&] { return brief::json(reasons); });
    return reasons.proofs.empty() ? 1 : 0;
  });
}

Result<int> why_not(const Options& options, const WhyOptions& command) {
  return with_goal(options, command, [&](const brief::Setting& s, const language::Goal& goal, time::Date on) -> Result<int> {
    const auto lacks = brief::why_not(s, goal, on);
    print(options, brief::page(lacks), [&] { return brief::json(lacks); });
    return 0;
  });
}

}  // namespace dedere::cli
