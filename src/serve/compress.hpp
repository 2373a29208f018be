// gzip (RFC 1952).
#pragma once

#include <string>
#include <string_view>

namespace dedere::serve {

// `thoroughly` for what is made once and sent often. The same bytes give the same bytes.
[[nodiscard]] std::string gzip(std::string_view text, bool thoroughly = false);

// The same without a header, as a zip file holds it.
[[nodiscard]] std::string deflated(std::string_view text);

}  // namespace dedere::serve
