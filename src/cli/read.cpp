// dedere read FILE|-…: articles in, claims out.
#include "read/read.hpp"

#include <fmt/core.h>

#include "cli/article.hpp"
#include "cli/command.hpp"
#include "cli/page.hpp"
#include "read/json.hpp"

namespace dedere::cli {
namespace {

std::string days(const read::Claim& claim) {
  if (!claim.from) return claim.to ? "to " + claim.to->text() : "";
  return !claim.to || claim.to == claim.from ? claim.from->text() : claim.from->text() + "/" + claim.to->text();
}

// "travel  planned  putin  mn  2024-09-02/2024-09-03", then who says so, then the words.
void print_claim(const read::Claim& claim) {
  std::string line = read::name(claim.kind);
  const auto add = [&](std::string_view word) { if (!word.empty()) line += fmt::format("  {}", word); };
  if (claim.status) add(read::name(*claim.status));
  if (claim.polarity == read::Polarity::negative) add("not");
  add(claim.person.empty() ? claim.person_name : claim.person);
  add(claim.state);
  add(days(claim));
  add(claim.value);
  fmt::print("{}\n", line);
  if (!claim.attributed_to.empty()) fmt::print("    says   {}{}\n", claim.attributed_to, claim.via.empty() ? "" : ", through " + claim.via);
  fmt::print("    words  {}\n", claim.quote.text);
  fmt::print("    rule   {}\n", claim.rule);
}

}  // namespace

Result<int> read(const Options& options, const ReadOptions& command) {
  std::optional<time::Date> published;
  if (!command.published.empty()) published = TRY(parse_day(command.published, "--published"));
  const auto package = TRY(record::load(options.record));
  const auto reader = TRY(make_reader(package));
  for (const auto& file : command.files) {
    const auto article = TRY(read_article(file, published, reader));
    if (command.explain) { print_line(reader.explain(article)); continue; }
    const auto claims = reader.read(article);
    if (options.format == Format::json) { print_line(read::claims_line(article, claims)); continue; }
    fmt::print("{}{}: {} claims\n", article.id, article.published ? ", " + article.published->words() : std::string(", no day"), claims.size());
    for (const auto& claim : claims) print_claim(claim);
  }
  return 0;
}

}  // namespace dedere::cli
