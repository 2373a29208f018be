#include "record/usual_names.hpp"

namespace dedere::record {

std::unordered_map<std::string_view, std::string_view> usual_names(const View& view) {
  std::unordered_map<std::string_view, std::string_view> usual;
  for (const auto row : view.rows("names"))
    if (row.cell("kind") == "short" && row.cell("script") == "Latn") usual.try_emplace(row.cell("person"), row.cell("name"));
  for (const auto row : view.rows("persons")) usual.try_emplace(row.id(), row.cell("name"));
  return usual;
}

}  // namespace dedere::record
