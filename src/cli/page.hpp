// A finished page to standard output, in the format asked for.
#pragma once

#include <string>

#include "brief/document.hpp"
#include "cli/options.hpp"

namespace dedere::cli {

// `json` is used where the format is JSON; it is made only then.
template <class Json>
void print(const Options& options, const brief::Document& document, Json json);

void print_page(const Options& options, const brief::Document& document);
void print_line(const std::string& text);

template <class Json>
void print(const Options& options, const brief::Document& document, Json json) {
  if (options.format == Format::json) print_line(json());
  else print_page(options, document);
}

}  // namespace dedere::cli
