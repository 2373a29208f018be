#include "receipt/receipt.hpp"

#include <algorithm>

#include "reason/match.hpp"
#include "reason/relevant.hpp"
#include "receipt/files.hpp"
#include "receipt/steps.hpp"
#include "receipt/written.hpp"

namespace dedere::receipt {
namespace {

using language::Goal;
using language::QuestionId;
using language::Value;
using reason::Mode;
using reason::World;
using time::Instant;
using time::Interval;
using time::IntervalSet;

constexpr std::size_t most_proofs = 1'000;  // of an `ask`, which shows none itself

// The goal's tuples in one world, each with when it holds and may hold.
struct Answer {
  std::string atom;
  std::vector<Value> values;
  IntervalSet certain, possible;
};

class Writer {
 public:
  Writer(const brief::Setting& setting, const World& world, Goal goal, Interval window) : setting_(setting), world_(world), goal_(std::move(goal)), window_(window), steps_(setting) {}

  // Every tuple under every choice of answers to the open questions that the goal can come to ask.
  Result<Done> answer() {
    const auto& program = setting_.program;
    const auto relevant = reason::relevant(world_, goal_);
    for (const auto q : setting_.law.open)
      if (relevant.contains(q.index)) open_.push_back(q);
    worlds_ = reason::under_every_answer(world_, setting_.law, goal_);
    if (worlds_.empty())
      return Failure(fault("A011", "the law leaves too many questions open for a receipt", "take an answer to some of them with `--reading QUESTION=ANSWER`, or ask as known on a later day"));
    std::vector<std::pair<std::string, Json>> sorted;
    for (const auto& world : worlds_) {
      const auto readings = written(program, world.readings(), open_);
      for (auto& a : answers_in(world))
        sorted.emplace_back(readings.dump() + '\n' + a.atom, Json{{"readings", readings}, {"atom", a.atom}, {"certain", intervals(a.certain)}, {"possible", intervals(a.possible)}});
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [key, json] : sorted) answers_.push_back(std::move(json));
    return Done{};
  }

  std::vector<Answer> answers_in(const World& world) const {
    std::vector<Answer> out;
    for (const auto& row : reason::rows(world, goal_.predicate, goal_.arguments, Mode::possible)) {
      auto possible = IntervalSet(window_) & reason::when(world, goal_.predicate, row.values, Mode::possible);
      if (!possible.empty()) out.push_back({setting_.program.written(goal_.predicate, row.values), row.values, IntervalSet(window_) & reason::when(world, goal_.predicate, row.values, Mode::certain), std::move(possible)});
    }
    return out;
  }

  // Whether some tuple holds at the instant: under every choice, or at least may under one.
  std::string holds(Instant at) const {
    bool all = true, any = false;
    for (const auto& world : worlds_) {
      all = all && reason::when_goal(world, goal_, Mode::certain).holds(at);
      any = any || reason::when_goal(world, goal_, Mode::possible).holds(at);
    }
    return all ? "holds" : any ? "may_hold" : "does_not_hold";
  }

  // A proof of each tuple that holds, at the first instant of each stretch for which it does.
  void prove_each() {
    std::size_t proofs = 0;
    auto all = answers_in(world_);
    std::sort(all.begin(), all.end(), [](const Answer& a, const Answer& b) { return a.atom < b.atom; });
    for (const auto& a : all)
      for (const auto& stretch : a.certain.intervals()) {
        if (proofs == most_proofs) return;
        const auto at = stretch.from().is_finite() ? stretch.from() : stretch.to().is_finite() ? stretch.to().shifted(-1) : Instant{};
        if (const auto proof = reason::why(world_, goal_.predicate, a.values, at)) { steps_.add(*proof, world_, at); ++proofs; }
      }
  }

  void prove(const reason::Proof& proof, const World& world, Instant at) { steps_.add(proof, world, at); }

