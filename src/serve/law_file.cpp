#include "serve/law_file.hpp"

#include <algorithm>

namespace dedere::serve {
namespace {

using Kind = LawBlock::Kind;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  while (!text.empty() && (text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
  return text;
}

std::vector<language::RuleId> rules_in(const language::Program& program, std::uint32_t file, std::size_t begin, std::size_t end) {
  std::vector<language::RuleId> out;
  for (std::uint32_t r = 0; r < program.rules.size(); ++r)
    if (const auto& span = program.rules[r].span; span.file == file && begin <= span.begin && span.begin < end && !program.rules[r].label.empty()) out.push_back({r});
  return out;
}

}  // namespace

std::vector<LawBlock> blocks_of(const language::Program& program, std::uint32_t file) {
  const std::string_view text = program.sources[file].text;
  std::vector<LawBlock> out;
  std::size_t prose = 0;   // where the text that is not in `out` yet begins
  int line = 1, prose_line = 1;
  const auto end_prose = [&](std::size_t at) {
    if (const auto words = trimmed(text.substr(prose, at - prose)); !words.empty()) out.push_back({.kind = Kind::text, .text = std::string(words), .line = prose_line});
  };
  bool fenced = false, law = false;
  std::size_t begin = 0;
  int begin_line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const auto row = trimmed(text.substr(at, end - at));
    if (row.starts_with("```")) {
      if (!fenced && row == "```law") {
        end_prose(at);
        law = true, begin = end, begin_line = line + 1;
      } else if (fenced && law) {
        out.push_back({.kind = Kind::rules, .text = std::string(trimmed(text.substr(begin, at - begin))), .line = begin_line, .rules = rules_in(program, file, begin, at)});
        law = false, prose = end, prose_line = line + 1;
      }
      fenced = !fenced;
    } else if (!fenced && row.starts_with('#')) {
      const auto level = row.find_first_not_of('#');
      if (level != std::string_view::npos && row[level] == ' ') {
        end_prose(at);
        const auto title = row.substr(level + 1);
        out.push_back({.kind = Kind::heading, .level = static_cast<int>(level), .text = std::string(title), .anchor = anchor_of(title), .line = line});
        prose = end, prose_line = line + 1;
      }
    }
    at = end;
  }
  if (!law) end_prose(text.size());
  return out;
}

std::string short_name(std::string_view file) {
  if (file.starts_with("law/")) file.remove_prefix(4);
  if (file.ends_with(".md")) file.remove_suffix(3);
  return std::string(file);
}

std::string anchor_of(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c | 0x20);
    else if (!out.empty() && out.back() != '-') out += '-';
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace dedere::serve
