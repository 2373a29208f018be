// What comes in and what goes out, as values: nothing here knows of sockets.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dedere::serve {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;   // "GET"
  std::string target;   // as it was sent: "/api/duty?person=a%20b"
  Headers headers;      // names in lower case
  std::string body;

  // The first of that name, given in lower case; blank if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

// The bytes of an answer are shared by all who are given the same one.
using Bytes = std::shared_ptr<const std::string>;
[[nodiscard]] inline Bytes bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

struct Response {
  int status = 200;
  std::string type = "application/json";
  Bytes body = bytes("");
  Headers headers = {};
};

}  // namespace dedere::serve
