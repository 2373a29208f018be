// The grammar of docs/language.md and the parser, held against each other: what the grammar derives is parsed, and every statement of the law and of the
// page can be derived. DEDERE_RANDOM_STATEMENTS=100000 derives more than usual.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "language/parse.hpp"
#include "language/token.hpp"

namespace dedere::language {
namespace {

namespace fs = std::filesystem;

struct Node {
  enum class Kind { literal, name, sequence, choice, optional, repeat } kind{};
  std::string text;  // of a literal or a name
  std::vector<Node> parts;
};
using Kind = Node::Kind;
using Grammar = std::map<std::string, Node>;

std::string contents(const fs::path& file) {
  std::stringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

// The notation: `name = alternatives ;`, where an alternative is a row of literals in quotes, names, ( ), [ ] and { }.
class Notation {
 public:
  explicit Notation(std::string text) : text_(std::move(text)) {}

  Grammar grammar() {
    Grammar out;
    for (next(); !word_.empty();) {
      const auto name = word_;
      next();
      expect("=");
      out[name] = choice();
      expect(";");
    }
    return out;
  }

 private:
  void next() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    const auto begin = at_;
    if (at_ == text_.size()) { word_.clear(); return; }
    if (text_[at_] == '"') at_ = text_.find('"', at_ + 1) + 1;
    else if (std::isalpha(static_cast<unsigned char>(text_[at_]))) while (std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    else ++at_;
    word_ = text_.substr(begin, at_ - begin);
  }
  void expect(const char* mark) { if (word_ != mark) throw std::runtime_error("expected " + std::string(mark) + ", found " + word_); next(); }

  Node choice() {
    Node out{Kind::choice, "", {sequence()}};
    while (word_ == "|") { next(); out.parts.push_back(sequence()); }
    return out;
  }
  Node sequence() {
    Node out{Kind::sequence, "", {}};
    for (;;) {
      if (word_.starts_with('"')) { out.parts.push_back({Kind::literal, word_.substr(1, word_.size() - 2), {}}); next(); }
      else if (!word_.empty() && std::isalpha(static_cast<unsigned char>(word_[0]))) { out.parts.push_back({Kind::name, word_, {}}); next(); }
      else if (word_ == "(") { next(); out.parts.push_back(choice()); expect(")"); }
      else if (word_ == "[") { next(); out.parts.push_back({Kind::optional, "", {choice()}}); expect("]"); }
      else if (word_ == "{") { next(); out.parts.push_back({Kind::repeat, "", {choice()}}); expect("}"); }
      else return out;
    }
  }
  std::string text_, word_;
  std::size_t at_ = 0;
};

const Grammar& grammar() {
  static const Grammar all = [] {
    const auto page = contents(fs::path(DEDERE_ROOT) / "docs/language.md");
    const auto begin = page.find("```ebnf\n") + 8;
    return Notation(page.substr(begin, page.find("```", begin) - begin)).grammar();
  }();
  return all;
}

const std::map<std::string, std::vector<std::string>> spellings{
    {"name", {"p", "q-1", "al-b_C", "count", "x9"}}, {"variable", {"X", "Y_1", "State"}}, {"number", {"0", "7", "123456789012345678"}},
    {"day", {"2024-02-29", "0001-01-01"}},           {"text", {"\"\"", "\"a {x}. \\\" b\""}},  {"label", {"[A 1(2); b]", "[C]"}},
};

// A random derivation, words with spaces between.
class Derivation {
 public:
  explicit Derivation(std::uint64_t seed) : dice_(seed) {}
  std::string of(const std::string& name) {
    derive({Kind::name, name, {}});
    return text_;
  }

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(dice_); }
  void derive(const Node& node) {
    switch (node.kind) {
      case Kind::literal: text_ += node.text + " "; return;
      case Kind::name:
        if (const auto word = spellings.find(node.text); word != spellings.end()) text_ += word->second[below(word->second.size())] + " ";
        else derive(grammar().at(node.text));
        return;
      case Kind::sequence: for (const auto& part : node.parts) derive(part); return;
      case Kind::choice: return derive(node.parts[below(node.parts.size())]);
      case Kind::optional: if (below(2) == 0) derive(node.parts[0]); return;
      case Kind::repeat: while (below(3) == 0) derive(node.parts[0]); return;
    }
  }
  std::mt19937_64 dice_;
  std::string text_;
};

TEST(Grammar, WhatItDerivesIsParsed) {
  const char* setting = std::getenv("DEDERE_RANDOM_STATEMENTS");
  const auto count = setting ? std::strtoull(setting, nullptr, 10) : 10'000;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const auto text = Derivation(seed).of("statement") + ".";
    Sources sources;
    std::vector<Diagnostic> faults;
    sources.add({"x.law", text}, faults);
    const auto tree = parse(sources, faults);
    for (const auto& f : faults) FAIL() << "seed " << seed << ": " << text << "\n" << show(f);
    EXPECT_EQ(tree.statements.size(), 1U) << "seed " << seed << ": " << text;
  }
}

// Where the derivations of a part end that begin at a word.
class Recognizer {
 public:
  explicit Recognizer(const std::vector<Token>& words) : words_(words) {}
  bool is(const std::string& name) const { return ends({Kind::name, name, {}}, 0).contains(words_.size()); }

