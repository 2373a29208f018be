// The text of law files, where their rules stand in it, and how to point at a place.
//
// A file whose name ends in `.md` is prose with fenced blocks; only blocks fenced as ```law are read. Any other file is one block.
// Positions are byte offsets; a `Place` (base/diagnostic.hpp) counts lines and code points and carries the headings above.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/result.hpp"

namespace dedere::language {

// Bytes [begin, end) of file number `file` of a `Sources`.
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

inline constexpr std::size_t most_errors = 1'000;  // nobody reads on

struct Source {
  std::string name;       // as shown: "law/rome-statute/part-9.md"
  std::string text;
  std::string file = {};  // within its folder: "rome-statute/part-9.md", as digests and receipts name it; blank: as shown
  [[nodiscard]] const std::string& in_folder() const { return file.empty() ? name : file; }
};

class Sources {
 public:
  // Reports text that is not UTF-8, a NUL byte, or a file of over 64 MiB; the file is then left without blocks.
  void add(Source source, std::vector<Diagnostic>& faults);

  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] const Source& operator[](std::size_t file) const { return files_[file].source; }
  [[nodiscard]] const std::vector<Span>& blocks(std::size_t file) const { return files_[file].blocks; }

  [[nodiscard]] Place place(Span span) const;
  [[nodiscard]] std::string_view text(Span span) const;
  // The prose that a rule carries out: the paragraphs between the nearest heading above the rule's block and the block. Blank in a plain file.
  [[nodiscard]] std::string paragraph(Span span) const;
  [[nodiscard]] std::string heading(Span span) const;  // "Part 9 > Article 89"
  // The statement that a span begins, to its full stop: "[RS 89(1)] must_arrest(S, P, W) if …."
  [[nodiscard]] std::string_view statement(Span span) const;
  // "sha256:" and the digest of all texts with their names within their folders, in order of these: the same wherever the folder lies.
  [[nodiscard]] std::string digest() const;

 private:
  struct Heading { std::uint32_t at; int level; std::string title; };
  struct File {
    Source source;
    std::vector<Span> blocks;
    std::vector<Heading> headings;
    std::vector<std::uint32_t> lines;  // where each line begins
  };
  void find_blocks(File& file, std::uint32_t number) const;
  std::vector<File> files_;
};

}  // namespace dedere::language
