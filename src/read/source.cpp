#include "read/source.hpp"

#include "read/feed.hpp"
#include "read/page.hpp"
#include "read/text.hpp"

namespace dedere::read {
namespace {

Failure nothing_to_read(const char* what, const char* help, const std::string& file) {
  return Failure(fault("T005", what, help, {.file = file, .line = 0, .column = 0, .length = 1, .heading = {}, .text = {}}));
}

}  // namespace

Result<std::vector<Article>> articles(std::string_view bytes, const std::string& file, const std::string& id) {
  auto text = TRY(decode(bytes, file)).utf8;
  std::vector<Article> out;
  if (looks_like_feed(text)) {
    for (auto& item : items_of_feed(text)) out.push_back({.id = id + "#" + std::to_string(out.size() + 1), .text = std::move(item.text), .published = item.published});
    if (out.empty()) return nothing_to_read("a feed without items", "give the feed as it was served, or an article", file);
  } else if (looks_like_page(text)) {
    auto read = page(text);
    if (read.text.empty()) return nothing_to_read("a page without a story", "scripts may have written it; save the page as the browser shows it, or as plain text", file);
    out.push_back({.id = id, .text = std::move(read.text), .published = read.published});
  } else {
    out.push_back({.id = id, .text = std::move(text), .published = std::nullopt});
  }
  return out;
}

}  // namespace dedere::read
