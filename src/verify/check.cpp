#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;
using Kind = Node::Kind;
using Mode = When Truth::*;
using Members = std::initializer_list<const char*>;

void need(bool holds, const string& otherwise) { if (!holds) throw Wrong(otherwise); }
void once(const Json& all, const string& what) { need(set<Json>(all.begin(), all.end()).size() == all.size(), what + " stands twice"); }

// Most of a receipt is worked out again and compared: nothing may be said that is not so, or more.
void same(const string& where, const Json& said, const Json& is) {
  if (said == is) return;
  const auto difference = Json::diff(said, is).at(0);
  const auto place = "`" + where + difference.at("path").get<string>() + "`";
  throw Wrong(place + (difference.at("op") == "remove" ? " should not be there" : " should be " + difference.at("value").dump()));
}
// The members of an object as they are said, where what they say is checked apart.
Json as_said(const Json& of, Members members, Json out = Json::object()) {
  for (const auto* member : members) out[member] = of.at(member);
  return out;
}

Json end(Moment at) { return at == early || at == late ? Json() : Json(written(at)); }
Json stretches(const When& when) {
  auto out = Json::array();
  for (const auto& s : when) out.push_back({end(s.from), end(s.to)});
  return out;
}

bool says(const Fact& fact, const Node& atom) { return fact.predicate == atom.word && fact.values == values(atom.parts); }
// Does it say what the literal does, for some values of the variables that have none yet?
bool says(const Node& said, const Node& literal, Bound& bound) {
  const bool is_value = said.kind == Kind::value, is_open = said.kind == Kind::any || said.kind == Kind::variable;
  if (literal.kind == Kind::any) return is_value || is_open;
  if (literal.kind == Kind::variable)
    return is_value ? bound.try_emplace(literal.word, said.word).first->second == said.word : is_open && !bound.contains(literal.word);
  const auto shape = [](const Node& n) { return std::tie(n.kind, n.word, n.throughout, n.back, n.ahead, n.least, n.most); };
  bool alike = shape(said) == shape(literal) && said.parts.size() == literal.parts.size();
  for (std::size_t i = 0; alike && i < said.parts.size(); ++i) alike = says(said.parts[i], literal.parts[i], bound);
  return alike;
}
bool says(const Node& said, const Node& literal, Bound&& bound) { return says(said, literal, bound); }

}  // namespace

class Checker {
 public:
  Checker(const Json& receipt, Verifier& with) : receipt_(receipt), with_(with), law_(with.law_) {}

  Tally run() {
    if (receipt_.value("schema", "") != "dedere/receipt/2") throw Unusable("this is no receipt that this program knows");
    const auto& packages = receipt_.at("record").at("packages");
    if (packages.size() != with_.record_.packages.size()) throw Unusable("the receipt rests on other packages: name each of them with `--record`");
    is("law", with_.law_files_);
    is("record", with_.record_files_);
    question(receipt_.at("question"), receipt_.at("command"));
    readings();
    answers();
    verdict();
    proofs();
    listed();
    for (const auto& [name, value] : receipt_.items()) need(checked_.contains(name), "no receipt has a member `" + name + "`");
    return {steps_.size(), rules_.size(), rows_.size(), receipt_.at("answers").size()};
  }

 private:
  void is(const string& part, const Json& expected) { same("/" + part, receipt_.at(part), expected), checked_.insert(part); }
  World& world() const { return *with_.world_; }

  // --- what is asked

