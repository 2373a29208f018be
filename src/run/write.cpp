#include "run/write.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "run/instant.hpp"
#include "run/sort.hpp"

namespace dedere::run {
namespace {

using language::Program;
using language::TypeId;
using language::Value;
using reason::Relation;
using reason::Row;

bool is_inline(Value v) { return v.index >= 0x8000'0000U; }

// Numbers for the values of a relation's columns, in the order of output: what sorting and writing go by, since texts are compared only once each.
//
// A column of dates, or of numbers that are all their own value, is numbered from its least; any other column by the ranks of its values.
class Codes {
 public:
  Codes(const Program& program, language::PredicateId predicate, const Relation& relation) : values_(program.values), entries_(std::max(1U, program.values.entries())) {
    rank_of_.reset(static_cast<std::uint32_t*>(std::calloc(entries_, sizeof(std::uint32_t))));
    if (!rank_of_) throw std::bad_alloc();
    for (const auto& argument : program[predicate].arguments) columns_.push_back({.type = argument.type});
    for (std::size_t c = 0; c < columns_.size(); ++c) look_at(c, relation);
    rank();
    for (auto& column : columns_) {
      if (column.by_value) column.bits = static_cast<unsigned>(std::bit_width(column.last - column.first));
      else column.first = base_of(column.type), column.bits = static_cast<unsigned>(std::bit_width(base_after(column.type) - column.first));
    }
  }

  [[nodiscard]] std::size_t columns() const { return columns_.size(); }
  [[nodiscard]] unsigned bits(std::size_t column) const { return columns_[column].bits; }
  [[nodiscard]] bool by_value(std::size_t column) const { return columns_[column].by_value; }
  [[nodiscard]] std::uint32_t code(std::size_t column, Value v) const { return (columns_[column].by_value ? v.index : rank(v)) - columns_[column].first; }
  // Needs a column by value.
  [[nodiscard]] Value value(std::size_t column, std::uint32_t code) const { return {columns_[column].first + code}; }
  // Needs a column by rank.
  [[nodiscard]] std::uint32_t rank(std::size_t column, std::uint32_t code) const { return columns_[column].first + code; }
  [[nodiscard]] std::uint32_t rank(Value v) const {
    if (!is_inline(v)) return rank_of_.get()[v.index] - 1;
    // A number among others that are too large to be their own value.
    const auto before = [this](const Ranked& a, Value b) { return a.type != values_.type(b) ? a.type < values_.type(b) : values_.less(a.value, b); };
    return static_cast<std::uint32_t>(std::lower_bound(by_rank_.begin(), by_rank_.end(), v, before) - by_rank_.begin());
  }
  // A value, and of a text its beginning: all of it, if it is no longer than that.
  struct Ranked {
    Value value;
    TypeId type;
    std::uint32_t length = 0;
    std::uint64_t head = 0;
  };
  [[nodiscard]] const std::vector<Ranked>& by_rank() const { return by_rank_; }

 private:
  struct Column {
    TypeId type;
    bool by_value = true;
    std::uint32_t first = ~0U, last = 0;  // the least and the greatest value, or the first rank
    unsigned bits = 0;
  };
  struct Free { void operator()(void* p) const { std::free(p); } };

  void look_at(std::size_t c, const Relation& relation) {
    auto& column = columns_[c];
    column.by_value = column.type == language::number_type || column.type == language::date_type;
    for (Row row = 0; row < relation.size(); ++row) {
      const auto v = relation.values(row)[c];
      if (!is_inline(v)) {
        if (rank_of_.get()[v.index] == 0) rank_of_.get()[v.index] = 1, by_rank_.push_back({v, values_.type(v)});
        column.by_value = false;
      } else {
        column.first = std::min(column.first, v.index), column.last = std::max(column.last, v.index);
      }
    }
    if (relation.size() == 0) column.first = 0;
    if (column.by_value || column.type != language::number_type) return;
    for (Row row = 0; row < relation.size(); ++row)
      if (const auto v = relation.values(row)[c]; is_inline(v)) by_rank_.push_back({v, values_.type(v)});
  }

  // By type, then in the order of output, so that the ranks of a type follow each other.
  void rank() {
    in_order_of_memory();
    for (auto& r : by_rank_) {
      if (r.type == language::number_type) continue;
      const auto text = values_.id(r.value);
      r.length = static_cast<std::uint32_t>(text.size());
      r.head = head(text);
    }
    by_heads();
    for (auto i = by_rank_.begin(); i != by_rank_.end();) {
      const auto end = std::find_if(i + 1, by_rank_.end(), [&](const Ranked& r) { return r.type != i->type || r.head != i->head; });
      if (end - i > 1) std::sort(i, end, [this](const Ranked& a, const Ranked& b) { return a.value != b.value && values_.less(a.value, b.value); });
      i = end;
    }
    by_rank_.erase(std::unique(by_rank_.begin(), by_rank_.end(), [](const Ranked& a, const Ranked& b) { return a.value == b.value; }), by_rank_.end());
    for (std::uint32_t i = 0; i < by_rank_.size(); ++i)
      if (!is_inline(by_rank_[i].value)) rank_of_.get()[by_rank_[i].value.index] = i + 1;
  }

  // By type, then by the beginnings of the texts: a pass for each eight bits in which any two differ, the last first.
  void by_heads() {
    std::uint64_t heads = 0;
    std::uint32_t types = 0;
    for (const auto& r : by_rank_) heads |= r.head ^ by_rank_[0].head, types |= r.type.index ^ by_rank_[0].type.index;
    std::vector<Ranked> spare(by_rank_.size());
    const auto pass = [&](const auto& digit) {
      std::array<std::uint32_t, 257> starts{};
      for (const auto& r : by_rank_) ++starts[digit(r) + 1U];
      for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
      for (const auto& r : by_rank_) spare[starts[digit(r)]++] = r;
      by_rank_.swap(spare);
    };
    for (unsigned shift = 0; shift < 64; shift += 8)
      if ((heads >> shift & 255U) != 0) pass([=](const Ranked& r) { return static_cast<std::uint8_t>(r.head >> shift); });
    for (unsigned shift = 0; shift < 32; shift += 8)
      if ((types >> shift & 255U) != 0) pass([=](const Ranked& r) { return static_cast<std::uint8_t>(r.type.index >> shift); });
  }

  // Where there are many, their texts are read from beginning to end.
  void in_order_of_memory() {
    if (by_rank_.size() < entries_ / 16) return;
    std::erase_if(by_rank_, [](const Ranked& r) { return !is_inline(r.value); });
    for (std::uint32_t i = 0; i < entries_; ++i)
      if (rank_of_.get()[i] != 0) by_rank_.push_back({{i}, values_.type({i})});
  }

  static std::uint64_t head(std::string_view text) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(8, text.size()); ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (56 - 8 * i);
    return word;
  }

  [[nodiscard]] std::uint32_t base_of(TypeId type) const {
    const auto at = std::partition_point(by_rank_.begin(), by_rank_.end(), [&](const Ranked& r) { return r.type < type; });
    return static_cast<std::uint32_t>(at - by_rank_.begin());
  }
  [[nodiscard]] std::uint32_t base_after(TypeId type) const { return base_of({type.index + 1}); }

  const language::Values& values_;
  std::size_t entries_;
  std::unique_ptr<std::uint32_t[], Free> rank_of_;  // by entry: rank + 1, or 0; memory that is not touched costs nothing
  std::vector<Ranked> by_rank_;
  std::vector<Column> columns_;
};

// The rows by their codes. Columns are packed into words, beside the number of the row; the last word is sorted by first.
std::vector<Row> sorted_rows(const Codes& codes, const Relation& relation) {
  std::vector<Row> order;
  for (Row row = 0; row < relation.size(); ++row)
    if (relation.timeless() || !relation.when(row).empty()) order.push_back(row);
  const auto row_bits = static_cast<unsigned>(std::bit_width(order.size()));
  for (auto end = codes.columns(); end > 0;) {
    auto begin = end;
    unsigned bits = 0;
    for (; begin > 0 && row_bits + bits + codes.bits(begin - 1) <= 64; --begin) bits += codes.bits(begin - 1);
    const auto key_of = [&](std::size_t i) {
      std::uint64_t word = 0;
      for (auto c = begin; c < end; ++c) word = word << codes.bits(c) | codes.code(c, relation.values(order[i])[c]);
      return word << row_bits | i;
    };
    if (bits > 0) {
      const auto keys = sorted_keys<std::uint64_t>(order.size(), row_bits, row_bits + bits, key_of);
      std::vector<Row> sorted;
      sorted.reserve(order.size());
      for (const auto key : keys) sorted.push_back(order[key & ((std::uint64_t{1} << row_bits) - 1)]);
      order = std::move(sorted);
    }
    end = begin;
  }
  return order;
}

// Each text as a cell, by rank. The bytes after a short text may be read, so that it is copied without asking for its length.
class CellTexts {
 public:
  static constexpr std::size_t slack = 16;

