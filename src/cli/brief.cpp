// dedere brief FILE|-: an article in, a brief out, as known on the day of publication.
#include "brief/brief.hpp"

#include "brief/brief_page.hpp"
#include "brief/json.hpp"
#include "cli/article.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"

namespace dedere::cli {

Result<int> brief(const Options& options, const BriefOptions& command) {
  std::optional<time::Date> published;
  if (!command.published.empty()) published = TRY(parse_day(command.published, "--published"));
  auto house = TRY(load(options));
  const auto reader = TRY(make_reader(house.package));
  const auto article = TRY(read_article(command.file, published, reader));
  const auto claims = reader.read(article);
  const auto now = TRY(known(house, options, options.as_known ? options.as_known : article.published));
  const auto page = brief::brief(setting(house, now), article, claims);
  print(options, brief::brief_page(page), [&] { return brief::json(page); });
  return 0;
}

}  // namespace dedere::cli
