#include "read/of_record.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "names/mentions.hpp"
#include "record/usual_names.hpp"

namespace dedere::read {
namespace {

using Person = Gazetteer::Person;
using Office = Gazetteer::Office;

Office::Kind office_kind(std::string_view text) {
  if (text == "head_of_state") return Office::Kind::head_of_state;
  if (text == "head_of_government") return Office::Kind::head_of_government;
  if (text.ends_with("minister")) return Office::Kind::minister;
  return Office::Kind::other;
}

Gazetteer::Name::Kind name_kind(std::string_view text) {
  using Kind = Gazetteer::Name::Kind;
  return text == "surname" ? Kind::surname : text == "alias" ? Kind::alias : Kind::full;
}

Person::Sex sex(std::string_view text) { return text == "f" ? Person::Sex::female : text == "m" ? Person::Sex::male : Person::Sex::unknown; }

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(';', at), text.size());
    auto part = text.substr(at, end - at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) parts.emplace_back(part);
    at = end + 1;
  }
  return parts;
}

}  // namespace

Gazetteer gazetteer(const record::View& view) {
  Gazetteer out;
  std::unordered_map<std::string_view, std::size_t> index;
  const auto usual = record::usual_names(view);
  for (const auto row : view.rows("persons")) {
    index[row.id()] = out.persons.size();
    out.persons.push_back({.id = std::string(row.id()), .name = std::string(usual.at(row.id())), .state = std::string(row.cell("nationality")), .sex = sex(row.cell("sex")),
                           .names = {{std::string(row.cell("name")), Gazetteer::Name::Kind::full}}, .offices = {}});
  }
  const auto person = [&](record::Row row) -> Person* {
    const auto found = index.find(row.cell("person"));
    return found == index.end() ? nullptr : &out.persons[found->second];
  };
  for (const auto row : view.rows("names"))
    if (auto* p = person(row)) p->names.push_back({std::string(row.cell("name")), name_kind(row.cell("kind"))});
  for (const auto row : view.rows("offices"))
    if (auto* p = person(row)) {
      const auto from = row.edtf("from"), to = row.edtf("to");
      p->offices.push_back({office_kind(row.cell("kind")), std::string(row.cell("state")), from ? std::optional(from->first) : std::nullopt, to ? std::optional(to->last) : std::nullopt});
    }
  for (const auto row : view.rows("states")) {
    auto names = split(row.cell("other_names"));
    names.emplace_back(row.cell("name"));
    if (!row.cell("official_name").empty()) names.emplace_back(row.cell("official_name"));
    out.states.push_back({std::string(row.id()), std::move(names)});
  }
  return out;
}

Spelling spelling(std::shared_ptr<const names::Lexicon> lexicon, const record::View& view) {
  struct Shared {
    Shared(std::shared_ptr<const names::Lexicon> names, const record::View& persons) : mentions(std::move(names), persons) {}
    names::Mentions mentions;
    std::mutex one_at_a_time;   // a name takes some microseconds
  };
  auto shared = std::make_shared<Shared>(std::move(lexicon), view);
  return [shared](std::string_view name) -> std::optional<std::string> {
    const std::lock_guard lock(shared->one_at_a_time);
    const auto id = shared->mentions.find(name);
    return id ? std::optional<std::string>(*id) : std::nullopt;
  };
}

}  // namespace dedere::read
