// dedere export --to FORMAT DIR: the record as of --as-known for other tools, as files with a manifest; all of them or none.
#include <fmt/core.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "house/published.hpp"
#include "publish/formats.hpp"

namespace dedere::cli {
namespace {

constexpr std::size_t largest_outlines = 256U << 20U, largest_mapping = 1U << 20U;  // bytes

// What was asked for, and of what it is made.
struct Made { publish::Bundle bundle; publish::Edition edition; };

Made made(const std::string& format, const record::View& view, publish::Bundle bundle) {
  return {std::move(bundle), {.format = format, .program = "dedere " DEDERE_VERSION, .record = view.package().digest(), .law = "", .as_known = view.day(), .on = {}}};
}

Result<Made> geojson(const Options& options, const ExportOptions& command) {
  if (command.on.empty()) return Failure(fault("A007", "geojson shows where states stand on a day, and there is none", "add `--on YYYY-MM-DD`"));
  const auto on = TRY(parse_day(command.on, "--on"));
  std::optional<std::string> outlines;
  if (!command.outlines.empty()) outlines = TRY(read_file(command.outlines, largest_outlines));
  auto house = TRY(load(options));
  const auto now = TRY(known(house, options, options.as_known));
  const auto standings = TRY(brief::standings(setting(house, now), now.view, on));
  auto out = made(command.to, now.view, TRY(publish::geojson(house::published(standings), on, command.outlines, outlines)));
  out.edition.on = on;
  out.edition.law = house.program.sources.digest();
  return out;
}

Result<Made> of_record(const Options& options, const std::string& format) {
  const auto view = TRY(record::load(options.record)).as_known(options.as_known);
  if (format == "csv") return made(format, view, publish::csv(view));
  if (format == "json") return made(format, view, publish::json(view));
  if (format == "sqlite") return made(format, view, TRY(publish::sqlite(view)));
  if (format == "atom") return made(format, view, publish::atom(view));
  const auto mapping = home() / "record" / "followthemoney.json";
  const auto text = TRY(read_file(mapping, largest_mapping));
  return made(format, view, TRY(publish::follow_the_money(view, mapping.string(), text)));
}

Result<Done> usable(const ExportOptions& command) {
  const std::vector<std::string> formats{"ftm", "csv", "json", "geojson", "sqlite", "atom"};
  if (std::ranges::find(formats, command.to) == formats.end()) {
    const auto near = did_you_mean(command.to, formats);
    return Failure(fault("A007", fmt::format("unknown format `{}`", command.to), near ? fmt::format("did you mean `{}`?", *near) : "write `ftm`, `csv`, `json`, `geojson`, `sqlite` or `atom`"));
  }
  if (command.to != "geojson" && !(command.on.empty() && command.outlines.empty()))
    return Failure(fault("A007", fmt::format("`--on` and `--outlines` say nothing to {}", command.to), "leave them out; `--as-known` gives the record as it was public on a day"));
  return Done{};
}

}  // namespace

Result<int> export_to(const Options& options, const ExportOptions& command) {
  TRY(usable(command));
  auto out = TRY(command.to == "geojson" ? geojson(options, command) : of_record(options, command.to));
  publish::add_manifest(out.bundle, out.edition);
  TRY(publish::write(out.bundle, command.folder));
  for (const auto& file : out.bundle) print_line(fmt::format("{}  {} bytes", file.path, file.bytes.size()));
  return 0;
}

}  // namespace dedere::cli
