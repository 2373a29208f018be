// The files of the page, read once and kept: bytes, and the same compressed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "serve/message.hpp"

namespace dedere::serve {

class Pages {
 public:
  struct Page { Bytes bytes, compressed; std::string type, tag; bool for_ever = false; };   // `compressed` is null where it gains nothing
  // Files below the folder; none where there is no such folder. `index.html` stands for every path whose last part has no dot, since the page knows its own addresses.
  static Pages load(const std::filesystem::path& folder);
  [[nodiscard]] const Page* find(std::string_view path) const;   // "/", "/assets/index-1a2b.js"; null if there is none
  [[nodiscard]] bool empty() const { return pages_.empty(); }

 private:
  struct Hash { using is_transparent = void; std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); } };
  std::unordered_map<std::string, Page, Hash, std::equal_to<>> pages_;
};

}  // namespace dedere::serve
