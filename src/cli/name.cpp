// dedere name 'TEXT': who that may be, with reasons.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/hits.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/of_record.hpp"
#include "names/register.hpp"

namespace dedere::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double least = 6;   // bits: somebody who asks for one name wants to see more than a screening shows

Json to_json(const std::vector<names::Candidate>& found) {
  auto list = Json::array();
  for (const auto& c : found) list.push_back({{"id", c.id}, {"name", c.name}, {"score", c.score}, {"how", names::name(c.how)}, {"matched", c.matched}});
  return list;
}

void print_text(const char* kind, const std::vector<names::Candidate>& found) {
  for (const auto& c : found) fmt::print("{:<7} {:<20} {:.2f}  {}  ({}: {})\n", kind, c.id, c.score, c.name, names::name(c.how), c.matched);
}

void print_text(const names::Index& index, const names::Hit& hit) {
  const auto& listed = index.listed()[hit.entry];
  fmt::print("weighed {:<20} {:.2f}  {}  ({}: {})\n        {}\n", listed.id, hit.score, listed.caption, names::name(hit.band), index.written(hit.name), reasons(hit));
}

}  // namespace

Result<int> name(const Options& options, const NameOptions& command) {
  const auto package = TRY(record::load(options.record));
  const auto persons = names::Register::of_persons(package).find(command.text);
  const auto states = names::Register::of_states(package).find(command.text);
  const names::Index index(TRY(names_lexicon()), names::of_record(package.as_known(options.as_known)));
  names::Matcher matcher(index);
  const auto& hits = matcher.find({.name = command.text}, {.least = least});
  if (options.format == Format::json) {
    auto weighed = Json::array();
    for (const auto& hit : hits) weighed.push_back(to_json(index.listed()[hit.entry], index.written(hit.name), hit));
    const Json out{{"schema", "dedere/name/1"}, {"text", command.text}, {"persons", to_json(persons)}, {"states", to_json(states)}, {"weighed", std::move(weighed)}};
    print_line(out.dump(2, ' ', false, Json::error_handler_t::replace));
    return 0;
  }
  print_text("person", persons);
  print_text("state", states);
  for (const auto& hit : hits) print_text(index, hit);
  if (persons.empty() && states.empty() && hits.empty()) fmt::print("nobody on record has this name\n");
  return 0;
}

}  // namespace dedere::cli
