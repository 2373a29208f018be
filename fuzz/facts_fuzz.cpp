// Any bytes as a table of facts: read or refused with diagnostics that can be shown. What is read is written, and read again: the same table. The first
// byte chooses the predicate and how the table is read.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/small.hpp"
#include "run/write.hpp"

using namespace dedere;
using fuzz::expect;

namespace {

language::Program program() {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({"small.law", R"(type S. entity a: S "A".
predicate none "none". predicate one(s: S) "{s}". predicate pair(a: S, b: S) "{a} {b}". predicate row(n: Number, d: Date, t: Text) "{n} {d} {t}".)"}, said);
  return *language::load(std::move(sources), {}, said);
}

std::string written(const language::Program& law, const reason::Table& table, const run::Style& style, bool& fits) {
  const auto world = reason::World::evaluate(law, {}, {}, {table});
  std::string out;
  const auto done = run::write_table(law, table.predicate, world.relation(table.predicate, reason::Mode::certain), style, [&](std::string_view piece) { out += piece; return true; });
  fits = static_cast<bool>(done);  // tab-separated tables do not hold every text
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto law = program();
  const language::PredicateId p{data[0] % 4U};
  const std::string file = data[0] & 4U ? "x.tsv" : "x.csv";
  const auto header = static_cast<run::Header>((data[0] >> 3U) % 3U);
  const auto read = run::read_table(law, p, file, {reinterpret_cast<const char*>(data) + 1, size - 1}, header);
  if (!read) {
    for (const auto& d : read.error().diagnostics()) expect(!show(d).empty() && !d.code.empty() && d.place.line > 0);
    return 0;
  }
  bool fits = true;
  const auto once = written(law, read->table, read->style, fits);
  if (!fits) return 0;
  // Of what has no columns, a header would be an empty line: there is none.
  const auto as_written = !read->style.header ? run::Header::no : law[p].arguments.empty() ? run::Header::detect : run::Header::yes;
  const auto again = run::read_table(law, p, file, once, as_written);
  expect(static_cast<bool>(again));
  expect(written(law, again->table, read->style, fits) == once);
  return 0;
}
