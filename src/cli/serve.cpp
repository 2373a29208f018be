// dedere serve: the API and the page, on this machine.
#include "serve/service.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <mutex>
#include <thread>

#include "cli/command.hpp"
#include "cli/files.hpp"

namespace dedere::cli {
namespace {

constexpr std::size_t largest_description = 4U << 20U;

// The size and time of the program's file: another build, another mark.
std::string build() {
  struct stat file {};
  return ::stat("/proc/self/exe", &file) == 0 ? fmt::format("{}.{}.{}", file.st_size, file.st_mtim.tv_sec, file.st_mtim.tv_nsec) : "";
}

// A line at a time, from any thread.
Result<std::function<void(const std::string&)>> log_to(const std::string& name) {
  if (name.empty()) return std::function<void(const std::string&)>();
  const std::shared_ptr<std::FILE> file(name == "-" ? stderr : std::fopen(name.c_str(), "ae"), [](std::FILE* f) { if (f && f != stderr) std::fclose(f); });
  if (!file) return Failure(fault("A012", fmt::format("the log `{}` cannot be written", name), "name a file in a folder that exists and that you may write to, or - for standard error"));
  return std::function<void(const std::string&)>([file, mutex = std::make_shared<std::mutex>()](const std::string& line) {
    const std::scoped_lock lock(*mutex);
    fmt::print(file.get(), "{}\n", line);
    std::fflush(file.get());
  });
}

// As many connections as the machine lets one program have files, but for those that it needs itself.
unsigned most_connections(unsigned wanted) {
  constexpr rlim_t own_files = 64;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<unsigned>(std::min<rlim_t>(wanted, limit.rlim_cur > 2 * own_files ? limit.rlim_cur - own_files : own_files));
}

// The first line of the log.
std::string began(const std::string& address, unsigned connections) {
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  return nlohmann::ordered_json{{"time", now}, {"listens", address}, {"connections", connections}}.dump();
}

Result<std::map<std::string, std::string>> schemas(const std::filesystem::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& file : TRY(files_below(folder, ".json"))) out.emplace(file.filename().string(), TRY(read_file(file, largest_description)));
  return out;
}

Result<std::uint16_t> port(int given) {
  if (given >= 0 && given <= 65535) return static_cast<std::uint16_t>(given);
  return Failure(fault("A007", fmt::format("`--port {}` is not a port", given), "give a number from 0 (any that is free) to 65535"));
}

}  // namespace

Result<int> serve(const Options& options, const ServeOptions& command) {
  const auto wanted = TRY(port(command.port));
  auto listener = TRY(serve::listen(command.host, wanted));
  auto log = TRY(log_to(command.log));
  auto library = TRY(serve::open_library(options, (home() / "lexicon").string()));
  auto described = TRY(read_file(home() / "docs" / "openapi.json", largest_description));

  auto described_parts = TRY(schemas(home() / "docs" / "schema"));

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);   // for the threads to come too: the one that waits below gets them
  std::signal(SIGPIPE, SIG_IGN);
  const auto connections = most_connections(serve::Limits{}.connections);

  const bool here = serve::is_loopback(command.host);
  auto names = command.names;
  if (here) names.insert(names.end(), {"localhost", command.host});
  else fmt::print(stderr, "{}\n", show(Diagnostic{.severity = Severity::warning, .code = "A013", .message = fmt::format("{} may be reached from other machines", command.host),
                                                  .help = "put a server that encrypts and keeps count of who asks in front of it, or leave out `--host`"}));
  const auto threads = std::max(1U, command.threads > 0 ? static_cast<unsigned>(command.threads) : std::thread::hardware_concurrency());
  serve::Service service(std::move(library), {.pages = command.page.empty() ? home() / "build" / "web" : std::filesystem::path(command.page), .openapi = std::move(described), .schemas = std::move(described_parts), .build = build(),
                                              .allow_origin = command.allow_origin, .hosts = std::move(names), .threads = threads, .log = log});
  const auto address = listener.address();
  if (log) log(began(address, connections));
  serve::Server server(std::move(listener), {.connections = connections, .threads = threads}, service.handler());
  fmt::print("{}\n", address);
  std::fflush(stdout);
  int got = 0;
  sigwait(&ends, &got);
  server.stop();
  return 0;
}

}  // namespace dedere::cli
