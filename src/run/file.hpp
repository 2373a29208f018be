// A file's bytes, read where they lie: mapped into memory, and let go as reading goes on.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace dedere::run {

class MappedFile {
 public:
  // A001 where it cannot be read. What is not a regular file (a pipe) is read into memory instead.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view text() const { return mapped_ ? std::string_view{static_cast<const char*>(mapped_), size_} : held_; }
  // The bytes before `at` need not stay in memory; they can still be read.
  void release(std::size_t at);

 private:
  MappedFile() = default;
  void* mapped_ = nullptr;
  std::size_t size_ = 0, released_ = 0;
  std::string held_;
};

}  // namespace dedere::run
