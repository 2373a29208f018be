#include "language/parse.hpp"

#include <fmt/core.h>

#include "language/token.hpp"

namespace dedere::language {
namespace {

using namespace syntax;

// No law needs as much; evaluation recurses over a body and looks for rows by columns in 64 bits.
constexpr int deepest_expression = 64;
constexpr std::size_t longest_body = 128, most_arguments = 32;
// Memory is that of the whole tree.
constexpr std::size_t most_statements = 1'000'000;

class Parser {
 public:
  Parser(const Sources& sources, std::vector<Token> words, std::vector<Diagnostic>& faults)
      : sources_(sources), words_(std::move(words)), faults_(faults) {}

  // The words hold one statement. After a fault nothing: reading goes on with the next.
  std::optional<Statement> statement() {
    auto found = one();
    if (!failed_ && !take(".")) expected("`.`", "end each statement with a full stop");
    return failed_ ? std::nullopt : std::move(found);
  }

  std::optional<Fact> only_fact() {
    auto found = fact();
    if (!failed_ && is(".")) next();
    if (!failed_ && now().kind != TokenKind::end) expected("nothing more", "write one atom, such as `party(mn)`");
    return failed_ ? std::nullopt : std::optional(std::move(found));
  }

 private:
  [[nodiscard]] const Token& now() const { return words_[at_]; }
  [[nodiscard]] const Token& then(std::size_t n = 1) const { return words_[std::min(at_ + n, words_.size() - 1)]; }
  const Token& next() { const auto& token = words_[at_]; if (at_ + 1 < words_.size()) ++at_; return token; }
  [[nodiscard]] static bool is_mark(const Token& t, std::string_view mark) { return t.kind == TokenKind::mark && t.text == mark; }
  [[nodiscard]] static bool is_word(const Token& t, std::string_view word) { return t.kind == TokenKind::name && t.text == word; }
  [[nodiscard]] bool is(std::string_view mark) const { return is_mark(now(), mark); }
  [[nodiscard]] bool at_word(std::string_view word) const { return is_word(now(), word); }
  bool take(std::string_view mark) { if (!is(mark)) return false; next(); return true; }
  bool take_word(std::string_view word) { if (!at_word(word)) return false; next(); return true; }
  [[nodiscard]] Span since(Span begin) const { return {begin.file, begin.begin, at_ > 0 ? words_[at_ - 1].span.end : begin.end}; }

  void expected(std::string_view what, std::string help) { expected_at(now(), what, std::move(help)); }

  void expected_at(const Token& token, std::string_view what, std::string help) {
    if (failed_) return;
    failed_ = true;
    const auto seen = token.kind == TokenKind::end ? std::string("the end of the block") : fmt::format("`{}`", sources_.text(token.span));
    faults_.push_back(fault("L007", fmt::format("expected {}, found {}", what, seen), std::move(help), sources_.place(token.span)));
  }

  // A fault, but the statement is read on, so that what follows it is found.
  void too_many(std::string message, std::string help, Span span) { faults_.push_back(fault("L031", std::move(message), std::move(help), sources_.place(span))); }

  Name name(std::string_view what, const char* help) {
    if (now().kind != TokenKind::name) { expected(what, help); return {}; }
    const auto& token = next();
    return {token.text, token.span};
  }

  std::string text(std::string_view what, const char* help) {
    if (now().kind != TokenKind::text) { expected(what, help); return {}; }
    return next().text;
  }

  Name day() {
    if (now().kind != TokenKind::date) { expected("a day", "write it as YYYY-MM-DD"); return {}; }
    const auto& token = next();
    return {token.text, token.span};
  }

  std::optional<Statement> one() {
    if (now().kind == TokenKind::label) return rule();
    const bool declares = then().kind == TokenKind::variable || then().kind == TokenKind::name;
    if (at_word("type") && declares) return type();
    if ((at_word("predicate") || at_word("open")) && declares) return predicate();
    if (at_word("entity") && declares) return entity();
    if (at_word("question") && declares) return question();
    if (at_word("expect") && declares) return expectation();
    if (at_word("forbid")) return forbid();
    if (at_word("input") && declares) return Input{predicates()};
    if (at_word("output") && declares) return Output{predicates()};
    if (at_word("horizon") && is_word(then(), "from")) return horizon();
    if (now().kind == TokenKind::name) return fact();
    expected("a statement", "begin with `type`, `predicate`, `entity`, `question`, `expect`, `forbid`, `input`, `output`, `horizon`, a fact, or a rule's `[label]`");
    return std::nullopt;
  }

