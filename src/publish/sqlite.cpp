#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "publish/formats.hpp"
#include "publish/rows.hpp"

namespace dedere::publish {
namespace {

using record::FieldType;
using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

std::string in_quotes(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) { out += c; if (c == '"') out += c; }
  return out + '"';
}

std::string column(const record::Field& field, bool key) {
  const bool number = field.type == FieldType::integer || field.type == FieldType::boolean;
  return fmt::format("{} {}{}{}", in_quotes(field.name), number ? "INTEGER" : "TEXT", key ? " PRIMARY KEY" : field.unique ? " UNIQUE" : "", field.required || key ? " NOT NULL" : "");
}

// A reference whose table is not there is left out: nothing could keep to it.
std::string create(const record::Package& package, const record::Table& table) {
  const auto& r = table.schema();
  std::vector<std::string> parts;
  for (record::Column c = 0; c < r.fields.size(); ++c) parts.push_back(column(r.fields[c], r.key == c));
  parts.emplace_back("dedere_package TEXT NOT NULL");
  parts.emplace_back("dedere_stands INTEGER NOT NULL");
  for (const auto& reference : r.references)
    if (package.table(reference.table) != nullptr)
      parts.push_back(fmt::format("FOREIGN KEY ({}) REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED", in_quotes(r.fields[reference.column].name), in_quotes(reference.table), in_quotes(reference.key)));
  return fmt::format("CREATE TABLE {} ({}) STRICT", in_quotes(table.name()), fmt::join(parts, ", "));
}

void bind_cell(sqlite3_stmt* statement, int at, std::string_view cell, FieldType type) {
  if (cell.empty()) sqlite3_bind_null(statement, at);
  else if (type == FieldType::boolean) sqlite3_bind_int(statement, at, cell == "true" || cell == "1" || cell == "True" || cell == "TRUE");
  else sqlite3_bind_text(statement, at, cell.data(), static_cast<int>(cell.size()), SQLITE_TRANSIENT);  // a strict INTEGER column makes a number of it
}

bool insert(sqlite3* database, const record::View& view, const record::Table& table) {
  const auto& fields = table.schema().fields;
  const auto width = static_cast<int>(fields.size());
  const auto text = fmt::format("INSERT INTO {} VALUES ({})", in_quotes(table.name()), fmt::join(std::vector<std::string>(fields.size() + 2, "?"), ","));
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(database, text.c_str(), -1, &made, nullptr) != SQLITE_OK) return false;
  const Statement statement(made, sqlite3_finalize);
  for (const auto row : public_rows(view, table)) {
    for (int c = 0; c < width; ++c) bind_cell(made, c + 1, view.cell(row, static_cast<record::Column>(c)), fields[static_cast<record::Column>(c)].type);
    bind_cell(made, width + 1, row.package(), FieldType::string);
    sqlite3_bind_int(made, width + 2, view.shows(row));
    if (sqlite3_step(made) != SQLITE_DONE || sqlite3_reset(made) != SQLITE_OK) return false;
  }
  return true;
}

Failure refused(sqlite3* database) {
  return Failure(fault("F012", fmt::format("the tables do not fit into SQLite: {}", sqlite3_errmsg(database)), "export them as csv or json"));
}

}  // namespace

Result<Bundle> sqlite(const record::View& view) {
  sqlite3* opened = nullptr;
  const auto status = sqlite3_open(":memory:", &opened);
  const Database database(opened, sqlite3_close);
  const auto run = [&](const std::string& text) { return sqlite3_exec(opened, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; };
  if (status != SQLITE_OK || !run("BEGIN")) return refused(opened);
  for (const auto& table : view.package().tables())
    if (!run(create(view.package(), table)) || !insert(opened, view, table)) return refused(opened);
  if (!run("COMMIT")) return refused(opened);
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(sqlite3_serialize(opened, "main", &size, 0), sqlite3_free);
  if (!bytes) return refused(opened);
  return Bundle{{"record.sqlite", std::string(reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size))}};
}

}  // namespace dedere::publish
