// The one door to a network: a POST of JSON to an address that the user gave.
#pragma once

#include <string>

#include "base/result.hpp"

namespace dedere::cli {

// The body of the answer. T017 where there is none within two minutes, it is larger than 4 MB, or its status is not 200. A key, where the endpoint wants one,
// is taken from the environment (DEDERE_SECOND_KEY), so that it stands in no command line.
[[nodiscard]] Result<std::string> post_json(const std::string& address, const std::string& body);

}  // namespace dedere::cli
