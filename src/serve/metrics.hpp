// What the server has done, counted: for /metrics, in Prometheus' text format.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dedere::serve {

// Of the moment, beside what is counted.
struct Gauges { std::size_t cache_bytes, quick_waiting, lengthy_waiting; };

class Metrics {
 public:
  void request(std::string_view route, int status, std::size_t bytes, std::chrono::microseconds took);
  void hit() { hits_.fetch_add(1, std::memory_order_relaxed); }
  void miss() { misses_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::string text(const Gauges& gauges) const;

 private:
  static constexpr std::array buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0};   // seconds
  struct Times { std::array<std::uint64_t, buckets.size() + 1> count{}; double sum = 0; };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t, std::less<>> requests_;
  std::map<std::string, Times, std::less<>> times_;
  std::uint64_t bytes_ = 0;
  std::atomic<std::uint64_t> hits_ = 0, misses_ = 0;
};

}  // namespace dedere::serve
