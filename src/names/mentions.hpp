// Persons of the record whom a text mentions by a name in a spelling that the record does not have.
//
//     Mentions mentions(lexicon, view);          // one a thread
//     mentions.find("Wladimir Poutine")          // putin
//     mentions.find("Hannibal Gaddafi")          // nobody
//     mentions.find("Netanyahou")                // nobody: a surname alone may be anybody's; spellings of it are on record or are not known
//
// For words that names/register.hpp does not know. Where there is any doubt, nobody is mentioned.
#pragma once

#include <optional>
#include <string_view>

#include "names/matcher.hpp"
#include "record/package.hpp"

namespace dedere::names {

class Mentions {
 public:
  Mentions(std::shared_ptr<const Lexicon> lexicon, const record::View& view);
  Mentions(const Mentions&) = delete;   // the matcher looks at the index beside it
  Mentions& operator=(const Mentions&) = delete;

  // The id of the person whom a name of several words means beyond doubt.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name);

 private:
  Index persons_;
  Matcher among_persons_;
};

}  // namespace dedere::names
