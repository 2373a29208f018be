#include "serve/compress.hpp"

#include <zlib.h>

#include <cassert>

namespace dedere::serve {
namespace {

constexpr int with_gzip_header = 15 + 16, without_header = -15;   // what deflateInit2 takes as bits of its window

std::string compressed(std::string_view text, int level, int window) {
  z_stream stream{};
  [[maybe_unused]] const int begun = deflateInit2(&stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
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

}  // namespace

std::string gzip(std::string_view text, bool thoroughly) { return compressed(text, thoroughly ? 9 : 3, with_gzip_header); }

std::string deflated(std::string_view text) { return compressed(text, Z_DEFAULT_COMPRESSION, without_header); }

}  // namespace dedere::serve
