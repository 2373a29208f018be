// A list that changes while it is searched.
//
//     LiveList list(lexicon, persons);
//     LiveMatcher matcher(list.now());              // one a thread
//     list.change({changed persons}, {"id gone"});
//     matcher.see(list.now());                      // from here on it sees the change
//     matcher.find(query, limits)
//
// What has changed since the list was last built stands in a small index of its own, beside the large one, whose entries it covers: a change costs what the
// changed persons cost, and no search waits for it. `rebuild` makes one index of both; it may run in a thread of its own.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "names/matcher.hpp"

namespace dedere::names {

class LiveList {
 public:
  // What a search sees: never changes.
  struct State {
    std::shared_ptr<const Index> base, changes;   // no changes: null
    std::vector<bool> covered;                    // of each entry of the base: changed or gone; empty if none is
    [[nodiscard]] const Listed& listed(std::uint32_t entry) const { return entry < base->listed().size() ? base->listed()[entry] : changes->listed()[entry - base->listed().size()]; }
    [[nodiscard]] std::string_view written(const Hit& hit) const { return hit.entry < base->listed().size() ? base->written(hit.name) : changes->written(hit.name); }
  };

  LiveList(std::shared_ptr<const Lexicon> lexicon, std::vector<Listed> persons);
  [[nodiscard]] std::shared_ptr<const State> now() const;
  // Persons that are new or other than they were, by their ids, and ids that are gone.
  void change(std::vector<Listed> put, const std::vector<std::string>& gone);
  // What is other in a newer version of the list: whom to put, and whose ids are gone.
  struct Difference { std::vector<Listed> put; std::vector<std::string> gone; };
  [[nodiscard]] Difference difference(std::vector<Listed> newer) const;
  // Searches go on meanwhile; changes wait.
  void rebuild();
  // Frees the indexes that no search sees any more. They are kept until then, so that no search has to: a large one takes a while to free.
  void release();

 private:
  void number();
  template <class Take>
  static void each(const State& state, const Take& take);
  void swap(std::shared_ptr<const State> next);

  const std::shared_ptr<const Lexicon> lexicon_;
  std::mutex changing_;                                        // one change at a time
  std::unordered_map<std::string, std::uint32_t> base_ids_;    // entry of the base
  mutable std::mutex swapping_;                                // held for the copy of a pointer only
  std::shared_ptr<const State> state_;
  std::vector<std::shared_ptr<const State>> past_;             // states that may still be seen
};

class LiveMatcher {
 public:
  explicit LiveMatcher(std::shared_ptr<const LiveList::State> state);
  // What it has learnt of words is kept where the base is the same.
  void see(std::shared_ptr<const LiveList::State> state);
  // As Matcher::find; the state tells what `entry` and `name` of a hit are.
  [[nodiscard]] const std::vector<Hit>& find(const Query& query, const Limits& limits);

 private:
  std::shared_ptr<const LiveList::State> state_;
  std::unique_ptr<Matcher> base_, changes_;
  std::vector<Hit> hits_;
};

}  // namespace dedere::names
