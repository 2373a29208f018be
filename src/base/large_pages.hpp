// Memory for arrays of many megabytes that are read all over: in large pages, where the system has them, since small ones are looked for longer than what lies on them.
//
//     std::vector<Slot, LargePages<Slot>> slots;
#pragma once

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace dedere {

// Asks for large pages for as much of this memory as fills some; it is not read before.
inline void want_large_pages(void* memory, std::size_t bytes) {
  constexpr std::uintptr_t page = std::uintptr_t{1} << 21U;
  const auto at = reinterpret_cast<std::uintptr_t>(memory), first = (at + page - 1) / page * page, end = (at + bytes) / page * page;
  if (first < end) ::madvise(static_cast<char*>(memory) + (first - at), end - first, MADV_HUGEPAGE);   // a wish
}

template <class T>
struct LargePages {
  using value_type = T;
  static constexpr std::size_t page = std::size_t{1} << 21U, least = 2 * page;   // bytes; less than that comes as ever

  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) {}   // NOLINT: as allocators are

  [[nodiscard]] T* allocate(std::size_t n) {
    if (n > ~std::size_t{0} / sizeof(T) - page) throw std::bad_alloc();
    const auto bytes = n * sizeof(T);
    if (bytes < least) return static_cast<T*>(::operator new(bytes));
    const auto whole = (bytes + page - 1) / page * page;
    auto* memory = std::aligned_alloc(page, whole);
    if (!memory) throw std::bad_alloc();
    ::madvise(memory, whole, MADV_HUGEPAGE);   // a wish
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) {
    if (n * sizeof(T) < least) ::operator delete(memory);
    else std::free(memory);
  }
  bool operator==(const LargePages&) const = default;
};

}  // namespace dedere
