// A table's text, cell by cell, without copies: comma-separated values as RFC 4180 has them, or tab-separated ones, raw.
//
//     Cells cells("visit.csv", text, ',', {});
//     while (cells.at_row()) {                                    // false at the end, and where reading cannot go on
//       Cell cell;
//       do { if (!cells.next(cell)) break; use(cell.text); } while (cells.more());
//       cells.end_row();
//     }
//     if (!cells.faults().empty()) …
//
// Lines end with LF or CRLF; a line end inside quotes belongs to its cell.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace dedere::run {

struct Cell {
  const char *begin, *end;  // in the file, quotes included
  std::string_view text;
  bool lasts;               // the text stands in the file; where a doubled quote was undone, it lasts until the next cell
};

inline constexpr std::size_t most_faults = 20;  // then reading ends

class Cells {
 public:
  // `gone` is told now and then how many bytes have been read and are not looked at again, but for diagnostics.
  using Gone = std::function<void(std::size_t)>;
  Cells(const std::string& file, std::string_view text, char separator, const Gone& gone);

  [[nodiscard]] bool at_row() { return at_ < checked_ ? !stopped_ : !stopped_ && at_ < end_ && check_text(); }
  [[nodiscard]] bool at_empty_line() const { return *at_ == '\n' || (*at_ == '\r' && at_ + 1 < end_ && at_[1] == '\n'); }
  // The next cell of the row, of which there is one or `more`. False where a quote is wrong.
  bool next(Cell& cell);
  [[nodiscard]] bool more() const { return !whole_; }
  // To the next row: after the last cell, or past what remains of a row that is wrong.
  void end_row();
  // Back to the beginning of the row.
  void again() { at_ = row_; inside_ = 0; whole_ = false; }

  [[nodiscard]] std::uint32_t line() const { return line_; }  // in which the row begins; counts from 1
  [[nodiscard]] std::size_t read() const { return static_cast<std::size_t>(at_ - begin_); }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }

  // Reports what stands between two places of the row that is read, and gives false, so that this can be returned.
  bool wrong(const char* code, std::string message, std::string help, const char* from, const char* to);
  bool wrong(const char* code, std::string message, std::string help, const Cell& cell) { return wrong(code, std::move(message), std::move(help), cell.begin, cell.end); }
  bool wrong_row(const char* code, std::string message, std::string help) { return wrong(code, std::move(message), std::move(help), row_, end_of_line(row_)); }
  [[nodiscard]] std::vector<Diagnostic>& faults() { return faults_; }

 private:
  [[nodiscard]] const char* scan(const char* from) const;
  bool next_quoted(Cell& cell);
  bool check_text();
  void skip_line();
  [[nodiscard]] const char* end_of_line(const char* from) const;  // before CR and LF
  [[nodiscard]] Place place(const char* from, const char* to) const;

  const std::string& file_;
  const char *begin_, *end_, *at_;
  const char* checked_;       // up to here, the end of a line, it is text
  const char* row_;           // where the row that is read begins
  std::uint64_t separator_, quote_;  // in TSV nothing is a quote: the separator twice
  const Gone& gone_;
  std::uint32_t line_ = 1, inside_ = 0;  // line ends in the row's cells
  bool whole_ = false;    // the last cell of the row has been read
  bool stopped_ = false;
  std::string undoubled_;
  std::vector<Diagnostic> faults_;
};

// The first separator, quote or line end from `from` on; or the end.
inline const char* Cells::scan(const char* from) const {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101ULL, tops = 0x8080'8080'8080'8080ULL;
  // The lowest top bit set is that of the first byte that is zero; higher ones may be wrong.
  const auto zeros = [](std::uint64_t x) { return (x - ones) & ~x & tops; };
  for (; end_ - from >= 8; from += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, 8);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    if (const auto found = zeros(word ^ separator_ * ones) | zeros(word ^ quote_ * ones) | zeros(word ^ '\n' * ones)) return from + (__builtin_ctzll(found) >> 3);
  }
  const auto ends = [&](char c) { return static_cast<unsigned char>(c) == separator_ || static_cast<unsigned char>(c) == quote_ || c == '\n'; };
  while (from < end_ && !ends(*from)) ++from;
  return from;
}

inline bool Cells::next(Cell& cell) {
  const auto* end = scan(at_);
  if (end < end_ && *end == '"' && quote_ == '"') [[unlikely]] return next_quoted(cell);
  whole_ = end == end_ || *end == '\n';
  cell.begin = at_;
  at_ = end + (end < end_);
  if (whole_ && end > cell.begin && end[-1] == '\r') --end;
  cell.end = end;
  cell.text = {cell.begin, end};
  cell.lasts = true;
  return true;
}

inline void Cells::end_row() {
  if (!whole_) [[unlikely]] skip_line();
  whole_ = false;
  line_ += 1 + inside_;
  inside_ = 0;
  row_ = at_;
}

}  // namespace dedere::run
