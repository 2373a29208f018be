#include <fcntl.h>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "record/check.hpp"
#include "record/csv.hpp"
#include "record/json_place.hpp"
#include "record/package.hpp"
#include "record/place.hpp"

namespace dedere::record {
namespace {

constexpr const char* descriptor_name = "datapackage.json";
constexpr std::size_t largest_table = 0xFFFFFFFFU;  // that the places of its cells can count
constexpr std::uint32_t largest_cell = 0x7FFFFFFFU;

// A file descriptor that is closed in the end.
struct Handle {
  int number = -1;
  explicit Handle(const std::string& path) : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { if (number >= 0) ::close(number); }
};

Failure unreadable(const std::string& path, const std::string& why) {
  return Failure(fault("A001", fmt::format("`{}` cannot be read: {}", path, why), "check the path and that you may read it"));
}

// The whole of a regular file, in one read.
Result<std::string> read_file(const std::string& path) {
  const auto reason = [] { return std::generic_category().message(errno); };
  const Handle handle(path);
  struct stat status {};
  if (handle.number < 0 || ::fstat(handle.number, &status) != 0) return unreadable(path, reason());
  if (!S_ISREG(status.st_mode)) return unreadable(path, "it is no file");
  std::string bytes;
  bool failed = false;
  bytes.resize_and_overwrite(static_cast<std::size_t>(status.st_size), [&](char* begin, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size && !failed) {
      const auto got = ::read(handle.number, begin + filled, size - filled);
      if (got == 0) break;
      if (got > 0) filled += static_cast<std::size_t>(got);
      else failed = errno != EINTR;
    }
    return filled;
  });
  if (failed) return unreadable(path, reason());
  return bytes;
}

std::vector<std::string> names_in(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) names.push_back(it->path().filename().string());
  std::ranges::sort(names);
  return names;
}

// A folder's own name; its path, where that name is taken.
std::string package_name(const std::string& path, const std::vector<std::string>& taken) {
  const auto whole = std::filesystem::path(path).lexically_normal();
  const auto name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  return std::ranges::find(taken, name) == taken.end() ? name : path;
}

std::string joined(const std::string& folder, const std::string& name) { return folder.empty() || folder.ends_with('/') ? folder + name : folder + "/" + name; }

}  // namespace

// Reads package after package into one Contents; goes on after a fault.
class Loader {
 public:
  Result<Package> load(const std::vector<Folder>& folders) {
    for (const auto& folder : folders) add(folder);
    finish();
    Package package;
    package.contents_ = contents_;
    for (auto& fault : check(package, sound_)) faults_.push_back(std::move(fault));
    if (!faults_.empty()) return Failure(std::move(faults_));
    return package;
  }

 private:
  using Text = std::shared_ptr<const std::string>;

  void add(const Folder& folder) {
    auto& files = contents_->packages.emplace_back(PackageFiles{folder.path, {}}).texts;
    packages_.push_back(package_name(folder.path, packages_));
    const auto names = folder.names();
    const bool described = std::ranges::find(names, descriptor_name) != names.end();
    const bool lowest = contents_->packages.size() == 1;
    if (!described && !lowest && !names.empty()) return add_plain(folder, names, files);
    const auto descriptor = read(folder, descriptor_name, files);
    if (!descriptor) return;
    auto resources = folder.described ? Result(*folder.described) : read_descriptor(joined(folder.path, descriptor_name), descriptor);
    if (!resources) return report(resources.error());
    for (auto& resource : *resources) add_resource(folder, std::move(resource), files);
  }

  // A folder laid over another without a description of its own: each CSV file belongs to the table of its name.
  void add_plain(const Folder& folder, const std::vector<std::string>& names, std::map<std::string, Text>& files) {
    std::vector<std::string> tables;
    for (const auto& table : contents_->tables) tables.push_back(table.name());
    for (const auto& name : names) {
      if (!name.ends_with(".csv")) continue;
      const auto stem = name.substr(0, name.size() - 4);
      if (auto* table = find(stem)) {
        if (const auto text = read(folder, name, files)) read_table(*table, joined(folder.path, name), text, table->resource_.separator, false);
        continue;
      }
      const auto meant = did_you_mean(stem, tables);
      wrong("R002", fmt::format("the record below has no table `{}`", stem), meant ? fmt::format("did you mean `{}.csv`?", *meant) : "describe new tables in a datapackage.json", joined(folder.path, name));
    }
    if (files.empty() && faults_.empty()) wrong("A001", fmt::format("`{}` holds neither a datapackage.json nor a table", folder.path), "name a folder with tables of the record, such as visits.csv", folder.path);
  }

