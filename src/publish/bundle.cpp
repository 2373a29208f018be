#include "publish/bundle.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace dedere::publish {
namespace {

namespace fs = std::filesystem;

Failure unwritable(const fs::path& path, const std::string& why) {
  return Failure(fault("F012", fmt::format("`{}` cannot be written: {}", path.string(), why), "check the folder, your permissions and the disk"));
}

// A folder that is gone at the end, unless it was given its name.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() { std::error_code error; if (!path_.empty()) fs::remove_all(path_, error); }
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

Result<Done> write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return unwritable(path, std::strerror(errno));
  return Done{};
}

}  // namespace

Result<Done> write(const Bundle& bundle, const fs::path& folder) {
  std::error_code error;
  auto whole = fs::absolute(folder, error).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  if (fs::exists(whole, error) && !fs::is_directory(whole, error)) return unwritable(folder, "it is a file");
  if (fs::exists(whole, error) && (!fs::is_empty(whole, error) || error))
    return Failure(fault("A010", fmt::format("`{}` is not empty", folder.string()), "name a folder that is empty or not there; nothing was written"));
  const auto part = whole.parent_path() / fmt::format(".{}.{}.part", whole.filename().string(), ::getpid());
  if (!fs::create_directory(part, error)) return unwritable(folder, error ? error.message() : "its neighbour is in the way");
  Unfinished unfinished(part);
  for (const auto& file : bundle) TRY(write_file(part / file.path, file.bytes));
  fs::rename(part, whole, error);  // over a folder only if that is empty still
  if (error) return unwritable(folder, error.message());
  unfinished.keep();
  return Done{};
}

}  // namespace dedere::publish
