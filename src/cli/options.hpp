// What every command takes, parsed once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "house/house.hpp"

namespace dedere::cli {

enum class Format { text, json, markdown, html };

// As written on the command line.
struct Written {
  std::vector<std::string> law, record;   // blank: those at home
  std::string as_known;
  std::vector<std::string> suppose, reading;
  std::string format = "text";
  int width = 0;                          // 0: the terminal's, or 80
  std::string receipt;
};

struct Options : house::Folders, house::Supposed {
  std::optional<time::Date> as_known;
  Format format = Format::text;
  int width = 80;
  bool colour = false;
  std::string receipt;                                            // the file that gets one; blank: none
};

[[nodiscard]] Result<Options> parse(const Written& written);

// A day of an option such as `--on`; A002 otherwise.
[[nodiscard]] Result<time::Date> parse_day(const std::string& text, const char* option);

}  // namespace dedere::cli
