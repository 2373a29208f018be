#include "serve/compress.hpp"

#include <zlib.h>

#include <cassert>

namespace dedere::serve {

std::string gzip(std::string_view text, bool thoroughly) {
  z_stream stream{};
  [[maybe_unused]] const int begun = deflateInit2(&stream, thoroughly ? 9 : 3, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);   // + 16: with the header of gzip
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

}  // namespace dedere::serve
