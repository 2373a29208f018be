// A file of law as a reader's page needs it: headings, prose and blocks of rules in their order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/program.hpp"

namespace dedere::serve {

struct LawBlock {
  enum class Kind { heading, text, rules } kind{};
  int level = 0;                      // of a heading
  std::string text;                   // heading: without its marks; text: as written, in Markdown; rules: the block without its fences
  std::string anchor;                 // of a heading: "article-89"
  int line = 1;                       // where it begins
  std::vector<language::RuleId> rules = {};
};
// The blocks of file number `file` of the program's sources. Fenced blocks that are not law are text.
[[nodiscard]] std::vector<LawBlock> blocks_of(const language::Program& program, std::uint32_t file);

// "law/rome-statute/part-9.md" -> "rome-statute/part-9": how addresses name a file.
[[nodiscard]] std::string short_name(std::string_view file);

// "Article 89: surrender" -> "article-89-surrender".
[[nodiscard]] std::string anchor_of(std::string_view heading);

}  // namespace dedere::serve
