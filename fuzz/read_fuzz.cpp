// Any bytes as a file to read: decoded or refused; as plain text, a page and a feed; every claim a slice of the text that it was read from.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "read/feed.hpp"
#include "read/page.hpp"
#include "read/read.hpp"
#include "read/source.hpp"

using namespace dedere;

namespace {

const read::Reader& reader() {
  static const read::Reader made = [] {
    auto lexicon = read::Lexicon::load(DEDERE_ROOT "/lexicon/en");
    if (!lexicon) std::abort();
    read::Gazetteer names;
    names.persons.push_back({.id = "roe", .name = "Adam Roe", .state = "ru", .names = {{"Adam Roe", read::Gazetteer::Name::Kind::full}, {"Roe", read::Gazetteer::Name::Kind::surname}}, .offices = {{}}});
    return read::Reader(*lexicon, names);
  }();
  return made;
}

void read_all(const read::Article& article) {
  for (const auto& claim : reader().read(article)) {
    if (claim.quote.end > article.text.size() || claim.quote.start > claim.quote.end) std::abort();
    if (article.text.compare(claim.quote.start, claim.quote.end - claim.quote.start, claim.quote.text) != 0) std::abort();
    if (claim.rule.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (const auto found = read::articles(bytes, "x", "x")) for (const auto& article : *found) read_all(article);
  read_all({.id = "x", .text = bytes, .published = time::Date::of(2024, 9, 2)});
  (void)read::page(bytes);
  (void)read::items_of_feed(bytes);
  (void)reader().explain({.id = "x", .text = bytes, .published = {}});
  return 0;
}
