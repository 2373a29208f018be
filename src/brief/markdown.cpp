#include "brief/markdown.hpp"

#include <fmt/core.h>

namespace dedere::brief {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') { out += ' '; continue; }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
    if (std::string_view("\\`*_[]<>&#|~!").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// At the start of a block "1." and "-" would begin a list.
std::string at_start(std::string line) {
  const auto digits = line.find_first_not_of("0123456789");
  if (digits != 0 && digits != std::string::npos && (line[digits] == '.' || line[digits] == ')')) line.insert(digits, "\\");
  else if (!line.empty() && std::string_view("-+=").find(line[0]) != std::string_view::npos) line.insert(0, "\\");
  return line;
}

// An address may hold no space, bracket or angle: those are written in percent.
std::string address(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || std::string_view("()<>\\\"`[]").find(c) != std::string_view::npos) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else out += c;
  }
  return out;
}

// Emphasis may not begin or end with a space.
std::string emphasis(const std::string& text, const char* mark) { return text.empty() ? "" : mark + text + mark; }

std::string inlined(const Inline& part) {
  const auto text = escaped(part.text);
  switch (part.kind) {
    case Inline::Kind::plain: return text;
    case Inline::Kind::strong: return emphasis(text, "**");
    case Inline::Kind::verdict: return emphasis(text, "**");
    case Inline::Kind::cite: return "(" + text + ")";
    case Inline::Kind::note: return emphasis("(" + text + ")", "*");
    case Inline::Kind::quote: return "“" + text + "”";
    case Inline::Kind::reference: return "\\[" + text + "\\]";
    case Inline::Kind::code: return part.text.find('`') == std::string::npos ? "`" + part.text + "`" : text;
    case Inline::Kind::link: return fmt::format("[{}]({})", text.empty() ? escaped(part.target) : text, address(part.target));
  }
  return text;
}

std::string inlined(const Line& line) {
  std::string out;
  for (const auto& part : line.parts()) {
    auto next = inlined(part);
    if (!out.empty() && out.back() == ' ' && !next.empty() && next[0] == ' ') next.erase(0, 1);
    out += next;
  }
  return at_start(std::move(out));
}

void list(std::string& out, const std::vector<Item>& items, const std::string& indent, bool numbered) {
  std::size_t number = 0;
  for (const auto& item : items) {
    const auto mark = numbered ? fmt::format("{}. ", ++number) : std::string("- ");
    out += indent + mark + inlined(item.line) + "\n";
    list(out, item.items, indent + std::string(mark.size(), ' '), false);
  }
}

}  // namespace

std::string markdown(const Document& document) {
  std::string out;
  for (const auto& block : document.blocks()) {
    if (!out.empty()) out += "\n";
    switch (block.kind) {
      case Block::Kind::heading: out += std::string(static_cast<std::size_t>(block.level), '#') + " " + inlined(block.line) + "\n"; break;
      case Block::Kind::paragraph: out += inlined(block.line) + "\n"; break;
      case Block::Kind::quote: out += "> " + inlined(block.line) + "\n"; break;
      case Block::Kind::ordered: list(out, block.items, "", true); break;
      case Block::Kind::unordered: list(out, block.items, "", false); break;
      case Block::Kind::terms:
        for (const auto& term : block.terms) out += fmt::format("- **{}**: {}\n", escaped(term.name), inlined(term.line));
        break;
      case Block::Kind::references:
        for (const auto& term : block.terms) out += fmt::format("- \\[{}\\] {}\n", escaped(term.name), inlined(term.line));
        break;
    }
  }
  return out;
}

}  // namespace dedere::brief