  Statement type() {
    next();
    if (now().kind != TokenKind::variable) { expected("the type's name", "write it with a capital: `type State.`"); return TypeDeclaration{}; }
    const auto& token = next();
    return TypeDeclaration{{token.text, token.span}};
  }

  Name type_name() {
    if (now().kind != TokenKind::variable) { expected("a type", "write `Number`, `Date`, `Text` or a declared type"); return {}; }
    const auto& token = next();
    return {token.text, token.span};
  }

  Statement predicate() {
    const auto begin = now().span;
    Predicate p;
    p.open = take_word("open");
    if (!take_word("predicate")) expected("`predicate`", "write `open predicate NAME(…) \"sentence\".`");
    p.name = name("the predicate's name", "write it in lower case");
    if (take("(")) {
      do {
        Argument a;
        a.name = name("an argument's name", "write `name: Type`");
        if (!take(":")) expected("`:`", "write `name: Type`");
        a.type = type_name();
        p.arguments.push_back(std::move(a));
      } while (!failed_ && take(","));
      if (!take(")")) expected("`)`", "close the arguments");
      if (p.arguments.size() > most_arguments)
        too_many(fmt::format("{} arguments", p.arguments.size()), fmt::format("a predicate has at most {}", most_arguments), p.arguments.back().name.span);
    }
    p.sentence = text("the predicate's sentence", "write what it says, in quotes, with `{argument}` in its place");
    if (take_word("not")) p.absence = text("the sentence for its absence", "write it in quotes");
    p.span = since(begin);
    return p;
  }

  Statement entity() {
    next();
    Entity e;
    e.name = name("the entity's name", "write `entity aa: State \"Aland\".`");
    if (!take(":")) expected("`:`", "write `entity aa: State \"Aland\".`");
    e.type = type_name();
    e.shown = now().kind == TokenKind::text ? next().text : e.name.text;
    return e;
  }

  Statement question() {
    const auto begin = now().span;
    next();
    Question q;
    q.name = name("the question's name", "write `question immunity \"…\" answer no \"…\"`");
    q.text = text("the question", "write it in quotes");
    while (!failed_ && take_word("answer")) q.answers.push_back(answer());
    if (!failed_ && q.answers.size() < 2) expected("another `answer`", "a question of law has at least two answers");
    q.span = since(begin);
    return q;
  }

  Answer answer() {
    Answer a;
    a.name = name("the answer's name", "write `answer no \"…\" held by \"…\"`");
    a.text = text("the answer", "write it in quotes");
    if (take_word("held")) {
      if (!take_word("by")) expected("`by`", "write `held by \"…\"`");
      do a.held_by.push_back(text("who holds it", "write it in quotes")); while (!failed_ && take(","));
    }
    if (take_word("settled")) a.settled = day();
    return a;
  }

  Statement expectation() {
    const auto begin = now().span;
    next();
    Expectation e;
    if (take_word("not")) e.kind = Expectation::Kind::not_holds;
    else if (take_word("unknown")) e.kind = Expectation::Kind::unknown;
    else if (take_word("contested")) e.kind = Expectation::Kind::contested;
    e.atom = atom();
    e.when = period();
    e.span = since(begin);
    return e;
  }

  Statement forbid() {
    const auto begin = now().span;
    next();
    Forbid f;
    f.body = body();
    f.sentence = text("the sentence that reports it", "write it in quotes, with `{Variable}` in its place");
    f.span = since(begin);
    return f;
  }

  std::vector<Name> predicates() {
    next();
    std::vector<Name> names;
    do names.push_back(name("a predicate", "write the names of predicates, with commas between")); while (!failed_ && take(","));
    return names;
  }

  Statement horizon() {
    const auto begin = now().span;
    next(); next();
    Horizon h;
    h.from = term();
    if (!take_word("to")) expected("`to`", "write `horizon from DAY to DAY.`");
    h.to = term();
    h.span = since(begin);
    return h;
  }

  Fact fact() {
    Fact f;
    f.atom = atom();
    f.when = period();
    return f;
  }

  Period period() {
    Period p;
    if (take_word("on")) { p.from = day(); p.to = p.from; return p; }
    if (take_word("from")) p.from = day();
    if (take_word("to")) p.to = day();
    return p;
  }

