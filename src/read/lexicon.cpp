#include "read/lexicon.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

namespace dedere::read {
namespace {

namespace files = std::filesystem;

struct Line { std::string text; int number; };

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(by, at), text.size());
    auto part = text.substr(at, end - at);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    parts.emplace_back(part);
    at = end + 1;
  }
  return parts;
}

std::vector<std::string> fields(std::string_view text) {
  std::vector<std::string> parts;
  std::istringstream in{std::string(text)};
  for (std::string part; in >> part;) parts.push_back(part);
  return parts;
}

// Classes that the reader gives out itself, and those that its grammar asks for by name.
constexpr const char* given[] = {"person", "other", "place", "country", "city", "nation", "government", "date", "number", "verb", "base", "third",
                                 "past", "participle", "ing", "bare_title", "name", "comma", "colon", "semicolon", "open", "close", "quote", "dash",
                                 "word", "end", "possessive", "named"};

}  // namespace

class LexiconFiles {
 public:
  explicit LexiconFiles(std::string folder) { out_.folder_ = std::move(folder); }

  Result<Lexicon> load() {
    for (const auto* name : given) class_named(name);
    each_line("words.tsv", [&](const Line& l) { words(l); });
    each_line("values.tsv", [&](const Line& l) { values(l); });
    each_line("verbs.tsv", [&](const Line& l) { verbs(l); });
    each_line("places.tsv", [&](const Line& l) { places(l); });
    patterns();
    if (!faults_.empty()) return Failure(std::move(faults_));
    return std::move(out_);
  }

 private:
  void report(const char* code, const Line& line, std::size_t column, std::size_t length, std::string message, std::string help) {
    faults_.push_back(fault(code, std::move(message), std::move(help),
                            {.file = file_, .line = line.number, .column = static_cast<int>(column) + 1, .length = std::max(1, static_cast<int>(length)),
                             .heading = {}, .text = line.text}));
  }

  void report_word(const char* code, const Line& line, const std::string& word, std::string message, std::string help) {
    const auto at = line.text.find(word);
    report(code, line, at == std::string::npos ? 0 : at, word.size(), std::move(message), std::move(help));
  }

  template <class Use>
  void each_line(const std::string& name, Use use) {
    file_ = (files::path(out_.folder_) / name).string();
    std::ifstream in(file_);
    if (!in) {
      faults_.push_back(fault("A001", fmt::format("`{}` cannot be read", file_), "a lexicon is a folder of files; docs/reading.md lists them",
                              {.file = file_, .line = 0, .column = 0, .length = 1, .heading = {}, .text = {}}));
      return;
    }
    Line line{"", 0};
    while (std::getline(in, line.text)) {
      ++line.number;
      if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
      if (line.text.find_first_not_of(" \t") == std::string::npos || line.text[0] == '#') continue;
      use(line);
    }
  }

  Class class_named(const std::string& name) {
    const auto known = out_.classes_.find(name);
    if (known != out_.classes_.end()) return known->second;
    if (out_.classes_.size() >= most_classes) {
      if (!std::exchange(full_, true))
        report("T011", {name, 0}, 0, name.size(), fmt::format("there are more than {} classes", most_classes), "join classes that patterns do not tell apart");
      return 0;
    }
    const auto made = static_cast<Class>(out_.classes_.size());
    return out_.classes_.emplace(name, made).first->second;
  }

  // A phrase with `^` before it needs a capital.
  Entry* add(const Line& line, std::string phrase, const Classes& classes, bool capital = false) {
    if (!phrase.empty() && phrase[0] == '^') { capital = true; phrase.erase(0, 1); }
    const auto words = phrase_words(phrase);
    if (words.empty()) {
      report("T011", line, 0, line.text.size(), "a phrase is empty", "write phrases with `; ` between them, none at the end");
      return nullptr;
    }
    auto& entry = out_.phrases_.entry(words);
    (capital ? entry.capital : entry.any) |= classes;
    return &entry;
  }

  Classes set_of(const std::string& names) {
    Classes set;
    for (const auto& name : fields(names)) set.set(static_cast<std::size_t>(class_named(name)));
    return set;
  }

  std::optional<std::vector<std::string>> columns(const Line& line, std::size_t wanted, const char* what) {
    auto parts = split(line.text, '\t');
    if (parts.size() == wanted) return parts;
    report("T011", line, 0, line.text.size(), fmt::format("{} columns, not {}", parts.size(), wanted), fmt::format("a line is: {}, with a tab between", what));
    return std::nullopt;
  }

  void words(const Line& line) {
    const auto parts = columns(line, 2, "classes, phrases");
    if (!parts) return;
    const auto classes = set_of((*parts)[0]);
    for (const auto& phrase : split((*parts)[1], ';')) add(line, phrase, classes);
  }

