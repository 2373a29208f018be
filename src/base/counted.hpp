// A handle to a value that several share, within one thread: as std::shared_ptr, but its count is a plain number, so that copying hundreds of them takes next to nothing.
#pragma once

#include <cstddef>
#include <utility>

namespace dedere {

template <class T>
class Counted {
 public:
  Counted() = default;   // null
  template <class... Arguments>
  static Counted make(Arguments&&... arguments) { return Counted(new Held{1, T(std::forward<Arguments>(arguments)...)}); }
  Counted(const Counted& other) : held_(other.held_) { if (held_) ++held_->count; }
  Counted(Counted&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Counted& operator=(Counted other) noexcept { std::swap(held_, other.held_); return *this; }
  ~Counted() { if (held_ && --held_->count == 0) delete held_; }
  [[nodiscard]] T& operator*() const { return held_->value; }
  [[nodiscard]] T* operator->() const { return &held_->value; }
  [[nodiscard]] std::size_t use_count() const { return held_ ? held_->count : 0; }
  bool operator==(const Counted&) const = default;   // the same value, not an equal one

 private:
  struct Held { std::size_t count; T value; };
  explicit Counted(Held* held) : held_(held) {}
  Held* held_ = nullptr;
};

}  // namespace dedere
