#include "reason/evaluate.hpp"

#include <algorithm>
#include <functional>

#include "reason/atoms.hpp"

namespace dedere::reason {
namespace {

// Conclusions are added in lots of this size, where nothing looks at them yet.
constexpr std::size_t lot = 1U << 14U;

std::optional<std::size_t> member(PredicateId p, const std::vector<PredicateId>& group) {
  const auto found = std::find(group.begin(), group.end(), p);
  return found == group.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - group.begin()));
}

bool same(Times a, Times b) {
  if (a.size() != b.size()) return false;
  return std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace

void Evaluator::rows_about(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key) {
  auto& extent = world_.extent(p, mode);
  if (extent.complete) return;
  if (world_.recursive(p)) return whole_group(program_.strata[program_.stratum_of[p.index]], mode);
  if (program_.rules_of[p.index].empty() || mask == 0) { extent.complete = true; mask = 0; }
  else if (!extent.asked.insert({mask, {key.begin(), key.end()}}).second) return;
  for (const auto rule : program_.rules_of[p.index])
    if (auto binding = head_binding(rule, mask, key)) conclude(rule, mode, *binding);
}

// The values that a head's variables get from the columns asked for; none if a constant of the head differs.
std::optional<Binding> Evaluator::head_binding(RuleId id, std::uint64_t mask, std::span<const Value> key) const {
  const auto& rule = program_[id];
  Binding binding(rule.variables.size(), no_value);
  std::size_t next = 0;
  for (std::size_t i = 0; i < rule.head->arguments.size() && i < 64; ++i) {
    if (!(mask >> i & 1U)) continue;
    const auto value = key[next++];
    if (const auto* v = std::get_if<language::Variable>(&rule.head->arguments[i])) {
      if (binding[v->index] != no_value && binding[v->index] != value) return std::nullopt;
      binding[v->index] = value;
    } else if (std::get<Value>(rule.head->arguments[i]) != value) {
      return std::nullopt;
    }
  }
  return binding;
}

Batch Evaluator::new_batch(RuleId rule) {
  world_.batches_->push_back(rule.index);
  return static_cast<Batch>(world_.batches_->size() - 1);
}

template <class F>
void Evaluator::each_conclusion(RuleId id, Mode mode, const Binding& given, const Match::How& how, F use) {
  const auto& rule = program_[id];
  const auto& arguments = rule.head->arguments;
  std::vector<Value> tuple(arguments.size());
  std::vector<std::pair<std::size_t, std::uint32_t>> variables;
  for (std::size_t i = 0; i < tuple.size(); ++i) {
    if (const auto* v = std::get_if<language::Variable>(&arguments[i])) variables.emplace_back(i, v->index);
    else tuple[i] = std::get<Value>(arguments[i]);
  }
  Match match(world_, id, mode);
  Buffer rest;
  match.each(given, Times::always(), how, [&](const Binding& binding, Times when) {
    const auto undefeated = rule.exceptions.empty() ? when : time::minus(when, match.defeated(binding, when), rest);
    if (undefeated.empty()) return;
    for (const auto& [column, variable] : variables) tuple[column] = binding[variable];
    use(std::span<const Value>(tuple), undefeated);
  });
}

void Evaluator::conclusions(PredicateId p, Mode mode, std::uint64_t mask, std::span<const Value> key, const std::function<void(std::span<const Value>, Times)>& use) {
  for (const auto rule : program_.rules_of[p.index])
    if (const auto binding = head_binding(rule, mask, key)) each_conclusion(rule, mode, *binding, {}, use);
}

// Runs a rule that does not look at its own conclusions.
void Evaluator::conclude(RuleId id, Mode mode, const Binding& given) {
  const auto& rule = program_[id];
  auto& rows = world_.extent(rule.head->predicate, mode).rows;
  const auto batch = new_batch(id);
  Found found(rows.arity());
  each_conclusion(id, mode, given, {}, [&](std::span<const Value> tuple, Times when) {
    if (rows.timeless() && found.size() == 0 && when.is_always()) { rows.add_always(tuple, batch); return; }
    found.add(tuple, when);
    if (found.size() < lot) return;
    rows.add(found, batch);
    found = Found(rows.arity());
  });
  rows.add(found, batch);
}

// --- groups that depend on themselves

void Evaluator::whole_group(const Group& group, Mode mode) {
  for (const auto p : group) world_.extent(p, mode).complete = true;
  std::vector<std::vector<Growth>> delta(group.size());
  for (const auto p : group)
    for (const auto rule : program_.rules_of[p.index])
      if (looks(rule, group) == 0 || (mode == Mode::possible && looks_at_open(rule, group))) conclude_within(rule, mode, {}, {}, nullptr, group);
  for (std::size_t g = 0; g < group.size(); ++g) delta[g].push_back({0, world_.extent(group[g], mode).rows.size(), {}});
  for (bool more = true; more;) {
    std::vector<std::vector<Growth>> next(group.size());
    for (std::size_t g = 0; g < group.size(); ++g)
      for (const auto rule : program_.rules_of[group[g].index]) spread(rule, mode, group, delta, next[g]);
    delta = std::move(next);
    more = std::any_of(delta.begin(), delta.end(), [](const auto& d) { return !d.empty(); });
  }
}

// An open atom may be so where no row says so, which no growth tells.
bool Evaluator::looks_at_open(RuleId rule, const Group& group) const {
  bool any = false;
  for (const auto& literal : program_[rule].body)
    positive_atoms(literal, [&](const language::Atom& a, Part) { any = any || (member(a.predicate, group) && program_[a.predicate].open()); });
  return any;
}

// How many positive atoms of a body are of the group.
int Evaluator::looks(RuleId rule, const Group& group) const {
  int all = 0;
  for (const auto& literal : program_[rule].body) positive_atoms(literal, [&](const language::Atom& a, Part) { all += member(a.predicate, group) ? 1 : 0; });
  return all;
}

void Evaluator::spread(RuleId rule, Mode mode, const Group& group, const std::vector<std::vector<Growth>>& delta, std::vector<Growth>& grown) {
  const auto& body = program_[rule].body;
  for (std::size_t i = 0; i < body.size(); ++i)
    positive_atoms(body[i], [&](const language::Atom& atom, Part part) {
      const auto g = member(atom.predicate, group);
      if (!g) return;
      for (const auto& growth : delta[*g]) {
        Growth more;
        conclude_within(rule, mode, First{i, part}, growth, &more, group);
        if (!more.empty()) grown.push_back(std::move(more));
      }
    });
}

// Conclusions are kept aside until the rule has run, since adding moves the times that it looks at; but for those without times, where only the
// growth of the last round is looked at.
void Evaluator::conclude_within(RuleId id, Mode mode, std::optional<First> first, const Growth& growth, Growth* more, const Group& group) {
  const auto& rule = program_[id];
  auto& extent = world_.extent(rule.head->predicate, mode);
  auto& rows = extent.rows;
  const auto batch = new_batch(id);
  const bool at_once = looks(id, group) <= 1;
  const auto begin = rows.size();
  const auto& through_time = program_.through_time;
  const bool clipped = !through_time.empty() && through_time[program_.stratum_of[rule.head->predicate.index]] && world_.horizon_;
  Found found(rows.arity());
  Buffer inside;
  each_conclusion(id, mode, {}, {.first = first, .growth = &growth, .skip = {}}, [&](std::span<const Value> tuple, Times when) {
    if (clipped) {
      const auto whole = when;
      when = time::meet(whole, Times(&*world_.horizon_, 1), inside);
      if (!same(when, whole)) (*world_.cut_)[rule.head->predicate.index] = true;
    }
    if (at_once && rows.timeless() && when.is_always()) rows.add_always(tuple, batch);
    else found.add(tuple, when);
  });
  rows.add(found, batch, more);
  if (more) more->first = begin, more->last = rows.size();
}

}  // namespace dedere::reason
