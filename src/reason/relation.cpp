#include "reason/relation.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace dedere::reason {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr Row dense_from = 1U << 12U;  // smaller relations are not looked at for density

std::uint64_t mixed(std::uint64_t state, Value value) {
  state = (state ^ value.index) * 0x9E3779B97F4A7C15ULL;
  return state ^ (state >> 29U);
}

std::uint64_t finished(std::uint64_t state) { return state ^ (state >> 32U); }

}  // namespace

void Found::add(std::span<const Value> values, Times when) {
  if (when.empty()) return;
  cells_.insert(cells_.end(), values.begin(), values.end());
  ++count_;
  if (sizes_.empty() && when.is_always()) return;
  if (sizes_.empty()) leave_always();
  sizes_.push_back(static_cast<std::uint32_t>(when.size()));
  times_.insert(times_.end(), when.begin(), when.end());
}

void Found::leave_always() {
  sizes_.assign(count_ - 1, 1);
  times_.assign(count_ - 1, Interval::always());
}

std::uint64_t Relation::hash(std::span<const Value> values) const {
  std::uint64_t state = 0;
  for (const auto value : values) state = mixed(state, value);
  return finished(state);
}

std::uint64_t Relation::hash(Row row, std::uint64_t mask) const {
  std::uint64_t state = 0;
  const auto* cells = cells_.data() + std::size_t{row} * arity_;
  for (auto left = mask; left != 0; left &= left - 1) state = mixed(state, cells[__builtin_ctzll(left)]);
  return finished(state);
}

bool Relation::same_key(Row a, Row b, std::uint64_t mask) const {
  const auto *x = cells_.data() + std::size_t{a} * arity_, *y = cells_.data() + std::size_t{b} * arity_;
  for (auto left = mask; left != 0; left &= left - 1) {
    const auto i = __builtin_ctzll(left);
    if (x[i] != y[i]) return false;
  }
  return true;
}

std::optional<Row> Relation::find(std::span<const Value> values) const {
  if (bits_) {
    if (!bits_->has(values)) return std::nullopt;
    const auto by_left = index(1);
    for (auto row = first_with(by_left, values.first(1)); row != no_row; row = next_with(by_left, row))
      if (this->values(row).back() == values.back()) return row;
    return std::nullopt;
  }
  if (laid_)
    if (const auto row = laid_->find(values, cells_)) return row;
  if (slots_.empty()) return std::nullopt;
  for (auto slot = hash(values) & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const auto there = this->values(slots_[slot] - 1);
    if (std::equal(there.begin(), there.end(), values.begin())) return slots_[slot] - 1;
  }
  return std::nullopt;
}

RowTimes Relation::when(std::span<const Value> values) const {
  if (bits_) return bits_->has(values) ? RowTimes(Interval::always()) : RowTimes();
  const auto row = find(values);
  return row ? when(*row) : RowTimes();
}

RowTimes Relation::when(Row row) const { return times_.empty() ? RowTimes(Interval::always()) : unpack(times_[row]); }

RowTimes Relation::unpack(Packed p) {
  if (p.to != lowest) return RowTimes(Interval::spanning({p.from}, {p.to}));
  if (p.from == 0) return {};
  const auto* many = reinterpret_cast<const Many*>(p.from);  // NOLINT: packed below
  return RowTimes(Times(many->items, many->size));
}

Relation::Packed Relation::pack(Times when) {
  if (when.empty()) return {0, lowest};
  if (when.size() == 1) return {when[0].from().seconds, when[0].to().seconds};
  if (!arena_) arena_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
  auto* space = arena_->allocate(sizeof(std::uint64_t) + when.size() * sizeof(Interval), alignof(Many));
  auto* many = static_cast<Many*>(space);
  many->size = when.size();
  std::memcpy(static_cast<void*>(many->items), when.begin(), when.size() * sizeof(Interval));
  return {reinterpret_cast<std::int64_t>(many), lowest};  // NOLINT: addresses fit
}

// --- tuples

