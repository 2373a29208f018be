#include "cli/files.hpp"

#include <cstdlib>

namespace dedere::cli {

namespace fs = std::filesystem;

fs::path home() {
  if (const auto* given = std::getenv("DEDERE_HOME"); given && *given) return given;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path(".") : program.parent_path().parent_path().parent_path();
}

}  // namespace dedere::cli
