// The pieces that duty and brief share: each is written once, to text or into a tree.
#pragma once

#include "brief/duty.hpp"
#include "brief/json_out.hpp"

namespace dedere::brief {

using Json = nlohmann::ordered_json;

void write(JsonOut& out, const std::optional<time::Date>& day);
void write(JsonOut& out, const Provision& provision);
void write(JsonOut& out, const Objection& objection);
void write(JsonOut& out, const Refused::Missing& missing);
void write(JsonOut& out, const Consequence::Taken& taken);
void write(JsonOut& out, const Evidence& evidence);
void write(JsonOut& out, const Source& source);
void write(JsonOut& out, const Step& step);
void write(JsonOut& out, const Refused& refused);
void write(JsonOut& out, const WarrantOf& warrant);
void write(JsonOut& out, const Precedent& precedent);
void write(JsonOut& out, const Consequence& consequence);
void write(JsonOut& out, const Digests& digests);

// In a refusal, an objection that stands is named without its provision: its label is enough.
struct Stands {
  Stands(const Objection& one) : objection(one) {}   // NOLINT: a view
  const Objection& objection;
};
void write(JsonOut& out, const Stands& standing);

// Of those that are written, the tree.
template <class T>
  requires requires(JsonOut& out, const T& value) { write(out, value); }
[[nodiscard]] Json to_json(const T& value) {
  Json root;
  JsonTree out(root);
  write(out, value);
  return root;
}

[[nodiscard]] Json or_null(const std::string& text);

template <class T>
[[nodiscard]] Json list_of(const std::vector<T>& items) {
  auto list = Json::array();
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

// Text that is not UTF-8 is replaced, never thrown over.
[[nodiscard]] std::string dumped(const Json& json);

}  // namespace dedere::brief
