// Any bytes as a file of the lexicon: a lexicon, or diagnostics that can be shown. The first byte says which file.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "read/read.hpp"

using namespace dedere;

namespace {

constexpr std::array files = {"words.tsv", "values.tsv", "verbs.tsv", "places.tsv", "examples.tsv", "patterns/x.txt"};

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("dedere-lexicon-fuzz-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path / "patterns"); }
  ~Folder() { std::filesystem::remove_all(path); }
};

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const Folder made;
  const auto& folder = made.path;
  for (const auto* file : files) write(folder / file, "");
  write(folder / "words.tsv", "event.n\tsummit\nprep\tin\n");
  write(folder / "verbs.tsv", "visit.v\tvisit\tvisits\tvisited\tvisited\tvisiting\n");
  write(folder / "places.tsv", "xx\tAland\tAlandish\tAlville\t-\n");
  write(folder / files[data[0] % files.size()], std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  const auto lexicon = read::Lexicon::load(folder.string());
  const auto shown = [](const std::vector<Diagnostic>& said) {
    for (const auto& d : said) if (show(d).empty() || d.code.empty() || d.message.empty()) std::abort();
  };
  if (!lexicon) shown(lexicon.error().diagnostics());
  else shown(read::check_examples(*lexicon));
  return 0;
}
