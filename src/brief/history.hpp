// A row of the record, what it corrected and what corrected it, and why.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "record/history.hpp"

namespace dedere::brief {

struct RowHistory { std::string table, id; std::vector<record::Version> versions; };
struct History {
  std::string id;                  // as asked
  record::View view;
  std::vector<RowHistory> rows;    // one a table that has the id
};
// `id` is that of a row of any table, or TABLE/ID. A009 where there is none that is public in the view.
[[nodiscard]] Result<History> history(const record::View& view, const std::string& id);
[[nodiscard]] Document page(const History& history);
[[nodiscard]] std::string json(const History& history);   // schema dedere/history/1

}  // namespace dedere::brief
