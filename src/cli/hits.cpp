#include "cli/hits.hpp"

#include "cli/files.hpp"

namespace dedere::cli {

Result<std::shared_ptr<const names::Lexicon>> names_lexicon() {
  return std::make_shared<const names::Lexicon>(TRY(names::Lexicon::load(names::lexicon_on_disk((home() / "lexicon" / "names").string()))));
}

}  // namespace dedere::cli
