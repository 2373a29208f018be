#include "serve/http.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace dedere::serve {
namespace {

using Clock = std::chrono::steady_clock;

// Bytes of a body over the limit that are still taken, so that the sender gets to read the refusal.
constexpr std::size_t patience = 8U << 20U;

struct FreeAddresses { void operator()(addrinfo* list) const { freeaddrinfo(list); } };
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Failure cannot_listen(const std::string& host, std::uint16_t port, const std::string& why, const std::string& help) {
  return Failure(fault("A012", fmt::format("cannot listen on {}:{}: {}", host, port, why), help));
}

std::uint16_t port_of(int socket) {
  sockaddr_storage at{};
  socklen_t size = sizeof at;
  getsockname(socket, reinterpret_cast<sockaddr*>(&at), &size);
  return ntohs(at.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&at)->sin6_port : reinterpret_cast<sockaddr_in*>(&at)->sin_port);
}

}  // namespace

Listener::~Listener() { if (socket_ >= 0) ::close(socket_); }

std::string Listener::address() const {
  const bool v6 = host_.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}/", v6 ? "[" : "", host_, v6 ? "]" : "", port_);
}

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

Result<Listener> listen(const std::string& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found))
    return cannot_listen(host, port, gai_strerror(error), "give an address of this machine, such as 127.0.0.1");
  const Addresses list(found);
  const int fd = ::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return cannot_listen(host, port, std::strerror(errno), "give another address");
  Listener listener(fd, host, port);   // closes it
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(fd, list->ai_addr, list->ai_addrlen) != 0 || ::listen(fd, 1024) != 0) {
    const int error = errno;
    return cannot_listen(host, port, error == EADDRINUSE ? "the port is in use" : std::strerror(error),
                         error == EADDRINUSE ? "another program listens there: stop it, or give another port, or `--port 0` for any that is free" : "give another address or a port above 1023");
  }
  const auto bound = port_of(fd);
  return Listener(listener.release(), host, bound);
}

namespace {

// One request and what becomes of it. The library's threads and whoever answers share it.
struct Exchange {
  Request request;
  MHD_Connection* connection = nullptr;
  Clock::time_point began = Clock::now();
  bool seen_head = false, queued = false;
  std::size_t discarded = 0;               // bytes of a body that is too large
  std::mutex mutex;
  bool waiting = false;                    // suspended until there is an answer
  std::optional<Response> answer;
  bool answered = false;                   // later answers are dropped
  int status = 0;
  std::size_t bytes = 0;
};
using Shared = std::shared_ptr<Exchange>;

MHD_Result keep_header(void* to, MHD_ValueKind, const char* name, const char* value) {
  std::string key(name);
  for (auto& c : key) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  static_cast<Headers*>(to)->emplace_back(std::move(key), value ? value : "");
  return MHD_YES;
}

void drop_bytes(void* held) { delete static_cast<Bytes*>(held); }

}  // namespace

struct Server::Inside {
  Limits limits;
  Handler handler;
  MHD_Daemon* daemon = nullptr;

  // Connections, with when each came to what it does: those that trickle are shut, and the idle ones make room for others.
  enum class Does { idle, arriving, answering, leaving };
  struct Open { Clock::time_point since; Does does = Does::idle; };
  std::mutex mutex;
  std::condition_variable changed;
  std::unordered_map<int, Open> open;
  bool crowded = false;                    // a connection came while there was little room left
  std::unordered_set<Shared> running;      // being answered
  std::size_t unsent = 0;                  // that were waited for, and have not reached the client yet
  bool stopping = false;
  std::thread watch;

  // The library counts the connections of each of its threads by itself, so that one of them may be full before all are: an eighth is kept free.
  [[nodiscard]] std::size_t most_open() const { return std::max<std::size_t>(1, limits.connections - limits.connections / 8); }

  static int fd_of(MHD_Connection* connection) { return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd; }

