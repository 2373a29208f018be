// A file's bytes into UTF-8 text, or a diagnostic that says why they are none. Nothing is guessed silently and nothing mangled.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace dedere::read {

inline constexpr std::size_t most_bytes = std::size_t{64} << 20U;   // of one article

struct Text {
  std::string utf8;      // line ends are \n; no byte order mark
  std::string encoding;  // what the bytes were: "UTF-8", "UTF-16LE", "windows-1252" …
};

// Takes UTF-8 (with or without mark), UTF-16 with its mark, and other encodings that a page declares or that are recognised with confidence.
// Refuses: nothing but white space (T001), binary content (T002), an encoding that is not recognised or has faults (T003),
// more than `most_bytes` (T004). `file` is for the diagnostic.
[[nodiscard]] Result<Text> decode(std::string_view bytes, const std::string& file);

}  // namespace dedere::read
