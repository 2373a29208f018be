#include "verify/check.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

using Kind = Formula::Kind;

void need(bool holds, const std::string& otherwise) { if (!holds) throw Wrong(otherwise); }

// Most of a receipt is worked out again and compared: nothing may be said that is not so, or more.
void same(const std::string& where, const Json& said, const Json& is) {
  if (said == is) return;
  const auto difference = Json::diff(said, is).at(0);
  const auto place = "`" + where + difference.at("path").get<std::string>() + "`";
  throw Wrong(difference.at("op") == "remove" ? place + " should not be there" : place + " should be " + difference.at("value").dump());
}

void once(const Json& all, const std::string& what) { need(std::set<Json>(all.begin(), all.end()).size() == all.size(), what + " stands twice"); }

Json end(Moment at) { return at == early || at == late ? Json() : Json(written(at)); }
Json stretches(const When& when) {
  auto out = Json::array();
  for (const auto& s : when) out.push_back({end(s.from), end(s.to)});
  return out;
}

// Of an atom that stands alone.
Bound unbound(const Atom& atom) { return Bound(atom.terms.size(), none); }

Tuple tuple(const Atom& atom) {
  Tuple out;
  for (const auto& t : atom.terms) out.push_back(t.value);
  return out;
}

Json file(const std::string& name, const std::string& text) { return {{"file", name}, {"digest", digest(text)}}; }

}  // namespace

class Checker {
 public:
  Checker(const Json& receipt, Verifier& with) : receipt_(receipt), with_(with), law_(with.law_), names_(with.names_) {}

  Tally run() {
    if (receipt_.value("schema", "") != "dedere/receipt/1") throw Unusable("this is no receipt that this program knows");
    is("law", with_.law_files_);
    const auto packages = receipt_.at("record").at("packages").size();
    if (packages != with_.record_.packages().size())
      throw Unusable("the receipt rests on " + std::to_string(packages) + " packages: name each with `--record`");
    is("record", with_.record_files_);
    question();
    readings();
    answers();
    proofs();
    listed();
    for (const auto& [name, value] : receipt_.items()) need(checked_.contains(name), "no receipt has a member `" + name + "`");
    return {steps_.size(), rules_.size(), rows_.size(), receipt_.at("answers").size()};
  }

 private:
  void is(const std::string& part, const Json& expected) {
    same("/" + part, receipt_.at(part), expected);
    checked_.insert(part);
  }

  // --- what is asked

  void question() {
    const auto& q = receipt_.at("question");
    const std::string command = receipt_.at("command");
    using Parts = std::map<std::string, std::vector<std::string>>;
    const Parts parts{{"duty", {"person", "state", "from", "to"}}, {"ask", {"goal", "on", "from", "to"}}, {"why", {"goal", "on"}}};
    if (!parts.contains(command)) throw Unusable("`" + command + "` is not a question that has a receipt");
    auto expected = Json::object();
    if (q.contains("readings")) expected["readings"] = asked_ = q.at("readings");
    for (const auto& part : parts.at(command)) expected[part] = q.at(part);
    is("question", expected);
    const auto on = [&](const std::string& part) {
      const auto found = q.contains(part) && !q.at(part).is_null() ? day(q.at(part)) : std::nullopt;
      if (!found && q.contains(part) && !q.at(part).is_null()) throw Unusable("`" + part + "` of the question is no day");
      return found;
    };
    const auto first = on("on") ? on("on") : on("from"), last = on("on") ? on("on") : on("to");
    window_ = {first.value_or(early), last ? *last + a_day : late};
    need(window_.from < window_.to && (command == "ask" || (first && last)), "the question is of no day");
    as_known_ = receipt_.at("as_known").is_null() ? std::nullopt : day(receipt_.at("as_known"));
    if (!as_known_ && !receipt_.at("as_known").is_null()) throw Unusable("`as_known` is no day");
    suppose();
    const auto pair = [&](const char* a, const char* b) { return q.at(a).get<std::string>() + ", " + q.at(b).get<std::string>(); };
    goal_ = parse_atom(command == "duty" ? "must_arrest(" + pair("state", "person") + ", _)" : q.at("goal").get<std::string>(), names_);
    if (command != "duty") return;
    const auto presence = parse_atom("present(" + pair("person", "state") + ")", names_);
    const auto supposed = [&](const Fact& f) { return f.row == "supposed" && same_atom(f.atom, presence) && f.when == When{window_}; };
    need(std::ranges::any_of(facts(), supposed), "the receipt does not suppose that the person is in the state on these days");
  }

