// Receipts from a file: the question that each asks, so that it can be put again.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "time/date.hpp"

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

// The receipts in a text: one, those of a brief, or those that an HTML page carries. A011 if there is none, or not of our version.
[[nodiscard]] Result<std::vector<Json>> read(const std::string& file, std::string_view text);

struct Question {
  std::string command;                       // duty, ask, why
  std::string person, state;                 // of a duty: ids
  std::string goal, on;                      // of an ask or a why; blank where not given
  std::string from, to;                      // of a duty or an ask
  std::optional<time::Date> as_known;
  std::vector<std::string> suppose;          // what the asker supposed, without what the command supposes itself
  std::vector<std::pair<std::string, std::string>> readings;  // the answers that the asker took
};
[[nodiscard]] Result<Question> question(const Json& receipt);

}  // namespace dedere::receipt
