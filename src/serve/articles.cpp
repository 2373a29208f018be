// Articles: what they say, and the brief on it.
#include "brief/brief.hpp"
#include "brief/brief_page.hpp"
#include "brief/html.hpp"
#include "brief/json.hpp"
#include "brief/markdown.hpp"
#include "read/json.hpp"
#include "read/source.hpp"
#include "receipt/receipt.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

// The body's articles, as the commands read standard input.
Result<std::vector<read::Article>> articles(const Desk& desk, const Call& call) {
  const auto published = TRY(call.day_if_given("published"));
  auto found = TRY(read::articles(call.body, "the text", "-"));
  for (auto& article : found) {
    if (published) article.published = published;
    if (!article.published) article.published = desk.library().reader.stated_day(article);
  }
  return found;
}

}  // namespace

Result<Response> read(Desk& desk, const Call& call) {
  Json list = Json::array();
  for (const auto& article : TRY(articles(desk, call))) {
    const auto& reader = desk.library().reader;
    auto one = Json::parse(read::claims_line(article, reader.read(article), reader.speaks(article.text) ? "en" : ""));
    one["text"] = article.text;
    list.push_back(std::move(one));
  }
  return json(Json{{"schema", "dedere/read/1"}, {"articles", std::move(list)}});
}

Result<Response> brief(Desk& desk, const Call& call) {
  const auto format = call.text("format");
  if (!format.empty() && format != "json" && format != "html" && format != "md") return unusable("`format` is none that a brief has", "write `json`, `html` or `md`");
  const auto article = TRY(articles(desk, call)).front();
  auto asked = TRY(call.asked());
  if (!asked.as_known) asked.as_known = article.published;
  const auto* now = TRY(desk.now(asked));
  const auto answer = brief::brief(now->setting, article, desk.library().reader.read(article));
  if (format.empty() || format == "json") return json(brief::json(answer));
  auto page = brief::brief_page(answer);
  if (format == "md") return Response{.type = "text/markdown; charset=utf-8", .body = bytes(brief::markdown(page))};
  if (const auto receipts = receipt::of(now->setting, answer)) page.receipt = receipt::text(*receipts);   // a page without a receipt is a page all the same
  return Response{.type = "text/html; charset=utf-8", .body = bytes(brief::html(page))};
}

}  // namespace dedere::serve
