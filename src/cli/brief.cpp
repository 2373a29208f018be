// dedere brief FILE|-: an article in, a brief out, as known on the day of publication.
#include "brief/brief.hpp"

#include "brief/brief_page.hpp"
#include "brief/json.hpp"
#include "cli/article.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/receipt.hpp"

namespace dedere::cli {

Result<int> brief(const Options& options, const BriefOptions& command) {
  std::optional<time::Date> published;
  if (!command.published.empty()) published = TRY(parse_day(command.published, "--published"));
  auto house = TRY(load(options));
  const auto reader = TRY(make_reader(house.package));
  const auto article = TRY(read_article(command.file, published, reader));
  const auto claims = reader.read(article);
  const auto now = TRY(known(house, options, options.as_known ? options.as_known : article.published));
  const auto set = setting(house, now);
  const auto answer = brief::brief(set, article, claims);
  auto page = brief::brief_page(answer);
  TRY(write_receipt(options, [&] { return receipt::of(set, answer); }, &page));
  print(options, page, [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
