#include "serve/zip.hpp"

#include <zlib.h>

#include <cstdint>

#include "serve/compress.hpp"

namespace dedere::serve {
namespace {

constexpr std::uint16_t version = 20, in_utf8 = 1U << 11U, by_deflate = 8, first_day = (1U << 5U) | 1U;   // 1 January 1980

void put16(std::string& out, std::uint16_t n) { out += static_cast<char>(n & 0xFFU), out += static_cast<char>(n >> 8U); }
void put32(std::string& out, std::uint32_t n) { put16(out, static_cast<std::uint16_t>(n & 0xFFFFU)), put16(out, static_cast<std::uint16_t>(n >> 16U)); }

// What the local header and the directory both say of a file.
void put_entry(std::string& out, const publish::File& file, std::size_t small) {
  put16(out, version), put16(out, in_utf8), put16(out, by_deflate), put16(out, 0), put16(out, first_day);
  put32(out, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(file.bytes.data()), static_cast<uInt>(file.bytes.size()))));
  put32(out, static_cast<std::uint32_t>(small)), put32(out, static_cast<std::uint32_t>(file.bytes.size()));
  put16(out, static_cast<std::uint16_t>(file.path.size())), put16(out, 0);
}

}  // namespace

std::string zip(const publish::Bundle& files) {
  std::string out, directory;
  for (const auto& file : files) {
    const auto small = deflated(file.bytes);
    put32(directory, 0x02014b50), put16(directory, version);
    put_entry(directory, file, small.size());
    put16(directory, 0), put16(directory, 0), put16(directory, 0), put32(directory, 0), put32(directory, static_cast<std::uint32_t>(out.size()));
    directory += file.path;
    put32(out, 0x04034b50);
    put_entry(out, file, small.size());
    out += file.path + small;
  }
  const auto begin = out.size();
  out += directory;
  put32(out, 0x06054b50), put16(out, 0), put16(out, 0), put16(out, static_cast<std::uint16_t>(files.size())), put16(out, static_cast<std::uint16_t>(files.size()));
  put32(out, static_cast<std::uint32_t>(directory.size())), put32(out, static_cast<std::uint32_t>(begin)), put16(out, 0);
  return out;
}

}  // namespace dedere::serve
