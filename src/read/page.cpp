#include "read/page.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dedere::read {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using Name = std::string_view;

// Deeper than any page that people write; what lies below is not read.
constexpr int deepest = 200;

constexpr std::array<Name, 26> dropped = {"script", "style", "noscript", "nav", "footer", "aside", "form", "button", "select", "iframe", "svg", "template", "figure", "figcaption",
                                          "video", "audio", "picture", "object", "menu", "dialog", "input", "textarea", "label", "canvas", "map", "head"};
// The blocks that hold others, so that they can be where a story stands.
constexpr std::array<Name, 9> divisions = {"div", "section", "article", "main", "header", "td", "th", "body", "form"};
constexpr std::array<Name, 25> blocks = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "th", "div", "section", "article", "main", "header", "ul", "ol", "table",
                                         "tr", "dd", "dt", "pre", "body", "form"};
// Words of a class, an id or a role that mark what is no part of the story.
constexpr std::array<Name, 58> furniture_words = {
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
    for (const auto& f : furniture_words) {
      if (word == f) return true;
      if (word.size() > f.size() && word.starts_with(f) && (word[f.size()] == '-' || word[f.size()] == '_')) return true;
      if (word.size() > f.size() && word.ends_with(f) && (word[word.size() - f.size() - 1] == '-' || word[word.size() - f.size() - 1] == '_')) return true;
    }
    at = end + 1;
  }
  return false;
}

// What is no part of a story. Some pages stand as a whole in a form, or in an element named after the advertisement around them: what holds a headline, an
// article or a main part and most of the page's letters is never left out.
class Furniture {
 public:
  explicit Furniture(const xmlNode* root) {
    if (root == nullptr) return;
    const auto all = count(root, 0).letters;
    for (const auto& [node, letters] : around_)
      if (letters * 2 > all) wrappers_.insert(node);
  }

  bool left_out(const xmlNode* node) const {
    const auto name = name_of(node);
    if (name.empty() || wrappers_.contains(node)) return false;
    if (std::ranges::find(dropped, name) != dropped.end()) return true;
    if (name == "body" || name == "html" || name == "main" || name == "article") return false;
    if (lower(attribute(node, "aria-hidden")) == "true" || lower(attribute(node, "style")).find("display:none") != std::string::npos || xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden")) != nullptr) return true;
    return marks_furniture(lower(attribute(node, "class"))) || marks_furniture(lower(attribute(node, "id"))) || marks_furniture(lower(attribute(node, "role")));
  }

 private:
  struct Part { std::size_t letters = 0; bool story = false; };

  Part count(const xmlNode* node, int depth) {
    const auto name = name_of(node);
    if (depth > deepest || name == "script" || name == "style") return {};
    if (node->type == XML_TEXT_NODE) return {static_cast<std::size_t>(std::ranges::count_if(Name(reinterpret_cast<const char*>(node->content)), [](unsigned char c) { return std::isspace(c) == 0; }))};
    Part sum{0, name == "h1" || name == "article" || name == "main"};
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      const auto part = count(child, depth + 1);
      sum = {sum.letters + part.letters, sum.story || part.story};
    }
    if (sum.story && name != "h1") around_.emplace_back(node, sum.letters);
    return sum;
  }

  std::vector<std::pair<const xmlNode*, std::size_t>> around_;
  std::unordered_set<const xmlNode*> wrappers_;
};

// The text of a story's part, a blank line between its blocks.
class Story {
 public:
  struct Block {
    std::string text;
    const xmlNode* within;   // the part of the page in which it stands: nothing smaller than a division
    bool paragraph;
    bool leads_elsewhere;    // a link and no more: "Read more: …"
  };

  explicit Story(const Furniture& furniture) : furniture_(furniture) {}

  std::vector<Block> blocks(const xmlNode* node) {
    walk(node, 0, {node, false, false});
    close({node, false, false});
    return std::move(blocks_);
  }
  std::string of(const xmlNode* node) {
    std::string text;
    for (const auto& block : blocks(node))
      if (!block.leads_elsewhere) text += (text.empty() ? "" : "\n\n") + block.text;
    return text;
  }

 private:
  struct Place { const xmlNode* within; bool paragraph, in_link; };

  void walk(const xmlNode* node, int depth, Place place) {
    if (depth > deepest) return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return add(reinterpret_cast<const char*>(node->content), place.in_link);
    if (node->type == XML_ENTITY_REF_NODE || furniture_.left_out(node)) return;
    const auto name = name_of(node);
    if (name == "br") {
      if (++breaks_ > 1) close(place);
      else add(" ", place.in_link);
      return;
    }
    const bool block = is_block(node);
    if (block) close(place);
    if (std::ranges::find(divisions, name) != divisions.end()) place.within = node;
    place.paragraph = place.paragraph || name == "p";
    place.in_link = place.in_link || name == "a";
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) walk(child, depth + 1, place);
    if (block) close(place);
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

  void close(const Place& place) {
    while (!block_.empty() && block_.back() == ' ') block_.pop_back();
    if (!block_.empty()) blocks_.push_back({std::move(block_), place.within, place.paragraph, linked_ > 0 && free_ * 3 < linked_});
    block_.clear();
    linked_ = free_ = 0;
    breaks_ = 0;
  }

