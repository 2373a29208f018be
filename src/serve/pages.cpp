#include "serve/pages.hpp"

#include <fmt/core.h>

#include <array>

#include "house/files.hpp"
#include "record/sha256.hpp"
#include "serve/compress.hpp"

namespace dedere::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest = 16U << 20U;

struct Type { std::string_view ending, type; bool compress; };
constexpr std::array types{
    Type{".html", "text/html; charset=utf-8", true}, Type{".js", "text/javascript; charset=utf-8", true}, Type{".css", "text/css; charset=utf-8", true},
    Type{".json", "application/json", true},         Type{".svg", "image/svg+xml", true},                 Type{".txt", "text/plain; charset=utf-8", true},
    Type{".webmanifest", "application/manifest+json", true}, Type{".woff2", "font/woff2", false},        Type{".png", "image/png", false},
    Type{".ico", "image/x-icon", false},             Type{".wasm", "application/wasm", true},             Type{".geojson", "application/geo+json", true},
};

Pages::Page made(std::string text, const std::string& path) {
  Pages::Page page{.bytes = nullptr, .compressed = nullptr, .type = "application/octet-stream", .tag = fmt::format("\"{}\"", record::sha256(text).substr(0, 32)), .for_ever = path.starts_with("/assets/")};
  for (const auto& type : types) {
    if (!path.ends_with(type.ending)) continue;
    page.type = type.type;
    if (type.compress) if (auto small = gzip(text, true); small.size() < text.size()) page.compressed = bytes(std::move(small));
  }
  page.bytes = bytes(std::move(text));
  return page;
}

}  // namespace

Pages Pages::load(const fs::path& folder) {
  Pages out;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return out;
  const auto files = house::files_below(folder, "");
  if (!files) return out;
  for (const auto& file : *files) {
    const auto path = "/" + file.lexically_relative(folder).generic_string();
    if (auto text = house::read_file(file, largest)) out.pages_.emplace(path, made(*std::move(text), path));
  }
  return out;
}

const Pages::Page* Pages::find(std::string_view path) const {
  if (const auto found = pages_.find(path); found != pages_.end()) return &found->second;
  if (path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos) return nullptr;
  const auto index = pages_.find(std::string_view("/index.html"));
  return index == pages_.end() ? nullptr : &index->second;
}

}  // namespace dedere::serve
