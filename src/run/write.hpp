// Answers as tables: what `read_table` would read. Sorted by the columns, numbers by size and texts bytewise, then by `from`; one row an interval.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "reason/relation.hpp"
#include "run/read.hpp"

namespace dedere::run {

// The rows that hold at some time, in the order of their values.
[[nodiscard]] std::vector<reason::Row> sorted_rows(const language::Program& program, language::PredicateId predicate, const reason::Relation& relation);

// Gives the table piece by piece, each of many rows, to `sink`, until that says false. A relation whose rows hold always has no columns `from` and `to`.
// F011 for a text that holds a tab or a line end, if the style is tab-separated. The number of rows written, otherwise.
using Sink = std::function<bool(std::string_view)>;
[[nodiscard]] Result<std::size_t> write_table(const language::Program& program, language::PredicateId predicate, const reason::Relation& relation, const Style& style, const Sink& sink);

}  // namespace dedere::run
