// reach FACTS OUT: an array of neighbours, a stack.
#include "text.hpp"

using namespace floor_;

int main(int, char** argv) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::uint32_t nodes = 0;
  for (Table table(argv[1], "edge"); table.more();) {
    const auto a = table.numbered(), b = table.numbered();
    edges.emplace_back(a, b);
    nodes = std::max({nodes, a + 1, b + 1});
  }
  std::vector<std::uint32_t> starts(nodes + 1), to(edges.size());
  for (const auto& [a, b] : edges) ++starts[a + 1];
  for (std::uint32_t i = 0; i < nodes; ++i) starts[i + 1] += starts[i];
  auto next = starts;
  for (const auto& [a, b] : edges) to[next[a]++] = b;
  std::vector<char> seen(nodes);
  std::vector<std::uint32_t> left;
  for (Table table(argv[1], "source"); table.more();) left.push_back(table.numbered());
  for (const auto a : left) seen[a] = 1;
  while (!left.empty()) {
    const auto a = left.back();
    left.pop_back();
    for (auto i = starts[a]; i < starts[a + 1]; ++i)
      if (!std::exchange(seen[to[i]], 1)) left.push_back(to[i]);
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < nodes; ++i)
    if (seen[i]) found.emplace_back(as_text(i), i);
  std::sort(found.begin(), found.end());
  Writer out(argv[2], "reached", "a");
  for (const auto& [text, i] : found) out.text("n"), out.number(i), out.text("\n");
}
