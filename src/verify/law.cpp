#include "verify/law.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace dedere::verify {
namespace {

using Kind = Formula::Kind;

struct Token {
  char is;  // n: name, v: variable, w: `_`, #: number, d: day, t: text, l: label, e: the end; otherwise the mark's first character
  std::string text;
  std::size_t begin, end;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// What stands from `at` to `end`.
std::vector<Token> tokens(std::string_view text, std::size_t at, std::size_t end) {
  std::vector<Token> out;
  const auto peek = [&](std::size_t i) { return i < end ? text[i] : '\0'; };
  const auto pass = [&](const auto& is) { while (at < end && is(text[at])) ++at; };
  while (pass(is_space), at < end) {
    const auto begin = at;
    const char c = text[at];
    char is = c;
    std::string quoted;
    if (c == '%') { pass([](char x) { return x != '\n'; }); continue; }
    if (c == '"' || c == '[') {
      is = c == '"' ? 't' : 'l';
      const char close = c == '"' ? '"' : ']';
      for (++at; at < end && text[at] != close;) {
        if (c == '"' && text[at] == '\\' && (peek(at + 1) == '"' || peek(at + 1) == '\\')) ++at;
        quoted += is_space(text[at]) ? ' ' : text[at];
        if (is_space(text[at++])) pass(is_space);
      }
      ++at;
    } else if (is_digit(c)) {
      pass(is_digit);
      is = at - begin == 4 && peek(at) == '-' && is_digit(peek(at + 1)) ? 'd' : '#';
      if (is == 'd') at = std::min(at + 6, end);
    } else if (is_word(c)) {
      const auto inside = [&] { return c >= 'a' && peek(at) == '-' && (is_digit(peek(at + 1)) || (peek(at + 1) >= 'a' && peek(at + 1) <= 'z')); };
      do ++at, pass(is_word); while (inside());
      is = at == begin + 1 && c == '_' ? 'w' : c >= 'a' ? 'n' : 'v';
    } else {
      at += (c == '!' || c == '<' || c == '>') && peek(at + 1) == '=' ? 2 : 1;
    }
    out.push_back({is, is == 't' || is == 'l' ? quoted : std::string(text.substr(begin, at - begin)), begin, at});
  }
  out.push_back({'e', "the end", end, end});
  return out;
}

Formula deny(Formula f) { return {.kind = Kind::no, .parts = {std::move(f)}}; }

class Parser {
 public:
  Parser(std::string file, std::string_view text, std::size_t begin, std::size_t end, Names& names)
      : file_(std::move(file)), text_(text), names_(names), tokens_(tokens(text, begin, end)) {}

  [[nodiscard]] bool at_end() const { return now().is == 'e'; }

  void statement(Law& law) {
    const bool declares = then().is == 'n' || then().is == 'v';
    if (now().is == 'l') rule(law);
    else if (declares && (word("open") || word("predicate"))) predicate(law);
    else if (declares && word("question")) question(law);
    else if (declares && word("horizon")) horizon(law);
    else if (word("forbid") || (declares && (word("type") || word("entity") || word("expect") || word("input") || word("output")))) skip();
    else law_fact(law);
    need('.');
  }

  Fact fact() {
    Fact out{.atom = atom(), .when = always, .row = "supposed", .package = {}, .table = {}, .file = {}, .text = {}};
    auto& when = out.when[0];
    if (take_word("on")) when.from = a_moment(), when.to = when.from + a_day;
    if (take_word("from")) when.from = a_moment();
    if (take_word("to")) when.to = a_moment() + a_day;
    out.when = tidy(out.when);
    for (const auto& t : out.atom.terms)
      if (t.value == none) fail("a fact is of values");
    return out;
  }

  Atom atom() {
    Atom out;
    if (word("denied") && then().is == 'n') out.predicate = next().text + " ";
    out.predicate += need('n');
    if (!take('(')) return out;
    do out.terms.push_back(term()); while (take(','));
    need(')');
    return out;
  }

  void finish() {
    take('.');
    if (!at_end()) fail("nothing more is expected");
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw Unusable(file_ + ":" + std::to_string(line(now().begin)) + ": " + what + " at `" + now().text + "`"); }
  [[nodiscard]] std::int64_t line(std::size_t at) const { return 1 + std::ranges::count(text_.substr(0, at), '\n'); }
  // A rule or a fact that began there, up to the full stop that comes now.
  template <class Statement> void place(Statement& s, std::size_t begin) const {
    s.file = file_;
    s.line = line(begin);
    s.text = text_.substr(begin, now().end - begin);
  }

