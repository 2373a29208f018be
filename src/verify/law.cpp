#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

using Kind = Node::Kind;

struct Token {
  char is;  // t: text, l: label, d: day, #: number, n: name, v: variable, e: the end; otherwise the mark's first character, as `_`
  string text;
  std::size_t begin, end;
};

// What begins there.
vector<Token> tokens(string_view text, std::size_t begin) {
  static const string blank = R"re((\s+|%[^\n]*))re", quoted = R"re(|"((?:[^"\\]|\\(?s:.))*)"|\[([^\]]*)\])re";
  static const string others = R"re(|(\d{4}-\d\d-\d\d)|(\d+)|([a-z][\w-]*)|([A-Z]\w*|_\w+)|([!<>]=|.))re";
  static const RE2 token(blank + quoted + others, RE2::Latin1);
  static const RE2 blanks(R"(\s+)", RE2::Latin1), escaped(R"(\\(["\\]))", RE2::Latin1);
  vector<Token> out;
  re2::StringPiece left(text.data() + begin, text.size() - begin);
  std::array<re2::StringPiece, 8> a;
  for (; RE2::Consume(&left, token, &a[0], &a[1], &a[2], &a[3], &a[4], &a[5], &a[6], &a[7]); begin = text.size() - left.size()) {
    const auto which = std::ranges::find_if(a, &re2::StringPiece::data) - a.begin();
    auto what = a[which].as_string();
    if (which == 1 || which == 2) RE2::GlobalReplace(&what, blanks, " ");
    if (which == 1) RE2::GlobalReplace(&what, escaped, R"(\1)");
    if (which > 0) out.push_back({which == 7 ? what[0] : "%tld#nv"[which], what, begin, text.size() - left.size()});
  }
  out.push_back({'e', "the end", text.size(), text.size()});
  return out;
}

// The grammar of docs/language.md, a function for each of its names.
class Parser {
 public:
  // Of the text from there on.
  Parser(string file, string_view text, std::size_t from = 0) : file_(std::move(file)), text_(text), tokens_(tokens(text, from)) {}
  bool at_end() const { return now().is == 'e'; }

  void statement(Law& law) {
    const auto begin = now().begin;
    const auto is = [&](auto... words) { return (then().is == 'n' || then().is == 'v') && (word(words) || ...); };
    if (now().is == 'l') {
      place(law.rules.emplace_back(rule()), begin);
    } else if (is("question")) {
      next(), question(law.questions[need('n')]);
    } else if (is("horizon")) {
      law.horizon = then(2).is == 'd' ? (next(), fact_period()) : Stretch{(next(), next(), number()), (next(), number())};
    } else if (is("type", "entity", "expect", "input", "output", "predicate", "open") || word("forbid")) {
      const bool open = word("open"), declares = open || word("predicate");
      const auto name = then(open ? 2 : 1).text;
      if (open) law.open.insert(name);
      for (; now().is != '.' && !at_end(); next())
        if (declares && now().is == 'v') law.types[name].push_back(now().text);
    } else {
      auto& fact = law.facts.emplace_back(this->fact());
      place(fact, begin);
      fact.row = "law:" + file_ + ":" + std::to_string(fact.line);
    }
    need('.');
  }

  Fact fact() {
    Fact out;
    const auto is = atom();
    out.predicate = is.word;
    for (const auto& t : is.parts) out.values.push_back(t.kind == Kind::value ? t.word : fail("a fact is of values"));
    out.when = tidy({fact_period()});
    return out;
  }

  Node atom() {
    const string denied = word("denied") && then().is == 'n' ? next().text + " " : "";
    Node out{Kind::atom, denied + need('n')};
    if (!take('(')) return out;
    do out.parts.push_back(term()); while (take(','));
    return need(')'), out;
  }

  Node literal() { return then().is != '(' && take_word("not") ? Node{Kind::no, {}, {positive()}} : positive(); }

  // The text is this, without a comment.
  template <class Part> auto whole(Part (Parser::*part)()) {
    for (std::size_t i = 0, end = 0; i < tokens_.size(); end = tokens_[i++].end)
      if (text_.substr(end, tokens_[i].begin - end).contains('%')) fail("a comment is not expected");
    auto out = (this->*part)();
    if (take('.'), !at_end()) fail("nothing more is expected");
    return out;
  }

