// A folder of tables: which predicate has which.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "run/cells.hpp"
#include "run/file.hpp"
#include "run/read.hpp"

namespace dedere::run {
namespace {

namespace fs = std::filesystem;
using language::PredicateId;

struct Found { PredicateId predicate; fs::path path; };

// The predicate's table; none if there is none. F009 if there are two.
Result<std::optional<fs::path>> table_of(const std::string& name, const fs::path& folder) {
  std::error_code error;
  std::optional<fs::path> found;
  for (const auto* ending : {".csv", ".tsv"}) {
    auto path = folder / (name + ending);
    if (!fs::exists(path, error)) continue;
    if (found) return Failure(fault("F009", fmt::format("`{}` has two tables, `{}` and `{}`", name, found->string(), path.string()), "remove one of them"));
    found = std::move(path);
  }
  return found;
}

Result<std::vector<Found>> declared(const language::Program& program, const fs::path& folder) {
  std::vector<Found> out;
  std::vector<Diagnostic> faults;
  const auto look = [&](PredicateId p, bool needed) {
    auto path = table_of(program[p].name, folder);
    if (!path) return faults.insert(faults.end(), path.error().diagnostics().begin(), path.error().diagnostics().end()), void();
    if (*path) return out.push_back({p, **path});
    if (!needed) return;
    faults.push_back(fault("F009", fmt::format("`{}` is declared `input`, and `{}` holds no `{}.csv` or `{}.tsv`", program[p].name, folder.string(), program[p].name, program[p].name),
                           "add the table, which may be empty; or remove the declaration", program.sources.place(program[p].span)));
  };
  for (const auto p : program.inputs) {
    look(p, true);
    if (program[p].denial) look(*program[p].denial, false);
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return out;
}

Result<std::vector<Found>> by_name(const language::Program& program, const fs::path& folder) {
  std::vector<Found> out;
  std::vector<Diagnostic> faults;
  for (std::uint32_t i = 0; i < program.predicates.size(); ++i) {
    auto path = table_of(program.predicates[i].name, folder);
    if (!path) faults.insert(faults.end(), path.error().diagnostics().begin(), path.error().diagnostics().end());
    else if (*path) out.push_back({{i}, **path});
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return out;
}

// Tables of no predicate: a name that was mistyped would else be a table that is silently not read.
std::vector<Diagnostic> unknown(const language::Program& program, const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& p : program.predicates) names.push_back(p.name);
  std::vector<Diagnostic> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto& path = entry.path();
    const auto stem = path.stem().string();
    if ((path.extension() != ".csv" && path.extension() != ".tsv") || program.find_predicate(stem)) continue;
    const auto near = did_you_mean(stem, names);
    auto said = fault("F010", fmt::format("no predicate is named `{}`; the table is not read", stem), near ? fmt::format("did you mean `{}`?", *near) : "declare it, or remove the table", {.file = path.string()});
    said.severity = Severity::warning;
    out.push_back(std::move(said));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.place.file < b.place.file; });
  return out;
}

}  // namespace

Result<Facts> read_facts(const language::Program& program, const fs::path& folder, Header header, const std::function<void(const std::string&)>& reading) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return Failure(fault("A001", fmt::format("`{}` is not a folder that can be read", folder.string()), "name the folder that holds the tables"));
  const auto found = TRY(program.inputs.empty() ? by_name(program, folder) : declared(program, folder));
  Facts out;
  if (program.inputs.empty()) out.warnings = unknown(program, folder);
  std::vector<Diagnostic> faults;
  bool knows_style = false, knows_clock = false;
  for (const auto& [predicate, path] : found) {
    out.files.push_back(path.string());
    if (reading) reading(out.files.back());
    auto file = TRY(MappedFile::open(path));
    out.bytes.push_back(file.text().size());
    auto read = read_table(program, predicate, out.files.back(), file.text(), header, [&](std::size_t at) { file.release(at); });
    if (!read) {
      faults.insert(faults.end(), read.error().diagnostics().begin(), read.error().diagnostics().end());
      if (faults.size() >= most_faults) break;
      continue;
    }
    if (!std::exchange(knows_style, true)) out.style.separator = read->style.separator, out.style.header = read->style.header;
    if (read->tells_clock && !std::exchange(knows_clock, true)) out.style.clock = read->style.clock;
    read->table.file = static_cast<std::uint32_t>(out.files.size() - 1);
    out.tables.push_back(std::move(read->table));
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return out;
}

}  // namespace dedere::run
