// Two receipts of one question: is it the same answer, and if not, through which row, rule or reading?
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

// Something that one of the receipts rests on and that is not as it was.
struct Change {
  std::string kind;                            // row, rule, fact (of the law), reading
  std::string name;                            // "record:parties/mn", "RS 89(1)", the fact itself, "immunity"
  std::optional<std::string> before, after;    // its text; none: not there
  bool operator==(const Change&) const = default;
};

struct Comparison {
  bool same_answer = false;   // verdict, spans and answers; a question that is open on one side only counts where an answer depends on it
  bool same_law = false, same_record = false;
  std::vector<Change> changes;
};

// Where `after` was made.
struct Today {
  // The text that a row, rule or fact has; none if there is no such thing any more.
  std::function<std::optional<std::string>(const std::string& kind, const std::string& name)> text;
  // The answers to a question of law; none if it is no longer asked.
  std::function<std::vector<std::string>(const std::string& question)> answers;
};

// `before` is untrusted: what does not have the form of a receipt is passed over.
[[nodiscard]] Comparison compare(const Json& before, const Json& after, const Today& today);

}  // namespace dedere::receipt
