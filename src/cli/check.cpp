// dedere check: law, casebook and record; all diagnostics and expectations.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "cli/command.hpp"
#include "brief/expectations.hpp"
#include "cli/load.hpp"
#include "language/idle.hpp"
#include "reason/explain.hpp"
#include "record/program_facts.hpp"

namespace dedere::cli {
namespace {

using brief::CasebookDecision;
using brief::Unmet;
using reason::Verdict;

const char* words(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "it holds";
    case Verdict::does_not_hold: return "it does not hold";
    case Verdict::contested: return "it is contested";
    case Verdict::cannot_say: return "it is unknown";
  }
  return "";
}

std::vector<Diagnostic> faults_of(const language::Program& program, const std::vector<Unmet>& unmet) {
  std::vector<Diagnostic> faults;
  for (const auto& u : unmet) {
    faults.push_back(fault("L040", "this expectation is not met", "mend the law or the record, never the expectation: it is what was decided",
                           program.sources.place(program.expectations[u.expectation].span)));
    faults.back().label = fmt::format("{}: {}", time::text(u.span.when), words(u.span.verdict));
  }
  return faults;
}

// "29 of 29 decisions reproduced", and those that are not, by name.
void print_casebook(const std::vector<CasebookDecision>& decisions) {
  if (decisions.empty()) return;
  const auto reproduced = std::ranges::count_if(decisions, &CasebookDecision::reproduced);
  fmt::print("decisions {} of {} decisions reproduced\n", reproduced, decisions.size());
  for (const auto& d : decisions) {
    if (d.reproduced()) continue;
    if (d.file.empty()) fmt::print("          {}: not in the casebook\n", d.finding);
    else fmt::print("          {}: open disagreement, {} expectations of {} not met\n", d.finding, d.unmet, d.file);
  }
}

// The facts of the record that a proof rests on, in the order in which it names them.
void gather(const reason::Proof& proof, std::vector<std::uint32_t>& facts) {
  if (proof.kind == reason::Proof::Kind::fact && proof.origin && proof.origin->kind == language::Origin::Kind::record) facts.push_back(proof.origin->index);
  for (const auto& premise : proof.premises) gather(premise, facts);
}

// The cell that gives the fact its day, or else its last argument.
Place telling_cell(const record::RecordFact& fact) {
  const auto& schema = fact.row.table().schema();
  for (const auto& mapping : schema.facts) {
    if (mapping.predicate != fact.predicate) continue;
    auto column = mapping.arguments.back();
    for (const auto argument : mapping.arguments)
      if (schema.fields[argument].type == record::FieldType::date || schema.fields[argument].type == record::FieldType::edtf) column = argument;
    return fact.row.place(column);
  }
  return fact.row.place();
}

std::string short_place(const Place& place) { return fmt::format("{}:{}:{}", place.file, place.line, place.column); }

// Every instance of what the law forbids the record to say, at the first row that it rests on.
std::vector<Diagnostic> disagreements(const language::Program& program, const Known& now) {
  std::vector<Diagnostic> faults;
  for (const auto& forbid : program.forbids) {
    const auto& rule = program[forbid.rule];
    const auto& relation = now.world.relation(rule.head->predicate, reason::Mode::certain);
    for (reason::Row row = 0; row < relation.size(); ++row) {
      const std::vector<language::Value> values(relation.values(row).begin(), relation.values(row).end());
      const auto times = relation.when(row);
      if (times.empty()) continue;
      const auto when = time::Times(times)[0];
      const auto at = when.from().is_finite() ? when.from() : when.to().is_finite() ? when.to().shifted(-1) : time::Instant::start_of(time::Date::of(2000, 1, 1));
      std::vector<std::uint32_t> facts;
      if (const auto proof = reason::why(now.world, rule.head->predicate, values, at)) gather(*proof, facts);
      faults.push_back(fault("L041", program.sentence(rule.head->predicate, values), "look up the source of the rows named, and correct the record or the rule",
                             facts.empty() ? program.sources.place(rule.span) : telling_cell(now.record_facts[facts[0]])));
      if (!relation.when(row).is_always()) faults.back().notes.push_back(time::text(relation.when(row)));
      for (std::size_t i = 1; i < facts.size(); ++i) faults.back().notes.push_back(fmt::format("together with {}", short_place(telling_cell(now.record_facts[facts[i]]))));
      if (!facts.empty()) faults.back().notes.push_back(fmt::format("against {}", short_place(program.sources.place(rule.span))));
    }
  }
  return faults;
}

std::size_t rows(const record::Package& package) {
  std::size_t sum = 0;
  for (const auto& table : package.tables()) sum += table.size();
  return sum;
}

// What the rows of the record are facts of, whether it has such rows today or not.
std::vector<language::PredicateId> mapped(const House& house) {
  std::vector<language::PredicateId> all;
  for (const auto& table : house.package.tables())
    for (const auto& mapping : table.schema().facts)
      if (const auto p = house.program.find_predicate(mapping.predicate)) all.push_back(*p);
  return all;
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
  const auto other = brief::unmet(now.world, now.law);
  auto faults = faults_of(house.program, other);
  std::ranges::move(disagreements(house.program, now), std::back_inserter(faults));
  std::ranges::move(language::idle(house.program, mapped(house)), std::back_inserter(house.warnings));
  std::ranges::move(record::unknown_questions(house.package, house.program), std::back_inserter(faults));
  for (const auto& d : house.warnings) fmt::print(stderr, "{}\n", show(d, options.colour ? Colour::yes : Colour::no));
  for (const auto& d : faults) fmt::print(stderr, "{}\n", show(d, options.colour ? Colour::yes : Colour::no));

  const auto& p = house.program;
  fmt::print("law       {} files, {} predicates, {} rules, {} questions of law\n", p.sources.size(), p.predicates.size(), p.rules.size(), p.questions.size());
  fmt::print("record    {} tables, {} rows, {} facts\n", house.package.tables().size(), rows(house.package), now.record_facts.size());
  fmt::print("casebook  {} of {} expectations met\n", p.expectations.size() - other.size(), p.expectations.size());
  print_casebook(brief::casebook(now.world, other));
  fmt::print("agreement {} disagreements of record and law\n", faults.size() - other.size());
  return faults.empty() ? 0 : 1;
}

}  // namespace dedere::cli
