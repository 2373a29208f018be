#include "names/asked_person.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "names/matcher.hpp"
#include "names/of_record.hpp"

namespace dedere::names {
namespace {

constexpr double near_by = 10;           // bits that a suggestion may be behind the best
constexpr std::size_t most_suggested = 3;
constexpr double score_of_match = 0.9;   // as a register's score: it orders candidates only

bool has(const Hit& hit, How how) { return std::ranges::any_of(hit.terms, [&](const Term& term) { return term.how == how; }); }

}  // namespace

Result<Candidate> one_person(const record::Package& package, std::string_view text, const LexiconGiven& lexicon) {
  const auto persons = Register::of_persons(package);
  auto known = persons.one(text);
  if (known || std::string_view(known.error().diagnostics()[0].code) != "A003" || text.size() > Parts::longest) return known;
  const Index index(TRY(lexicon()), of_record(package.as_known(std::nullopt)));
  Matcher matcher(index);
  const auto& hits = matcher.find({.name = text}, {.least = certain_least, .name_alone = true});
  if (hits.empty()) return known;
  if (const auto* meant = certain(hits)) {
    const auto& person = index.listed()[meant->entry];
    return Candidate{.id = person.id, .name = person.caption, .matched = std::string(index.written(meant->name)), .score = score_of_match, .how = has(*meant, How::transliterated) ? Match::transliterated : Match::other_spelling};
  }
  if (!persons.find(text).empty()) return known;   // which suggests those already
  std::vector<std::string> near;
  for (const auto& hit : hits)
    if (near.size() < most_suggested && hit.score > hits[0].score - near_by) near.push_back(fmt::format("{} (`{}`)", index.listed()[hit.entry].caption, index.listed()[hit.entry].id));
  return Failure(fault("A003", known.error().diagnostics()[0].message, fmt::format("did you mean {}?", fmt::join(near, " or "))));
}

}  // namespace dedere::names
