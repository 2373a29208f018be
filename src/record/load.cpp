#include <fcntl.h>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include "base/large_pages.hpp"
#include "base/side_by_side.hpp"
#include "record/check.hpp"
#include "record/json_place.hpp"
#include "record/package.hpp"
#include "record/table_reader.hpp"

namespace dedere::record {
namespace {

constexpr const char* descriptor_name = "datapackage.json";
constexpr std::size_t bytes_worth_threads = std::size_t{1} << 22U;   // bytes: fewer are read before threads have begun

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
    want_large_pages(begin, size);
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

// 0 if it is not known.
std::size_t size_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
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
    for (const auto& folder : folders) {
      add(folder);
      read_files(folder);
    }
    finish();
    Package package;
    package.contents_ = contents_;
    for (auto& fault : check(package, sound_)) faults_.push_back(std::move(fault));
    if (!faults_.empty()) return Failure(std::move(faults_));
    return package;
  }

 private:
  using Text = std::shared_ptr<const std::string>;
  // A file of a folder that is to be read into its table.
  struct Waiting {
    std::uint32_t table = 0;
    std::string name;                   // in its folder
    std::shared_ptr<Table::File> file;
    bool needs_all_columns = false;
    std::optional<Resource> described;  // by the folder's own descriptor, which is to be shown where the file cannot be read
    std::size_t bytes = 0;
    std::size_t said_before = 0;        // faults that come before its own
    std::vector<Diagnostic> faults;
    bool sound = true;
  };

  void add(const Folder& folder) {
    auto& files = contents_->packages.emplace_back(PackageFiles{folder.path, {}}).texts;
    packages_.push_back(package_name(folder.path, packages_));
    const auto names = folder.names();
    const bool described = std::ranges::find(names, descriptor_name) != names.end();
    const bool lowest = contents_->packages.size() == 1;
    if (!described && !lowest && !names.empty()) return add_plain(folder, names);
    const auto descriptor = read(folder, descriptor_name, files);
    if (!descriptor) return;
    auto resources = folder.described ? Result(*folder.described) : read_descriptor(joined(folder.path, descriptor_name), descriptor);
    if (!resources) return report(resources.error());
    for (auto& resource : *resources) add_resource(folder, std::move(resource));
  }

  // A folder laid over another without a description of its own: each CSV file belongs to the table of its name.
  void add_plain(const Folder& folder, const std::vector<std::string>& names) {
    std::vector<std::string> tables;
    for (const auto& table : contents_->tables) tables.push_back(table.name());
    for (const auto& name : names) {
      if (!name.ends_with(".csv")) continue;
      const auto stem = name.substr(0, name.size() - 4);
      if (auto* table = find(stem)) {
        add_file(folder, {.table = table->number(), .name = name, .file = {}, .described = {}, .faults = {}}, table->resource_.separator);
        continue;
      }
      const auto meant = did_you_mean(stem, tables);
      wrong("R002", fmt::format("the record below has no table `{}`", stem), meant ? fmt::format("did you mean `{}.csv`?", *meant) : "describe new tables in a datapackage.json", joined(folder.path, name));
    }
    if (waiting_.empty() && faults_.empty()) wrong("A001", fmt::format("`{}` holds neither a datapackage.json nor a table", folder.path), "name a folder with tables of the record, such as visits.csv", folder.path);
  }

  void add_resource(const Folder& folder, Resource resource) {
    auto* below = find(resource.name);
    const bool first = below == nullptr;
    if (first) {
      below = &contents_->tables.emplace_back();
      below->number_ = static_cast<std::uint32_t>(contents_->tables.size() - 1);
      below->resource_ = resource;
      sound_.push_back(true);
    }
    const auto name = resource.path;
    const auto separator = resource.separator;
    add_file(folder, {.table = below->number(), .name = name, .file = {}, .needs_all_columns = first, .described = std::move(resource), .faults = {}}, separator);
  }

  void add_file(const Folder& folder, Waiting one, char separator) {
    one.file = std::make_shared<Table::File>(Table::File{.package = packages_.back(), .path = joined(folder.path, one.name), .number = static_cast<std::uint32_t>(packages_.size() - 1), .text = nullptr, .columns = {}, .separator = separator, .undone = {}, .first_row = 0});
    one.bytes = folder.size ? folder.size(one.name) : 0;
    one.said_before = faults_.size();
    waiting_.push_back(std::move(one));
  }

  // The files of a folder: the longest table first, so that none is left over at the end; side by side where there is much to read. What is wrong is said
  // in the order of the files.
  void read_files(const Folder& folder) {
    std::size_t bytes = 0;
    std::map<std::uint32_t, std::vector<Waiting*>> by_table;
    for (auto& one : waiting_) {
      bytes += one.bytes;
      by_table[one.table].push_back(&one);
    }
    std::vector<std::vector<Waiting*>> tables;
    for (auto& [table, files] : by_table) tables.push_back(std::move(files));
    std::ranges::stable_sort(tables, std::greater(), [](const auto& files) { return files[0]->bytes; });
    const auto read = [&](std::size_t i) { for (auto* one : tables[i]) read_file(folder, *one); };
    if (bytes < bytes_worth_threads) for (std::size_t i = 0; i < tables.size(); ++i) read(i);
    else side_by_side(tables.size(), read);
    std::size_t more = 0;
    for (auto& one : waiting_) {
      if (one.file->text) contents_->packages.back().texts[one.name] = one.file->text;
      if (!one.sound) sound_[one.table] = false;
      faults_.insert(faults_.begin() + static_cast<std::ptrdiff_t>(one.said_before + more), one.faults.begin(), one.faults.end());
      more += one.faults.size();
    }
    waiting_.clear();
  }

  // Changes nothing but the table and what waits for it.
  void read_file(const Folder& folder, Waiting& one) {
    auto bytes = folder.read(one.name);
    if (bytes) {
      one.file->text = std::make_shared<const std::string>(*std::move(bytes));
      one.sound = TableReader(contents_->tables[one.table], one.file, one.faults).read(one.needs_all_columns);
      return;
    }
    one.sound = false;
    one.faults = bytes.error().diagnostics();
    if (const auto& by = one.described) one.faults.back().place = json_place(by->descriptor, *by->descriptor_text, fmt::format("resources/{}/path", by->name));
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
  std::vector<Waiting> waiting_;       // files of this folder whose rows are not read yet
  std::vector<bool> sound_;  // of each table: was it read without a fault?
  std::vector<Diagnostic> faults_;
};

Folder folder_on_disk(const std::string& path) {
  return {.path = path, .read = [path](const std::string& name) { return read_file(joined(path, name)); }, .names = [path] { return names_in(path); }, .size = [path](const std::string& name) { return size_of(joined(path, name)); }};
}

Result<Package> load(const std::vector<Folder>& folders) { return Loader().load(folders); }

Result<Package> load(const std::vector<std::string>& paths) {
  std::vector<Folder> folders;
  for (const auto& path : paths) folders.push_back(folder_on_disk(path));
  return load(folders);
}

}  // namespace dedere::record
