// Rows in, hits out: a file of names screened against a list, block by block, by several threads, in the order of the rows. A block is screened against the
// list as it stands when the block begins.
//
//     Screening screening(list, columns, how, limits, 2);
//     for (each block) screening.feed(block, last, [&](const Screened& row) { … });     // called in order, by this thread
//     screening.counts()
//
// Memory does not grow with the input. Nothing is kept of a name beyond its words, which stand in the caches of the matchers.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "names/live_list.hpp"
#include "names/row_reader.hpp"

namespace dedere::names {

// A row with hits, or one that could not be used (`fault`), or whose name was cut (`fault` too, N007).
struct Screened {
  std::uint64_t line = 0;
  Row row;
  std::vector<Hit> hits;
  std::optional<RowFault> fault;
};

struct Counts {
  std::uint64_t rows = 0, screened = 0, with_hits = 0, hits = 0, matches = 0;
  std::map<std::string, std::uint64_t> faults;   // by code
};

class Screening {
 public:
  Screening(const LiveList& list, const ColumnNames& columns, Layout layout, Limits limits, unsigned threads);
  ~Screening();
  // Bytes of the input; `take` is called for rows with hits or faults only. False stops the screening: `feed` returns false too.
  [[nodiscard]] bool feed(std::string_view bytes, bool last, const std::function<bool(const Screened&)>& take);
  [[nodiscard]] const Counts& counts() const { return counts_; }
  // The list as the last block saw it.
  [[nodiscard]] const LiveList::State& state() const { return *state_; }

 private:
  struct Worker;
  void screen(Worker& worker, std::span<const RawRow> rows) const;

  const LiveList& list_;
  std::shared_ptr<const LiveList::State> state_;
  const ColumnNames& columns_;
  Layout layout_;
  Limits limits_;
  RowSplitter splitter_;
  std::string rest_;                 // a row that is not complete
  bool header_;
  std::vector<std::unique_ptr<Worker>> workers_;
  Counts counts_;
};

}  // namespace dedere::names
