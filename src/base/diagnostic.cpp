#include "base/diagnostic.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace dedere {
namespace {

struct Paint {
  bool on;
  [[nodiscard]] std::string operator()(const char* code, const std::string& text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
};

const char* name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

const char* colour(Severity severity) { return severity == Severity::error ? "1;31" : severity == Severity::warning ? "1;33" : "1;36"; }

// Control characters of hostile input must not reach a terminal.
std::string printable(const std::string& text) {
  std::string clean;
  for (const char c : text) {
    if (c == '\t') clean += ' ';
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) clean += '?';
    else clean += c;
  }
  return clean;
}

// A long line is cut to a window around the mark.
struct Excerpt { std::string text; int column; };
Excerpt excerpt(const std::string& line, int column) {
  constexpr std::size_t widest = 160;
  if (line.size() <= widest) return {printable(line), column};
  const auto at = static_cast<std::size_t>(std::max(0, column - 1));
  std::size_t begin = at > widest / 2 ? std::min(at - widest / 2, line.size()) : 0;
  while (begin < line.size() && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80) ++begin;
  std::size_t end = std::min(line.size(), begin + widest);
  while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
  const std::string head = begin > 0 ? "…" : "";
  return {head + printable(line.substr(begin, end - begin)) + (end < line.size() ? "…" : ""),
          column - static_cast<int>(begin) + (begin > 0 ? 1 : 0)};
}

std::string located(const Diagnostic& d, const Paint& paint) {
  const auto& place = d.place;
  if (place.file.empty()) return "";
  if (place.line == 0) return paint("1;34", "  --> ") + printable(place.file) + "\n";
  const auto number = std::to_string(place.line);
  const std::string margin(number.size(), ' ');
  auto out = fmt::format("{}{} {}:{}:{}\n", margin, paint("1;34", "-->"), printable(place.file), place.line, place.column);
  if (!place.heading.empty()) out += fmt::format("{} {}  {}\n", margin, paint("1;34", "|"), printable(place.heading));
  if (place.text.empty()) return out;
  const auto shown = excerpt(place.text, place.column);
  const std::string indent(static_cast<std::size_t>(std::max(0, shown.column - 1)), ' ');
  const std::string mark(static_cast<std::size_t>(std::clamp(place.length, 1, 160)), '^');
  out += fmt::format("{} {} {}\n", paint("1;34", number), paint("1;34", "|"), shown.text);
  return out + fmt::format("{} {} {}{}\n", margin, paint("1;34", "|"), indent,
                           paint(colour(d.severity), mark + (d.label.empty() ? "" : " " + d.label)));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string show(const Diagnostic& d, Colour colours) {
  const Paint paint{colours == Colour::yes};
  auto out = fmt::format("{}: {}\n", paint(colour(d.severity), d.code.empty() ? name(d.severity) : fmt::format("{}[{}]", name(d.severity), d.code)),
                         printable(d.message));
  out += located(d, paint);
  const std::string margin(d.place.line > 0 ? std::to_string(d.place.line).size() : 1, ' ');
  for (const auto& note : d.notes) out += fmt::format("{} {} note: {}\n", margin, paint("1;34", "="), printable(note));
  if (!d.help.empty()) out += fmt::format("{} {} help: {}\n", margin, paint("1;34", "="), printable(d.help));
  return out;
}

Diagnostic fault(std::string code, std::string message, std::string help, Place place) {
  return {.severity = Severity::error, .code = std::move(code), .message = std::move(message), .place = std::move(place),
          .label = {}, .help = std::move(help), .notes = {}};
}

std::optional<std::string> did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto most = std::max<std::size_t>(1, word.size() / 3);
  std::optional<std::string> best;
  auto nearest = most + 1;
  for (const auto& candidate : candidates) {
    const auto apart = candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
    if (apart >= nearest) continue;
    const auto distance = edit_distance(word, candidate);
    if (distance < nearest) { nearest = distance; best = candidate; }
  }
  return best;
}

}  // namespace dedere
