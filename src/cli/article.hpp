// From an article's file to its claims.
#pragma once

#include "brief/setting.hpp"
#include "cli/options.hpp"
#include "read/read.hpp"

namespace dedere::cli {

// The articles of a file, or of standard input for "-": one, or as many as a feed has items. `published`, where given, is the day of each of them;
// otherwise what metadata or the text itself states.
[[nodiscard]] Result<std::vector<read::Article>> read_articles(const std::string& file, std::optional<time::Date> published, const read::Reader& reader);

// The first of them. The text of a file, or of standard input for "-", as UTF-8. `published` as the article states it, where the caller gives no day.
[[nodiscard]] Result<read::Article> read_article(const std::string& file, std::optional<time::Date> published, const read::Reader& reader);

// A reader of the language that we have words for, with the names of the record.
[[nodiscard]] Result<read::Reader> make_reader(const record::Package& package);

}  // namespace dedere::cli
