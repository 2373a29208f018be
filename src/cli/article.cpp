#include "cli/article.hpp"

#include <filesystem>

#include "cli/files.hpp"
#include "read/of_record.hpp"
#include "read/text.hpp"

namespace dedere::cli {

Result<read::Article> read_article(const std::string& file, std::optional<time::Date> published, const read::Reader& reader) {
  const auto bytes = TRY(read_file(file, read::most_bytes));
  auto text = TRY(read::decode(bytes, file == "-" ? "standard input" : file));
  read::Article article{file == "-" ? file : std::filesystem::path(file).stem().string(), std::move(text.utf8), published};
  if (!article.published) article.published = reader.stated_day(article);
  return article;
}

Result<read::Reader> make_reader(const record::Package& package) {
  const auto lexicon = TRY(read::Lexicon::load((home() / "lexicon" / "en").string()));
  return read::Reader(lexicon, read::gazetteer(package.as_known({})));
}

}  // namespace dedere::cli
