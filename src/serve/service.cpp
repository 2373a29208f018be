#include "serve/service.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "record/sha256.hpp"
#include "serve/accept.hpp"
#include "serve/compress.hpp"
#include "serve/problem.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t longest_target = 8U << 10U, most_header_bytes = 16U << 10U, most_headers = 64, least_to_compress = 512;

// What the page may load and do: its own files only.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}";
// What an answer may do if it is opened as a page: nothing.
constexpr std::string_view answer_policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

bool is_api(const Target& target) {
  const auto& first = target.path.front();
  return first == "api" || first == "feeds" || first == "schema" || (target.path.size() == 1 && (first == "health" || first == "metrics" || first == "openapi.json"));
}

std::string listed(const std::vector<std::string_view>& methods) {
  std::string out;
  for (const auto method : methods) out += fmt::format("{}{}", out.empty() ? "" : ", ", method == "GET" ? "GET, HEAD" : method);
  return out + ", OPTIONS";
}

// "localhost:8765" -> "localhost", "[::1]:80" -> "::1".
std::string_view host_of(std::string_view header) {
  if (header.starts_with('[')) return header.substr(1, header.find(']') - 1);
  return header.substr(0, header.find(':'));
}

bool is_address(std::string_view host) { return host.find(':') != std::string_view::npos || host.find_first_not_of("0123456789.") == std::string_view::npos; }

}  // namespace

struct Service::Asking {
  Target target;
  const Route* route = nullptr;
  std::vector<std::string> captured;
  bool compressed = false;
  std::string key;   // of the question, however its parameters are ordered; blank for a POST
};

