// What a long run owes to whoever waits for it: a limit on memory, an end as soon as it is asked for, a word on how far it is, and an account afterwards.
#pragma once

#include <cstdint>
#include <string>

namespace dedere::cli {

// From now on the process ends with status 2 and this message where it would hold more than so many bytes: at once, wherever it is. What it had
// allocated before counts as well. `leave` is called first; it may not allocate.
void limit_memory(std::int64_t bytes, std::string message, void (*leave)() noexcept);

// From now on an interrupt ends the process at once, with status 128 and the number of the signal, after `leave`; so does a mapped file that is cut short, with 2.
void end_when_interrupted(void (*leave)() noexcept);

// What is being done, shown on standard error from the first second on, then now and then until `progress_ends`. A text of up to 200 bytes is shown whole.
void progress(const std::string& what);
void progress_ends();

// The most memory that the process has held, in bytes, and the processor's time that it has taken, in seconds.
[[nodiscard]] std::int64_t peak_memory();
[[nodiscard]] double processor_seconds();
// The machine's memory, in bytes.
[[nodiscard]] std::int64_t machine_memory();

}  // namespace dedere::cli
