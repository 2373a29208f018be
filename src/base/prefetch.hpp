// Asks for memory that will soon be read.
#pragma once

namespace dedere {

// The compiler takes a function that does nothing but that for one without effect, and drops its calls: the empty instruction keeps them.
inline void prefetch(const void* memory) {
  __builtin_prefetch(memory);
  asm volatile("" : : "r"(memory));   // NOLINT
}

}  // namespace dedere
