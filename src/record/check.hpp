// What a package's tables must keep to, once they are read: inside the room.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "record/package.hpp"

namespace dedere::record {

// Every fault of the cells and of the references between tables, R008 to R014, R016 to R019, R021, R022 and R024 (the ids of R011 are compared on reading); at most 50 a
// table. `sound` says of each table whether it was read without a fault: references to one that was not are passed over, since its rows may be missing.
[[nodiscard]] std::vector<Diagnostic> check(const Package& package, const std::vector<bool>& sound);

// The faults of one table, up to a number.
class TableFaults {
 public:
  explicit TableFaults(std::vector<Diagnostic>& faults) : faults_(faults) {}
  [[nodiscard]] bool full() const { return count_ >= most; }
  void add(const char* code, Row row, Column column, std::string message, std::string help);

 private:
  static constexpr std::size_t most = 50;
  std::vector<Diagnostic>& faults_;
  std::size_t count_ = 0;
};

// A cell as messages show it: in backticks, a long one cut.
[[nodiscard]] std::string shown(std::string_view cell);

// The faults of a table's `dedere:constraints`: R014, R016 to R019, R021, R022 and R024, and R002 where a constraint leads to a table or column that does not exist.
void check_constraints(const Package& package, const Table& table, const std::vector<bool>& sound, TableFaults& faults, std::vector<Diagnostic>& of_the_description);

}  // namespace dedere::record
