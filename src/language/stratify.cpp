#include "language/stratify.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace dedere::language {
namespace {

constexpr std::size_t most_hops = 100;  // shown of one circle

// `to` must be known before (strict) or together with (not strict) `from`.
struct Edge {
  std::uint32_t to;
  bool strict;
  bool window;  // it looks at other times
  Span span;
};
using Graph = std::vector<std::vector<Edge>>;

void add_body(const Program& program, const Rule& rule, bool strict, std::vector<Edge>& edges) {
  for (const auto& literal : rule.body) {
    const auto add = [&](const Atom& atom, bool strictly, bool window) { edges.push_back({atom.predicate.index, strict || strictly, window, literal.span}); };
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is)) add(l->atom, l->negated, false);
    if (const auto* l = std::get_if<Begins>(&literal.is)) add(l->atom, true, false);
    if (const auto* l = std::get_if<Aggregate>(&literal.is)) add(l->atom, true, false);
    if (const auto* l = std::get_if<Windowed>(&literal.is)) {
      add(l->atom, l->negated || l->window.without, true);
      if (l->window.mark) add(*l->window.mark, l->negated, true);
    }
  }
  for (const auto id : rule.exceptions) add_body(program, program[id], true, edges);
}

Graph dependencies(const Program& program) {
  Graph graph(program.predicates.size());
  for (const auto& rule : program.rules)
    if (rule.head) add_body(program, rule, false, graph[rule.head->predicate.index]);
  for (std::uint32_t p = 0; p < program.predicates.size(); ++p)
    if (const auto denial = program.predicates[p].denial) graph[p].push_back({denial->index, true, false, program.predicates[p].span});
  return graph;
}

// Tarjan's algorithm with a stack of its own: components come out with what they depend on first.
class Components {
 public:
  explicit Components(const Graph& graph) : graph_(graph), order_(graph.size(), unseen), low_(graph.size()), of(graph.size()) {
    for (std::uint32_t v = 0; v < graph.size(); ++v)
      if (order_[v] == unseen) visit(v);
  }

 private:
  static constexpr std::uint32_t unseen = ~0U;
  struct Frame { std::uint32_t vertex; std::size_t next; };

  void open(std::uint32_t v) {
    order_[v] = low_[v] = count_++;
    stack_.push_back(v);
    calls_.push_back({v, 0});
  }

  void visit(std::uint32_t root) {
    open(root);
    while (!calls_.empty()) {
      auto& frame = calls_.back();
      const auto v = frame.vertex;
      if (frame.next < graph_[v].size()) {
        const auto w = graph_[v][frame.next++].to;
        if (order_[w] == unseen) open(w);
        else if (!closed(w)) low_[v] = std::min(low_[v], order_[w]);
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty()) low_[calls_.back().vertex] = std::min(low_[calls_.back().vertex], low_[v]);
      if (low_[v] == order_[v]) close(v);
    }
  }

  void close(std::uint32_t root) {
    members.emplace_back();
    for (bool last = false; !last;) {
      const auto v = stack_.back();
      stack_.pop_back();
      of[v] = static_cast<std::uint32_t>(members.size());  // 1 and up: closed
      members.back().push_back(v);
      last = v == root;
    }
    std::sort(members.back().begin(), members.back().end());
  }

  [[nodiscard]] bool closed(std::uint32_t v) const { return of[v] != 0; }

  const Graph& graph_;
  std::vector<std::uint32_t> order_, low_, stack_;
  std::vector<Frame> calls_;
  std::uint32_t count_ = 0;

 public:
  std::vector<std::uint32_t> of;                     // 1 + number of its component
  std::vector<std::vector<std::uint32_t>> members;
};

// A shortest way from `from` to `to` inside one component.
std::vector<const Edge*> way(const Graph& graph, const Components& components, std::uint32_t from, std::uint32_t to) {
  struct Hop { const Edge* edge; std::uint32_t came; };
  std::unordered_map<std::uint32_t, Hop> by;
  std::vector<std::uint32_t> queue{from};
  for (std::size_t i = 0; i < queue.size() && !by.contains(to) && from != to; ++i)
    for (const auto& edge : graph[queue[i]]) {
      if (components.of[edge.to] != components.of[from] || edge.to == from || !by.emplace(edge.to, Hop{&edge, queue[i]}).second) continue;
      queue.push_back(edge.to);
    }
  std::vector<const Edge*> hops;
  for (auto v = to; v != from && by.contains(v); v = by[v].came) hops.push_back(by[v].edge);
  std::reverse(hops.begin(), hops.end());
  return hops;
}

