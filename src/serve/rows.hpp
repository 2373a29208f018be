// Rows of the record as JSON, each with every column, its documents and both times.
#pragma once

#include <vector>

#include "brief/step.hpp"
#include "serve/call.hpp"

namespace dedere::serve {

// {"table", "row", "columns": {…}, "source": evidence, "supersedes", "superseded_by"}
[[nodiscard]] Json row_json(const record::View& view, brief::Steps& steps, record::Row row);
[[nodiscard]] Json columns_json(const record::View& view, record::Row row);   // every column, blank ones null

// The row itself and all that refer to it, table after table, each in the order of its days.
[[nodiscard]] Json rows_json(const record::View& view, brief::Steps& steps, record::Row about);

// Every document that was cited so far, with every column.
[[nodiscard]] Json sources_json(const record::View& view, const brief::Steps& steps);

}  // namespace dedere::serve