  // F011 where a text cannot be a cell.
  static Result<CellTexts> of(const language::Values& values, const std::vector<Codes::Ranked>& by_rank, char separator, bool alone) {
    CellTexts out;
    out.starts_.reserve(by_rank.size() + 1);
    std::array<char, sizeof(std::uint64_t)> all;
    for (const auto& r : by_rank) {
      const auto v = r.value;
      out.starts_.push_back(out.bytes_.size());
      if (r.type == language::number_type) {
        out.bytes_ += std::to_string(values.as_number(v));
      } else if (separator == ',') {
        out.add_csv(text(values, r, all));
      } else {
        const auto text = CellTexts::text(values, r, all);
        if (text.find_first_of("\t\n\r") != std::string_view::npos || (alone && text.empty()) || text.starts_with(byte_order_mark))
          return Failure(fault("F011", fmt::format("the text {} cannot be a cell of tab-separated values", values.written(v)), "write comma-separated values: `--tables csv`"));
        out.bytes_ += text;
      }
      out.longest_ = std::max(out.longest_, out.bytes_.size() - out.starts_.back());
    }
    out.starts_.push_back(out.bytes_.size());
    out.bytes_.append(slack, '\0');
    return out;
  }

  [[nodiscard]] std::size_t longest() const { return longest_; }

