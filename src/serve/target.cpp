#include "serve/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace dedere::serve {
namespace {

int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1; }

// In a query a plus is a blank, in a path it is itself.
std::optional<std::string> unescaped(std::string_view text, bool in_query) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_query && text[i] == '+') { out += ' '; continue; }
    if (text[i] != '%') { out += text[i]; continue; }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = digit(text[i + 1]), low = digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return first_not_text(out) ? std::nullopt : std::optional(std::move(out));
}

// Calls `use` for each piece between separators; ends early where it gives false.
template <class Use>
bool each(std::string_view text, char separator, const Use& use) {
  while (true) {
    const auto end = text.find(separator);
    if (!use(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<Target> Target::parse(std::string_view text) {
  if (!text.starts_with('/')) return std::nullopt;
  Target out;
  const auto question = text.find('?');
  const auto whole = each(text.substr(1, question == std::string_view::npos ? question : question - 1), '/', [&](std::string_view part) {
    auto plain = unescaped(part, false);
    if (plain) out.path.push_back(std::move(*plain));
    return plain.has_value();
  });
  if (!whole) return std::nullopt;
  if (question == std::string_view::npos) return out;
  const auto query = each(text.substr(question + 1), '&', [&](std::string_view pair) {
    if (pair.empty()) return true;
    const auto equals = pair.find('=');
    auto name = unescaped(pair.substr(0, equals), true), value = unescaped(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (name && value) out.parameters.emplace_back(std::move(*name), std::move(*value));
    return name && value;
  });
  return query ? std::optional(std::move(out)) : std::nullopt;
}

std::string_view Target::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> Target::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : parameters) if (key == name) out.push_back(value);
  return out;
}

}  // namespace dedere::serve
