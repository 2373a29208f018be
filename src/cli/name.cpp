// dedere name 'TEXT': who that may be, with reasons.
#include <fmt/core.h>

#include "cli/command.hpp"
#include "cli/hits.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/of_record.hpp"
#include "names/parts.hpp"

namespace dedere::cli {
namespace {

void print_text(const char* kind, const std::vector<names::Candidate>& found) {
  for (const auto& c : found) fmt::print("{:<7} {:<20} {:.2f}  {}  ({}: {})\n", kind, c.id, c.score, c.name, names::name(c.how), c.matched);
}

void print_text(const names::Index& index, const names::Hit& hit) {
  const auto& listed = index.listed()[hit.entry];
  fmt::print("weighed {:<20} {:.2f}  {}  ({}: {})\n        {}\n", listed.id, hit.score, listed.caption, names::name(hit.band), index.written(hit.name), reasons(hit));
}

}  // namespace

Result<int> name(const Options& options, const NameOptions& command) {
  names::Parts words;
  words.read(command.text);
  if (words.size() == 0) return Failure(fault("N008", "the text has no name", "give a name as it is written, in any script: `dedere name 'TEXT'`"));
  const auto package = TRY(record::load(options.record));
  const names::Index index(TRY(names_lexicon()), names::of_record(package.as_known(options.as_known)));
  const auto found = names::find(command.text, names::Register::of_persons(package), names::Register::of_states(package), index);
  if (options.format == Format::json) {
    print_line(names::json(found));
    return 0;
  }
  print_text("person", found.persons);
  print_text("state", found.states);
  for (const auto& hit : found.weighed) print_text(index, hit);
  if (found.persons.empty() && found.states.empty() && found.weighed.empty()) fmt::print("nobody on record has this name\n");
  return 0;
}

}  // namespace dedere::cli