  static AsKnown day_of(const Json& of, const string& part) {
    if (!of.contains(part) || of.at(part).is_null()) return std::nullopt;
    const auto found = day(of.at(part));
    return found ? found : throw Unusable("`" + part + "` is no day");
  }
  void question(const Json& q, const string& command) {
    const bool duty = command == "duty", ask = command == "ask";
    if (!duty && !ask && command != "why") throw Unusable("`" + command + "` is not a question that has a receipt");
    is("question", as_said(q, duty  ? Members{"person", "state", "from", "to"} : ask ? Members{"goal", "on", "from", "to"} : Members{"goal", "on"},
                           q.contains("readings") ? as_said(q, {"readings"}) : Json::object()));
    const auto on = day_of(q, "on"), first = on ? on : day_of(q, "from"), last = on ? on : day_of(q, "to");
    window_ = {first.value_or(early), last ? *last + a_day : late};
    need(window_.from < window_.to && (ask || (first && last)), "the question is of no day");
    as_known_ = day_of(receipt_, "as_known");
    suppose();
    const auto pair = [&](const char* a, const char* b) { return q.at(a).get<string>() + ", " + q.at(b).get<string>(); };
    goal_ = parse_atom(duty ? "must_arrest(" + pair("state", "person") + ", _)" : q.at("goal").get<string>());
    const auto presence = duty ? parse_atom("present(" + pair("person", "state") + ")") : Node();
    const auto supposed = [&](const Fact& f) { return f.row == "supposed" && says(f, presence) && f.when == When{window_}; };
    need(!duty || std::ranges::any_of(world().facts(), supposed), "the receipt does not suppose that the person is in the state on these days");
  }
  // The world of the facts of the law, of the record as known on that day, and those that are supposed.
  void suppose() {
    once(receipt_.at("suppose"), "a supposition");
    const Json of{receipt_.at("as_known"), receipt_.at("suppose")};
    if (with_.world_ && with_.case_ == of) return;
    auto facts = with_.record_.facts(law_, as_known_);
    facts.insert(facts.end(), law_.facts.begin(), law_.facts.end());
    for (const auto& fact : receipt_.at("suppose")) facts.push_back(parse_fact(fact));
    with_.world_ = std::make_unique<World>(law_, std::move(facts));
    with_.case_ = of;
  }

  // What the Court settled last, as known then, is taken unless the question says otherwise; where nothing is settled, every answer counts.
  void readings() {
    for (const auto& [question, answers] : law_.questions) {
      optional<Moment> latest;
      for (const auto& [answer, settled] : answers)
        if (settled && !(as_known_ && settled > as_known_) && settled >= latest) latest = settled, taken_[question] = answer;
    }
    for (const auto& [question, answer] : receipt_.at("question").value("readings", Readings())) {
      need(has_answer(question, answer), "the law has no question `" + question + "` with that answer");
      taken_[question] = answer;
    }
    is("readings", taken_);
  }
  bool has_answer(const string& question, const string& answer) const {
    return law_.questions.contains(question) && law_.questions.at(question).contains(answer);
  }

  // --- the answers, under every choice of answers to the open questions

