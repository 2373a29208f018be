// The record's tables, read as docs/record.md says, and the facts that they give as known on a day.
#pragma once

#include <nlohmann/json.hpp>

#include <set>

#include "verify/law.hpp"

namespace dedere::verify {

// Members keep the order of the text.
using Json = nlohmann::ordered_json;

// The whole file. Throws Unusable.
[[nodiscard]] std::string read_file(const std::string& path);
[[nodiscard]] std::string digest(std::string_view bytes);  // "sha256:…"

struct Row {
  std::string id, text, package;             // the text as it stands in the file, without the end of the line
  std::map<std::string, std::string> cells;  // by column; blank cells are left out
  bool covered = false;                      // a row of the same id in a later package lies over it
  std::size_t beneath;                       // the row that it lies over; its own number if none
  [[nodiscard]] std::string cell(const std::string& column) const;
};

class Record {
 public:
  // Lays a package over those before it. Throws Unusable.
  void add(const std::string& folder);
  // With `only`, those of one row: "parties/mn".
  [[nodiscard]] std::vector<Fact> facts(std::optional<Moment> as_known, Names& names, const std::string& only = "") const;
  [[nodiscard]] const std::string& package(std::size_t i) const { return packages_[i]; }
  // Was the file read?
  [[nodiscard]] bool has(const std::string& path) const { return files_.contains(path); }
  [[nodiscard]] const Row* find(const std::string& table, const std::string& id) const;

 private:
  struct Table {
    Json described;
    std::vector<Row> rows;
    std::map<std::string, std::size_t> by_id;
  };
  void read(Table& table, const std::string& file);
  [[nodiscard]] std::vector<bool> shown(const Table& table, std::optional<Moment> as_known) const;
  [[nodiscard]] std::optional<Fact> fact(const Table& table, const Row& row, const Json& mapping, std::optional<Moment> as_known, Names& names) const;
  [[nodiscard]] bool is_entity(const Table& table, const std::string& column) const;

  std::map<std::string, Table> tables_;
  std::vector<std::string> packages_;  // their names
  std::set<std::string> files_;
};

}  // namespace dedere::verify
