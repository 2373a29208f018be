// All that the verifier knows, in the order in which to read it: time (moment.cpp), the law (law.cpp), what follows (world.cpp), the record
// (record.cpp), the receipt (check.cpp). A value is the text that a law file has for it: `mn`, `60`, `2024-09-03`, `"assembly"`.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dedere::verify {

using std::map, std::optional, std::set, std::string, std::string_view, std::vector;
using Json = nlohmann::json;
struct Unusable : std::runtime_error { using runtime_error::runtime_error; };  // what cannot be read or checked: the program ends with status 2
struct Wrong : std::runtime_error { using runtime_error::runtime_error; };     // a claim of the receipt that is not so, and why: status 1

// --- time: seconds since 1970, UTC; sets of half-open stretches, in order and apart from each other
using Moment = std::int64_t;
inline constexpr Moment early = std::numeric_limits<Moment>::min(), late = std::numeric_limits<Moment>::max(), a_day = 86'400;  // the open ends
struct Stretch { Moment from = early, to = late; auto operator<=>(const Stretch&) const = default; };
using When = vector<Stretch>;
inline const When always(1);
struct Length { std::int64_t n = 0, seconds = 1; bool operator==(const Length&) const = default; };  // `n` units of so many seconds; 0: of a month
When tidy(When any);                                      // of stretches in any order, overlapping
When either(When a, const When& b);
When outside(const When& a);
When both(const When& a, const When& b);
optional<Stretch> around(const When& a, Moment at);       // the stretch in which it lies
inline bool covers(const When& a, Moment at) { return around(a, at).has_value(); }
// When a mark was so at some time, `least` to `most` ago (none: ever), and `lasting` from then until now; ahead: will be so, and from now until then.
When since(const When& lasting, const When& marks, bool ahead, Length least, optional<Length> most);
optional<Moment> moment(const string& text);              // "2024-09-03T00:00:00Z"
optional<Moment> day(const string& text);                 // "2024-09-03": its first second
optional<Stretch> days(const string& text);               // all of "2024", "2024-09", "2024-09-03"
string written(Moment at);
inline string written_day(Moment at) { return written(at).substr(0, 10); }
optional<Moment> moved_day(Moment at, Length by);         // of a month that lacks the day, its last; none outside of the years 1 to 9999
optional<Moment> next_month(Moment at);                   // its first day

// --- the law: terms, literals and bodies of rules are trees
struct Node {
  enum class Kind {
    value, variable, any,  // the terms `word`, `_`
    sum, difference,       // of two terms
    later,                 // `most` after the day that its term is, or before
    next_month,            // the first day of the month after the day that its term is
    atom,        // of the predicate `word`, and its terms; "denied NAME" of a denial, "reading NAME" of the answer taken to a question
    no,          // its part does not hold
    all,         // its parts hold together
    comparison,  // its first term `word` its second
    clock,       // now lies after, before, … (`word`) the day that its term is
    turn,        // its atom begins or ends (`word`) on the day that its term is
    window,      // its first part held at some time within reach (`throughout`: at all), and its second from then until now; `ahead`: to come
    aggregate,   // its first term is the count, sum, min or max (`word`) of the others in its last part
  } kind = Kind::atom;
  string word = {};
  vector<Node> parts = {};
  bool throughout = false, back = false, ahead = false;
  Length least = {};
  optional<Length> most = {};
};
struct Place { string file, text; std::int64_t line = 0; };
struct Rule : Place {
  string label, exception_to;
  Node head;                       // of a rule
  Node whole = {Node::Kind::all};  // its body (an `all` of its literals, in the order of the text), then what denies each exception
  vector<std::size_t> exceptions;  // by number, in the order of the text
  const Node& body() const { return whole.parts[0]; }
};
using Tuple = vector<string>;
struct Fact : Place { string predicate; Tuple values; When when = always; string row = "supposed"; };
using Answers = map<string, optional<Moment>>;  // to a question of law, and when the Court settled it so
struct Law {
  vector<Rule> rules;
  vector<Fact> facts;
  map<string, Tuple> types;  // of the arguments of each predicate
  set<string> open;          // the open predicates
  map<string, Answers> questions;
  optional<Stretch> horizon;
  void read(const string& file, string_view text);  // the blocks of a Markdown file, the whole of any other. Throws Unusable
  void link();                                      // once all is read: exceptions to their rules
};
Fact parse_fact(const string& text);  // `present(putin, mn) from 2024-09-03 to 2024-09-03`
Node parse_atom(const string& text);
Node parse_literal(const string& text);
// Itself and every part of a part, and whether a window looks at it.
template <class Use> void each(const Node& n, const Use& use, bool in_window = false) {
  use(n, in_window);
  for (const auto& part : n.parts) each(part, use, in_window || n.kind == Node::Kind::window);
}

