#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "publish/formats.hpp"
#include "record/place.hpp"

namespace dedere::publish {
namespace {

using Json = nlohmann::ordered_json;

// Bounded, so that a file of nothing but brackets cannot exhaust the stack; a geometry needs nine levels below its file.
constexpr int deepest = 32;

bool shallow(const std::string& text) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_text && text[i] == '\\') ++i;
    else if (text[i] == '"') in_text = !in_text;
    else if (!in_text && (text[i] == '[' || text[i] == '{') && ++depth > deepest) return false;
    else if (!in_text && (text[i] == ']' || text[i] == '}')) --depth;
  }
  return true;
}

// The code of ISO 3166-1 that a feature names, in lower case; blank if none. Natural Earth writes -99 where it has doubts, and a second column then.
std::string code(const Json& feature) {
  std::vector<Json> candidates;
  if (const auto properties = feature.find("properties"); properties != feature.end() && properties->is_object())
    for (const auto* name : {"ISO_A2_EH", "ISO_A2", "iso_a2_eh", "iso_a2", "ISO3166-1-Alpha-2"}) if (properties->contains(name)) candidates.push_back((*properties)[name]);
  if (feature.contains("id")) candidates.push_back(feature["id"]);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const auto& candidate : candidates) {
    if (!candidate.is_string()) continue;
    auto text = candidate.get<std::string>();
    if (text.size() != 2 || !std::ranges::all_of(text, is_letter)) continue;
    for (auto& c : text) c = static_cast<char>(c | 0x20);
    return text;
  }
  return {};
}

using Outlines = std::map<std::string, Json>;

Failure not_outlines(const std::string& file, const char* what) {
  return Failure(fault("R002", fmt::format("`{}`: {}", file, what), "give a GeoJSON FeatureCollection whose features name a code of ISO 3166-1, such as Natural Earth's countries"));
}

Result<Outlines> read(const std::string& file, const std::string& text) {
  if (!shallow(text)) return not_outlines(file, "this is nested deeper than any GeoJSON");
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return not_outlines(file, "this is not JSON");
  if (!json.is_object() || !json.contains("features") || !json["features"].is_array()) return not_outlines(file, "there is no list `features`");
  Outlines out;
  for (const auto& feature : json["features"]) {
    if (!feature.is_object() || !feature.contains("geometry") || !feature["geometry"].is_object()) continue;
    if (const auto id = code(feature); !id.empty()) out.try_emplace(id, feature["geometry"]);
  }
  if (out.empty()) return not_outlines(file, "no feature has both a geometry and a code");
  return out;
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

}  // namespace

Result<Bundle> geojson(const std::vector<Standing>& states, time::Date on, const std::string& outlines_file, const std::optional<std::string>& outlines) {
  Outlines drawn;
  if (outlines) drawn = TRY(read(outlines_file, *outlines));
  std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
  for (const auto& s : states) {
    const auto geometry = drawn.find(s.id);
    const Json feature{{"type", "Feature"}, {"id", s.id}, {"geometry", geometry == drawn.end() ? Json() : geometry->second},
                       {"properties", {{"name", s.name}, {"on", on.iso()}, {"status", s.status.empty() ? Json() : Json(s.status)}, {"from", or_null(s.from)}, {"to", or_null(s.to)},
                                       {"withdrawing", s.withdrawing}, {"in_doubt", s.in_doubt}}}};
    out += (&s == states.data() ? "\n" : ",\n") + feature.dump(-1, ' ', false, Json::error_handler_t::replace);  // a line a state
  }
  return Bundle{{"states.geojson", out + "\n]}\n"}};
}

}  // namespace dedere::publish
