// For tests: a law and a record of two or three rows, in memory.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "brief/setting.hpp"
#include "record/program_facts.hpp"

namespace dedere::brief {

// States aa (party from 2010), bb (party, announced nothing), cc (signed only); person pat, wanted since 2020, head of state of bb; quinn, wanted
// under a warrant that is not public. One decision, of 2022, on a journey of pat to aa.
class SmallWorld {
 public:
  explicit SmallWorld(std::optional<time::Date> as_known = std::nullopt) : package_(read_record()), view_(package_.as_known(as_known)), program_(read_law(package_)), as_known_(as_known) {
    name_rows(program_, package_);
    facts_ = record::facts(view_);
    auto facts = record::program_facts(facts_, program_);
    EXPECT_TRUE(facts) << (facts ? "" : show(facts.error().diagnostics().front()));
    law_ = reason::Law::as_known(program_, as_known, {});
    world_ = std::make_unique<reason::World>(reason::World::evaluate(program_, *facts, law_.readings));
  }

  [[nodiscard]] Setting setting() const { return {program_, package_, view_, *world_, law_, facts_, as_known_, {"sha256:law", "sha256:record", "test"}}; }

  [[nodiscard]] language::Program& program() { return program_; }  // goals are read with its values

 private:
  static record::Package read_record();
  static language::Program read_law(const record::Package& package);

  record::Package package_;
  record::View view_;
  language::Program program_;
  std::optional<time::Date> as_known_;
  std::vector<record::RecordFact> facts_;
  reason::Law law_;
  std::unique_ptr<reason::World> world_;
};

inline constexpr const char* small_law = R"law(
type State. type Person. type Warrant. type Finding.
predicate party(state: State) "{state} is a party" not "{state} is not a party".
predicate signed(state: State, day: Date) "{state} signed on {day}" not "{state} did not sign".
predicate status(state: State, status: Text) "the position of {state} is: {status}".
predicate parties(number: Number) "{number} states are parties".
predicate warrant_for(warrant: Warrant, person: Person) "{warrant} names {person}" not "no warrant names {person}".
predicate issued(warrant: Warrant, day: Date) "{warrant} was issued on {day}" not "{warrant} was not issued".
predicate published(warrant: Warrant, day: Date) "{warrant} was made public on {day}" not "{warrant} is not public".
predicate in_force(warrant: Warrant) "{warrant} is in force" not "{warrant} is not in force".
open predicate requested(warrant: Warrant, state: State) "{state} was asked to execute {warrant}" not "{state} was not asked to execute {warrant}".
predicate heads(person: Person, state: State) "{person} heads {state}" not "{person} heads no state".
predicate present(person: Person, state: State) "{person} is in {state}" not "{person} is not in {state}".
predicate must_arrest(state: State, person: Person, warrant: Warrant) "{state} must arrest {person} under {warrant}" not "{state} need not arrest {person}".
predicate follows(state: State, person: Person, order: Number, what: Text) "if {state} does not: {what}".
predicate precedent(finding: Finding, state: State, person: Person, point: Text) "{finding} bears on {person} in {state}: {point}".
predicate could_say(predicate: Text, who: Text) "{who} could say whether {predicate}".
could_say("requested", "the registry").
party(aa) from 2010-01-01. party(bb) from 2010-01-01. signed(cc, 2001-05-05).
heads(pat, bb).
[T 1] "Parties" parties(N) if N = count S: party(S).
[T 2] status(S, "party") if party(S).
[T 2; signed] status(S, "signatory") if signed(S, D), not party(S), from D.
[T 3] in_force(W) if issued(W, D), from D.
[T 4] presumption requested(W, S) if published(W, D), party(S), from D.
[T 5] "Arrest" must_arrest(S, P, W) if party(S), warrant_for(W, P), in_force(W), requested(W, S), present(P, S).
[T 6] "Rank" except to [T 5] if heads(P, H), H != S.
[T 7] "Rank is no bar" except to [T 6] if reading(rank, no_bar).
question rank "Does rank bar arrest?"
  answer no_bar "no, it does not" held by "the court" settled 2021-06-01
  answer bars "yes, it does" held by "Cland (2023)".
[T 8] "A finding" follows(S, P, 1, "The court may find a breach. It did so in 2022.") if must_arrest(S, P, _).
[T 9] precedent(F, S, P, "rank") if present(P, S), heads(P, _), decided(F, _, _).
predicate decided(finding: Finding, state: State, person: Person) "the court decided {finding}".
)law";

inline language::Program SmallWorld::read_law(const record::Package& package) {
  language::Sources sources;
  std::vector<Diagnostic> faults, warnings;
  sources.add({"small.law", small_law}, faults);
  const auto entities = record::entities(package);
  auto program = language::load(std::move(sources), record::outer_entities(entities), warnings);
  EXPECT_TRUE(program) << (program ? "" : show(program.error().diagnostics().front()));
  return std::move(*program);
}

