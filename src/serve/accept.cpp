#include "serve/accept.hpp"

#include <algorithm>

namespace dedere::serve {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x | 0x20 : x) == (y >= 'A' && y <= 'Z' ? y | 0x20 : y); });
}

// The next piece of a list, cut off from it.
std::string_view next(std::string_view& list, char separator) {
  const auto end = list.find(separator);
  const auto piece = list.substr(0, end);
  list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  return trimmed(piece);
}

struct Weighed { std::string_view what; bool refused = false; };

// "text/html;q=0": refused. Any other weight takes it.
Weighed weighed(std::string_view piece) {
  Weighed out{next(piece, ';')};
  while (!piece.empty()) {
    const auto parameter = next(piece, ';');
    if (parameter.size() > 2 && (parameter[0] | 0x20) == 'q' && parameter[1] == '=') out.refused = parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return out;
}

}  // namespace

bool accepts(std::string_view accept, std::string_view type) {
  if (trimmed(accept).empty()) return true;
  const auto main = type.substr(0, type.find(';'));
  const auto kind = main.substr(0, main.find('/') + 1);   // "text/"
  int best = -1;
  bool taken = false;
  while (!accept.empty()) {
    const auto range = weighed(next(accept, ','));
    const int fits = same(range.what, main) ? 2 : range.what.ends_with("/*") && same(range.what.substr(0, range.what.size() - 1), kind) ? 1 : range.what == "*/*" || range.what == "*" ? 0 : -1;
    if (fits > best) best = fits, taken = !range.refused;
  }
  return taken;
}

bool accepts_gzip(std::string_view list) {
  bool any = false;
  while (!list.empty()) {
    const auto coding = weighed(next(list, ','));
    if (same(coding.what, "gzip") || same(coding.what, "x-gzip")) return !coding.refused;
    if (coding.what == "*") any = !coding.refused;
  }
  return any;
}

bool names_tag(std::string_view list, std::string_view tag) {
  const auto strong = [](std::string_view t) { return t.starts_with("W/") ? t.substr(2) : t; };
  while (!list.empty()) {
    const auto one = next(list, ',');
    if (one == "*" || (!one.empty() && strong(one) == strong(tag))) return true;
  }
  return false;
}

}  // namespace dedere::serve
