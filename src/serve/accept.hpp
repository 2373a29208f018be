// What a client can take (RFC 9110, section 12.5).
#pragma once

#include <string_view>

namespace dedere::serve {

// Does the header Accept, blank if there is none, take this media type? "text/*" and "*/*" do, what has q=0 does not; the most specific range decides.
[[nodiscard]] bool accepts(std::string_view accept, std::string_view type);

// Does the header Accept-Encoding, blank if there is none, take gzip?
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

// Does the header If-None-Match name this tag? "*" names any; whether a tag is weak does not matter here.
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace dedere::serve