  // The facts of the law, of the record as known on that day, and those that are supposed.
  void suppose() {
    once(receipt_.at("suppose"), "a supposition");
    const Json of{receipt_.at("as_known"), receipt_.at("suppose")};
    if (with_.case_ && with_.case_->of == of) return;
    auto facts = law_.facts;
    for (auto& fact : with_.record_.facts(as_known_, names_)) facts.push_back(std::move(fact));
    for (const auto& fact : receipt_.at("suppose")) facts.push_back(parse_fact(fact, names_));
    with_.case_ = std::make_unique<Verifier::Case>(of, std::move(facts), law_, names_);
  }

  [[nodiscard]] const std::vector<Fact>& facts() const { return with_.case_->facts; }
  [[nodiscard]] World& world() const { return with_.case_->world; }

  // What the Court settled last, as known then, is taken unless the question says otherwise; where nothing is settled, every answer counts.
  void readings() {
    for (const auto& [name, answer] : asked_.items()) need(has_answer(name, answer), "the law has no question `" + name + "` with that answer");
    for (const auto& [name, answers] : law_.questions) {
      const Answer* settled = nullptr;
      for (const auto& a : answers)
        if (a.settled && (!as_known_ || *a.settled <= *as_known_) && (!settled || *a.settled >= *settled->settled)) settled = &a;
      if (asked_.contains(name)) taken_[name] = asked_.at(name);
      else if (settled) taken_[name] = settled->name;
    }
    is("readings", taken_.empty() ? Json::object() : Json(taken_));
  }

  [[nodiscard]] bool has_answer(const std::string& question, const std::string& answer) const {
    const auto found = law_.questions.find(question);
    return found != law_.questions.end() && std::ranges::any_of(found->second, [&](const Answer& a) { return a.name == answer; });
  }

  // --- the answers, under every choice of answers to the open questions

  struct Found {
    When certain, possible;
    bool operator==(const Found&) const = default;
  };
  using Answers = std::map<Tuple, Found>;

  void answers() {
    std::set<std::string> varied;  // the questions that the receipt goes through
    for (const auto& answer : receipt_.at("answers"))
      for (const auto& [name, value] : answer.at("readings").items()) varied.insert(name);
    std::vector<std::string> open(varied.begin(), varied.end());
    for (const auto& name : open) need(law_.questions.contains(name) && !taken_.contains(name), "the question `" + name + "` is not open");
    for (const auto& name : world().questions(goal_.predicate))
      if (!taken_.contains(name) && !varied.contains(name)) open.push_back(name);
    Choices all;
    choose(taken_, open, varied.size(), 0, all);
    std::map<std::pair<std::string, std::string>, Json> sorted;
    for (const auto& [choice, answers] : all)
      for (const auto& [row, found] : answers) {
        const auto readings = choice.empty() ? Json::object() : Json(choice);
        const auto atom = written(row);
        auto& answer = sorted[{readings.dump(), atom}] = {{"readings", readings}, {"atom", atom}};
        answer["certain"] = stretches(found.certain), answer["possible"] = stretches(found.possible);
      }
    auto expected = Json::array();
    for (const auto& [key, answer] : sorted) expected.push_back(answer);
    is("answers", expected);
    verdict();
  }

