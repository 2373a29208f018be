// What the server says of itself when an answer does not come; tests/serve.py has the rest.
#include "serve/http.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <utility>
#include <vector>

namespace dedere::serve {
namespace {

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
  }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Client() { if (fd_ >= 0) ::close(fd_); }

  void send(std::string_view bytes) const { (void)::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  // Bytes of the server until these have come, or it has closed.
  [[nodiscard]] std::string read(std::string_view until = "no such bytes") const {
    std::string all;
    char buffer[4096];
    for (ssize_t got = 0; all.find(until) == std::string::npos && (got = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;) all.append(buffer, static_cast<std::size_t>(got));
    return all;
  }
  // Does it answer a request?
  [[nodiscard]] bool answers() const {
    send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    return read("well").starts_with("HTTP/1.1 200");
  }

 private:
  int fd_;
};

// Says that all is well.
Handler cheerful() {
  Handler handler;
  handler.early = [](const Request&) { return std::nullopt; };
  handler.now = [](const Request&) { return Response{.body = bytes("well")}; };
  handler.refusal = [](int status) { return Response{.status = status, .body = bytes("too long")}; };
  handler.done = [](const Request&, int, std::size_t, std::chrono::microseconds) {};
  return handler;
}

TEST(Server, AnswersForWhatTakesTooLong) {  // once: what comes after that is dropped
  std::mutex mutex;
  std::vector<Reply> held;
  auto handler = cheerful();
  handler.now = [](const Request&) { return std::nullopt; };
  handler.later = [&](Request&&, Reply reply) {
    const std::scoped_lock lock(mutex);
    held.push_back(std::move(reply));
  };
  auto listener = listen("127.0.0.1", 0);
  ASSERT_TRUE(listener);
  const auto port = listener->port();
  Server server(std::move(*listener), {.answering = std::chrono::seconds(0)}, handler);
  const Client client(port);
  client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  const auto said = client.read();
  EXPECT_TRUE(said.starts_with("HTTP/1.1 504")) << said;
  EXPECT_TRUE(said.ends_with("too long")) << said;
  const std::scoped_lock lock(mutex);
  ASSERT_EQ(held.size(), 1U);
  held[0]({.body = bytes("at last")});
}

TEST(Server, HoldsIdleConnectionsAsLongAsThereIsRoom) {
  auto listener = listen("127.0.0.1", 0);
  ASSERT_TRUE(listener);
  const auto port = listener->port();
  Server server(std::move(*listener), {.connections = 32, .threads = 1}, cheerful());
  const Client busy(port);
  ASSERT_TRUE(busy.answers());
  std::vector<Client> idle;
  for (int i = 0; i < 20; ++i) idle.emplace_back(port);
  EXPECT_TRUE(busy.answers());
  for (const auto& one : idle) EXPECT_TRUE(one.answers()) << "there is room for all";
  EXPECT_TRUE(busy.answers());
  // Many more come than there is room for.
  for (int i = 0; i < 100; ++i) {
    idle.emplace_back(port);
    if (i % 5 == 0) { ASSERT_TRUE(busy.answers()) << "one that has just been used is not the longest idle, after " << i; }
  }
  EXPECT_TRUE(idle.back().answers());
  EXPECT_EQ(idle.front().read(), "") << "the longest idle has made room";
}

TEST(Server, CutsOffARequestThatDoesNotArrive) {
  auto listener = listen("127.0.0.1", 0);
  ASSERT_TRUE(listener);
  const auto port = listener->port();
  Server server(std::move(*listener), {.threads = 1, .arriving = std::chrono::seconds(1)}, cheerful());
  const Client slow(port), idle(port);
  slow.send("GET / HTTP/1.1\r\nHost: 127.");
  EXPECT_EQ(slow.read(), "");
  idle.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  EXPECT_TRUE(idle.read("well").starts_with("HTTP/1.1 200")) << "one that has not begun is not slow";
}

}  // namespace
}  // namespace dedere::serve