void Relation::grow_slots(std::size_t least) {
  std::size_t larger = std::max<std::size_t>(16, slots_.size());
  while (larger < least) larger *= 2;
  slots_.assign(larger, 0);
  const std::uint64_t all = arity_ >= 64 ? ~0ULL : (1ULL << arity_) - 1;
  for (Row row = laid(); row < size_; ++row) {
    auto slot = (arity_ <= 64 ? hash(row, all) : hash(values(row))) & (larger - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (larger - 1);
    slots_[slot] = row + 1;
  }
}

bool Relation::Bits::insert(std::span<const Value> v) {
  const auto left = x(v), right = y(v);
  if (left >= rows_.size()) rows_.resize(std::size_t{left} + 1);
  words_ = std::max(words_, right / 64 + 1);
  auto& row = rows_[left];
  if (right / 64 >= row.size()) row.resize(std::max<std::size_t>(words_, row.size() * 2), 0);
  const auto bit = 1ULL << (right % 64);
  auto& word = row[right / 64];
  if ((word & bit) != 0) return false;
  word |= bit;
  return true;
}

bool Relation::Bits::has(std::span<const Value> v) const {
  const auto left = x(v), right = y(v);
  return left < rows_.size() && right / 64 < rows_[left].size() && (rows_[left][right / 64] >> (right % 64) & 1U) != 0;
}

// Where a bitmap would be smaller than the table of slots.
bool Relation::become_dense() {
  if (arity_ == 0 || arity_ > 2 || sparse_ || laid_ || !times_.empty() || size_ < dense_from) return false;
  std::array<std::uint32_t, 2> most{}, least{~0U, ~0U};
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    most[i % arity_] = std::max(most[i % arity_], cells_[i].index);
    least[i % arity_] = std::min(least[i % arity_], cells_[i].index);
  }
  auto bits = std::make_unique<Bits>(std::span(least.data(), arity_));
  const std::array<Value, 2> farthest{Value{most[0]}, Value{most[1]}};
  const auto span = [&](std::size_t i) { return i < arity_ ? std::uint64_t{most[i] - least[i]} + 512 : 1; };
  if (!bits->fits(std::span(farthest.data(), arity_)) || span(0) * span(1) / 8 > 2 * slots_.size() * sizeof(std::uint32_t)) return false;
  for (Row row = 0; row < size_; ++row) bits->insert(values(row));
  bits_ = std::move(bits);
  slots_ = {};
  return true;
}

void Relation::leave_dense() {
  bits_.reset();
  sparse_ = true;
  grow_slots(2 * std::size_t{size_});
}

std::pair<Row, bool> Relation::row_of(std::span<const Value> values) { return row_of(values, bits_ ? 0 : hash(values)); }

std::pair<Row, bool> Relation::row_of(std::span<const Value> values, std::uint64_t hash) {
  if (laid_)
    if (const auto row = laid_->find(values, cells_)) return {*row, false};
  if (!bits_ && 3 * (std::size_t{size_ - laid()} + 1) > 2 * slots_.size() && !become_dense()) grow_slots(2 * slots_.size());
  if (bits_ && !bits_->fits(values)) {
    leave_dense();
    hash = this->hash(values);
  }
  if (bits_) {
    if (!bits_->insert(values)) return {no_row, false};
  } else {
    auto slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      const auto* there = cells_.data() + std::size_t{slots_[slot] - 1} * arity_;
      if (std::equal(values.begin(), values.end(), there)) return {slots_[slot] - 1, false};
    }
    slots_[slot] = size_ + 1;
  }
  for (const auto v : values) cells_.push_back(v);
  if (!indexes_.empty()) enter(size_);
  return {size_++, true};
}

// --- indexes

std::size_t Relation::index(std::uint64_t mask) const {
  for (std::size_t i = 0; i < indexes_.size(); ++i)
    if (indexes_[i].mask == mask) return i;
  auto& index = indexes_.emplace_back();
  index.mask = mask;
  build(index);
  return indexes_.size() - 1;
}

// The slot of the row's key, perhaps a free one.
Relation::Index::Slot& Relation::slot_of(Index& index, Row row, std::uint64_t hash, std::uint32_t tag) const {
  const bool exact = (index.mask & (index.mask - 1)) == 0;
  for (auto slot = hash & (index.slots.size() - 1);; slot = (slot + 1) & (index.slots.size() - 1)) {
    auto& there = index.slots[slot];
    if (there.first == no_row || (there.tag == tag && (exact || same_key(there.first, row, index.mask)))) return there;
  }
}

