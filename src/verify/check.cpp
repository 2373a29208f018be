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

bool agrees(const Node& atom, const Node& pattern, const Bound& given = {}) {
  return atom.word == pattern.word && matched(pattern.parts, values(atom.parts), given);
}
bool says(const Fact& fact, const Node& atom) { return fact.predicate == atom.word && fact.values == values(atom.parts); }

}  // namespace

class Checker {
 public:
  Checker(const Json& receipt, Verifier& with) : receipt_(receipt), with_(with), law_(with.law_) {}

  Tally run() {
    if (receipt_.value("schema", "") != "dedere/receipt/1") throw Unusable("this is no receipt that this program knows");
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
      for (auto with = choice; const auto& [answer, settled] : law_.questions.at(question)) with[question] = answer, choose(with, questions, expected);
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
  // What holds under these answers, with an answer to each further open question only while there is doubt that it could end: it must make no difference.
  Rows found(Readings readings, std::size_t further) {
    if (++found_ == 4'096) throw Unusable("too many questions are open");
    world().take(readings);
    Rows out;
    for (const auto& [row, recorded] : world().rows(goal_.word)) {
      Node atom{.word = goal_.word};
      for (const auto& value : row) atom.parts.push_back({Kind::value, value});
      const auto truth = agrees(atom, goal_) ? both(world().any(atom), {{window_}, {window_}}) : Truth();
      if (!recorded.possible.empty() && !truth.possible.empty()) out[row] = truth;
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

  // --- the proofs: each step that one rests on is checked by itself, and that it speaks of what the step above it needs

  void proofs() {
    for (const auto& s : receipt_.at("steps")) steps_.push_back(&s), need(s.at("id") == steps_.size(), "the steps are not numbered one after the other");
    once(receipt_.at("proofs"), "a proof");
    set<const Json*> seen;
    bool proven = false;
    for (const auto& proof : receipt_.at("proofs")) {
      same("a proof", proof, as_said(proof, {"readings", "step"}));
      readings_ = proof.at("readings").get<Readings>();
      const bool all_answered = std::ranges::all_of(readings_, [&](const auto& r) { return has_answer(r.first, r.second); });
      need(all_answered && readings_.size() == law_.questions.size(), "a proof does not say which answer it takes to each question");
      world().take(readings_);
      const auto& root = step(proof.at("step"));
      need(!root.contains("at") || covers({window_}, instant(root)), "a proof speaks of another time than the question");
      need(root.at("kind") != "reading" || root.at("answer") == taken(root), "a proof takes an answer that it does not name");
      proven |= root.at("kind") != "absence" && root.contains("atom") && agrees(atom(root), goal_);
      set<const Json*> done;
      for (left_ = {&root}; !left_.empty();) {
        const auto& s = *left_.back();
        left_.pop_back();
        if (done.insert(&s).second) check(s);
      }
      seen.merge(done);
    }
    need(proven || (receipt_.at("verdict") != "bound" && receipt_.at("verdict") != "holds"), "no proof proves what was asked");
    need(seen.size() == steps_.size(), "some steps belong to no proof");
  }

  const Json& step(const Json& id) const {
    const auto n = id.is_number_unsigned() ? id.get<std::size_t>() : 0;
    need(n >= 1 && n <= steps_.size(), "a step `" + id.dump() + "` is referred to, and is not there");
    return *steps_[n - 1];
  }
  void check_too(const Json& ids) { for (const auto& id : ids) left_.push_back(&step(id)); }

  static Moment instant(const Json& step) {
    const auto found = moment(step.at("at"));
    return found ? *found : throw Unusable("a step does not say at which instant");
  }
  // Of a step, without the `not` of an absence, in which alone `_` and variables may stand.
  static Node atom(const Json& step) {
    const string text = step.at("atom");
    const bool absence = step.at("kind") == "absence";
    need(!absence || text.starts_with("not "), "an absence begins with `not`");
    auto out = parse_atom(absence ? text.substr(4) : text);
    for (const auto& t : out.parts) need(absence || t.kind == Kind::value, "`" + text + "` has something else than values");
    return out;
  }
  static bool reads(const Json& s, const Node& f) { return f.word == "reading " + s.at("question").get<string>() && f.parts[0].word == s.at("answer"); }
  string taken(const Json& s) const { return readings_.contains(s.at("question")) ? readings_.at(s.at("question")) : ""; }

  void check(const Json& s) {
    try {
      const auto& kind = s.at("kind");
      // Whether an answer is taken, a test holds, a window sees what it should, is checked where that is used.
      if (kind == "reading") return same("", s, as_said(s, {"id", "kind", "question", "answer"}));
      if (kind == "test" || kind == "window") return check_too(s.value("premises", Json::array()));
      const auto what = atom(s);
      const auto truth = world().any(what);
      if (kind == "absence") same("", s, timed(s, outside(truth.possible), {"atom"}));
      else if (kind == "unknown") same("", s, timed(s, both(truth.possible, outside(truth.certain)), {"atom"}));
      else if (kind == "fact") fact(s, what, truth);
      else if (kind == "rule") rule(s, what, truth);
      else throw Unusable("there is no kind of step `" + kind.get<string>() + "`");
    } catch (const Wrong& w) {
      throw Wrong("step " + s.at("id").dump() + (s.contains("atom") ? ", `" + s.at("atom").get<string>() + "`: " : ": ") + w.what());
    }
  }
  // The step as it should be: it holds at its instant, and for which stretch if it says so.
  static Json timed(const Json& s, const When& holds, Members members) {
    auto out = as_said(s, members, as_said(s, {"id", "kind", "at"}));
    const auto found = around(holds, instant(s));
    need(found.has_value(), "it does not hold at that instant");
    if (s.contains("from") || s.contains("to")) out["from"] = end(found->from), out["to"] = end(found->to);
    return out;
  }

  void fact(const Json& s, const Node& what, const Truth& truth) {
    same("", s, timed(s, truth.certain, {"atom", "row"}));
    const auto says_so = [&](const Fact& f) { return s.at("row") == f.row && says(f, what) && covers(f.when, instant(s)); };
    const auto found = std::ranges::find_if(world().facts(), says_so);
    need(found != world().facts().end(), s.at("row").dump() + " does not say so");
    if (found->row != "supposed") rows_.try_emplace({found->row, found->text}, &*found);
  }
  void rule(const Json& s, const Node& what, const Truth& truth) {
    const Mode mode = s.contains("possible") ? &Truth::possible : &Truth::certain;
    auto is = timed(s, truth.*mode, {"atom", "rule", "premises", "objections"});
    if (s.contains("possible")) is["possible"] = true;
    if (s.contains("shortened")) is["shortened"] = true, is["premises"] = is["objections"] = Json::array();
    same("", s, is);
    const string label = s.at("rule");
    const auto found = std::ranges::find(law_.rules, label, &Rule::label);
    need(found != law_.rules.end() && agrees(what, found->head), "the rule [" + label + "] does not conclude it");
    rules_[label] = &*found;
    if (s.contains("shortened")) return;
    const auto bound = follows(*found, found->whole, *matched(found->head.parts, values(what.parts)), instant(s), mode, s.at("premises"));
    objections(*found, bound, instant(s), s.at("objections"));
  }
  // The values under which the formula holds at the instant, with just these premises.
  Bound follows(const Rule& r, const Node& f, const Bound& given, Moment at, Mode mode, const Json& premises) {
    const auto& literals = r.body().parts;
    need(premises.size() == literals.size(), "the rule [" + r.label + "] has another number of conditions");
    check_too(premises);
    for (const auto& [bound, truth] : world().ways(f, given)) {
      bool all = covers(truth.*mode, at);
      for (std::size_t i = 0; all && i < literals.size(); ++i) all = speaks_of(step(premises[i]), literals[i], i, bound, at, mode);
      if (all) return bound;
    }
    throw Wrong("the rule [" + r.label + "] does not follow from these premises");
  }
  // Does the step say, for these values at this instant, what the literal of that number does?
  bool speaks_of(const Json& s, const Node& literal, std::size_t number, const Bound& bound, Moment at, Mode mode) {
    const bool denied = literal.kind == Kind::no;
    const auto& f = denied ? literal.parts[0] : literal;
    const auto& kind = s.at("kind");
    if (f.kind == Kind::atom && f.word.starts_with("reading ")) return kind == "reading" && reads(s, f);
    if (kind == "reading" || instant(s) != at) return false;
    if (f.kind == Kind::atom) return s.contains("atom") && denied == (kind == "absence") && agrees(atom(s), f, bound);
    const bool window = f.kind == Kind::window;
    if (kind != (window ? "window" : "test") || s.at("literal") != number || (window && !s.contains("from"))) return false;
    const auto is = timed(s, world().any(literal, bound).*mode, window ? Members{"literal", "premises"} : Members{"literal"});
    return s == is && (!window || sees(f, denied, bound, s.at("premises"), at));
  }
  // Does the window rest on these steps: on what its atoms say, at instants that it looks at?
  bool sees(const Node& window, bool denied, const Bound& bound, const Json& premises, Moment at) {
    once(premises, "what a window sees");
    const bool glance = window.parts[0].kind == Kind::atom && window.parts[1].kind == Kind::all && !window.throughout;
    return premises.empty() == denied && std::ranges::all_of(premises, [&](const Json& id) {
      const auto& s = step(id);
      const Truth then{{{instant(s), instant(s) + 1}}, {}};
      bool is_of = false;
      each(window, [&](const Node& f, bool) { is_of |= f.kind == Kind::atom && agrees(atom(s), f, bound); });
      return is_of && (!glance || covers(World::seen(window, then, {always, always}).certain, at));
    });
  }

  void objections(const Rule& r, const Bound& bound, Moment at, const Json& all) {
    need(all.size() == r.exceptions.size(), "the rule [" + r.label + "] has another number of exceptions");
    for (const auto e : r.exceptions) {
      const auto said = std::ranges::find_if(all, [&](const Json& o) { return o.at("rule") == law_.rules[e].label; });
      need(said != all.end(), "the exception [" + law_.rules[e].label + "] to the rule [" + r.label + "] is left out");
      objection(law_.rules[e], bound, at, *said);
    }
  }
  void objection(const Rule& r, const Bound& given, Moment at, const Json& o) {
    rules_[r.label] = &r;
    const bool raised = covers(world().any(r.body(), given).certain, at), stands = covers(world().any(r.whole, given).certain, at);
    const auto& ground = o.at("ground");
    const auto answers = raised ? o.at("answers") : Json::array();
    same("the objection", o, as_said(o, {"rule", "ground"}, {{"raised", raised}, {"stands", stands}, {"answers", answers}}));
    need(!ground.empty() || r.body().parts.empty(), "the objection [" + r.label + "] has no ground");
    if (raised) return objections(r, follows(r, r.body(), given, at, &Truth::certain, ground), at, answers);
    once(ground, "what the objection [" + r.label + "] lacks");
    check_too(ground);
    for (const auto& id : ground) lacking(r, step(id), at);
  }
  // What an objection that is not raised lacks: an answer that is not taken, a test that fails; what is absent, in doubt or in its way is a step.
  void lacking(const Rule& r, const Json& s, Moment at) {
    const auto& literals = r.body().parts;
    const auto& kind = s.at("kind");
    if (kind == "reading") {
      const auto asks = [&](const Node& f) { return reads(s, f); };
      return need(s.at("answer") != taken(s) && std::ranges::any_of(literals, asks), "the exception [" + r.label + "] does not lack this answer");
    }
    need(instant(s) == at, "what the objection [" + r.label + "] lacks is of another instant");
    if (kind != "test" && kind != "window") return;
    const auto n = s.at("literal").is_number_unsigned() ? s.at("literal").get<std::size_t>() : literals.size();
    need(n < literals.size() && literals[n].kind != Kind::atom, "the objection [" + r.label + "] has no such test");
    same("", s, as_said(s, {"id", "kind", "literal", "at"}, s.contains("premises") ? as_said(s, {"premises"}) : Json::object()));
  }

  // --- the rules and rows that the steps name, as they stand in their files

  void listed() {
    auto rules = Json::array(), rows = Json::array();
    const auto quoted = [](const Place& from, Json out) {
      out["digest"] = digest(from.text), out["text"] = from.text;
      if (!from.file.empty()) out["file"] = from.file, out["line"] = from.line;
      return out;
    };
    for (const auto& [label, rule] : rules_) rules.push_back(quoted(*rule, {{"label", label}}));
    for (const auto& [key, fact] : rows_) {
      rows.push_back(quoted(*fact, {{"row", fact->row}}));
      if (fact->file.empty()) rows.back()["package"] = fact->package, rows.back()["table"] = fact->table;
    }
    is("rules", rules);
    is("rows", rows);
  }

  const Json& receipt_;
  Verifier& with_;
  const Law& law_;
  set<string> checked_{"schema", "program", "command", "as_known", "suppose", "proofs", "steps"};  // the members of the receipt; these are on the way
  AsKnown as_known_;
  Readings taken_, readings_;                         // the answers to questions that are not open; those of the proof at hand
  Node goal_;
  Stretch window_;
  Tuple others_;                                      // the open questions that the receipt does not go through
  std::size_t found_ = 0;
  vector<Truth> outcomes_;                            // of each choice
  vector<const Json*> steps_, left_;                  // by number; those that are to be checked
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
  if (const auto id = text.find("id=\"receipt\""); text.find('<') < text.find('{') && id != string_view::npos) {
    const auto begin = std::min(text.find('>', id), text.size() - 1) + 1;
    text = text.substr(begin, text.find("</script", begin) - begin);
  }
  map<int, set<string>> members;  // by depth: one that stands twice would be read differently by different programs
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
    if (depth > 100) throw Unusable("the receipt is nested too deeply");
    if (event == Json::parse_event_t::object_start) members[depth + 1].clear();
    if (event == Json::parse_event_t::key && !members[depth].insert(value).second) throw Unusable("the member " + value.dump() + " stands twice");
    return true;
  };
  try {
    auto json = Json::parse(text, watch);
    if (!json.is_object() || json.value("schema", "") != "dedere/receipts/1") return {std::move(json)};
    same("the receipts", json, as_said(json, {"schema", "receipts"}));
    return json.at("receipts").get<vector<Json>>();
  } catch (const Json::exception& e) {
    throw Unusable(string("there is no receipt that can be read: ") + e.what());
  }
}

}  // namespace dedere::verify
