#include "read/page.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>


namespace dedere::read {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using Name = std::string_view;

// Deeper than any page that people write; what lies below is not read.
constexpr int deepest = 200;

constexpr std::array<Name, 26> dropped = {"script", "style", "noscript", "nav", "footer", "aside", "form", "button", "select", "iframe", "svg", "template", "figure", "figcaption",
                                          "video", "audio", "picture", "object", "menu", "dialog", "input", "textarea", "label", "canvas", "map", "head"};
constexpr std::array<Name, 24> blocks = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "th", "div", "section", "article", "main", "header", "ul", "ol", "table",
                                         "tr", "dd", "dt", "pre", "body"};
// Words of a class, an id or a role that mark what is no part of the story.
constexpr std::array<Name, 58> furniture = {
    "cookie", "consent", "gdpr", "newsletter", "subscribe", "subscription", "signup", "related", "recommended", "recommendations", "recirculation", "readmore", "promo", "share", "sharing", "social", "comments",
    "comment", "sidebar", "breadcrumb", "breadcrumbs", "caption", "wp-caption", "credit", "advert", "advertisement", "ads", "ad", "popup", "modal", "menu", "navigation", "nav", "footer", "tags", "trending", "popular",
    "paywall", "copyright", "toolbar", "skip", "banner", "contentinfo", "complementary", "search", "author-bio", "outbrain", "taboola", "teaser", "teasers", "more-stories", "most-read", "mostread", "also-read",
    "gallery", "player", "visually-hidden", "sr-only"};

Name name_of(const xmlNode* node) { return node->type == XML_ELEMENT_NODE ? Name(reinterpret_cast<const char*>(node->name)) : Name(); }
bool is_block(const xmlNode* node) { return std::ranges::find(blocks, name_of(node)) != blocks.end(); }

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return {};
  std::string text(reinterpret_cast<const char*>(value));
  xmlFree(value);
  return text;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Whether a word of `names` ("story-body related-links") is, or begins or ends with a hyphen or underscore as, one that marks furniture.
bool marks_furniture(const std::string& names) {
  for (std::size_t at = 0; at < names.size();) {
    const auto end = std::min(names.find_first_of(" \t\n", at), names.size());
    const auto word = Name(names).substr(at, end - at);
    for (const auto& f : furniture) {
      if (word == f) return true;
      if (word.size() > f.size() && word.starts_with(f) && (word[f.size()] == '-' || word[f.size()] == '_')) return true;
      if (word.size() > f.size() && word.ends_with(f) && (word[word.size() - f.size() - 1] == '-' || word[word.size() - f.size() - 1] == '_')) return true;
    }
    at = end + 1;
  }
  return false;
}

// No part of the story. The page's whole body or main part never is, whatever its class says.
bool left_out(const xmlNode* node) {
  const auto name = name_of(node);
  if (std::ranges::find(dropped, name) != dropped.end()) return true;
  if (name == "body" || name == "html" || name == "main" || name == "article") return false;
  if (lower(attribute(node, "aria-hidden")) == "true" || lower(attribute(node, "style")).find("display:none") != std::string::npos || xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden")) != nullptr) return true;
  return marks_furniture(lower(attribute(node, "class"))) || marks_furniture(lower(attribute(node, "id"))) || marks_furniture(lower(attribute(node, "role")));
}

// The text of a story's part, a blank line between its blocks.
class Story {
 public:
  std::string of(const xmlNode* node) {
    walk(node, 0, false);
    close();
    return std::move(text_);
  }

 private:
  void walk(const xmlNode* node, int depth, bool in_link) {
    if (depth > deepest) return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return add(reinterpret_cast<const char*>(node->content), in_link);
    if (node->type == XML_ENTITY_REF_NODE) return;
    if (node->type == XML_ELEMENT_NODE && left_out(node)) return;
    const auto name = name_of(node);
    if (name == "br") {
      if (++breaks_ > 1) close();
      else add(" ", in_link);
      return;
    }
    const bool block = is_block(node);
    if (block) close();
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) walk(child, depth + 1, in_link || name == "a");
    if (block) close();
  }

  void add(Name words, bool in_link) {
    for (const char c : words) {
      if (std::isspace(static_cast<unsigned char>(c)) != 0) {
        if (!block_.empty() && block_.back() != ' ') block_ += ' ';
        continue;
      }
      breaks_ = 0;
      block_ += c;
      (in_link ? linked_ : free_) += 1;
    }
  }

  // A block that is a link and no more leads elsewhere: "Read more: …".
  void close() {
    while (!block_.empty() && block_.back() == ' ') block_.pop_back();
    const bool leads_elsewhere = linked_ > 0 && free_ * 3 < linked_;
    if (!block_.empty() && !leads_elsewhere) {
      if (!text_.empty()) text_ += "\n\n";
      text_ += block_;
    }
    block_.clear();
    linked_ = free_ = 0;
    breaks_ = 0;
  }

  std::string text_, block_;
  std::size_t linked_ = 0, free_ = 0;
  int breaks_ = 0;
};

