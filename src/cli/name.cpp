// dedere name 'TEXT': who that may be, with reasons.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "names/register.hpp"

namespace dedere::cli {
namespace {

void print_text(const char* kind, const std::vector<names::Candidate>& found) {
  for (const auto& c : found) fmt::print("{:<7} {:<20} {:.2f}  {}  ({}: {})\n", kind, c.id, c.score, c.name, names::name(c.how), c.matched);
}

nlohmann::ordered_json to_json(const std::vector<names::Candidate>& found) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& c : found) {
    nlohmann::ordered_json one{{"id", c.id}, {"name", c.name}, {"score", c.score}, {"how", names::name(c.how)}, {"matched", c.matched}};
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

Result<int> name(const Options& options, const NameOptions& command) {
  const auto package = TRY(record::load(options.record));
  const auto persons = names::Register::of_persons(package).find(command.text);
  const auto states = names::Register::of_states(package).find(command.text);
  if (options.format == Format::json) {
    const nlohmann::ordered_json out{{"schema", "dedere/name/1"}, {"text", command.text}, {"persons", to_json(persons)}, {"states", to_json(states)}};
    print_line(out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return 0;
  }
  print_text("person", persons);
  print_text("state", states);
  if (persons.empty() && states.empty()) fmt::print("nobody on record has this name\n");
  return 0;
}

}  // namespace dedere::cli
