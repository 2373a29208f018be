#include "names/of_record.hpp"

#include <unordered_map>

#include "names/row_reader.hpp"
#include "record/usual_names.hpp"

namespace dedere::names {

std::vector<Listed> of_record(const record::View& view) {
  std::vector<Listed> persons;
  std::unordered_map<std::string_view, std::size_t> by_id;
  const auto usual = record::usual_names(view);
  for (const auto row : view.rows("persons")) {
    by_id.emplace(row.id(), persons.size());
    auto& person = persons.emplace_back(Listed{.id = std::string(row.id()), .caption = std::string(usual.at(row.id())), .names = {}, .identity = {}});
    person.names.push_back({std::string(row.cell("name")), Quality::primary});
    if (const auto birth = read_birth(row.cell("born"))) person.identity.births.push_back(*birth);
    if (const auto nationality = row.cell("nationality"); !nationality.empty()) person.identity.nationalities.emplace_back(nationality);
    person.identity.sex = read_sex(row.cell("sex"));
  }
  for (const auto row : view.rows("names"))
    if (const auto found = by_id.find(row.cell("person")); found != by_id.end() && row.cell("kind") != "surname") persons[found->second].names.push_back({std::string(row.cell("name")), Quality::alias});
  return persons;
}

}  // namespace dedere::names
