// The target of a request, taken apart: "/api/states/mn?on=2024-09-03" is a path of three parts and one parameter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dedere::serve {

struct Target {
  std::vector<std::string> path;                                    // "/a%20b//c/" is {"a b", "", "c", ""}; "/" is {""}
  std::vector<std::pair<std::string, std::string>> parameters;     // in the order in which they stand

  // None where it is no path, or an escape (%XX) is none, or it holds a NUL or what is not UTF-8.
  [[nodiscard]] static std::optional<Target> parse(std::string_view text);

  [[nodiscard]] std::string_view parameter(std::string_view name) const;                       // the first; blank if there is none
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

}  // namespace dedere::serve
