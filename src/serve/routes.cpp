#include "serve/routes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::array repeatable{std::string_view("reading"), std::string_view("suppose")};

// With those that every question takes which is asked of a world.
Names and_world(Names own) {
  own.insert(own.end(), {"as_known", "reading", "suppose"});
  return own;
}

const std::vector<Route>& table_of_routes() {
  const Names texts{"text/plain", "text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "application/xml", "text/xml"};
  static const std::vector<Route> all{
      {"GET", "/api/duty", and_world({"person", "state", "on", "from", "to"}), duty},
      {"GET", "/api/receipt", and_world({"person", "state", "on", "from", "to"}), duty_receipt},
      {"GET", "/api/ask", and_world({"goal", "on", "from", "to"}), ask, Weight::lengthy},
      {"GET", "/api/why", and_world({"goal", "on"}), why},
      {"GET", "/api/whynot", and_world({"goal", "on"}), why_not},
      {"POST", "/api/brief", and_world({"published", "format"}), serve::brief, Weight::lengthy, {"application/json", "text/html", "text/markdown"}, texts},
      {"POST", "/api/read", {"published"}, serve::read, Weight::lengthy, {"application/json"}, texts},
      {"POST", "/api/verify", {}, serve::verify, Weight::lengthy, {"application/json"}, {"application/json", "text/html"}},
      {"GET", "/api/name", {"text"}, serve::name},
      {"GET", "/api/search", {"text", "as_known"}, search},
      {"GET", "/api/statuses", and_world({}), statuses},
      {"GET", "/api/states", and_world({"on"}), states},
      {"GET", "/api/states/{id}", and_world({"on"}), state},
      {"GET", "/api/status", and_world({"state", "on"}), status},
      {"GET", "/api/parties", and_world({"on", "since"}), parties},
      {"GET", "/api/geojson", and_world({"on"}), geojson, Weight::quick, {"application/geo+json"}},
      {"GET", "/api/persons", and_world({"on"}), persons},
      {"GET", "/api/persons/{id}", and_world({"on"}), person},
      {"GET", "/api/journeys", and_world({"person", "state"}), journeys},
      {"GET", "/api/precedents", and_world({"person", "state", "outcome", "from", "to"}), precedents},
      {"GET", "/api/findings", and_world({}), findings},
      {"GET", "/api/findings/{id}", and_world({}), finding},
      {"GET", "/api/sources", and_world({}), sources},
      {"GET", "/api/sources/{id}", and_world({}), source},
      {"GET", "/api/history/{path}", {"as_known"}, history},
      {"GET", "/api/law", {}, law},
      {"GET", "/api/law/{path}", {}, law_file, Weight::lengthy},
      {"GET", "/api/casebook", {}, casebook, Weight::lengthy},
      {"GET", "/api/questions", {"as_known"}, questions},
      {"GET", "/api/diff", and_world({"from", "to", "as_known_to", "person", "state"}), diff, Weight::lengthy},
      {"GET", "/api/tables", {"as_known"}, tables},
      {"GET", "/api/tables/{id}", {"as_known"}, serve::table, Weight::quick, {"text/csv"}},
      {"GET", "/api/package.zip", {"as_known"}, package, Weight::lengthy, {"application/zip"}},
      {"GET", "/feeds/all.atom", {"as_known"}, feed_of_all, Weight::quick, {"application/atom+xml"}},
      {"GET", "/feeds/persons/{id}", {"as_known"}, feed_of_person, Weight::quick, {"application/atom+xml"}},
      {"GET", "/feeds/states/{id}", {"as_known"}, feed_of_state, Weight::quick, {"application/atom+xml"}},
      {"GET", "/api/about", {}, about},
      // Of these the service takes care itself.
      {"GET", "/health", {}, nullptr},
      {"GET", "/metrics", {}, nullptr, Weight::quick, {"text/plain"}},
      {"GET", "/openapi.json", {}, nullptr},
      {"GET", "/schema/{id}", {}, nullptr, Weight::quick, {"application/schema+json"}},
  };
  return all;
}

// The parts of a route's path fit those of a target's; those in braces are captured.
bool fits(std::string_view pattern, const std::vector<std::string>& path, std::vector<std::string>& captured) {
  captured.clear();
  pattern.remove_prefix(1);
  for (std::size_t i = 0;; ++i) {
    const auto end = pattern.find('/');
    const auto part = pattern.substr(0, end);
    if (i == path.size()) return false;
    if (part == "{path}" && !path.back().empty()) {   // all that is left
      std::string rest = path[i];
      for (++i; i < path.size(); ++i) rest += '/' + path[i];
      captured.push_back(std::move(rest));
      return true;
    }
    if (part.starts_with('{') && !path[i].empty()) captured.push_back(path[i]);
    else if (part != path[i]) return false;
    if (end == std::string_view::npos) return i + 1 == path.size();
    pattern.remove_prefix(end + 1);
  }
}

}  // namespace

std::span<const Route> routes() { return table_of_routes(); }

Found find_route(std::string_view method, const Target& target) {
  Found out;
  for (const auto& route : table_of_routes()) {
    std::vector<std::string> captured;
    if (!fits(route.path, target.path, captured)) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) return {&route, std::move(captured), {}};
    out.methods.push_back(route.method);
  }
  return out;
}

Result<Done> check_parameters(const Route& route, const Target& target) {
  Names seen;
  for (const auto& [name, value] : target.parameters) {
    if (std::ranges::find(route.parameters, name) == route.parameters.end()) {
      const std::vector<std::string> known(route.parameters.begin(), route.parameters.end());
      const auto near = did_you_mean(name, known);
      std::string all;
      for (const auto& one : known) all += (all.empty() ? "" : ", ") + one;
      return unusable(fmt::format("{} has no parameter `{}`", route.path, name), near ? fmt::format("did you mean `{}`?", *near) : known.empty() ? "leave it out" : "it takes " + all);
    }
    if (std::ranges::find(repeatable, name) == repeatable.end()) {
      if (std::ranges::find(seen, name) != seen.end()) return unusable(fmt::format("`{}` is given twice", name), "give it once");
      seen.push_back(name);
    }
  }
  return Done{};
}

}  // namespace dedere::serve
