// dedere check: law, casebook and record; all diagnostics and expectations.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "cli/command.hpp"
#include "cli/load.hpp"

namespace dedere::cli {
namespace {

using language::Expectation;
using reason::Verdict;
using Kind = language::syntax::Expectation::Kind;

Verdict wanted(Kind kind) {
  switch (kind) {
    case Kind::holds: return Verdict::holds;
    case Kind::not_holds: return Verdict::does_not_hold;
    case Kind::unknown: return Verdict::cannot_say;
    case Kind::contested: return Verdict::contested;
  }
  return Verdict::holds;
}

const char* words(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "it holds";
    case Verdict::does_not_hold: return "it does not hold";
    case Verdict::contested: return "it is contested";
    case Verdict::cannot_say: return "it is unknown";
  }
  return "";
}

// The first stretch on which the verdict is another than expected.
std::optional<reason::Span> first_other(const reason::World& world, const reason::Law& law, const Expectation& e) {
  // Variables of an expectation mean "some value".
  language::Goal goal{e.predicate, {}, {}};
  for (const auto& operand : e.arguments) goal.arguments.push_back(std::holds_alternative<language::Variable>(operand) ? language::Operand(language::Any{}) : operand);
  for (const auto& interval : e.when.intervals())
    for (const auto& span : reason::decide(world, law, goal, interval).spans)
      if (span.verdict != wanted(e.kind)) return span;
  return std::nullopt;
}

std::vector<Diagnostic> expectations(const language::Program& program, const Known& now) {
  std::vector<Diagnostic> faults;
  for (const auto& e : program.expectations) {
    const auto other = first_other(now.world, now.law, e);
    if (!other) continue;
    faults.push_back(fault("L040", "this expectation is not met", "mend the law or the record, never the expectation: it is what was decided", program.sources.place(e.span)));
    faults.back().label = fmt::format("{}: {}", time::text(other->when), words(other->verdict));
  }
  return faults;
}

// Every instance of what the law forbids the record to say, at the place of the `forbid`.
std::vector<Diagnostic> disagreements(const language::Program& program, const Known& now) {
  std::vector<Diagnostic> faults;
  for (const auto& forbid : program.forbids) {
    const auto& rule = program[forbid.rule];
    const auto& relation = now.world.relation(rule.head->predicate, reason::Mode::certain);
    for (reason::Row row = 0; row < relation.size(); ++row) {
      const auto values = relation.values(row);
      faults.push_back(fault("L041", program.sentence(rule.head->predicate, {values.begin(), values.end()}), "look up the source of the rows named, and correct the record or the rule",
                             program.sources.place(rule.span)));
      if (!relation.when(row).is_always()) faults.back().notes.push_back(time::text(relation.when(row)));
    }
  }
  return faults;
}

std::size_t rows(const record::Package& package) {
  std::size_t sum = 0;
  for (const auto& table : package.tables()) sum += table.size();
  return sum;
}

// Faults of law and record are what the command looks for; a file that cannot be read is not.
Result<int> report(const Failure& failure, const Options& options) {
  const auto& all = failure.diagnostics();
  if (std::any_of(all.begin(), all.end(), [](const Diagnostic& d) { return d.code.starts_with('A'); })) return failure;
  for (const auto& d : all) fmt::print(stderr, "{}\n", show(d, options.colour ? Colour::yes : Colour::no));
  fmt::print("{} faults of law or record\n", all.size());
  return 1;
}

}  // namespace

Result<int> check(const Options& options) {
  auto loaded = load(options);
  if (!loaded) return report(loaded.error(), options);
  auto& house = *loaded;
  const auto now = TRY(known(house, options, options.as_known));
  auto faults = expectations(house.program, now);
  const auto unmet = faults.size();
  std::ranges::move(disagreements(house.program, now), std::back_inserter(faults));
  for (const auto& d : house.warnings) fmt::print(stderr, "{}\n", show(d, options.colour ? Colour::yes : Colour::no));
  for (const auto& d : faults) fmt::print(stderr, "{}\n", show(d, options.colour ? Colour::yes : Colour::no));

  const auto& p = house.program;
  fmt::print("law       {} files, {} predicates, {} rules, {} questions of law\n", p.sources.size(), p.predicates.size(), p.rules.size(), p.questions.size());
  fmt::print("record    {} tables, {} rows, {} facts\n", house.package.tables().size(), rows(house.package), now.record_facts.size());
  fmt::print("casebook  {} of {} expectations met\n", p.expectations.size() - unmet, p.expectations.size());
  fmt::print("agreement {} disagreements of record and law\n", faults.size() - unmet);
  return faults.empty() ? 0 : 1;
}

}  // namespace dedere::cli