 private:
  [[noreturn]] string fail(const string& what) const {
    throw Unusable(file_ + ":" + std::to_string(line(now().begin)) + ": " + what + " at `" + now().text + "`");
  }
  std::int64_t line(std::size_t at) const { return 1 + std::ranges::count(text_.substr(0, at), '\n'); }
  // A statement that began there and ends with the full stop that comes now.
  void place(Place& s, std::size_t begin) const { s = {file_, string(text_.substr(begin, now().end - begin)), line(begin)}; }

  const Token& now() const { return tokens_[at_]; }
  const Token& then(std::size_t n = 1) const { return tokens_[std::min(at_ + n, tokens_.size() - 1)]; }
  const Token& next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool word(string_view w) const { return now().is == 'n' && now().text == w; }
  bool call(string_view w) { return word(w) && then().is == '(' && (next(), next(), true); }
  bool take(char is) { return now().is == is && (next(), true); }
  bool take_word(string_view w) { return word(w) && (next(), true); }
  void need_word(string_view w) { if (!take_word(w)) fail("`" + string(w) + "` is expected"); }
  string need(char is) { return now().is == is ? next().text : fail("something else is expected"); }
  template <class Part> Part closed(Part part) { return need(')'), part; }

  Moment a_date() {
    if (!day(now().text)) fail("a day is expected");
    return *day(next().text);
  }
  Stretch fact_period() {
    Stretch out;
    if (take_word("on")) out.from = a_date(), out.to = out.from + a_day;
    if (take_word("from")) out.from = a_date();
    if (take_word("to")) out.to = a_date() + a_day;
    return out;
  }
  std::int64_t number() {
    const auto sign = take('-') ? -1 : 1;
    if (now().text.size() > 18) fail("a number has 18 digits at most");
    return sign * std::stoll(need('#'));
  }
  Length length() {
    static const map<string, Length> units{{"second", {1, 1}},   {"minute", {1, 60}}, {"hour", {1, 3'600}}, {"day", {1, a_day}},
                                           {"week", {7, a_day}}, {"month", {1, 0}},   {"year", {12, 0}}};
    const auto n = std::min<std::int64_t>(number(), 100'000'000'000'000'000);
    auto unit = need('n');
    if (unit.ends_with('s')) unit.pop_back();
    if (!units.contains(unit)) fail("a unit is expected");
    return {n * units.at(unit).n, units.at(unit).seconds};
  }

  Node term() {
    if (now().is == '#' || now().is == '-') return {Kind::value, std::to_string(number())};
    const auto& token = next();
    if (token.is == '_' || token.is == 'v') return {token.is == 'v' ? Kind::variable : Kind::any, token.text};
    if (token.is != 't' && token.is != 'n' && token.is != 'd') fail("a value or a variable is expected");
    return {Kind::value, token.is == 't' ? '"' + token.text + '"' : token.text};
  }
  Node primary(int depth) { return depth < 100 && call("next_month") ? Node{Kind::next_month, {}, {closed(expression(depth + 1))}} : term(); }
  Node expression(int depth = 0) {
    auto out = primary(depth);
    for (; depth < 100 && (now().is == '+' || now().is == '-'); ++depth) {  // not deeper than it can be looked at
      const bool plus = next().is == '+', by_length = now().is == '#' && then().is == 'n';
      const auto by = by_length ? length() : Length();
      if (!by_length) out = {plus ? Kind::sum : Kind::difference, {}, {std::move(out), primary(depth)}};
      else out = {.kind = Kind::later, .parts = {std::move(out)}, .most = Length{plus ? by.n : -by.n, by.seconds}};
    }
    return out;
  }

  void question(Answers& answers) {
    for (need('t'); take_word("answer");) {
      auto& settled = answers[need('n')];
      need('t');
      if (take_word("held")) do next(), need('t'); while (now().is == ',');
      if (take_word("settled")) settled = a_date();
    }
  }

  Rule rule() {
    Rule out;
    out.label = next().text, take('t'), take_word("presumption");
    if (word("except") && then(2).is == 'l') next(), next(), out.exception_to = next().text;
    else out.head = atom();
    auto& body = out.whole.parts.emplace_back(Node{Kind::all}).parts;
    if (take_word("if")) do body.push_back(literal()); while (take(','));
    return out;
  }

  static bool is_relation(const Token& t) { return t.is == '=' || t.is == '!' || t.is == '<' || t.is == '>'; }

  Node positive() {
    if (call("reading")) return {Kind::atom, "reading " + need('n'), {(need(','), closed(term()))}};
    for (const auto* clock : {"from", "after", "before", "until", "on"})
      if (then().is != '(' && take_word(clock)) return {Kind::clock, clock, {expression()}};
    return now().is == 'n' && !is_relation(then()) && !(word("next_month") && then().is == '(') ? looked() : comparison();
  }

  // An atom, at this or at other times.
  Node looked() {
    if (then().is == 'n' && take_word("without")) return window({Kind::no, {}, {atom()}});
    auto out = atom();
    if (!word("begins") && !word("ends")) return window(std::move(out));
    return {Kind::turn, next().text, {std::move(out), (need_word("on"), term())}};
  }

  Node window(Node looked_at) {
    Node out{Kind::window, {}, {std::move(looked_at), {Kind::all}}};
    const auto reach = [&] { if (out.most = length(); take_word("to")) out.least = *std::exchange(out.most, length()); };
    const auto direction = [&](const char* ahead, const char* back) { take_word(ahead) ? out.ahead = true : (need_word(back), out.back = true); };
    if (word("in") || word("throughout")) {
      out.throughout = next().text == "throughout", need_word("the");
      direction("next", "past");
      if (now().is == '#') reach();
    } else if (word("since") || word("until")) {
      direction("until", "since"), out.parts = {atom(), std::move(out.parts[0])};
      if (take_word("within")) reach();
    } else if (word("ever") || word("always")) {
      out.throughout = next().text == "always", out.back = out.ahead = true;
    } else if (now().is == '#') {
      out.least = *(out.most = length()), need_word("ago"), out.back = true;
    } else {
      return std::move(out.parts[0]);
    }
    return out;
  }

  Node comparison() {
    auto left = expression();
    if (!is_relation(now())) fail("a comparison is expected");
    const auto relation = next().text;
    if (now().is != 'n' || !string("vn#dt").contains(then().is)) return {Kind::comparison, relation, {std::move(left), expression()}};
    Node out{Kind::aggregate, next().text, {std::move(left)}};
    do out.parts.push_back(term()); while (take(','));
    return need(':'), out.parts.push_back(window(atom())), out;
  }

  string file_;
  string_view text_;
  vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

Fact parse_fact(const string& text) { return Parser("`" + text + "`", text).whole(&Parser::fact); }
Node parse_literal(const string& text) { return Parser("`" + text + "`", text).whole(&Parser::literal); }
Node parse_atom(const string& text) { return Parser("`" + text + "`", text).whole(&Parser::atom); }

void Law::read(const string& file, string_view text) {
  static const RE2 block("(?ms)^```([^\n]*)\n(.*?)(?:^```[^\n]*|\\z)", RE2::Latin1);
  re2::StringPiece left(text.data(), text.size()), kind, inside = left;
  for (bool markdown = file.ends_with(".md"); !markdown || RE2::FindAndConsume(&left, block, &kind, &inside);) {
    if (markdown && kind != "law" && kind != "law\r") continue;
    const auto end = inside.data() + inside.size() - text.data();
    for (Parser parser(file, text.substr(0, end), inside.data() - text.data()); !parser.at_end();) parser.statement(*this);
    if (!markdown) return;
  }
}

void Law::link() {
  map<string, std::size_t> labels;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!labels.emplace(rules[i].label, i).second) throw Unusable("the label [" + rules[i].label + "] stands twice");
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto& to = rules[i].exception_to; !to.empty())
      labels.contains(to) ? rules[labels.at(to)].exceptions.push_back(i) : throw Unusable("no rule [" + to + "] for its exception");
  const std::function<void(Rule&)> deny = [&](Rule& rule) {
    for (const auto e : rule.exceptions) deny(rules[e]), rule.whole.parts.push_back({Kind::no, {}, {rules[e].whole}});
  };
  for (auto& rule : rules)
    if (rule.exception_to.empty()) deny(rule);
}

}  // namespace dedere::verify
