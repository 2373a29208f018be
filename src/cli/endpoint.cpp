#include "cli/endpoint.hpp"

#include <curl/curl.h>
#include <fmt/core.h>

#include <cstdlib>
#include <memory>

#include "base/diagnostic.hpp"

namespace dedere::cli {
namespace {

constexpr std::size_t most_answer = std::size_t{4} << 20U;
constexpr long longest_wait = 120;   // seconds

std::size_t keep(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > most_answer) return 0;   // curl stops
  body.append(data, size * count);
  return size * count;
}

struct Session {   // once a process, before the first request of any thread
  Session() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { curl_global_cleanup(); }
};

Failure unreachable(const std::string& address, const std::string& why) {
  return Failure(fault("T017", fmt::format("`{}` gives no answer: {}", address, why), "check the address and the model's name, or read without --second"));
}

}  // namespace

Result<std::string> post_json(const std::string& address, const std::string& body) {
  static const Session session;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) return unreachable(address, "no memory for a request");
  auto* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  if (const char* key = std::getenv("DEDERE_SECOND_KEY")) headers = curl_slist_append(headers, (std::string("Authorization: Bearer ") + key).c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> freed(headers, &curl_slist_free_all);
  std::string answer;
  auto* c = handle.get();
  curl_easy_setopt(c, CURLOPT_URL, address.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(c, CURLOPT_TIMEOUT, longest_wait);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &keep);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &answer);
  const auto done = curl_easy_perform(c);
  if (done != CURLE_OK) return unreachable(address, curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return unreachable(address, fmt::format("status {}", status));
  return answer;
}

}  // namespace dedere::cli
