#include "record/package.hpp"

#include <utility>

#include "record/sha256.hpp"

namespace dedere::record {

const Table* Package::table(std::string_view name) const {
  const auto found = contents_->by_name.find(name);
  return found == contents_->by_name.end() ? nullptr : &contents_->tables[found->second];
}

std::optional<Row> Package::find(std::string_view name, std::string_view id) const {
  const auto* there = table(name);
  return there == nullptr ? std::nullopt : there->find(id);
}

std::optional<Row> Package::follow(Row row, std::string_view column) const {
  const auto& schema = row.table().schema();
  for (const auto& reference : schema.references)
    if (schema.fields[reference.column].name == column) return find(reference.table, row.cell(reference.column));
  return std::nullopt;
}

std::vector<Row> Package::sources(Row row) const {
  std::vector<Row> documents;
  for (const auto* column : {"source", "source_2"})
    if (const auto document = follow(row, column)) documents.push_back(*document);
  return documents;
}

// Lengths are hashed too, so that no two sets of files read as the same bytes.
std::string Package::digest() const {
  Sha256 hash;
  const auto add = [&](const std::string& bytes) { hash.add(std::to_string(bytes.size()) + ":"); hash.add(bytes); };
  for (const auto& package : contents_->packages) {
    add(std::to_string(package.texts.size()));
    for (const auto& [name, text] : package.texts) { add(name); add(*text); }
  }
  return "sha256:" + hash.hex();
}

View Package::as_known(std::optional<time::Date> day) const { return {*this, day}; }

View::View(Package package, std::optional<time::Date> day) : package_(std::move(package)), day_(day) {
  for (const auto& table : package_.tables()) {
    auto& shown = shown_.emplace_back(table.size(), true);
    const auto supersedes = table.schema().column("supersedes");
    const auto hide_all_beneath = [&](std::optional<Row> row) {
      for (; row; row = table.beneath(*row)) shown[row->number()] = false;
    };
    for (const auto row : table.rows()) {
      if (!is_public(row)) { shown[row.number()] = false; continue; }
      hide_all_beneath(table.beneath(row));
      if (supersedes && !row.cell(*supersedes).empty()) hide_all_beneath(table.find(row.cell(*supersedes)));
    }
  }
}

bool View::is_public(Row row) const {
  const auto since = day_ ? row.date("known") : std::nullopt;
  return !since || *since <= *day_;
}

std::string_view View::cell(Row row, Column column) const {
  const auto known = day_ ? row.table().schema().fields[column].known : std::nullopt;
  if (!known || row.cell(column).empty()) return row.cell(column);
  const auto since = time::Edtf::parse(row.cell(*known));
  return since && since->last > *day_ ? std::string_view() : row.cell(column);
}

std::string_view View::cell(Row row, std::string_view column) const {
  const auto found = row.table().schema().column(column);
  return found ? cell(row, *found) : std::string_view();
}

std::vector<Row> View::rows(std::string_view name) const {
  std::vector<Row> out;
  if (const auto* table = package_.table(name))
    for (const auto row : table->rows()) if (shows(row)) out.push_back(row);
  return out;
}

std::optional<Row> View::find(std::string_view name, std::string_view id) const {
  auto row = package_.find(name, id);
  while (row && !shows(*row)) row = row->table().beneath(*row);
  return row;
}

}  // namespace dedere::record
