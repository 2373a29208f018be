#include "cli/files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace dedere::cli {
namespace {

namespace fs = std::filesystem;

Failure unreadable(const fs::path& path, const std::string& why, const std::string& help) {
  return Failure(fault("A001", fmt::format("`{}` {}", path.string(), why), help));
}

struct Close { void operator()(std::FILE* file) const { if (file != stdin) std::fclose(file); } };

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t most) {
  std::error_code error;
  const bool standard_input = path == "-";
  if (!standard_input && fs::is_directory(path, error)) return unreadable(path, "is a folder", "name a file in it");
  const std::unique_ptr<std::FILE, Close> file(standard_input ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return unreadable(path, fmt::format("cannot be read: {}", std::strerror(errno)), "check the name and your permissions");
  std::string text;
  // One byte past the limit tells that there is more; nothing larger is ever held.
  if (!standard_input) text.reserve(std::min<std::size_t>(most + 1, fs::file_size(path, error)) + 1);
  char buffer[1 << 16];
  for (std::size_t got = 0; text.size() <= most && (got = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) text.append(buffer, got);
  if (std::ferror(file.get())) return unreadable(path, fmt::format("cannot be read: {}", std::strerror(errno)), "check the disk");
  if (text.size() > most) return unreadable(path, fmt::format("has over {} MiB", most >> 20U), "give a smaller file");
  return text;
}

Result<std::vector<fs::path>> files_below(const fs::path& folder, std::string_view ending) {
  std::error_code error;
  if (fs::is_regular_file(folder, error)) return std::vector{folder};
  std::vector<fs::path> found;
  fs::recursive_directory_iterator walk(folder, error);
  if (error) return unreadable(folder, fmt::format("cannot be read: {}", error.message()), "name a folder that exists");
  for (const auto end = fs::recursive_directory_iterator{}; walk != end; walk.increment(error)) {
    if (error) return unreadable(folder, fmt::format("cannot be read: {}", error.message()), "check your permissions");
    if (walk->is_regular_file(error) && walk->path().string().ends_with(ending)) found.push_back(walk->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

fs::path home() {
  if (const auto* given = std::getenv("DEDERE_HOME"); given && *given) return given;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path(".") : program.parent_path().parent_path().parent_path();
}

}  // namespace dedere::cli
