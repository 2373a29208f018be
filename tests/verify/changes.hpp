// Changes of a receipt, in every single place, one at a time. For tests.
//
// Texts are altered, days and instants shifted by a day, numbers and truths changed, ends of time opened, members and entries dropped, entries doubled or
// added with a difference.
#pragma once

#include <functional>
#include <regex>

#include "verify/verify.hpp"

namespace dedere::verify {

// Some changes make another receipt that is true as well: which program wrote it; a question that the same answer is true of; which of the true steps are
// shown first, or of what is missing from an objection nobody raised; another instant at which the step holds for the same reasons.
inline bool still_true(const std::string& path, const std::string& how) {
  static const std::regex ground("/.*/ground/[0-9]+"), first("/proofs/[0-9]+(/step)?"), at("/steps/[0-9]+/at");
  return path == "/program" || path == "/as_known" || path.starts_with("/question/") || std::regex_match(path, first) ||
         (how == "altered" && std::regex_match(path, at)) || (how == "dropped" && std::regex_match(path, ground));
}

class Changes {
 public:
  // `use` is called while the receipt is changed; where, and how.
  using Use = std::function<void(const std::string& path, const std::string& how)>;
  static void each(Json& receipt, Use use) { Changes(std::move(use)).walk(receipt, ""); }

 private:
  explicit Changes(Use use) : use_(std::move(use)) {}

  static std::string altered(const std::string& text) {
    const auto next = [](const std::string& on) { return written_day(*day(on) + a_day); };
    if (day(text)) return next(text);
    if (moment(text)) return next(text.substr(0, 10)) + text.substr(10);
    return text.empty() ? "x" : text.substr(0, text.size() - 1) + (text.back() == 'x' ? 'y' : 'x');
  }

  void change(Json& place, Json other, const std::string& path, const char* how) {
    std::swap(place, other);
    use_(path, how);
    std::swap(place, other);
  }

  // Another entry beside it, which differs from it in one member.
  void add_others(Json& place, std::size_t i, const std::string& path) {
    const auto one = place[i];
    for (const auto& [name, value] : one.items()) {
      auto more = place;
      more.push_back(one);
      auto& changed = more.back()[name];
      if (value.is_string()) changed = altered(value.get<std::string>());
      else if (value.is_object()) changed["x"] = "y";
      else if (value.is_number_integer()) changed = value.get<std::int64_t>() + 1;
      else continue;
      change(place, std::move(more), path + "/" + name, "added with another");
    }
  }

  void walk(Json& place, const std::string& path) {
    if (place.is_string()) change(place, altered(place.get<std::string>()), path, "altered");
    else if (place.is_number_integer()) change(place, place.get<std::int64_t>() + 1, path, "one more");
    else if (place.is_boolean()) change(place, !place.get<bool>(), path, "turned");
    else if (place.is_null()) change(place, "2000-01-01T00:00:00Z", path, "filled");
    if (place.is_string() && moment(place.get<std::string>())) change(place, nullptr, path, "opened");
    if (place.is_array())
      for (std::size_t i = 0; i < place.size(); ++i) {
        auto fewer = place, more = place;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        more.push_back(place[i]);
        change(place, fewer, path + "/" + std::to_string(i), "dropped");
        change(place, more, path + "/" + std::to_string(i), "doubled");
        if (place[i].is_object()) add_others(place, i, path + "/" + std::to_string(i));
        walk(place[i], path + "/" + std::to_string(i));
      }
    if (!place.is_object()) return;
    std::vector<std::string> names;
    for (const auto& [name, value] : place.items()) names.push_back(name);
    for (const auto& name : names) {
      auto fewer = place;
      fewer.erase(name);
      change(place, fewer, path + "/" + name, "dropped");
      walk(place[name], path + "/" + name);
    }
  }

  Use use_;
};

}  // namespace dedere::verify