  [[nodiscard]] const Token& now() const { return tokens_[at_]; }
  [[nodiscard]] const Token& then(std::size_t n = 1) const { return tokens_[std::min(at_ + n, tokens_.size() - 1)]; }
  const Token& next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  [[nodiscard]] bool word(std::string_view w) const { return now().is == 'n' && now().text == w; }
  bool take(char is) { return now().is == is && (next(), true); }
  bool take_word(std::string_view w) { return word(w) && (next(), true); }
  const std::string& need(char is) {
    if (now().is != is) fail("something else is expected");
    return next().text;
  }
  void skip() { while (now().is != '.' && !at_end()) next(); }

  Moment a_moment() {
    const auto found = day(need('d'));
    if (!found) fail("not a day");
    return *found;
  }

  std::int64_t number() {
    const auto sign = take('-') ? -1 : 1;
    if (now().text.size() > 18) fail("a number has 18 digits at most");
    return sign * std::stoll(need('#'));
  }

  Term term() {
    if (now().is == '#' || now().is == '-') return {names_.of(std::to_string(number()))};
    const auto& token = next();
    if (token.is == 'w') return {};
    if (token.is == 'v') return {.name = token.text};
    if (token.is != 'n' && token.is != 'd' && token.is != 't') fail("a value or a variable is expected");
    return {names_.of(token.is == 't' ? '"' + token.text + '"' : token.text)};
  }

  void law_fact(Law& law) {
    const auto begin = now().begin;
    auto out = fact();
    place(out, begin);
    out.row = "law:" + out.file + ":" + std::to_string(out.line);
    law.facts.push_back(std::move(out));
  }

  void predicate(Law& law) {
    if (take_word("open")) law.open.insert(then().text);
    skip();
  }

  void question(Law& law) {
    next();
    auto& answers = law.questions[need('n')];
    need('t');
    while (take_word("answer")) {
      answers.push_back({need('n'), std::nullopt});
      need('t');
      if (take_word("held")) do next(), need('t'); while (now().is == ',');
      if (take_word("settled")) answers.back().settled = a_moment();
    }
  }

  void horizon(Law& law) {
    next();
    const bool in_days = then().is == 'd';
    const auto end = [&] { return next(), in_days ? a_moment() : number(); };
    const auto from = end();
    law.horizon = Stretch{from, end() + (in_days ? a_day : 0)};
  }

  void rule(Law& law) {
    Rule out;
    const auto begin = now().begin;
    out.label = next().text;
    take('t');
    take_word("presumption");
    if (word("except") && then(2).is == 'l') next(), next(), out.exception_to = next().text;
    else out.head = atom();
    out.whole.parts = {{.kind = Kind::all}};
    if (take_word("if")) do out.whole.parts[0].parts.push_back(literal()); while (take(','));
    place(out, begin);
    law.rules.push_back(std::move(out));
  }

  static bool is_relation(const Token& t) { return std::string_view("=!<>").contains(t.is); }

  Formula literal() {
    if (word("reading") && then().is == '(') {
      next(), next();
      Formula out{.kind = Kind::reading, .word = need('n')};
      need(',');
      out.answer = need('n');
      need(')');
      return out;
    }
    for (const auto* clock : {"from", "after", "before", "until", "on"})
      if (then().is != '(' && take_word(clock)) return {.kind = Kind::clock, .word = clock, .left = expression()};
    if (then().is != '(' && take_word("not")) return deny(looked());
    const bool is_call = word("next_month") && then().is == '(';
    return now().is == 'n' && !is_call && !is_relation(then()) ? looked() : comparison();
  }

  // An atom, at this or at other times.
  Formula looked() {
    const bool without = then().is == 'n' && take_word("without");
    Formula out{.atom = atom()};
    if (!word("begins") && !word("ends")) return window(without ? deny(std::move(out)) : std::move(out));
    out = {.kind = Kind::turn, .parts = {std::move(out)}, .word = next().text};
    next();
    out.left.term = term();
    return out;
  }

  Formula window(Formula looked_at) {
    Formula out{.kind = Kind::window, .parts = {std::move(looked_at)}};
    const auto reach = [&] {
      out.most = length();
      if (take_word("to")) out.least = *std::exchange(out.most, length());
    };
    if (word("in") || word("throughout")) {
      out.throughout = next().text == "throughout";
      next();
      out.ahead = next().text == "next";
      if (now().is == '#') reach();
    } else if (word("since") || word("until")) {
      out.ahead = next().text == "until";
      out.parts.insert(out.parts.begin(), {.atom = atom()});
      if (take_word("within")) reach();
    } else if (word("ever") || word("always")) {  // at some, at every time of the past of the future
      out.throughout = next().text == "always";
      Formula future = out;
      future.ahead = true;
      out.parts = {std::move(future)};
    } else if (now().is == '#') {
      out.least = length();
      out.most = out.least;
      next();
    } else {
      return std::move(out.parts[0]);
    }
    return out;
  }

