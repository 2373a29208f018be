// What went wrong, in the one shape that all errors have (RFC 9457): {"type", "title", "status", "detail", "diagnostics": […]}.
#pragma once

#include <string>

#include "base/result.hpp"
#include "serve/message.hpp"

namespace dedere::serve {

[[nodiscard]] std::string_view title_of(int status);                          // "Not Found"
[[nodiscard]] Response problem(int status, const Failure& failure, Headers headers = {});
[[nodiscard]] Response problem(int status, std::string message, std::string help, Headers headers = {});   // of a request as such: H001

// 404 where what was asked for is not on record, otherwise 400.
[[nodiscard]] int status_of(const Failure& failure);

}  // namespace dedere::serve
