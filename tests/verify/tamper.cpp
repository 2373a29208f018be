// tamper --law DIR --record DIR [--every N] RECEIPT...: changes each receipt in every single place, one at a time, and tells what the verifier lets pass.
//
// Texts are altered, days and instants shifted by a day, numbers and truths changed, ends of time opened, members and entries dropped, entries doubled or added with a difference. With
// --every N only each N-th change is tried. Some changes make another receipt that is true as well: `still_true`. Ends with 0 if all others are found.
#include <iostream>
#include <regex>

#include "verify/check.hpp"

using namespace dedere::verify;

namespace {

// What the verifier lets pass and may: which program wrote it; a question that the same answer is true of; which of the true steps are shown first, or of
// what is missing from an objection nobody raised.
bool still_true(const std::string& path, const std::string& how) {
  static const std::regex ground("/.*/ground/[0-9]+"), first("/proofs/[0-9]+(/step)?");
  return path == "/program" || path == "/as_known" || path.starts_with("/question/") || std::regex_match(path, first) || (how == "dropped" && std::regex_match(path, ground));
}

std::string altered(const std::string& text) {
  const auto next = [](const std::string& on) { return written_day(*day(on) + a_day); };
  if (day(text)) return next(text);
  if (moment(text)) return next(text.substr(0, 10)) + text.substr(10);
  return text.empty() ? "x" : text.substr(0, text.size() - 1) + (text.back() == 'x' ? 'y' : 'x');
}

class Tamper {
 public:
  Tamper(Verifier& verifier, Json receipt, std::size_t every) : verifier_(verifier), receipt_(std::move(receipt)), every_(every) {}

  // How many changes passed.
  std::size_t run() {
    (void)verifier_.check(receipt_);
    walk(receipt_, "");
    std::cout << tried_ << " changes: " << tried_ - true_ - passed_ << " found, " << true_ << " leave it true, " << passed_ << " not found\n";
    return passed_;
  }

 private:
  void attempt(Json& place, Json changed, const std::string& path, const char* how) {
    if (counted_++ % every_ != 0) return;
    const auto before = place;
    place = std::move(changed);
    ++tried_;
    try {
      (void)verifier_.check(receipt_);
      if (still_true(path, how)) ++true_;
      else if (++passed_ <= 40) std::cout << "not found: " << path << " " << how << "\n";
    } catch (const std::exception&) {
    }
    place = before;
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
      attempt(place, std::move(more), path + "/" + name, "added with another");
    }
  }

  void walk(Json& place, const std::string& path) {
    if (place.is_string()) attempt(place, altered(place.get<std::string>()), path, "altered");
    else if (place.is_number_integer()) attempt(place, place.get<std::int64_t>() + 1, path, "one more");
    else if (place.is_boolean()) attempt(place, !place.get<bool>(), path, "turned");
    else if (place.is_null()) attempt(place, "2000-01-01T00:00:00Z", path, "filled");
    if (place.is_string() && moment(place.get<std::string>())) attempt(place, nullptr, path, "opened");
    if (place.is_array())
      for (std::size_t i = 0; i < place.size(); ++i) {
        auto fewer = place, more = place;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        more.push_back(place[i]);
        attempt(place, fewer, path + "/" + std::to_string(i), "dropped");
        attempt(place, more, path + "/" + std::to_string(i), "doubled");
        if (place[i].is_object()) add_others(place, i, path + "/" + std::to_string(i));
        walk(place[i], path + "/" + std::to_string(i));
      }
    if (!place.is_object()) return;
    std::vector<std::string> names;
    for (const auto& [name, value] : place.items()) names.push_back(name);
    for (const auto& name : names) {
      auto fewer = place;
      fewer.erase(name);
      attempt(place, fewer, path + "/" + name, "dropped");
      walk(place[name], path + "/" + name);
    }
  }

  Verifier& verifier_;
  Json receipt_;
  std::size_t every_, counted_ = 0, tried_ = 0, true_ = 0, passed_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  std::string law;
  std::vector<std::string> records, files;
  std::size_t every = 1, passed = 0;
  for (int i = 1; i < count; ++i) {
    const std::string a = arguments[i];
    if (a == "--law") law = arguments[++i];
    else if (a == "--record") records.emplace_back(arguments[++i]);
    else if (a == "--every") every = std::stoul(arguments[++i]);
    else files.push_back(a);
  }
  try {
    Verifier verifier(law, records);
    for (const auto& file : files)
      for (const auto& receipt : receipts(read_file(file))) {
        std::cout << file << ": ";
        passed += Tamper(verifier, receipt, every).run();
      }
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << "\n";
    return 2;
  }
  return files.empty() || passed > 0 ? 1 : 0;
}
