#include "verify/check.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>

#include "verify/world.hpp"

namespace dedere::verify {
namespace {

namespace fs = std::filesystem;

std::string text(const Json& json, const char* member) {
  if (!json.is_object() || !json.contains(member) || !json.at(member).is_string()) throw Unusable(std::string("the receipt lacks a text `") + member + "`");
  return json.at(member).get<std::string>();
}

const Json& list(const Json& json, const char* member) {
  if (!json.is_object() || !json.contains(member) || !json.at(member).is_array()) throw Unusable(std::string("the receipt lacks a list `") + member + "`");
  return json.at(member);
}

// Only these members, so that nothing is said that nobody checks.
void only(const Json& json, const std::string& what, const std::set<std::string>& members) {
  if (!json.is_object()) throw Unusable(what + " is not an object");
  for (const auto& [name, value] : json.items())
    if (!members.contains(name)) throw Unusable(what + " has a member `" + name + "` that no receipt has");
}

// Nothing stands twice.
void once(const Json& all, const std::string& what) {
  if (std::set<Json>(all.begin(), all.end()).size() != all.size()) throw Wrong(what + " stands twice");
}

Moment end(const Json& json, Moment open) {
  if (json.is_null()) return open;
  const auto found = json.is_string() ? moment(json.get<std::string>()) : std::nullopt;
  if (!found) throw Unusable("`" + json.dump() + "` is not an instant");
  return *found;
}

When when_of(const Json& stretches) {
  When out;
  for (const auto& s : stretches) {
    if (!s.is_array() || s.size() != 2) throw Unusable("a stretch of time has two ends");
    out.push_back({end(s[0], early), end(s[1], late)});
  }
  return out;
}

// The files of a folder with such names, or one file; by name within the folder.
std::map<std::string, std::string> files_of(const std::string& folder, const std::function<bool(const fs::path&)>& wanted) {
  std::map<std::string, std::string> out;
  if (!fs::exists(folder)) throw Unusable("`" + folder + "` is not there: name it with `--law` or `--record`");
  if (!fs::is_directory(folder)) out[fs::path(folder).filename().string()] = read_file(folder);
  else
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file() && wanted(entry.path())) out[fs::relative(entry.path(), folder).string()] = read_file(entry.path().string());
  return out;
}

}  // namespace

struct Verifier::Ground {
  Names names;
  Law law;
  Record record;
  std::map<std::string, std::string> law_files;
  std::vector<std::map<std::string, std::string>> packages;
  std::map<std::string, const Rule*> by_label;
  std::map<std::optional<Moment>, std::vector<Fact>> facts;  // of the record, by the day as known
  std::map<std::pair<std::string, World::Readings>, std::unique_ptr<World>> worlds;  // by what is supposed, known and asked
};

class Checker {
 public:
  Checker(const Json& receipt, Verifier::Ground& ground) : receipt_(receipt), law_files_(ground.law_files), packages_(ground.packages), names_(ground.names), law_(ground.law), record_(ground.record), by_label_(ground.by_label), facts_as_known_(ground.facts), worlds_(ground.worlds) {}

  Tally run() {
    only(receipt_, "the receipt", {"schema", "program", "command", "question", "as_known", "suppose", "readings", "law", "record", "verdict", "spans", "answers", "proofs", "steps", "rules", "rows"});
    if (text(receipt_, "schema") != "dedere/receipt/1") throw Unusable("this is no receipt that this program knows: its schema is `" + text(receipt_, "schema") + "`");
    for (const auto* part : {"law", "record", "question", "readings", "verdict", "as_known"})
      if (!receipt_.contains(part)) throw Unusable(std::string("the receipt lacks `") + part + "`");
    read_law();
    read_record();
    rules();
    question();
    rows();
    answers();
    steps();
    return tally_;
  }

 private:
  [[noreturn]] static void wrong(const std::string& what) { throw Wrong(what); }
  static void need(bool holds, const std::string& what) { if (!holds) wrong(what); }

  // --- what the answer was made from

  // Each file that is named is the same, and there is no other.
  static void files(const Json& named, const std::map<std::string, std::string>& there) {
    std::set<std::string> seen;
    for (const auto& file : list(named, "files")) {
      only(file, "a file", {"file", "digest"});
      const auto name = text(file, "file");
      need(seen.insert(name).second, "the file `" + name + "` stands twice");
      need(there.contains(name), "the file `" + name + "` is not there");
      need(digest(there.at(name)) == text(file, "digest"), "the file `" + name + "` is another one: its digest differs");
    }
    for (const auto& [name, content] : there) need(seen.contains(name), "the file `" + name + "` is there, and the receipt does not name it");
  }