Service::Service(std::shared_ptr<const Library> library, Settings settings)
    : settings_(std::move(settings)), pages_(settings_.pages.empty() ? Pages() : Pages::load(settings_.pages)),
      seed_(library->digests.law + library->digests.record + library->digests.program + settings_.build), cache_(settings_.cache_bytes),
      pool_(library, {settings_.threads, 2'000}, {1, 16}) {}

Handler Service::handler() {
  return {[this](const Request& head) { return early(head); }, [this](const Request& r) { return now(r); }, [this](Request&& r, Reply reply) { later(std::move(r), reply); },
          [this](int status) { return refusal(status); },
          [this](const Request& r, int status, std::size_t bytes, std::chrono::microseconds took) { done(r, status, bytes, took); }};
}

Response Service::finished(Response response) const {
  const auto add = [&](const char* name, std::string value) {
    if (std::ranges::find(response.headers, name, &Headers::value_type::first) == response.headers.end()) response.headers.emplace_back(name, std::move(value));
  };
  add("Content-Security-Policy", std::string(answer_policy));
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  add("Cache-Control", response.status < 300 ? "no-cache" : "no-store");
  if (settings_.allow_origin.empty()) add("Cross-Origin-Resource-Policy", "same-origin");
  else add("Access-Control-Allow-Origin", settings_.allow_origin);
  return response;
}

Response Service::refusal(int status) const {
  switch (status) {
    case 413: return finished(problem(413, "the body is larger than may be sent", "send less: an article has at most 1 MiB"));
    case 504: return finished(problem(504, "the answer takes too long", "ask for less: fewer days, a shorter text"));
    default: return finished(problem(503, "the server is busy or stops", "ask again in a second", {{"Retry-After", "1"}}));
  }
}

std::optional<Response> Service::early(const Request& head) const {
  const auto refuse = [&](int status, std::string message, std::string help, Headers headers = {}) { return finished(problem(status, std::move(message), std::move(help), std::move(headers))); };
  if (head.target.size() > longest_target) return refuse(414, "the address is longer than 8 KiB", "ask for less at a time");
  std::size_t bytes = 0;
  for (const auto& [name, value] : head.headers) bytes += name.size() + value.size();
  if (head.headers.size() > most_headers || bytes > most_header_bytes) return refuse(431, "there are more headers than are taken", "send at most 64, of 16 KiB together");
  const auto host = host_of(head.header("host"));
  // A page elsewhere could have its name point at this machine, and so read what only this machine may: names that are not ours are not answered.
  if (!settings_.hosts.empty() && !is_address(host) && std::ranges::find(settings_.hosts, host) == settings_.hosts.end())
    return refuse(421, fmt::format("this server is not called `{}`", host), "call it by its address, or by a name that `--name` gave it");
  if (head.method == "GET" || head.method == "HEAD") return std::nullopt;
  Asking asking;
  if (auto answer = understand(head, asking)) return answer;
  return std::nullopt;
}

// Finds the route and checks all that can be said without working out the answer.
std::optional<Response> Service::understand(const Request& request, Asking& asking) const {
  const auto refuse = [&](int status, std::string message, std::string help, Headers headers = {}) { return finished(problem(status, std::move(message), std::move(help), std::move(headers))); };
  auto target = Target::parse(request.target);
  if (!target) return refuse(400, "the address is not written as one", "begin with /, and write what is neither letter nor digit as %XX of its UTF-8");
  asking.target = std::move(*target);
  if (request.method != "GET" && request.method != "HEAD" && request.method != "POST" && request.method != "OPTIONS")
    return refuse(405, fmt::format("the method {} is not taken", request.method.substr(0, 40)), "nothing can be changed here: GET and POST ask", {{"Allow", "GET, HEAD, POST, OPTIONS"}});
  if (!is_api(asking.target)) {
    if (request.method == "GET" || request.method == "HEAD") return page(request, asking.target);
    return refuse(405, "a page is only to be read", "use GET", {{"Allow", "GET, HEAD"}});
  }
  auto found = find_route(request.method, asking.target);
  if (request.method == "OPTIONS" && !found.methods.empty()) {
    Headers headers{{"Allow", listed(found.methods)}};
    if (!settings_.allow_origin.empty()) {
      headers.emplace_back("Access-Control-Allow-Methods", listed(found.methods));
      headers.emplace_back("Access-Control-Allow-Headers", "Content-Type");
      headers.emplace_back("Access-Control-Max-Age", "86400");
    }
    return finished({.status = 204, .type = "", .headers = std::move(headers)});
  }
  if (!found.route && !found.methods.empty()) return refuse(405, fmt::format("{} is not taken here", request.method), "use " + listed(found.methods), {{"Allow", listed(found.methods)}});
  if (!found.route) return refuse(404, "there is nothing at this address", "/openapi.json says what there is");
  asking.route = found.route;
  asking.captured = std::move(found.captured);
  if (const auto good = check_parameters(*asking.route, asking.target); !good) return finished(problem(400, good.error()));
  const auto takes = [&](std::string_view type) { return accepts(request.header("accept"), type); };
  if (!std::ranges::any_of(asking.route->types, takes)) return refuse(406, fmt::format("this is only to be had as {}", asking.route->types.front()), "leave out the header Accept, or allow that type");
  const auto& types = asking.route->takes;
  if (request.method == "POST" && std::ranges::none_of(types, [&](std::string_view type) { return !request.header("content-type").empty() && accepts(type, request.header("content-type")); }))
    return refuse(415, "a body of this type is not taken", fmt::format("say `Content-Type: {}`", types.front()));
  asking.compressed = accepts_gzip(request.header("accept-encoding"));
  if (request.method == "POST") return std::nullopt;
  auto parameters = asking.target.parameters;
  std::ranges::stable_sort(parameters);
  for (const auto& part : asking.target.path) asking.key += '/' + part;
  for (const auto& [name, value] : parameters) asking.key += fmt::format("{}{}={}", '\0', name, value);
  return std::nullopt;
}

std::string Service::tag(const Asking& asking) const { return fmt::format("W/\"{}\"", record::sha256(seed_ + asking.key).substr(0, 32)); }

std::optional<Response> Service::now(const Request& request) {
  Asking asking;
  if (auto answer = understand(request, asking)) return answer;
  return at_hand(request, asking);
}

std::optional<Response> Service::at_hand(const Request& request, const Asking& asking) {
  if (asking.key.empty()) return std::nullopt;
  if (auto answer = fixed(asking.target)) return finished(std::move(*answer));
  if (const auto known = request.header("if-none-match"); !known.empty() && known != "*")
    if (const auto own = tag(asking); names_tag(known, own)) return finished({.status = 304, .type = "", .headers = {{"ETag", own}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}}});
  auto kept = cache_.find(asking.key + (asking.compressed ? "\1" : ""));
  if (kept) metrics_.hit();
  return kept;
}

// What needs no desk.
std::optional<Response> Service::fixed(const Target& target) const {
  const auto& name = target.path.front();
  if (name == "health") return Response{.body = bytes("{\"status\":\"ok\"}\n"), .headers = {{"Cache-Control", "no-store"}}};
  if (name == "metrics")
    return Response{.type = "text/plain; version=0.0.4; charset=utf-8", .body = bytes(metrics_.text({cache_.size(), pool_.waiting(Weight::quick), pool_.waiting(Weight::lengthy)})), .headers = {{"Cache-Control", "no-store"}}};
  if (name == "openapi.json") return Response{.body = bytes(settings_.openapi)};
  if (name == "schema") {
    const auto found = settings_.schemas.find(target.path.back());
    return found == settings_.schemas.end() ? problem(404, "there is no such schema", "/openapi.json refers to those that there are") : Response{.type = "application/schema+json", .body = bytes(found->second)};
  }
  return std::nullopt;
}

Response Service::page(const Request& request, const Target& target) const {
  if (pages_.empty()) return finished({.status = 404, .type = "text/plain; charset=utf-8", .body = bytes("The page is not built: `./dedere serve` builds it where npm is at hand.\nThe API answers all the same; /openapi.json says what.\n")});
  std::string path;
  for (const auto& part : target.path) path += '/' + part;
  const auto* found = pages_.find(path);
  if (!found) return finished(problem(404, "there is no such file", "the page begins at /"));
  Headers headers{{"ETag", found->tag}, {"Cache-Control", found->for_ever ? "public, max-age=31536000, immutable" : "no-cache"}, {"Vary", "Accept-Encoding"},
                  {"Content-Security-Policy", fmt::format(fmt::runtime(page_policy), target.parameter("embed") == "1" ? "*" : "'self'")}, {"Cross-Origin-Opener-Policy", "same-origin"}};
  if (names_tag(request.header("if-none-match"), found->tag)) return finished({.status = 304, .type = "", .headers = std::move(headers)});
  const bool small = found->compressed && accepts_gzip(request.header("accept-encoding"));
  if (small) headers.emplace_back("Content-Encoding", "gzip");
  return finished({.type = found->type, .body = small ? found->compressed : found->bytes, .headers = std::move(headers)});
}

void Service::later(Request request, const Reply& reply) {
  Asking asking;
  if (auto answer = understand(request, asking)) return reply(std::move(*answer));
  const auto weight = asking.route->weight;
  auto work = [this, reply, request = std::move(request), asking = std::move(asking)](Desk& desk) { reply(work_out(request, asking, desk)); };
  if (!pool_.submit(weight, std::move(work))) reply(refusal(503));
}

Response Service::work_out(const Request& request, const Asking& asking, Desk& desk) {
  auto made = [&]() -> Result<Response> {
    try {
      return asking.route->answer(desk, {asking.target, asking.captured, request.body, request.header("content-type")});
    } catch (const std::exception&) {
      return problem(500, "the answer could not be made", "report the question: it is a fault of the program");
    }
  }();
  if (!made) return finished(problem(status_of(made.error()), made.error()));
  auto response = std::move(*made);
  if (response.status != 200) return finished(std::move(response));
  if (!asking.key.empty()) response.headers.emplace_back("ETag", tag(asking));
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (asking.compressed && response.body->size() >= least_to_compress) {
    response.body = bytes(gzip(*response.body));
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  response = finished(std::move(response));
  metrics_.miss();
  if (!asking.key.empty()) cache_.keep(asking.key + (asking.compressed ? "\1" : ""), response);
  return response;
}

Response Service::answer(const Request& request, Desk& desk) {
  if (auto refused = early(request)) return std::move(*refused);
  Asking asking;
  if (auto answer = understand(request, asking)) return std::move(*answer);
  if (auto kept = at_hand(request, asking)) return std::move(*kept);
  return work_out(request, asking, desk);
}

// The route, for the metrics: never what was asked.
std::string Service::label(const Request& request) const {
  const auto target = Target::parse(request.target);
  if (!target) return "none";
  if (!is_api(*target)) return "page";
  const auto found = find_route(request.method, *target);
  return found.route ? std::string(found.route->path) : "none";
}

void Service::done(const Request& request, int status, std::size_t bytes, std::chrono::microseconds took) {
  const auto route = label(request);
  metrics_.request(route, status, bytes, took);
  if (!settings_.log) return;
  const auto seconds = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  const nlohmann::ordered_json line{{"time", seconds}, {"method", request.method.substr(0, 16)}, {"route", route}, {"status", status}, {"bytes", bytes}, {"ms", static_cast<double>(took.count()) / 1000}};
  settings_.log(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace dedere::serve
