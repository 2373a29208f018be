#include "serve/pool.hpp"

namespace dedere::serve {

Pool::Pool(const std::shared_ptr<const Library>& library, Size quick, Size lengthy) {
  line(Weight::quick).size = quick;
  line(Weight::lengthy).size = lengthy;
  for (auto& one : lines_)
    for (unsigned i = 0; i < one.size.threads; ++i) threads_.emplace_back([&one, library] { serve(one, library); });
}

Pool::~Pool() {
  for (auto& one : lines_) {
    const std::scoped_lock lock(one.mutex);
    one.closed = true;
    one.work.clear();
    one.more.notify_all();
  }
  for (auto& thread : threads_) thread.join();
}

bool Pool::submit(Weight weight, Work work) {
  auto& to = line(weight);
  {
    const std::scoped_lock lock(to.mutex);
    if (to.closed || to.work.size() >= to.size.waiting) return false;
    to.work.push_back(std::move(work));
  }
  to.more.notify_one();
  return true;
}

std::size_t Pool::waiting(Weight weight) const {
  const auto& of = lines_[static_cast<std::size_t>(weight)];
  const std::scoped_lock lock(of.mutex);
  return of.work.size();
}

void Pool::serve(Line& line, const std::shared_ptr<const Library>& library) {
  Desk desk(library);
  while (true) {
    std::unique_lock lock(line.mutex);
    line.more.wait(lock, [&] { return line.closed || !line.work.empty(); });
    if (line.closed) return;
    const auto work = std::move(line.work.front());
    line.work.pop_front();
    lock.unlock();
    work(desk);
    desk.tidy();
  }
}

}  // namespace dedere::serve