// All rows at once, from the last to the first, so that each only becomes the head of its chain. Hashes are made some rows ahead: the slots that
// they lead to are all over memory, and on their way meanwhile.
void Relation::build(Index& index) const {
  index.from = index.mask == 1 ? laid() : 0;
  const auto count = size_ - index.from;
  index.next.assign(count, no_row);
  index.keys = 0;
  if (count == 0) return;
  std::size_t size = 16;
  while (size < 2 * std::size_t{count}) size *= 2;
  index.slots.assign(size, {});
  constexpr Row ahead = 16;
  const auto lowest = static_cast<std::size_t>(__builtin_ctzll(index.mask));
  std::array<std::uint64_t, ahead> hashes;
  const auto fetch = [&](Row row) {
    hashes[row % ahead] = hash(row, index.mask);
    prefetch(&index.slots[hashes[row % ahead] & (size - 1)]);
  };
  for (Row row = size_; row > index.from && size_ - row < ahead; --row) fetch(row - 1);
  for (Row row = size_; row-- > index.from;) {
    const auto h = hashes[row % ahead];
    if (row >= index.from + ahead) fetch(row - ahead);
    const auto tag = tag_of(index.mask, h, cells_[std::size_t{row} * arity_ + lowest]);
    auto& slot = slot_of(index, row, h, tag);
    if (slot.first == no_row) { slot = {tag, row, row}; ++index.keys; continue; }
    index.next[row - index.from] = slot.first;
    slot.first = row;
  }
}

void Relation::enter(Row row) {
  for (auto& index : indexes_) enter(index, row);
}

void Relation::enter(Index& index, Row row) const {
  index.next.push_back(no_row);
  if (2 * (index.keys + 1) > index.slots.size()) {
    std::vector<Index::Slot> larger(std::max<std::size_t>(16, 2 * index.slots.size()));
    for (const auto& old : index.slots) {
      if (old.first == no_row) continue;
      auto slot = hash(old.first, index.mask) & (larger.size() - 1);
      while (larger[slot].first != no_row) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = old;
    }
    index.slots = std::move(larger);
  }
  const auto h = hash(row, index.mask);
  const auto tag = tag_of(index.mask, h, cells_[std::size_t{row} * arity_ + static_cast<std::size_t>(__builtin_ctzll(index.mask))]);
  auto& slot = slot_of(index, row, h, tag);
  if (slot.first == no_row) { slot = {tag, row, row}; ++index.keys; return; }
  index.next[slot.last - index.from] = row;
  slot.last = row;
}

Row Relation::first_with(std::size_t index, std::span<const Value> key) const {
  const auto& there = indexes_[index];
  if (there.from > 0)
    if (const auto row = laid_->first(key[0]); row != no_row) return row;
  return there.slots.empty() ? no_row : chain(there, key);
}

Row Relation::chain(const Index& there, std::span<const Value> key) const {
  const auto h = hash(key);
  const auto tag = tag_of(there.mask, h, key[0]);
  const bool exact = key.size() == 1;
  for (auto slot = h & (there.slots.size() - 1); there.slots[slot].first != no_row; slot = (slot + 1) & (there.slots.size() - 1)) {
    if (there.slots[slot].tag != tag) continue;
    if (exact) return there.slots[slot].first;
    const auto* cells = cells_.data() + std::size_t{there.slots[slot].first} * arity_;
    bool same = true;
    std::size_t next = 0;
    for (auto left = there.mask; same && left != 0; left &= left - 1) same = cells[__builtin_ctzll(left)] == key[next++];
    if (same) return there.slots[slot].first;
  }
  return no_row;
}

std::vector<Row> Relation::first_rows(std::size_t index) const {
  std::vector<Row> all;
  const auto& there = indexes_[index];
  const auto first_column = [&](Row row) { return cells_[std::size_t{row} * arity_]; };
  for (Row row = 0; row < there.from; ++row)
    if (row == 0 || first_column(row) != first_column(row - 1)) all.push_back(row);
  for (const auto& slot : there.slots)
    if (slot.first != no_row && (there.from == 0 || laid_->first(first_column(slot.first)) == no_row)) all.push_back(slot.first);
  std::sort(all.begin(), all.end());
  return all;
}

// --- times

void Relation::leave_always() {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  times_.assign(size_, {lowest, most});
  if (bits_) leave_dense();
  if (!with_births_) return;
  const auto runs = std::exchange(runs_, {});
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (auto row = runs[i].first; row < (i + 1 < runs.size() ? runs[i + 1].first : size_); ++row) note_birth(row, times_[row], runs[i].batch);
}

