// A feed (RSS 2.0, RSS 1.0, Atom) into its items, each an article of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "time/date.hpp"

namespace dedere::read {

struct FeedItem {
  std::string text;                      // the title, then the content or, without one, the summary
  std::optional<time::Date> published;
};

// Begins as a feed does: an XML document whose first element is `rss`, `rdf:RDF` or `feed`.
[[nodiscard]] bool looks_like_feed(std::string_view text);

// In the order of the feed; items without words are left out. What is not well formed is read as far as it can be. No entity is expanded but XML's
// own, and nothing is fetched.
[[nodiscard]] std::vector<FeedItem> items_of_feed(std::string_view utf8);

}  // namespace dedere::read
