// dedere run FILE…: the reasoner alone. Tables of facts in, what a program concludes out.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/horizon.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/process.hpp"
#include "run/output.hpp"
#include "run/read.hpp"
#include "run/write.hpp"

namespace dedere::cli {
namespace {

using language::PredicateId;
using language::Program;

constexpr std::size_t largest_program = 64U << 20U;

Result<Program> program_of(const std::vector<std::string>& files, std::vector<Diagnostic>& warnings) {
  language::Sources sources;
  std::vector<Diagnostic> faults;
  for (const auto& file : files) sources.add({file, TRY(read_file(file, largest_program))}, faults);
  if (!faults.empty()) return Failure(std::move(faults));
  return language::load(std::move(sources), {}, warnings);
}

// "500M", "2G", "1048576": bytes.
Result<std::int64_t> size_of(const std::string& text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  std::string_view unit(end, text.data() + text.size());
  if (unit.ends_with("iB")) unit.remove_suffix(2);
  else if (unit.ends_with("B")) unit.remove_suffix(1);
  const auto shift = unit.empty() ? 0 : unit == "K" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : -1;
  if (error != std::errc() || n <= 0 || shift < 0 || n > (std::int64_t{1} << 62U >> shift))
    return Failure(fault("A007", fmt::format("`--memory {}` is not a size", text), "write a number of bytes, or one with K, M or G, such as 2G"));
  return n << shift;
}

std::string in_units(std::int64_t bytes) { return bytes >= std::int64_t{1} << 30U ? fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1 << 30)) : fmt::format("{:.0f} MiB", static_cast<double>(bytes) / (1 << 20)); }

Result<run::Header> header_of(const std::string& text) {
  if (text == "auto") return run::Header::detect;
  if (text == "yes") return run::Header::yes;
  if (text == "no") return run::Header::no;
  return Failure(fault("A007", fmt::format("`--header {}` means nothing", text), "write `auto`, `yes` or `no`"));
}

// As the facts were written, or as the options say.
Result<run::Style> style_of(run::Style facts, const RunOptions& command, run::Header header) {
  if (header != run::Header::detect) facts.header = header == run::Header::yes;
  if (command.tables == "csv") facts.separator = ',';
  else if (command.tables == "tsv") facts.separator = '\t';
  else if (!command.tables.empty()) return Failure(fault("A007", fmt::format("`--tables {}` means nothing", command.tables), "write `csv` or `tsv`"));
  if (command.instants == "seconds") facts.clock = run::Clock::seconds;
  else if (command.instants == "calendar") facts.clock = run::Clock::calendar;
  else if (!command.instants.empty()) return Failure(fault("A007", fmt::format("`--instants {}` means nothing", command.instants), "write `seconds` or `calendar`"));
  return facts;
}

// Those declared `output`; where none is, those that rules conclude.
std::vector<PredicateId> outputs(const Program& program) {
  if (!program.outputs.empty()) return program.outputs;
  std::vector<PredicateId> out;
  for (std::uint32_t i = 0; i < program.predicates.size(); ++i)
    if (!program.rules_of[i].empty()) out.push_back({i});
  return out;
}

// What each stage took, for `--stats`.
class Account {
 public:
  void stage(const std::string& what) {
    const auto now = processor_seconds();
    if (!last_.empty()) lines_.push_back(fmt::format("{:8.3f} s  {}", now - since_, last_));
    last_ = what, since_ = now;
  }
  void note(std::string line) { lines_.push_back(std::move(line)); }
  [[nodiscard]] std::string text() {
    stage("");
    std::string out;
    for (const auto& line : lines_) out += line + "\n";
    return out + fmt::format("{:8.3f} s  in all, of one processor; {} at most\n", processor_seconds(), in_units(peak_memory()));
  }

 private:
  std::vector<std::string> lines_;
  std::string last_;
  double since_ = 0;
};

// A value in a list: in quotes where it is not one word.
std::string listed(const Program& program, language::Value v) {
  auto text = program.values.written(v);
  if (program.values.type(v) <= language::text_type || text.find_first_of(" \t\n\r,()\"\\") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) { if (c == '"' || c == '\\') quoted += '\\'; quoted += c == '\n' ? ' ' : c; }
  return quoted + '"';
}

void list(const Program& program, PredicateId predicate, const reason::Relation& relation) {
  for (const auto row : run::sorted_rows(program, predicate, relation)) {
    auto atom = program[predicate].name;
    for (std::size_t i = 0; i < relation.arity(); ++i) atom += (i == 0 ? "(" : ", ") + listed(program, relation.values(row)[i]);
    if (relation.arity() > 0) atom += ")";
    const auto when = relation.when(row);
    for (const auto& interval : time::Times(when)) fmt::print("{}{}\n", atom, interval == time::Interval::always() ? "" : "  " + time::text(interval));
  }
}

}  // namespace

Result<int> run(const Options& options, const RunOptions& command) {
  const auto memory = command.memory.empty() ? machine_memory() : TRY(size_of(command.memory));
  const auto header = TRY(header_of(command.header));
  auto style = TRY(style_of({}, command, header));
  const auto too_much = fault("F013", fmt::format("the run needs more than {}", in_units(memory)), "give it more with `--memory`, or fewer facts");
  limit_memory(memory, show(too_much), run::OutputFolder::abandon);
  end_when_interrupted(run::OutputFolder::abandon);

  Account account;
  const auto begin = [&](const std::string& what) { progress(what), account.stage(what); };
  begin("reading the program");
  std::vector<Diagnostic> warnings;
  auto program = TRY(program_of(command.files, warnings));
  const auto law = reason::Law::as_known(program, options.as_known, TRY(readings(program, options)));

  run::Facts facts;
  if (!command.facts.empty()) facts = TRY(run::read_facts(program, command.facts, header, [&](const std::string& file) { begin("reading " + file); }));
  style = TRY(style_of(facts.style, command, header));
  std::vector<language::Fact> supposed;  // now that the tables have said whom there is
  for (const auto& text : options.suppose) supposed.push_back(TRY(language::read_fact(text, program)));
  warnings.insert(warnings.end(), facts.warnings.begin(), facts.warnings.end());
  for (const auto& warning : warnings) fmt::print(stderr, "{}\n", show(warning));

  std::optional<run::OutputFolder> folder;
  if (!command.out.empty()) folder.emplace(TRY(run::OutputFolder::open(command.out)));
  begin("reasoning");
  const auto world = reason::World::evaluate(program, std::move(supposed), law.readings, std::move(facts.tables));
  for (const auto predicate : outputs(program)) {
    const auto& name = program[predicate].name;
    begin("reasoning: " + name);
    const auto& relation = world.relation(predicate, reason::Mode::certain);
    if (!folder) {
      list(program, predicate, relation);
      continue;
    }
    begin("writing " + name);
    const auto file = name + (style.separator == '\t' ? ".tsv" : ".csv");
    const auto rows = TRY(folder->table(file, [&](const run::Sink& sink) { return run::write_table(program, predicate, relation, style, sink); }));
    account.note(fmt::format("{:>10}  rows of {}", rows, name));
  }
  if (folder) TRY(folder->finish());
  progress_ends();
  warn_of_horizon(world);
  if (command.stats) fmt::print(stderr, "{}", account.text());
  return 0;
}

}  // namespace dedere::cli
