#include "verify/law.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace dedere::verify {
namespace {

struct Token {
  char is;  // n: name, v: variable, w: wildcard, #: number, d: day, t: text, l: label, e: end; otherwise the mark's first character
  std::string text;
  std::size_t begin, end;
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

class Parser {
 public:
  Parser(std::string file, std::string_view text, std::size_t begin, std::size_t end, Names& names) : file_(std::move(file)), text_(text), names_(names) { tokens(begin, end); }

  [[nodiscard]] bool at_end() const { return now().is == 'e'; }

  void statement(Law& law) {
    const auto is_declaration = then().is == 'n' || then().is == 'v';
    if (now().is == 'l') rule(law);
    else if (word("open") && is_declaration) next(), predicate(law, true);
    else if (word("predicate") && is_declaration) predicate(law, false);
    else if (word("question") && is_declaration) question(law);
    else if (word("horizon") && then().is == 'n') horizon(law);
    else if ((word("type") || word("entity") || word("expect") || word("input") || word("output")) && is_declaration) skip();
    else if (word("forbid")) skip();
    else law_fact(law);
    need('.');
  }

  Fact fact() {
    Fact out{atom(), always()};
    auto& when = out.when[0];
    if (take_word("on")) {
      when.from = a_moment();
      when.to = when.from + a_day;
      return out;
    }
    if (take_word("from")) when.from = a_moment();
    if (take_word("to")) when.to = a_moment() + a_day;
    out.when = tidy(out.when);
    return out;
  }

  Atom atom() {
    Atom out;
    if (word("denied") && then().is == 'n') next(), out.predicate = "denied ";
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
  [[nodiscard]] std::int64_t line(std::size_t at) const { return 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at, text_.size())), '\n'); }
  // From a token's beginning to the full stop that comes now.
  [[nodiscard]] std::string text_from(std::size_t begin) const { return std::string(text_.substr(begin, now().end - begin)); }