inline record::Package SmallWorld::read_record() {
  const std::map<std::string, std::string> files{
      {"datapackage.json", R"json({"profile":"tabular-data-package","name":"small","resources":[
{"name":"sources","path":"sources.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"publisher","type":"string"},{"name":"title","type":"string"},{"name":"date","type":"string"},{"name":"document","type":"string"},{"name":"address","type":"string"}],"primaryKey":"id"}},
{"name":"states","path":"states.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"name","type":"string"},{"name":"article","type":"string"}],"primaryKey":"id"},"dedere:entity":{"type":"State","name":"name"}},
{"name":"persons","path":"persons.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"name","type":"string"},{"name":"sex","type":"string"},{"name":"nationality","type":"string"}],"primaryKey":"id","foreignKeys":[{"fields":"nationality","reference":{"resource":"states","fields":"id"}}]},"dedere:entity":{"type":"Person","name":"name"}},
{"name":"warrants","path":"warrants.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"person","type":"string"},{"name":"issued","type":"date"},{"name":"public","type":"date"},{"name":"charges","type":"string"},{"name":"source","type":"string"},{"name":"known","type":"date"},{"name":"confidence","type":"string"}],"primaryKey":"id","foreignKeys":[{"fields":"person","reference":{"resource":"persons","fields":"id"}},{"fields":"source","reference":{"resource":"sources","fields":"id"}}]},"dedere:entity":{"type":"Warrant","name":"id"},
 "dedere:facts":[{"predicate":"warrant_for","arguments":["id","person"]},{"predicate":"issued","arguments":["id","issued"]},{"predicate":"published","arguments":["id","public"]}]},
{"name":"visits","path":"visits.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"person","type":"string"},{"name":"state","type":"string"},{"name":"from","type":"date"},{"name":"to","type":"date"},{"name":"mode","type":"string"},{"name":"status","type":"string"},{"name":"state_action","type":"string"},{"name":"source","type":"string"},{"name":"known","type":"date"},{"name":"confidence","type":"string"}],"primaryKey":"id","foreignKeys":[{"fields":"person","reference":{"resource":"persons","fields":"id"}},{"fields":"state","reference":{"resource":"states","fields":"id"}},{"fields":"source","reference":{"resource":"sources","fields":"id"}}]}},
{"name":"findings","path":"findings.csv","schema":{"fields":[{"name":"id","type":"string"},{"name":"state","type":"string"},{"name":"person","type":"string"},{"name":"decided","type":"date"},{"name":"body","type":"string"},{"name":"outcome","type":"string"},{"name":"referred_to","type":"string"},{"name":"grounds","type":"string"},{"name":"source","type":"string"},{"name":"known","type":"date"},{"name":"confidence","type":"string"}],"primaryKey":"id","foreignKeys":[{"fields":"state","reference":{"resource":"states","fields":"id"}},{"fields":"person","reference":{"resource":"persons","fields":"id"}},{"fields":"source","reference":{"resource":"sources","fields":"id"}}]},"dedere:entity":{"type":"Finding","name":"id"},
 "dedere:facts":[{"predicate":"decided","arguments":["id","state","person"]}]}
]})json"},
      {"sources.csv", "id,publisher,title,date,document,address\ndoc-1,The Court,Warrants,2020-03-01,C-1,https://example.org/1\ndoc-2,Gazette,Journeys <b>,2022-05,,\n"},
      {"states.csv", "id,name,article\naa,Aland,\nbb,Beeland,the\ncc,Cland,\n"},
      {"persons.csv", "id,name,sex,nationality\npat,Pat Roe,m,bb\nquinn,Quinn Doe,f,cc\n"},
      {"warrants.csv", "id,person,issued,public,charges,source,known,confidence\npat-2020,pat,2020-03-01,2020-03-01,a crime is alleged,doc-1,2020-03-01,verified\nquinn-2020,quinn,2020-04-01,,,doc-1,2020-04-01,reported\n"},
      {"visits.csv", "id,person,state,from,to,mode,status,state_action,source,known,confidence\npat-aa-2022,pat,aa,2022-05-01,2022-05-02,stay,occurred,none,doc-2,2022-05-01,verified\npat-bb-2021,pat,cc,2021-01-05,2021-01-06,stay,occurred,none,doc-2,2021-01-05,verified\n"},
      {"findings.csv", "id,state,person,decided,body,outcome,referred_to,grounds,source,known,confidence\naa-2022,aa,pat,2022-09-09,Chamber,breach,assembly,Rank was no bar.,doc-1,2022-09-09,verified\n"},
  };
  record::Folder folder{.path = "small",
                        .read = [files](const std::string& name) -> Result<std::string> {
                          if (const auto found = files.find(name); found != files.end()) return found->second;
                          return Failure(fault("A001", "no such file", ""));
                        },
                        .names = [files] {
                          std::vector<std::string> names;
                          for (const auto& [name, text] : files) names.push_back(name);
                          return names;
                        }};
  auto package = record::load(std::vector{folder});
  EXPECT_TRUE(package) << (package ? "" : show(package.error().diagnostics().front()));
  return *package;
}

}  // namespace dedere::brief
