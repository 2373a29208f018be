// The pieces that duty and brief share.
#pragma once

#include <nlohmann/json.hpp>

#include "brief/duty.hpp"

namespace dedere::brief {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json or_null(const std::string& text);
[[nodiscard]] Json to_json(const std::optional<time::Date>& day);
[[nodiscard]] Json to_json(const Evidence& evidence);
[[nodiscard]] Json to_json(const Source& source);
[[nodiscard]] Json to_json(const Step& step);
[[nodiscard]] Json to_json(const Refused& refused);
[[nodiscard]] Json to_json(const WarrantOf& warrant);
[[nodiscard]] Json to_json(const Precedent& precedent);
[[nodiscard]] Json to_json(const Consequence& consequence);
[[nodiscard]] Json to_json(const Digests& digests);

template <class T>
[[nodiscard]] Json list_of(const std::vector<T>& items) {
  auto list = Json::array();
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

// Text that is not UTF-8 is replaced, never thrown over.
[[nodiscard]] std::string dumped(const Json& json);

}  // namespace dedere::brief
