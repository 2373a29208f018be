#include <algorithm>

#include "read/analysis.hpp"

namespace dedere::read {
namespace {

using Shape = Token::Shape;

int count(const std::vector<Token>& v) { return static_cast<int>(v.size()); }

class Scanner {
 public:
  Scanner(const Reader::Inside& reader, const Article& article, Analysis& out) : r_(reader), g_(reader.grammar), text_(article.text), out_(out) {}

  void run() {
    int number = 0;
    for (const auto& p : paragraphs(text_)) {
      const int first = count(out_.tokens);
      tokenize(text_, p, out_.tokens);
      if (count(out_.tokens) > first) paragraph(first, number++);
    }
  }

 private:
  [[nodiscard]] const Token& token(int i) const { return out_.tokens[static_cast<std::size_t>(i)]; }
  [[nodiscard]] int words(int first, int last) const {
    int n = 0;
    for (int i = first; i < last; ++i) n += token(i).shape != Shape::mark && token(i).shape != Shape::possessive;
    return n;
  }
  [[nodiscard]] bool finished(int last) const {
    for (int i = last - 1; i >= 0 && i > last - 4; --i) {
      const auto& t = token(i);
      if (t.is('.') || t.is('?') || t.is('!') || t.is(':')) return true;
      if (!t.is('"') && !t.is(')')) return t.stopped;
    }
    return false;
  }

  void paragraph(int first, int number) {
    const int last = count(out_.tokens);
    const int told = after_clock(first, last);   // an entry of a live blog
    const bool entry = told > first && told < last;
    first = entry ? told : first;
    const auto opening = r_.phrases.longest(&token(first), out_.tokens.data() + last);
    using Block = Sentence::Block;
    Block block = Block::body;
    if (opening.entry != nullptr && has(*opening.entry, g_.related)) { out_.tokens.resize(static_cast<std::size_t>(first)); return; }
    if (opening.entry != nullptr && has(*opening.entry, g_.caption)) block = Block::caption;
    else if (!finished(last) && words(first, last) <= 40) block = titled_ && !entry ? (words(first, last) <= 16 ? Block::caption : Block::body) : Block::title;
    titled_ = true;
    const int body = block == Block::body ? after_dateline(first, last) : first;
    if (body > first) add({.items = {}, .first = first, .last = body, .paragraph = number, .block = Block::caption});
    for (int at = body; at < last;) {
      const int end = sentence_end(at, last);
      add({.items = {}, .first = at, .last = end, .paragraph = number, .block = block});
      at = end;
    }
  }

  // "16:40", "9.05", "16:40 GMT -" before an entry.
  [[nodiscard]] int after_clock(int first, int last) const {
    if (first + 3 >= last || token(first).shape != Shape::number || !(token(first + 1).is(':') || token(first + 1).is('.')) || token(first + 2).shape != Shape::number) return first;
    if (token(first).number > 24 || token(first + 2).number > 59 || token(first + 2).start != token(first + 1).end || token(first + 2).end - token(first + 2).start != 2) return first;
    int at = first + 3;
    if (at < last && token(at).shape == Shape::upper && token(at).end - token(at).start <= 4 && token(at).end - token(at).start >= 2) ++at;   // the zone
    while (at < last && (token(at).is('-') || token(at).is(':'))) ++at;
    return at;
  }

  static bool has(const Entry& e, Class c) { return c >= 0 && (e.any | e.capital)[static_cast<std::size_t>(c)]; }

  // "NAIROBI, March 19 (Agency) - …" and "NAIROBI: …": capitals, numbers and marks up to a dash; capitals alone, or a city, up to a colon.
  [[nodiscard]] int after_dateline(int first, int last) const {
    bool letters = false, shouted = true;
    for (int i = first; i < last && i < first + 16; ++i) {
      const auto& t = token(i);
      if (t.is('-')) return letters ? i + 1 : first;
      if (const int end = after_agency(i, last); letters && end > i) return end;
      if (t.is(':')) return letters && i <= first + 4 && (shouted || city(first, i)) ? i + 1 : first;
      if (t.shape == Shape::mark) {
        if (!t.is(',') && !t.is('(') && !t.is(')') && !t.is('.')) return first;
      } else if (t.shape != Shape::number) {
        if (!t.capitalised()) return first;
        letters = true;
        shouted = shouted && t.shape == Shape::upper;
      }
    }
    return first;
  }

  // The agency between slashes that ends a dateline: "/TASS/", "/Xinhua/.".
  [[nodiscard]] int after_agency(int i, int last) const {
    const auto slash = token(i).end;
    if (!token(i).is('.') || text_.substr(slash, 2) != " /") return i;
    const auto close = text_.find('/', slash + 2);
    if (close == std::string_view::npos || close > slash + 20) return i;
    int end = i + 1;
    while (end < last && token(end).start <= close + 1) ++end;
    return end;
  }

