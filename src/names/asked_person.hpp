// The person of the record whom somebody means, however the name is written: with a slip, in another spelling or script, as a ticket has it.
//
//     one_person(package, "Wladimir Poutine", lexicon)   // putin
//     one_person(package, "Saif Khadafy", lexicon)       // fails (A003): did you mean Saif al-Islam Gaddafi (`saif-gaddafi`)?
//
// The register (names/register.hpp) is asked first. Whom it does not know is weighed against all names on record (names/matcher.hpp), and taken only if the
// evidence is that of a match, no word of either name is left over, and nobody else comes near. All else is a suggestion: nobody is taken by a guess.
#pragma once

#include <functional>

#include "names/lexicon.hpp"
#include "names/register.hpp"

namespace dedere::names {

// Gives the lexicon; asked only where the register does not know the name, since reading it takes longer than all else here.
using LexiconGiven = std::function<Result<std::shared_ptr<const Lexicon>>()>;

// Fails as Register::one does, or with the lexicon's failure.
[[nodiscard]] Result<Candidate> one_person(const record::Package& package, std::string_view text, const LexiconGiven& lexicon);

}  // namespace dedere::names
