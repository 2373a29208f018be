#include "serve/zip.hpp"

#include <zlib.h>

#include <cassert>
#include <cstdint>

namespace dedere::serve {
namespace {

constexpr std::uint16_t version = 20, in_utf8 = 1U << 11U, deflated = 8, first_day = (1U << 5U) | 1U;   // 1 January 1980

void put16(std::string& out, std::uint16_t n) { out += static_cast<char>(n & 0xFFU), out += static_cast<char>(n >> 8U); }
void put32(std::string& out, std::uint32_t n) { put16(out, static_cast<std::uint16_t>(n & 0xFFFFU)), put16(out, static_cast<std::uint16_t>(n >> 16U)); }

std::string deflate_raw(const std::string& text) {
  z_stream stream{};
  [[maybe_unused]] const int begun = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);   // negative: without a header
  assert(begun == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  [[maybe_unused]] const int ended = deflate(&stream, Z_FINISH);
  assert(ended == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// What the local header and the directory both say of a file.
void put_entry(std::string& out, const publish::File& file, std::size_t small) {
  put16(out, version), put16(out, in_utf8), put16(out, deflated), put16(out, 0), put16(out, first_day);
  put32(out, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(file.bytes.data()), static_cast<uInt>(file.bytes.size()))));
  put32(out, static_cast<std::uint32_t>(small)), put32(out, static_cast<std::uint32_t>(file.bytes.size()));
  put16(out, static_cast<std::uint16_t>(file.path.size())), put16(out, 0);
}

}  // namespace

std::string zip(const publish::Bundle& files) {
  std::string out, directory;
  for (const auto& file : files) {
    const auto small = deflate_raw(file.bytes);
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
