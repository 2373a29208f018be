#include "receipt/compare.hpp"

#include <map>
#include <set>

namespace dedere::receipt {
namespace {

const Json nothing;

const Json& member(const Json& json, const char* key) {
  if (!json.is_object()) return nothing;
  const auto found = json.find(key);
  return found == json.end() ? nothing : *found;
}

std::string text(const Json& json, const char* key) {
  const auto& found = member(json, key);
  return found.is_string() ? found.get<std::string>() : "";
}

// Name to texts: two facts of the law may stand in one line.
using Texts = std::map<std::string, std::set<std::string>>;

// A fact of the law goes by its own words: the number of its line changes with every line above it.
Texts texts(const Json& receipt, const std::string& kind) {
  Texts out;
  for (const auto& one : member(receipt, kind == "rule" ? "rules" : "rows")) {
    const auto words = text(one, "text"), row = text(one, "row");
    const bool is_fact = row.starts_with("law:");
    if (kind == "rule") out[text(one, "label")].insert(words);
    else if (is_fact == (kind == "fact")) out[is_fact ? words : row].insert(words);
  }
  return out;
}

// The digests of all files, in which a rule or row that only one receipt names may have changed.
std::map<std::string, std::string> digests(const Json& receipt) {
  std::map<std::string, std::string> out;
  for (const auto& file : member(member(receipt, "law"), "files")) out["law/" + text(file, "file")] = text(file, "digest");
  for (const auto& package : member(member(receipt, "record"), "packages"))
    for (const auto& file : member(package, "files")) out[text(package, "package") + "/" + text(file, "file")] = text(file, "digest");
  return out;
}

// What holds under each choice of answers to the open questions.
using Choice = std::map<std::string, std::string>;
using Answers = std::map<Choice, std::set<std::string>>;

Answers answers(const Json& receipt) {
  Answers out;
  for (const auto& answer : member(receipt, "answers")) {
    Choice choice;
    if (const auto& readings = member(answer, "readings"); readings.is_object())
      for (const auto& [question, taken] : readings.items()) choice[question] = taken.dump();
    out[choice].insert(text(answer, "atom") + member(answer, "certain").dump() + member(answer, "possible").dump());
  }
  return out;
}

// Whether something is not the same whichever of its answers the question has.
bool depends_on(const Answers& all, const std::string& question, const std::vector<std::string>& its_answers) {
  for (const auto& [choice, holds] : all)
    for (const auto& answer : its_answers) {
      auto other = choice;
      other[question] = Json(answer).dump();
      const auto found = all.find(other);
      if (found == all.end() || found->second != holds) return true;
    }
  return its_answers.empty();
}

// Without the questions that make no difference.
Answers reduced(Answers all, const Today& today) {
  const auto questions = all.empty() ? Choice() : all.begin()->first;
  for (const auto& [question, taken] : questions) {
    if (depends_on(all, question, today.answers(question))) continue;
    Answers fewer;
    for (const auto& [choice, holds] : all) {
      auto without = choice;
      without.erase(question);
      fewer.emplace(std::move(without), holds);
    }
    all = std::move(fewer);
  }
  return all;
}

class Comparer {
 public:
  Comparer(const Json& before, const Json& after, const Today& today) : before_(before), after_(after), today_(today) {}

  Comparison compare() {
    out_.same_answer = same("verdict") && same("spans") && (same("answers") || reduced(answers(before_), today_) == reduced(answers(after_), today_));
    out_.same_law = text(member(before_, "law"), "digest") == text(member(after_, "law"), "digest");
    out_.same_record = text(member(before_, "record"), "digest") == text(member(after_, "record"), "digest");
    readings();
    for (const auto* kind : {"rule", "fact", "row"}) named(kind, texts(before_, kind), texts(after_, kind));
    return std::move(out_);
  }

 private:
  bool same(const char* key) const { return member(before_, key) == member(after_, key); }

  void readings() {
    std::map<std::string, std::pair<std::optional<std::string>, std::optional<std::string>>> all;
    const auto& were = member(before_, "readings");
    const auto& are = member(after_, "readings");
    if (were.is_object())
      for (const auto& [question, answer] : were.items()) if (answer.is_string()) all[question].first = answer.get<std::string>();
    if (are.is_object())
      for (const auto& [question, answer] : are.items()) if (answer.is_string()) all[question].second = answer.get<std::string>();
    for (const auto& [question, answers] : all)
      if (answers.first != answers.second) out_.changes.push_back({"reading", question, answers.first, answers.second});
  }

  void named(const std::string& kind, const Texts& were, const Texts& are) {
    std::set<std::string> names;
    for (const auto& [name, t] : were) names.insert(name);
    for (const auto& [name, t] : are) names.insert(name);
    for (const auto& name : names) {
      const auto was = were.find(name), is = are.find(name);
      if (was != were.end() && is != are.end()) {
        if (was->second != is->second) out_.changes.push_back({kind, name, joined(was->second), joined(is->second)});
      } else if (was != were.end()) {
        const auto now = today_.text(kind, name);  // no longer used: changed, gone, or as it was
        if (!now || !was->second.contains(*now)) out_.changes.push_back({kind, name, joined(was->second), now});
      } else if (may_be_new(kind, name)) {
        out_.changes.push_back({kind, name, std::nullopt, joined(is->second)});
      }
    }
  }

  // It was not used before. It is not new if its file is the same, byte for byte.
  bool may_be_new(const std::string& kind, const std::string& name) const {
    const auto file = file_of(kind, name);
    const auto were = digests(before_), are = digests(after_);
    const auto was = were.find(file), is = are.find(file);
    return was == were.end() || is == are.end() || was->second != is->second;
  }

  std::string file_of(const std::string& kind, const std::string& name) const {
    for (const auto& one : member(after_, kind == "rule" ? "rules" : "rows")) {
      if (text(one, kind == "rule" ? "label" : kind == "fact" ? "text" : "row") != name) continue;
      return (kind == "row" ? "" : "law/") + text(one, "file");
    }
    return "";
  }

  static std::string joined(const std::set<std::string>& texts) {
    std::string out;
    for (const auto& t : texts) out += (out.empty() ? "" : "\n") + t;
    return out;
  }

  const Json& before_;
  const Json& after_;
  const Today& today_;
  Comparison out_;
};

}  // namespace

Comparison compare(const Json& before, const Json& after, const Today& today) { return Comparer(before, after, today).compare(); }

}  // namespace dedere::receipt
