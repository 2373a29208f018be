// dedere read FILE|FOLDER|-…: articles in, claims out.
#include "read/read.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <span>

#include "base/side_by_side.hpp"
#include "cli/article.hpp"
#include "cli/command.hpp"
#include "cli/endpoint.hpp"
#include "cli/files.hpp"
#include "cli/page.hpp"
#include "read/group.hpp"
#include "read/json.hpp"

namespace dedere::cli {
namespace {

std::string days(const read::Claim& claim) {
  if (!claim.from) return claim.to ? "to " + claim.to->text() : "";
  return !claim.to || claim.to == claim.from ? claim.from->text() : claim.from->text() + "/" + claim.to->text();
}

// "travel  planned  putin  mn  2024-09-02/2024-09-03", then who says so, then the words.
std::string shown(const read::Claim& claim) {
  std::string line = read::name(claim.kind);
  const auto add = [&](std::string_view word) { if (!word.empty()) line += fmt::format("  {}", word); };
  if (claim.status) add(read::name(*claim.status));
  if (claim.polarity == read::Polarity::negative) add("not");
  add(claim.person.empty() ? claim.person_name : claim.person);
  add(claim.state);
  add(days(claim));
  add(claim.value);
  line += "\n";
  if (!claim.attributed_to.empty()) line += fmt::format("    says   {}{}\n", claim.attributed_to, claim.via.empty() ? "" : ", through " + claim.via);
  return line + fmt::format("    words  {}\n    rule   {}\n", claim.quote.text, claim.rule);
}

// The files themselves, and those of folders that may hold articles, in order of their paths.
Result<std::vector<std::string>> expand(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const auto& file : given) {
    std::error_code error;
    if (file == "-" || !std::filesystem::is_directory(file, error)) { out.push_back(file); continue; }
    std::vector<std::string> below;
    for (const auto* ending : {".txt", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom"})
      for (const auto& path : TRY(files_below(file, ending))) below.push_back(path.string());
    std::ranges::sort(below);
    if (below.empty()) return Failure(fault("A001", fmt::format("`{}` holds no articles", file), "a folder is read for .txt, .html, .htm, .xhtml, .xml, .rss and .atom"));
    out.insert(out.end(), below.begin(), below.end());
  }
  return out;
}

// What is printed of one file, and its reports of journeys.
struct Said {
  std::string text;
  std::vector<read::Report> reports;
};

std::string printed(const read::Article& article, const std::vector<read::Claim>& claims, const std::string& language, const std::optional<read::Proposals>& second, Format format) {
  if (format == Format::json) return read::claims_line(article, claims, language, second ? &*second : nullptr) + "\n";
  std::string out = fmt::format("{}{}: {}\n", article.id, article.published ? ", " + article.published->words() : std::string(", no day"),
                                language.empty() ? "no claims: it is in a language that the lexicon does not have" : fmt::format("{} claims", claims.size()));
  for (const auto& claim : claims) out += shown(claim);
  if (second) {
    const auto dropped = second->malformed + second->not_quoted + second->not_named + second->no_such_day;
    out += fmt::format("\nproposed by {}, and found by no pattern: {} of {} ({} agreed, {} dropped)\n", second->model, second->kept.size(), second->proposed, second->agreed, dropped);
    for (const auto& claim : second->kept) out += shown(claim);
  }
  return out;
}

// What a second reader proposes, where one is asked for and the text is in a language that we read.
Result<std::optional<read::Proposals>> ask_second(const read::Article& article, const std::vector<read::Claim>& claims, const read::Reader& reader, const ReadOptions& command) {
  if (command.second.empty() || !reader.speaks(article.text)) return std::optional<read::Proposals>();
  const auto answer = TRY(post_json(command.second + "/chat/completions", read::second_request(article, command.second_model)));
  return std::optional<read::Proposals>(TRY(read::second_answer(answer, article, claims, reader, command.second_model)));
}

Result<Said> read_one(const std::string& file, std::optional<time::Date> published, const read::Reader& reader, const Options& options, const ReadOptions& command) {
  Said said;
  for (const auto& article : TRY(read_articles(file, published, reader))) {
    if (command.explain) { said.text += reader.explain(article) + "\n"; continue; }
    const auto claims = reader.read(article);
    if (!command.group) {
      const auto second = TRY(ask_second(article, claims, reader, command));
      said.text += printed(article, claims, reader.speaks(article.text) ? "en" : "", second, options.format);
      continue;
    }
    for (const auto& claim : claims)
      if (claim.kind == read::Kind::travel) said.reports.push_back({article.id, article.published, claim});
  }
  return said;
}

// As many files at a time as there are processors, some of each: what is held at once does not grow with the number of files.
std::vector<Result<Said>> read_files(std::span<const std::string> files, std::optional<time::Date> published, const read::Reader& reader, const Options& options, const ReadOptions& command) {
  std::vector<Result<Said>> out(files.size(), Said{});
  side_by_side(files.size(), [&](std::size_t i) { out[i] = read_one(files[i], published, reader, options, command); });
  return out;
}

void print_journey(const read::Journey& j) {
  fmt::print("{}  {}  {}{}{}\n", j.person.empty() ? j.person_name : j.person, j.state, j.from ? j.from->text() + "  " : "", j.status ? read::name(*j.status) : "named only", j.contradicted ? "  contradicted" : "");
  for (const auto& r : j.reports)
    fmt::print("    {}{}  {}  {}\n", r.article, r.published ? "  " + r.published->iso() : "", r.claim.status ? read::name(*r.claim.status) : "-", r.claim.quote.text);
}

}  // namespace

Result<int> read(const Options& options, const ReadOptions& command) {
  std::optional<time::Date> published;
  if (!command.published.empty()) published = TRY(parse_day(command.published, "--published"));
  const auto package = TRY(record::load(options.record));
  const auto reader = TRY(make_reader(package));
  const auto files = TRY(expand(command.files));
  constexpr std::size_t at_once = 256;
  std::vector<read::Report> reports;
  std::vector<Diagnostic> faults;
  for (std::size_t at = 0; at < files.size(); at += at_once) {
    for (auto& said : read_files(std::span(files).subspan(at, std::min(at_once, files.size() - at)), published, reader, options, command)) {
      if (!said) { for (const auto& d : said.error().diagnostics()) faults.push_back(d); continue; }
      fmt::print("{}", said->text);
      std::ranges::move(said->reports, std::back_inserter(reports));
    }
  }
  for (const auto& journey : read::group(std::move(reports))) {
    if (options.format == Format::json) print_line(read::journey_line(journey));
    else print_journey(journey);
  }
  if (!faults.empty()) return Failure(std::move(faults));
  return 0;
}

}  // namespace dedere::cli