  void values(const Line& line) {
    const auto parts = columns(line, 3, "classes, value, phrases");
    if (!parts) return;
    int value = 0;
    const auto& text = (*parts)[1];
    const auto read = std::from_chars(text.data() + (text.starts_with('+') ? 1 : 0), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
      return report_word("T011", line, text, fmt::format("`{}` is not a whole number", text), "the second column is a number, such as 3 or -1");
    const auto classes = set_of((*parts)[0]);
    for (const auto& phrase : split((*parts)[2], ';'))
      if (auto* entry = add(line, phrase, classes)) entry->value = value;
  }

  void verbs(const Line& line) {
    const auto parts = columns(line, 6, "classes, base, third person, past, participle, -ing form");
    if (!parts) return;
    const auto classes = set_of((*parts)[0] + " verb");
    out_.verb_classes_ |= classes;
    const char* forms[] = {"base", "third", "past", "participle", "ing"};
    for (std::size_t i = 0; i < 5; ++i)
      for (const auto& phrase : split((*parts)[i + 1], ';')) {
        if (phrase == "-") continue;
        auto with_form = classes;
        with_form.set(static_cast<std::size_t>(class_named(forms[i])));
        add(line, phrase, with_form);
      }
  }

  void places(const Line& line) {
    const auto parts = columns(line, 5, "state, names, adjectives, cities, words for its government");
    if (!parts) return;
    const auto& id = (*parts)[0];
    const auto known = out_.state(id);
    const auto state = known ? *known : static_cast<std::int16_t>(out_.states_.size());
    if (!known) out_.states_.push_back(id);
    const char* classes[] = {"place country", "nation", "place city", "government"};
    for (std::size_t i = 0; i < 4; ++i)
      for (const auto& phrase : split((*parts)[i + 1], ';')) {
        if (phrase == "-") continue;
        auto* entry = add(line, phrase, set_of(classes[i]), true);
        if (entry == nullptr) continue;
        if (entry->state >= 0 && entry->state != state)
          report_word("T014", line, phrase, fmt::format("`{}` already means `{}`", phrase, out_.states_[static_cast<std::size_t>(entry->state)]), "keep it in one line, or leave out a name that two states share");
        entry->state = state;
      }
  }

  void patterns() {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : files::directory_iterator(files::path(out_.folder_) / "patterns", error))
      if (entry.path().extension() == ".txt") names.push_back("patterns/" + entry.path().filename().string());
    std::ranges::sort(names);
    for (const auto& name : names) {
      std::vector<Line> lines;
      each_line(name, [&](const Line& l) { lines.push_back(l); });
      for (const auto& line : lines) pattern_line(line);
    }
    for (const auto& p : out_.patterns_) {
      file_ = p.file;
      const Line at{"[" + p.id + "]", p.line};
      if (p.sequences.empty()) report("T013", at, 0, at.text.size(), "a pattern without `match`", "add a line `match …`");
      if (p.matching.empty() || p.failing.empty())
        report("T013", at, 0, at.text.size(), "a pattern without an example", "add a line `yes …` with a sentence that must match, and `no …` with one that must not");
    }
  }

  void pattern_line(const Line& line) {
    const auto& text = line.text;
    if (text[0] == '[') return begin_pattern(line);
    const auto space = text.find(' ');
    const auto key = text.substr(0, space);
    const auto rest = space == std::string::npos ? std::string() : text.substr(space + 1);
    if (out_.patterns_.empty()) return report("T013", line, 0, key.size(), "a line before the first pattern", "begin a pattern with its id: [travel/visit]");
    auto& pattern = out_.patterns_.back();
    if (key == "emit") emit(line, rest, pattern);
    else if (key == "match") match(line, rest, pattern);
    else if (key == "yes") pattern.matching.emplace_back(rest, line.number);
    else if (key == "no") pattern.failing.emplace_back(rest, line.number);
    else report("T013", line, 0, key.size(), fmt::format("`{}` is no part of a pattern", key), "use emit, match, yes or no");
  }

  void begin_pattern(const Line& line) {
    const auto end = line.text.find(']');
    if (end == std::string::npos || end < 2) return report("T013", line, 0, line.text.size(), "a pattern has no id", "write it as [travel/visit]");
    Pattern pattern;
    pattern.id = line.text.substr(1, end - 1);
    pattern.file = file_;
    pattern.line = line.number;
    if (!ids_.insert(pattern.id).second) report("T013", line, 1, pattern.id.size(), fmt::format("the id `{}` is used twice", pattern.id), "give each pattern an id of its own");
    out_.patterns_.push_back(std::move(pattern));
  }

