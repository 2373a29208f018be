#include "publish/rows.hpp"

#include <algorithm>

namespace dedere::publish {

std::vector<record::Row> public_rows(const record::View& view, const record::Table& table) {
  std::vector<bool> covered(table.size());
  for (const auto row : table.rows())
    if (view.is_public(row))
      for (auto under = table.beneath(row); under; under = table.beneath(*under)) covered[under->number()] = true;
  std::vector<record::Row> out;
  for (const auto row : table.rows()) if (view.is_public(row) && !covered[row.number()]) out.push_back(row);
  return out;
}

std::vector<record::Row> rows_about(const record::View& view, record::Row about) {
  std::vector<record::Row> out;
  for (const auto& table : view.package().tables()) {
    for (const auto row : public_rows(view, table)) {
      const auto refers = [&](const record::Reference& r) { return r.table == about.table().name() && !about.id().empty() && view.cell(row, r.column) == about.id(); };
      if (row == about || std::ranges::any_of(table.schema().references, refers)) out.push_back(row);
    }
  }
  return out;
}

}  // namespace dedere::publish