  Json finish(const char* command, Json question, const std::vector<language::Fact>& supposed, Json verdict, Json spans) {
    const auto& program = setting_.program;
    add_readings(question);
    auto suppose = Json::array();
    for (const auto& fact : supposed)
      for (auto& text : written(program, fact)) suppose.push_back(std::move(text));
    Json out{{"schema", "dedere/receipt/2"}, {"program", setting_.digests.program}, {"command", command}, {"question", std::move(question)}};
    out["as_known"] = setting_.as_known ? Json(setting_.as_known->iso()) : Json();
    out["suppose"] = std::move(suppose);
    out["readings"] = written(program, setting_.law.readings, settled());
    out["law"] = files(program.sources, setting_.digests.law);
    out["record"] = files(setting_.record, setting_.digests.record);
    out["verdict"] = std::move(verdict);
    if (!spans.is_null()) out["spans"] = std::move(spans);
    out["answers"] = std::move(answers_);
    out["proofs"] = steps_.proofs();
    out["steps"] = steps_.steps();
    out["rules"] = steps_.rules();
    out["rows"] = steps_.rows();
    return out;
  }

 private:
  // The answers that the asker took are part of the question.
  void add_readings(Json& question) const {
    if (!setting_.law.fixed.empty()) question["readings"] = written(setting_.program, setting_.law.readings, setting_.law.fixed);
  }

  std::vector<QuestionId> settled() const {
    std::vector<QuestionId> out;
    for (std::uint32_t q = 0; q < setting_.program.questions.size(); ++q)
      if (std::ranges::find(setting_.law.open, QuestionId{q}) == setting_.law.open.end()) out.push_back({q});
    return out;
  }

  const brief::Setting& setting_;
  const World& world_;
  Goal goal_;
  Interval window_;
  Steps steps_;
  std::vector<QuestionId> open_;
  std::vector<World> worlds_;
  Json answers_ = Json::array();
};

std::vector<language::Fact> facts(const brief::Setting& setting) { return {setting.supposed.begin(), setting.supposed.end()}; }

}  // namespace

Result<Json> of(const brief::Setting& setting, const brief::Duty& duty) {
  const auto terms = brief::terms(setting.program, {duty.person.id, duty.state.id, duty.from, duty.to});
  if (!terms) return Failure(fault("A011", "the law that was loaded cannot answer this question", "name a law that has the predicates of law/answers.md"));
  const auto world = setting.world.varied({terms->presence}, setting.law.readings);
  Writer writer(setting, world, terms->goal, terms->window);
  TRY(writer.answer());
  for (const auto& shown : duty.shown)
    writer.prove(shown.proof, setting.world.varied({terms->presence}, shown.readings), shown.proof.at.value_or(terms->window.from()));
  auto supposed = facts(setting);
  supposed.push_back(terms->presence);
  auto spans = Json::array();
  for (const auto& s : duty.spans) spans.push_back({{"from", s.days.first->iso()}, {"to", s.days.last->iso()}, {"verdict", name(s.verdict)}});
  return writer.finish("duty", {{"person", duty.person.id}, {"state", duty.state.id}, {"from", duty.from.iso()}, {"to", duty.to.iso()}}, supposed, name(duty.verdict), std::move(spans));
}

Result<Json> of_ask(const brief::Setting& setting, const Goal& goal, const Interval& window, const Asked& asked) {
  Writer writer(setting, setting.world, goal, window);
  TRY(writer.answer());
  writer.prove_each();
  return writer.finish("ask", {{"goal", asked.goal}, {"on", day(asked.on)}, {"from", day(asked.from)}, {"to", day(asked.to)}}, facts(setting), nullptr, nullptr);
}

Result<Json> of_why(const brief::Setting& setting, const Goal& goal, const Interval& on, const Asked& asked) {
  Writer writer(setting, setting.world, goal, on);
  TRY(writer.answer());
  const auto at = on.from();
  for (const auto& values : reason::holding(setting.world, goal.predicate, goal.arguments, at, Mode::certain))
    if (const auto proof = reason::why(setting.world, goal.predicate, values, at)) writer.prove(*proof, setting.world, at);
  return writer.finish("why", {{"goal", asked.goal}, {"on", asked.on}}, facts(setting), writer.holds(at), nullptr);
}

Result<Json> of(const brief::Setting& setting, const brief::Brief& brief) {
  std::vector<Json> all;
  for (const auto& journey : brief.journeys)
    if (journey.duty) all.push_back(TRY(of(setting, *journey.duty)));
  return together(std::move(all));
}

Json together(std::vector<Json> receipts) { return {{"schema", "dedere/receipts/1"}, {"receipts", std::move(receipts)}}; }

std::string text(const Json& receipt) { return receipt.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace dedere::receipt
