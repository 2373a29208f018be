#include "read/ellipsis.hpp"

#include <algorithm>

namespace dedere::read {

bool Ellipsis::acts(int from, int to) const {
  for (int i = std::max(0, from); i < to && i < static_cast<int>(s_->items.size()); ++i)
    if (syntax_->verb(i) || s_->items[static_cast<std::size_t>(i)].has(g_.be)) return true;
  return false;
}

void Ellipsis::begin(const Sentence& sentence, const Syntax& syntax) {
  carried_.reset();
  if (s_ != nullptr && s_->paragraph == sentence.paragraph && s_->block == sentence.block && !clauses_.empty()) {
    const auto& last = *std::ranges::max_element(clauses_, {}, &Clause::last);
    if (!last.relative && !acts(last.last, static_cast<int>(s_->items.size()))) carried_ = last;
  }
  clauses_.clear();
  s_ = &sentence;
  syntax_ = &syntax;
}

void Ellipsis::note(const Found& f) {
  if (f.verb < 0 || f.scope.unreal() || f.scope.would || f.scope.tense == Tense::future) return;
  const auto& verb = s_->items[static_cast<std::size_t>(f.verb)];
  clauses_.push_back({std::min(f.first, f.verb), f.last, (f.scope.negated || f.scope.refused) != (f.pattern->emit.polarity == Polarity::negative), f.scope.subject.relative, verb.has(g_.be), f.scope.perfect});
}

bool Ellipsis::agrees(const Clause& clause, int helper) const {
  const auto& h = s_->items[static_cast<std::size_t>(helper)];
  if (h.has(g_.be)) return clause.be;
  return !clause.be || (clause.perfect && h.has(g_.have));   // "ratified in 2002; Chad has not"
}

// The clause before `start` on which a helper leans that ends at `end`.
std::optional<Ellipsis::Clause> Ellipsis::full(int helper, int start, int end) const {
  constexpr int opening = 4;   // "But", "By contrast," and a title
  const Clause* nearest = nullptr;
  for (const auto& c : clauses_) if (c.last <= start && (nearest == nullptr || c.last > nearest->last)) nearest = &c;
  if (nearest != nullptr) return agrees(*nearest, helper) && !acts(nearest->last, start) ? std::optional(*nearest) : std::nullopt;
  if (!carried_ || start > opening || acts(0, start) || !agrees(*carried_, helper)) return std::nullopt;
  auto again = *carried_;   // "Russia is not. Nor is China."
  again.first = helper;
  again.last = end;
  return again;
}

const Ellipsis::Clause* Ellipsis::beside(const Found& f) const {
  for (const bool before : {true, false})
    for (const auto& c : clauses_)
      if (!c.relative && (before ? c.last <= f.first && !acts(c.last, f.first) : f.last <= c.first && !acts(f.last, c.first))) return &c;
  return nullptr;
}

std::optional<bool> Ellipsis::holds(const Found& f) {
  const auto& leans = f.pattern->emit.leans;
  if (leans == "verb") {
    const auto& subject = f.scope.subject;
    const auto start = subject.first >= 0 ? std::min(subject.first, f.first) : f.first;
    const auto clause = full(f.anchor, start, f.last);
    if (!clause) return std::nullopt;
    clauses_.push_back({f.anchor, f.last, f.scope.negated, false, clause->be, clause->perfect});
    return f.pattern->emit.value != "not_party" && !f.scope.negated;
  }
  const auto* clause = beside(f);
  if (clause == nullptr) return std::nullopt;
  return (leans == "same") != clause->negated;
}

}  // namespace dedere::read
