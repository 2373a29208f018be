#include "serve/uses.hpp"

#include <set>

#include "brief/expectations.hpp"
#include "reason/match.hpp"

namespace dedere::serve {
namespace {

using Rules = std::set<std::uint32_t>;

void gather(const reason::Proof& proof, Rules& rules);

void gather(const std::vector<reason::Objection>& objections, Rules& rules) {
  for (const auto& objection : objections) {
    if (!objection.raised) continue;
    rules.insert(objection.rule.index);
    for (const auto& ground : objection.ground) gather(ground, rules);
    gather(objection.answers, rules);
  }
}

void gather(const reason::Proof& proof, Rules& rules) {
  if (proof.rule) rules.insert(proof.rule->index);
  for (const auto& premise : proof.premises) gather(premise, rules);
  gather(proof.objections, rules);
}

// An instant at which the expectation can be looked at.
time::Instant some_instant(const time::IntervalSet& when) {
  const auto& first = when.intervals().front();
  return first.from().is_finite() ? first.from() : first.to().is_finite() ? first.to().shifted(-1) : time::Instant::start_of(time::Date::of(2010, 1, 1));
}

// What concludes it or, of something that is not so, the objections that stand against it.
Rules used(const brief::Setting& setting, const language::Expectation& e) {
  Rules rules;
  if (e.when.empty()) return rules;
  const auto at = some_instant(e.when);
  auto arguments = e.arguments;
  for (auto& a : arguments) if (std::holds_alternative<language::Variable>(a)) a = language::Any{};
  for (const auto& values : reason::holding(setting.world, e.predicate, arguments, at, reason::Mode::certain))
    if (const auto proof = reason::why(setting.world, e.predicate, values, at)) gather(*proof, rules);
  if (e.kind != language::syntax::Expectation::Kind::not_holds) return rules;
  for (const auto& refusal : reason::why_not(setting.world, e.predicate, arguments, at))
    for (const auto& objection : refusal.standing)
      if (objection.stands) rules.insert(objection.rule.index);
  return rules;
}

}  // namespace

Uses uses(const brief::Setting& setting) {
  const auto& all = setting.program.expectations;
  Uses out{.met = std::vector<bool>(all.size(), true), .of = {}};
  for (const auto& unmet : brief::unmet(setting.world, setting.law)) out.met[unmet.expectation] = false;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto rule : used(setting, all[i])) out.of[rule].push_back(i);
  return out;
}

}  // namespace dedere::serve
