#include "brief/history.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "brief/json_parts.hpp"

namespace dedere::brief {
namespace {

using record::Version;

// "visits/ID" is a row of that table, "ID" one of any.
std::vector<RowHistory> find(const record::View& view, const std::string& written) {
  const auto slash = written.find('/');
  const auto table = slash == std::string::npos ? std::string() : written.substr(0, slash), id = slash == std::string::npos ? written : written.substr(slash + 1);
  std::vector<RowHistory> out;
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

std::vector<Term> cells(const record::View& view, record::Row row) {
  std::vector<Term> out;
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c)
    if (const auto cell = view.cell(row, c); !cell.empty() && fields[c].name != "id") out.push_back({fields[c].name, Line(std::string(cell))});
  return out;
}

std::vector<std::string> names(const Version& version) {
  std::vector<std::string> out;
  for (const auto column : version.changed) out.push_back(version.row.table().schema().fields[column].name);
  return out;
}

Json version_json(const record::View& view, const Version& version) {
  const auto row = version.row;
  Json held = Json::object();
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c) held[fields[c].name] = or_null(std::string(view.cell(row, c)));
  return {{"id", row.id()}, {"package", row.package()}, {"line", row.place().line}, {"known", to_json(row.date("known"))}, {"until", to_json(version.until)}, {"stands", view.shows(row)},
          {"changed", names(version)}, {"reason", or_null(std::string(row.cell("supersedes").empty() ? std::string_view() : row.cell("note")))}, {"cells", held}};
}

}  // namespace

Result<History> history(const record::View& view, const std::string& id) {
  History out{id, view, find(view, id)};
  if (out.rows.empty()) return nothing(view, id);
  return out;
}

Document page(const History& history) {
  const auto& view = history.view;
  Document page;
  page.title = "History of " + history.rows[0].id;
  for (const auto& f : history.rows) {
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

std::string json(const History& history) {
  Json rows = Json::array();
  for (const auto& f : history.rows) {
    Json versions = Json::array();
    for (const auto& version : f.versions) versions.push_back(version_json(history.view, version));
    rows.push_back({{"table", f.table}, {"id", f.id}, {"versions", versions}});
  }
  return dumped({{"schema", "dedere/history/1"}, {"id", history.id}, {"as_known", to_json(history.view.day())}, {"rows", rows}});
}

}  // namespace dedere::brief
