#include "record/pattern.hpp"

#include <algorithm>
#include <bit>
#include <bitset>

namespace dedere::record {

// Recursive descent that builds the automaton as it reads. A repetition reads its part again for each copy.
class PatternParser {
 public:
  using Positions = Pattern::Positions;
  using Bytes = std::bitset<256>;
  struct Part { Positions first = 0, last = 0; bool empty = true; };

  explicit PatternParser(std::string_view expression) : text_(expression) {
    if (text_.starts_with('^')) text_.remove_prefix(1);
    if (text_.ends_with('$') && !text_.ends_with("\\$")) text_.remove_suffix(1);
  }

  std::optional<Pattern> read() {
    const auto whole = alternatives(0);
    if (failed_ || at_ != text_.size()) return std::nullopt;
    automaton_.first = whole.first;
    automaton_.last = whole.last;
    automaton_.empty = whole.empty;
    Pattern pattern;
    pattern.automaton_ = std::make_shared<const Pattern::Automaton>(automaton_);
    return pattern;
  }

 private:
  Part alternatives(int depth) {
    auto whole = sequence(depth);
    while (!failed_ && take('|')) {
      const auto other = sequence(depth);
      whole = {whole.first | other.first, whole.last | other.last, whole.empty || other.empty};
    }
    return whole;
  }

  Part sequence(int depth) {
    Part whole;
    while (!failed_ && at_ < text_.size() && text_[at_] != '|' && text_[at_] != ')') whole = joined(whole, repeated(depth));
    return whole;
  }

  Part repeated(int depth) {
    const auto begin = at_;
    const auto once = atom(depth);
    if (failed_) return {};
    if (take('?')) return {once.first, once.last, true};
    if (take('*')) return looped(once, true);
    if (take('+')) return looped(once, once.empty);
    return take('{') ? counted(once, begin, depth) : once;
  }

  // What stands before `{n,m}` is read anew for each further copy: positions are never shared.
  Part counted(Part once, std::size_t begin, int depth) {
    const auto least = number();
    const bool range = take(',');
    const auto most = range ? number() : least;
    if (!take('}') || !least || (most && *most < *least)) return fail();
    const auto end = at_;
    const auto another = [&] { at_ = begin; return atom(depth); };
    if (most && *most == 0) return fail();
    auto part = once;
    Part whole;
    for (int copy = 1; !failed_; ++copy) {
      if (copy > *least) part.empty = true;
      if (!most && copy >= std::max(1, *least)) part = looped(part, part.empty);
      whole = joined(whole, part);
      if (copy >= (most ? *most : std::max(1, *least))) break;
      part = another();
    }
    at_ = end;
    return whole;
  }

  Part atom(int depth) {
    if (!take('(')) return position(bytes());
    if (depth >= 32) return fail();
    if (text_.substr(at_, 2) == "?:") at_ += 2;
    const auto inner = alternatives(depth + 1);
    return take(')') ? inner : fail();
  }

  Bytes bytes() {
    const auto c = next();
    switch (c) {
      case '.': return ~Bytes{}.set('\n');
      case '\\': return escaped();
      case '[': return set();
      case '?': case '*': case '+': case '{': case '}': case ']': case '^': case '$': fail(); return {};
      default: return Bytes{}.set(c);
    }
  }

  Bytes escaped() {
    Bytes found;
    const auto c = next();
    const auto add = [&](unsigned char from, unsigned char to) { for (unsigned b = from; b <= to; ++b) found.set(b); };
    if (c == 'd' || c == 'w') add('0', '9');
    if (c == 'w') { add('a', 'z'); add('A', 'Z'); add('_', '_'); }
    if (c == 's') { add('\t', '\r'); add(' ', ' '); }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter) found.set(c);
    if (found.none()) fail();
    return found;
  }

  Bytes set() {
    Bytes found;
    const bool negated = take('^');
    for (bool begun = false; !failed_ && (!begun || !take(']')); begun = true) {
      const auto c = next();
      if (c >= 0x80) fail();  // a letter past ASCII is several bytes
      if (c == '\\') { found |= escaped(); continue; }
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        ++at_;
        const auto to = next();
        if (to < c || to >= 0x80 || to == '\\') fail();
        for (unsigned b = c; b <= to; ++b) found.set(b);
      } else {
        found.set(c);
      }
    }
    return negated ? ~found : found;
  }

  Part position(const Bytes& reads) {
    if (failed_ || positions_ == 64) return fail();
    const auto bit = Positions{1} << positions_++;
    for (std::size_t b = 0; b < 256; ++b) if (reads[b]) automaton_.reading[b] |= bit;
    return {bit, bit, false};
  }

  Part joined(const Part& a, const Part& b) {
    follow(a.last, b.first);
    return {a.empty ? a.first | b.first : a.first, b.empty ? a.last | b.last : b.last, a.empty && b.empty};
  }

  Part looped(const Part& part, bool empty) {
    follow(part.last, part.first);
    return {part.first, part.last, empty};
  }

  void follow(Positions from, Positions to) {
    for (; from != 0; from &= from - 1) automaton_.after[static_cast<std::size_t>(std::countr_zero(from))] |= to;
  }

  std::optional<int> number() {
    int value = 0;
    const auto begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && value < 100) value = value * 10 + (text_[at_++] - '0');
    return at_ == begin ? std::nullopt : std::optional(value);
  }

  unsigned char next() {
    if (at_ < text_.size()) return static_cast<unsigned char>(text_[at_++]);
    fail();
    return 0;
  }
  bool take(char c) { return at_ < text_.size() && text_[at_] == c && (++at_, true); }
  Part fail() { failed_ = true; return {}; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t positions_ = 0;
  bool failed_ = false;
  Pattern::Automaton automaton_;
};

std::optional<Pattern> Pattern::parse(std::string_view expression) { return PatternParser(expression).read(); }

bool Pattern::matches(std::string_view cell) const {
  const auto& a = *automaton_;
  if (cell.empty()) return a.empty;
  auto may = a.first;
  Positions now = 0;
  for (const char c : cell) {
    now = may & a.reading[static_cast<unsigned char>(c)];
    if (now == 0) return false;
    may = 0;
    for (auto rest = now; rest != 0; rest &= rest - 1) may |= a.after[static_cast<std::size_t>(std::countr_zero(rest))];
  }
  return (now & a.last) != 0;
}

}  // namespace dedere::record
