#include "read/feed.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>

#include "read/page.hpp"

namespace dedere::read {
namespace {

std::string_view name_of(const xmlNode* node) { return node->type == XML_ELEMENT_NODE ? std::string_view(reinterpret_cast<const char*>(node->name)) : std::string_view(); }

// The words of an element, markup and all.
std::string content(const xmlNode* node) {
  std::string text;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next)
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content != nullptr) text += reinterpret_cast<const char*>(child->content);
  if (text.find_first_not_of(" \t\r\n") != std::string::npos) return text;
  xmlChar* inner = xmlNodeGetContent(node);   // Atom's xhtml content
  if (inner == nullptr) return {};
  text = reinterpret_cast<const char*>(inner);
  xmlFree(inner);
  return text;
}

// The first child of one of these names, in the order wanted.
std::string child(const xmlNode* item, std::initializer_list<std::string_view> wanted) {
  for (const auto& name : wanted)
    for (const xmlNode* node = item->children; node != nullptr; node = node->next)
      if (name_of(node) == name)
        if (auto text = content(node); !text.empty()) return text;
  return {};
}

FeedItem item_of(const xmlNode* node) {
  FeedItem out;
  const auto title = text_of_fragment(child(node, {"title"}));
  const auto body = text_of_fragment(child(node, {"encoded", "content", "description", "summary"}));
  out.text = title;
  if (!body.empty() && body != title) out.text += (title.empty() ? "" : "\n\n") + body;
  if (!out.text.empty()) out.text += '\n';
  out.published = written_day(child(node, {"pubDate", "published", "date", "issued", "updated"}));
  return out;
}

void collect(const xmlNode* node, std::vector<FeedItem>& out, int depth) {
  for (const xmlNode* at = node->children; at != nullptr && depth < 4; at = at->next) {
    if (name_of(at) == "item" || name_of(at) == "entry") {
      if (auto item = item_of(at); !item.text.empty()) out.push_back(std::move(item));
    } else {
      collect(at, out, depth + 1);
    }
  }
}

}  // namespace

bool looks_like_feed(std::string_view text) {
  for (std::size_t at = 0; (at = text.find_first_not_of(" \t\r\n", at)) != std::string_view::npos;) {
    const auto rest = text.substr(at);
    if (rest.starts_with("<?") || rest.starts_with("<!--")) {
      const auto end = text.find('>', at);
      if (end == std::string_view::npos) return false;
      at = end + 1;
      continue;
    }
    for (const std::string_view root : {"<rss", "<rdf:RDF", "<feed"})
      if (rest.starts_with(root) && rest.size() > root.size() && (rest[root.size()] == ' ' || rest[root.size()] == '>' || rest[root.size()] == '\n')) return true;
    return false;
  }
  return false;
}

std::vector<FeedItem> items_of_feed(std::string_view utf8) {
  std::vector<FeedItem> out;
  const int options = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(xmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", options), xmlFreeDoc);
  if (const auto* root = document ? xmlDocGetRootElement(document.get()) : nullptr) collect(root, out, 0);
  return out;
}

}  // namespace dedere::read
