#include "names/live_list.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace dedere::names {

LiveList::LiveList(std::shared_ptr<const Lexicon> lexicon, std::vector<Listed> persons) : lexicon_(std::move(lexicon)) {
  swap(std::make_shared<const State>(State{.base = std::make_shared<const Index>(lexicon_, std::move(persons)), .changes = nullptr, .covered = {}}));
  number();
}

void LiveList::number() {
  base_ids_.clear();
  const auto listed = state_->base->listed();
  for (std::uint32_t i = 0; i < listed.size(); ++i) base_ids_.emplace(listed[i].id, i);
}

std::shared_ptr<const LiveList::State> LiveList::now() const {
  const std::scoped_lock lock(swapping_);
  return state_;
}

void LiveList::change(std::vector<Listed> put, const std::vector<std::string>& gone) {
  const std::scoped_lock changing(changing_);
  const auto before = now();
  State after{.base = before->base, .changes = nullptr, .covered = before->covered};
  after.covered.resize(before->base->listed().size(), false);
  std::unordered_map<std::string_view, bool> replaced;
  const auto cover = [&](const std::string& id) {
    replaced.emplace(id, true);
    if (const auto found = base_ids_.find(id); found != base_ids_.end()) after.covered[found->second] = true;
  };
  for (const auto& id : gone) cover(id);
  for (const auto& person : put) cover(person.id);
  // Those that changed before and not now, then those that change now.
  std::vector<Listed> changed;
  if (before->changes)
    for (const auto& person : before->changes->listed())
      if (!replaced.contains(person.id)) changed.push_back(person);
  changed.insert(changed.end(), put.begin(), put.end());
  if (!changed.empty()) after.changes = std::make_shared<const Index>(lexicon_, std::move(changed));
  swap(std::make_shared<const State>(std::move(after)));
}

void LiveList::swap(std::shared_ptr<const State> next) {
  past_.push_back(next);
  const std::scoped_lock lock(swapping_);
  state_ = std::move(next);
}

void LiveList::release() {
  const std::scoped_lock changing(changing_);
  std::erase_if(past_, [](const auto& state) { return state.use_count() == 1; });
}

// All persons as they stand, in the order in which they came.
template <class Take>
void LiveList::each(const State& state, const Take& take) {
  const auto listed = state.base->listed();
  for (std::size_t i = 0; i < listed.size(); ++i)
    if (state.covered.empty() || !state.covered[i]) take(listed[i]);
  if (state.changes)
    for (const auto& person : state.changes->listed()) take(person);
}

LiveList::Difference LiveList::difference(std::vector<Listed> newer) const {
  const auto state = now();
  std::unordered_map<std::string_view, const Listed*> before;
  before.reserve(newer.size());
  each(*state, [&](const Listed& person) { before.emplace(person.id, &person); });
  Difference out;
  for (auto& person : newer) {
    const auto found = before.find(person.id);
    const bool same = found != before.end() && *found->second == person;
    if (found != before.end()) before.erase(found);
    if (!same) out.put.push_back(std::move(person));
  }
  for (const auto& [id, person] : before) out.gone.emplace_back(id);
  return out;
}

void LiveList::rebuild() {
  const std::scoped_lock changing(changing_);
  std::vector<Listed> all;
  each(*now(), [&](const Listed& person) { all.push_back(person); });
  swap(std::make_shared<const State>(State{.base = std::make_shared<const Index>(lexicon_, std::move(all)), .changes = nullptr, .covered = {}}));
  number();
}

LiveMatcher::LiveMatcher(std::shared_ptr<const LiveList::State> state) { see(std::move(state)); }

void LiveMatcher::see(std::shared_ptr<const LiveList::State> state) {
  if (state == state_) return;
  if (!state_ || state->base != state_->base) base_ = std::make_unique<Matcher>(*state->base);
  changes_ = state->changes ? std::make_unique<Matcher>(*state->changes) : nullptr;
  state_ = std::move(state);
}

const std::vector<Hit>& LiveMatcher::find(const Query& query, const Limits& limits) {
  if (!changes_ && state_->covered.empty()) return base_->find(query, limits);
  auto all = limits;
  all.most = std::numeric_limits<std::size_t>::max();   // those that are covered take no one's place
  hits_ = base_->find(query, all);
  std::erase_if(hits_, [&](const Hit& hit) { return state_->covered[hit.entry]; });
  std::vector<Hit> more;
  if (changes_) more = changes_->find(query, limits);
  for (auto& hit : more) hit.entry += static_cast<std::uint32_t>(state_->base->listed().size());
  keep_best(hits_, more, limits.most);
  return hits_;
}

}  // namespace dedere::names
