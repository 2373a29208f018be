#include "publish/rows.hpp"

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

}  // namespace dedere::publish