  // Gives an answer to each of the first `varied` open questions, and to a further one only while there is doubt that it could end.
  using Choices = std::map<Readings, Answers>;
  void choose(const Readings& readings, const std::vector<std::string>& open, std::size_t varied, std::size_t next, Choices& all) {
    const auto found = next < varied ? Answers() : found_under(readings);
    const bool doubt = std::ranges::any_of(found, [](const auto& row) { return row.second.certain != row.second.possible; });
    if (next < open.size() && (next < varied || doubt)) {
      for (const auto& answer : law_.questions.at(open[next])) {
        auto more = readings;
        more[open[next]] = answer.name;
        choose(more, open, varied, next + 1, all);
      }
      return;
    }
    if (outcomes_.size() == 4'096) throw Unusable("too many questions are open");
    Readings choice;
    for (std::size_t i = 0; i < varied; ++i) choice[open[i]] = readings.at(open[i]);
    need(all.emplace(choice, found).first->second == found, "the answers depend on a question that is open and that the receipt does not go through");
    Found together;
    for (const auto& [row, one] : found) together = {either(together.certain, one.certain), either(together.possible, one.possible)};
    outcomes_.push_back(std::move(together));
  }

  Answers found_under(const Readings& readings) {
    world().take(readings);
    Answers out;
    for (const auto& [row, when] : world().rows(Mode::possible, goal_.predicate)) {
      Atom atom{goal_.predicate, {}};
      for (const auto v : row) atom.terms.push_back({v});
      if (!answers_goal(atom)) continue;
      Found found{both(holds(atom, Mode::certain), {window_}), both(holds(atom, Mode::possible), {window_})};
      if (!found.possible.empty()) out[row] = std::move(found);
    }
    return out;
  }

  void verdict() {
    const auto on = [&](Moment at, const char* if_certain, const char* if_impossible, const char* if_unknown, const char* otherwise) -> std::string {
      const auto every = [&](bool certain, bool possible) {
        return std::ranges::all_of(outcomes_, [&](const Found& f) { return covers(f.certain, at) == certain && covers(f.possible, at) == possible; });
      };
      return every(true, true) ? if_certain : every(false, false) ? if_impossible : every(false, true) ? if_unknown : otherwise;
    };
    if (receipt_.at("command") == "ask") return is("verdict", nullptr);
    if (receipt_.at("command") == "why") return is("verdict", on(window_.from, "holds", "does_not_hold", "may_hold", "may_hold"));
    // The days on which it may turn: each verdict is that of the first instant of its days.
    std::set<Moment> turns{window_.from, window_.to};
    for (const auto& f : outcomes_)
      for (const auto* when : {&f.certain, &f.possible})
        for (const auto& s : *when)
          for (const auto end : {s.from, s.to}) turns.insert(std::min(window_.to, end + (a_day - end % a_day) % a_day));
    auto spans = Json::array();
    std::set<std::string> verdicts;
    for (auto turn = turns.begin(); *turn != window_.to; ++turn) {
      const auto now = on(*turn, "bound", "not_bound", "cannot_say", "contested"), last = written_day(*std::next(turn) - a_day);
      if (verdicts.insert(now); !spans.empty() && spans.back().at("verdict") == now) spans.back()["to"] = last;
      else spans.push_back({{"from", written_day(*turn)}, {"to", last}, {"verdict", now}});
    }
    is("spans", spans);
    // Bound on some day is bound; then what is contested, then what cannot be said.
    for (const auto* kind : {"bound", "contested", "cannot_say", "not_bound"})
      if (verdicts.contains(kind)) return is("verdict", kind);
  }

  // --- atoms

  [[nodiscard]] static bool same_atom(const Atom& a, const Atom& b) { return a.predicate == b.predicate && tuple(a) == tuple(b); }
  // Is it one that the pattern stands for, where its variables have these values?
  [[nodiscard]] static bool agrees(const Atom& atom, const Atom& pattern, Bound bound) {
    if (atom.predicate != pattern.predicate || atom.terms.size() != pattern.terms.size()) return false;
    for (std::size_t i = 0; i < atom.terms.size(); ++i) {
      auto& value = pattern.terms[i].number ? bound[*pattern.terms[i].number] : bound.emplace_back(pattern.terms[i].value);
      if (value == none) value = atom.terms[i].value;
      if (value != atom.terms[i].value) return false;
    }
    return true;
  }
  [[nodiscard]] bool answers_goal(const Atom& atom) const { return agrees(atom, goal_, unbound(goal_)); }
  [[nodiscard]] When holds(const Atom& atom, Mode mode) const { return world().any({.atom = atom}, unbound(atom), mode); }
  [[nodiscard]] std::string written(const Tuple& row) const {
    auto out = goal_.predicate;
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "(" : ", ") + names_.text(row[i]);
    return row.empty() ? out : out + ")";
  }

