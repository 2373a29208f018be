#include "serve/metrics.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iterator>

namespace dedere::serve {
namespace {

struct Process { double processor_seconds = 0; std::uint64_t resident = 0, files = 0; };

Process process() {
  Process out;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  out.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  if (auto* file = std::fopen("/proc/self/statm", "r")) {
    unsigned long size = 0, resident = 0;
    if (std::fscanf(file, "%lu %lu", &size, &resident) == 2) out.resident = resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    std::fclose(file);
  }
  std::error_code error;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end; at.increment(error)) ++out.files;
  return out;
}

}  // namespace

void Metrics::request(std::string_view route, int status, std::size_t bytes, std::chrono::microseconds took) {
  const double seconds = static_cast<double>(took.count()) * 1e-6;
  std::size_t bucket = 0;
  while (bucket < buckets.size() && seconds > buckets[bucket]) ++bucket;
  const std::scoped_lock lock(mutex_);
  ++requests_[{std::string(route), status}];
  auto at = times_.find(route);
  if (at == times_.end()) at = times_.emplace(route, Times{}).first;
  ++at->second.count[bucket];
  at->second.sum += seconds;
  bytes_ += bytes;
}

std::string Metrics::text(const Gauges& gauges) const {
  std::string out;
  auto to = std::back_inserter(out);
  const auto head = [&](const char* name, const char* type, const char* help) { fmt::format_to(to, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type); };
  const auto one = [&](const char* name, const char* type, const char* help, auto value) { head(name, type, help); fmt::format_to(to, "{} {}\n", name, value); };
  {
    const std::scoped_lock lock(mutex_);
    head("dedere_requests_total", "counter", "Requests answered, by route and status.");
    for (const auto& [key, count] : requests_) fmt::format_to(to, "dedere_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
    head("dedere_request_seconds", "histogram", "From the first line of a request to the end of its answer.");
    for (const auto& [route, times] : times_) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i <= buckets.size(); ++i)
        fmt::format_to(to, "dedere_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, i < buckets.size() ? fmt::format("{}", buckets[i]) : "+Inf", sum += times.count[i]);
      fmt::format_to(to, "dedere_request_seconds_sum{{route=\"{}\"}} {}\ndedere_request_seconds_count{{route=\"{}\"}} {}\n", route, times.sum, route, sum);
    }
    one("dedere_response_bytes_total", "counter", "Bytes of the bodies that were sent.", bytes_);
  }
  one("dedere_cache_hits_total", "counter", "Answers that had been given before.", hits_.load());
  one("dedere_cache_misses_total", "counter", "Answers that had to be made.", misses_.load());
  one("dedere_cache_bytes", "gauge", "Bytes of answers kept.", gauges.cache_bytes);
  head("dedere_waiting", "gauge", "Questions that wait for a thread.");
  fmt::format_to(to, "dedere_waiting{{weight=\"quick\"}} {}\ndedere_waiting{{weight=\"lengthy\"}} {}\n", gauges.quick_waiting, gauges.lengthy_waiting);
  const auto now = process();
  one("process_cpu_seconds_total", "counter", "Processor time of the server.", now.processor_seconds);
  one("process_resident_memory_bytes", "gauge", "Memory of the server.", now.resident);
  one("process_open_fds", "gauge", "Open files and connections.", now.files);
  return out;
}

}  // namespace dedere::serve