void report_cycle(const Program& program, const Graph& graph, const Components& components, std::uint32_t from, const Edge& strict, std::vector<Diagnostic>& faults) {
  const auto name = [&](std::uint32_t p) { return fmt::format("`{}`", program.predicates[p].name); };
  const auto place = [&](Span span) { const auto p = program.sources.place(span); return fmt::format("{}:{}:{}", p.file, p.line, p.column); };
  auto diagnostic = fault("L019", fmt::format("{} depends on its own absence", name(from)),
                          "break the circle: negation, exceptions, aggregates, `begins` and `ends` need what they look at to be complete first", program.sources.place(strict.span));
  diagnostic.label = fmt::format("{} must be complete before {}", name(strict.to), name(from));
  auto at = strict.to;
  const auto hops = way(graph, components, strict.to, from);
  for (const auto* edge : hops) {
    if (diagnostic.notes.size() == most_hops) { diagnostic.notes.push_back(fmt::format("and so on, {} hops in all", hops.size())); break; }
    diagnostic.notes.push_back(fmt::format("{} depends on {} at {}", name(at), name(edge->to), place(edge->span)));
    at = edge->to;
  }
  faults.push_back(std::move(diagnostic));
}

// One circle of each component: to break it may break the others.
void report_cycles(const Program& program, const Graph& graph, const Components& components, std::vector<Diagnostic>& faults) {
  std::vector<bool> told(components.members.size() + 1, false);
  for (std::uint32_t p = 0; p < graph.size() && faults.size() < most_errors; ++p)
    for (const auto& edge : graph[p])
      if (edge.strict && components.of[p] == components.of[edge.to] && !told[components.of[p]]) {
        told[components.of[p]] = true;
        report_cycle(program, graph, components, p, edge, faults);
      }
}

void mark_uncertain(Program& program, const Graph& graph) {
  for (const auto& group : program.strata) {
    const bool any = std::any_of(group.begin(), group.end(), [&](PredicateId p) {
      return program[p].open() || std::any_of(graph[p.index].begin(), graph[p.index].end(), [&](const Edge& e) { return program.predicates[e.to].uncertain; });
    });
    for (const auto p : group) program.predicates[p.index].uncertain = any;
  }
}

void mark_through_time(Program& program, const Graph& graph) {
  program.through_time.assign(program.strata.size(), false);
  for (std::uint32_t p = 0; p < graph.size(); ++p)
    for (const auto& edge : graph[p])
      if (edge.window && program.stratum_of[p] == program.stratum_of[edge.to]) program.through_time[program.stratum_of[p]] = true;
}

bool speaks_of(const Expression& e, const std::set<std::uint32_t>& variables) {
  const auto* v = std::get_if<Variable>(&e.operand);
  if (e.kind == syntax::Expression::Kind::term) return v && variables.contains(v->index);
  return std::any_of(e.parts.begin(), e.parts.end(), [&](const Expression& part) { return speaks_of(part, variables); });
}

// What tells a day or a value needs to know: only `count` has a least and a most.
void check_known(const Program& program, std::vector<Diagnostic>& faults) {
  for (const auto& rule : program.rules)
    for (const auto& literal : rule.body) {
      const auto refuse = [&](const char* word, const Atom& atom) {
        if (program[atom.predicate].uncertain)
          faults.push_back(fault("L027", fmt::format("`{}` over `{}`, which may be unknown", word, program[atom.predicate].name),
                                 "use it over something that does not depend on an open predicate", program.sources.place(literal.span)));
      };
      if (const auto* l = std::get_if<Begins>(&literal.is)) refuse(l->ends ? "ends" : "begins", l->atom);
      static constexpr std::array words{"count", "sum", "min", "max"};
      if (const auto* l = std::get_if<Aggregate>(&literal.is); l && l->kind != syntax::Aggregate::Kind::count) refuse(words[static_cast<std::size_t>(l->kind)], l->atom);
    }
}