  // --- the proofs, step by step

  void proofs() {
    for (const auto& step : receipt_.at("steps")) {
      steps_.push_back(&step);
      need(step.at("id") == steps_.size(), "the steps are not numbered one after the other");
    }
    once(receipt_.at("proofs"), "a proof");
    std::set<const Json*> seen;
    bool proven = false;
    for (const auto& proof : receipt_.at("proofs")) {
      same("a proof", proof, {{"readings", proof.at("readings")}, {"step", proof.at("step")}});
      readings_ = proof.at("readings").get<Readings>();
      const bool all_answered = std::ranges::all_of(readings_, [&](const auto& r) { return has_answer(r.first, r.second); });
      need(all_answered && readings_.size() == law_.questions.size(), "a proof does not say which answer it takes to each question");
      world().take(readings_);
      done_.clear();
      const auto& root = step(proof.at("step"));
      need(!root.contains("at") || covers({window_}, instant(root)), "a proof speaks of another time than the question");
      proven |= root.at("kind") != "absence" && root.contains("atom") && answers_goal(atom(root));
      seen.insert(done_.begin(), done_.end());
    }
    need(proven || (receipt_.at("verdict") != "bound" && receipt_.at("verdict") != "holds"), "no proof proves what was asked");
    need(seen.size() == steps_.size(), "some steps belong to no proof");
  }

  [[nodiscard]] const Json& step_at(const Json& id) const {
    const auto n = id.is_number_unsigned() ? id.get<std::size_t>() : 0;
    need(n >= 1 && n <= steps_.size(), "a step `" + id.dump() + "` is referred to, and is not there");
    return *steps_[n - 1];
  }

  [[nodiscard]] static Moment instant(const Json& step) {
    const auto found = moment(step.at("at"));
    if (!found) throw Unusable("a step does not say at which instant");
    return *found;
  }

  // Of a step, without the `not` of an absence, in which alone `_` may stand.
  [[nodiscard]] Atom atom(const Json& step) const {
    const std::string text = step.at("atom");
    const bool absence = step.at("kind") == "absence";
    need(!absence || text.starts_with("not "), "an absence begins with `not`");
    auto out = parse_atom(absence ? text.substr(4) : text, names_);
    need(absence || std::ranges::all_of(out.terms, [](const Term& t) { return t.value != none; }), "`" + text + "` has something else than values");
    return out;
  }

