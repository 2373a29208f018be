#include <algorithm>
#include <utility>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

using Kind = Formula::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_word(char c) { return is_small(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

struct Token {
  char is;  // n: name, v: variable, #: number, d: day, t: text, l: label, e: the end; otherwise the mark's first character, as `_`
  string text;
  std::size_t begin, end;
};
vector<Token> tokens(string_view text) {
  vector<Token> out;
  std::size_t at = 0;
  const auto end = text.size();
  const auto peek = [&](std::size_t i) { return i < end ? text[i] : '\0'; };
  const auto pass = [&](const auto& is) { while (at < end && is(text[at])) ++at; };
  while (pass(is_space), at < end) {
    const char c = text[at];
    const auto begin = at;
    Token token{c, {}, begin, 0};
    if (c == '%') {
      pass([](char x) { return x != '\n'; });
      continue;
    } else if (c == '"' || c == '[') {
      token.is = c == '"' ? 't' : 'l';
      for (++at; at < end && text[at] != (c == '"' ? '"' : ']');) {
        if (c == '"' && text[at] == '\\' && (peek(at + 1) == '"' || peek(at + 1) == '\\')) ++at;
        token.text += is_space(text[at]) ? ' ' : text[at];
        if (is_space(text[at++])) pass(is_space);
      }
      ++at;
    } else if (is_digit(c)) {
      pass(is_digit);
      token.is = at - begin == 4 && peek(at) == '-' && is_digit(peek(at + 1)) ? 'd' : '#';
      if (token.is == 'd') at = std::min(at + 6, end);
    } else if (is_word(c)) {
      do ++at, pass(is_word); while (is_small(c) && peek(at) == '-' && (is_digit(peek(at + 1)) || is_small(peek(at + 1))));
      token.is = c == '_' && at == begin + 1 ? '_' : is_small(c) ? 'n' : 'v';
    } else {
      at += (c == '!' || c == '<' || c == '>') && peek(at + 1) == '=' ? 2 : 1;
    }
    if (token.is != 't' && token.is != 'l') token.text = text.substr(begin, at - begin);
    token.end = at;
    out.push_back(std::move(token));
  }
  out.push_back({'e', "the end", end, end});
  return out;
}

// The grammar of docs/language.md, a function for each of its names.
class Parser {
 public:
  Parser(string file, string_view text) : file_(std::move(file)), text_(text), tokens_(tokens(text)) {}
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
      if (word("open")) law.open.insert(then(2).text);
      while (now().is != '.' && !at_end()) next();
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
    for (const auto& t : is.terms) out.values.push_back(t.is == '=' ? t.text : fail("a fact is of values"));
    out.when = tidy({fact_period()});
    return out;
  }

  Formula atom() {
    const string denied = word("denied") && then().is == 'n' ? next().text + " " : "";
    Formula out{.word = denied + need('n')};
    if (!take('(')) return out;
    do out.terms.push_back(term()); while (take(','));
    return need(')'), out;
  }

  template <class Part> auto whole(Part (Parser::*part)()) {
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

  Term term() {
    if (now().is == '#' || now().is == '-') return {'=', std::to_string(number())};
    const auto& token = next();
    if (token.is == '_' || token.is == 'v') return {token.is, token.text};
    return {'=', token.is == 't' ? '"' + token.text + '"' : token.is == 'n' || token.is == 'd' ? token.text : fail("a value or a variable is expected")};
  }
  Term primary() { return call("next_month") ? Term{'m', {}, {closed(expression())}} : term(); }
  Term expression() {
    auto out = primary();
    while (now().is == '+' || now().is == '-') {
      const bool plus = next().is == '+', by_length = now().is == '#' && then().is == 'n';
      out = {plus ? (by_length ? '>' : '+') : by_length ? '<' : '-', {}, {std::move(out)}};
      if (by_length) out.length = length();
      else out.parts.push_back(primary());
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
    auto& body = out.whole.parts.emplace_back(Formula{.kind = Kind::all}).parts;
    if (take_word("if")) do body.push_back(literal()); while (take(','));
    return out;
  }

  static bool is_relation(const Token& t) { return t.is == '=' || t.is == '!' || t.is == '<' || t.is == '>'; }

  Formula literal() {
    if (call("reading")) return {.kind = Kind::reading, .word = need('n'), .terms = {(need(','), closed(term()))}};
    for (const auto* clock : {"from", "after", "before", "until", "on"})
      if (then().is != '(' && take_word(clock)) return {.kind = Kind::clock, .word = clock, .terms = {expression()}};
    if (then().is != '(' && take_word("not")) return {.kind = Kind::no, .parts = {looked()}};
    return now().is == 'n' && !is_relation(then()) && !(word("next_month") && then().is == '(') ? looked() : comparison();
  }

  // An atom, at this or at other times.
  Formula looked() {
    if (then().is == 'n' && take_word("without")) return window({.kind = Kind::no, .parts = {atom()}});
    auto out = atom();
    if (!word("begins") && !word("ends")) return window(std::move(out));
    return {.kind = Kind::turn, .word = next().text, .terms = {(next(), term())}, .parts = {std::move(out)}};
  }

  Formula window(Formula looked_at) {
    Formula out{.kind = Kind::window, .parts = {std::move(looked_at), {.kind = Kind::all}}};
    const auto reach = [&] { if (out.most = length(); take_word("to")) out.least = *std::exchange(out.most, length()); };
    if (word("in") || word("throughout")) {
      out.throughout = next().text == "throughout", next(), out.ahead = next().text == "next";
      if (now().is == '#') reach();
    } else if (word("since") || word("until")) {
      out.ahead = next().text == "until", out.parts = {atom(), std::move(out.parts[0])};
      if (take_word("within")) reach();
    } else if (word("ever") || word("always")) {  // at some, at every time of the past of the future
      out.throughout = next().text == "always";
      auto future = out;
      future.ahead = true, out.parts[0] = std::move(future);
    } else if (now().is == '#') {
      out.least = *(out.most = length()), next();
    } else {
      return std::move(out.parts[0]);
    }
    return out;
  }

  Formula comparison() {
    Formula out{.kind = Kind::comparison, .terms = {expression()}};
    if (!is_relation(now())) fail("a comparison is expected");
    if (out.word = next().text; now().is != 'n' || then().is != 'v') return out.terms.push_back(expression()), out;
    out.kind = Kind::aggregate, out.word = next().text;
    do out.terms.push_back(term()); while (take(','));
    return need(':'), out.parts = {window(atom())}, out;
  }

  string file_;
  string_view text_;
  vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

Fact parse_fact(const string& text) { return Parser("`" + text + "`", text).whole(&Parser::fact); }
Formula parse_atom(const string& text) { return Parser("`" + text + "`", text).whole(&Parser::atom); }

void Law::read(const string& file, string_view text) {
  string blocks(text);  // everything else is blank, so that each statement stays where it stands
  bool fenced = false, is_law = false;
  for (std::size_t at = 0, end = 0; file.ends_with(".md") && at < text.size(); at = end + 1) {
    end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    const bool fence = line.starts_with("```");
    if (fence) is_law = !std::exchange(fenced, !fenced) && line.substr(0, line.find_last_not_of('\r') + 1) == "```law";
    if (fence || !is_law) std::fill(blocks.begin() + at, blocks.begin() + end, ' ');
  }
  for (Parser parser(file, blocks); !parser.at_end();) parser.statement(*this);
}

void Law::link() {
  map<string, std::size_t> labels;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!labels.emplace(rules[i].label, i).second) throw Unusable("the label [" + rules[i].label + "] stands twice");
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto& to = rules[i].exception_to; !to.empty())
      labels.contains(to) ? rules[labels.at(to)].exceptions.push_back(i) : throw Unusable("no rule [" + to + "] for its exception");
  const std::function<void(Rule&)> deny = [&](Rule& rule) {
    for (const auto e : rule.exceptions) deny(rules[e]), rule.whole.parts.push_back({.kind = Kind::no, .parts = {rules[e].whole}});
  };
  for (auto& rule : rules)
    if (rule.exception_to.empty()) deny(rule);
}

}  // namespace dedere::verify
