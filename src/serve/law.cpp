// The law itself: its files, its questions, its casebook.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "brief/expectations.hpp"
#include "brief/json_parts.hpp"
#include "serve/handlers.hpp"
#include "serve/law_file.hpp"

namespace dedere::serve {
namespace {

using language::Program;
using Kind = LawBlock::Kind;

// Without a fragment of Markdown in it: "`party`" is "party".
std::string title_of(const std::vector<LawBlock>& blocks, const std::string& file) {
  for (const auto& block : blocks) if (block.kind == Kind::heading) return block.text;
  return file;
}

Json labels_of(const Program& program, const std::vector<language::RuleId>& rules) {
  Json out = Json::array();
  for (const auto rule : rules) out.push_back(program[rule].label);
  return out;
}

// The headings, each with the labels of the rules below it, up to the next.
Json headings_of(const Program& program, const std::vector<LawBlock>& blocks) {
  Json out = Json::array();
  for (const auto& block : blocks) {
    if (block.kind == Kind::heading) out.push_back({{"level", block.level}, {"text", block.text}, {"anchor", block.anchor}, {"labels", Json::array()}});
    else if (block.kind == Kind::rules && !out.empty()) for (const auto rule : block.rules) out.back()["labels"].push_back(program[rule].label);
  }
  return out;
}

Json block_json(const Program& program, const LawBlock& block) {
  switch (block.kind) {
    case Kind::heading: return {{"kind", "heading"}, {"level", block.level}, {"text", block.text}, {"anchor", block.anchor}, {"line", block.line}};
    case Kind::text: return {{"kind", "text"}, {"markdown", block.text}, {"line", block.line}};
    case Kind::rules: return {{"kind", "rules"}, {"text", block.text}, {"line", block.line}, {"labels", labels_of(program, block.rules)}};
  }
  return {};
}

Json rule_json(const Program& program, language::RuleId id) {
  const auto& rule = program[id];
  return {{"label", rule.label}, {"title", brief::or_null(rule.title)}, {"line", program.sources.place(rule.span).line}, {"text", program.sources.statement(rule.span)}, {"presumption", rule.presumption},
          {"exception_to", rule.exception_to ? Json(program[*rule.exception_to].label) : Json()}};
}

Json expectation_json(const Program& program, std::size_t number, const Uses& uses) {
  constexpr const char* kinds[] = {"holds", "does_not_hold", "unknown", "contested"};
  const auto& e = program.expectations[number];
  return {{"text", program.sources.statement(e.span)}, {"line", program.sources.place(e.span).line}, {"expects", kinds[static_cast<int>(e.kind)]},
          {"on", e.when.empty() || e.when.is_always() ? Json() : Json(time::text(e.when))}, {"met", static_cast<bool>(uses.met[number])}};
}

Json used_json(const Program& program, const std::vector<language::RuleId>& rules, const Uses& uses) {
  Json out = Json::object();
  for (const auto rule : rules) {
    const auto found = uses.of.find(rule.index);
    if (found == uses.of.end()) continue;
    Json list = Json::array();
    for (const auto number : found->second) {
      const auto& e = program.expectations[number];
      list.push_back({{"file", short_name(program.sources[e.span.file].name)}, {"line", program.sources.place(e.span).line}, {"sentence", program.sources.statement(e.span)}});
    }
    out[program[rule].label] = std::move(list);
  }
  return out;
}

std::optional<std::uint32_t> find_file(const Program& program, std::string_view name) {
  for (std::uint32_t f = 0; f < program.sources.size(); ++f)
    if (short_name(program.sources[f].name) == short_name(name)) return f;
  return std::nullopt;
}

// What a file of the casebook is about: the decision that it quotes.
Json about(const Program& program, std::uint32_t file) {
  Json out{{"finding", nullptr}, {"state", nullptr}, {"person", nullptr}, {"decided", nullptr}};
  const auto decided = program.find_predicate("decided");
  for (const auto& e : program.expectations) {
    if (!decided || e.span.file != file || e.predicate != *decided || e.kind != language::syntax::Expectation::Kind::holds) continue;
    constexpr std::pair<std::size_t, const char*> members[] = {{0, "finding"}, {1, "state"}, {2, "person"}, {4, "decided"}};
    for (const auto& [argument, member] : members)
      if (const auto* value = argument < e.arguments.size() ? std::get_if<language::Value>(&e.arguments[argument]) : nullptr) out[member] = program.values.written(*value);
    return out;
  }
  return out;
}

}  // namespace

Result<Response> questions(Desk& desk, const Call& call) {
  const auto day = TRY(call.day_if_given("as_known"));
  const auto& program = desk.program();
  const auto law = reason::Law::as_known(program, day, {});
  Json list = Json::array();
  for (std::uint32_t q = 0; q < program.questions.size(); ++q) {
    const auto& question = program.questions[q];
    const bool open = std::ranges::find(law.open, language::QuestionId{q}) != law.open.end();
    Json answers = Json::array(), settled_on;
    for (std::uint32_t a = 0; a < question.answers.size(); ++a) {
      const auto& answer = question.answers[a];
      const bool settled = answer.settled && (!day || *answer.settled <= *day);
      if (settled) settled_on = answer.settled->iso();
      answers.push_back({{"answer", answer.name}, {"text", answer.text}, {"held_by", answer.held_by}, {"settled", settled ? brief::to_json(answer.settled) : Json()}, {"taken", !open && law.readings[q] == a}});
    }
    const auto place = program.sources.place(question.span);
    list.push_back({{"question", question.name}, {"text", question.text}, {"open", open}, {"settled", std::move(settled_on)}, {"answers", std::move(answers)}, {"file", short_name(place.file)}, {"line", place.line}, {"heading", brief::or_null(place.heading)}});
  }
  return json(Json{{"schema", "dedere/questions/1"}, {"as_known", brief::to_json(day)}, {"questions", std::move(list)}});
}

Result<Response> law(Desk& desk, const Call&) {
  const auto& program = desk.program();
  Json files = Json::array();
  for (std::uint32_t f = 0; f < program.sources.size(); ++f) {
    const auto blocks = blocks_of(program, f);
    const auto name = short_name(program.sources[f].name);
    files.push_back({{"file", name}, {"title", title_of(blocks, name)}, {"headings", headings_of(program, blocks)}});
  }
  return json(Json{{"schema", "dedere/law/1"}, {"digest", desk.library().digests.law}, {"files", std::move(files)}});
}

Result<Response> law_file(Desk& desk, const Call& call) {
  const auto& uses = *TRY(desk.uses());
  const auto& program = desk.program();
  const auto file = find_file(program, call.captured[0]);
  if (!file) {
    std::vector<std::string> names;
    for (std::uint32_t f = 0; f < program.sources.size(); ++f) names.push_back(short_name(program.sources[f].name));
    const auto near = did_you_mean(call.captured[0], names);
    return Failure(fault("A009", "there is no such file of law", near ? fmt::format("did you mean `{}`?", *near) : "/api/law lists them"));
  }
  const auto blocks = blocks_of(program, *file);
  const auto name = short_name(program.sources[*file].name);
  Json parts = Json::array(), rules = Json::array();
  std::vector<language::RuleId> all;
  for (const auto& block : blocks) {
    parts.push_back(block_json(program, block));
    for (const auto rule : block.rules) rules.push_back(rule_json(program, rule)), all.push_back(rule);
  }
  return json(Json{{"schema", "dedere/law-file/1"}, {"file", name}, {"title", title_of(blocks, name)}, {"blocks", std::move(parts)}, {"rules", std::move(rules)}, {"used", used_json(program, all, uses)}});
}

Result<Response> casebook(Desk& desk, const Call&) {
  const auto& uses = *TRY(desk.uses());
  const auto& program = desk.program();
  Json cases = Json::array();
  std::size_t expectations = 0, agree = 0;
  for (std::uint32_t f = 0; f < program.sources.size(); ++f) {
    const auto name = short_name(program.sources[f].name);
    if (!name.starts_with("casebook/")) continue;
    Json held = Json::array(), facts = Json::array();
    bool agrees = true;
    for (std::size_t i = 0; i < program.expectations.size(); ++i) {
      if (program.expectations[i].span.file != f) continue;
      held.push_back(expectation_json(program, i, uses));
      ++expectations;
      agree += uses.met[i];
      agrees = agrees && uses.met[i];
    }
    if (held.empty()) continue;
    for (std::size_t i = 0; i < program.fact_spans.size(); ++i)
      if (program.fact_spans[i].file == f) facts.push_back({{"text", program.sources.statement(program.fact_spans[i])}, {"line", program.sources.place(program.fact_spans[i]).line}});
    const auto blocks = blocks_of(program, f);
    std::string prose;
    for (const auto& block : blocks) if (block.kind == Kind::text) prose += (prose.empty() ? "" : "\n\n") + block.text;
    Json one{{"file", name}, {"title", title_of(blocks, name)}};
    one.update(about(program, f));
    one["text"] = std::move(prose);
    one["facts"] = std::move(facts);
    one["expectations"] = std::move(held);
    one["agrees"] = agrees;
    cases.push_back(std::move(one));
  }
  return json(Json{{"schema", "dedere/casebook/1"}, {"cases", std::move(cases)}, {"expectations", expectations}, {"agree", agree}});
}

}  // namespace dedere::serve