  const Json& step(const Json& id) {
    const auto& s = step_at(id);
    if (!done_.insert(&s).second) return s;
    need(++depth_ < 2'000, "the steps rest on themselves");
    try {
      check(s, s.at("kind"));
    } catch (const Wrong& w) {
      if (std::string(w.what()).starts_with("step ")) throw;
      throw Wrong("step " + id.dump() + (s.contains("atom") ? ", `" + s.at("atom").get<std::string>() + "`: " : ": ") + w.what());
    }
    --depth_;
    return s;
  }

  void check(const Json& s, const std::string& kind) {
    if (kind == "rule") return rule(s);
    if (kind == "fact") return fact(s);
    if (kind == "absence") return same("", s, timed(s, outside(holds(atom(s), Mode::possible)), {{"atom", s.at("atom")}}));
    const auto doubt = [&] { return both(holds(atom(s), Mode::possible), outside(holds(atom(s), Mode::certain))); };
    if (kind == "unknown") return same("", s, timed(s, doubt(), {{"atom", s.at("atom")}}));
    if (kind == "reading") return reading(s, taken(s.at("question")));
    // What a test or a window says stands in its rule, where it is checked.
    if (kind != "test" && kind != "window") throw Unusable("there is no kind of step `" + kind + "`");
    for (const auto& premise : s.value("premises", Json::array())) step(premise);
  }

  [[nodiscard]] std::string taken(const std::string& question) const { return readings_.contains(question) ? readings_.at(question) : ""; }
  static void reading(const Json& s, const std::string& answer) {
    same("", s, {{"id", s.at("id")}, {"kind", "reading"}, {"question", s.at("question")}, {"answer", answer}});
  }

  // The step as it should be: it holds at its instant, and for which stretch if it says so.
  static Json timed(const Json& s, const When& holds, Json out) {
    const auto found = around(holds, instant(s));
    need(found.has_value(), "it does not hold at that instant");
    if (s.contains("from") || s.contains("to")) out["from"] = end(found->from), out["to"] = end(found->to);
    for (const auto* member : {"id", "kind", "at"}) out[member] = s.at(member);
    return out;
  }

  void fact(const Json& s) {
    const auto what = atom(s);
    same("", s, timed(s, holds(what, Mode::certain), {{"atom", s.at("atom")}, {"row", s.at("row")}}));
    const auto says_so = [&](const Fact& f) { return f.row == s.at("row") && same_atom(f.atom, what) && covers(f.when, instant(s)); };
    const auto found = std::ranges::find_if(facts(), says_so);
    need(found != facts().end(), s.at("row").dump() + " does not say so");
    if (found->row != "supposed") rows_.try_emplace({found->row, found->text}, &*found);
  }

  void rule(const Json& s) {
    const auto what = atom(s);
    const auto mode = s.contains("possible") ? Mode::possible : Mode::certain;
    const bool shortened = s.contains("shortened");
    Json is{{"atom", s.at("atom")}, {"rule", s.at("rule")}};
    for (const auto* list : {"premises", "objections"}) is[list] = shortened ? Json::array() : s.at(list);
    for (const auto* flag : {"possible", "shortened"})
      if (s.contains(flag)) is[flag] = true;
    same("", s, timed(s, holds(what, mode), is));
    const std::string label = s.at("rule");
    const auto found = std::ranges::find(law_.rules, label, &Rule::label);
    need(found != law_.rules.end() && agrees(what, found->head, Bound(found->variables, none)), "the rule [" + label + "] does not conclude it");
    rules_[label] = &*found;
    Bound bound(found->variables, none);
    for (std::size_t i = 0; i < what.terms.size(); ++i)
      if (const auto n = found->head.terms[i].number) bound[*n] = what.terms[i].value;
    if (shortened) return;
    bound = follows(*found, found->whole, bound, instant(s), mode, s.at("premises"));
    objections(*found, bound, instant(s), s.at("objections"));
    for (const auto& premise : s.at("premises")) step(premise);
  }

  // The values under which the formula holds at the instant, with just these premises.
  Bound follows(const Rule& r, const Formula& f, const Bound& given, Moment at, Mode mode, const Json& premises) {
    const auto& literals = r.body().parts;
    need(premises.size() == literals.size(), "the rule [" + r.label + "] has another number of conditions");
    std::optional<Bound> found;
    world().each(f, given, mode, [&](const Bound& bound, const When& when) {
      bool all = !found && covers(when, at);
      for (std::size_t i = 0; all && i < literals.size(); ++i) all = says(step_at(premises[i]), literals[i], i, bound, at, mode);
      if (all) found = bound;
    });
    need(found.has_value(), "the rule [" + r.label + "] does not follow from these premises");
    return *found;
  }

  // Does the step say, for these values at this instant, what the literal of that number does?
  bool says(const Json& s, const Formula& literal, std::size_t number, const Bound& bound, Moment at, Mode mode) {
    const bool denied = literal.kind == Kind::no;
    const auto& f = denied ? literal.parts[0] : literal;
    const auto& kind = s.at("kind");
    if (f.kind == Kind::reading) return kind == "reading" && s.at("question") == f.word && s.at("answer") == f.answer;
    if (kind == "reading" || instant(s) != at) return false;
    if (f.kind == Kind::atom) return s.contains("atom") && denied == (kind == "absence") && agrees(atom(s), f.atom, bound);
    const bool window = f.kind == Kind::window;
    if (kind != (window ? "window" : "test") || (window && !s.contains("from"))) return false;
    Json is{{"literal", number}};
    if (window) is["premises"] = s.at("premises");
    return s == timed(s, world().any(literal, bound, mode), is) && (!window || sees(f, denied, bound, s.at("premises"), at));
  }

  // Does the window rest on these steps: on what its atoms say, at instants that it looks at?
  bool sees(const Formula& window, bool denied, const Bound& bound, const Json& premises, Moment at) {
    once(premises, "what a window sees");
    bool out = premises.empty() == denied;
    for (const auto& id : premises) {
      const auto& s = step_at(id);
      const When then{{instant(s), instant(s) + 1}};
      bool is_of = false;
      each_part(window, [&](const Formula& f, bool) { is_of |= f.kind == Kind::atom && agrees(atom(s), f.atom, bound); });
      const bool glance = window.parts.size() == 1 && !window.throughout && window.parts[0].kind == Kind::atom;
      out = out && is_of && (!glance || covers(World::seen(window, then), at));
    }
    return out;
  }

  void objections(const Rule& r, const Bound& bound, Moment at, const Json& all) {
    need(all.size() == r.exceptions.size(), "the rule [" + r.label + "] has another number of exceptions");
    for (const auto e : r.exceptions) {
      const auto& exception = law_.rules[e];
      const auto said = std::ranges::find_if(all, [&](const Json& o) { return o.at("rule") == exception.label; });
      need(said != all.end(), "the exception [" + exception.label + "] to the rule [" + r.label + "] is left out");
      objection(exception, bound, at, *said);
    }
  }

  void objection(const Rule& r, Bound bound, Moment at, const Json& o) {
    rules_[r.label] = &r;
    bound.resize(std::max(bound.size(), r.variables), none);
    const bool raised = covers(world().any(r.body(), bound, Mode::certain), at), stands = covers(world().any(r.whole, bound, Mode::certain), at);
    const auto& ground = o.at("ground");
    same("the objection", o, {{"rule", r.label}, {"raised", raised}, {"stands", stands}, {"ground", ground}, {"answers", raised ? o.at("answers") : Json::array()}});
    if (!raised) once(ground, "what the objection [" + r.label + "] lacks");
    need(!ground.empty() || r.body().parts.empty(), "the objection [" + r.label + "] has no ground");
    if (raised) bound = follows(r, r.body(), bound, at, Mode::certain, ground);
    for (const auto& g : ground) raised ? void(step(g)) : lacking(r, g, at);
    if (raised) objections(r, bound, at, o.at("answers"));
  }

  // What an objection that is not raised lacks: an answer that is not taken, a test that fails; what is absent, in doubt or in its way is a step.
  void lacking(const Rule& r, const Json& id, Moment at) {
    const auto& s = step_at(id);
    const auto& literals = r.body().parts;
    const std::string kind = s.at("kind");
    if (kind == "reading") {
      const auto asks = [&](const Formula& f) { return f.kind == Kind::reading && f.word == s.at("question") && f.answer == s.at("answer"); };
      need(taken(s.at("question")) != s.at("answer") && std::ranges::any_of(literals, asks), "the exception [" + r.label + "] does not lack this answer");
      reading(s, s.at("answer"));
      done_.insert(&s);
      return;
    }
    need(instant(s) == at, "what the objection [" + r.label + "] lacks is of another instant");
    if (kind != "test" && kind != "window") return void(step(id));
    const auto n = s.at("literal").is_number_unsigned() ? s.at("literal").get<std::size_t>() : literals.size();
    need(n < literals.size() && literals[n].kind != Kind::atom, "the objection [" + r.label + "] has no such test");
    Json is{{"id", s.at("id")}, {"kind", kind}, {"literal", n}, {"at", s.at("at")}};
    if (s.contains("premises")) is["premises"] = s.at("premises");
    same("", s, is);
    step(id);
  }

  // --- the rules and rows that the steps name, as they stand in their files

  void listed() {
    auto rules = Json::array(), rows = Json::array();
    const auto quoted = [](const auto& from, const char* name, const std::string& called) {
      Json out{{name, called}, {"digest", digest(from->text)}, {"text", from->text}};
      if (!from->file.empty()) out["file"] = from->file, out["line"] = from->line;
      return out;
    };
    for (const auto& [label, rule] : rules_) rules.push_back(quoted(rule, "label", label));
    for (const auto& [key, fact] : rows_) {
      rows.push_back(quoted(fact, "row", fact->row));
      if (fact->file.empty()) rows.back()["package"] = fact->package, rows.back()["table"] = fact->table;
    }
    is("rules", rules);
    is("rows", rows);
  }

  const Json& receipt_;
  Verifier& with_;
  const Law& law_;
  Names& names_;
  std::set<std::string> checked_{"schema", "program", "command", "as_known", "suppose", "proofs", "steps"};  // the members of the receipt; these are on the way
  std::optional<Moment> as_known_;
  Json asked_ = Json::object();         // the answers that the asker took
  Readings taken_, readings_;           // the answers to questions that are not open; those of the proof at hand
  Atom goal_;
  Stretch window_{early, late};
  std::vector<Found> outcomes_;         // of each choice
  std::vector<const Json*> steps_;      // by number
  std::set<const Json*> done_;          // of the proof at hand
  std::map<std::string, const Rule*> rules_;                               // that the steps name
  std::map<std::pair<std::string, std::string>, const Fact*> rows_;        // by name and text
  int depth_ = 0;
};

Verifier::Verifier(const std::string& law, const std::vector<std::string>& records) {
  std::map<std::string, std::string> files;
  if (fs::is_regular_file(law)) files[fs::path(law).filename().string()] = read_file(law);
  else if (!fs::is_directory(law)) throw Unusable("`" + law + "` is not there: name the law with `--law`");
  else
    for (const auto& entry : fs::recursive_directory_iterator(law))
      if (const auto& path = entry.path(); path.extension() == ".md" || path.extension() == ".law")
        files[fs::relative(path, law).string()] = read_file(path.string());
  law_files_["files"] = record_files_["packages"] = Json::array();
  std::string bytes;
  for (const auto& [name, text] : files) {
    law_.read(name, text, names_);
    law_files_["files"].push_back(file(name, text));
    bytes += std::to_string(text.size()) + " " + name + "\n" + text;
  }
  law_.link();
  law_files_["digest"] = digest(std::exchange(bytes, ""));
  const auto add = [&](const std::string& part) { bytes += std::to_string(part.size()) + ":" + part; };
  for (const auto& folder : records) record_.add(folder);
  for (const auto& package : record_.packages()) {
    auto named = Json::array();
    add(std::to_string(package.files.size()));
    for (const auto& [name, text] : package.files) named.push_back(file(name, text)), add(name), add(text);
    record_files_["packages"].push_back({{"package", package.name}, {"files", named}});
  }
  record_files_["digest"] = digest(bytes);
}

Tally Verifier::check(const Json& receipt) {
  try {
    return Checker(receipt, *this).run();
  } catch (const Json::exception& e) {
    throw Unusable(std::string("the receipt has not the form that docs/receipts.md describes: ") + e.what());
  }
}

std::vector<Json> receipts(std::string_view text) {
  if (const auto id = text.find("id=\"receipt\""); text.find('<') < text.find('{') && id != std::string_view::npos) {
    const auto begin = std::min(text.find('>', id), text.size() - 1) + 1;
    text = text.substr(begin, text.find("</script", begin) - begin);
  }
  // A member that stands twice would be read differently by different programs.
  std::map<int, std::set<std::string>> members;  // by depth
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
    if (depth > 100) throw Unusable("the receipt is nested too deeply");
    if (event == Json::parse_event_t::object_start) members[depth + 1].clear();
    if (event == Json::parse_event_t::key && !members[depth].insert(value).second) throw Unusable("the member " + value.dump() + " stands twice");
    return true;
  };
  try {
    auto json = Json::parse(text, watch);
    if (!json.is_object() || json.value("schema", "") != "dedere/receipts/1") return {std::move(json)};
    same("the receipts", json, {{"schema", json.at("schema")}, {"receipts", json.at("receipts")}});
    return json.at("receipts").get<std::vector<Json>>();
  } catch (const Json::exception& e) {
    throw Unusable(std::string("there is no receipt that can be read: ") + e.what());
  }
}

}  // namespace dedere::verify
