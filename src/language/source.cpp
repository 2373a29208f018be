#include "language/source.hpp"

#include <fmt/core.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace dedere::language {
namespace {

constexpr std::size_t largest_file = 64U << 20U;
constexpr std::size_t longest_shown = 100'000;  // of a line: a thousand faults may stand in one

// The offset of the first byte that is not UTF-8 or is NUL; npos if there is none.
std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0) return i;
    const std::size_t length = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t j = 1; j < length; ++j)
      if ((static_cast<unsigned char>(text[i + j]) & 0xC0) != 0x80) return i;
    // Longer than need be, half of a surrogate pair, or beyond U+10FFFF.
    const auto second = length > 2 ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F)) return i;
    i += length;
  }
  return std::string_view::npos;
}

int code_points(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts.push_back(static_cast<std::uint32_t>(i + 1));
  return starts;
}

bool is_markdown(std::string_view name) { return name.ends_with(".md"); }

}  // namespace

void Sources::add(Source source, std::vector<Diagnostic>& faults) {
  const auto number = static_cast<std::uint32_t>(files_.size());
  File file{std::move(source), {}, {}, {}};
  const auto& text = file.source.text;
  if (text.size() > largest_file) {
    faults.push_back(fault("L001", fmt::format("the file has {} MiB", text.size() >> 20U), "split it: a law file holds at most 64 MiB", {.file = file.source.name}));
    file.source.text.clear();
  }
  file.lines = line_starts(text);
  const auto bad = first_bad_byte(text);
  files_.push_back(std::move(file));
  if (bad == std::string_view::npos) {
    find_blocks(files_.back(), number);
    return;
  }
  auto place = this->place({number, static_cast<std::uint32_t>(bad), static_cast<std::uint32_t>(bad)});
  place.text.clear();
  faults.push_back(fault("L002", "the text is not UTF-8", "save the file as UTF-8", place));
}

void Sources::find_blocks(File& file, std::uint32_t number) const {
  const std::string_view text = file.source.text;
  if (!is_markdown(file.source.name)) {
    file.blocks.push_back({number, 0, static_cast<std::uint32_t>(text.size())});
    return;
  }
  bool fenced = false, law = false;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const auto start = file.lines[i];
    const auto next = i + 1 < file.lines.size() ? file.lines[i + 1] : static_cast<std::uint32_t>(text.size());
    const auto line = without_end(text.substr(start, next - start));
    if (line.starts_with("```")) {
      if (fenced && law) file.blocks.push_back({number, begin, start});
      law = !fenced && line.substr(3) == "law";
      fenced = !fenced;
      begin = next;
    } else if (!fenced && line.starts_with('#')) {
      const auto level = line.find_first_not_of('#');
      if (level != std::string_view::npos && line[level] == ' ')
        file.headings.push_back({start, static_cast<int>(level), std::string(line.substr(level + 1))});
    }
  }
  if (fenced && law) file.blocks.push_back({number, begin, static_cast<std::uint32_t>(text.size())});
}

Place Sources::place(Span span) const {
  const auto& file = files_[span.file];
  const std::string_view text = file.source.text;
  const auto at = std::min<std::size_t>(span.begin, text.size());
  const auto line = std::prev(std::upper_bound(file.lines.begin(), file.lines.end(), static_cast<std::uint32_t>(at)));
  const auto end = text.find('\n', *line);
  const auto whole = without_end(text.substr(*line, end == std::string_view::npos ? end : end - *line));
  const auto stop = std::clamp<std::size_t>(span.end, at, *line + whole.size() < at ? at : *line + whole.size());
  return {.file = file.source.name,
          .line = static_cast<int>(line - file.lines.begin()) + 1,
          .column = code_points(text.substr(*line, at - *line)) + 1,
          .length = std::max(1, code_points(text.substr(at, stop - at))),
          .heading = heading(span),
          .text = std::string(whole.size() > longest_shown ? std::string_view() : whole)};
}

std::string_view Sources::text(Span span) const { return std::string_view(files_[span.file].source.text).substr(span.begin, span.end - span.begin); }

std::string Sources::heading(Span span) const {
  std::vector<const Heading*> path;
  for (const auto& heading : files_[span.file].headings) {
    if (heading.at > span.begin) break;
    while (!path.empty() && path.back()->level >= heading.level) path.pop_back();
    path.push_back(&heading);
  }
  std::string joined;
  for (const auto* heading : path) joined += (joined.empty() ? "" : " > ") + heading->title;
  return joined;
}

std::string Sources::paragraph(Span span) const {
  const auto& file = files_[span.file];
  if (!is_markdown(file.source.name)) return "";
  std::uint32_t block_begin = 0, prose_begin = 0;
  for (const auto& block : file.blocks)
    if (block.begin <= span.begin) block_begin = block.begin;
  for (const auto& heading : file.headings)
    if (heading.at < block_begin) prose_begin = heading.at;
  // Line by line from the heading to the block, leaving out fenced blocks between.
  std::string prose;
  bool fenced = false;
  for (const auto start : file.lines) {
    if (start < prose_begin || start >= block_begin) continue;
    const std::string_view text = file.source.text;
    const auto end = text.find('\n', start);
    const auto line = without_end(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (line.starts_with("```")) { fenced = !fenced; continue; }
    if (fenced || line.starts_with('#')) continue;
    if (line.empty()) { if (!prose.empty() && prose.back() != '\n') prose += '\n'; continue; }
    if (!prose.empty() && prose.back() != '\n') prose += ' ';
    prose += line;
  }
  while (!prose.empty() && prose.back() == '\n') prose.pop_back();
  return prose;
}

std::string_view Sources::statement(Span span) const {
  const std::string_view text = files_[span.file].source.text;
  auto at = static_cast<std::size_t>(span.end);
  while (at < text.size() && text[at] != '.') at = text[at] == '%' ? std::min(text.find('\n', at), text.size()) : at + 1;
  return text.substr(span.begin, std::min(at + 1, text.size()) - span.begin);
}

std::string Sources::digest() const {
  std::vector<std::size_t> order(files_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return files_[a].source.in_folder() < files_[b].source.in_folder(); });
  sha256_ctx context;
  sha256_init(&context);
  const auto feed = [&](std::string_view bytes) { sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data())); };
  for (const auto i : order) {
    feed(fmt::format("{} {}\n", files_[i].source.text.size(), files_[i].source.in_folder()));
    feed(files_[i].source.text);
  }
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> bytes{};
  sha256_digest(&context, bytes.size(), bytes.data());
  std::string hex = "sha256:";
  for (const auto byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace dedere::language