  void add_resource(const Folder& folder, Resource resource, std::map<std::string, Text>& files) {
    const auto text = read(folder, resource.path, files);
    if (!text) faults_.back().place = json_place(resource.descriptor, *resource.descriptor_text, fmt::format("resources/{}/path", resource.name));
    const auto path = joined(folder.path, resource.path);
    const auto separator = resource.separator;
    auto* below = find(resource.name);
    if (below == nullptr) {
      below = &contents_->tables.emplace_back();
      below->number_ = static_cast<std::uint32_t>(contents_->tables.size() - 1);
      below->resource_ = std::move(resource);
      sound_.push_back(text != nullptr);
      if (text) read_table(*below, path, text, separator, true);
      return;
    }
    if (text) read_table(*below, path, text, separator, false);
  }

  void read_table(Table& table, const std::string& path, const Text& text, char separator, bool needs_all_columns) {
    const auto faults_before = faults_.size();
    const auto first = table.size();
    auto file = std::make_shared<Table::File>(Table::File{.package = packages_.back(), .path = path, .number = static_cast<std::uint32_t>(packages_.size() - 1), .text = text, .columns = {}, .separator = separator, .undone = {}, .first_row = first});
    table.files_.push_back(file);
    if (text->size() > largest_table) wrong("R015", "the table has more than 4 GiB", "divide it: a second folder laid over this one may hold the rest of its rows", path);
    else read_rows(table, *file, needs_all_columns);
    if (faults_.size() > faults_before) sound_[table.number()] = false;
    index(table, first);
  }

  void read_rows(Table& table, Table::File& file, bool needs_all_columns) {
    CsvReader reader(file.path, *file.text, CsvFormat{.separator = file.separator, .columns = 0});
    std::vector<Cell> cells;
    const bool usable = reader.next(cells) ? read_header(table, file, cells, needs_all_columns) : no_header(reader, file.path);
    const auto lines = static_cast<std::size_t>(std::ranges::count(*file.text, '\n'));
    table.cells_.reserve(table.cells_.size() + lines * table.resource_.fields.size());
    table.row_at_.reserve(table.row_at_.size() + lines);
    while (usable && reader.next(cells)) add_row(table, file, reader.row_at(), cells);
    for (const auto& fault : reader.faults()) faults_.push_back(fault);
  }

  bool no_header(const CsvReader& reader, const std::string& path) {
    if (reader.faults().empty()) faults_.push_back(fault("R007", "the table is empty", "its first line names its columns", place_in(path, "", 0)));
    return false;
  }

  // Which column of the table each cell of a row is.
  bool read_header(const Table& table, Table::File& file, const std::vector<Cell>& header, bool needs_all) {
    const auto before = faults_.size();
    const auto has = [&](Column column) { return std::ranges::find(file.columns, column) != file.columns.end(); };
    for (const auto& cell : header) {
      const auto column = table.resource_.column(cell.text);
      const auto place = [&] { return place_in(file.path, *file.text, cell.at, cell.text.size()); };
      if (!column) faults_.push_back(fault("R007", fmt::format("table `{}` has no column `{}`", table.name(), cell.text), columns_of(table, cell.text), place()));
      else if (has(*column)) faults_.push_back(fault("R007", fmt::format("column `{}` stands here twice", cell.text), "take one away", place()));
      file.columns.push_back(column.value_or(0));
    }
    const auto& fields = table.resource_.fields;
    for (Column c = 0; needs_all && c < fields.size(); ++c)
      if (!has(c)) faults_.push_back(fault("R007", fmt::format("column `{}` is missing", fields[c].name), "add it to the first line, and to each row", place_in(file.path, *file.text, 0)));
    return faults_.size() == before;
  }

  static std::string columns_of(const Table& table, std::string_view word) {
    std::vector<std::string> names;
    for (const auto& field : table.resource_.fields) names.push_back(field.name);
    const auto meant = did_you_mean(word, names);
    return meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("its columns: {}", fmt::join(names, ", "));
  }

  void add_row(Table& table, Table::File& file, std::size_t row_at, const std::vector<Cell>& cells) {
    const auto& resource = table.resource_;
    const auto begin = table.cells_.size();
    table.cells_.resize(begin + resource.fields.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto text = cells[i].text;
      const bool blank = text.empty() || (!resource.missing.empty() && std::ranges::find(resource.missing, text) != resource.missing.end());
      if (blank) continue;
      auto& cell = table.cells_[begin + file.columns[i]];
      if (text.size() > largest_cell) wrong("R015", "a cell has more than 2 GiB", "a quote may not be closed where it should be", file.path);
      cell.size = static_cast<std::uint32_t>(text.size()) & largest_cell;
      cell.at = static_cast<std::uint32_t>(cells[i].undone ? file.undone.size() : static_cast<std::size_t>(text.data() - file.text->data()));
      cell.undone = cells[i].undone ? 1U : 0U;
      if (cells[i].undone) file.undone.emplace_back(text);
    }
    table.row_at_.push_back(static_cast<std::uint32_t>(row_at));
  }

