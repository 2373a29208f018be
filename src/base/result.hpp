// A value, or the diagnostics that say why there is none. `TRY(e)` gives the value of `e` or returns its failure.
//
//     Result<Date> parse_day(std::string_view text);
//     Result<int> year(std::string_view text) { const auto day = TRY(parse_day(text)); return day.year(); }
//
// std::expected would serve, but Debian 12's clang tools reject it; this serves every compiler.
#pragma once

#include <cassert>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"

namespace dedere {

// At least one error.
class [[nodiscard]] Failure {
 public:
  explicit Failure(Diagnostic diagnostic) : diagnostics_{std::move(diagnostic)} {}
  explicit Failure(std::vector<Diagnostic> diagnostics) : diagnostics_(std::move(diagnostics)) { assert(!diagnostics_.empty()); }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::move(value)) {}           // NOLINT: a value is a result
  Result(Failure failure) : held_(std::move(failure)) {}  // NOLINT: a failure is a result
  explicit operator bool() const { return held_.index() == 0; }
  [[nodiscard]] T& operator*() & { return std::get<0>(held_); }
  [[nodiscard]] const T& operator*() const& { return std::get<0>(held_); }
  [[nodiscard]] T&& operator*() && { return std::get<0>(std::move(held_)); }
  [[nodiscard]] T* operator->() { return &std::get<0>(held_); }
  [[nodiscard]] const T* operator->() const { return &std::get<0>(held_); }
  [[nodiscard]] const Failure& error() const { return std::get<1>(held_); }

 private:
  std::variant<T, Failure> held_;
};

// A result that carries nothing but success.
struct Done {};

}  // namespace dedere

#define TRY(e) __extension__({ auto try_ = (e); if (!try_) return ::dedere::Failure(try_.error()); *std::move(try_); })