  void tokens(std::size_t at, std::size_t end) {
    const auto peek = [&](std::size_t i) { return i < end ? text_[i] : '\0'; };
    const auto closed = [&](char by) {
      std::string out;
      for (++at; at < end && text_[at] != by;) {
        if (by == '"' && text_[at] == '\\' && (peek(at + 1) == '"' || peek(at + 1) == '\\')) ++at;
        if (!is_space(text_[at])) { out += text_[at++]; continue; }
        while (is_space(peek(at))) ++at;
        out += ' ';
      }
      ++at;
      return out;
    };
    while (at < end) {
      const auto begin = at;
      const char c = text_[at];
      const auto add = [&](char is, std::string text) { tokens_.push_back({is, std::move(text), begin, at}); };
      const auto slice = [&] { return std::string(text_.substr(begin, at - begin)); };
      if (is_space(c)) { ++at; continue; }
      if (c == '%') { while (at < end && text_[at] != '\n') ++at; continue; }
      if (c == '"') { auto text = closed('"'); add('t', std::move(text)); continue; }
      if (c == '[') { auto text = closed(']'); add('l', std::move(text)); continue; }
      if (c >= '0' && c <= '9') {
        while (peek(at) >= '0' && peek(at) <= '9') ++at;
        const bool is_day = at - begin == 4 && peek(at) == '-' && peek(at + 1) >= '0' && peek(at + 1) <= '9';
        if (is_day) at += 6;
        add(is_day ? 'd' : '#', slice());
      } else if (c == '_' && !is_word(peek(at + 1))) {
        ++at;
        add('w', "_");
      } else if (is_word(c)) {
        while (is_word(peek(at)) || (c >= 'a' && peek(at) == '-' && is_word(peek(at + 1)) && !(peek(at + 1) >= 'A' && peek(at + 1) <= 'Z') && peek(at + 1) != '_')) ++at;
        add(c >= 'a' ? 'n' : 'v', slice());
      } else {
        at += (c == '!' || c == '<' || c == '>') && peek(at + 1) == '=' ? 2 : 1;
        add(c, slice());
      }
    }
    tokens_.push_back({'e', "the end", end, end});
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

  Term term() {
    const bool negative = now().is == '-' && then().is == '#';
    if (negative) next();
    const auto& token = next();
    Term out;
    if (token.is == 'w') return out;
    if (token.is == 'v') return {Term::Kind::variable, none, 0, token.text};
    if (!std::string_view("n#dt").contains(token.is)) fail("a value or a variable is expected");
    auto text = token.is == '#' ? std::to_string(std::stoll((negative ? "-" : "") + token.text.substr(0, 18))) : token.text;
    if (token.is == 't') text = '"' + text + '"';
    return {Term::Kind::value, names_.of(text), 0, {}};
  }

  void law_fact(Law& law) {
    const auto begin = now().begin;
    auto out = fact();
    out.file = file_;
    out.line = line(begin);
    out.text = text_from(begin);
    law.facts.push_back(std::move(out));
  }

  void predicate(Law& law, bool open) {
    next();
    const auto name = need('n');
    law.open[name] = open;
    auto& types = law.types[name];
    if (take('(')) {
      do need('n'), need(':'), types.push_back(need('v')); while (take(','));
      need(')');
    }
    if (open) law.open["denied " + name] = false, law.types["denied " + name] = types;
    skip();
  }

  void question(Law& law) {
    next();
    auto& answers = law.questions[need('n')];
    need('t');
    while (take_word("answer")) {
      answers.push_back({need('n'), std::nullopt});
      need('t');
      if (take_word("held")) {
        next();
        do need('t'); while (take(','));
      }
      if (take_word("settled")) answers.back().settled = a_moment();
    }
  }

  void horizon(Law& law) {
    next(), next();
    const bool in_days = now().is == 'd';
    const auto end = [&] { return in_days ? a_moment() : std::stoll(names_.text(term().value)); };
    const auto from = end();
    next();
    law.horizon = Stretch{from, end() + (in_days ? a_day : 0)};
  }

  void rule(Law& law) {
    Rule out;
    const auto begin = now().begin;
    out.label = next().text;
    out.file = file_;
    take('t');
    take_word("presumption");
    if (word("except") && then(2).is == 'l') next(), next(), out.exception_to = next().text;
    else out.head = atom();
    if (take_word("if")) do out.body.push_back(literal()); while (take(','));
    out.line = line(begin);
    out.text = text_from(begin);
    law.rules.push_back(std::move(out));
  }

  static bool is_relation(const Token& t) { return std::string_view("=!<>").contains(t.is); }

  Literal literal() {
    Literal out;
    if (word("reading") && then().is == '(') {
      next(), next();
      out.kind = Literal::Kind::reading;
      out.question = need('n');
      need(',');
      out.answer = need('n');
      need(')');
      return out;
    }
    for (const auto* clock : {"from", "after", "before", "until", "on"})
      if (word(clock) && then().is != '(') {
        out.kind = Literal::Kind::clock;
        out.word = next().text;
        out.left = expression();
        return out;
      }
    if (word("not") && then().is != '(') out.negated = true, next();
    const bool without = word("without") && then().is == 'n';
    if (without) next();
    const bool call = word("next_month") && then().is == '(';
    if (!out.negated && !without && (now().is != 'n' || call || is_relation(then()))) return comparison(std::move(out));
    out.atom = atom();
    if (word("begins") || word("ends")) {
      out.kind = Literal::Kind::turn;
      out.word = next().text;
      next();
      out.day = term();
      return out;
    }
    out.window = window();
    if (!out.window) return out;
    out.kind = Literal::Kind::window;
    out.window->without = without;
    return out;
  }

  Literal comparison(Literal out) {
    if (now().is == 'v' && then().is == '=' && then(2).is == 'n' && then(3).is == 'v') {
      out.kind = Literal::Kind::aggregate;
      out.day = term();
      next();
      out.word = next().text;
      do out.over.push_back(term()); while (take(','));
      need(':');
      out.atom = atom();
      out.window = window();
      return out;
    }
    out.kind = Literal::Kind::comparison;
    out.left = expression();
    if (!is_relation(now())) fail("a comparison is expected");
    out.word = next().text;
    out.right = expression();
    return out;
  }

  std::optional<Unit> unit() {
    static constexpr std::array units{"second", "minute", "hour", "day", "week", "month", "year"};
    auto text = now().text;
    if (text.ends_with('s')) text.pop_back();
    for (std::size_t i = 0; now().is == 'n' && i < units.size(); ++i)
      if (text == units[i]) { next(); return static_cast<Unit>(i); }
    return std::nullopt;
  }

  Length length() {
    Length out;
    out.n = std::stoll(need('#').substr(0, 18));
    const auto found = unit();
    if (!found) fail("a unit is expected");
    out.unit = *found;
    return out;
  }

  std::optional<Window> window() {
    Window out;
    const auto reach = [&] {
      out.most = length();
      if (take_word("to")) out.least = *out.most, out.most = length();
    };
    if (word("in") || word("throughout")) {
      const bool all = next().text == "throughout";
      next();
      const bool past = next().text == "past";
      out.look = past ? (all ? Look::all_past : Look::some_past) : all ? Look::all_next : Look::some_next;
      if (now().is == '#') reach();
    } else if (word("since") || word("until")) {
      out.look = next().text == "since" ? Look::since : Look::until;
      out.mark = atom();
      if (take_word("within")) reach();
    } else if (word("ever") || word("always")) {
      out.look = next().text == "ever" ? Look::ever : Look::always;
    } else if (now().is == '#') {
      out.look = Look::some_past;
      out.least = length();
      out.most = out.least;
      next();
    } else {
      return std::nullopt;
    }
    return out;
  }

  Expression expression() {
    auto out = primary();
    while (now().is == '+' || now().is == '-') {
      const bool plus = next().is == '+';
      Expression sum;
      if (now().is == '#' && then().is == 'n') sum.is = plus ? '>' : '<', sum.length = length(), sum.parts = {std::move(out)};
      else sum.is = plus ? '+' : '-', sum.parts = {std::move(out), primary()};
      out = std::move(sum);
    }
    return out;
  }

  Expression primary() {
    Expression out;
    if (word("next_month") && then().is == '(') {
      next(), next();
      out.is = 'm';
      out.parts = {expression()};
      need(')');
    } else {
      out.term = term();
    }
    return out;
  }

  std::string file_;
  std::string_view text_;
  Names& names_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

// Numbers the variables of a rule, and of its exceptions after it.
class Numbers {
 public:
  explicit Numbers(Law& law) : law_(law) {}

  void rule(Rule& rule, std::map<std::string, std::uint32_t> known) {
    const auto number = [&](Term& t) {
      if (t.kind == Term::Kind::variable) t.variable = known.try_emplace(t.name, static_cast<std::uint32_t>(known.size())).first->second;
    };
    const auto atom = [&](Atom& a) { std::for_each(a.terms.begin(), a.terms.end(), number); };
    const std::function<void(Expression&)> expression = [&](Expression& e) {
      number(e.term);
      std::for_each(e.parts.begin(), e.parts.end(), expression);
    };
    if (rule.head) atom(*rule.head);
    for (auto& l : rule.body) {
      atom(l.atom);
      if (l.window && l.window->mark) atom(*l.window->mark);
      expression(l.left), expression(l.right);
      number(l.day);
      std::for_each(l.over.begin(), l.over.end(), number);
    }
    rule.variables = known.size();
    for (const auto e : rule.exceptions) this->rule(law_.rules[e], known);
  }

 private:
  Law& law_;
};

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
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    auto line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.starts_with("```")) {
      if (fenced && is_law) block(begin, at);
      is_law = !fenced && line == "```law";
      fenced = !fenced;
      begin = end;
    }
    at = end;
  }
  if (fenced && is_law) block(begin, text.size());
}

void Law::link() {
  std::map<std::string, std::size_t> labels;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!labels.emplace(rules[i].label, i).second) throw Unusable("the label [" + rules[i].label + "] stands twice");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].head) continue;
    const auto to = labels.find(rules[i].exception_to);
    if (to == labels.end()) throw Unusable("no rule [" + rules[i].exception_to + "] for its exception");
    rules[to->second].exceptions.push_back(i);
  }
  for (auto& rule : rules)
    if (rule.head) Numbers(*this).rule(rule, {});
}

Fact parse_fact(std::string_view text, Names& names) {
  Parser parser("a fact", text, 0, text.size(), names);
  auto out = parser.fact();
  parser.finish();
  return out;
}

Atom parse_atom(std::string_view text, Names& names) {
  Parser parser("an atom", text, 0, text.size(), names);
  auto out = parser.atom();
  parser.finish();
  return out;
}

}  // namespace dedere::verify