  Statement rule() {
    const auto begin = now().span;
    Rule r;
    const auto& label = next();
    r.label = {label.text, label.span};
    if (now().kind == TokenKind::text) r.title = next().text;
    r.presumption = take_word("presumption");
    if (at_word("except") && is_word(then(), "to")) {
      next(); next();
      if (now().kind != TokenKind::label) expected("the label of a rule", "write `except to [LABEL]`");
      else { const auto& to = next(); r.exception_to = Name{to.text, to.span}; }
    } else {
      r.head = atom();
    }
    if (take_word("if")) r.body = body();
    r.span = since(begin);
    return r;
  }

  std::vector<Literal> body() {
    std::vector<Literal> literals;
    do literals.push_back(literal()); while (!failed_ && take(","));
    if (literals.size() > longest_body) {
      too_many(fmt::format("{} literals in one body", literals.size()), fmt::format("write at most {}: let a rule of its own conclude some of them", longest_body), literals.back().span);
      literals.clear();
      failed_ = true;
    }
    return literals;
  }

  static std::optional<Relation> relation(const Token& token) {
    if (token.kind != TokenKind::mark) return std::nullopt;
    if (token.text == "=") return Relation::equal;
    if (token.text == "!=") return Relation::unequal;
    if (token.text == "<") return Relation::less;
    if (token.text == "<=") return Relation::at_most;
    if (token.text == ">") return Relation::more;
    if (token.text == ">=") return Relation::at_least;
    return std::nullopt;
  }

  std::optional<Clock> clock() const {
    if (is_mark(then(), "(")) return std::nullopt;  // a predicate of that name
    for (const auto& [word, kind] : {std::pair{"from", Clock::from}, {"after", Clock::after}, {"before", Clock::before}, {"until", Clock::until}, {"on", Clock::on}})
      if (at_word(word)) return kind;
    return std::nullopt;
  }

  Literal literal() {
    const auto begin = now().span;
    Literal l;
    l.is = literal_kind();
    l.span = since(begin);
    return l;
  }

  decltype(Literal::is) literal_kind() {
    if (at_word("reading") && is_mark(then(), "(")) return reading();
    if (const auto kind = clock()) { next(); return ClockLiteral{*kind, expression()}; }
    const bool negated = at_word("not") && !is_mark(then(), "(");
    if (negated) next();
    if (at_word("without") && then().kind == TokenKind::name) return without(negated);
    const bool is_call = at_word("next_month") && is_mark(then(), "(");
    if (negated || (now().kind == TokenKind::name && !is_call && !relation(then()))) return about_atom(negated);
    return comparison();
  }

  decltype(Literal::is) about_atom(bool negated) {
    auto a = atom();
    if (at_word("begins") || at_word("ends")) return begins(std::move(a), negated);
    if (auto w = window()) return Windowed{std::move(a), std::move(*w), negated};
    return AtomLiteral{std::move(a), negated};
  }

  decltype(Literal::is) begins(Atom a, bool negated) {
    const auto word = now().text;
    if (negated) expected("`,` or `.`", fmt::format("let a rule of its own conclude what {}, and write `not` before that", word));
    next();
    if (!take_word("on")) expected("`on`", fmt::format("write `ATOM {} on D`", word));
    return Begins{std::move(a), term(), word == "ends"};
  }

  // `without p(X) since q(X)`
  decltype(Literal::is) without(bool negated) {
    next();
    auto a = atom();
    auto w = window();
    if (!w || !w->mark) {
      expected("`since` or `until`", "write `without p(X) since q(X)`; where there is no other atom, write `not`");
      return AtomLiteral{};
    }
    w->without = true;
    return Windowed{std::move(a), std::move(*w), negated};
  }

