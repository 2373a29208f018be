#include "serve/cache.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t overhead = 400;   // of an entry, about: nodes, headers

}  // namespace

std::optional<Response> Cache::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto at = by_key_.find(key);
  if (at == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, at->second);
  return at->second->response;
}

void Cache::keep(const std::string& key, const Response& response) {
  const auto size = key.size() + response.body->size() + overhead;
  if (size > most_ / 8) return;
  const std::scoped_lock lock(mutex_);
  if (by_key_.contains(key)) return;   // another thread was asked the same
  entries_.push_front({key, response, size});
  by_key_.emplace(entries_.front().key, entries_.begin());
  for (held_ += size; held_ > most_;) {
    held_ -= entries_.back().bytes;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::size_t Cache::size() const {
  const std::scoped_lock lock(mutex_);
  return held_;
}

}  // namespace dedere::serve
