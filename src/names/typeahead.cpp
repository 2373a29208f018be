#include "names/typeahead.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dedere::names {
namespace {

constexpr std::size_t longest = 200;   // bytes of a text that may be the beginning of a name

Words words_of(std::string_view text) {
  auto words = fold(text);
  return words ? std::move(*words) : fold(romanised(text)).value_or(Words{});
}

// How well: 0 best; none if some word begins no word of the name.
std::optional<int> fit(const Words& asked, const Words& name) {
  std::vector<bool> used(name.size());
  bool whole = true, in_order = true;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto begins = [&](std::size_t j) { return !used[j] && name[j].starts_with(asked[i]); };
    std::size_t found = name.size();
    if (i < name.size() && begins(i)) found = i;
    for (std::size_t j = 0; found == name.size() && j < name.size(); ++j) if (begins(j)) found = j;
    if (found == name.size()) return std::nullopt;
    used[found] = true;
    in_order = in_order && found == i;
    whole = whole && name[found] == asked[i];
  }
  return (whole && asked.size() == name.size() ? 0 : whole ? 2 : 4) + (in_order ? 0 : 1);
}

}  // namespace

void Typeahead::add(std::string_view id, const std::vector<std::string>& texts) {
  std::vector<Name> names;
  for (const auto& text : texts)
    if (auto words = words_of(text); !words.empty()) names.push_back({text, std::move(words)});
  names.push_back({std::string(id), words_of(id)});
  entries_.push_back(std::move(names));
}

std::vector<Typeahead::Begun> Typeahead::find(std::string_view text, std::size_t most) const {
  const auto asked = text.size() > longest ? Words{} : words_of(text);
  if (asked.empty()) return {};
  struct Fits { int how; bool respelt; std::size_t entry, name; auto operator<=>(const Fits&) const = default; };
  std::vector<Fits> found;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::optional<Fits> best;
    for (std::size_t n = 0; n < entries_[i].size(); ++n)
      if (const auto how = fit(asked, entries_[i][n].words)) {
        const bool respelt = entries_[i][n].text.find(text) == std::string::npos;   // of several that fit, the one in the script that is being written
        const Fits fits{*how, respelt, i, n};
        if (!best || fits < *best) best = fits;
      }
    if (best) found.push_back(*best);
  }
  std::ranges::sort(found);
  std::vector<Begun> out;
  for (const auto& f : found) {
    if (out.size() == most) break;
    const auto& names = entries_[f.entry];
    out.push_back({f.entry, names[f.name + 1 == names.size() ? 0 : f.name].text});  // an id is no name to show
  }
  return out;
}

}  // namespace dedere::names
