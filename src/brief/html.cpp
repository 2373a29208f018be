#include "brief/html.hpp"

#include <fmt/core.h>

namespace dedere::brief {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1a1a1a; --dim: #5b5b5b; --line: #d5d2cb; --paper: #fdfcf9; --law: #1f4e79; --red: #a3231b; --green: #1d6b34; --amber: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --dim: #a3a19b; --line: #45433e; --paper: #1b1a18; --law: #8fbce6; --red: #f0857c; --green: #7fcf97; --amber: #e4b45c; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--paper); color: var(--ink); font: 1.05rem/1.55 Charter, "Bitstream Charter", Cambria, serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .6rem 0; }
ol, ul { padding-left: 1.5rem; margin: .5rem 0; }
li { margin: .3rem 0; }
li ul { font-size: .95em; margin: .15rem 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem; margin: .8rem 0; }
dt { color: var(--dim); }
dd { margin: 0; }
dl.sources { font-size: .9rem; grid-template-columns: max-content 1fr; }
blockquote { margin: .6rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); color: var(--dim); }
cite { font-style: normal; color: var(--law); white-space: nowrap; }
sup { font-size: .75em; line-height: 0; }
a { color: var(--law); }
.verdict { font-weight: 700; }
.bound, .contradicted { color: var(--red); }
.not_bound, .supported { color: var(--green); }
.contested, .cannot_say, .not_in_record, .opinion { color: var(--amber); }
@media print {
  @page { size: A4; margin: 20mm 18mm; }
  :root { --ink: #000; --dim: #333; --line: #999; --paper: #fff; --law: #000; --red: #000; --green: #000; --amber: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.4; }
  h1, h2, h3, h4 { break-after: avoid; }
  li, dd, blockquote { break-inside: avoid; }
  a { text-decoration: none; }
}
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
        else if (c == '\n' || c == '\t') out += ' ';
    }
  }
  return out;
}

// Only addresses of the web become links.
bool is_web(std::string_view address) { return address.starts_with("https://") || address.starts_with("http://"); }

std::string inlined(const Inline& part) {
  const auto text = escaped(part.text.empty() ? part.target : part.text);
  switch (part.kind) {
    case Inline::Kind::plain: return text;
    case Inline::Kind::strong: return fmt::format("<strong>{}</strong>", text);
    case Inline::Kind::verdict: return fmt::format("<span class=\"verdict {}\">{}</span>", escaped(part.target), text);
    case Inline::Kind::cite: return fmt::format("<cite>({})</cite>", text);
    case Inline::Kind::note: return fmt::format("<em>({})</em>", text);
    case Inline::Kind::quote: return fmt::format("<q>{}</q>", text);
    case Inline::Kind::reference: return fmt::format("<sup><a href=\"#source-{0}\">[{0}]</a></sup>", text);
    case Inline::Kind::code: return fmt::format("<code>{}</code>", text);
    case Inline::Kind::link: return is_web(part.target) ? fmt::format("<a href=\"{}\">{}</a>", escaped(part.target), text) : text;
  }
  return text;
}

// JSON in which no tag can begin: `<` stands in it only within strings.
std::string embedded(const std::string& json) {
  std::string out;
  for (const char c : json) {
    if (c == '<') out += "\\u003c";
    else out += c;
  }
  return out;
}

std::string inlined(const Line& line) {
  std::string out;
  for (const auto& part : line.parts()) out += inlined(part);
  return out;
}

void list(std::string& out, const std::vector<Item>& items, const char* tag) {
  out += fmt::format("<{}>\n", tag);
  for (const auto& item : items) {
    out += "<li>" + inlined(item.line);
    if (!item.items.empty()) {
      out += "\n";
      list(out, item.items, "ul");
    }
    out += "</li>\n";
  }
  out += fmt::format("</{}>\n", tag);
}

void block_of(std::string& out, const Block& block) {
  switch (block.kind) {
    case Block::Kind::heading: out += fmt::format("<h{0}>{1}</h{0}>\n", block.level, inlined(block.line)); break;
    case Block::Kind::paragraph: out += fmt::format("<p>{}</p>\n", inlined(block.line)); break;
    case Block::Kind::quote: out += fmt::format("<blockquote><p>{}</p></blockquote>\n", inlined(block.line)); break;
    case Block::Kind::ordered: list(out, block.items, "ol"); break;
    case Block::Kind::unordered: list(out, block.items, "ul"); break;
    case Block::Kind::terms:
      out += "<dl>\n";
      for (const auto& term : block.terms) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(term.name), inlined(term.line));
      out += "</dl>\n";
      break;
    case Block::Kind::references:
      out += "<dl class=\"sources\">\n";
      for (const auto& term : block.terms) out += fmt::format("<dt id=\"source-{0}\">[{0}]</dt><dd>{1}</dd>\n", escaped(term.name), inlined(term.line));
      out += "</dl>\n";
      break;
  }
}

}  // namespace

std::string html(const Document& document) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
  out += fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n", escaped(document.title), style);
  for (const auto& block : document.blocks()) block_of(out, block);
  out += "</main>\n";
  if (!document.receipt.empty()) out += fmt::format("<script type=\"application/json\" id=\"receipt\">\n{}</script>\n", embedded(document.receipt));
  return out + "</body>\n</html>\n";
}

}  // namespace dedere::brief
