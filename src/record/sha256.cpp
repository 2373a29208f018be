#include "record/sha256.hpp"

#include <array>

namespace dedere::record {

std::string Sha256::hex() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state_, digest.size(), digest.data());
  std::string out;
  for (const auto byte : digest) { out += "0123456789abcdef"[byte >> 4U]; out += "0123456789abcdef"[byte & 15U]; }
  return out;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

}  // namespace dedere::record
