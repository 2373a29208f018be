// What the server says of itself when an answer does not come; tests/serve.py has the rest.
#include "serve/http.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <vector>

namespace dedere::serve {
namespace {

// All that the server at this port answers to the bytes, until it closes.
std::string answer(std::uint16_t port, std::string_view request) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string all;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 && ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) all.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(fd);
  return all;
}

TEST(Server, AnswersForWhatTakesTooLong) {  // once: what comes after that is dropped
  std::mutex mutex;
  std::vector<Reply> held;
  Handler handler;
  handler.early = [](const Request&) { return std::nullopt; };
  handler.now = [](const Request&) { return std::nullopt; };
  handler.later = [&](Request&&, Reply reply) {
    const std::scoped_lock lock(mutex);
    held.push_back(std::move(reply));
  };
  handler.refusal = [](int status) { return Response{.status = status, .body = bytes("too long")}; };
  handler.done = [](const Request&, int, std::size_t, std::chrono::microseconds) {};
  auto listener = listen("127.0.0.1", 0);
  ASSERT_TRUE(listener);
  const auto port = listener->port();
  Server server(std::move(*listener), {.answering = std::chrono::seconds(0)}, handler);
  const auto said = answer(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(said.starts_with("HTTP/1.1 504")) << said;
  EXPECT_TRUE(said.ends_with("too long")) << said;
  const std::scoped_lock lock(mutex);
  ASSERT_EQ(held.size(), 1U);
  held[0]({.body = bytes("at last")});
}

}  // namespace
}  // namespace dedere::serve
