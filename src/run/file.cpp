#include "run/file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dedere::run {
namespace {

Failure unreadable(const std::filesystem::path& path, int error) {
  return Failure(fault("A001", fmt::format("`{}` cannot be read: {}", path.string(), std::strerror(error)), "check the name and your permissions"));
}

struct Descriptor {
  int fd;
  explicit Descriptor(int of) : fd(of) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { if (fd >= 0) ::close(fd); }
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about {};
  if (file.fd < 0 || ::fstat(file.fd, &about) != 0) return unreadable(path, errno);
  MappedFile out;
  if (S_ISREG(about.st_mode) && about.st_size > 0) {
    out.size_ = static_cast<std::size_t>(about.st_size);
    auto* mapped = ::mmap(nullptr, out.size_, PROT_READ, MAP_PRIVATE, file.fd, 0);
    if (mapped == MAP_FAILED) return unreadable(path, errno);
    ::madvise(mapped, out.size_, MADV_SEQUENTIAL);
    out.mapped_ = mapped;
    return out;
  }
  char buffer[1 << 16];
  for (ssize_t got = 0; (got = ::read(file.fd, buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path, errno);
    out.held_.append(buffer, static_cast<std::size_t>(got));
  }
  return out;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : mapped_(std::exchange(other.mapped_, nullptr)), size_(other.size_), released_(other.released_), held_(std::move(other.held_)) {}

MappedFile::~MappedFile() { if (mapped_) ::munmap(mapped_, size_); }

void MappedFile::release(std::size_t at) {
  constexpr std::size_t page = 1 << 16;  // a multiple of any page
  const auto upto = at / page * page;
  if (!mapped_ || upto <= released_) return;
  ::madvise(static_cast<char*>(mapped_) + released_, upto - released_, MADV_DONTNEED);
  released_ = upto;
}

}  // namespace dedere::run
