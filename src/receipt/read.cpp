#include "receipt/read.hpp"

#include <fmt/core.h>

namespace dedere::receipt {
namespace {

Failure wrong(const std::string& what) { return Failure(fault("A011", what, "give a file that `--receipt` has written, or a page of `--format html`")); }

// What stands between the tags of a page that carries a receipt; otherwise the text itself.
std::string_view json_in(std::string_view text) {
  constexpr std::string_view open = "<script type=\"application/json\" id=\"receipt\">", close = "</script>";
  const auto begin = text.find(open);
  if (begin == std::string_view::npos) return text;
  const auto from = begin + open.size();
  const auto end = text.find(close, from);
  return text.substr(from, end == std::string_view::npos ? end : end - from);
}

const Json* member(const Json& json, const char* key) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(key);
  return found == json.end() ? nullptr : &*found;
}

bool has_schema(const Json& json, std::string_view name) {
  const auto* schema = member(json, "schema");
  return schema && schema->is_string() && schema->get_ref<const std::string&>() == name;
}

// Blank if it is null or not there.
Result<std::string> text_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  if (!found || found->is_null()) return std::string();
  if (!found->is_string()) return wrong(fmt::format("`{}` of the receipt is no text", key));
  return found->get<std::string>();
}

Result<std::string> needed(const Json& json, const char* key) {
  auto text = TRY(text_of(json, key));
  if (text.empty()) return wrong(fmt::format("the receipt has no `{}`", key));
  return text;
}

}  // namespace

Result<std::vector<Json>> read(const std::string& file, std::string_view text) {
  constexpr int deepest = 100;
  bool too_deep = false;
  const auto shallow = [&](int depth, Json::parse_event_t, Json&) { too_deep = too_deep || depth > deepest; return depth <= deepest; };
  auto json = Json::parse(json_in(text), shallow, false);
  if (json.is_discarded() || too_deep) return wrong(fmt::format("`{}` is no JSON", file));
  if (has_schema(json, "dedere/receipt/2")) return std::vector{std::move(json)};
  const auto* all = has_schema(json, "dedere/receipts/1") ? member(json, "receipts") : nullptr;
  if (!all || !all->is_array()) return wrong(fmt::format("`{}` is no receipt of version 2", file));
  std::vector<Json> out;
  for (const auto& one : *all) {
    if (!has_schema(one, "dedere/receipt/2")) return wrong(fmt::format("`{}` holds something else than receipts of version 2", file));
    out.push_back(one);
  }
  return out;
}

Result<Question> question(const Json& receipt) {
  Question out;
  const auto* asked = member(receipt, "question");
  if (!asked) return wrong("the receipt has no `question`");
  out.command = TRY(needed(receipt, "command"));
  const bool is_duty = out.command == "duty", is_ask = out.command == "ask", is_why = out.command == "why";
  if (!is_duty && !is_ask && !is_why) return wrong(fmt::format("`{}` is no command that gives receipts", out.command));
  if (is_duty) {
    out.person = TRY(needed(*asked, "person"));
    out.state = TRY(needed(*asked, "state"));
    out.from = TRY(needed(*asked, "from"));
    out.to = TRY(needed(*asked, "to"));
  } else {
    out.goal = TRY(needed(*asked, "goal"));
    out.on = is_why ? TRY(needed(*asked, "on")) : TRY(text_of(*asked, "on"));
    out.from = TRY(text_of(*asked, "from"));
    out.to = TRY(text_of(*asked, "to"));
  }
  if (const auto day = TRY(text_of(receipt, "as_known")); !day.empty()) {
    out.as_known = time::Date::parse(day);
    if (!out.as_known) return wrong(fmt::format("`{}` of the receipt is not a day", day));
  }
  if (const auto* suppose = member(receipt, "suppose"); suppose && suppose->is_array())
    for (const auto& fact : *suppose) {
      if (!fact.is_string()) return wrong("`suppose` of the receipt holds something else than facts");
      out.suppose.push_back(fact.get<std::string>());
    }
  if (is_duty && !out.suppose.empty()) out.suppose.pop_back();  // the presence that the question itself supposes
  if (const auto* readings = member(*asked, "readings"); readings && readings->is_object())
    for (const auto& [name, answer] : readings->items()) {
      if (!answer.is_string()) return wrong("`readings` of the receipt's question holds something else than answers");
      out.readings.emplace_back(name, answer.get<std::string>());
    }
  return out;
}

}  // namespace dedere::receipt
