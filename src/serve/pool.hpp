// The threads that answer, each at a desk of its own; and what waits for them.
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "serve/desk.hpp"
#include "serve/routes.hpp"

namespace dedere::serve {

class Pool {
 public:
  using Work = std::function<void(Desk&)>;   // does not throw
  struct Size { unsigned threads; std::size_t waiting; };   // that work at a time; that may wait
  Pool(const std::shared_ptr<const Library>& library, Size quick, Size lengthy);
  ~Pool();                                                // what waits is dropped, what runs ends
  [[nodiscard]] bool submit(Weight weight, Work work);   // false: too many wait
  [[nodiscard]] std::size_t waiting(Weight weight) const;

 private:
  struct Line {
    Size size;
    mutable std::mutex mutex;
    std::condition_variable more;
    std::deque<Work> work;
    bool closed = false;
  };
  static void serve(Line& line, const std::shared_ptr<const Library>& library);
  [[nodiscard]] Line& line(Weight weight) { return lines_[static_cast<std::size_t>(weight)]; }
  std::array<Line, 2> lines_;
  std::vector<std::thread> threads_;
};

}  // namespace dedere::serve
