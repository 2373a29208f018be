// Answers given before, by question: the ones asked for last are kept, up to a number of bytes. Any thread may use it.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "serve/message.hpp"

namespace dedere::serve {

class Cache {
 public:
  explicit Cache(std::size_t most_bytes) : most_(most_bytes) {}
  [[nodiscard]] std::optional<Response> find(const std::string& key);
  void keep(const std::string& key, const Response& response);   // one larger than an eighth of the cache is not kept
  [[nodiscard]] std::size_t size() const;                         // bytes held

 private:
  struct Entry { std::string key; Response response; std::size_t bytes; };
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::size_t held_ = 0;
  std::list<Entry> entries_;   // the one used last first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace dedere::serve
