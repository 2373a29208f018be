#include "record/package.hpp"

#include <nettle/sha2.h>

#include <array>
#include <utility>

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
  sha256_ctx hash;
  sha256_init(&hash);
  const auto add = [&](const std::string& bytes) {
    const auto length = std::to_string(bytes.size()) + ":";
    sha256_update(&hash, length.size(), reinterpret_cast<const std::uint8_t*>(length.data()));
    sha256_update(&hash, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  };
  for (const auto& folder : contents_->folders) {
    add(std::to_string(folder.size()));
    for (const auto& [name, text] : folder) { add(name); add(*text); }
  }
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&hash, digest.size(), digest.data());
  std::string out = "sha256:";
  for (const auto byte : digest) { out += "0123456789abcdef"[byte >> 4U]; out += "0123456789abcdef"[byte & 15U]; }
  return out;
}

View Package::as_known(std::optional<time::Date> day) const { return {*this, day}; }

View::View(Package package, std::optional<time::Date> day) : package_(std::move(package)), day_(day) {
  for (const auto& table : package_.tables()) {
    auto& shown = shown_.emplace_back(table.size(), true);
    const auto known = table.schema().column("known"), supersedes = table.schema().column("supersedes");
    const auto is_public = [&](Row row) {
      const auto since = day_ && known ? time::Date::parse(row.cell(*known)) : std::nullopt;
      return !since || *since <= *day_;
    };
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