// --- what follows, from the bottom up: when something is certain and when it is possible, as docs/semantics.md defines them
struct Truth { When certain, possible; bool operator==(const Truth&) const = default; };
inline Truth either(const Truth& a, const Truth& b) { return {either(a.certain, b.certain), either(a.possible, b.possible)}; }
inline Truth both(const Truth& a, const Truth& b) { return {both(a.certain, b.certain), both(a.possible, b.possible)}; }
inline Truth no(const Truth& a) { return {outside(a.possible), outside(a.certain)}; }
using Rows = map<Tuple, Truth>;
using Readings = map<string, string>;                                                   // the answers taken to questions of law
using Bound = map<string, string>;                                                      // the values of variables:
optional<Bound> matched(const vector<Node>& terms, const Tuple& values, Bound bound = {});  // with which the terms have these values
Tuple values(const vector<Node>& terms, const Bound& bound = {});                       // those of the terms; "" where there is none
class World {
 public:
  using Ways = vector<std::pair<Bound, Truth>>;  // the values of variables with which something holds, each once, and when
  World(const Law& law, vector<Fact> facts);
  const vector<Fact>& facts() const { return facts_; }
  const set<string>& behind(const string& predicate);                              // all predicates on which it rests, itself too
  void take(Readings readings) { readings_ = std::move(readings), now_.clear(); }  // the answers from now on
  const Rows& rows(const string& predicate);                                       // all that is recorded or follows of it
  Ways ways(const Node& f, const Bound& given);                                    // Throws Unusable where a variable has no value
  Truth any(const Node& f, const Bound& given = {});                               // when it holds in some way
  static Truth seen(const Node& window, const Truth& mark, const Truth& lasting);  // when a window holds whose parts hold then
 private:
  bool ready(const Node& f, const Bound& given) const;
  void work_out(const set<string>& group);
  Ways atom(const Node& f, const Bound& given);
  Ways all(const Node& f, const Bound& given);
  Ways aggregate(const Node& f, const Bound& given);
  const Law& law_;
  vector<Fact> facts_;
  Stretch horizon_;
  Readings readings_;
  map<string, vector<const Rule*>> rules_;       // by what they conclude
  map<string, set<string>> behind_;
  map<std::pair<string, Readings>, Rows> made_;  // by predicate, and the answers to the questions on which it rests
  map<string, Rows*> now_;                       // under the answers taken
};

// --- the record, as known on a day
using AsKnown = optional<Moment>;         // none: all that is recorded
string read_file(const string& path);     // the whole. Throws Unusable
string digest(const string& bytes);       // "sha256:…"
struct Record {
  struct Row {
    string text, file;                    // the text as it stands in the file, PACKAGE/FILE, without the end of the line
    map<string, string> cells = {};
    string cell(const string& column) const { return cells.contains(column) ? cells.at(column) : ""; }
  };
  struct Table { Json described; vector<Row> rows; };
  struct Package { string name; map<string, string> files; };  // by name within its folder
  map<string, Table> tables;
  vector<Package> packages;
  void add(const string& folder);         // lays a package over those before it. Throws Unusable
  vector<Fact> facts(const Law& law, AsKnown as_known) const;
};

// --- a receipt held against the law and the record that it names
struct Tally { std::size_t steps, rules, rows, answers; };
class Verifier {
 public:
  // `law`: the folder, or one file; `records`: the packages' folders, in the order in which they lie over each other. Throws Unusable.
  Verifier(const string& law, const vector<string>& records);
  // Throws Wrong at the first claim that does not hold, Unusable where there is nothing that can be checked.
  Tally check(const Json& receipt);
 private:
  friend class Checker;
  Law law_;
  Record record_;
  Json law_files_, record_files_;  // as a receipt names them
  Json case_;                      // the day of knowledge and the suppositions of the world at hand
  std::unique_ptr<World> world_;
};
vector<Json> receipts(string_view text);  // of a text: one, those of a brief, or what a page has in its element `receipt`. Throws Unusable

}  // namespace dedere::verify
