// dedere replay RECEIPT: the same question on today's law and record: the same answer, or what changed, and through what.
#include <fmt/core.h>

#include <algorithm>

#include "brief/duty.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/page.hpp"
#include "cli/receipt.hpp"
#include "cli/window.hpp"
#include "receipt/compare.hpp"
#include "receipt/read.hpp"

namespace dedere::cli {
namespace {

using receipt::Json;

constexpr std::size_t largest_receipt = 256U << 20U;

// A question put again.
struct Replayed {
  receipt::Question question;
  Json before, after;
  receipt::Comparison comparison;
};

Result<time::Date> day_of(const std::string& text) {
  if (const auto day = time::Date::parse(text)) return *day;
  return Failure(fault("A011", fmt::format("`{}` of the receipt is not a day", text), "give a file that `--receipt` has written"));
}

Result<Json> answer_again(const brief::Setting& setting, language::Program& program, const receipt::Question& q) {
  if (q.command == "duty") return receipt::of(setting, brief::duty(setting, {q.person, q.state, TRY(day_of(q.from)), TRY(day_of(q.to))}));
  const auto goal = TRY(language::read_goal(q.goal, program));
  if (q.command == "why") return receipt::of_why(setting, goal, time::Interval::day(TRY(day_of(q.on))), {q.goal, q.on, "", ""});
  const auto window = TRY(parse_window({q.on, q.from, q.to}));
  return receipt::of_ask(setting, goal, window.value_or(time::Interval::always()), {q.goal, q.on, q.from, q.to});
}

std::optional<std::string> text_today(const House& house, const std::string& kind, const std::string& name) {
  const auto& program = house.program;
  if (kind == "rule") {
    const auto rule = program.find_rule(name);
    return rule ? std::optional(std::string(program.sources.statement(program[*rule].span))) : std::nullopt;
  }
  if (kind == "fact") {
    for (const auto span : program.fact_spans)
      if (program.sources.statement(span) == name) return name;
    return std::nullopt;
  }
  constexpr std::string_view record = "record:";
  const auto slash = name.find('/');
  if (!name.starts_with(record) || slash == std::string::npos) return std::nullopt;
  const auto row = house.package.find(name.substr(record.size(), slash - record.size()), name.substr(slash + 1));
  return row ? std::optional(std::string(row->text())) : std::nullopt;
}

std::vector<std::string> answers_today(const House& house, const std::string& name) {
  std::vector<std::string> out;
  for (const auto& question : house.program.questions)
    if (question.name == name)
      for (const auto& answer : question.answers) out.push_back(answer.name);
  return out;
}

Result<Replayed> replay_one(House& house, const Options& options, Json before) {
  auto question = TRY(receipt::question(before));
  auto as_asked = options;
  as_asked.suppose = question.suppose;
  as_asked.readings = question.readings;
  const auto now = TRY(known(house, as_asked, question.as_known));
  auto after = TRY(answer_again(setting(house, now), house.program, question));
  const receipt::Today today{[&](const std::string& kind, const std::string& name) { return text_today(house, kind, name); },
                             [&](const std::string& asked_of) { return answers_today(house, asked_of); }};
  auto comparison = receipt::compare(before, after, today);
  return Replayed{std::move(question), std::move(before), std::move(after), std::move(comparison)};
}

std::string asked(const receipt::Question& q) {
  const auto known = q.as_known ? ", as known on " + q.as_known->words() : std::string();
  if (q.command != "duty") return fmt::format("{} {}{}{}", q.command, q.goal, q.on.empty() ? "" : " on " + q.on, known);
  return fmt::format("duty of {} towards {}, {}{}", q.state, q.person, q.from == q.to ? q.from : q.from + " to " + q.to, known);
}

std::string verdict_of(const Json& receipt) {
  const auto found = receipt.find("verdict");
  return found != receipt.end() && found->is_string() ? brief::plain(found->get<std::string>()) : "";
}

std::string outcome(const Replayed& r) {
  const auto was = verdict_of(r.before), is = verdict_of(r.after);
  if (r.comparison.same_answer) return is.empty() ? "The same answer." : fmt::format("The same answer: {}.", is);
  if (was != is) return fmt::format("Another answer: was {}, is {}.", was.empty() ? "none" : was, is.empty() ? "none" : is);
  return is.empty() ? "Another answer." : fmt::format("Still {}, but not at the same times or not under the same readings.", is);
}

brief::Item item(const receipt::Change& change) {
  brief::Item out{brief::Line(change.kind + " ").code(change.name)};
  if (!change.before) out.line.plain(" is new");
  else if (!change.after) out.line.plain(change.kind == "reading" ? " is open again" : " is gone");
  else out.line.plain(" has changed");
  if (change.before) out.items.push_back({brief::Line("was: ").code(*change.before)});
  if (change.after) out.items.push_back({brief::Line("is: ").code(*change.after)});
  return out;
}

brief::Document page(const std::vector<Replayed>& all) {
  brief::Document page;
  page.title = "Replay";
  for (const auto& r : all) {
    page.heading(2, asked(r.question)).paragraph(outcome(r));
    page.paragraph(fmt::format("The law is {}, the record is {}.", r.comparison.same_law ? "the same" : "another", r.comparison.same_record ? "the same" : "another"));
    std::vector<brief::Item> changes;
    for (const auto& change : r.comparison.changes) changes.push_back(item(change));
    if (!changes.empty()) page.paragraph(r.comparison.same_answer ? "What it rests on has changed:" : "What changed:").unordered(std::move(changes));
    else if (!r.comparison.same_answer) page.paragraph("Nothing that either answer rests on has changed: the programs differ, or the receipt was altered. `dedere-verify` tells.");
  }
  return page;
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json to_json(const std::vector<Replayed>& all) {
  auto list = Json::array();
  for (const auto& r : all) {
    auto changes = Json::array();
    for (const auto& c : r.comparison.changes) changes.push_back({{"kind", c.kind}, {"name", c.name}, {"before", or_null(c.before)}, {"after", or_null(c.after)}});
    const auto part = [](const Json& receipt) {
      auto out = Json::object();
      for (const auto* key : {"program", "verdict", "spans", "answers"})
        if (const auto found = receipt.find(key); found != receipt.end()) out[key] = *found;
      return out;
    };
    list.push_back({{"command", r.question.command}, {"question", r.after["question"]}, {"same_answer", r.comparison.same_answer}, {"same_law", r.comparison.same_law},
                    {"same_record", r.comparison.same_record}, {"before", part(r.before)}, {"after", part(r.after)}, {"changes", std::move(changes)}});
  }
  return {{"schema", "dedere/replay/1"}, {"replays", std::move(list)}};
}

}  // namespace

Result<int> replay(const Options& options, const ReplayOptions& command) {
  const auto text = TRY(read_file(command.receipt, largest_receipt));
  auto receipts = TRY(receipt::read(command.receipt, text));
  auto house = TRY(load(options));
  std::vector<Replayed> all;
  for (auto& before : receipts) all.push_back(TRY(replay_one(house, options, std::move(before))));
  print(options, page(all), [&] { return receipt::text(to_json(all)); });
  return std::all_of(all.begin(), all.end(), [](const Replayed& r) { return r.comparison.same_answer; }) ? 0 : 1;
}

}  // namespace dedere::cli
