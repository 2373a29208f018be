// HTTP/1.1 over TCP: the one file that knows the library that speaks it (GNU libmicrohttpd).
//
//     auto listener = TRY(listen("127.0.0.1", 8765));
//     Server server(std::move(listener), limits, handler);
//     …
//     server.stop();      // takes no more requests, finishes those that run
//
// The handler is called on one of few threads that also read and write: it must be quick, and hand on what is not.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "serve/message.hpp"

namespace dedere::serve {

struct Limits {
  std::size_t body = 1U << 20U;            // bytes of a request's body: 413
  std::size_t memory = 32U << 10U;         // bytes of its first line and headers, and of what is being written: 414, 431
  unsigned connections = 4'000;            // at a time; where they come near that, those that have been idle longest are closed
  unsigned threads = 2;                    // that read and write
  std::chrono::seconds stalled{75};        // a client that takes nothing of its answer for so long is cut off
  std::chrono::seconds arriving{20};       // a request that has not come in whole by then is dropped, with its connection
  std::chrono::seconds answering{60};      // after that, 504
  std::chrono::seconds finishing{10};      // what runs when the server stops has so long to end
};

// A socket that listens. A012 where there is none to be had, such as on a port that is in use.
class Listener {
 public:
  Listener(int socket, std::string host, std::uint16_t port) : socket_(socket), host_(std::move(host)), port_(port) {}
  Listener(Listener&& other) noexcept : socket_(std::exchange(other.socket_, -1)), host_(std::move(other.host_)), port_(other.port_) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  Listener& operator=(Listener&&) = delete;
  ~Listener();
  [[nodiscard]] std::string address() const;       // "http://127.0.0.1:8765/"
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int release() { return std::exchange(socket_, -1); }

 private:
  int socket_;
  std::string host_;
  std::uint16_t port_;
};
[[nodiscard]] Result<Listener> listen(const std::string& host, std::uint16_t port);   // port 0: any that is free
[[nodiscard]] bool is_loopback(const std::string& host);

// Takes the answer, once, from any thread; later calls do nothing.
using Reply = std::function<void(Response)>;

struct Handler {
  // Before the body is read: an answer that needs none of it, such as a refusal.
  std::function<std::optional<Response>(const Request& head)> early;
  // An answer at once, or none: then `later` is called.
  std::function<std::optional<Response>(const Request&)> now;
  std::function<void(Request&&, Reply)> later;
  // What the server itself has to say: to a body that is too large (413), to an answer that takes too long (504).
  std::function<Response(int status)> refusal;
  // Of each request that was answered or broken off.
  std::function<void(const Request&, int status, std::size_t bytes, std::chrono::microseconds took)> done;
};

class Server {
 public:
  // Throws std::runtime_error where the library cannot start, which is our own mistake.
  Server(Listener listener, const Limits& limits, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  void stop();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace dedere::serve
