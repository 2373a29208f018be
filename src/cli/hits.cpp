#include "cli/hits.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/files.hpp"

namespace dedere::cli {

Result<std::shared_ptr<const names::Lexicon>> names_lexicon() {
  return std::make_shared<const names::Lexicon>(TRY(names::Lexicon::load(names::lexicon_on_disk((home() / "lexicon" / "names").string()))));
}

std::string reasons(const names::Hit& hit) {
  std::string out;
  for (const auto& term : hit.terms) {
    if (!out.empty()) out += "; ";
    out += names::name(term.how);
    if (!term.asked.empty()) out += " " + term.asked;
    if (!term.asked.empty() && !term.listed.empty()) out += " =";
    if (!term.listed.empty()) out += " " + term.listed;
    out += fmt::format(" {:+.2f}", term.bits);
  }
  return out;
}

nlohmann::ordered_json to_json(const names::Listed& listed, std::string_view matched, const names::Hit& hit) {
  auto terms = nlohmann::ordered_json::array();
  for (const auto& term : hit.terms) terms.push_back({{"how", names::name(term.how)}, {"asked", term.asked}, {"listed", term.listed}, {"bits", term.bits}});
  return {{"entry", listed.id}, {"name", listed.caption}, {"matched", matched}, {"score", hit.score}, {"band", names::name(hit.band)}, {"terms", std::move(terms)}};
}

}  // namespace dedere::cli
