// What a package says about its tables: their columns, what a cell may hold, which rows they refer to, and which facts their rows are.
// Read from datapackage.json (Frictionless Data Package v1, and the two fields of our own that docs/record.md describes). Columns are named by
// their number in `Resource::fields`.
#pragma once

#include <cstddef>
#include <memory>
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
  bool is_uri = false;                                  // a text that is an absolute address
  std::optional<std::string> minimum, maximum;          // of a number, or of a day
  std::optional<std::size_t> length_min, length_max;    // in characters
  std::optional<Column> known;                          // the day on which this cell became public, where that is later than the row's
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

// A cell of a row, or where `through` is not blank, the cell of that name in the row that it refers to: `supersedes.known`.
struct CellPath {
  Column column = 0;
  std::string through;
};

// A cell holds one of the values ("": is blank); with `unless`, none of them.
struct Condition {
  CellPath cell;
  std::vector<std::string> values;
  bool unless = false;
};

// What a table's rows must keep to, beyond what the standard's constraints can say (docs/record.md, `dedere:constraints`). Rows that another one
// supersedes are not looked at, and neither are disputed ones where rows are compared with each other.
struct Constraint {
  enum class Kind {
    order,     // no day lies before the one listed before it
    together,  // all are filled, or none
    one_of,    // exactly one is filled
    filled,    // all are filled
    blank,     // none is filled
    same,      // both hold the same, where both are filled
    differ,    // the two do not
    unique,    // no other row has the same; a row with a blank among them is like no other
    apart,     // no other such row covers a day of `from` to `to` between its ends
    some,      // `table` has a row that is the same in `with`, and covers one of the days `from` to `to`
  };
  Kind kind = Kind::order;
  std::vector<CellPath> cells;
  std::vector<Condition> when;
  std::optional<Column> from, to;
  std::string table;
  std::vector<std::pair<Column, std::string>> with;  // this table's column, that one's
  std::string there_from, there_to;
  std::string help;  // what to do; blank: what suits the kind
  std::string at;    // where in the descriptor it stands
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
  std::vector<Constraint> constraints;
  std::optional<std::pair<Column, Column>> question;  // the columns that name a question of law, and an answer to it
  std::string descriptor;                              // the file that describes it, and its text
  std::shared_ptr<const std::string> descriptor_text;

  [[nodiscard]] std::optional<Column> column(std::string_view field) const;
};

// The resources of a datapackage.json. Fails with every fault found: R001 or R002, with the way to the field in the message
// ("resources/visits/schema/fields/from"). What a schema asks and we do not check (a key of two columns, a column of times) is a fault, never passed over.
[[nodiscard]] Result<std::vector<Resource>> read_descriptor(const std::string& file, const std::shared_ptr<const std::string>& text);

}  // namespace dedere::record
