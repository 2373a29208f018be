// From requests to answers: what is refused, what is at hand, and what is worked out by the pool.
//
//     Service service(library, {.pages = "build/web"});
//     Server server(std::move(listener), limits, service.handler());
//
// Everything that a GET answers is a function of the law, the record, the program and the question: the digest of these is its ETag, known before the answer is.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "serve/cache.hpp"
#include "serve/http.hpp"
#include "serve/metrics.hpp"
#include "serve/pages.hpp"
#include "serve/pool.hpp"

namespace dedere::serve {

struct Settings {
  std::filesystem::path pages = {};         // folder of the page's files; none: the API alone
  std::string openapi = {};                 // the text of docs/openapi.json
  std::map<std::string, std::string> schemas = {};   // that it refers to, by the name of their files
  std::string build = {};                   // tells one build of the program from another
  std::string allow_origin = {};            // pages of this origin, or "*" of any, may read the API
  std::vector<std::string> hosts = {};      // names by which it may be called, beside addresses; blank: any
  unsigned threads = 2;
  std::size_t cache_bytes = 64U << 20U;
  std::function<void(const std::string& line)> log = {};   // a line of JSON for each request, without the question
};

class Service {
 public:
  Service(std::shared_ptr<const Library> library, Settings settings);
  [[nodiscard]] Handler handler();   // refers to the service

  // As Handler says (serve/http.hpp).
  [[nodiscard]] std::optional<Response> early(const Request& head) const;
  [[nodiscard]] std::optional<Response> now(const Request& request);
  void later(Request request, const Reply& reply);
  [[nodiscard]] Response refusal(int status) const;
  void done(const Request& request, int status, std::size_t bytes, std::chrono::microseconds took);

  // All of it in one, on the caller's desk: for tests.
  [[nodiscard]] Response answer(const Request& request, Desk& desk);

 private:
  struct Asking;   // a request that is understood
  [[nodiscard]] std::optional<Response> understand(const Request& request, Asking& asking) const;
  [[nodiscard]] std::optional<Response> at_hand(const Request& request, const Asking& asking);
  [[nodiscard]] Response work_out(const Request& request, const Asking& asking, Desk& desk);
  [[nodiscard]] std::optional<Response> fixed(const Target& target) const;
  [[nodiscard]] Response page(const Request& request, const Target& target) const;
  [[nodiscard]] std::string tag(const Asking& asking) const;
  [[nodiscard]] Response finished(Response response) const;   // with the headers that every answer has
  [[nodiscard]] std::string label(const Request& request) const;

  Settings settings_;
  Pages pages_;
  std::string seed_;       // of ETags
  Cache cache_;
  mutable Metrics metrics_;
  Pool pool_;
};

}  // namespace dedere::serve