  void emit(const Line& line, const std::string& rest, Pattern& pattern) {
    auto parts = fields(rest);
    if (parts.empty()) return report("T013", line, 0, 4, "`emit` says nothing", "name a kind: emit travel");
    auto& e = pattern.emit;
    if (parts[0] == "event") e.event = true;
    else if (const auto kind = kind_named(parts[0])) e.kind = *kind;
    else report_word("T013", line, parts[0], fmt::format("`{}` is no kind of claim", parts[0]), "use one of those in docs/reading.md");
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto equals = parts[i].find('=');
      const auto key = parts[i].substr(0, equals);
      const auto value = equals == std::string::npos ? std::string() : parts[i].substr(equals + 1);
      if (key == "status" && (value == "auto" || value == "arrive" || value == "begun" || value == "depart" || status_named(value))) e.status = value;
      else if (key == "polarity" && (value == "neg" || value == "pos")) e.polarity = value == "neg" ? Polarity::negative : Polarity::positive;
      else if (key == "value") e.value = value;
      else if (key == "state") e.state = value;
      else if (key == "person") e.person = value;
      else if (key == "negated") e.negated = value;
      else if (key == "voice") e.voice = value;
      else if (key == "tense") e.tense = value;
      else if (key == "leans" && (value == "verb" || value == "same" || value == "contrary")) e.leans = value;
      else if (key == "near") e.near = alternatives(line, value);
      else if (key == "scoped") e.scoped = value != "no";
      else report_word("T013", line, parts[i], fmt::format("`{}` cannot be emitted", parts[i]), "use status=, polarity=, value=, negated=, state=, person=, voice=, tense=, leans=, near= or scoped=");
    }
  }

  Classes alternatives(const Line& line, const std::string& text) {
    Classes set;
    for (auto name : split(text, '|')) {
      if (name.size() > 2 && name.front() == '"' && name.back() == '"') {
        auto word = name.substr(1, name.size() - 2);
        std::ranges::replace(word, '_', ' ');
        const auto made = class_named(name);
        Classes one;
        one.set(static_cast<std::size_t>(made));
        add(line, word, one);
        set |= one;
        continue;
      }
      const auto known = out_.classes_.find(name);
      if (known == out_.classes_.end()) {
        std::vector<std::string> candidates;
        for (const auto& [candidate, number] : out_.classes_) candidates.push_back(candidate);
        const auto meant = did_you_mean(name, candidates);
        report_word("T012", line, name, fmt::format("no phrase has the class `{}`", name), meant ? fmt::format("did you mean `{}`?", *meant) : "give it to a phrase in words.tsv or verbs.tsv");
        continue;
      }
      set.set(static_cast<std::size_t>(known->second));
    }
    return set;
  }

  void match(const Line& line, const std::string& rest, Pattern& pattern) {
    Pattern::Sequence sequence;
    sequence.line = line.number;
    bool anchored = false;
    for (auto part : fields(rest)) {
      if (const auto colon = part.find(':'); colon != std::string::npos && part[0] != '"') {
        const auto role = part.substr(0, colon);
        const auto set = alternatives(line, part.substr(colon + 1));
        if (role == "subject") sequence.roles.subject = set;
        else if (role == "object") sequence.roles.object = set;
        else if (role == "owner") sequence.roles.owner = set;
        else report_word("T013", line, role, fmt::format("`{}` is no role", role), "use subject:, object: or owner:");
        continue;
      }
      Element element;
      if (part[0] == '~') {
        element.loose = part.size() > 1 && part[1] == '~';
        element.gap = std::atoi(part.c_str() + (element.loose ? 2 : 1));
        if (element.gap <= 0 || element.gap > 40) report_word("T013", line, part, "a gap needs a number from 1 to 40", "write it as ~3");
      } else {
        const bool anchor = part[0] == '@';
        if (anchor) part.erase(0, 1);
        if (part[0] == '!') { element.forbidden = true; part.erase(0, 1); }
        if (!part.empty() && part.back() == '?') { element.optional = true; part.pop_back(); }
        element.any = alternatives(line, part);
        if (anchor) {
          if (anchored) report_word("T013", line, "@" + part, "a pattern has two anchors", "mark one word with @");
          sequence.anchor = element;
          anchored = true;
          continue;
        }
      }
      (anchored ? sequence.after : sequence.before).push_back(element);
    }
    if (!anchored) return report("T013", line, 0, line.text.size(), "a pattern without an anchor", "mark the word that it turns on with @");
    std::ranges::reverse(sequence.before);
    pattern.sequences.push_back(std::move(sequence));
  }

  Lexicon out_;
  std::string file_;
  std::set<std::string> ids_;
  std::vector<Diagnostic> faults_;
  bool full_ = false;
};

Result<Lexicon> Lexicon::load(const std::string& folder) { return LexiconFiles(folder).load(); }

std::optional<std::int16_t> Lexicon::state(std::string_view id) const {
  const auto found = std::ranges::find(states_, id);
  if (found == states_.end()) return std::nullopt;
  return static_cast<std::int16_t>(found - states_.begin());
}

Class Lexicon::known(std::string_view class_name) const {
  const auto found = classes_.find(class_name);
  return found == classes_.end() ? Class{-1} : found->second;
}

}  // namespace dedere::read
