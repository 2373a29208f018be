// The record's tables, read as docs/record.md says, and the facts that they give as known on a day.
#pragma once

#include <nlohmann/json.hpp>

#include <set>

#include "verify/law.hpp"

namespace dedere::verify {

using Json = nlohmann::json;

[[nodiscard]] std::string read_file(const std::string& path);  // the whole. Throws Unusable
[[nodiscard]] std::string digest(const std::string& bytes);    // "sha256:…"

using AsKnown = std::optional<Moment>;  // none: all that is recorded

class Record {
 public:
  // Lays a package over those before it. Throws Unusable.
  void add(const std::string& folder);
  [[nodiscard]] std::vector<Fact> facts(AsKnown as_known, Names& names) const;
  struct Package { std::string name; std::map<std::string, std::string> files; };  // the files by name within its folder
  [[nodiscard]] const std::vector<Package>& packages() const { return packages_; }

 private:
  struct Row {
    std::string id, text, package;  // the text as it stands in the file, without the end of the line
    std::map<std::string, std::string> cells;
    std::size_t beneath;            // the row of the same id that it lies over; its own number if there is none
    [[nodiscard]] std::string cell(const std::string& column) const { return cells.contains(column) ? cells.at(column) : ""; }
  };
  struct Table {
    Json described;
    std::vector<Row> rows;
    std::map<std::string, std::size_t> by_id;
  };
  void read(Table& table, const std::string& folder, const std::string& file);
  [[nodiscard]] static std::vector<bool> shown(const Table& table, AsKnown as_known);
  using Arguments = std::vector<std::pair<std::string, char>>;  // columns, and their kinds
  [[nodiscard]] char kind_of(const Table& table, const Json& column) const;
  static std::optional<Fact> fact(const Table& table, const Row& row, const Json& mapping, const Arguments& told, AsKnown as_known, Names& names);

  std::map<std::string, Table> tables_;
  std::vector<Package> packages_;
};

}  // namespace dedere::verify
