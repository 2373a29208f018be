#include "cli/process.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>
#include <string_view>

namespace {

// Counted without locked instructions: where threads allocate together, some of it may be missed.
std::atomic<std::int64_t> held{0};
std::int64_t most_held = 0;  // 0: no limit, nothing is counted
std::string& memory_message() {
  static auto& text = *new std::string;  // never freed: allocation outlives all else
  return text;
}
void (*leave_memory)() noexcept = nullptr;

void say(std::string_view text) {
  while (!text.empty()) {
    const auto put = ::write(STDERR_FILENO, text.data(), text.size());
    if (put <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

[[noreturn]] void out_of_memory() {
  leave_memory();
  say(memory_message());
  ::_exit(2);
}

void count(std::int64_t bytes) {
  const auto now = held.load(std::memory_order_relaxed) + bytes;
  held.store(now, std::memory_order_relaxed);
  if (now > most_held) out_of_memory();
}

}  // namespace

// Large blocks are asked about before they are taken.
void* operator new(std::size_t size) {
  const bool counted = most_held > 0;
  if (counted && size > (std::size_t{1} << 20U) && held.load(std::memory_order_relaxed) + static_cast<std::int64_t>(std::min<std::size_t>(size, std::size_t{1} << 62U)) > most_held) out_of_memory();
  auto* block = std::malloc(size > 0 ? size : 1);
  if (!block && counted) out_of_memory();
  if (!block) throw std::bad_alloc();
  if (counted) count(static_cast<std::int64_t>(malloc_usable_size(block)));
  return block;
}

// The forms without exceptions stand here too: what a sanitizer's own would hand out, ours could not take back.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try { return operator new(size); } catch (const std::bad_alloc&) { return nullptr; }
}

void operator delete(void* block) noexcept {
  if (most_held > 0 && block) held.store(held.load(std::memory_order_relaxed) - static_cast<std::int64_t>(malloc_usable_size(block)), std::memory_order_relaxed);
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
void operator delete(void* block, const std::nothrow_t&) noexcept { operator delete(block); }

namespace dedere::cli {
namespace {

void (*leave_signal)() noexcept = nullptr;

void on_interrupt(int number) {
  leave_signal();
  ::_exit(128 + number);
}

void on_cut_file(int) {
  leave_signal();
  say("error[A001]: a file was cut short while it was read\n   = help: let it be while it is read\n");
  ::_exit(2);
}

void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, nullptr);
}

// Two texts, so that one is whole while the other is written.
char stages[2][256];
std::atomic<const char*> stage{nullptr};
std::atomic<int> seconds{0};
bool on_terminal = false;

// On a terminal the line is rewritten each second; elsewhere there is a line after 1, 2, 4, 8 … seconds.
void on_second(int) {
  const auto error = errno;
  const auto now = ++seconds;
  const auto* what = stage.load();
  if (what && (on_terminal || (now & (now - 1)) == 0)) {
    char line[400];
    std::size_t size = 0;
    const auto put = [&](std::string_view text) { std::memcpy(line + size, text.data(), text.size()); size += text.size(); };
    put(on_terminal ? "\r" : "");
    put("dedere: ");
    put(what);
    put(", ");
    char digits[12];
    auto* first = digits + sizeof digits;
    for (auto n = now; n > 0; n /= 10) *--first = static_cast<char>('0' + n % 10);
    put({first, static_cast<std::size_t>(digits + sizeof digits - first)});
    put(on_terminal ? " s\x1b[K" : " s\n");
    say({line, size});
  }
  errno = error;
}

void every_second(bool on) {
  const itimerval period{.it_interval = {.tv_sec = on, .tv_usec = 0}, .it_value = {.tv_sec = on, .tv_usec = 0}};
  setitimer(ITIMER_REAL, &period, nullptr);
}

}  // namespace

void limit_memory(std::int64_t bytes, std::string message, void (*leave)() noexcept) {
  memory_message() = std::move(message);
  leave_memory = leave;
  held = static_cast<std::int64_t>(mallinfo2().uordblks + mallinfo2().hblkhd);
  most_held = bytes;
}

void end_when_interrupted(void (*leave)() noexcept) {
  leave_signal = leave;
  handle(SIGINT, on_interrupt, 0);
  handle(SIGTERM, on_interrupt, 0);
  handle(SIGBUS, on_cut_file, 0);
}

void progress(const std::string& what) {
  const auto* now = stage.load();
  auto* text = stages[now == stages[0]];
  text[what.copy(text, 200)] = '\0';
  stage = text;
  if (now) return;
  on_terminal = ::isatty(STDERR_FILENO) != 0;
  handle(SIGALRM, on_second, SA_RESTART);
  every_second(true);
}

void progress_ends() {
  every_second(false);
  stage = nullptr;
  if (on_terminal && seconds > 0) say("\r\x1b[K");
}

std::int64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * std::int64_t{1024};
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::int64_t machine_memory() { return static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE); }

}  // namespace dedere::cli
