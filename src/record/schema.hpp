// What a package says about its tables: their columns, what a cell may hold, which rows they refer to, and which facts their rows are.
// Read from datapackage.json (Frictionless Data Package v1, and the two fields of our own that docs/record.md describes). Columns are named by
// their number in `Resource::fields`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "record/pattern.hpp"

namespace dedere::record {

using Column = std::size_t;

// `edtf` is a string for other programs (`"dedere:type": "edtf"`): a day, a month or a year.
enum class FieldType { string, integer, boolean, date, edtf };

struct Field {
  std::string name;
  FieldType type = FieldType::string;
  bool required = false;
  bool unique = false;
  std::vector<std::string> one_of;  // empty: anything
  std::optional<Pattern> pattern;
  std::string pattern_text;
};

// Each cell of `column` that is not blank is the key of a row of `table`.
struct Reference {
  Column column = 0;
  std::string table;
  std::string key;  // that table's
};

struct EntityMapping {
  std::string type;  // of the law's vocabulary: "State"
  Column name = 0;   // the column that shows it
};

struct FactMapping {
  std::string predicate;
  std::vector<Column> arguments;
  std::optional<Column> from, to;  // when it holds; neither: always
  std::optional<Column> known;     // the day on which it became public
  std::optional<Column> to_known;  // the day on which its end became public: before, it is open
  std::vector<std::pair<Column, std::vector<std::string>>> when;  // each column holds one of its values ("": is blank)
  bool denied = false;
};

struct Resource {
  std::string name;
  std::string path;  // relative to the package's folder
  char separator = ',';
  std::vector<Field> fields;
  std::optional<Column> key;  // whose cells name the rows
  std::vector<Reference> references;
  std::vector<std::string> missing;  // cells that mean blank, beside the blank cell
  std::optional<EntityMapping> entity;
  std::vector<FactMapping> facts;

  [[nodiscard]] std::optional<Column> column(std::string_view field) const;
};

// The resources of a datapackage.json. Fails with every fault found: R001 or R002, with the way to the field in the message
// ("resources/visits/schema/fields/from"). What a schema asks and we do not check (a `minimum`, a key of two columns) is a fault, never passed over.
[[nodiscard]] Result<std::vector<Resource>> read_descriptor(std::string_view file, std::string_view text);

}  // namespace dedere::record
