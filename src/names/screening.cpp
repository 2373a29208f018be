#include "names/screening.hpp"

#include <algorithm>
#include <thread>

namespace dedere::names {
namespace {

constexpr std::size_t least_rows = 256;   // fewer are not worth a thread

}  // namespace

struct Screening::Worker {
  explicit Worker(std::shared_ptr<const LiveList::State> state) : matcher(std::move(state)) {}
  LiveMatcher matcher;
  Parts parts;
  std::vector<Screened> out;
  std::uint64_t screened = 0;
};

Screening::Screening(const LiveList& list, const ColumnNames& columns, Layout layout, Limits limits, unsigned threads)
    : list_(list), state_(list.now()), columns_(columns), layout_(std::move(layout)), limits_(limits), splitter_(layout_.form), header_(layout_.header) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) workers_.push_back(std::make_unique<Worker>(state_));
}

Screening::~Screening() = default;

void Screening::screen(Worker& worker, std::span<const RawRow> rows) const {
  worker.out.clear();
  worker.screened = 0;
  Row row;
  for (const auto& raw : rows) {
    if (auto wrong = read_row(raw, layout_, columns_, row)) {
      worker.out.push_back({.line = raw.line, .row = {}, .hits = {}, .fault = std::move(wrong)});
      continue;
    }
    ++worker.screened;
    std::optional<RowFault> cut;
    if (row.name.size() > Parts::longest) cut = RowFault{"N007", "this name is too long; its beginning is compared"};
    const auto* hits = &worker.matcher.find({.name = row.name, .identity = &row.identity}, limits_);
    std::vector<Hit> all;
    // Several names of one person: the best hit for each who is listed.
    if (!row.aliases.empty()) {
      all = *hits;
      for (const auto& alias : row.aliases) keep_best(all, worker.matcher.find({.name = alias, .identity = &row.identity}, limits_), limits_.most);
      hits = &all;
    }
    if (!hits->empty() || cut) worker.out.push_back({.line = raw.line, .row = row, .hits = *hits, .fault = std::move(cut)});
  }
}

bool Screening::feed(std::string_view bytes, bool last, const std::function<bool(const Screened&)>& take) {
  state_ = list_.now();
  for (auto& worker : workers_) worker->matcher.see(state_);
  rest_ += bytes;
  std::vector<RawRow> rows;
  const auto taken = splitter_.split(rest_, last, rows);
  auto all = std::span<const RawRow>(rows);
  if (header_ && !all.empty()) {
    header_ = false;
    all = all.subspan(1);
  }
  const auto used = std::clamp<std::size_t>(all.size() / least_rows, 1, workers_.size());
  const auto share = (all.size() + used - 1) / used;
  const auto slice = [&](std::size_t i) { return all.subspan(std::min(i * share, all.size()), std::min(share, all.size() - std::min(i * share, all.size()))); };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < used; ++i) threads.emplace_back([&, i] { screen(*workers_[i], slice(i)); });
    screen(*workers_[0], slice(0));
  }
  counts_.rows += all.size();
  for (std::size_t i = 0; i < used; ++i) {
    counts_.screened += workers_[i]->screened;
    for (const auto& screened : workers_[i]->out) {
      if (screened.fault) ++counts_.faults[screened.fault->code];
      counts_.with_hits += !screened.hits.empty();
      counts_.hits += screened.hits.size();
      counts_.matches += static_cast<std::uint64_t>(std::ranges::count(screened.hits, Band::match, &Hit::band));
      if (!take(screened)) return false;
    }
  }
  rest_.erase(0, taken);
  return true;
}

}  // namespace dedere::names