void Relation::note_birth(Row row, Packed when, Batch batch) {
  if (times_.empty()) {
    if (runs_.empty() || runs_.back().batch != batch) runs_.push_back({row, batch});
    return;
  }
  if (row >= last_piece_.size()) last_piece_.resize(std::size_t{row} + 1, 0);
  pieces_.push_back({when, batch, last_piece_[row]});
  last_piece_[row] = static_cast<std::uint32_t>(pieces_.size());
}

bool Relation::add_always(std::span<const Value> values, Batch batch) {
  const auto [row, is_new] = row_of(values);
  if (is_new && with_births_) note_birth(row, {}, batch);
  return is_new;
}

void Relation::add(const Found& found, Batch batch, Growth* growth) {
  const bool always = found.sizes_.empty();
  if (growth) growth->first = size_;
  const auto tuple = [&](std::size_t i) { return std::span<const Value>(found.cells_.data() + i * arity_, arity_); };
  if (always && times_.empty()) {
    for (std::size_t i = 0; i < found.count_; ++i) add_always(tuple(i), batch);
    if (growth) growth->last = size_;
    return;
  }
  if (times_.empty() && size_ > 0) leave_always();
  // A new row takes its first times at once; what comes to a row after that is gathered and united row by row.
  struct Late { Row row; std::uint32_t size; std::size_t at; };
  std::vector<Late> late;
  const auto first = size_;
  std::size_t at = 0;
  for (std::size_t i = 0; i < found.count_; ++i) {
    const std::uint32_t n = always ? 1 : found.sizes_[i];
    const auto when = always ? Times::always() : Times(found.times_.data() + at, n);
    const auto [row, is_new] = row_of(tuple(i));
    if (is_new) times_.push_back(pack(when));
    else late.push_back({row, n, at});
    at += n;
  }
  if (late.size() > 1 && !std::is_sorted(late.begin(), late.end(), [](const Late& a, const Late& b) { return a.row < b.row; }))
    std::stable_sort(late.begin(), late.end(), [](const Late& a, const Late& b) { return a.row < b.row; });
  Buffer gathered, fresh, united;
  for (std::size_t i = 0; i < late.size();) {
    const auto row = late[i].row;
    gathered.clear();
    for (; i < late.size() && late[i].row == row; ++i) {
      if (always) { gathered.push_back(Interval::always()); continue; }
      const auto begin = found.times_.begin() + static_cast<std::ptrdiff_t>(late[i].at);
      gathered.insert(gathered.end(), begin, begin + late[i].size);
    }
    time::coalesce(gathered);
    const RowTimes there = unpack(times_[row]);
    const auto more = time::minus(gathered, there, fresh);
    if (more.empty()) continue;
    if (row < first) {
      if (growth) growth->grown.push_back({row, more.set()});
      if (with_births_) note_birth(row, pack(more), batch);
    }
    times_[row] = pack(time::unite(there, more, united));
  }
  if (with_births_)
    for (auto row = first; row < size_; ++row) note_birth(row, times_[row], batch);
  if (growth) growth->last = size_;
}

void Relation::load(std::span<const Value> cells, std::span<const Interval> when, std::vector<Row>* rows) {
  const auto count = arity_ == 0 ? when.size() : cells.size() / arity_;
  const auto before = size_;
  if (!when.empty() && times_.empty() && size_ > 0) leave_always();
  std::vector<Row> place;
  if (size_ == 0 && arity_ > 0) laid_ = Laid::lay(cells, arity_, cells_, place);
  if (laid_ && size_ == 0) {
    size_ = laid_->size();
    for (auto& index : indexes_) build(index);
  } else {
    enter_all(cells, count, place);
  }
  if (!when.empty() || !times_.empty()) add_times(place, when, before);
  if (with_births_)
    for (auto row = before; row < size_; ++row) note_birth(row, times_.empty() ? Packed{} : times_[row], 0);
  if (rows && rows->empty()) *rows = std::move(place);
  else if (rows) rows->insert(rows->end(), place.begin(), place.end());
}