  [[nodiscard]] bool city(int first, int last) const {
    const auto match = r_.phrases.longest(&token(first), out_.tokens.data() + last);
    return match.entry != nullptr && match.length == last - first && has(*match.entry, g_.place);
  }

  [[nodiscard]] int sentence_end(int first, int last) const {
    for (int i = first; i < last; ++i) {
      const auto& t = token(i);
      if (!t.is('.') && !t.is('?') && !t.is('!')) continue;
      if (t.is('.') && i > first && abbreviation(i - 1)) continue;
      int end = i + 1;
      while (end < last && (token(end).is('"') || token(end).is(')') || token(end).is('.')) && token(end).start == token(end - 1).end) ++end;
      if (end >= last) return last;
      const auto& next = token(end);
      if (next.start == token(end - 1).end) continue;   // 9.16, example.org
      if (next.capitalised() || next.shape == Shape::number || next.shape == Shape::mark) return end;
      if (static_cast<unsigned char>(text_[next.start]) >= 0x80) return end;
    }
    return last;
  }

  [[nodiscard]] bool abbreviation(int i) const {
    const auto& t = token(i);
    if (t.shape == Shape::mark || t.end != token(i + 1).start) return false;
    const auto match = r_.phrases.longest(&t, &t + 1);
    return match.entry != nullptr && has(*match.entry, g_.ended_abbreviation);
  }

  void add(Sentence s) {
    for (int i = s.first; i < s.last;) i = item(s, i);
    if (!s.items.empty()) out_.sentences.push_back(std::move(s));
  }

  [[nodiscard]] Class mark(const Token& t) const {
    switch (static_cast<char>(t.number)) {
      case ',': return g_.comma;
      case ';': return g_.semicolon;
      case ':': return g_.colon;
      case '(': return g_.open;
      case ')': return g_.close;
      case '"': return g_.quote;
      case '-': return g_.dash;
      default: return g_.end;
    }
  }

  // "HE'S SAFE WITH US": no state, where the preposition before it is shouted too.
  [[nodiscard]] bool shouted_pronoun(int i, int first, const Phrases::Match& match) const {
    if (match.entry == nullptr || match.length != 1 || i == first || !has(*match.entry, g_.place) || token(i).shape != Shape::upper || token(i).end - token(i).start > 2) return false;
    const auto& before = token(i - 1);
    if (before.shape != Shape::upper || before.end - before.start < 2) return false;
    const auto preposition = r_.phrases.longest(&before, &before + 1);
    return preposition.entry != nullptr && has(*preposition.entry, g_.prep);
  }

  int item(Sentence& s, int i) {
    const auto& t = token(i);
    Item made{.first = i, .last = i + 1};
    if (t.shape == Shape::mark) {
      if (t.is('.') && i > s.first && i + 1 < s.last && abbreviation(i - 1)) return i + 1;
      made.classes.set(static_cast<std::size_t>(mark(t)));
      s.items.push_back(made);
      return i + 1;
    }
    if (t.shape == Shape::possessive) {
      if (!s.items.empty()) s.items.back().owns = true;
      return i + 1;
    }
    auto match = r_.phrases.longest(&t, out_.tokens.data() + s.last);
    if (shouted_pronoun(i, s.first, match)) match = {};
    // A phrase that wants a capital and has none: a shorter one.
    while (match.entry != nullptr && match.length > 1 && match.entry->any.none() && match.entry->names.empty() && !t.capitalised())
      match = r_.phrases.longest(&t, &t + match.length - 1);
    if (match.entry != nullptr) {
      auto classes = match.entry->any;
      if (t.capitalised()) classes |= match.entry->capital;
      if (classes.any() || !match.entry->names.empty()) {
        made.classes = classes;
        made.entry = match.entry;
        made.last = i + match.length;
        made.state = match.entry->state;
        made.value = match.entry->value;
      }
    }
    if (t.shape == Shape::number) {
      made.classes.set(static_cast<std::size_t>(g_.number));
      if (made.entry == nullptr) made.value = static_cast<std::int32_t>(t.number);
    }
    if (made.classes.none()) made.classes.set(static_cast<std::size_t>(g_.word));
    s.items.push_back(made);
    return made.last;
  }

  const Reader::Inside& r_;
  const Grammar& g_;
  std::string_view text_;
  Analysis& out_;
  bool titled_ = false;
};

}  // namespace

std::string_view Analysis::slice(int first_token, int last_token) const {
  if (first_token >= last_token) return {};
  const auto start = tokens[static_cast<std::size_t>(first_token)].start;
  const auto end = tokens[static_cast<std::size_t>(last_token) - 1].end;
  return std::string_view(article->text).substr(start, end - start);
}

void scan(const Reader::Inside& reader, const Article& article, Analysis& out) {
  out.article = &article;
  out.published = article.published;
  Scanner(reader, article, out).run();
}

}  // namespace dedere::read