  static void on_connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode code) {
    auto& in = *static_cast<Inside*>(self);
    const int fd = fd_of(connection);
    const std::scoped_lock lock(in.mutex);
    if (code != MHD_CONNECTION_NOTIFY_STARTED) {
      in.open.erase(fd);
      return;
    }
    in.open[fd] = {Clock::now()};
    if (in.open.size() <= in.most_open()) return;
    in.crowded = true;
    in.changed.notify_all();
  }

  // An idle connection is held as long as there is room; one with a request is given up where nothing moves on it.
  static void limit(MHD_Connection* connection, std::chrono::seconds stalled) {
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, static_cast<unsigned>(stalled.count()));
  }

  // The first line of a request is here.
  static void* on_target(void* self, const char* target, MHD_Connection* connection) {
    auto& in = *static_cast<Inside*>(self);
    auto* held = new Shared(std::make_shared<Exchange>());
    (*held)->request.target = target;
    (*held)->connection = connection;
    limit(connection, in.limits.stalled);
    const std::scoped_lock lock(in.mutex);
    in.open[fd_of(connection)] = {Clock::now(), Does::arriving};
    return held;
  }

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char*, const char* method, const char*, const char* data, std::size_t* size, void** held) {
    return static_cast<Inside*>(self)->take(connection, method, data, size, *static_cast<Shared*>(*held)) ? MHD_YES : MHD_NO;
  }

  static void on_completed(void* self, MHD_Connection* connection, void** held, MHD_RequestTerminationCode code) {
    auto& in = *static_cast<Inside*>(self);
    const std::unique_ptr<Shared> shared(static_cast<Shared*>(*held));
    *held = nullptr;
    if (!shared) return;
    auto& e = **shared;
    if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK) limit(connection, std::chrono::seconds(0));
    {
      const std::scoped_lock lock(in.mutex);
      if (const auto at = in.open.find(fd_of(connection)); at != in.open.end()) at->second = {Clock::now()};
      if (e.waiting) --in.unsent;
    }
    in.changed.notify_all();
    in.handler.done(e.request, e.status, e.bytes, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - e.began));
  }

  // Called when the head is there, for each piece of the body, at its end, and once more where the answer had to be waited for.
  bool take(MHD_Connection* connection, const char* method, const char* data, std::size_t* size, const Shared& e) {
    if (!e->seen_head) {
      e->seen_head = true;
      e->request.method = method;
      MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_header, &e->request.headers);
      if (auto early = handler.early(e->request)) return queue(connection, *e, std::move(*early));
      if (announced(e->request) > limits.body) return queue(connection, *e, handler.refusal(413));
      return true;
    }
    if (*size > 0) return body(*e, {data, std::exchange(*size, 0)});
    if (e->discarded > 0) return queue(connection, *e, handler.refusal(413));
    {
      const std::scoped_lock lock(e->mutex);
      if (e->answer) return queue(connection, *e, std::move(*std::exchange(e->answer, std::nullopt)));
    }
    {
      const std::scoped_lock lock(mutex);
      open[fd_of(connection)].does = Does::answering;
    }
    if (auto now = handler.now(e->request)) return queue(connection, *e, std::move(*now));
    wait(connection, e);
    return true;
  }

  static std::size_t announced(const Request& request) {
    const auto length = request.header("content-length");
    return length.size() > 12 ? ~std::size_t{0} : length.empty() ? 0 : std::strtoull(std::string(length).c_str(), nullptr, 10);
  }

  bool body(Exchange& e, std::string_view piece) const {
    if (e.discarded == 0 && e.request.body.size() + piece.size() <= limits.body) e.request.body += piece;
    else e.discarded += piece.size();
    return e.discarded <= patience;
  }

  void wait(MHD_Connection* connection, const Shared& e) {
    e->waiting = true;
    MHD_suspend_connection(connection);
    {
      const std::scoped_lock lock(mutex);
      running.insert(e);
      ++unsent;
    }
    Request request{e->request.method, e->request.target, e->request.headers, std::move(e->request.body)};
    handler.later(std::move(request), [this, e](Response response) { answer(e, std::move(response)); });
  }

  void answer(const Shared& e, Response response) {
    {
      const std::scoped_lock lock(e->mutex);
      if (e->answered) return;
      e->answered = true;
      e->answer = std::move(response);
    }
    const std::scoped_lock lock(mutex);
    running.erase(e);
    MHD_resume_connection(e->connection);
  }

  bool queue(MHD_Connection* connection, Exchange& e, Response response) const {
    if (e.queued) return true;
    e.queued = true;
    e.status = response.status;
    e.bytes = response.body->size();
    auto* held = new Bytes(std::move(response.body));
    auto* out = MHD_create_response_from_buffer_with_free_callback_cls((*held)->size(), const_cast<char*>((*held)->data()), drop_bytes, held);
    if (!out) return false;
    if (!response.type.empty()) MHD_add_response_header(out, "Content-Type", response.type.c_str());
    for (const auto& [name, value] : response.headers) MHD_add_response_header(out, name.c_str(), value.c_str());
    const auto queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
    MHD_destroy_response(out);
    return queued == MHD_YES;
  }

  // Shuts what arrives too slowly and what has to make room, and answers for those who take too long.
  void watching() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      changed.wait_for(lock, std::chrono::milliseconds(500), [&] { return stopping || crowded; });
      const auto now = Clock::now();
      for (auto& [fd, at] : open)
        if (at.does == Does::arriving && now - at.since > limits.arriving) shut(fd, at);
      if (std::exchange(crowded, false)) make_room();
      std::vector<Shared> late;
      for (const auto& e : running) if (now - e->began > limits.answering) late.push_back(e);
      lock.unlock();
      for (const auto& e : late) answer(e, handler.refusal(504));
      lock.lock();
    }
  }

  // The connection closes when the library hears of it.
  static void shut(int fd, Open& at) {
    at.does = Does::leaving;
    ::shutdown(fd, SHUT_RDWR);
  }

  // The idle ones leave, those first that have been so longest, until an eighth more is free than has to be: not for each that comes.
  void make_room() {
    std::vector<std::pair<Clock::time_point, int>> idle;
    std::size_t staying = 0;
    for (const auto& [fd, at] : open) {
      staying += at.does != Does::leaving;
      if (at.does == Does::idle) idle.emplace_back(at.since, fd);
    }
    const auto wanted = most_open() - most_open() / 8;
    std::ranges::sort(idle);
    for (const auto& [since, fd] : idle) {
      if (staying-- <= wanted) return;
      shut(fd, open[fd]);
    }
  }
};