// Hashes are made some tuples ahead: the slots that they lead to are all over memory, and on their way meanwhile.
void Relation::enter_all(std::span<const Value> cells, std::size_t count, std::vector<Row>& place) {
  grow_slots(size_ - laid() + count + count / 2 + 16);
  cells_.reserve(cells_.size() + cells.size());
  place.reserve(count);
  constexpr std::size_t ahead = 16;
  std::array<std::uint64_t, ahead> hashes;
  const auto fetch = [&](std::size_t i) {
    hashes[i % ahead] = hash(cells.subspan(i * arity_, arity_));
    if (!slots_.empty()) prefetch(&slots_[hashes[i % ahead] & (slots_.size() - 1)]);
  };
  for (std::size_t i = 0; i < std::min(ahead, count); ++i) fetch(i);
  for (std::size_t i = 0; i < count; ++i) {
    const auto h = hashes[i % ahead];
    if (i + ahead < count) fetch(i + ahead);
    const auto tuple = cells.subspan(i * arity_, arity_);
    const auto row = row_of(tuple, h).first;
    place.push_back(row == no_row ? *find(tuple) : row);  // a bitmap does not tell where it is
  }
}

// What came to each row, from `first_new` on the first of it at once; what comes to a row after that is gathered and united row by row.
void Relation::add_times(std::span<const Row> place, std::span<const Interval> when, Row first_new) {
  const auto one = [&](std::size_t i) { return when.empty() ? Interval::always() : when[i]; };
  times_.resize(size_, pack({}));
  std::vector<std::uint32_t> late;
  for (std::uint32_t i = 0; i < place.size(); ++i) {
    auto& there = times_[place[i]];
    if (place[i] >= first_new && there.from == 0 && there.to == lowest) there = {one(i).from().seconds, one(i).to().seconds};
    else late.push_back(i);
  }
  if (late.empty()) return;
  std::vector<std::uint32_t> ends(std::size_t{size_} + 1, 0);  // counting sort: a row's late times together
  for (const auto i : late) ++ends[place[i] + 1];
  for (Row row = 0; row < size_; ++row) ends[row + 1] += ends[row];
  std::vector<std::uint32_t> sorted(late.size());
  for (const auto i : late) sorted[ends[place[i]]++] = i;
  Buffer gathered;
  for (std::uint32_t i = 0, row = 0; i < sorted.size(); ++row) {
    if (ends[row] == i) continue;
    const RowTimes there = unpack(times_[row]);
    gathered.assign(Times(there).begin(), Times(there).end());
    for (; i < ends[row]; ++i) gathered.push_back(one(sorted[i]));
    time::coalesce(gathered);
    times_[row] = pack(gathered);
  }
}

void Relation::set(Row row, Times when, Batch batch) {
  if (times_.empty()) leave_always();
  times_[row] = pack(when);
  if (!with_births_) return;
  if (row < last_piece_.size()) last_piece_[row] = 0;
  if (!when.empty()) note_birth(row, times_[row], batch);
}

std::optional<Batch> Relation::born(Row row, time::Instant at, Batch before) const {
  if (times_.empty()) {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), row, [](Row r, const Run& run) { return r < run.first; });
    if (after == runs_.begin() || std::prev(after)->batch >= before) return std::nullopt;
    return std::prev(after)->batch;
  }
  std::optional<Batch> first;
  for (auto piece = row < last_piece_.size() ? last_piece_[row] : 0U; piece != 0; piece = pieces_[piece - 1].before) {
    const auto& p = pieces_[piece - 1];
    if (p.batch < before && unpack(p.when).holds(at) && (!first || p.batch < *first)) first = p.batch;
  }
  return first;
}

IntervalSet Relation::times_before(Row row, Batch before) const {
  if (times_.empty()) return born(row, {}, before) ? IntervalSet::always() : IntervalSet::never();
  IntervalSet all;
  for (auto piece = row < last_piece_.size() ? last_piece_[row] : 0U; piece != 0; piece = pieces_[piece - 1].before)
    if (pieces_[piece - 1].batch < before) all |= unpack(pieces_[piece - 1].when);
  return all;
}

std::size_t Relation::bytes() const {
  auto all = cells_.capacity() * sizeof(Value) + times_.capacity() * sizeof(Packed) + slots_.capacity() * 4 + pieces_.capacity() * sizeof(Piece) + last_piece_.capacity() * 4;
  for (const auto& i : indexes_) all += i.slots.capacity() * sizeof(Index::Slot) + i.next.capacity() * sizeof(Row);
  return all;
}

}  // namespace dedere::reason
