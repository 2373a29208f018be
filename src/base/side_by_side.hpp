// Pieces of work that do not depend on each other, as many at a time as there are processors.
//
//     side_by_side(files.size(), [&](std::size_t i) { out[i] = read(files[i]); });
//
// Each piece is begun in the order of its number, and done once; all are done on return. With one processor, or one piece, no thread is made.
// The work must not throw.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace dedere {

template <class Work>
void side_by_side(std::size_t pieces, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] { for (std::size_t i = 0; (i = next++) < pieces;) work(i); };
  std::vector<std::jthread> others;
  for (std::size_t t = 1; t < std::min<std::size_t>(std::thread::hardware_concurrency(), pieces); ++t) others.emplace_back(run);
  run();
}

}  // namespace dedere
