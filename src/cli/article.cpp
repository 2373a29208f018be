#include "cli/article.hpp"

#include <filesystem>

#include "cli/files.hpp"
#include "cli/hits.hpp"
#include "read/of_record.hpp"
#include "read/source.hpp"
#include "read/text.hpp"

namespace dedere::cli {

Result<std::vector<read::Article>> read_articles(const std::string& file, std::optional<time::Date> published, const read::Reader& reader) {
  const auto bytes = TRY(read_file(file, read::most_bytes));
  auto found = TRY(read::articles(bytes, file == "-" ? "standard input" : file, file == "-" ? file : std::filesystem::path(file).stem().string()));
  for (auto& article : found) {
    if (published) article.published = published;
    if (!article.published) article.published = reader.stated_day(article);
  }
  return found;
}

Result<read::Article> read_article(const std::string& file, std::optional<time::Date> published, const read::Reader& reader) {
  return TRY(read_articles(file, published, reader)).front();
}

Result<read::Reader> make_reader(const record::Package& package) {
  const auto lexicon = TRY(read::Lexicon::load((home() / "lexicon" / "en").string()));
  const auto persons = package.as_known({});
  return read::Reader(lexicon, read::gazetteer(persons), read::spelling(TRY(names_lexicon()), persons));
}

}  // namespace dedere::cli
