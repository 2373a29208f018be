// A list that is made once and shared by all who hold it. Copies are cheap; what it holds never changes.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace dedere {

template <class T>
class SharedList {
 public:
  SharedList() = default;   // empty
  explicit SharedList(std::vector<T> items) : items_(items.empty() ? nullptr : std::make_shared<const std::vector<T>>(std::move(items))) {}
  [[nodiscard]] const T* begin() const { return items_ ? items_->data() : nullptr; }
  [[nodiscard]] const T* end() const { return items_ ? items_->data() + items_->size() : nullptr; }
  [[nodiscard]] std::size_t size() const { return items_ ? items_->size() : 0; }
  [[nodiscard]] bool empty() const { return !items_; }
  // The same for those that share it, as long as one of them lives; null for an empty one.
  [[nodiscard]] const void* identity() const { return items_.get(); }

 private:
  std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace dedere
