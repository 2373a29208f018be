// dedere duty PERSON STATE --on DATE: is the state bound to arrest the person, if the person is there?
#include "brief/duty.hpp"

#include <fmt/core.h>

#include "brief/json.hpp"
#include "brief/memorandum.hpp"
#include "cli/command.hpp"
#include "cli/hits.hpp"
#include "cli/horizon.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/receipt.hpp"
#include "names/register.hpp"

namespace dedere::cli {
namespace {

struct Stretch { time::Date from, to; };

Result<Stretch> days_asked(const Days& days) {
  if (!days.on.empty() && (!days.from.empty() || !days.to.empty()))
    return Failure(fault("A007", "`--on` stands beside `--from` or `--to`", "write `--on DATE` for one day, `--from DATE --to DATE` for several"));
  if (days.on.empty() && (days.from.empty() || days.to.empty()))
    return Failure(fault("A007", "no day is given", "write `--on DATE` for one day, `--from DATE --to DATE` for several, such as `--on 2024-09-03`"));
  const auto from = TRY(parse_day(days.on.empty() ? days.from : days.on, days.on.empty() ? "--from" : "--on"));
  const auto to = days.on.empty() ? TRY(parse_day(days.to, "--to")) : from;
  if (to < from) return Failure(fault("A007", "`--to` lies before `--from`", "exchange the two days"));
  return Stretch{from, to};
}

}  // namespace

Result<int> duty(const Options& options, const DutyOptions& command) {
  const auto days = TRY(days_asked(command.days));
  auto house = TRY(load(options));
  const auto person = TRY(person_named(house.package, command.person));
  const auto state = TRY(names::Register::of_states(house.package).one(command.state));
  const auto now = TRY(known(house, options, options.as_known));
  const auto set = setting(house, now);
  TRY(in_record(set, days.from));
  const auto answer = brief::duty(set, {person.id, state.id, days.from, days.to});
  auto page = brief::memorandum(answer, command.full ? brief::Detail::full : brief::Detail::brief);
  TRY(write_receipt(options, [&] { return receipt::of(set, answer); }, &page));
  print(options, page, [&] { return brief::json(answer); });
  warn_of_horizon(now.world);
  return 0;
}

}  // namespace dedere::cli
