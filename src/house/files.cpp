#include "house/files.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace dedere::house {
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

Result<Done> write_file(const fs::path& path, std::string_view text) {
  const auto unwritable = [&] { return Failure(fault("A011", fmt::format("`{}` cannot be written: {}", path.string(), std::strerror(errno)), "name a file in a folder that exists and that you may write to")); };
  std::error_code error;
  if (fs::is_directory(path, error)) return Failure(fault("A011", fmt::format("`{}` is a folder", path.string()), "name a file in it"));
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {  // a pipe or a device has no place beside it
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wb"));
    return file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() && std::fflush(file.get()) == 0 ? Result<Done>(Done{}) : unwritable();
  }
  auto part = path.string() + ".XXXXXX";
  const int number = ::mkstemp(part.data());
  if (number < 0) return unwritable();
  const auto drop = [&] { const auto failure = unwritable(); ::unlink(part.c_str()); return failure; };
  const auto mask = ::umask(0);
  ::umask(mask);
  const std::unique_ptr<std::FILE, Close> file(::fdopen(number, "wb"));
  if (!file || ::fchmod(number, 0666 & ~mask) != 0) return drop();
  if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0 || ::fsync(number) != 0) return drop();
  if (::rename(part.c_str(), path.c_str()) != 0) return drop();
  return Done{};
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

}  // namespace dedere::house
