// Rows of names in any form, screened: no input crashes it, the terms of a hit are its score, and neither the blocks in which the bytes come nor what was asked
// before makes a difference; and of the text as one name, the same are found as by comparing all names. The first byte says how the bytes are cut, and from
// which score on.
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>

#include "names/list_file.hpp"
#include "names/screening.hpp"

using namespace dedere::names;

namespace {

const std::string folder = DEDERE_ROOT "/lexicon/names";

const LiveList& list() {
  static const LiveList made(std::make_shared<const Lexicon>(*Lexicon::load(lexicon_on_disk(folder))), {
      {"a", "Ruslan Kadirbekov", {{"Ruslan Maratovich KADIRBEKOV", Quality::primary}, {"R. Kadirbekov; Руслан Кадирбеков", Quality::alias}}, {{{1970, 3, 2, 0}}, {"kz"}, Sex::male}},
      {"b", "Abdelrahman al-Haddawi", {{"Abd al-Rahman HADDAWI aka 황명식", Quality::primary}, {"عبد الرحمن الحداوي", Quality::weak}}, {}},
  });
  return made;
}

const ColumnNames& columns() {
  static const auto read = read_columns(*lexicon_on_disk(folder)("columns.tsv"));
  return read;
}

void must(bool true_) { if (!true_) std::abort(); }

// What is found in `text`, a block at a time.
std::string screened(std::string_view text, const Layout& how, std::size_t block) {
  Screening screening(list(), columns(), how, {.least = 0}, 1);
  std::string out;
  for (std::size_t at = 0; at == 0 || at < text.size(); at += block)
    must(screening.feed(text.substr(at, block), at + block >= text.size(), [&](const Screened& row) {
      out += std::to_string(row.line) + (row.fault ? row.fault->code : "");
      for (const auto& hit : row.hits) {
        double sum = 0;
        for (const auto& term : hit.terms) sum += term.bits;
        must(std::abs(sum - hit.score) < 0.005);
        out += " " + screening.state().listed(hit.entry).id + std::to_string(hit.score);
      }
      return true;
    }));
  return out;
}

void finds_all(std::string_view name, double least) {
  static const auto state = list().now();
  static Matcher matcher(*state->base), plain(*state->base);
  const auto& found = matcher.find({.name = name}, {.least = least});
  const auto& all = plain.find_plainly({.name = name}, {.least = least});
  must(found.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) must(found[i].entry == all[i].entry && found[i].score == all[i].score);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  finds_all(text, data[0] % 24);
  ListFile read;
  (void)read_list("list", text, columns(), read);
  const auto how = layout(text, columns(), {});
  if (!how) return 0;
  const auto whole = screened(text, *how, text.size());
  must(whole == screened(text, *how, 1 + data[0]));
  return 0;
}