  // What may follow an atom: `in the past 7 days`, `since q(X) within 7 days`, …
  std::optional<Window> window() {
    using Kind = Window::Kind;
    const auto begin = now().span;
    Window w;
    if (at_word("in") || at_word("throughout")) {
      const bool all = next().text == "throughout";
      if (!take_word("the")) expected("`the`", "write `in the past 7 days`");
      if (take_word("past")) w.kind = all ? Kind::all_past : Kind::some_past;
      else if (take_word("next")) w.kind = all ? Kind::all_next : Kind::some_next;
      else expected("`past` or `next`", "write `in the past 7 days` or `in the next 7 days`");
      if (now().kind == TokenKind::number || is("-")) reach(w);
    } else if (at_word("since") || at_word("until")) {
      w.kind = next().text == "since" ? Kind::since : Kind::until;
      w.mark = atom();
      if (take_word("within")) reach(w);
    } else if (take_word("ever")) {
      w.kind = Kind::ever;
    } else if (take_word("always")) {
      w.kind = Kind::always;
    } else if (now().kind == TokenKind::number) {
      w.kind = Kind::some_past;
      w.least = length();
      w.most = w.least;
      if (!take_word("ago")) expected("`ago`", "write `p(X) 7 days ago`, or `p(X) in the past 7 days`");
    } else {
      return std::nullopt;
    }
    w.span = since(begin);
    return w;
  }

  // `7 days`, `2 days to 7 days`
  void reach(Window& w) {
    w.most = length();
    if (!take_word("to")) return;
    w.least = *w.most;
    w.most = length();
  }

  Length length() {
    if (now().kind != TokenKind::number) { expected("a length", "write it as `7 days`; `past` looks back and `next` ahead"); return {}; }
    Length l;
    l.n = std::stoll(next().text);
    const auto measure = unit();
    if (!measure) expected("a unit", "write `seconds`, `minutes`, `hours`, `days`, `weeks`, `months` or `years`");
    l.unit = measure.value_or(Unit::seconds);
    return l;
  }

  decltype(Literal::is) reading() {
    next(); next();
    ReadingLiteral r;
    r.question = name("a question of law", "write `reading(question, answer)`");
    if (!take(",")) expected("`,`", "write `reading(question, answer)`");
    r.answer = name("an answer", "write `reading(question, answer)`");
    if (!take(")")) expected("`)`", "write `reading(question, answer)`");
    return r;
  }

  decltype(Literal::is) comparison() {
    if (now().kind == TokenKind::variable && is_mark(then(), "=") && then(3).kind == TokenKind::variable)
      if (const auto kind = aggregate_kind(then(2))) return aggregate(*kind);
    Comparison c;
    c.left = expression();
    const auto kind = relation(now());
    if (!kind) { expected("a comparison", "write `=`, `!=`, `<`, `<=`, `>` or `>=`"); return c; }
    next();
    c.relation = *kind;
    c.right = expression();
    return c;
  }

  static std::optional<Aggregate::Kind> aggregate_kind(const Token& token) {
    using Kind = Aggregate::Kind;
    for (const auto& [word, kind] : {std::pair{"count", Kind::count}, {"sum", Kind::sum}, {"min", Kind::min}, {"max", Kind::max}})
      if (is_word(token, word)) return kind;
    return std::nullopt;
  }

  decltype(Literal::is) aggregate(Aggregate::Kind kind) {
    Aggregate a;
    a.kind = kind;
    a.result = term();
    next();
    const auto word = next().text;
    do a.over.push_back(variable(word)); while (!failed_ && take(","));
    if (!take(":")) expected("`:`", fmt::format("write `N = {} X: p(X)`", word));
    a.atom = atom();
    const auto before = at_;
    a.window = window();
    if (a.window && a.window->mark && !failed_) {
      at_ = before;
      expected("`,` or `.`", "let a rule of its own conclude what holds since or until something, and count that");
    }
    return a;
  }

  Term variable(const std::string& aggregate) {
    if (now().kind == TokenKind::variable) return term();
    expected("a variable", fmt::format("write `N = {} X: p(X)`", aggregate));
    return {};
  }

  Atom atom() {
    Atom a;
    const auto begin = now().span;
    if (at_word("denied") && then().kind == TokenKind::name) { next(); a.denied = true; }
    a.predicate = name("a predicate", "write an atom, such as `party(S)`");
    if (take("(")) {
      do a.arguments.push_back(term()); while (!failed_ && take(","));
      if (!take(")")) expected("`)`", "close the arguments");
    }
    a.span = since(begin);
    return a;
  }

