// An article into claims. Deterministic: the same article, lexicon and gazetteer give the same claims; no clock is read.
//
//     const Reader reader(lexicon, gazetteer);          // a few milliseconds; then any number of articles
//     for (const Claim& claim : reader.read(article)) …
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "read/claim.hpp"
#include "read/gazetteer.hpp"
#include "read/lexicon.hpp"

namespace dedere::read {

// The id of the person of the gazetteer whom a name of several words means beyond doubt, in a spelling that the gazetteer lacks ("Vladimir Poutine").
// Called from several threads at once.
using Spelling = std::function<std::optional<std::string>(std::string_view name)>;

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Gazetteer& gazetteer, Spelling spelling = {});   // keeps all by value
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // In the order of the text. `article.text` must be UTF-8 (see decode); where it is not, words are lost, nothing worse.
  [[nodiscard]] std::vector<Claim> read(const Article& article) const;

  // Whether the text is in the lexicon's language, as far as its small words tell. Where it is not, `read` finds nothing.
  [[nodiscard]] bool speaks(std::string_view text) const;

  // The layers, for someone who writes patterns: sentence, words with classes, mentions, what matched.
  [[nodiscard]] std::string explain(const Article& article) const;

  // Whether a pattern finds anything in it, before mentions are merged.
  [[nodiscard]] bool finds(const Article& article, std::string_view rule) const;

  // The day of publication as the article itself states it (a line of date, a dateline), where it does.
  [[nodiscard]] std::optional<time::Date> stated_day(const Article& article) const;

  // What a slice of the text holds: the persons named or meant in it, the states, and every day that its words may give.
  struct Held {
    struct Person { std::string id, name; };
    std::vector<Person> persons;
    std::vector<std::string> states;
    std::vector<time::Edtf> days;
  };
  [[nodiscard]] Held held(const Article& article, std::size_t start, std::size_t end) const;

  struct Inside;

 private:
  std::unique_ptr<Inside> inside_;
};

// The same for one article.
[[nodiscard]] std::vector<Claim> read(const Article& article, const Lexicon& lexicon, const Gazetteer& gazetteer);

// Runs the example sentences of every pattern: those that must match and those that must not, with the names of examples.tsv.
[[nodiscard]] std::vector<Diagnostic> check_examples(const Lexicon& lexicon);

}  // namespace dedere::read
