// The record for other tools: tables, feeds, the whole of it.
#include <fmt/core.h>

#include "brief/json_parts.hpp"
#include "publish/formats.hpp"
#include "publish/rows.hpp"
#include "serve/handlers.hpp"
#include "serve/zip.hpp"

namespace dedere::serve {
namespace {

// The last day on which a row became public.
std::optional<time::Date> last_day(const record::Package& package) {
  std::optional<time::Date> last;
  for (const auto& table : package.tables())
    for (const auto row : table.rows())
      if (const auto known = row.date("known"); known && (!last || *last < *known)) last = known;
  return last;
}

Result<Response> feed(const record::View& view, std::optional<record::Row> about) {
  return Response{.type = "application/atom+xml; charset=utf-8", .body = bytes(std::move(publish::atom(view, about).front().bytes))};
}

// "ID.atom" of a table's row.
Result<Response> feed_about(Desk& desk, const Call& call, const char* table) {
  const auto view = TRY(call.view(desk));
  auto id = call.captured[0];
  if (id.ends_with(".atom")) id.resize(id.size() - 5);
  const auto row = view.find(table, id);
  if (!row) return Failure(fault("A009", fmt::format("the record has no `{}` of `{}`", id, table), "write its id, as /api/search gives it, and .atom"));
  return feed(view, *row);
}

}  // namespace

Result<Response> tables(Desk& desk, const Call& call) {
  const auto view = TRY(call.view(desk));
  Json list = Json::array();
  for (const auto& table : view.package().tables()) {
    Json columns = Json::array();
    for (const auto& field : table.schema().fields) columns.push_back(field.name);
    list.push_back({{"name", table.name()}, {"rows", publish::public_rows(view, table).size()}, {"columns", std::move(columns)}, {"csv", fmt::format("/api/tables/{}.csv", table.name())}});
  }
  return json(Json{{"schema", "dedere/tables/1"}, {"as_known", brief::to_json(view.day())}, {"tables", std::move(list)}});
}

Result<Response> table(Desk& desk, const Call& call) {
  const auto view = TRY(call.view(desk));
  for (auto& file : publish::csv(view))
    if (file.path == call.captured[0] && file.path.ends_with(".csv")) return Response{.type = "text/csv; charset=utf-8; header=present", .body = bytes(std::move(file.bytes))};
  std::vector<std::string> names;
  for (const auto& table : view.package().tables()) names.push_back(table.name() + ".csv");
  const auto near = did_you_mean(call.captured[0], names);
  return Failure(fault("A009", fmt::format("the record has no table `{}`", call.captured[0]), near ? fmt::format("did you mean `{}`?", *near) : "/api/tables lists them"));
}

// The data package that `dedere export --to csv` writes, with its manifest.
Result<Response> package(Desk& desk, const Call& call) {
  const auto view = TRY(call.view(desk));
  const auto& digests = desk.library().digests;
  auto bundle = publish::csv(view);
  publish::add_manifest(bundle, {.format = "csv", .program = digests.program, .record = digests.record, .law = "", .as_known = view.day(), .on = {}});
  return Response{.type = "application/zip", .body = bytes(zip(bundle)), .headers = {{"Content-Disposition", "attachment; filename=\"record.zip\""}}};
}

Result<Response> feed_of_all(Desk& desk, const Call& call) { return feed(TRY(call.view(desk)), std::nullopt); }
Result<Response> feed_of_person(Desk& desk, const Call& call) { return feed_about(desk, call, "persons"); }
Result<Response> feed_of_state(Desk& desk, const Call& call) { return feed_about(desk, call, "states"); }

Result<Response> about(Desk& desk, const Call&) {
  const auto& library = desk.library();
  const auto& digests = library.digests;
  Json rows = Json::object();
  for (const auto& table : library.package.tables()) rows[table.name()] = table.size();
  const auto last = brief::to_json(last_day(library.package));
  return json(Json{{"schema", "dedere/about/1"}, {"program", digests.program}, {"version", digests.program.substr(digests.program.rfind(' ') + 1)}, {"law", digests.law}, {"record", digests.record}, {"until", last},
                   {"rows", std::move(rows)}});
}

}  // namespace dedere::serve
