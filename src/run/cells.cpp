#include "run/cells.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace dedere::run {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t window = std::size_t{1} << 20U;  // bytes that are checked to be text, then read while they are near
constexpr std::ptrdiff_t longest_line_shown = 4'000;

int code_points(const char* from, const char* to) {
  return static_cast<int>(std::count_if(from, to, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

const char* find(const char* from, const char* end, char c) { return from == end ? nullptr : static_cast<const char*>(std::memchr(from, c, static_cast<std::size_t>(end - from))); }

}  // namespace

Cells::Cells(const std::string& file, std::string_view text, char separator, const Gone& gone)
    : file_(file), begin_(text.data()), end_(begin_ + text.size()), at_(begin_), checked_(begin_), separator_(static_cast<unsigned char>(separator)),
      quote_(separator == ',' ? static_cast<unsigned char>('"') : separator_), gone_(gone) {
  if (text.starts_with(byte_order_mark)) at_ += byte_order_mark.size();
  row_ = at_;
}

// Checks the next window, which ends with a line.
bool Cells::check_text() {
  if (gone_) gone_(read());
  // A cell of many lines may have led beyond what was checked.
  const auto* from = std::max(at_, checked_);
  const auto* upto = end_ - from > static_cast<std::ptrdiff_t>(window) ? from + window : end_;
  const auto* line = find(upto, end_, '\n');
  upto = line ? line + 1 : end_;
  if (const auto bad = first_not_text({checked_, upto})) {
    const auto* byte = checked_ + *bad;
    stopped_ = true;
    return wrong("F001", *byte == '\0' ? "a NUL byte stands in the table" : "this byte is not UTF-8 text", "save the table as UTF-8 text", byte, byte + 1);
  }
  checked_ = upto;
  return true;
}

bool Cells::next_quoted(Cell& cell) {
  whole_ = false;
  cell.begin = at_;
  if (*at_ != '"') {
    at_ = scan(at_);
    return wrong("F003", "a quote stands in a cell that does not begin with one", "quote the whole cell, and write each quote inside it twice", at_, at_ + 1);
  }
  for (const auto* piece = at_ + 1;;) {
    const auto* quote = find(piece, end_, '"');
    if (!quote) {
      stopped_ = true;
      return wrong("F002", "the quote that opens this cell is never closed", "close the quote; a quote inside a quoted cell is written twice", at_, at_ + 1);
    }
    cell.end = quote + 1;
    cell.lasts = piece == at_ + 1;
    if (!cell.lasts) undoubled_.append(piece, quote);
    if (cell.end == end_ || *cell.end != '"') break;
    if (cell.lasts) undoubled_.assign(piece, quote);
    undoubled_ += '"';
    piece = cell.end + 1;
  }
  cell.text = cell.lasts ? std::string_view(at_ + 1, cell.end - 1) : undoubled_;
  inside_ += static_cast<std::uint32_t>(std::count(cell.begin, cell.end, '\n'));
  at_ = cell.end;
  if (at_ < end_ && *at_ == '\r' && (at_ + 1 == end_ || at_[1] == '\n')) ++at_;
  if (at_ < end_ && static_cast<unsigned char>(*at_) != separator_ && *at_ != '\n')
    return wrong("F003", "text follows the quote that closes the cell", "write each quote inside a quoted cell twice", at_, at_ + 1);
  whole_ = at_ == end_ || *at_ == '\n';
  at_ += at_ < end_;
  return true;
}

void Cells::skip_line() {
  const auto* line = find(at_, end_, '\n');
  at_ = line ? line + 1 : end_;
}

const char* Cells::end_of_line(const char* from) const {
  const auto* end = find(from, end_, '\n');
  if (!end) end = end_;
  return end > from && end[-1] == '\r' ? end - 1 : end;
}

Place Cells::place(const char* from, const char* to) const {
  const auto lines = [](const char* a, const char* b) { return static_cast<int>(std::count(a, b, '\n')); };
  const auto* begin = from;
  while (begin > begin_ && begin[-1] != '\n') --begin;
  const auto* end = end_of_line(from);
  Place out{.file = file_, .line = static_cast<int>(line_) + (from < row_ ? -lines(from, row_) : lines(row_, from)), .column = code_points(begin, from) + 1};
  out.length = std::max(1, code_points(from, std::min(to, end)));
  // What has not been checked cannot be shown.
  if (end <= checked_ && end - begin <= longest_line_shown) out.text.assign(begin, end);
  if (out.line == 1 && out.text.starts_with(byte_order_mark)) out.text.erase(0, byte_order_mark.size()), --out.column;
  return out;
}

bool Cells::wrong(const char* code, std::string message, std::string help, const char* from, const char* to) {
  faults_.push_back(fault(code, std::move(message), std::move(help), place(from, to)));
  if (faults_.size() == most_faults) {
    stopped_ = true;
    faults_.back().notes.emplace_back("there may be more: reading ended here");
  }
  return false;
}

}  // namespace dedere::run