  void answers() {
    set<string> varied;  // the questions that the receipt goes through
    for (const auto& answer : receipt_.at("answers"))
      for (const auto& [name, value] : answer.at("readings").items()) varied.insert(name);
    for (const auto& name : varied) need(law_.questions.contains(name) && !taken_.contains(name), "the question `" + name + "` is not open");
    for (const auto& [name, answers] : law_.questions)
      if (!taken_.contains(name) && !varied.contains(name) && world().behind(goal_.word).contains("reading " + name)) others_.push_back(name);
    auto expected = Json::array();
    choose({}, Tuple(varied.begin(), varied.end()), expected);
    is("answers", expected);
  }
  // Each choice of answers to the questions.
  void choose(const Readings& choice, Tuple questions, Json& expected) {
    if (!questions.empty()) {
      const auto question = questions.front();
      questions.erase(questions.begin());
      auto with = choice;
      for (const auto& [answer, settled] : law_.questions.at(question)) with[question] = answer, choose(with, questions, expected);
      return;
    }
    auto readings = taken_;
    readings.insert(choice.begin(), choice.end());
    auto& together = outcomes_.emplace_back();
    for (const auto& [row, truth] : found(readings, 0)) {
      auto atom = goal_.word;
      for (std::size_t i = 0; i < row.size(); ++i) atom += (i == 0 ? "(" : ", ") + row[i] + (i + 1 == row.size() ? ")" : "");
      expected.push_back({{"readings", choice}, {"atom", atom}, {"certain", stretches(truth.certain)}, {"possible", stretches(truth.possible)}});
      together = either(together, truth);
    }
  }
  // What holds under these answers. A further open question gets an answer only while there is doubt that it could end, and must make no difference.
  Rows found(Readings readings, std::size_t further) {
    if (++found_ == 4'096) throw Unusable("too many questions are open");
    world().take(readings);
    Rows out;
    for (const auto& [row, recorded] : world().rows(goal_.word)) {
      if (!matched(goal_.parts, row)) continue;
      auto atom = goal_;
      for (std::size_t i = 0; i < row.size(); ++i) atom.parts[i] = {Kind::value, row[i]};
      if (const auto truth = both(world().any(atom), {{window_}, {window_}}); !truth.possible.empty()) out[row] = truth;
    }
    if (further == others_.size() || std::ranges::all_of(out, [](const auto& row) { return row.second.certain == row.second.possible; })) return out;
    optional<Rows> first;
    for (const auto& [answer, settled] : law_.questions.at(others_[further])) {
      readings[others_[further]] = answer, out = found(readings, further + 1);
      need(out == first.value_or(out), "the answers depend on a question that is open and that the receipt does not go through");
      first = out;
    }
    return out;
  }

  void verdict() {
    if (receipt_.at("command") == "ask") return is("verdict", nullptr);
    // What is so under every choice: 0 impossible, 1 certain, 2 in doubt; or 3, it differs.
    const auto on = [&](Moment at) {
      set<std::size_t> out;
      for (const auto& o : outcomes_) out.insert(covers(o.certain, at) ? 1 : covers(o.possible, at) ? 2 : 0);
      return out.size() == 1 ? *out.begin() : 3;
    };
    if (receipt_.at("command") == "why") return is("verdict", std::array{"does_not_hold", "holds", "may_hold", "may_hold"}[on(window_.from)]);
    auto spans = Json::array();
    set<string> verdicts;
    for (auto day = window_.from; day < window_.to; day += a_day) {  // the verdict of a day is that of its first instant
      const string now = std::array{"not_bound", "bound", "cannot_say", "contested"}[on(day)];
      if (verdicts.insert(now); spans.empty() || spans.back().at("verdict") != now) spans.push_back({{"from", written_day(day)}, {"verdict", now}});
      spans.back()["to"] = written_day(day);
    }
    is("spans", spans);
    // Bound on some day is bound; then what is contested, then what cannot be said.
    for (const auto* kind : {"bound", "contested", "cannot_say", "not_bound"})
      if (verdicts.contains(kind)) return is("verdict", kind);
  }

  // --- the proofs: each step says a literal, which holds then, and speaks of what the step above it needs

  void proofs() {
    for (const auto& s : receipt_.at("steps")) steps_.push_back(&s), need(s.at("id") == steps_.size(), "the steps are not numbered in order");
    once(receipt_.at("proofs"), "a proof");
    set<const Json*> seen;
    bool proven = false;
    for (const auto& proof : receipt_.at("proofs")) {
      same("a proof", proof, as_said(proof, {"readings", "step"}));
      const auto readings = proof.at("readings").get<Readings>();
      const bool all_answered = std::ranges::all_of(readings, [&](const auto& r) { return has_answer(r.first, r.second); });
      need(all_answered && readings.size() == law_.questions.size(), "a proof does not say which answer it takes to each question");
      world().take(readings);
      const auto& root = step(proof.at("step"));
      need(covers({window_}, instant(root)), "a proof speaks of another time than the question");
      proven |= says(literal(root), goal_, Bound());
      set<std::pair<const Json*, bool>> done;
      for (left_ = {{&root, &Truth::certain}}; !left_.empty();) {
        const auto [s, mode] = left_.back();
        left_.pop_back(), seen.insert(s);
        if (done.insert({s, mode == &Truth::certain}).second) check(*s, mode);
      }
    }
    need(proven || (receipt_.at("verdict") != "bound" && receipt_.at("verdict") != "holds"), "no proof proves what was asked");
    need(seen.size() == steps_.size(), "some steps belong to no proof");
  }

  const Json& step(const Json& id) const {
    const auto n = id.is_number_unsigned() ? id.get<std::size_t>() : 0;
    need(n >= 1 && n <= steps_.size(), "a step `" + id.dump() + "` is referred to, and is not there");
    return *steps_[n - 1];
  }
  static Node literal(const Json& step) { return parse_literal(step.at("says")); }
  static Moment instant(const Json& step) {
    const auto found = moment(step.at("at"));
    return found ? *found : throw Unusable("a step does not say at which instant");
  }

  // What rests on a rule or a row says itself whether it is only possible; of the rest, what rests on it does.
  void check(const Json& s, Mode mode) try {
    const auto says = literal(s);
    const auto at = instant(s);
    const auto truth = world().any(says);
    const bool by_rule = s.contains("rule"), by_row = s.contains("row"), possible = s.contains("possible"), unknown = s.at("kind") == "unknown";
    if (by_rule || by_row) mode = possible ? &Truth::possible : &Truth::certain;
    const auto found = around(unknown ? both(truth.possible, outside(truth.certain)) : truth.*mode, at);
    need(found.has_value(), "it does not hold at that instant");
    const bool is_atom = says.kind == Kind::atom, reads = is_atom && says.word.starts_with("reading ");
    auto is = as_said(s, {"id", "says", "at"}, {{"kind", says.kind == Kind::no ? "absence" : reads ? "reading" : is_atom ? "unknown" : "test"}});
    if (s.contains("from") || s.contains("to")) is["from"] = end(found->from), is["to"] = end(found->to);
    if (by_row) is["kind"] = "fact", is["row"] = s.at("row"), fact(says, at, s.at("row"));
    if (by_rule) is["kind"] = "rule", is = as_said(s, {"rule", "premises", "objections"}, is), rule(s, says, at, mode);
    if (by_rule && possible) is["possible"] = true;
    if (by_rule && s.contains("shortened")) is["shortened"] = true, is["premises"] = is["objections"] = Json::array();
    if (says.kind == Kind::window && s.contains("premises")) is["premises"] = s.at("premises"), sees(says, s.at("premises"), at, mode);
    need(!is_atom || reads || by_rule || by_row || unknown, "nothing says so");
    same("", s, is);
  } catch (const Wrong& w) {
    throw Wrong("step " + s.at("id").dump() + ", `" + s.at("says").get<string>() + "`: " + w.what());
  }

  void fact(const Node& what, Moment at, const string& row) {
    const auto found = std::ranges::find_if(world().facts(), [&](const Fact& f) { return row == f.row && says(f, what) && covers(f.when, at); });
    need(found != world().facts().end(), "`" + row + "` does not say so");
    if (row != "supposed") rows_.try_emplace({row, found->text}, &*found);
  }
  void rule(const Json& s, const Node& what, Moment at, Mode mode) {
    const string label = s.at("rule");
    const auto found = std::ranges::find(law_.rules, label, &Rule::label);
    Bound bound;
    need(found != law_.rules.end() && found->exception_to.empty() && says(what, found->head, bound), "the rule [" + label + "] does not conclude it");
    rules_[label] = &*found;
    if (s.contains("shortened")) return;
    rests_on(*found, bound, s.at("premises"), at, mode);
    need(covers(world().any(found->whole, bound).*mode, at), "an exception to the rule [" + label + "] stands in its way");
    objections(*found, bound, at, s.at("objections"));
  }
  // One step for each literal, in order, for some values of the variables.
  void rests_on(const Rule& r, Bound& bound, const Json& premises, Moment at, Mode mode) {
    const auto& literals = r.body().parts;
    need(premises.size() == literals.size(), "the rule [" + r.label + "] has another number of conditions");
    for (std::size_t i = 0; i < literals.size(); ++i) {
      const auto& s = step(premises[i]);
      const auto said = literal(s);
      const bool follows = instant(s) == at && says(said, literals[i], bound) && covers(world().any(said).*mode, at);
      need(follows, "the rule [" + r.label + "] does not follow from these premises");
      need(said.kind != Kind::window || s.contains("premises"), "a window rests on nothing that it sees");
      left_.emplace_back(&s, mode);
    }
  }
  // A window sees what its first part says within its reach, and what its second part says now.
  void sees(Node window, const Json& premises, Moment at, Mode mode) {
    once(premises, "what a window sees");
    window.throughout = false;
    bool marked = false, lasting = window.parts[1].kind == Kind::all;
    for (const auto& id : premises) {
      const auto& s = step(id);
      const When then{{instant(s), instant(s) + 1}};
      const bool is_mark = says(literal(s), window.parts[0], Bound()) && covers(World::seen(window, {then, then}, {always, always}).certain, at);
      const bool is_last = says(literal(s), window.parts[1], Bound()) && instant(s) == at;
      need(is_mark || is_last, "the window does not see step " + id.dump());
      marked |= is_mark, lasting |= is_last, left_.emplace_back(&s, mode);
    }
    need(marked && lasting, "what the window sees is left out");
  }

  void objections(const Rule& r, const Bound& bound, Moment at, const Json& all) {
    need(all.size() == r.exceptions.size(), "the rule [" + r.label + "] has another number of exceptions");
    for (const auto e : r.exceptions) {
      const auto said = std::ranges::find_if(all, [&](const Json& o) { return o.at("rule") == law_.rules[e].label; });
      need(said != all.end(), "the exception [" + law_.rules[e].label + "] to the rule [" + r.label + "] is left out");
      objection(law_.rules[e], bound, at, *said);
    }
  }
  void objection(const Rule& r, Bound bound, Moment at, const Json& o) {
    rules_[r.label] = &r;
    const bool raised = covers(world().any(r.body(), bound).certain, at), stands = covers(world().any(r.whole, bound).certain, at);
    const auto answers = raised ? o.at("answers") : Json::array();
    same("the objection", o, as_said(o, {"rule", "ground"}, {{"raised", raised}, {"stands", stands}, {"answers", answers}}));
    if (raised) return rests_on(r, bound, o.at("ground"), at, &Truth::certain), objections(r, bound, at, answers);
    once(o.at("ground"), "what the objection [" + r.label + "] lacks");
    need(!o.at("ground").empty(), "the objection [" + r.label + "] has no ground");
    // What it lacks: what a literal denies, or what is not known to hold.
    for (const auto& id : o.at("ground")) {
      const auto& s = step(id);
      const auto said = literal(s);
      const auto lacks = [&](const Node& l) {
        const auto denied = l.kind == Kind::no ? l.parts[0] : Node{Kind::no, {}, {l}};
        return says(said, denied, Bound(bound)) || (s.at("kind") == "unknown" && says(said, l, Bound(bound)));
      };
      need(instant(s) == at && std::ranges::any_of(r.body().parts, lacks), "the objection [" + r.label + "] does not lack step " + id.dump());
      left_.emplace_back(&s, covers(world().any(said).certain, at) ? &Truth::certain : &Truth::possible);
    }
  }

  // --- the rules and rows that the steps name, as they stand in their files

  void listed() {
    auto rules = Json::array(), rows = Json::array();
    const auto quoted = [](const Place& from, Json out) {
      out["digest"] = digest(from.text), out["text"] = from.text, out["file"] = from.file;
      if (from.line > 0) out["line"] = from.line;
      return out;
    };
    for (const auto& [label, rule] : rules_) rules.push_back(quoted(*rule, {{"label", label}}));
    for (const auto& [key, fact] : rows_) rows.push_back(quoted(*fact, {{"row", fact->row}}));
    is("rules", rules);
    is("rows", rows);
  }

  const Json& receipt_;
  Verifier& with_;
  const Law& law_;
  set<string> checked_{"schema", "program", "command", "as_known", "suppose", "proofs", "steps"};  // the members of the receipt; these are on the way
  AsKnown as_known_;
  Readings taken_;                                    // the answers to questions that are not open
  Node goal_;
  Stretch window_;
  Tuple others_;                                      // the open questions that the receipt does not go through
  std::size_t found_ = 0;
  vector<Truth> outcomes_;                            // of each choice
  vector<const Json*> steps_;                         // by number
  vector<std::pair<const Json*, Mode>> left_;         // those that are to be checked
  map<string, const Rule*> rules_;                    // that the steps name
  map<std::pair<string, string>, const Fact*> rows_;  // by name and text
};

Verifier::Verifier(const string& law, const vector<string>& records) {
  const auto file = [](const string& name, const string& text) { return Json{{"file", name}, {"digest", digest(text)}}; };
  map<string, string> files;
  if (!fs::exists(law)) throw Unusable("`" + law + "` is not there: name the law with `--law`");
  if (!fs::is_directory(law)) files[fs::path(law).filename().string()] = read_file(law);
  else
    for (const auto& entry : fs::recursive_directory_iterator(law))
      if (const auto& path = entry.path(); path.extension() == ".md" || path.extension() == ".law") files[fs::relative(path, law)] = read_file(path);
  law_files_["files"] = record_files_["packages"] = Json::array();
  string bytes;
  for (const auto& [name, text] : files) {
    law_.read(name, text);
    law_files_["files"].push_back(file(name, text));
    bytes += std::to_string(text.size()) + " " + name + "\n" + text;
  }
  law_.link();
  law_files_["digest"] = digest(std::exchange(bytes, ""));
  const auto add = [&](const string& part) { bytes += std::to_string(part.size()) + ":" + part; };
  for (const auto& folder : records) record_.add(folder);
  for (const auto& package : record_.packages) {
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
  } catch (const Unusable&) {
    world_.reset();  // what it was working out is not complete
    throw;
  } catch (const Json::exception& e) {
    throw Unusable(string("the receipt has not the form that docs/receipts.md describes: ") + e.what());
  }
}

vector<Json> receipts(string_view text) {
  static const RE2 of_page("(?s)<[^>]*id=\"receipt\"[^>]*>(.*?)(?:</script|\\z)", RE2::Latin1);
  re2::StringPiece json(text.data(), text.size());
  if (text.find('<') < text.find('{')) RE2::PartialMatch(json, of_page, &json);
  map<int, set<string>> members;  // by depth: one that stands twice would be read differently by different programs
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
    if (depth > 100) throw Unusable("the receipt is nested too deeply");
    if (event == Json::parse_event_t::object_start) members[depth + 1].clear();
    if (event == Json::parse_event_t::key && !members[depth].insert(value).second) throw Unusable("the member " + value.dump() + " stands twice");
    return true;
  };
  try {
    auto all = Json::parse(json.begin(), json.end(), watch);
    if (!all.is_object() || all.value("schema", "") != "dedere/receipts/1") return {std::move(all)};
    same("the receipts", all, as_said(all, {"schema", "receipts"}));
    return all.at("receipts").get<vector<Json>>();
  } catch (const Json::exception& e) {
    throw Unusable(string("there is no receipt that can be read: ") + e.what());
  }
}

}  // namespace dedere::verify