  Term term() {
    const auto begin = now().span;
    const bool negative = is("-") && then().kind == TokenKind::number;
    if (negative) next();
    const auto& token = now();
    Term t{Term::Kind::name, (negative ? "-" : "") + token.text, {begin.file, begin.begin, token.span.end}};
    switch (token.kind) {
      case TokenKind::name: break;
      case TokenKind::variable: t.kind = Term::Kind::variable; break;
      case TokenKind::wildcard: t.kind = Term::Kind::wildcard; break;
      case TokenKind::number: t.kind = Term::Kind::number; break;
      case TokenKind::date: t.kind = Term::Kind::date; break;
      case TokenKind::text: t.kind = Term::Kind::text; break;
      default: expected("a value or a variable", "write an entity, a `Variable`, a number, a day, a \"text\" or `_`"); return t;
    }
    next();
    return t;
  }

  std::optional<Unit> unit() {
    if (now().kind != TokenKind::name) return std::nullopt;
    std::string_view word = now().text;
    if (word.ends_with('s')) word.remove_suffix(1);
    for (const auto& [one, kind] : {std::pair{"second", Unit::seconds}, {"minute", Unit::minutes}, {"hour", Unit::hours}, {"day", Unit::days},
                                    {"week", Unit::weeks}, {"month", Unit::months}, {"year", Unit::years}})
      if (word == one) { next(); return kind; }
    return std::nullopt;
  }

  Expression expression(int depth = 0) {
    auto left = primary(depth);
    while (!failed_ && (is("+") || is("-"))) {
      const bool plus = next().text == "+";
      Expression sum;
      if (now().kind == TokenKind::number && then().kind == TokenKind::name) {
        sum.kind = plus ? Expression::Kind::plus_length : Expression::Kind::minus_length;
        sum.length = std::stoll(next().text);
        const auto at = now();
        const auto measure = unit();
        const bool finer = measure == Unit::seconds || measure == Unit::minutes || measure == Unit::hours;
        if (!measure || finer) expected_at(at, "a unit of whole days", "write `days`, `weeks`, `months` or `years`");
        sum.unit = measure.value_or(Unit::days);
        sum.parts.push_back(std::move(left));
      } else {
        sum.kind = plus ? Expression::Kind::plus : Expression::Kind::minus;
        sum.parts.push_back(std::move(left));
        sum.parts.push_back(primary(depth));
      }
      sum.span = since(sum.parts[0].span);
      left = std::move(sum);
      if (++depth > deepest_expression) expected("a shorter expression", "give parts of it names of their own");
    }
    return left;
  }

  Expression primary(int depth) {
    Expression e;
    const auto begin = now().span;
    if (at_word("next_month") && is_mark(then(), "(")) {
      if (depth >= deepest_expression) { expected("a shorter expression", "give parts of it names of their own"); return e; }
      next(); next();
      e.kind = Expression::Kind::next_month;
      e.parts.push_back(expression(depth + 1));
      if (!take(")")) expected("`)`", "close `next_month(`");
    } else {
      e.term = term();
    }
    e.span = since(begin);
    return e;
  }

  const Sources& sources_;
  std::vector<Token> words_;
  std::vector<Diagnostic>& faults_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

Tree parse(const Sources& sources, std::vector<Diagnostic>& faults) {
  Tree tree;
  for (std::size_t file = 0; file < sources.size(); ++file)
    for (const auto& block : sources.blocks(file)) {
      Lexer lexer(sources, block, faults);
      for (auto words = lexer.statement(); words.front().kind != TokenKind::end && faults.size() < most_errors; words = lexer.statement()) {
        const auto begin = words.front().span;
        auto statement = Parser(sources, std::move(words), faults).statement();
        if (!statement) continue;
        if (tree.statements.size() == most_statements) {
          faults.push_back(fault("L031", fmt::format("more than {} statements", most_statements), "facts in bulk belong in files that an `input` predicate reads", sources.place(begin)));
          return tree;
        }
        tree.statements.push_back(std::move(*statement));
      }
      tree.comments.insert(tree.comments.end(), lexer.comments.begin(), lexer.comments.end());
    }
  return tree;
}

std::optional<Fact> parse_fact(const Sources& sources, std::vector<Diagnostic>& faults) {
  if (sources.blocks(0).empty()) return std::nullopt;
  Lexer lexer(sources, sources.blocks(0)[0], faults);
  auto words = lexer.statement();
  if (words.size() > 1 && words[words.size() - 2].text == ".") {  // nothing may follow the full stop
    auto more = lexer.statement();
    words.pop_back();
    words.insert(words.end(), more.begin(), more.end());
  }
  auto found = Parser(sources, std::move(words), faults).only_fact();
  return faults.empty() ? found : std::nullopt;
}

}  // namespace dedere::language