  // Writes it at `out`, where there must be room for `longest() + slack` bytes.
  char* write(char* out, std::uint32_t rank) const {
    const auto size = starts_[rank + 1] - starts_[rank];
    const auto* text = bytes_.data() + starts_[rank];
    if (size <= slack) [[likely]] std::memcpy(out, text, slack);
    else std::memcpy(out, text, size);
    return out + size;
  }

 private:
  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

  // Texts in order of rank are all over memory: a short one is known already.
  static std::string_view text(const language::Values& values, const Codes::Ranked& r, std::array<char, sizeof(std::uint64_t)>& all) {
    if (r.length > all.size()) return values.id(r.value);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(r.head >> (56 - 8 * i));
    return {all.data(), r.length};
  }

  void add_csv(std::string_view text) {
    if (!text.empty() && text.find_first_of(",\"\n\r") == std::string_view::npos && !text.starts_with(byte_order_mark)) {
      bytes_ += text;
      return;
    }
    bytes_ += '"';
    for (const char c : text) {
      if (c == '"') bytes_ += '"';
      bytes_ += c;
    }
    bytes_ += '"';
  }

  std::string bytes_;
  std::vector<std::size_t> starts_;
  std::size_t longest_ = 0;
};

class TableWriter {
 public:
  TableWriter(const Program& program, language::PredicateId predicate, const Relation& relation, const Style& style, const Sink& sink, const Codes& codes, const CellTexts& texts)
      : program_(program), predicate_(program[predicate]), relation_(relation), style_(style), sink_(sink), codes_(codes), texts_(texts) {
    // Rows that were taken back hold never.
    if (relation.timeless()) rows_ = relation.size();
    else for (Row row = 0; row < relation.size(); ++row) {
      const auto when = relation.when(row);
      rows_ += !when.empty();
      timeless_ = timeless_ && (when.empty() || when.is_always());
    }
    // A cell of each column, two instants, and what separates them.
    row_bytes_ = codes.columns() * (std::max(texts.longest() + CellTexts::slack, longest_instant) + 1) + 2 * (longest_instant + 1) + 1;
    buffer_.resize(std::max<std::size_t>(std::size_t{1} << 18U, 2 * row_bytes_));
    at_ = buffer_.data();
  }

