#include "read/lexicon.hpp"

namespace dedere::read {
namespace {

std::uint64_t mix(std::int32_t node, WordHash word) {
  auto x = word ^ (static_cast<std::uint64_t>(node) + 0x9e3779b97f4a7c15ULL) * 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 31U;
  x *= 0x94d049bb133111ebULL;
  x ^= x >> 29U;
  return x | 1U;   // 0 marks an empty place
}

}  // namespace

std::int32_t Phrases::child(std::int32_t node, WordHash word) const {
  const auto key = mix(node, word);
  for (auto at = key >> 1U;; ++at) {
    const auto& edge = edges_[at & (edges_.size() - 1)];
    if (edge.key == key) return edge.node;
    if (edge.key == 0) return -1;
  }
}

std::int32_t Phrases::make_child(std::int32_t node, WordHash word) {
  if (const auto known = child(node, word); known >= 0) return known;
  if (2 * (used_ + 1) > edges_.size()) grow();
  const auto made = static_cast<std::int32_t>(entry_of_.size());
  entry_of_.push_back(-1);
  const auto key = mix(node, word);
  auto at = key >> 1U;
  while (edges_[at & (edges_.size() - 1)].key != 0) ++at;
  edges_[at & (edges_.size() - 1)] = {key, made};
  ++used_;
  return made;
}

void Phrases::grow() {
  std::vector<Edge> larger(edges_.size() * 2);
  for (const auto& edge : edges_) {
    if (edge.key == 0) continue;
    auto at = edge.key >> 1U;
    while (larger[at & (larger.size() - 1)].key != 0) ++at;
    larger[at & (larger.size() - 1)] = edge;
  }
  edges_ = std::move(larger);
}

Entry& Phrases::entry(const std::vector<WordHash>& words) {
  std::int32_t node = 0;
  for (const auto word : words) node = make_child(node, word);
  auto& index = entry_of_[static_cast<std::size_t>(node)];
  if (index < 0) {
    index = static_cast<std::int32_t>(entries_.size());
    entries_.emplace_back();
  }
  return entries_[static_cast<std::size_t>(index)];
}

const Entry* Phrases::exact(const std::vector<WordHash>& words) const {
  std::int32_t node = 0;
  for (const auto word : words) if (node = child(node, word); node < 0) return nullptr;
  const auto index = entry_of_[static_cast<std::size_t>(node)];
  return index < 0 ? nullptr : &entries_[static_cast<std::size_t>(index)];
}

Phrases::Match Phrases::longest(const Token* first, const Token* end) const {
  Match best;
  std::int32_t node = 0;
  for (const Token* t = first; t != end; ++t) {
    if (t->shape == Token::Shape::mark) break;
    node = child(node, t->shape == Token::Shape::possessive ? possessive_word : t->hash);
    if (node < 0) break;
    const auto index = entry_of_[static_cast<std::size_t>(node)];
    if (index >= 0) best = {&entries_[static_cast<std::size_t>(index)], static_cast<int>(t - first) + 1};
  }
  return best;
}

std::vector<WordHash> phrase_words(std::string_view phrase) {
  std::vector<Token> tokens;
  tokenize(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
  std::vector<WordHash> words;
  for (const auto& t : tokens) {
    if (t.shape == Token::Shape::mark) continue;
    words.push_back(t.shape == Token::Shape::possessive ? possessive_word : t.hash);
  }
  return words;
}

}  // namespace dedere::read
