#include "serve/rows.hpp"

#include <algorithm>

#include "brief/json_parts.hpp"
#include "publish/rows.hpp"
#include "record/history.hpp"

namespace dedere::serve {
namespace {

Json or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

// The first day that the row tells of, beside the one on which it became known.
std::string day_of(record::Row row) {
  for (const auto& field : row.table().schema().fields) {
    const bool day = field.type == record::FieldType::date || field.type == record::FieldType::edtf;
    if (day && field.name != "known" && !row.cell(field.name).empty()) return std::string(row.cell(field.name));
  }
  return "";
}

}  // namespace

Json columns_json(const record::View& view, record::Row row) {
  Json out = Json::object();
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c) out[fields[c].name] = or_null(view.cell(row, c));
  return out;
}

Json row_json(const record::View& view, brief::Steps& steps, record::Row row) {
  Json later;
  bool after = false;
  for (const auto& version : record::versions(view, row)) {
    if (after && later.is_null()) later = version.row.id();
    after = after || version.row == row;
  }
  return {{"table", row.table().name()}, {"row", row.id()}, {"columns", columns_json(view, row)}, {"source", brief::to_json(steps.evidence(row))},
          {"supersedes", or_null(view.cell(row, "supersedes"))}, {"superseded_by", std::move(later)}};
}

Json rows_json(const record::View& view, brief::Steps& steps, record::Row about) {
  auto rows = publish::rows_about(view, about);
  std::ranges::stable_sort(rows, [](record::Row a, record::Row b) {
    const auto left = a.table().number(), right = b.table().number();
    return left != right ? left < right : day_of(a) < day_of(b);
  });
  Json out = Json::array();
  for (const auto row : rows) out.push_back(row_json(view, steps, row));
  return out;
}

Json sources_json(const record::View& view, const brief::Steps& steps) {
  Json out = Json::array();
  for (const auto& [id, source] : steps.sources())
    if (const auto row = view.package().find("sources", id)) out.push_back(columns_json(view, *row));
  return out;
}

}  // namespace dedere::serve
