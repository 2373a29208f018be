#include "read/json.hpp"

#include <nlohmann/json.hpp>

namespace dedere::read {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& s) { return s.empty() ? ordered_json(nullptr) : ordered_json(s); }
ordered_json day_or_null(const std::optional<time::Edtf>& d) { return d ? ordered_json(d->text()) : ordered_json(nullptr); }

}  // namespace

ordered_json to_json(const Claim& c) {
  ordered_json j;
  j["kind"] = name(c.kind);
  j["person"] = text_or_null(c.person);
  j["person_name"] = text_or_null(c.person_name);
  j["state"] = text_or_null(c.state);
  j["from"] = day_or_null(c.from);
  j["to"] = day_or_null(c.to);
  j["status"] = c.status ? ordered_json(name(*c.status)) : ordered_json(nullptr);
  j["polarity"] = name(c.polarity);
  j["attributed_to"] = text_or_null(c.attributed_to);
  j["via"] = text_or_null(c.via);
  if (!c.with.empty()) j["with"] = c.with;
  j["value"] = text_or_null(c.value);
  j["quote"] = {{"text", c.quote.text}, {"start", c.quote.start}, {"end", c.quote.end}};
  j["rule"] = c.rule;
  return j;
}

std::string claims_line(const Article& article, const std::vector<Claim>& claims, const std::string& language, const Proposals* second) {
  ordered_json j;
  j["schema"] = "dedere/claims/1";
  j["id"] = article.id;
  j["published"] = article.published ? ordered_json(article.published->iso()) : ordered_json(nullptr);
  j["language"] = text_or_null(language);
  j["claims"] = ordered_json::array();
  for (const auto& c : claims) j["claims"].push_back(to_json(c));
  if (second != nullptr) {
    auto& s = j["second"] = {{"model", second->model}, {"proposed", second->proposed}, {"agreed", second->agreed}, {"kept", ordered_json::array()},
                             {"dropped", {{"malformed", second->malformed}, {"not_quoted", second->not_quoted}, {"not_named", second->not_named}, {"no_such_day", second->no_such_day}}}};
    for (const auto& c : second->kept) s["kept"].push_back(to_json(c));
  }
  return j.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string journey_line(const Journey& journey) {
  ordered_json j;
  j["schema"] = "dedere/grouped/1";
  j["person"] = text_or_null(journey.person);
  j["person_name"] = text_or_null(journey.person_name);
  j["state"] = text_or_null(journey.state);
  j["from"] = day_or_null(journey.from);
  j["to"] = day_or_null(journey.to);
  j["status"] = journey.status ? ordered_json(name(*journey.status)) : ordered_json(nullptr);
  j["contradicted"] = journey.contradicted;
  j["reports"] = ordered_json::array();
  for (const auto& r : journey.reports) {
    ordered_json report = {{"id", r.article}, {"published", r.published ? ordered_json(r.published->iso()) : ordered_json(nullptr)}};
    report["claim"] = to_json(r.claim);
    j["reports"].push_back(std::move(report));
  }
  return j.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace dedere::read
