// What the API answers: every path, with the parameters that it takes and the function that answers. docs/openapi.json says the same for others, and a
// test holds the two against each other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/call.hpp"

namespace dedere::serve {

// A quick answer takes milliseconds; a long one is one of few at a time.
enum class Weight { quick, lengthy };

struct Route {
  std::string_view method, path;                                     // "/api/states/{id}"
  std::vector<std::string_view> parameters;
  Result<Response> (*answer)(Desk& desk, const Call& call);           // null: the service has it at hand (health, metrics, description)
  Weight weight = Weight::quick;
  std::vector<std::string_view> types = {"application/json"};        // media types that it may answer with
  std::vector<std::string_view> takes = {};                          // of a POST: media types of the body
};

[[nodiscard]] std::span<const Route> routes();

struct Found {
  const Route* route = nullptr;             // null: no route has this path
  std::vector<std::string> captured;
  std::vector<std::string_view> methods;    // that the path has, where the request's is not among them
};
[[nodiscard]] Found find_route(std::string_view method, const Target& target);

// H002 where the query has a parameter that the route does not take, or one twice that stands once.
[[nodiscard]] Result<Done> check_parameters(const Route& route, const Target& target);

}  // namespace dedere::serve
