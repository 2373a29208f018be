// SHA-256, for digests of files.
#pragma once

#include <nettle/sha2.h>

#include <string>
#include <string_view>

namespace dedere::record {

class Sha256 {
 public:
  Sha256() { sha256_init(&state_); }
  void add(std::string_view bytes) { sha256_update(&state_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data())); }
  [[nodiscard]] std::string hex();  // of all that was added; begins anew

 private:
  sha256_ctx state_{};
};

[[nodiscard]] std::string sha256(std::string_view bytes);  // 64 hexadecimal digits

}  // namespace dedere::record