// The variables whose values come from a premise that depends on the rule's own conclusions, under whatever name they are passed on.
std::set<std::uint32_t> recursive_values(const Components& components, const Rule& rule) {
  std::set<std::uint32_t> own;
  const auto add = [&](const Operand& o) { const auto* v = std::get_if<Variable>(&o); return v && own.insert(v->index).second; };
  const auto from = [&](const Atom& atom) {
    if (components.of[atom.predicate.index] == components.of[rule.head->predicate.index])
      for (const auto& o : atom.arguments) add(o);
  };
  for (const auto& literal : rule.body) {
    if (const auto* l = std::get_if<AtomLiteral>(&literal.is); l && !l->negated) from(l->atom);
    if (const auto* l = std::get_if<Windowed>(&literal.is); l && !l->negated) {
      if (!l->window.without) from(l->atom);
      if (l->window.mark) from(*l->window.mark);
    }
  }
  for (bool more = !own.empty(); more;) {
    more = false;
    for (const auto& literal : rule.body) {
      const auto* l = std::get_if<Comparison>(&literal.is);
      if (!l || l->relation != syntax::Relation::equal) continue;
      if (l->left.kind == syntax::Expression::Kind::term && speaks_of(l->right, own)) more |= add(l->left.operand);
      if (l->right.kind == syntax::Expression::Kind::term && speaks_of(l->left, own)) more |= add(l->right.operand);
    }
  }
  return own;
}

// A recursive rule that computes values out of its own conclusions could go on for ever.
void check_finite(const Program& program, const Components& components, std::vector<Diagnostic>& faults) {
  for (const auto& rule : program.rules) {
    if (!rule.head) continue;
    const auto own = recursive_values(components, rule);
    if (own.empty()) continue;
    for (const auto& literal : rule.body) {
      const auto* l = std::get_if<Comparison>(&literal.is);
      if (!l || l->relation != syntax::Relation::equal) continue;
      for (const auto* side : {&l->left, &l->right})
        if (side->kind != syntax::Expression::Kind::term && speaks_of(*side, own))
          faults.push_back(fault("L029", "a recursive rule computes a value from its own conclusions", "it could go on for ever: compute the value in a rule that is not recursive",
                                 program.sources.place(literal.span)));
    }
  }
}

// For each predicate, how many literals its longest rule has, with the exceptions that are looked at while it is.
std::vector<std::size_t> longest_bodies(const Program& program) {
  std::vector<std::size_t> with_exceptions(program.rules.size()), longest(program.predicates.size(), 1);
  for (std::size_t r = program.rules.size(); r-- > 0;) {  // an exception stands after what it is an exception to
    const auto& rule = program.rules[r];
    for (const auto e : rule.exceptions) with_exceptions[r] = std::max(with_exceptions[r], with_exceptions[e.index]);
    with_exceptions[r] += rule.body.size() + 1;
    if (rule.head) longest[rule.head->predicate.index] = std::max(longest[rule.head->predicate.index], with_exceptions[r]);
  }
  return longest;
}

}  // namespace

void stratify(Program& program, std::vector<Diagnostic>& faults) {
  program.rules_of.assign(program.predicates.size(), {});
  for (std::uint32_t r = 0; r < program.rules.size(); ++r)
    if (const auto& head = program.rules[r].head) program.rules_of[head->predicate.index].push_back({r});

  const auto graph = dependencies(program);
  const Components components(graph);
  program.stratum_of.assign(program.predicates.size(), 0);
  const auto lengths = longest_bodies(program);
  std::vector<std::size_t> depth;
  for (const auto& members : components.members) {
    auto& group = program.strata.emplace_back();
    std::size_t below = 0, length = 0;
    for (const auto p : members) {
      group.push_back({p});
      program.stratum_of[p] = static_cast<std::uint32_t>(program.strata.size() - 1);
      for (const auto& edge : graph[p])
        if (components.of[edge.to] != components.of[p]) below = std::max(below, depth[components.of[edge.to] - 1]);
      length = std::max(length, lengths[p]);
    }
    depth.push_back(below + length);
    program.depth = std::max(program.depth, depth.back());
  }
  report_cycles(program, graph, components, faults);
  check_finite(program, components, faults);
  mark_uncertain(program, graph);
  mark_through_time(program, graph);
  check_known(program, faults);
}

}  // namespace dedere::language
