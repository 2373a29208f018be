// A file's bytes into the articles that it holds: plain text or a web page is one, a feed has one an item.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "read/claim.hpp"

namespace dedere::read {

// `id` is the article's; the items of a feed get "ID#1", "ID#2" … The day of publication is set where metadata states it. Fails as `decode` does, and
// where a page has no story or a feed no items (T005). `file` is for the diagnostic.
[[nodiscard]] Result<std::vector<Article>> articles(std::string_view bytes, const std::string& file, const std::string& id);

}  // namespace dedere::read
