#include "record/program_facts.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace dedere::record {
namespace {

using language::Program;
using language::TypeId;
using language::Value;

// The value of an argument where a predicate wants `type`; none if it is of another type.
struct ToValue {
  const Program& program;
  TypeId type;

  std::optional<Value> operator()(const EntityId& e) const {
    if (program.find_type(e.type) != type) return std::nullopt;
    return program.values.entity(type, e.id);
  }
  std::optional<Value> operator()(time::Date day) const { return type == language::date_type ? std::optional(program.values.date(day)) : std::nullopt; }
  std::optional<Value> operator()(std::int64_t n) const { return type == language::number_type ? std::optional(program.values.number(n)) : std::nullopt; }
  std::optional<Value> operator()(std::string_view text) const { return type == language::text_type ? std::optional(program.values.text(text)) : std::nullopt; }
};

// What makes the mapping wrong, in words; blank if nothing does.
std::string bind(const RecordFact& fact, const Program& program, language::PredicateId id, language::Fact& out) {
  const auto& arguments = program[id].arguments;
  if (arguments.size() != fact.arguments.size()) return fmt::format("has {} arguments in the law, {} in the mapping", arguments.size(), fact.arguments.size());
  if (fact.denied && !program[id].open()) return "is denied by the mapping, but is not an open predicate";
  out.predicate = fact.denied ? *program[id].denial : id;
  out.when = fact.when;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto value = std::visit(ToValue{program, arguments[i].type}, fact.arguments[i]);
    if (!value) return fmt::format("wants a {} as its argument `{}`", program.types[arguments[i].type.index], arguments[i].name);
    out.arguments.push_back(*value);
  }
  return "";
}

}  // namespace

std::vector<language::OuterEntity> outer_entities(const std::vector<RecordEntity>& entities) {
  std::vector<language::OuterEntity> out;
  out.reserve(entities.size());
  for (const auto& e : entities) out.push_back({e.entity.type, e.entity.id, e.name});
  return out;
}

Result<std::vector<language::Fact>> program_facts(const std::vector<RecordFact>& facts, const Program& program) {
  std::vector<language::Fact> out;
  std::map<std::string, Diagnostic, std::less<>> faults;
  out.reserve(facts.size());
  std::optional<language::PredicateId> id;
  std::string_view name;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    const auto& fact = facts[i];
    if (fact.predicate != name) id = program.find_predicate(name = fact.predicate);
    if (faults.contains(name)) continue;
    language::Fact bound{{}, {}, {}, {language::Origin::Kind::record, i}};
    const auto wrong = id ? bind(fact, program, *id, bound) : std::string("is not declared in the law");
    if (wrong.empty()) { out.push_back(std::move(bound)); continue; }
    faults.emplace(name, fault("R020", fmt::format("the predicate `{}` of a `dedere:facts` mapping {}", name, wrong),
                               "let datapackage.json and law/vocabulary.md agree", fact.row.place()));
  }
  if (faults.empty()) return out;
  std::vector<Diagnostic> all;
  for (auto& [predicate, diagnostic] : faults) all.push_back(std::move(diagnostic));
  return Failure(std::move(all));
}

namespace {

Diagnostic unknown(Row row, Column column, const char* what, const std::vector<std::string>& known) {
  const auto written = row.cell(column);
  const auto meant = did_you_mean(written, known);
  return fault("R023", fmt::format("the law has no {} `{}`", what, written), meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("one of: {}", fmt::join(known, ", ")), row.place(column));
}

}  // namespace

std::vector<Diagnostic> unknown_questions(const Package& package, const Program& program) {
  std::vector<std::string> questions, answers;
  for (const auto& question : program.questions) questions.push_back(question.name);
  std::vector<Diagnostic> faults;
  for (const auto& table : package.tables()) {
    if (!table.schema().question) continue;
    const auto [asked, answered] = *table.schema().question;
    for (const auto row : table.rows()) {
      const auto id = program.find_question(std::string(row.cell(asked)));
      if (!id) { faults.push_back(unknown(row, asked, "question", questions)); continue; }
      answers.clear();
      for (const auto& answer : program[*id].answers) answers.push_back(answer.name);
      if (std::ranges::find(answers, row.cell(answered)) == answers.end()) faults.push_back(unknown(row, answered, "answer to it", answers));
    }
  }
  return faults;
}

}  // namespace dedere::record