// How much a subtree's own paragraphs tell: letters in `p` elements outside of links, those of furniture left out.
std::size_t told(const xmlNode* node, int depth = 0) {
  if (depth > deepest || node->type != XML_ELEMENT_NODE || left_out(node)) return 0;
  if (name_of(node) == "p") return Story().of(node).size();
  std::size_t sum = 0;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) sum += told(child, depth + 1);
  return sum;
}

template <class Is>
void find_all(const xmlNode* node, Is is, std::vector<const xmlNode*>& found, int depth = 0) {
  if (depth > deepest) return;
  if (node->type == XML_ELEMENT_NODE && is(node)) found.push_back(node);
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) find_all(child, is, found, depth + 1);
}

template <class Is>
std::vector<const xmlNode*> find_all(const xmlNode* root, Is is) {
  std::vector<const xmlNode*> found;
  find_all(root, is, found);
  return found;
}

// The element whose own paragraphs tell most: its direct children's, so that a column beats the page around it.
void densest(const xmlNode* node, const xmlNode*& best, std::size_t& most, int depth = 0) {
  if (depth > deepest || node->type != XML_ELEMENT_NODE || left_out(node)) return;
  std::size_t own = 0;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (name_of(child) == "p" && !left_out(child)) own += Story().of(child).size();
    densest(child, best, most, depth + 1);
  }
  if (own > most) { most = own; best = node; }
}

// Microdata first, then the largest `article`, then `main`, then wherever most paragraphs stand.
const xmlNode* story_of(const xmlNode* root) {
  const auto largest = [](const std::vector<const xmlNode*>& nodes) -> const xmlNode* {
    const xmlNode* best = nullptr;
    std::size_t most = 0;
    for (const auto* node : nodes)
      if (const auto size = told(node); size > most) { most = size; best = node; }
    return best;
  };
  if (const auto* body = largest(find_all(root, [](const xmlNode* n) { return lower(attribute(n, "itemprop")) == "articlebody"; }))) return body;
  const xmlNode* dense = nullptr;
  std::size_t most = 0;
  densest(root, dense, most);
  for (const auto is : {+[](const xmlNode* n) { return name_of(n) == "article"; }, +[](const xmlNode* n) { return name_of(n) == "main" || lower(attribute(n, "role")) == "main"; }})
    if (const auto* found = largest(find_all(root, is)); found != nullptr && told(found) * 2 >= most) return found;
  return dense;
}

// name or property -> content of the `meta` elements that say `wanted`, in the order wanted.
std::string meta(const xmlNode* root, std::initializer_list<Name> wanted) {
  const auto metas = find_all(root, [](const xmlNode* n) { return name_of(n) == "meta"; });
  for (const auto& name : wanted)
    for (const auto* m : metas)
      for (const char* key : {"property", "name", "itemprop"})
        if (lower(attribute(m, key)) == name)
          if (auto content = attribute(m, "content"); !content.empty()) return content;
  return {};
}

