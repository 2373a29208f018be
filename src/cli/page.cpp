#include "cli/page.hpp"

#include <cstdio>

#include "brief/html.hpp"
#include "brief/markdown.hpp"
#include "brief/text.hpp"

namespace dedere::cli {
namespace {

void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

void print_page(const Options& options, const brief::Document& document) {
  switch (options.format) {
    case Format::html: return write(brief::html(document));
    case Format::markdown: return write(brief::markdown(document));
    default: return write(brief::text(document, {.width = options.width, .colour = options.colour ? Colour::yes : Colour::no}));
  }
}

void print_line(const std::string& text) {
  write(text);
  if (!text.ends_with('\n')) write("\n");
}

}  // namespace dedere::cli
