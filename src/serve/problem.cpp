#include "serve/problem.hpp"

#include <nlohmann/json.hpp>

#include "brief/json_parts.hpp"

namespace dedere::serve {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Diagnostic& d) {
  constexpr const char* severities[] = {"error", "warning", "note"};
  Json out{{"code", d.code}, {"severity", severities[static_cast<int>(d.severity)]}, {"message", d.message}, {"help", brief::or_null(d.help)}, {"notes", d.notes}};
  if (!d.place.file.empty()) out["place"] = {{"file", d.place.file}, {"line", d.place.line}, {"column", d.place.column}, {"text", brief::or_null(d.place.text)}, {"label", brief::or_null(d.label)}};
  return out;
}

}  // namespace

std::string_view title_of(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Internal Server Error";
  }
}

Response problem(int status, const Failure& failure, Headers headers) {
  Json diagnostics = Json::array();
  for (const auto& d : failure.diagnostics()) diagnostics.push_back(to_json(d));
  return {status, "application/problem+json",
          bytes(brief::dumped({{"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", failure.diagnostics().front().message}, {"diagnostics", std::move(diagnostics)}})), std::move(headers)};
}

Response problem(int status, std::string message, std::string help, Headers headers) {
  return problem(status, Failure(fault("H001", std::move(message), std::move(help))), std::move(headers));
}

int status_of(const Failure& failure) {
  const auto& code = failure.diagnostics().front().code;
  return code == "A003" || code == "A004" || code == "A009" ? 404 : 400;
}

}  // namespace dedere::serve
