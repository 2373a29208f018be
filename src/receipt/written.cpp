#include "receipt/written.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "record/sha256.hpp"

namespace dedere::receipt {

using time::Instant;

Json instant(Instant t) {
  if (!t.is_finite()) return nullptr;
  const auto of_day = t.seconds - Instant::start_of(t.day()).seconds;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", t.day().iso(), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

Json intervals(const time::IntervalSet& set) {
  auto out = Json::array();
  for (const auto& i : set.intervals()) out.push_back(Json::array({instant(i.from()), instant(i.to())}));
  return out;
}

std::string digest(std::string_view text) { return "sha256:" + record::sha256(text); }

Json day(const std::string& iso) { return iso.empty() ? Json() : Json(iso); }

std::vector<std::string> written(const language::Program& program, const language::Fact& fact) {
  std::vector<std::string> out;
  for (const auto& i : fact.when.intervals()) {
    auto text = program.written(fact.predicate, fact.arguments);
    if (i.from().is_finite()) text += " from " + i.from().day().iso();
    if (i.to().is_finite()) text += " to " + i.to().shifted(-1).day().iso();
    out.push_back(std::move(text));
  }
  return out;
}

Json written(const language::Program& program, const std::vector<std::uint32_t>& readings, std::vector<language::QuestionId> questions) {
  std::sort(questions.begin(), questions.end(), [&](auto a, auto b) { return program[a].name < program[b].name; });
  auto out = Json::object();
  for (const auto q : questions) out[program[q].name] = program[q].answers[readings[q.index]].name;
  return out;
}

}  // namespace dedere::receipt