  const Furniture& furniture_;
  std::vector<Block> blocks_;
  std::string block_;
  std::size_t linked_ = 0, free_ = 0;
  int breaks_ = 0;
};

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

// Where the story stands.
class Finder {
 public:
  Finder(const xmlNode* root, const Furniture& furniture) : root_(root) {
    for (const auto& block : Story(furniture).blocks(root)) {
      const auto told = block.leads_elsewhere || (!block.paragraph && block.text.size() < least_told) ? 0 : block.text.size();
      parts_[block.within].own += told;
      for (const auto* node = block.within; node != nullptr; node = node->parent) parts_[node].told += told, parts_[node].all += block.text.size();
    }
  }

  // Microdata first, then the largest `article`, then `main`, then wherever most paragraphs stand. None: no paragraph anywhere.
  const xmlNode* story() const {
    if (const auto* body = largest([](const xmlNode* n) { return lower(attribute(n, "itemprop")) == "articlebody"; })) return body;
    const auto* dense = densest();
    if (dense == nullptr) return nullptr;
    for (const auto is : {+[](const xmlNode* n) { return name_of(n) == "article"; }, +[](const xmlNode* n) { return name_of(n) == "main" || lower(attribute(n, "role")) == "main"; }})
      if (const auto* found = largest(is); found != nullptr && parts_.at(found).told * 2 >= parts_.at(dense).own) return found;
    return around(dense);
  }

 private:
  static constexpr std::size_t least_told = 80;   // bytes of a block that is no paragraph by its mark, but by its length
  // In bytes: what tells of a story in it and not in a smaller part, in it, and all that can be read there.
  struct Part { std::size_t own = 0, told = 0, all = 0; };

  template <class Is>
  const xmlNode* largest(Is is) const {
    const xmlNode* best = nullptr;
    std::size_t most = 0;
    for (const auto* node : find_all(root_, is))
      if (const auto part = parts_.find(node); part != parts_.end() && part->second.told > most) { most = part->second.told; best = node; }
    return best;
  }

  const xmlNode* densest() const {
    const xmlNode* best = nullptr;
    std::size_t most = 0;
    for (const auto* node : find_all(root_, [](const xmlNode*) { return true; }))
      if (const auto part = parts_.find(node); part != parts_.end() && part->second.own > most) { most = part->second.own; best = node; }
    return best;
  }

  // Some pages part a story (its first paragraph, the rest): what is around it counts too, where nearly all of that tells more of it.
  const xmlNode* around(const xmlNode* node) const {
    const auto* best = node;
    for (int up = 0; up < 3 && node->parent != nullptr && name_of(node->parent) != "body" && parts_.contains(node->parent); ++up) {
      node = node->parent;
      const auto& part = parts_.at(node);
      if (part.told >= parts_.at(best).told + least_told && part.told * 100 >= part.all * 85) best = node;
    }
    return best;
  }

  const xmlNode* root_;
  std::unordered_map<const xmlNode*, Part> parts_;
};

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

std::optional<time::Date> published(const xmlNode* root, const Furniture& furniture) {
  if (const auto day = written_day(meta(root, {"article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date", "published_at", "published_date", "publication_date", "bt:pubdate", "article:published", "dc.date", "dc.date.issued",
                                               "dcterms.created", "dcterms.issued", "dcterms.date", "parsely-pub-date", "sailthru.date", "article.published", "citation_publication_date", "cxenseparse:recs:publishtime",
                                               "article_date_original", "originalpublicationdate"})))
    return day;
  if (const auto day = written_day(linked_data(root, "datePublished"))) return day;
  const auto stated = find_all(root, [&](const xmlNode* n) { return lower(attribute(n, "itemprop")) == "datepublished" || (name_of(n) == "time" && !attribute(n, "datetime").empty() && !furniture.left_out(n)); });
  for (const auto* node : stated)
    for (const char* key : {"datetime", "content"})
      if (const auto day = written_day(attribute(node, key))) return day;
  return std::nullopt;
}

// The story's own headline; else what the page gives other sites to show; else its name, without the site's.
std::string headline(const xmlNode* root, const Furniture& furniture) {
  const auto h1 = find_all(root, [&](const xmlNode* n) { return name_of(n) == "h1" && !furniture.left_out(n); });
  if (h1.size() == 1)
    if (auto text = Story(furniture).of(h1.front()); !text.empty()) return text;
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
  const Furniture furniture(root);
  out.published = published(root, furniture);
  const auto* story = Finder(root, furniture).story();
  std::string text = story == nullptr ? std::string() : Story(furniture).of(story);
  if (text.size() < 200)   // scripts write the story into the page; its data may hold it
    if (auto data = linked_data(root, "articleBody"); data.size() > text.size()) text = std::move(data);
  if (blank(text)) text = Story(furniture).of(root);
  const auto title = headline(root, furniture);
  out.text = title.empty() || text.starts_with(title) ? text : title + "\n\n" + text;
  if (!out.text.empty()) out.text += '\n';
  return out;
}

std::string text_of_fragment(std::string_view html) {
  const auto document = parse(html);
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  return root == nullptr ? std::string() : Story(Furniture(root)).of(root);
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
