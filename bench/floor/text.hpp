// What the floors share: a file's text, its cells, names as numbers, intervals, and writing. Trusts its input.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace floor_ {

constexpr std::int64_t never = INT64_MIN, forever = INT64_MAX;

// The rows of a table without its header: `row(cells)` for each.
class Table {
 public:
  Table(const std::string& folder, const char* name) {
    const auto fd = ::open((folder + "/" + name + ".csv").c_str(), O_RDONLY);
    struct stat about {};
    fstat(fd, &about);
    size_ = static_cast<std::size_t>(about.st_size);
    at_ = static_cast<const char*>(mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0));
    end_ = at_ + size_;
    close(fd);
    line();
  }
  [[nodiscard]] bool more() const { return at_ < end_; }
  std::string_view cell() {
    const auto* begin = at_;
    while (*at_ != ',' && *at_ != '\n') ++at_;
    return {begin, at_++};
  }
  std::int64_t instant(std::int64_t open) {
    if (*at_ == ',' || *at_ == '\n') { ++at_; return open; }
    const bool minus = *at_ == '-';
    at_ += minus;
    std::int64_t n = 0;
    for (; *at_ >= '0' && *at_ <= '9'; ++at_) n = n * 10 + (*at_ - '0');
    ++at_;
    return minus ? -n : n;
  }
  // "p17": a letter and a number, as the generator names things.
  std::uint32_t numbered() {
    ++at_;
    return static_cast<std::uint32_t>(instant(0));
  }
  void line() {
    while (at_ < end_ && *at_++ != '\n') {}
  }

 private:
  const char *at_, *end_;
  std::size_t size_;
};

// A number's digits as eight bytes that compare as its text does. Needs at most eight digits.
inline std::uint64_t as_text(std::uint64_t n) {
  char digits[8] = {};
  std::to_chars(digits, digits + 8, n);
  std::uint64_t word;
  std::memcpy(&word, digits, 8);
  return __builtin_bswap64(word);
}

// Names as numbers, by first appearance.
class Names {
 public:
  std::uint32_t of(std::string_view text) {
    const auto [at, added] = numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (added) texts_.push_back(at->first);
    return at->second;
  }
  [[nodiscard]] const std::string& operator[](std::uint32_t n) const { return texts_[n]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  // The names in order, as numbers.
  [[nodiscard]] std::vector<std::uint32_t> sorted() const {
    std::vector<std::uint32_t> out(texts_.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = i;
    std::sort(out.begin(), out.end(), [&](auto a, auto b) { return texts_[a] < texts_[b]; });
    return out;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

class Writer {
 public:
  Writer(const std::string& folder, const char* name, const char* header) : file_(std::fopen((folder + "/" + name + ".csv").c_str(), "w")) { text(header), text("\n"); }
  ~Writer() { flush(); std::fclose(file_); }
  void text(std::string_view t) {
    if (used_ + t.size() > sizeof buffer_) flush();
    std::memcpy(buffer_ + used_, t.data(), t.size());
    used_ += t.size();
  }
  void number(std::int64_t n) {
    char digits[24];
    text({digits, std::to_chars(digits, digits + 24, n).ptr});
  }
  void instants(std::int64_t from, std::int64_t to) {
    text(",");
    if (from != never) number(from);
    text(",");
    if (to != forever) number(to);
    text("\n");
  }

 private:
  void flush() { std::fwrite(buffer_, 1, used_, file_), used_ = 0; }
  std::FILE* file_;
  std::size_t used_ = 0;
  char buffer_[1 << 16];
};

}  // namespace floor_