  std::size_t write() {
    if (style_.header) header();
    unsigned bits = 0;
    for (std::size_t c = 0; c < codes_.columns(); ++c) bits += codes_.bits(c);
    if (timeless_ && rows_ == relation_.size() && bits <= 32 && codes_.columns() > 0) by_keys(bits);
    else by_rows();
    flush();
    return written_;
  }

 private:
  void header() {
    std::string line;
    for (const auto& argument : predicate_.arguments) line += (line.empty() ? "" : std::string(1, style_.separator)) + argument.name;
    if (!timeless_) line += (line.empty() ? std::string("from") : style_.separator + std::string("from")) + style_.separator + "to";
    if (line.empty()) return;
    flush();
    stopped_ = stopped_ || !sink_(line + "\n");
  }

  // All of a row in one word: what was sorted is what is written, and the relation is read from beginning to end.
  void by_keys(unsigned bits) {
    const auto columns = codes_.columns();
    const auto key_of = [&](std::size_t row) {
      const auto values = relation_.values(static_cast<Row>(row));
      std::uint64_t key = 0;
      for (std::size_t c = 0; c < columns; ++c) key = key << codes_.bits(c) | codes_.code(c, values[c]);
      return static_cast<std::uint32_t>(key);
    };
    for (const auto key : sorted_keys<std::uint32_t>(rows_, 0, std::max(1U, bits), key_of)) {
      if (!room()) return;
      auto left = bits;
      for (std::size_t c = 0; c < columns; ++c) {
        left -= codes_.bits(c);
        cell(c, static_cast<std::uint32_t>((std::uint64_t{key} >> left) & ((std::uint64_t{1} << codes_.bits(c)) - 1)));
      }
      at_[-1] = '\n';
      ++written_;
    }
  }

  void by_rows() {
    for (const auto row : sorted_rows(codes_, relation_)) {
      const auto values = relation_.values(row);
      const auto when = relation_.when(row);
      for (const auto& interval : time::Times(when)) {
        if (!room()) return;
        for (std::size_t c = 0; c < values.size(); ++c) cell(c, codes_.code(c, values[c]));
        if (!timeless_) {
          at_ = write_instant(at_, interval.from(), style_.clock);
          *at_++ = style_.separator;
          at_ = write_instant(at_, interval.to(), style_.clock);
          *at_++ = '\n';
        } else if (values.empty()) {
          *at_++ = '\n';
        } else {
          at_[-1] = '\n';
        }
        ++written_;
      }
    }
  }

  // With a separator after it.
  void cell(std::size_t column, std::uint32_t code) {
    if (!codes_.by_value(column)) at_ = texts_.write(at_, codes_.rank(column, code));
    else if (const auto v = codes_.value(column, code); program_.values.type(v) == language::number_type) at_ = write_number(at_, program_.values.as_number(v));
    else at_ = write_day(at_, program_.values.as_date(v).days_since_1970());
    *at_++ = style_.separator;
  }

  // Room for a row; false if nobody wants it.
  bool room() {
    if (buffer_.data() + buffer_.size() - at_ < static_cast<std::ptrdiff_t>(row_bytes_)) flush();
    return !stopped_;
  }

  void flush() {
    if (!stopped_ && at_ != buffer_.data()) stopped_ = !sink_({buffer_.data(), at_});
    at_ = buffer_.data();
  }

  const Program& program_;
  const language::Predicate& predicate_;
  const Relation& relation_;
  const Style& style_;
  const Sink& sink_;
  const Codes& codes_;
  const CellTexts& texts_;
  bool timeless_ = true, stopped_ = false;
  std::size_t rows_ = 0, written_ = 0, row_bytes_ = 0;
  std::vector<char> buffer_;
  char* at_ = nullptr;
};

}  // namespace

std::vector<Row> sorted_rows(const Program& program, language::PredicateId predicate, const Relation& relation) { return sorted_rows(Codes(program, predicate, relation), relation); }

Result<std::size_t> write_table(const Program& program, language::PredicateId predicate, const Relation& relation, const Style& style, const Sink& sink) {
  const Codes codes(program, predicate, relation);
  const auto texts = TRY(CellTexts::of(program.values, codes.by_rank(), style.separator, codes.columns() == 1));
  return TableWriter(program, predicate, relation, style, sink, codes, texts).write();
}

}  // namespace dedere::run
