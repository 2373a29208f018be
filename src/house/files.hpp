// The one door through which files come in. Everything behind it works on text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace dedere::house {

// The bytes of a regular file of at most `most` bytes; "-" is standard input.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

// Writes a file whole or not at all: beside its name, and over it in the end. A011 if it cannot be written.
[[nodiscard]] Result<Done> write_file(const std::filesystem::path& path, std::string_view text);

// All files below a folder whose names end so, in order of their paths; or the file itself. A folder that cannot be read is a failure.
[[nodiscard]] Result<std::vector<std::filesystem::path>> files_below(const std::filesystem::path& folder, std::string_view ending);

}  // namespace dedere::house
