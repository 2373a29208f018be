// A program and its tables of facts, as `dedere run` takes them: read, reasoned on, every answer written and read again; and a fact that goes and comes back
// leaves the answers as they were. The tables follow the program, each after a line `=== NAME.csv`.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/small.hpp"
#include "reason/decide.hpp"
#include "run/write.hpp"

using namespace dedere;
using namespace dedere::reason;
using fuzz::expect;

namespace {

constexpr std::size_t most_rows = 24;

std::vector<std::string_view> parts(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const auto next = text.find("\n=== ", at);
    out.push_back(text.substr(at, next == text.npos ? text.npos : next + 1 - at));
    if (next == text.npos) return out;
    at = next + 5;
  }
}

std::string answers(const language::Program& program, const World& world, PredicateId p, const run::Style& style) {
  std::string out;
  const auto done = run::write_table(program, p, world.relation(p, Mode::certain), style, [&](std::string_view piece) { out += piece; return true; });
  expect(done || style.separator == '\t');
  return done ? out : "";
}

std::vector<std::string> all_answers(const language::Program& program, const World& world, const run::Style& style) {
  std::vector<std::string> out;
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p) out.push_back(answers(program, world, {p}, style));
  return out;
}

void read_again(const language::Program& program, PredicateId p, const std::string& text, const run::Style& style) {
  const auto as_written = !style.header ? run::Header::no : program[p].arguments.empty() ? run::Header::detect : run::Header::yes;
  expect(static_cast<bool>(run::read_table(program, p, style.separator == '\t' ? "x.tsv" : "x.csv", text, as_written)));
}

language::Fact first_row(const language::Program& program, const Table& table) {
  const auto arity = static_cast<std::ptrdiff_t>(program[table.predicate].arguments.size());
  return {table.predicate, {table.cells.begin(), table.cells.begin() + arity}, table.when.empty() ? time::IntervalSet::always() : time::IntervalSet(table.when.front()), {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sections = parts({reinterpret_cast<const char*>(data), size});
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"x.law", std::string(sections[0])}, said);
  auto program = language::load(std::move(sources), {}, said);
  if (!program || !fuzz::is_small(*program)) return 0;
  std::vector<Table> tables;
  run::Style style;
  std::size_t rows = program->facts.size();
  for (std::size_t i = 1; i < sections.size(); ++i) {
    const auto line = sections[i].substr(0, sections[i].find('\n'));
    const auto p = program->find_predicate(line.substr(0, line.rfind('.')));
    if (!p) continue;
    auto read = run::read_table(*program, *p, std::string(line), sections[i].substr(std::min(line.size() + 1, sections[i].size())), run::Header::detect);
    if (!read) {
      for (const auto& d : read.error().diagnostics()) expect(!show(d).empty());
      return 0;
    }
    style = read->style;
    rows += std::max(read->table.when.size(), read->table.cells.size());
    tables.push_back(std::move(read->table));
  }
  if (rows > most_rows) return 0;
  const auto law = Law::as_known(*program, std::nullopt, {});
  auto world = World::evaluate(*program, {}, law.readings, tables);
  if (!fuzz::ends_soon(world)) return 0;
  const auto before = all_answers(*program, world, style);
  for (std::uint32_t p = 0; p < before.size(); ++p)
    if (!before[p].empty()) read_again(*program, {p}, before[p], style);
  for (const auto& table : tables) {
    if (table.cells.empty() && table.when.empty()) continue;
    const auto undo = world.change({{}, {first_row(*program, table)}});
    if (!fuzz::ends_soon(world)) return 0;
    (void)all_answers(*program, world, style);
    (void)world.change(undo);
    expect(all_answers(*program, world, style) == before);
  }
  return 0;
}
