#include "cli/hits.hpp"

#include "cli/files.hpp"

namespace dedere::cli {

Result<std::shared_ptr<const names::Lexicon>> names_lexicon() {
  return std::make_shared<const names::Lexicon>(TRY(names::Lexicon::load(names::lexicon_on_disk((home() / "lexicon" / "names").string()))));
}

Result<names::Candidate> person_named(const record::Package& package, std::string_view text) { return names::one_person(package, text, names_lexicon); }

}  // namespace dedere::cli
