// Instead of libFuzzer: the files that are named, each once. Fails where there are none.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** words) {
  for (int i = 1; i < count; ++i) {
    std::stringstream text;
    text << std::ifstream(words[i], std::ios::binary).rdbuf();
    const auto bytes = text.str();
    if (bytes.empty()) return 1;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  return count > 1 ? 0 : 1;
}
