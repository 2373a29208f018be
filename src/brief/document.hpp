// A page before it is laid out: headings, paragraphs, lists, terms, quotes. What is said stands here; how it looks is for the renderers
// (text.hpp, markdown.hpp, html.hpp), which know nothing of duties and briefs.
#pragma once

#include <string>
#include <vector>

namespace dedere::brief {

// A stretch of a line. `reference` is the number of a source, `target` an address.
struct Inline {
  enum class Kind { plain, strong, cite, note, quote, reference, code, link, verdict } kind = Kind::plain;
  std::string text;
  std::string target = {};  // of a link: its address; of a verdict: bound, not_bound, …
};

class Line {
 public:
  Line() = default;
  Line(std::string text) { plain(std::move(text)); }  // NOLINT: text is a line
  Line(const char* text) { plain(text); }             // NOLINT
  Line& plain(std::string t) { return add(Inline::Kind::plain, std::move(t)); }
  Line& strong(std::string t) { return add(Inline::Kind::strong, std::move(t)); }
  Line& cite(std::string t) { return add(Inline::Kind::cite, std::move(t)); }    // a provision
  Line& note(std::string t) { return add(Inline::Kind::note, std::move(t)); }    // a remark of ours: "presumed"
  Line& quote(std::string t) { return add(Inline::Kind::quote, std::move(t)); }  // words of someone else, without quotation marks
  Line& reference(std::string t) { return add(Inline::Kind::reference, std::move(t)); }
  Line& code(std::string t) { return add(Inline::Kind::code, std::move(t)); }
  Line& link(std::string t, std::string address) { parts_.push_back({Inline::Kind::link, std::move(t), std::move(address)}); return *this; }
  Line& verdict(std::string t, std::string id) { parts_.push_back({Inline::Kind::verdict, std::move(t), std::move(id)}); return *this; }
  Line& add(const Line& other) { parts_.insert(parts_.end(), other.parts_.begin(), other.parts_.end()); return *this; }
  [[nodiscard]] const std::vector<Inline>& parts() const { return parts_; }
  [[nodiscard]] bool empty() const { return parts_.empty(); }

 private:
  Line& add(Inline::Kind kind, std::string t) { if (!t.empty()) parts_.push_back({kind, std::move(t)}); return *this; }
  std::vector<Inline> parts_;
};

struct Item {
  Line line;
  std::vector<Item> items = {};  // at most a few levels
};

struct Term {
  std::string name;
  Line line;
};

struct Block {
  enum class Kind { heading, paragraph, ordered, unordered, terms, quote, references } kind = Kind::paragraph;
  int level = 2;             // of a heading: 1 is the page's title
  Line line = {};            // of a heading, paragraph or quote
  std::vector<Item> items = {};
  std::vector<Term> terms = {};  // of terms and references (the number and the source)
};

class Document {
 public:
  std::string title;     // plain; of the page
  std::string verdict;   // id, where the page has one
  std::string receipt;   // JSON that a page carries for programs; blank: none. Only HTML has room for it
  Document& heading(int level, Line line) { blocks_.push_back({Block::Kind::heading, level, std::move(line)}); return *this; }
  Document& paragraph(Line line) { blocks_.push_back({Block::Kind::paragraph, 0, std::move(line)}); return *this; }
  Document& quote(Line line) { blocks_.push_back({Block::Kind::quote, 0, std::move(line)}); return *this; }
  Document& ordered(std::vector<Item> items) { return list(Block::Kind::ordered, std::move(items)); }
  Document& unordered(std::vector<Item> items) { return list(Block::Kind::unordered, std::move(items)); }
  Document& terms(std::vector<Term> terms) { return pairs(Block::Kind::terms, std::move(terms)); }
  Document& references(std::vector<Term> terms) { return pairs(Block::Kind::references, std::move(terms)); }
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  Document& list(Block::Kind kind, std::vector<Item> items) {
    if (!items.empty()) blocks_.push_back({kind, 0, {}, std::move(items)});
    return *this;
  }
  Document& pairs(Block::Kind kind, std::vector<Term> terms) {
    if (!terms.empty()) blocks_.push_back({kind, 0, {}, {}, std::move(terms)});
    return *this;
  }
  std::vector<Block> blocks_;
};

}  // namespace dedere::brief
