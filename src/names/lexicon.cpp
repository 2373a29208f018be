#include "names/lexicon.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

namespace dedere::names {
namespace {

struct Line { std::string_view text; int number = 0; };

// The lines that say something.
std::vector<Line> lines(std::string_view text) {
  std::vector<Line> out;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line[0] != '#') out.push_back({line, number});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string_view> cells(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at <= line.size();) {
    const auto end = std::min(line.find(separator, at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

template <class Number>
bool number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_sound(std::string_view text) { return text.size() == 1 && static_cast<signed char>(text[0]) > 0; }

}  // namespace

LexiconFiles lexicon_on_disk(const std::string& folder) {
  return [folder](const std::string& name) -> Result<std::string> {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file) return Failure(fault("A001", fmt::format("`{}/{}` cannot be read", folder, name), "the names' lexicon belongs to the program; install it whole"));
    return std::move(text).str();
  };
}

Result<Lexicon> Lexicon::load(const LexiconFiles& files) {
  Lexicon lexicon;
  std::vector<Diagnostic> faults;
  const auto each = [&](const std::string& name, auto&& take) -> Result<Done> {
    const auto& text = *lexicon.texts_.emplace_back(std::make_shared<const std::string>(TRY(files(name))));
    for (const auto& line : lines(text))
      if (!take(line.text))
        faults.push_back(fault("N001", fmt::format("a line of `{}` does not have its form", name), "the comment at the head of the file says what a line holds", {.file = name, .line = line.number, .text = std::string(line.text)}));
    return Done{};
  };
  for (const auto* name : {"titles.tsv", "particles.tsv"}) TRY(each(name, [&](std::string_view line) { lexicon.light_.insert(line); return line.find('\t') == line.npos; }));
  TRY(each("patronymics.tsv", [&](std::string_view line) { lexicon.patronymics_.push_back(line); return line.find('\t') == line.npos; }));
  TRY(each("also.tsv", [&](std::string_view line) { lexicon.also_.push_back(cells(line, ' ')); return true; }));
  TRY(each("sounds.tsv", [&](std::string_view line) {
    const auto row = cells(line, '\t');
    if (row.size() != 2 || row[0].empty() || row[0].size() > Sounds::most_letters || static_cast<signed char>(row[0][0]) <= 0) return false;
    lexicon.sounds_.add_rule(std::string(row[0]), std::string(row[1]));
    return true;
  }));
  TRY(each("alike.tsv", [&](std::string_view line) {
    const auto row = cells(line, '\t');
    float cost = 0;
    if (row.size() != 3 || !is_sound(row[0]) || !is_sound(row[1]) || !number(row[2], cost)) return false;
    lexicon.sounds_.add_alike(row[0][0], row[1][0], cost);
    return true;
  }));
  TRY(each("weights.tsv", [&](std::string_view line) {
    const auto row = cells(line, '\t');
    auto* weight = lexicon.weights_.find(row[0]);
    return row.size() >= 2 && weight && number(row[1], *weight);
  }));
  TRY(each("nicknames.tsv", [&](std::string_view line) {
    const auto group = static_cast<std::uint32_t>(lexicon.groups_.size());
    for (const auto word : lexicon.groups_.emplace_back(cells(line, ' '))) lexicon.in_groups_[word].push_back(group);
    return true;
  }));
  TRY(each("common.tsv", [&](std::string_view line) {
    const auto row = cells(line, '\t');
    std::uint32_t count = 0;
    if (row.size() != 2 || !number(row[1], count)) return false;
    if (row[0] == "*") lexicon.persons_ = count;
    else lexicon.common_.emplace(row[0], count);
    return true;
  }));
  constexpr std::pair<Script, const char*> tables[] = {{Script::arabic, "arabic"}, {Script::hebrew, "hebrew"}, {Script::cyrillic, "russian"}, {Script::han, "chinese"}, {Script::kana, "japanese"}, {Script::hangul, "korean"},
      {Script::greek, "greek"}, {Script::georgian, "georgian"}, {Script::armenian, "armenian"}, {Script::ethiopic, "ethiopic"}, {Script::indic, "devanagari"}, {Script::thai, "thai"}};
  for (const auto& [script, file] : tables) {
    auto table = std::make_shared<ScriptTable>();
    TRY(each(fmt::format("scripts/{}.tsv", file), [&](std::string_view line) { return table->add(line); }));
    lexicon.scripts_[static_cast<std::size_t>(script)] = std::move(table);
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return lexicon;
}

bool Lexicon::patronymic(std::string_view word) const {
  return std::ranges::any_of(patronymics_, [&](std::string_view ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
}

std::optional<Lexicon::Another> Lexicon::another(const Parts& parts) const {
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].another) return Another{i, i};
    for (const auto& words : also_) {
      const auto same = [&] { for (std::size_t k = 0; k < words.size(); ++k) if (parts[i + k].text != words[k]) return false; return true; };
      if (words[0] == parts[i].text && i + words.size() < parts.size() && same()) return Another{i, i + words.size()};
    }
  }
  return std::nullopt;
}

double Lexicon::share(std::string_view word) const {
  const auto found = common_.find(word);
  return found == common_.end() ? 0 : found->second / persons_;
}

const std::vector<std::uint32_t>& Lexicon::groups(std::string_view word) const {
  static const std::vector<std::uint32_t> none;
  const auto found = in_groups_.find(word);
  return found == in_groups_.end() ? none : found->second;
}

}  // namespace dedere::names
