// dedere history ID: a row of the record, what it corrected and what corrected it, and why.
#include "record/history.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "cli/command.hpp"
#include "cli/page.hpp"
#include "cli/rows.hpp"
#include "record/package.hpp"

namespace dedere::cli {
namespace {

using record::Version;

struct Found { std::string table, id; std::vector<Version> versions; };

// "visits/ID" is a row of that table, "ID" one of any.
std::vector<Found> find(const record::View& view, const std::string& written) {
  const auto slash = written.find('/');
  const auto table = slash == std::string::npos ? std::string() : written.substr(0, slash), id = slash == std::string::npos ? written : written.substr(slash + 1);
  std::vector<Found> out;
  for (const auto& t : view.package().tables()) {
    if (!table.empty() && t.name() != table) continue;
    if (const auto row = t.find(id))
      if (auto versions = record::versions(view, *row); !versions.empty()) out.push_back({t.name(), id, std::move(versions)});
  }
  return out;
}

Failure nothing(const record::View& view, const std::string& written) {
  std::vector<std::string> ids;
  const auto id = written.substr(written.find('/') == std::string::npos ? 0 : written.find('/') + 1);
  for (const auto& table : view.package().tables()) for (const auto row : table.rows()) if (view.is_public(row)) ids.emplace_back(row.id());
  const auto meant = did_you_mean(id, ids);
  return Failure(fault("A009", fmt::format("no row of the record has the id `{}`", written), meant ? fmt::format("did you mean `{}`?", *meant) : "write the id of a row, such as that which a diagnostic or a proof names, or TABLE/ID"));
}

std::vector<brief::Term> cells(const record::View& view, record::Row row) {
  std::vector<brief::Term> out;
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c)
    if (const auto cell = view.cell(row, c); !cell.empty() && fields[c].name != "id") out.push_back({fields[c].name, brief::Line(std::string(cell))});
  return out;
}

std::vector<std::string> names(const Version& version) {
  std::vector<std::string> out;
  for (const auto column : version.changed) out.push_back(version.row.table().schema().fields[column].name);
  return out;
}

brief::Document page(const record::View& view, const std::vector<Found>& found) {
  brief::Document page;
  page.title = "History of " + found[0].id;
  for (const auto& f : found) {
    page.heading(1, fmt::format("{} > {}", f.table, f.id));
    for (const auto& version : f.versions) {
      const auto known = version.row.date("known");
      auto title = fmt::format("{}, in {}", version.row.id(), version.row.package());
      if (known) title += fmt::format(", public since {}", known->words());
      page.heading(2, title);
      if (version.until) page.paragraph(fmt::format("Corrected on {}.", version.until->words()));
      else if (!view.shows(version.row)) page.paragraph("Corrected.");
      else page.paragraph("Stands.");
      if (!version.changed.empty()) page.paragraph(fmt::format("Changed: {}.", fmt::join(names(version), ", ")));
      page.terms(cells(view, version.row));
    }
  }
  return page;
}

Json json(const record::View& view, const Version& version) {
  const auto row = version.row;
  Json held = Json::object();
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c) held[fields[c].name] = brief::or_null(std::string(view.cell(row, c)));
  return {{"id", row.id()}, {"package", row.package()}, {"line", row.place().line}, {"known", brief::to_json(row.date("known"))}, {"until", brief::to_json(version.until)}, {"stands", view.shows(row)},
          {"changed", names(version)}, {"reason", brief::or_null(std::string(row.cell("supersedes").empty() ? std::string_view() : row.cell("note")))}, {"cells", held}};
}

}  // namespace

Result<int> history(const Options& options, const HistoryOptions& command) {
  const auto package = TRY(record::load(options.record));
  const auto view = package.as_known(options.as_known);
  const auto found = find(view, command.id);
  if (found.empty()) return nothing(view, command.id);
  print(options, page(view, found), [&] {
    Json rows = Json::array();
    for (const auto& f : found) {
      Json versions = Json::array();
      for (const auto& version : f.versions) versions.push_back(json(view, version));
      rows.push_back({{"table", f.table}, {"id", f.id}, {"versions", versions}});
    }
    return brief::dumped({{"schema", "dedere/history/1"}, {"id", command.id}, {"as_known", brief::to_json(options.as_known)}, {"rows", rows}});
  });
  return 0;
}

}  // namespace dedere::cli
