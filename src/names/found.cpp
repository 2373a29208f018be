#include "names/found.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace dedere::names {
namespace {

using Json = nlohmann::ordered_json;

constexpr double least = 6;   // bits: somebody who asks for one name wants to see more than a screening shows

Json listed_json(const std::vector<Candidate>& found) {
  auto list = Json::array();
  for (const auto& c : found) list.push_back({{"id", c.id}, {"name", c.name}, {"score", c.score}, {"how", name(c.how)}, {"matched", c.matched}});
  return list;
}

}  // namespace

Found find(const std::string& text, const Register& persons, const Register& states, const Index& index) {
  Matcher matcher(index);
  const auto& hits = matcher.find({.name = text}, {.least = least});
  return {text, persons.find(text), states.find(text), {hits.begin(), hits.end()}, index};
}

std::string json(const Found& found) {
  auto weighed = Json::array();
  for (const auto& hit : found.weighed) weighed.push_back(to_json(found.index.listed()[hit.entry], found.index.written(hit.name), hit));
  const Json out{{"schema", "dedere/name/1"}, {"text", found.text}, {"persons", listed_json(found.persons)}, {"states", listed_json(found.states)}, {"weighed", std::move(weighed)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string reasons(const Hit& hit) {
  std::string out;
  for (const auto& term : hit.terms) {
    if (!out.empty()) out += "; ";
    out += name(term.how);
    if (!term.asked.empty()) out += " " + term.asked;
    if (!term.asked.empty() && !term.listed.empty()) out += " =";
    if (!term.listed.empty()) out += " " + term.listed;
    out += fmt::format(" {:+.2f}", term.bits);
  }
  return out;
}

nlohmann::ordered_json to_json(const Listed& listed, std::string_view matched, const Hit& hit) {
  auto terms = nlohmann::ordered_json::array();
  for (const auto& term : hit.terms) terms.push_back({{"how", name(term.how)}, {"asked", term.asked}, {"listed", term.listed}, {"bits", term.bits}});
  return {{"entry", listed.id}, {"name", listed.caption}, {"matched", matched}, {"score", hit.score}, {"band", name(hit.band)}, {"terms", std::move(terms)}};
}

}  // namespace dedere::names
