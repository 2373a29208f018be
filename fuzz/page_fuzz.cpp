// Any bytes as a web page and as a feed: a story, items, or diagnostics that can be shown.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "read/feed.hpp"
#include "read/page.hpp"
#include "read/source.hpp"

using namespace dedere;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)read::page(bytes);
  (void)read::items_of_feed(bytes);
  const auto found = read::articles(bytes, "x", "x");
  if (!found) {
    for (const auto& d : found.error().diagnostics())
      if (show(d).empty() || d.code.empty() || d.message.empty()) std::abort();
    return 0;
  }
  for (const auto& article : *found)
    if (article.id.empty()) std::abort();
  return 0;
}