  // The same id twice is a fault within one package; in a later one, the row lies over the earlier.
  void index(Table& table, std::uint32_t first) {
    if (!table.resource_.key) return;
    const auto key_of = [&table, key = *table.resource_.key](std::uint32_t row) { return table.cell(row, key); };
    constexpr std::uint32_t ahead = 16;  // rows whose slots are fetched before they are needed
    table.by_key_.reserve(table.size(), key_of);
    for (auto i = first; i < table.size(); ++i) {
      if (i + ahead < table.size()) table.by_key_.fetch(key_of(i + ahead));
      const auto id = key_of(i);
      if (id.empty()) continue;  // said when the cells are checked
      const auto [held, is_new] = table.by_key_.add(i, key_of);
      if (is_new) continue;
      if (held >= first) {
        const auto line = table.row(held).place().line;
        faults_.push_back(fault("R011", fmt::format("another row has the id `{}` too, in line {}", id, line), "ids are never used again: give this row one of its own", table.row(i).place(*table.resource_.key)));
        continue;
      }
      table.laid_over_.emplace(i, held);
      table.by_key_.replace(held, i, key_of);
    }
  }

  void finish() {
    for (std::size_t i = 0; i < contents_->tables.size(); ++i) contents_->by_name.emplace(contents_->tables[i].resource_.name, i);
    for (const auto& table : contents_->tables)
      for (std::size_t i = 0; i < table.resource_.references.size(); ++i) check_target(table, i);
  }

  void check_target(const Table& table, std::size_t number) {
    const auto& reference = table.resource_.references[number];
    std::vector<std::string> names;
    for (const auto& other : contents_->tables) names.push_back(other.name());
    const auto* there = find(reference.table);
    const auto& column = table.resource_.fields[reference.column].name;
    const auto at = fmt::format("resources/{}/schema/foreignKeys/{}/reference", table.name(), number);
    const auto say = [&](std::string message, std::string help) { faults_.push_back(fault("R002", std::move(message), std::move(help), json_place(table.resource_.descriptor, *table.resource_.descriptor_text, at))); };
    const auto meant = did_you_mean(reference.table, names);
    if (there == nullptr) return say(fmt::format("`{}` of `{}` refers to table `{}`, which does not exist", column, table.name(), reference.table), meant ? fmt::format("did you mean `{}`?", *meant) : "describe that table, or take the foreign key away");
    if (!there->resource_.key || there->resource_.fields[*there->resource_.key].name != reference.key)
      say(fmt::format("`{}` of `{}` refers to `{}` of `{}`, which is not that table's key", column, table.name(), reference.key, reference.table), "refer to the column that the other table has as its `primaryKey`");
  }

  Table* find(std::string_view name) {
    const auto found = std::ranges::find_if(contents_->tables, [&](const Table& table) { return table.name() == name; });
    return found == contents_->tables.end() ? nullptr : &*found;
  }

  Text read(const Folder& folder, const std::string& name, std::map<std::string, Text>& files) {
    auto bytes = folder.read(name);
    if (!bytes) { report(bytes.error()); return nullptr; }
    return files[name] = std::make_shared<const std::string>(*std::move(bytes));
  }

  void report(const Failure& failure) { faults_.insert(faults_.end(), failure.diagnostics().begin(), failure.diagnostics().end()); }

  void wrong(const char* code, std::string message, std::string help, const std::string& file) {
    Place place;
    place.file = file;
    faults_.push_back(fault(code, std::move(message), std::move(help), std::move(place)));
  }

  std::shared_ptr<Package::Contents> contents_ = std::make_shared<Package::Contents>();
  std::vector<std::string> packages_;  // the name of each
  std::vector<bool> sound_;  // of each table: was it read without a fault?
  std::vector<Diagnostic> faults_;
};

Folder folder_on_disk(const std::string& path) {
  return {.path = path, .read = [path](const std::string& name) { return read_file(joined(path, name)); }, .names = [path] { return names_in(path); }};
}

Result<Package> load(const std::vector<Folder>& folders) { return Loader().load(folders); }

Result<Package> load(const std::vector<std::string>& paths) {
  std::vector<Folder> folders;
  for (const auto& path : paths) folders.push_back(folder_on_disk(path));
  return load(folders);
}

}  // namespace dedere::record
