// dedere diff --from DATE --to DATE: which verdicts changed, over all wanted persons and states, and through what.
#include "brief/difference_page.hpp"

#include <fmt/core.h>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/process.hpp"
#include "names/register.hpp"

namespace dedere::cli {
namespace {

Result<brief::DifferenceAsked> asked(const DiffOptions& command) {
  brief::DifferenceAsked out{TRY(parse_day(command.from, "--from")), TRY(parse_day(command.to, "--to")), {}, {}};
  if (out.to < out.from) return Failure(fault("A007", "`--to` lies before `--from`", "exchange the two days"));
  if (!command.as_known.empty()) {
    out.known_from = TRY(parse_day(command.as_known.front(), "--as-known"));
    out.known_to = TRY(parse_day(command.as_known.back(), "--as-known"));
  }
  return out;
}

// The persons and states that the asker named, by id.
Result<brief::Narrowed> narrowed(const DiffOptions& command, const record::Package& package) {
  brief::Narrowed out;
  for (const auto& name : command.persons) out.persons.push_back(TRY(names::Register::of_persons(package).one(name)).id);
  for (const auto& name : command.states) out.states.push_back(TRY(names::Register::of_states(package).one(name)).id);
  return out;
}

}  // namespace

Result<int> diff(const Options& options, const DiffOptions& command) {
  const auto days = TRY(asked(command));
  auto house = TRY(load(options));
  const auto before = TRY(known(house, options, days.known_from));
  const auto after = TRY(known(house, options, days.known_to));
  const auto then = setting(house, before), now = setting(house, after);
  TRY(in_record(then, days.from));
  const auto only = TRY(narrowed(command, house.package));
  const auto found = brief::difference({then, days.from}, {now, days.to}, only, [](std::size_t done, std::size_t all) {
    if (done % 64 == 0) progress(fmt::format("{} of {} verdicts compared", done, all));
  });
  progress_ends();
  print(options, brief::page(days, found), [&] { return brief::json(days, found, now.digests); });
  return found.changed == 0 ? 0 : 1;
}

}  // namespace dedere::cli
