// Decisions, documents and the history of a row.
#include "brief/decisions.hpp"

#include <algorithm>

#include "brief/expectations.hpp"
#include "brief/history.hpp"
#include "brief/json_parts.hpp"
#include "serve/handlers.hpp"
#include "serve/law_file.hpp"
#include "serve/rows.hpp"

namespace dedere::serve {
namespace {

// Every row of a table that the view shows.
Result<Response> list(Desk& desk, const Call& call, const char* table) {
  const auto* now = TRY(call.now(desk));
  brief::Steps steps(now->setting);
  Json rows = Json::array();
  for (const auto row : now->known.view.rows(table)) {
    auto one = columns_json(now->known.view, row);
    if (table != std::string_view("sources")) one["evidence"] = brief::to_json(steps.evidence(row));
    rows.push_back(std::move(one));
  }
  return json(Json{{"schema", std::string("dedere/") + table + "/1"}, {"as_known", brief::to_json(now->known.day)}, {table, std::move(rows)}, {"sources_cited", sources_json(now->known.view, steps)}});
}

Result<record::Row> row_of(const Now& now, const char* table, const std::string& id) {
  if (const auto row = now.setting.record.find(table, id); row && now.known.view.is_public(*row)) return *row;
  std::vector<std::string> ids;
  for (const auto row : now.known.view.rows(table)) ids.emplace_back(row.id());
  const auto near = did_you_mean(id, ids);
  return Failure(fault("A009", "the record has no such row of `" + std::string(table) + "`", near ? "did you mean `" + *near + "`?" : "/api/" + std::string(table) + " lists them"));
}

}  // namespace

Result<Response> precedents(Desk& desk, const Call& call) {
  brief::DecisionsAsked asked{.outcome = call.text("outcome"), .from = TRY(call.day_if_given("from")), .to = TRY(call.day_if_given("to"))};
  if (!call.text("state").empty()) asked.state = TRY(call.state(desk)).id;
  if (!call.text("person").empty()) asked.person = TRY(call.person(desk)).id;
  const auto* now = TRY(call.now(desk));
  const auto answer = TRY(brief::decisions(now->setting, asked));
  return json(brief::json(answer));
}

Result<Response> findings(Desk& desk, const Call& call) { return list(desk, call, "findings"); }
Result<Response> sources(Desk& desk, const Call& call) { return list(desk, call, "sources"); }

Result<Response> finding(Desk& desk, const Call& call) {
  const auto* now = TRY(call.now(desk));
  const auto row = TRY(row_of(*now, "findings", call.captured[0]));
  const auto& view = now->known.view;
  brief::Steps steps(now->setting);
  Json out{{"schema", "dedere/finding/1"}, {"as_known", brief::to_json(now->known.day)}};
  out.update(brief::to_json(brief::decision_of(now->setting, steps, view, row)));
  out["visit"] = brief::or_null(std::string(view.cell(row, "visit")));
  out["case"] = nullptr;
  for (const auto& decision : brief::casebook(now->known.world, {})) if (decision.finding == row.id() && !decision.file.empty()) out["case"] = short_name(decision.file);
  out["rows"] = rows_json(view, steps, row);
  out["sources"] = sources_json(view, steps);
  return json(out);
}

Result<Response> source(Desk& desk, const Call& call) {
  const auto* now = TRY(call.now(desk));
  const auto row = TRY(row_of(*now, "sources", call.captured[0]));
  const auto& view = now->known.view;
  brief::Steps steps(now->setting);
  Json out{{"schema", "dedere/source/1"}, {"as_known", brief::to_json(now->known.day)}};
  out.update(columns_json(view, row));
  auto rows = rows_json(view, steps, row);
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const Json& r) { return r["table"] == "sources"; }), rows.end());
  out["rows"] = std::move(rows);
  return json(out);
}

Result<Response> history(Desk& desk, const Call& call) {
  const auto view = TRY(call.view(desk));
  const auto answer = TRY(brief::history(view, call.captured[0]));
  return json(brief::json(answer));
}

}  // namespace dedere::serve
