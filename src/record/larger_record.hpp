// A record any number of times as large as the one given, for measurements: every row again for each copy, all of its ids and references with the
// copy's number after them (`mn-copy17`), and a text that no two rows may share too, so that what holds in the record holds in each copy; the rows of
// all copies shuffled, so that nothing is near what it refers to. Inside the room, for its benchmark.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "record/csv.hpp"
#include "record/package.hpp"

namespace dedere::record {

class LargerRecord {
 public:
  LargerRecord(const Package& package, std::size_t times, std::uint64_t seed) : package_(package), times_(times), random_(seed) {}

  // Writes the tables and the descriptor, whose patterns of ids let a number follow, into the folder; gives the bytes of the tables.
  std::size_t write(const std::filesystem::path& folder, std::string descriptor) {
    std::filesystem::create_directories(folder);
    for (const auto& table : package_.tables()) write_table(folder / table.schema().path, table);
    const std::string two_letters = "^[a-z]{2}$";
    for (auto at = descriptor.find(two_letters); at != std::string::npos; at = descriptor.find(two_letters, at + 1)) descriptor.replace(at, two_letters.size(), "^[a-z]{2}(-copy[0-9]+)?$");
    put(folder / "datapackage.json", [&](auto write_text) { write_text(descriptor); });
    return bytes_;
  }

 private:
  struct Close { void operator()(std::FILE* file) const { std::fclose(file); } };

  template <class Body>
  void put(const std::filesystem::path& path, Body body) {
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wb"));
    if (!file) throw std::runtime_error("cannot write " + path.string());
    body([&](const std::string& text) {
      if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size()) throw std::runtime_error("cannot write " + path.string());
    });
  }

  void write_table(const std::filesystem::path& path, const Table& table) {
    const auto& fields = table.schema().fields;
    std::vector<bool> is_id(fields.size());
    if (table.schema().key) is_id[*table.schema().key] = true;
    for (const auto& reference : table.schema().references) is_id[reference.column] = true;
    const auto numbered = columns_to_number(table.schema(), is_id);
    std::vector<std::uint32_t> order(table.size() * (numbered ? times_ : 1));
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random_);
    put(path, [&](auto write_text) {
      std::vector<std::string_view> cells;
      for (const auto& field : fields) cells.emplace_back(field.name);
      write_text(csv_row(cells));
      std::vector<std::string> held(fields.size());
      for (const auto i : order) {
        const auto row = table.row(i % table.size());
        const auto copy = i / table.size();
        for (Column c = 0; c < fields.size(); ++c) {
          held[c] = row.cell(c);
          if (is_id[c] && !held[c].empty() && copy > 0) held[c] += fmt::format("-copy{}", copy);
          if (numbered && (*numbered)[c] && !held[c].empty() && copy > 0) held[c] += fmt::format("{:06}", copy);
          cells[c] = held[c];
        }
        const auto line = csv_row(cells, table.schema().separator);
        bytes_ += line.size();
        write_text(line);
      }
    });
  }

  // Of each set of columns that no two rows may share, or only at other times, the one that is to differ between copies where no id does. None: a set
  // has no such column (there is one president at a time, however large the record), and the table is not copied.
  static std::optional<std::vector<bool>> columns_to_number(const Resource& schema, const std::vector<bool>& is_id) {
    std::vector<bool> out(is_id.size());
    for (const auto& constraint : schema.constraints) {
      if (constraint.kind != Constraint::Kind::unique && constraint.kind != Constraint::Kind::apart) continue;
      const auto differs = [&](const CellPath& cell) { return is_id[cell.column] || out[cell.column]; };
      const auto free = [&](const CellPath& cell) { return schema.fields[cell.column].type == FieldType::string && schema.fields[cell.column].one_of.empty(); };
      if (std::ranges::any_of(constraint.cells, differs)) continue;
      const auto one = std::ranges::find_if(constraint.cells, free);
      if (one == constraint.cells.end()) return std::nullopt;
      out[one->column] = true;
    }
    return out;
  }

  const Package& package_;
  std::size_t times_;
  std::mt19937_64 random_;
  std::size_t bytes_ = 0;
};

}  // namespace dedere::record