 private:
  using Ends = std::set<std::size_t>;
  Ends ends(const Node& node, std::size_t at) const {
    switch (node.kind) {
      case Kind::literal: return at < words_.size() && words_[at].text == node.text && is_plain(words_[at].kind) ? Ends{at + 1} : Ends{};
      case Kind::name: return named(node.text, at);
      case Kind::sequence: {
        Ends now{at};
        for (const auto& part : node.parts) {
          Ends next;
          for (const auto from : now) next.merge(ends(part, from));
          now = std::move(next);
        }
        return now;
      }
      case Kind::choice: {
        Ends all;
        for (const auto& part : node.parts) all.merge(ends(part, at));
        return all;
      }
      case Kind::optional: {
        auto all = ends(node.parts[0], at);
        all.insert(at);
        return all;
      }
      case Kind::repeat: {
        Ends all{at};
        for (auto from = all.begin(); from != all.end(); ++from) all.merge(ends(node.parts[0], *from));  // what is added lies ahead
        return all;
      }
    }
    return {};
  }
  Ends named(const std::string& name, std::size_t at) const {
    static const std::map<std::string, TokenKind> kinds{{"name", TokenKind::name}, {"variable", TokenKind::variable}, {"number", TokenKind::number},
                                                        {"day", TokenKind::date},  {"text", TokenKind::text},         {"label", TokenKind::label}};
    const auto kind = kinds.find(name);
    if (kind == kinds.end()) return ends(grammar().at(name), at);
    return at < words_.size() && words_[at].kind == kind->second ? Ends{at + 1} : Ends{};
  }
  static bool is_plain(TokenKind kind) { return kind == TokenKind::name || kind == TokenKind::mark || kind == TokenKind::wildcard; }
  const std::vector<Token>& words_;
};

TEST(Grammar, DerivesEveryStatementOfTheLaw) {
  Sources sources;
  std::vector<Diagnostic> faults;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DEDERE_ROOT) / "law"))
    if (entry.path().extension() == ".md") sources.add({entry.path().string(), contents(entry.path())}, faults);
  sources.add({"docs/language.md", contents(fs::path(DEDERE_ROOT) / "docs/language.md")}, faults);
  std::size_t statements = 0;
  for (std::size_t file = 0; file < sources.size(); ++file)
    for (const auto& block : sources.blocks(file)) {
      Lexer lexer(sources, block, faults);
      for (auto text = lexer.statement(); text.front().kind != TokenKind::end; text = lexer.statement()) {
        const auto place = sources.place(text.front().span);
        text.resize(text.size() - 2);  // the full stop and the end
        EXPECT_TRUE(Recognizer(text).is("statement")) << place.file << ":" << place.line;
        ++statements;
      }
    }
  EXPECT_TRUE(faults.empty());
  EXPECT_GT(statements, 100U);
}

TEST(Grammar, DerivesNoNonsense) {
  for (const auto* text : {"p if q .", "[A] p if , q .", "p(X .", "[A] p if q since .", "type State X .", "[A] p if N = count : p .", "expect p q ."}) {
    Sources sources;
    std::vector<Diagnostic> faults;
    sources.add({"x.law", text}, faults);
    Lexer lexer(sources, sources.blocks(0)[0], faults);
    auto words_of = lexer.statement();
    words_of.resize(words_of.size() - 2);
    EXPECT_FALSE(Recognizer(words_of).is("statement")) << text;
    EXPECT_TRUE(parse(sources, faults).statements.empty()) << text;
  }
}

}  // namespace
}  // namespace dedere::language
