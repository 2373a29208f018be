#include "cli/help.hpp"

#include <fmt/core.h>

#include "cli/files.hpp"

namespace dedere::cli {

std::string examples_of(std::string_view command) {
  const auto text = read_file(home() / "examples" / "commands.txt", 1U << 16U);
  if (!text) return "";
  const auto wanted = command.empty() ? std::string("dedere ") : fmt::format("dedere {} ", command);
  std::string out;
  for (std::string_view rest = *text; !rest.empty();) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    if (fmt::format("{} ", line).starts_with(wanted)) out += fmt::format("\n  {}", line);
  }
  return out.empty() ? "" : "\nExamples:" + out;
}

}  // namespace dedere::cli
