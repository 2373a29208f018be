#include "brief/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace dedere::brief {
namespace {

constexpr int narrowest = 40;
constexpr int widest_term = 16;

bool is_zero_width(char32_t c) { return (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F); }
bool is_wide(char32_t c) { return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF); }

// Columns that UTF-8 text takes on a terminal.
int columns(std::string_view text) {
  int n = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = lead < 0x80 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    n += is_zero_width(c) ? 0 : is_wide(c) ? 2 : 1;
    i += length;
  }
  return n;
}

// What comes from articles and records must not steer the terminal: control characters are left out.
std::string harmless(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) { ++i; continue; }
    if (c == '\n' || c == '\t') out += ' ';
    else if (c >= 0x20 && c != 0x7F) out += text[i];
  }
  return out;
}

const char* verdict_colour(std::string_view id) {
  if (id == "bound" || id == "contradicted") return "1;31";
  if (id == "not_bound" || id == "supported") return "1;32";
  return "1;33";
}

class Page {
 public:
  explicit Page(TextStyle style) : width_(std::max(style.width, narrowest)), colour_(style.colour == Colour::yes) {}

  std::string render(const Document& document) {
    for (const auto& block : document.blocks()) {
      switch (block.kind) {
        case Block::Kind::heading: heading(block); break;
        case Block::Kind::paragraph: gap(); flow("", "", words(block.line)); break;
        case Block::Kind::quote: gap(); flow("  | ", "  | ", words(block.line)); break;
        case Block::Kind::ordered: gap(); list(block.items, "", true); break;
        case Block::Kind::unordered: gap(); list(block.items, "  ", false); break;
        case Block::Kind::terms: gap(); terms(block.terms); break;
        case Block::Kind::references: gap(); references(block.terms); break;
      }
      after_heading_ = block.kind == Block::Kind::heading;
    }
    return std::move(out_);
  }

 private:
  struct Word { std::string text; int columns; bool glued; };  // glued: no space before it

  std::string painted(const std::string& text, const char* code) const { return colour_ && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text; }

  static std::pair<std::string, std::string> around(const Inline& part) {
    if (part.kind == Inline::Kind::quote) return {"“", "”"};
    if (part.kind == Inline::Kind::reference) return {"[", "]"};
    if (part.kind == Inline::Kind::cite || part.kind == Inline::Kind::note) return {"(", ")"};
    return {"", ""};
  }

  const char* code(const Inline& part) const {
    switch (part.kind) {
      case Inline::Kind::strong: return "1";
      case Inline::Kind::cite: return "36";
      case Inline::Kind::note: return "3";
      case Inline::Kind::reference: return "2";
      case Inline::Kind::verdict: return verdict_colour(part.target);
      default: return "";
    }
  }

  // Each part's words, painted one by one so that a line break never falls inside a colour.
  std::vector<Word> words(const Line& line) const {
    std::vector<Word> out;
    bool space = true;
    for (const auto& part : line.parts()) {
      const auto [before, after] = around(part);
      const auto shown = before + harmless(part.kind == Inline::Kind::link && part.text.empty() ? part.target : part.text) + after;
      for (std::size_t i = 0; i < shown.size();) {
        if (shown[i] == ' ') { space = true; ++i; continue; }
        const auto end = std::min(shown.find(' ', i), shown.size());
        const auto word = shown.substr(i, end - i);
        const std::string_view paint = code(part);
        out.push_back({paint.empty() ? word : painted(word, paint.data()), columns(word), !space});
        space = false;
        i = end;
      }
    }
    return out;
  }

  // Words into lines; words glued together are never parted.
  void flow(const std::string& first, const std::string& rest, const std::vector<Word>& all) {
    std::string line = first;
    int at = columns(first);
    const int start = columns(rest);
    bool fresh = true;
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i + 1;
      int size = all[i].columns;
      while (end < all.size() && all[end].glued) size += all[end++].columns;
      if (!fresh && at + 1 + size > width_) {
        end_line(line);
        line = rest;
        at = start;
        fresh = true;
      }
      if (!fresh) { line += ' '; ++at; }
      for (; i < end; ++i) line += all[i].text;
      at += size;
      fresh = false;
    }
    end_line(line);
  }

  void end_line(const std::string& line) {
    const auto last = line.find_last_not_of(' ');
    out_ += last == std::string::npos ? "" : line.substr(0, last + 1);
    out_ += '\n';
  }

  void gap() {
    if (!out_.empty() && !after_heading_) out_ += '\n';
  }

  void heading(const Block& block) {
    if (!out_.empty()) out_ += '\n';
    Line strong;
    for (const auto& part : block.line.parts()) {
      if (part.kind == Inline::Kind::plain) strong.strong(part.text);
      else strong.add(Line{}.add(one(part)));
    }
    flow("", "", words(strong));
    if (block.level == 1) out_ += painted(std::string(static_cast<std::size_t>(width_), '='), "2") + "\n";
    else if (block.level == 2) out_ += painted(std::string(static_cast<std::size_t>(width_), '-'), "2") + "\n";
    else out_ += painted(std::string(static_cast<std::size_t>(std::min(width_, size(block.line))), '~'), "2") + "\n";
  }

  static Line one(const Inline& part) {
    Line line;
    switch (part.kind) {
      case Inline::Kind::verdict: line.verdict(part.text, part.target); break;
      case Inline::Kind::link: line.link(part.text, part.target); break;
      case Inline::Kind::cite: line.cite(part.text); break;
      case Inline::Kind::note: line.note(part.text); break;
      case Inline::Kind::quote: line.quote(part.text); break;
      case Inline::Kind::reference: line.reference(part.text); break;
      case Inline::Kind::code: line.code(part.text); break;
      default: line.strong(part.text); break;
    }
    return line;
  }

  static int size(const Line& line) {
    int n = 0;
    for (const auto& part : line.parts()) n += columns(harmless(part.text));
    return n;
  }

  void list(const std::vector<Item>& items, const std::string& indent, bool numbered) {
    std::size_t number = 0;
    for (const auto& item : items) {
      const auto mark = numbered ? fmt::format("{:>2}. ", ++number) : std::string("- ");
      const std::string under(static_cast<std::size_t>(columns(mark)), ' ');
      flow(indent + mark, indent + under, words(item.line));
      list(item.items, indent + under, false);
    }
  }

  void terms(const std::vector<Term>& all) {
    int wide = 0;
    for (const auto& term : all) wide = std::max(wide, columns(harmless(term.name)));
    wide = std::min(wide, widest_term) + 2;
    for (const auto& term : all) {
      const auto name = harmless(term.name);
      const int size = columns(name);
      const std::string under(static_cast<std::size_t>(wide), ' ');
      const std::string filled = name + std::string(static_cast<std::size_t>(std::max(1, wide - size)), ' ');
      flow(filled, under, words(term.line));
    }
  }

  void references(const std::vector<Term>& all) {
    int wide = 0;
    for (const auto& term : all) wide = std::max(wide, columns(term.name) + 3);
    for (const auto& term : all) {
      const auto mark = fmt::format("[{}]", term.name);
      flow(mark + std::string(static_cast<std::size_t>(wide - columns(mark)), ' '), std::string(static_cast<std::size_t>(wide), ' '), words(term.line));
    }
  }

  int width_;
  bool colour_;
  bool after_heading_ = false;
  std::string out_;
};

}  // namespace

std::string text(const Document& document, TextStyle style) { return Page(style).render(document); }

}  // namespace dedere::brief
