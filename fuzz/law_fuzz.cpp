// Any bytes as a law file: read, checked, or refused with diagnostics that can be shown; the same bytes as Markdown, a goal and a fact.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "language/program.hpp"

using namespace dedere;

namespace {

void load_as(const char* name, const std::string& text) {
  language::Sources sources;
  std::vector<Diagnostic> said;
  sources.add({name, text}, said);
  auto result = language::load(std::move(sources), {}, said);
  if (!result) said = result.error().diagnostics();
  for (const auto& d : said)
    if (show(d).empty() || d.code.empty() || d.message.empty()) std::abort();
  if (!result) return;
  for (std::uint32_t r = 0; r < result->rules.size(); ++r) (void)result->sources.paragraph(result->rules[r].span);
}

language::Program& small() {
  static auto program = [] {
    language::Sources sources;
    std::vector<Diagnostic> said;
    sources.add({"small.law", R"(type S. entity a: S. predicate p(s: S, d: Date, t: Text, n: Number) "{s} {d} {t} {n}". open predicate o(s: S) "{s}".)"}, said);
    return *language::load(std::move(sources), {}, said);
  }();
  return program;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  load_as("x.law", text);
  load_as("x.md", "# H\n\n```law\n" + text);
  (void)language::read_goal(text, small());
  (void)language::read_fact(text, small());
  return 0;
}