  Formula comparison() {
    if (now().is == 'v' && then().is == '=' && then(2).is == 'n' && then(3).is == 'v') {
      Formula out{.kind = Kind::aggregate, .left = {.term = term()}};
      next();
      out.word = next().text;
      do out.over.push_back(term()); while (take(','));
      need(':');
      out.parts = {window({.atom = atom()})};
      return out;
    }
    Formula out{.kind = Kind::comparison, .left = expression()};
    if (!is_relation(now())) fail("a comparison is expected");
    out.word = next().text;
    out.right = expression();
    return out;
  }

  Length length() {
    static const std::map<std::string, Length> units{{"second", {1, 1}},   {"minute", {1, 60}}, {"hour", {1, 3'600}}, {"day", {1, a_day}},
                                                     {"week", {7, a_day}}, {"month", {1, 0}},   {"year", {12, 0}}};
    const auto n = number();
    auto unit = need('n');
    if (unit.ends_with('s')) unit.pop_back();
    const auto found = units.find(unit);
    if (found == units.end()) fail("a unit is expected");
    return {std::min<std::int64_t>(n, 100'000'000'000'000'000) * found->second.n, found->second.seconds};
  }

  Expression expression() {
    auto out = primary();
    while (now().is == '+' || now().is == '-') {
      const bool plus = next().is == '+', by_length = now().is == '#' && then().is == 'n';
      Expression sum{plus ? (by_length ? '>' : '+') : by_length ? '<' : '-', {}, {std::move(out)}};
      if (by_length) sum.length = length();
      else sum.parts.push_back(primary());
      out = std::move(sum);
    }
    return out;
  }

  Expression primary() {
    if (!word("next_month") || then().is != '(') return {.term = term()};
    next(), next();
    Expression out{'m', {}, {expression()}};
    need(')');
    return out;
  }

  std::string file_;
  std::string_view text_;
  Names& names_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

template <class Part> auto parse(const std::string& text, Names& names, const Part& part) {
  Parser parser("`" + text + "`", text, 0, text.size(), names);
  auto out = part(parser);
  parser.finish();
  return out;
}

}  // namespace

Value Names::of(const std::string& text) {
  const auto [found, is_new] = values_.try_emplace(text, static_cast<Value>(texts_.size()));
  if (is_new) texts_.push_back(&found->first);
  return found->second;
}

void Law::read(const std::string& file, std::string_view text, Names& names) {
  const auto block = [&](std::size_t begin, std::size_t end) {
    for (Parser parser(file, text, begin, end, names); !parser.at_end();) parser.statement(*this);
  };
  if (!file.ends_with(".md")) return block(0, text.size());
  bool fenced = false, is_law = false;
  std::size_t begin = 0;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const auto line = text.substr(at, end - at);
    if (!line.starts_with("```")) continue;
    if (fenced && is_law) block(begin, at);
    is_law = !fenced && line.substr(0, line.find_last_not_of("\r\n") + 1) == "```law";
    fenced = !fenced;
    begin = end;
  }
  if (fenced && is_law) block(begin, text.size());
}

void Law::link() {
  std::map<std::string, std::size_t> labels;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!labels.emplace(rules[i].label, i).second) throw Unusable("the label [" + rules[i].label + "] stands twice");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].exception_to.empty()) continue;
    const auto to = labels.find(rules[i].exception_to);
    if (to == labels.end()) throw Unusable("no rule [" + rules[i].exception_to + "] for its exception");
    rules[to->second].exceptions.push_back(i);
  }
  using Numbers = std::map<std::string, std::size_t>;
  const std::function<void(Rule&, Numbers)> number = [&](Rule& rule, Numbers known) {
    const auto give = [&](Term& t) { if (!t.name.empty()) t.number = known.try_emplace(t.name, known.size()).first->second; };
    std::for_each(rule.head.terms.begin(), rule.head.terms.end(), give);
    each_term(rule.whole, give);
    rule.variables = known.size();
    for (const auto e : rule.exceptions) {
      number(rules[e], known);
      rule.whole.parts.push_back(deny(rules[e].whole));
      rule.variables = std::max(rule.variables, rules[e].variables);
    }
  };
  for (auto& rule : rules)
    if (rule.exception_to.empty()) number(rule, {});
}

Fact parse_fact(const std::string& text, Names& names) { return parse(text, names, [](Parser& p) { return p.fact(); }); }
Atom parse_atom(const std::string& text, Names& names) {
  auto out = parse(text, names, [](Parser& p) { return p.atom(); });
  std::map<std::string, std::size_t> known;
  for (auto& t : out.terms)
    if (!t.name.empty()) t.number = known.try_emplace(t.name, known.size()).first->second;
  return out;
}

}  // namespace dedere::verify