// A member of JSON-LD, wherever it stands; not below the members that speak of something else.
std::string member(const nlohmann::json& j, const char* name, int depth = 0) {
  if (depth > 6) return {};
  if (j.is_object()) {
    if (const auto at = j.find(name); at != j.end() && at->is_string()) return at->get<std::string>();
    if (const auto graph = j.find("@graph"); graph != j.end()) return member(*graph, name, depth + 1);
  }
  if (j.is_array())
    for (const auto& part : j)
      if (auto found = member(part, name, depth + 1); !found.empty()) return found;
  return {};
}

std::string linked_data(const xmlNode* root, const char* name) {
  for (const auto* script : find_all(root, [](const xmlNode* n) { return name_of(n) == "script" && lower(attribute(n, "type")).starts_with("application/ld+json"); })) {
    std::string text;
    for (const xmlNode* child = script->children; child != nullptr; child = child->next)
      if (child->content != nullptr) text += reinterpret_cast<const char*>(child->content);
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) continue;
    if (auto found = member(json, name); !found.empty()) return found;
  }
  return {};
}

std::optional<time::Date> published(const xmlNode* root) {
  if (const auto day = written_day(meta(root, {"article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date", "dc.date", "dc.date.issued",
                                               "dcterms.created", "dcterms.issued", "dcterms.date", "parsely-pub-date", "sailthru.date", "article.published", "citation_publication_date", "cxenseparse:recs:publishtime",
                                               "article_date_original", "originalpublicationdate"})))
    return day;
  if (const auto day = written_day(linked_data(root, "datePublished"))) return day;
  const auto stated = find_all(root, [](const xmlNode* n) { return lower(attribute(n, "itemprop")) == "datepublished" || (name_of(n) == "time" && !attribute(n, "datetime").empty() && !left_out(n)); });
  for (const auto* node : stated)
    for (const char* key : {"datetime", "content"})
      if (const auto day = written_day(attribute(node, key))) return day;
  return std::nullopt;
}

// The story's own headline; else what the page gives other sites to show; else its name, without the site's.
std::string headline(const xmlNode* root) {
  const auto h1 = find_all(root, [](const xmlNode* n) { return name_of(n) == "h1" && !left_out(n); });
  if (h1.size() == 1)
    if (auto text = Story().of(h1.front()); !text.empty()) return text;
  if (auto text = meta(root, {"og:title", "twitter:title"}); !text.empty()) return text;
  if (auto text = linked_data(root, "headline"); !text.empty()) return text;
  return {};
}

Document parse(std::string_view html) {
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  return {htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8", options), xmlFreeDoc};
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

bool looks_like_page(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '<') return false;
  const auto start = lower(std::string(text.substr(begin, 400)));
  for (const Name opening : {"<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<h1", "<main", "<section", "<meta", "<title"})
    if (start.starts_with(opening)) return true;
  return (start.starts_with("<!--") || start.starts_with("<?xml")) && (start.find("<html") != std::string::npos || start.find("<!doctype html") != std::string::npos);
}

Page page(std::string_view utf8) {
  Page out;
  const auto document = parse(utf8);
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return out;
  out.published = published(root);
  const auto* story = story_of(root);
  std::string text = story == nullptr ? std::string() : Story().of(story);
  if (text.size() < 200)   // scripts write the story into the page; its data may hold it
    if (auto data = linked_data(root, "articleBody"); data.size() > text.size()) text = std::move(data);
  if (blank(text)) text = Story().of(root);
  const auto title = headline(root);
  out.text = title.empty() || text.starts_with(title) ? text : title + "\n\n" + text;
  if (!out.text.empty()) out.text += '\n';
  return out;
}

std::string text_of_fragment(std::string_view html) {
  const auto document = parse(html);
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  return root == nullptr ? std::string() : Story().of(root);
}

std::string declared_encoding(std::string_view bytes) {
  const auto head = lower(std::string(bytes.substr(0, 2048)));
  if (head.find('<') == std::string::npos) return {};
  for (const Name key : {"charset=", "encoding="}) {
    auto at = head.find(key);
    if (at == std::string::npos) continue;
    at += key.size();
    while (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
    const auto end = head.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:", at);
    return head.substr(at, end == std::string::npos ? std::string::npos : end - at);
  }
  return {};
}

}  // namespace dedere::read
