// The record in the forms that other tools read; docs/export.md says what is in each file. Every call gives the same bytes for the same view.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publish/bundle.hpp"
#include "record/package.hpp"

namespace dedere::publish {

// A data package of its own: the description, and a CSV file a table. Read as a record, it gives these rows again.
[[nodiscard]] Bundle csv(const record::View& view);

// record.json: every table as a list of rows.
[[nodiscard]] Bundle json(const record::View& view);

// record.sqlite: every table as a table, with its keys, references and required columns.
[[nodiscard]] Result<Bundle> sqlite(const record::View& view);

// changes.atom (RFC 4287): an entry a row, the latest known first; with `about`, of the rows about it (rows_about) alone.
[[nodiscard]] Bundle atom(const record::View& view, std::optional<record::Row> about = std::nullopt);

// entities.ftm.json and statements.json, a line each: what the mapping (the text of `file`) makes of the rows. Fails (R001, R002) with the mapping's faults.
[[nodiscard]] Result<Bundle> follow_the_money(const record::View& view, const std::string& file, const std::string& mapping);

// Where a state stands on a day.
struct Standing {
  std::string id, name;
  std::string status;                     // blank: no position on record
  std::optional<std::string> from, to;    // first and last day of it, ISO 8601
  bool withdrawing = false, in_doubt = false;
};

// states.geojson (RFC 7946): a feature a state. `outlines`, another GeoJSON text, gives geometries by ISO 3166-1 code; without it, and for a state that it
// lacks, there is none. Fails with R001 or R002 where the outlines cannot be used.
[[nodiscard]] Result<Bundle> geojson(const std::vector<Standing>& states, time::Date on, const std::string& outlines_file, const std::optional<std::string>& outlines);

}  // namespace dedere::publish
