#include "record/history.hpp"

#include <algorithm>
#include <set>

namespace dedere::record {
namespace {

// The rows that `row` corrects, the nearest first: beneath it in another package, or named by it.
std::vector<Row> corrected_by(Row row) {
  std::vector<Row> out;
  if (const auto beneath = row.table().beneath(row)) out.push_back(*beneath);
  if (const auto named = row.table().find(row.cell("supersedes"))) out.push_back(*named);
  return out;
}

// Everything that is tied to the row by corrections, in whatever order: circles were refused on loading, forks may be.
std::set<std::uint32_t> tied(Row row) {
  const auto& table = row.table();
  std::set<std::uint32_t> found{row.number()};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const auto other : table.rows())
      for (const auto corrected : corrected_by(other))
        if (found.contains(other.number()) || found.contains(corrected.number())) found.insert({other.number(), corrected.number()});
  }
  return found;
}

std::vector<Column> changed(Row before, Row now) {
  std::vector<Column> out;
  const auto& fields = now.table().schema().fields;
  for (Column c = 0; c < fields.size(); ++c) {
    const auto& name = fields[c].name;
    if (name == "id" || name == "supersedes" || name == "known" || name == "note" || before.cell(c) == now.cell(c)) continue;
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::vector<Version> versions(const View& view, Row row) {
  std::vector<Row> rows;
  if (!view.is_public(row)) return {};
  for (const auto number : tied(row)) if (const auto other = row.table().row(number); view.is_public(other)) rows.push_back(other);
  std::ranges::stable_sort(rows, {}, [](Row r) { return r.date("known"); });  // of one day: in the order of the files
  std::vector<Version> out;
  for (const auto& r : rows) {
    out.push_back({r, std::nullopt, out.empty() ? std::vector<Column>() : changed(out.back().row, r)});
    if (out.size() > 1) out[out.size() - 2].until = r.date("known");
  }
  return out;
}

}  // namespace dedere::record
