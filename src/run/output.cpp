#include "run/output.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace dedere::run {

// A file or folder that goes unless it is finished. Never freed, so that a signal's handler can walk the list at any moment.
struct OutputFolder::Unfinished {
  std::string path;
  std::atomic<bool> gone{false};
  Unfinished* before = nullptr;

  void remove() noexcept {
    if (!gone.exchange(true) && ::unlink(path.c_str()) != 0) ::rmdir(path.c_str());
  }
};

namespace {

namespace fs = std::filesystem;

std::atomic<OutputFolder::Unfinished*> latest{nullptr};

OutputFolder::Unfinished* unfinished(std::string path) {
  auto* node = new OutputFolder::Unfinished{.path = std::move(path)};
  node->before = latest.load();
  latest.store(node);
  return node;
}

Failure unwritable(const fs::path& path, int error) {
  return Failure(fault("F012", fmt::format("`{}` cannot be written: {}", path.string(), std::strerror(error)), "check the folder, your permissions and the disk"));
}

// Signals wait while it lives.
class Undisturbed {
 public:
  Undisturbed() { sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, &before_); }
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;
  ~Undisturbed() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

bool write_all(int fd, std::string_view piece) {
  while (!piece.empty()) {
    const auto put = ::write(fd, piece.data(), piece.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    piece.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

void OutputFolder::abandon() noexcept {
  for (auto* node = latest.load(); node; node = node->before) node->remove();
}

Result<OutputFolder> OutputFolder::open(const fs::path& folder) {
  OutputFolder out;
  out.folder_ = folder;
  std::error_code error;
  if (!fs::exists(folder, error)) {
    const Undisturbed undisturbed;
    if (::mkdir(folder.c_str(), 0777) != 0) return unwritable(folder, errno);
    out.made_ = unfinished(folder.string());
  }
  if (!fs::is_directory(folder, error)) return unwritable(folder, ENOTDIR);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return unwritable(folder, errno);
  return out;
}

OutputFolder::~OutputFolder() {
  for (const auto& table : tables_) table.part->remove();
  if (made_) made_->remove();
}

Result<std::size_t> OutputFolder::table(const std::string& name, const Write& write) {
  const auto whole = folder_ / name;
  if (std::error_code error; fs::is_directory(whole, error)) return unwritable(whole, EISDIR);
  tables_.push_back({unfinished((folder_ / fmt::format(".{}.{}.part", name, ::getpid())).string()), whole});
  const auto* path = tables_.back().part->path.c_str();
  const auto fd = ::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return unwritable(whole, errno);
  int failed = 0;
  auto rows = write([&](std::string_view piece) {
    if (!write_all(fd, piece)) failed = errno;
    return failed == 0;
  });
  if (::close(fd) != 0 && failed == 0) failed = errno;
  if (failed != 0) return unwritable(whole, failed);
  return rows;
}

Result<Done> OutputFolder::finish() {
  const Undisturbed undisturbed;
  for (const auto& [part, whole] : tables_) {
    if (::rename(part->path.c_str(), whole.c_str()) != 0) return unwritable(whole, errno);
    part->gone = true;
  }
  if (made_) made_->gone = true;
  return Done{};
}

}  // namespace dedere::run
