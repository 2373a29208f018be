// A proof as people read it: each step with its provision, its row of the record and the documents behind that row. Values only: nothing
// here points back into the program or the record.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/shared_list.hpp"
#include "brief/setting.hpp"
#include "brief/words.hpp"
#include "reason/explain.hpp"

namespace dedere::brief {

// A document of the table `sources`.
struct Source {
  std::string id, publisher, title, date, document, address, kind;
  bool operator==(const Source&) const = default;
};

// Where a rule stands.
struct Provision {
  std::string label;     // unique: "RS 126(2); taken back"
  std::string citation;  // as cited: "RS 126(2)"
  std::string title;     // may be blank
  std::string heading;   // "Part 13 > Article 126 > 2"
  std::string text;      // the prose that the rule carries out; may be blank
  std::string file;
  int line = 0;
  bool operator==(const Provision&) const = default;
};
// A proof names the same few rules again and again: they share what is said of each. Null where there is none.
using ProvisionOf = std::shared_ptr<const Provision>;

// A row that a fact is.
struct Evidence {
  std::string table, row;
  std::vector<std::string> sources;  // ids
  std::string known;                 // the day on which it was public, ISO
  std::string confidence;            // verified, reported
  std::string note;
  std::string package;               // that says it
  bool laid_over = false;            // not the public one
  bool imprecise = false;            // a day of it is known to the month or the year only
  bool operator==(const Evidence&) const = default;
};

// Shared, as provisions are.
using EvidenceOf = std::shared_ptr<const Evidence>;

struct Objection;

struct Step {
  reason::Proof::Kind kind{};
  std::string sentence, atom;
  std::optional<Days> when;
  ProvisionOf provision;               // of a rule
  EvidenceOf evidence;                 // of a fact of the record; else null
  std::string place;                   // of a fact of the law: "law/part-9.md:40"
  bool presumed = false;
  bool supposed = false;               // taken for granted by the question
  std::string question, answer;        // of a reading: ids
  std::string settled;                 // of a reading: the day of the Court's answer; blank: open
  std::vector<Step> premises;
  std::vector<Objection> objections;
};

struct Objection {
  ProvisionOf provision;
  bool raised = false, stands = false;
  std::vector<Step> ground;          // raised: what it rests on; otherwise what it lacks
  std::vector<Objection> answers;
};

// What one rule lacks to conclude something.
struct Refused {
  ProvisionOf provision;
  std::vector<Step> held;
  struct Missing {
    Step what;
    SharedList<Refused> because;   // where it is said again, the same list
  };
  std::vector<Missing> missing;
  std::vector<Objection> standing;
};

// What a fact of the record is, with the documents that it rests on.
struct Recorded {
  EvidenceOf evidence;
  std::vector<record::Row> documents;
};

// What has been told of lists of refusals that are shared, likewise.
struct Retold {
  SharedList<reason::Refusal> refusals;   // lives as long as what was told of it is found by it
  SharedList<Refused> because;
  std::vector<record::Row> documents;
};
using AllRetold = std::unordered_map<const void*, Retold>;

// What answers in one setting have said, for the next: the same for every answer.
struct Remembered {
  explicit Remembered(const reason::World& world) : explained(world) {}
  std::map<std::uint32_t, ProvisionOf> provisions;   // by number of the rule
  std::unordered_map<std::uint32_t, Recorded> recorded;   // by number of the fact in `Setting::facts`
  reason::Explained explained;
  AllRetold retold;                                  // of what `explained` keeps
};

// Proofs -> steps, collecting the documents they rest on.
class Steps {
 public:
  explicit Steps(const Setting& setting) : setting_(setting) {}

  [[nodiscard]] Step step(const reason::Proof& proof);
  [[nodiscard]] Objection objection(const reason::Objection& objection);
  [[nodiscard]] Refused refused(const reason::Refusal& refusal);
  [[nodiscard]] ProvisionOf provision(language::RuleId rule) const;
  [[nodiscard]] Evidence evidence(record::Row row);   // and remembers its documents

  void remember(record::Row source);                  // a document cited elsewhere
  [[nodiscard]] const std::map<std::string, Source>& sources() const { return sources_; }
  [[nodiscard]] std::map<std::string, Source> take_sources() { return std::move(sources_); }

 private:
  [[nodiscard]] EvidenceOf evidence_of_fact(std::uint32_t fact);
  [[nodiscard]] SharedList<Refused> because(const SharedList<reason::Refusal>& refusals);
  const Setting& setting_;
  std::map<std::string, Source> sources_;
  std::vector<record::Row> cited_;                    // each time that a document was, in order
  AllRetold own_;                                          // of this answer alone
};

// All steps of a proof, those of its objections that were raised and of what answers them too.
template <class Use>
void each_step(const Step& step, const Use& use);
template <class Use>
void each_step(const Objection& objection, const Use& use) {
  if (!objection.raised) return;
  for (const auto& s : objection.ground) each_step(s, use);
  for (const auto& a : objection.answers) each_step(a, use);
}
template <class Use>
void each_step(const Step& step, const Use& use) {
  use(step);
  for (const auto& s : step.premises) each_step(s, use);
  for (const auto& o : step.objections) each_step(o, use);
}

}  // namespace dedere::brief
