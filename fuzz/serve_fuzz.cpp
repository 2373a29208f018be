// Any bytes as a request to the server: a line with method and target, lines with headers, a blank line, the body. Whatever it is, there is an answer with a status,
// and one of the JSON types is JSON.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "serve/service.hpp"

namespace {

using namespace dedere;
using namespace dedere::serve;

std::string_view cut(std::string_view& rest, std::string_view mark) {
  const auto end = rest.find(mark);
  const auto piece = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + mark.size());
  return piece;
}

Request request(std::string_view text) {
  Request out;
  auto head = cut(text, "\n\n");
  out.body = text;
  auto line = cut(head, "\n");
  out.method = cut(line, " ");
  out.target = line;
  while (!head.empty()) {
    auto header = cut(head, "\n");
    const auto name = cut(header, ": ");
    out.headers.emplace_back(name, header);
  }
  return out;
}

struct Open {
  std::shared_ptr<const Library> library;
  Service service;
  Desk desk;
  explicit Open(std::shared_ptr<const Library> opened) : library(std::move(opened)), service(library, {.openapi = "{}", .threads = 1, .cache_bytes = 1U << 16U}), desk(library) {}
};

Open& open_house() {
  static Open one([] {
    const std::string root = DEDERE_ROOT;
    auto library = open_library({{root + "/law"}, {root + "/record"}}, root + "/lexicon");
    if (!library) std::abort();
    return *std::move(library);
  }());
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto asked = request({reinterpret_cast<const char*>(data), size});
  const auto answer = open_house().service.answer(asked, open_house().desk);
  open_house().service.done(asked, answer.status, answer.body->size(), {});
  open_house().desk.tidy();
  if (answer.status < 200 || answer.status > 599 || answer.status == 500) std::abort();
  for (const auto& [name, value] : answer.headers)
    if (name.find_first_of("\r\n") != std::string::npos || value.find_first_of("\r\n") != std::string::npos) std::abort();
  const bool packed = std::ranges::any_of(answer.headers, [](const auto& h) { return h.first == "Content-Encoding"; });
  if (!packed && answer.type.ends_with("json") && !answer.body->empty() && !nlohmann::json::accept(*answer.body)) std::abort();
  return 0;
}
