// closure FACTS OUT: a row of bits for each node.
#include <bit>

#include "text.hpp"

using namespace floor_;

int main(int, char** argv) {
  Names names;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (Table table(argv[1], "edge"); table.more();) {
    const auto a = names.of(table.cell()), b = names.of(table.cell());
    edges.emplace_back(a, b);
  }
  const auto order = names.sorted();
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<std::vector<std::uint32_t>> to(order.size());
  for (const auto& [a, b] : edges) to[rank[a]].push_back(rank[b]);

  Writer out(argv[2], "path", "a,b");
  std::vector<std::uint64_t> seen(order.size() / 64 + 1);
  std::vector<std::uint32_t> left;
  for (std::uint32_t a = 0; a < order.size(); ++a) {
    std::fill(seen.begin(), seen.end(), 0);
    left.assign(1, a);
    while (!left.empty()) {
      const auto at = left.back();
      left.pop_back();
      for (const auto b : to[at])
        if (!(seen[b / 64] >> (b % 64) & 1)) seen[b / 64] |= std::uint64_t{1} << (b % 64), left.push_back(b);
    }
    for (std::uint32_t w = 0; w < seen.size(); ++w)
      for (auto bits = seen[w]; bits; bits &= bits - 1) {
        out.text(names[order[a]]), out.text(","), out.text(names[order[w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits))]]), out.text("\n");
      }
  }
}