Server::Server(Listener listener, const Limits& limits, Handler handler) : inside_(std::make_unique<Inside>()) {
  auto& in = *inside_;
  in.limits = limits;
  in.handler = std::move(handler);
  const auto keep = [](void*, MHD_Connection*, char* text) { return std::strlen(text); };   // what is escaped stays so: we undo it ourselves
  const MHD_OptionItem options[] = {
      {MHD_OPTION_LISTEN_SOCKET, listener.release(), nullptr},
      {MHD_OPTION_THREAD_POOL_SIZE, static_cast<intptr_t>(limits.threads), nullptr},
      {MHD_OPTION_CONNECTION_LIMIT, static_cast<intptr_t>(limits.connections), nullptr},
      {MHD_OPTION_CONNECTION_TIMEOUT, 0, nullptr},   // of those with a request: `limit`
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<intptr_t>(limits.memory), nullptr},
      {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
      {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<intptr_t>(&Inside::on_connection), &in},
      {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<intptr_t>(&Inside::on_completed), &in},
      {MHD_OPTION_URI_LOG_CALLBACK, reinterpret_cast<intptr_t>(&Inside::on_target), &in},
      {MHD_OPTION_UNESCAPE_CALLBACK, reinterpret_cast<intptr_t>(static_cast<std::size_t (*)(void*, MHD_Connection*, char*)>(keep)), nullptr},
      {MHD_OPTION_END, 0, nullptr},
  };
  in.daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, &Inside::on_request, &in,
                               MHD_OPTION_ARRAY, options, MHD_OPTION_END);
  if (!in.daemon) throw std::runtime_error("the HTTP library does not start");
  in.watch = std::thread([&in] { in.watching(); });
}

void Server::stop() {
  auto& in = *inside_;
  if (!in.daemon) return;
  const int listening = MHD_quiesce_daemon(in.daemon);
  {
    std::unique_lock lock(in.mutex);
    in.changed.wait_for(lock, in.limits.finishing, [&] { return in.unsent == 0; });
    in.stopping = true;
  }
  in.changed.notify_all();
  in.watch.join();
  std::unordered_set<Shared> late;
  {
    const std::scoped_lock lock(in.mutex);
    late = in.running;
  }
  for (const auto& e : late) in.answer(e, in.handler.refusal(503));
  MHD_stop_daemon(std::exchange(in.daemon, nullptr));
  if (listening >= 0) ::close(listening);
}

Server::~Server() { stop(); }

}  // namespace dedere::serve