  void read_law() {
    only(receipt_.at("law"), "`law`", {"digest", "files"});
    files(receipt_.at("law"), law_files_);
    std::string bytes;
    for (const auto& [name, content] : law_files_) bytes += std::to_string(content.size()) + " " + name + "\n" + content;
    need(digest(bytes) == text(receipt_.at("law"), "digest"), "the digest of the law as a whole differs");
  }

  void read_record() {
    only(receipt_.at("record"), "`record`", {"digest", "packages"});
    const auto& named = list(receipt_.at("record"), "packages");
    if (named.size() != packages_.size()) throw Unusable("the receipt rests on " + std::to_string(named.size()) + " packages, " + std::to_string(packages_.size()) + " are given: name each with `--record`");
    std::string bytes;
    const auto add = [&](const std::string& part) { bytes += std::to_string(part.size()) + ":" + part; };
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      only(named[i], "a package", {"package", "files"});
      files(named[i], packages_[i]);
      need(record_.package(i) == text(named[i], "package"), "the package `" + text(named[i], "package") + "` has another name");
      add(std::to_string(packages_[i].size()));
      for (const auto& [name, content] : packages_[i]) add(name), add(content);
    }
    need(digest(bytes) == text(receipt_.at("record"), "digest"), "the digest of the record as a whole differs");
  }

  void rules() {
    std::set<std::string> named;
    for (const auto& rule : list(receipt_, "rules")) {
      only(rule, "a rule", {"label", "file", "line", "digest", "text"});
      const auto label = text(rule, "label");
      const auto there = by_label_.find(label);
      need(there != by_label_.end(), "the law has no rule [" + label + "]");
      need(there->second->text == text(rule, "text"), "the text of the rule [" + label + "] is another one in the law");
      need(digest(text(rule, "text")) == text(rule, "digest"), "the digest of the rule [" + label + "] is not that of its text");
      need(there->second->file == text(rule, "file") && rule.at("line") == there->second->line, "the rule [" + label + "] stands elsewhere");
      need(named.insert(label).second, "the rule [" + label + "] stands twice");
      ++tally_.rules;
    }
    named_rules_ = std::move(named);
  }

  void question() {
    if (!receipt_.at("as_known").is_null()) {
      as_known_ = day(text(receipt_, "as_known"));
      if (!as_known_) throw Unusable("`as_known` is not a day");
    }
    auto& from_record = facts_as_known_[as_known_];
    if (from_record.empty()) from_record = record_.facts(as_known_, names_);
    facts_ = law_.facts;
    facts_.insert(facts_.end(), from_record.begin(), from_record.end());
    once(list(receipt_, "suppose"), "a supposition");
    for (const auto& fact : list(receipt_, "suppose")) supposed_.push_back(parse_fact(fact.get<std::string>(), names_));
    facts_.insert(facts_.end(), supposed_.begin(), supposed_.end());
    readings();
    const auto& q = receipt_.at("question");
    const auto command = text(receipt_, "command");
    if (command == "duty") {
      only(q, "the question", {"person", "state", "from", "to", "readings"});
      goal_ = parse_atom("must_arrest(" + text(q, "state") + ", " + text(q, "person") + ", _)", names_);
      window_ = days_of(q, "from", "to");
      const auto presence = parse_atom("present(" + text(q, "person") + ", " + text(q, "state") + ")", names_);
      need(std::any_of(supposed_.begin(), supposed_.end(), [&](const Fact& f) { return same(f.atom, presence) && f.when == When{window_}; }), "the receipt does not suppose that the person is in the state on these days");
    } else if (command == "why" || command == "ask") {
      only(q, "the question", {"goal", "on", "from", "to", "readings"});
      goal_ = parse_atom(text(q, "goal"), names_);
      const bool on = q.contains("on") && !q.at("on").is_null();
      if (command == "why" && !on) throw Unusable("the question does not say on which day");
      window_ = on ? days_of(q, "on", "on") : days_of(q, "from", "to");
    } else {
      throw Unusable("`" + command + "` is not a question that has a receipt");
    }
  }

  static Stretch days_of(const Json& q, const char* from, const char* to) {
    const auto end_of = [&](const char* member) -> std::optional<Moment> {
      if (!q.contains(member) || q.at(member).is_null()) return std::nullopt;
      const auto found = day(text(q, member));
      if (!found) throw Unusable("`" + text(q, member) + "` is not a day");
      return found;
    };
    const auto first = end_of(from), last = end_of(to);
    return {first.value_or(early), last ? *last + a_day : late};
  }

  // What the Court settled last, as known then, is taken unless the question says otherwise; where nothing is settled, every answer counts.
  void readings() {
    const auto& asked = receipt_.at("question").value("readings", Json::object());
    const auto& given = receipt_.at("readings");
    for (const auto& [name, answer] : asked.items()) need(law_.questions.contains(name), "the law has no question `" + name + "`");
    for (const auto& [name, answer] : given.items()) need(law_.questions.contains(name), "the law has no question `" + name + "`");
    for (const auto& [name, answers] : law_.questions) {
      const Answer* settled = nullptr;
      for (const auto& a : answers)
        if (a.settled && (!as_known_ || *a.settled <= *as_known_) && (!settled || *a.settled >= *settled->settled)) settled = &a;
      const auto taken = asked.contains(name) ? text(asked, name.c_str()) : settled ? settled->name : "";
      need(taken == (given.contains(name) ? text(given, name.c_str()) : ""), "the answer taken to the question `" + name + "` is neither the settled one nor one that was asked for");
      if (taken.empty()) { open_.push_back(name); continue; }
      need(has_answer(name, taken), "the question `" + name + "` has no answer `" + taken + "`");
      taken_[name] = taken;
    }
  }

  [[nodiscard]] bool has_answer(const std::string& question, const std::string& answer) const {
    const auto& answers = law_.questions.at(question);
    return std::any_of(answers.begin(), answers.end(), [&](const Answer& a) { return a.name == answer; });
  }

  void rows() {
    for (const auto& row : list(receipt_, "rows")) {
      only(row, "a row", {"row", "package", "table", "file", "line", "digest", "text"});
      const auto name = text(row, "row");
      need(digest(text(row, "text")) == text(row, "digest"), "the digest of `" + name + "` is not that of its text");
      need(rows_.emplace(name, text(row, "text")).second, "`" + name + "` stands twice with the same text");
      ++tally_.rows;
      if (name.starts_with("law:")) {
        const auto there = std::any_of(law_.facts.begin(), law_.facts.end(), [&](const Fact& f) { return f.file == text(row, "file") && row.at("line") == f.line && f.text == text(row, "text"); });
        need(there && name == "law:" + text(row, "file") + ":" + std::to_string(row.at("line").get<std::int64_t>()), "the law does not say `" + text(row, "text") + "` where the receipt says so");
        continue;
      }
      const auto slash = name.find('/');
      const auto* found = name.starts_with("record:") && slash != std::string::npos ? record_.find(name.substr(7, slash - 7), name.substr(slash + 1)) : nullptr;
      need(found && found->text == text(row, "text"), "the record has no such row `" + name + "`");
      need(text(row, "table") == name.substr(7, slash - 7) && text(row, "package") == found->package, "`" + name + "` stands in another table or package");
    }
  }

  // --- the answers

  const World& world(const World::Readings& readings) {
    std::set<std::string> asked{goal_.predicate};
    for (const auto& step : list(receipt_, "steps"))
      if (step.contains("atom")) asked.insert(atom_of(text(step, "atom")).predicate);
    auto key = receipt_.at("as_known").dump() + receipt_.at("suppose").dump();
    for (const auto& p : asked) key += " " + p;
    auto& made = worlds_[{key, readings}];
    if (made) return *made;
    const bool usual = std::includes(readings.begin(), readings.end(), taken_.begin(), taken_.end());
    made = std::make_unique<World>(law_, facts_, readings, asked, names_, usual ? &settled(key, asked) : nullptr);
    return *made;
  }

  // What no open question bears on is the same under every choice of answers.
  const World& settled(const std::string& key, const std::set<std::string>& asked) {
    auto& made = worlds_[{key + " settled", taken_}];
    if (made) return *made;
    std::set<std::string> all, same;
    for (const auto& p : asked) all.merge(behind(law_, p).predicates);
    for (const auto& p : all) {
      const auto questions = behind(law_, p).questions;
      if (std::none_of(open_.begin(), open_.end(), [&](const std::string& q) { return questions.contains(q); })) same.insert(p);
    }
    made = std::make_unique<World>(law_, facts_, taken_, same, names_);
    return *made;
  }

  // Every choice of answers to these questions.
  std::vector<World::Readings> choices(const std::set<std::string>& names) const {
    std::vector<World::Readings> out{taken_};
    for (const auto& name : names) {
      std::vector<World::Readings> more;
      for (const auto& readings : out)
        for (const auto& answer : law_.questions.at(name)) more.push_back(readings), more.back()[name] = answer.name;
      out = std::move(more);
      if (out.size() > 4'096) throw Unusable("too many questions are open");
    }
    return out;
  }

  struct Found {
    When certain, possible;
    bool operator==(const Found&) const = default;
  };

  using Claims = std::map<World::Readings, std::map<Tuple, Found>>;

  // Does each choice give the answers that are claimed? With `last` it must; without, it must without any doubt.
  bool compare(const std::vector<World::Readings>& all, const Claims& claimed, bool last) {
    verdicts_.clear();
    for (const auto& readings : all) {
      const auto& in = world(readings);
      std::map<Tuple, Found> found;
      Found together;
      for (const auto* rows : {&in.extent(Mode::possible, goal_.predicate).rows(), &in.extent(Mode::certain, goal_.predicate).rows()})
        for (const auto& [row, when] : *rows) {
          if (!agrees(row)) continue;
          Found one{both(in.when(Mode::certain, goal_.predicate, row), {window_}), both(in.when(Mode::possible, goal_.predicate, row), {window_})};
          together = {either(together.certain, one.certain), either(together.possible, one.possible)};
          if (!last && one.certain != one.possible) return false;
          if (!one.possible.empty()) found[row] = std::move(one);
        }
      const auto claim = std::find_if(claimed.begin(), claimed.end(), [&](const auto& c) { return std::includes(readings.begin(), readings.end(), c.first.begin(), c.first.end()); });
      const bool agree = claim == claimed.end() ? found.empty() : claim->second == found;
      if (!agree && !last) return false;
      need(agree, "the law and the record give other answers: `" + shown(found) + "`");
      verdicts_.push_back(std::move(together));
    }
    return true;
  }

  void answers() {
    // By the choice that the receipt names, then by atom.
    Claims claimed;
    for (const auto& answer : list(receipt_, "answers")) {
      only(answer, "an answer", {"readings", "atom", "certain", "possible"});
      World::Readings choice;
      for (const auto& [name, value] : answer.at("readings").items()) choice[name] = value.get<std::string>();
      const auto atom = parse_atom(text(answer, "atom"), names_);
      const auto is_new = claimed[choice].emplace(tuple(atom), Found{when_of(answer.at("certain")), when_of(answer.at("possible"))}).second;
      need(is_new && matches(atom, goal_), "`" + text(answer, "atom") + "` stands twice, or is no answer to the question");
      ++tally_.answers;
    }
    std::set<std::string> varied;
    if (!claimed.empty())
      for (const auto& [name, value] : claimed.begin()->first) varied.insert(name);
    for (const auto& name : varied) need(std::find(open_.begin(), open_.end(), name) != open_.end(), "the question `" + name + "` is not open");
    for (const auto& [choice, answers] : claimed)
      need(choice.size() == varied.size() && std::all_of(choice.begin(), choice.end(), [&](const auto& c) { return varied.contains(c.first) && has_answer(c.first, c.second); }), "an answer takes a choice of readings that there is not");
    // Usually the open questions that the receipt does not go through do not matter at all. Otherwise every choice is gone through.
    if (!compare(choices(varied), claimed, false)) (void)compare(choices({open_.begin(), open_.end()}), claimed, true);
    const bool all = std::all_of(verdicts_.begin(), verdicts_.end(), [&](const Found& f) { return covers(f.certain, window_.from); });
    const bool any = std::any_of(verdicts_.begin(), verdicts_.end(), [&](const Found& f) { return covers(f.possible, window_.from); });
    const auto command = text(receipt_, "command");
    if (command == "ask") return need(receipt_.at("verdict").is_null(), "an `ask` has no verdict");
    if (command == "why") return need(text(receipt_, "verdict") == (all ? "holds" : any ? "may_hold" : "does_not_hold"), "the verdict does not follow from the answers");
    duty_verdict();
  }

  std::string verdict(Moment at) const {
    const auto every = [&](auto test) { return std::all_of(verdicts_.begin(), verdicts_.end(), test); };
    if (every([&](const Found& f) { return covers(f.certain, at); })) return "bound";
    if (every([&](const Found& f) { return !covers(f.possible, at); })) return "not_bound";
    return every([&](const Found& f) { return covers(f.possible, at) && !covers(f.certain, at); }) ? "cannot_say" : "contested";
  }

  // The days of each verdict, and the verdict on all of them.
  void duty_verdict() {
    std::vector<std::array<std::string, 3>> spans;
    for (auto at = window_.from; at < window_.to; at += a_day) {
      const auto on = written_day(at), now = verdict(at);
      if (!spans.empty() && spans.back()[2] == now) spans.back()[1] = on;
      else spans.push_back({on, on, now});
    }
    Json expected = Json::array();
    std::set<std::string> kinds;
    for (const auto& [from, to, kind] : spans) expected.push_back({{"from", from}, {"to", to}, {"verdict", kind}}), kinds.insert(kind);
    need(receipt_.at("spans") == expected, "the verdicts day by day are others: " + expected.dump());
    // Bound on some day is bound; then what is contested, then what cannot be said.
    for (const auto* kind : {"bound", "contested", "cannot_say", "not_bound"})
      if (kinds.contains(kind)) return need(text(receipt_, "verdict") == kind, std::string("the verdict that follows is ") + kind);
  }

  bool agrees(const Tuple& row) const {
    std::map<std::string, Value> bound;
    for (std::size_t i = 0; i < goal_.terms.size(); ++i) {
      const auto& t = goal_.terms[i];
      if (t.kind == Term::Kind::value && t.value != row[i]) return false;
      if (t.kind == Term::Kind::variable && bound.try_emplace(t.name, row[i]).first->second != row[i]) return false;
    }
    return true;
  }
  bool matches(const Atom& atom, const Atom& goal) const { return atom.predicate == goal.predicate && atom.terms.size() == goal.terms.size() && agrees(tuple(atom)); }
  static bool same(const Atom& a, const Atom& b) { return a.predicate == b.predicate && tuple(a) == tuple(b); }
  static Tuple tuple(const Atom& atom) {
    Tuple out;
    for (const auto& t : atom.terms) out.push_back(t.value);
    return out;
  }
  std::string written(const std::string& predicate, const Tuple& tuple) const {
    std::string out = predicate;
    for (std::size_t i = 0; i < tuple.size(); ++i) out += std::string(i == 0 ? "(" : ", ") + (tuple[i] == none ? "_" : names_.text(tuple[i]));
    return tuple.empty() ? out : out + ")";
  }
  std::string shown(const std::map<Tuple, Found>& found) const {
    std::string out;
    for (const auto& [tuple, when] : found) out += (out.empty() ? "" : "; ") + written(goal_.predicate, tuple) + (when.certain.empty() ? " in doubt" : "");
    return out.empty() ? "none" : out;
  }

  // --- the proof, step by step

  Atom atom_of(std::string text) {
    if (text.starts_with("not ")) text.erase(0, 4);
    return parse_atom(text, names_);
  }

  void steps() {
    for (const auto& step : list(receipt_, "steps")) {
      need(step.at("id") == by_id_.size() + 1, "the steps are not numbered one after the other");
      by_id_.push_back(&step);
    }
    bool proven = false;
    once(list(receipt_, "proofs"), "a proof");
    for (const auto& proof : list(receipt_, "proofs")) {
      only(proof, "a proof", {"readings", "step"});
      World::Readings readings;
      for (const auto& [name, value] : proof.at("readings").items()) readings[name] = value.get<std::string>();
      for (const auto& [name, answers] : law_.questions) need(readings.contains(name) && has_answer(name, readings[name]), "a proof does not say which answer it takes to `" + name + "`");
      need(readings.size() == law_.questions.size(), "a proof takes an answer to a question that the law does not have");
      in_ = &world(readings);
      readings_ = &readings;
      const auto& root = step_of(proof.at("step"));
      need(!root.contains("at") || covers({window_}, instant_of(root)), "a proof speaks of another time than the question");
      proven = proven || (root.contains("atom") && agrees_goal(text(root, "atom")));
      done_.clear();
      step(proof.at("step"));
      seen_.insert(done_.begin(), done_.end());
    }
    const auto verdict = receipt_.at("verdict").is_null() ? "" : text(receipt_, "verdict");
    need(proven || (verdict != "bound" && verdict != "holds"), "no proof proves what was asked");
    need(seen_.size() == by_id_.size(), "some steps belong to no proof");
    need(used_rules_ == named_rules_, "the rules that are listed are not those that the proofs use");
    for (const auto& row : rows_) need(used_rows_.contains(row), "the row `" + row.first + "` is listed, and no step rests on it");
    tally_.steps = by_id_.size();
  }

  bool agrees_goal(const std::string& atom) { return !atom.starts_with("not ") && matches(parse_atom(atom, names_), goal_); }

  const Json& step_of(const Json& id) const {
    const auto n = id.is_number_integer() ? id.get<std::int64_t>() : 0;
    if (n < 1 || n > static_cast<std::int64_t>(by_id_.size())) throw Wrong("a step `" + id.dump() + "` is referred to, and is not there");
    return *by_id_[static_cast<std::size_t>(n - 1)];
  }

  void step(const Json& id) {
    const auto& s = step_of(id);
    if (!done_.insert(id.get<std::size_t>()).second) return;
    need(depth_ < 2'000, "the steps rest on themselves");
    ++depth_;
    const auto kind = text(s, "kind");
    const auto where = "step " + id.dump() + ", ";
    try {
      if (kind == "rule") rule(s);
      else if (kind == "fact") fact(s);
      else if (kind == "absence" || kind == "unknown") absent(s, kind == "unknown");
      else if (kind == "reading") reading(s);
      else if (kind == "test" || kind == "window") part(s);
      else throw Unusable("there is no kind of step `" + kind + "`");
    } catch (const Wrong& w) {
      throw std::string(w.what()).starts_with("step ") ? w : Wrong(where + (s.contains("atom") ? "`" + text(s, "atom") + "`" : kind) + ": " + w.what());
    }
    --depth_;
  }

  void each_premise(const Json& s, const char* member) {
    for (const auto& p : list(s, member)) step(p);
  }

  static Moment instant_of(const Json& s) {
    const auto found = s.contains("at") && s.at("at").is_string() ? moment(s.at("at").get<std::string>()) : std::nullopt;
    if (!found) throw Unusable("a step does not say at which instant");
    return *found;
  }

  // That it holds at its instant, and for which stretch.
  Moment stretch(const Json& s, const When& holds) const {
    const auto at = instant_of(s);
    const auto around_it = around(holds, at);
    need(around_it.has_value(), "it does not hold at " + s.at("at").dump());
    need(s.contains("from") == s.contains("to"), "it tells half of its stretch");
    if (s.contains("from")) need(end(s.at("from"), early) == around_it->from && end(s.at("to"), late) == around_it->to, "it does not hold from " + s.at("from").dump() + " to " + s.at("to").dump() + " around that instant");
    return at;
  }

  void fact(const Json& s) {
    only(s, "a step", {"id", "kind", "atom", "at", "from", "to", "row"});
    const auto atom = parse_atom(text(s, "atom"), names_);
    const auto at = stretch(s, in_->when(Mode::certain, atom.predicate, tuple(atom)));
    const auto row = text(s, "row");
    const auto gives = [&](const std::vector<Fact>& facts) { return std::any_of(facts.begin(), facts.end(), [&](const Fact& f) { return same(f.atom, atom) && covers(f.when, at); }); };
    if (row == "supposed") return need(gives(supposed_), "nobody supposes it");
    const auto listed = [&](const std::string& content) {
      if (!rows_.contains({row, content})) return false;
      used_rows_.insert({row, content});
      return true;
    };
    if (row.starts_with("law:"))
      return need(std::any_of(law_.facts.begin(), law_.facts.end(), [&](const Fact& f) { return "law:" + f.file + ":" + std::to_string(f.line) == row && same(f.atom, atom) && covers(f.when, at) && listed(f.text); }), "the law does not say so there, or the place is not listed");
    const auto slash = row.find('/');
    const auto* there = row.starts_with("record:") && slash != std::string::npos ? record_.find(row.substr(7, slash - 7), row.substr(slash + 1)) : nullptr;
    need(there && listed(there->text), "the row `" + row + "` is not listed");
    need(gives(record_.facts(as_known_, names_, row.substr(7))), "the row `" + row + "` does not say so");
  }

  void absent(const Json& s, bool unknown) {
    only(s, "a step", {"id", "kind", "atom", "at", "from", "to"});
    const auto written_atom = text(s, "atom");
    Literal l;
    l.atom = atom_of(written_atom);
    l.negated = !unknown;
    if (!unknown) {
      need(written_atom.starts_with("not "), "an absence begins with `not`");
      stretch(s, in_->holds(l, Bound{}, Mode::certain));
      return;
    }
    const auto possible = in_->when(Mode::possible, l.atom.predicate, tuple(l.atom)), certain = in_->when(Mode::certain, l.atom.predicate, tuple(l.atom));
    stretch(s, both(possible, outside(certain)));
  }

  void reading(const Json& s) {
    only(s, "a step", {"id", "kind", "question", "answer", "at", "from", "to"});
    const auto found = readings_->find(text(s, "question"));
    need(found != readings_->end() && found->second == text(s, "answer"), "another answer is taken to the question");
  }

  // What it says stands in its rule, where it has been checked.
  void part(const Json& s) {
    only(s, "a step", {"id", "kind", "literal", "at", "from", "to", "premises"});
    (void)instant_of(s);
    if (s.contains("premises")) each_premise(s, "premises");
  }

  void rule(const Json& s) {
    only(s, "a step", {"id", "kind", "atom", "at", "from", "to", "rule", "possible", "premises", "objections", "shortened"});
    const auto atom = parse_atom(text(s, "atom"), names_);
    need(!s.contains("possible") || s.at("possible") == true, "it only may hold, or does not say so");
    const auto mode = s.contains("possible") ? Mode::possible : Mode::certain;
    const auto at = stretch(s, in_->when(mode, atom.predicate, tuple(atom)));
    const auto& r = law_rule(text(s, "rule"));
    need(r.head && r.head->predicate == atom.predicate && r.head->terms.size() == atom.terms.size(), "the rule [" + r.label + "] does not conclude it");
    Bound bound(r.variables, none);
    for (std::size_t i = 0; i < atom.terms.size(); ++i) {
      const auto& t = r.head->terms[i];
      if (t.kind == Term::Kind::variable && bound[t.variable] == none) bound[t.variable] = atom.terms[i].value;
      need((t.kind == Term::Kind::value ? t.value : bound[t.variable]) == atom.terms[i].value, "the rule [" + r.label + "] does not conclude it for these values");
    }
    if (s.contains("shortened")) return need(list(s, "premises").empty() && list(s, "objections").empty(), "a step that is shortened has premises");
    bound = follows(r, bound, at, mode, list(s, "premises"));
    need(!covers(in_->defeated(r, bound, mode), at), "an exception to the rule [" + r.label + "] stands");
    objections(r, bound, at, list(s, "objections"));
    each_premise(s, "premises");
  }

  const Rule& law_rule(const std::string& label) {
    const auto found = by_label_.find(label);
    need(found != by_label_.end() && named_rules_.contains(label), "the rule [" + label + "] is not listed");
    used_rules_.insert(label);
    return *found->second;
  }

  // The values under which the body holds at the instant, with just these premises.
  Bound follows(const Rule& r, const Bound& given, Moment at, Mode mode, const Json& premises) {
    need(premises.size() == r.body.size(), "the rule [" + r.label + "] has " + std::to_string(r.body.size()) + " conditions, not " + std::to_string(premises.size()));
    std::optional<Bound> found;
    in_->each(r, given, mode, [&](const Bound& bound, const When& when) {
      if (found || !covers(when, at)) return;
      for (std::size_t i = 0; i < r.body.size(); ++i)
        if (!is(r.body[i], bound, step_of(premises[i]), at, i, mode)) return;
      found = bound;
    });
    need(found.has_value(), "the rule [" + r.label + "] does not follow from these premises");
    return *found;
  }

  // Is the step what the literal says for these values at this instant?
  bool is(const Literal& l, const Bound& bound, const Json& s, Moment at, std::size_t number, Mode mode) {
    const auto kind = text(s, "kind");
    if (kind != "reading" && instant_of(s) != at) return false;
    if (l.kind == Literal::Kind::reading) return kind == "reading" && text(s, "question") == l.question && text(s, "answer") == l.answer;
    if (l.kind != Literal::Kind::atom) {
      const bool in_window = l.kind == Literal::Kind::window;
      if (kind != (in_window ? "window" : "test") || !s.contains("literal") || s.at("literal") != number) return false;
      if (s.contains("from") || s.contains("to") || in_window) {
        const auto holds = around(in_->holds(l, bound, mode), at);
        if (!holds || !s.contains("from") || !s.contains("to") || end(s.at("from"), early) != holds->from || end(s.at("to"), late) != holds->to) return false;
      }
      return !in_window || (s.contains("premises") && sees(l, s.at("premises"), at));
    }
    if (!s.contains("atom") || l.negated != (kind == "absence")) return false;
    const auto atom = atom_of(text(s, "atom"));
    if (atom.predicate != l.atom.predicate || atom.terms.size() != l.atom.terms.size()) return false;
    for (std::size_t i = 0; i < atom.terms.size(); ++i) {
      const auto& t = l.atom.terms[i];
      const auto value = t.kind == Term::Kind::value ? t.value : t.kind == Term::Kind::variable ? bound[t.variable] : none;
      if (value != none && atom.terms[i].value != value) return false;
    }
    return true;
  }

  // Does the window rest on these steps: on what its atoms say, at instants that it looks at?
  bool sees(const Literal& l, const Json& premises, Moment at) {
    const auto& w = *l.window;
    once(premises, "what a window sees");
    for (const auto& id : premises) {
      const auto& s = step_of(id);
      if (!s.contains("atom")) return false;
      const auto predicate = atom_of(text(s, "atom")).predicate;
      const bool is_mark = w.mark && predicate == w.mark->predicate;
      if (!is_mark && predicate != l.atom.predicate) return false;
      const auto there = instant_of(s);
      if (!w.mark && w.look != Look::all_past && w.look != Look::all_next && w.look != Look::always && !covers(seen(w.look, w.least, w.most, {{there, there + 1}}, {}), at)) return false;
    }
    return premises.empty() == l.negated;
  }

  void objections(const Rule& r, const Bound& bound, Moment at, const Json& all) {
    need(all.size() == r.exceptions.size(), "the rule [" + r.label + "] has " + std::to_string(r.exceptions.size()) + " exceptions, not " + std::to_string(all.size()));
    std::map<std::string, const Json*> named;
    for (const auto& o : all) named[text(o, "rule")] = &o;
    for (const auto e : r.exceptions) {
      const auto& exception = law_.rules[e];
      need(named.contains(exception.label), "the exception [" + exception.label + "] to the rule [" + r.label + "] is left out");
      objection(exception, bound, at, *named[exception.label]);
    }
  }

  void objection(const Rule& r, const Bound& given, Moment at, const Json& o) {
    only(o, "an objection", {"rule", "raised", "stands", "ground", "answers"});
    law_rule(r.label);
    std::vector<Bound> ways;
    in_->each(r, given, Mode::certain, [&](const Bound& bound, const When& when) { if (covers(when, at)) ways.push_back(bound); });
    const bool raised = o.at("raised").get<bool>(), stands = o.at("stands").get<bool>();
    need(raised == !ways.empty(), raised ? "the objection [" + r.label + "] is not raised" : "the objection [" + r.label + "] is raised");
    const auto unanswered = std::any_of(ways.begin(), ways.end(), [&](const Bound& bound) { return !covers(in_->defeated(r, bound, Mode::certain), at); });
    need(stands == unanswered, stands ? "the objection [" + r.label + "] is answered, or was never raised" : "the objection [" + r.label + "] stands");
    const auto& ground = list(o, "ground");
    once(ground, "a ground of the objection [" + r.label + "]");
    need(!ground.empty() || r.body.empty(), "the objection [" + r.label + "] has no ground");
    auto bound = given;
    bound.resize(std::max(bound.size(), r.variables), none);
    if (raised) bound = follows(r, given, at, Mode::certain, ground);
    for (const auto& g : ground) raised ? step(g) : lacking(g, r, at);
    const auto& answers = list(o, "answers");
    if (answers.empty() && !raised) return;
    objections(r, bound, at, answers);
  }

  // What an objection that is not raised lacks: an answer that is not taken, a test that fails; what is absent, in doubt or in its way is a step like any other.
  void lacking(const Json& id, const Rule& r, Moment at) {
    const auto& s = step_of(id);
    const auto kind = text(s, "kind");
    need(kind == "reading" || instant_of(s) == at, "step " + id.dump() + " speaks of another instant than its objection");
    if (kind == "test" || kind == "window") {
      const auto n = s.contains("literal") && s.at("literal").is_number_integer() ? s.at("literal").get<std::int64_t>() : -1;
      need(n >= 0 && n < static_cast<std::int64_t>(r.body.size()) && r.body[static_cast<std::size_t>(n)].kind != Literal::Kind::atom, "step " + id.dump() + " names no test of the exception [" + r.label + "]");
    }
    if (kind != "reading") return step(id);
    only(s, "a step", {"id", "kind", "question", "answer", "from", "to"});
    const auto said = std::any_of(r.body.begin(), r.body.end(), [&](const Literal& l) { return l.kind == Literal::Kind::reading && l.question == text(s, "question") && l.answer == text(s, "answer"); });
    const auto found = readings_->find(text(s, "question"));
    need(said && found != readings_->end() && found->second != text(s, "answer"), "step " + id.dump() + ": the answer is taken, or the exception [" + r.label + "] does not ask for it");
    done_.insert(id.get<std::size_t>());
  }

  const Json& receipt_;
  const std::map<std::string, std::string>& law_files_;
  const std::vector<std::map<std::string, std::string>>& packages_;
  Names& names_;
  const Law& law_;
  const Record& record_;
  const std::map<std::string, const Rule*>& by_label_;
  std::map<std::optional<Moment>, std::vector<Fact>>& facts_as_known_;
  std::map<std::pair<std::string, World::Readings>, std::unique_ptr<World>>& worlds_;
  std::optional<Moment> as_known_;
  std::vector<Fact> facts_, supposed_;
  World::Readings taken_;
  std::vector<std::string> open_;
  Atom goal_;
  Stretch window_{early, late};
  std::vector<Found> verdicts_;
  std::set<std::pair<std::string, std::string>> rows_;  // name and text
  std::vector<const Json*> by_id_;
  std::set<std::string> named_rules_, used_rules_;
  std::set<std::pair<std::string, std::string>> used_rows_;
  std::set<std::size_t> done_, seen_;
  const World* in_ = nullptr;
  const World::Readings* readings_ = nullptr;
  int depth_ = 0;
  Tally tally_;
};

Verifier::Verifier(const std::string& law, const std::vector<std::string>& records) : ground_(std::make_unique<Ground>()) {
  auto& g = *ground_;
  g.law_files = files_of(law, [](const fs::path& path) { return path.extension() == ".md" || path.extension() == ".law"; });
  for (const auto& [name, content] : g.law_files) g.law.read(name, content, g.names);
  g.law.link();
  for (const auto& rule : g.law.rules) g.by_label[rule.label] = &rule;
  for (const auto& folder : records) {
    g.record.add(folder);
    g.packages.push_back(files_of(folder, [&](const fs::path& path) { return g.record.has(path.lexically_normal().string()); }));
  }
}

Verifier::~Verifier() = default;

Tally Verifier::check(const Json& receipt) { return Checker(receipt, *ground_).run(); }

std::vector<Json> receipts(std::string_view text) {
  if (const auto id = text.find("id=\"receipt\""); text.find('<') < text.find('{') && id != std::string_view::npos) {
    const auto begin = text.find('>', id) + 1;
    text = text.substr(begin, text.find("</script", begin) - begin);
  }
  auto json = Json::parse(text);
  if (!json.is_object() || json.value("schema", "") != "dedere/receipts/1") return {std::move(json)};
  only(json, "the receipts", {"schema", "receipts"});
  return list(json, "receipts").get<std::vector<Json>>();
}

}  // namespace dedere::verify
