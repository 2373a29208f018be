// Files, and where those that come with the program lie.
#pragma once

#include "house/files.hpp"

namespace dedere::cli {

using house::files_below;
using house::read_file;
using house::write_file;

// Where law/, record/ and lexicon/ lie: the environment's DEDERE_HOME, or three folders above the program's file.
[[nodiscard]] std::filesystem::path home();

}  // namespace dedere::cli
