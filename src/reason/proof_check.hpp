// Re-checks what the reasoner says in its own defence against the oracle: proofs, refusals, unknowns. For tests only.
// Each check gives what is wrong, or a blank.
#pragma once

#include <algorithm>
#include <utility>

#include "reason/explain.hpp"
#include "reason/oracle.hpp"
#include "reason/random_program.hpp"

namespace dedere::reason::oracle {

// The program as loaded beside the tree that it was written from.
struct Both {
  const Program& tree;
  language::Program& program;

  [[nodiscard]] int predicate(language::PredicateId id) const {
    const auto& name = program[id].name;
    for (std::size_t p = 0; p < tree.predicates.size(); ++p)
      if (tree.predicates[p].name == name) return static_cast<int>(p);
    return -1;
  }
  [[nodiscard]] language::PredicateId id(int predicate) const { return program.find_predicate(tree.predicates[static_cast<std::size_t>(predicate)].name).value(); }

  [[nodiscard]] std::int64_t value(language::Value v) const {
    const auto& values = program.values;
    const auto type = values.type(v);
    if (type == language::number_type) return values.as_number(v);
    if (type == language::date_type) return values.as_date(v).days_since_1970() - first_day.time_since_epoch().count();
    return values.id(v).back() - '0';
  }
  template <class List>
  [[nodiscard]] Tuple tuple(const List& list) const {
    Tuple out;
    for (const auto v : list) out.push_back(value(v));
    return out;
  }
  [[nodiscard]] std::vector<language::Value> values(int predicate, const Tuple& tuple) const {
    std::vector<language::Value> out;
    const auto fact = language::read_fact(Writer(tree).ground(predicate, tuple), program);
    if (fact) out = fact->arguments;
    return out;
  }
};

inline time::Instant noon(std::size_t tick) {
  return {(first_day.time_since_epoch().count() + static_cast<std::int64_t>(tick)) * time::seconds_per_day + time::seconds_per_day / 2};
}

inline std::int64_t tick_of(time::Instant t) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{t.seconds}}).time_since_epoch().count() - first_day.time_since_epoch().count();
}

class ProofCheck {
 public:
  ProofCheck(const Both& both, const Oracle& oracle, std::size_t tick) : both_(both), oracle_(oracle), tick_(tick) {
    for (const auto& r : both.tree.rules) by_label_[fmt::format("R {}", r.number)] = &r;
  }

  std::string proof(const Proof& p, Mode mode) {
    if (p.shortened) return "";
    if (!p.predicate) return "a premise without a predicate";
    const auto predicate = both_.predicate(*p.predicate);
    const auto tuple = both_.tuple(p.values);
    const auto where = fmt::format("{} at tick {}: ", p.atom, tick_);
    if (!oracle_.when(mode, predicate, tuple)[tick_]) return where + "does not hold";
    if (p.kind == Proof::Kind::unknown) return unknown(p, predicate, tuple, mode, where);
    if (!p.when || !p.when->holds(noon(tick_))) return where + "its stretch does not hold the instant";
    if (p.kind == Proof::Kind::fact) return fact(p, predicate, tuple, where);
    if (p.kind != Proof::Kind::rule) return where + "neither a rule nor a fact";
    if (!path_.insert({mode, predicate, tuple, tick_}).second) return where + "rests on itself";
    const auto wrong = rule(p, tuple, mode, where);
    path_.erase({mode, predicate, tuple, tick_});
    return wrong;
  }

  std::string refusals(const std::vector<Refusal>& all, int predicate, const Tuple& tuple) {
    std::size_t could = 0;
    for (const auto& r : both_.tree.rules) {
      Environment env(r.variables.size());
      could += r.head->predicate == predicate && Oracle::unify(*r.head, tuple, env) ? 1U : 0U;
    }
    if (all.size() != could) return fmt::format("{} refusals for {} rules", all.size(), could);
    return refusals(all);
  }

 private:
  std::string unknown(const Proof&, int predicate, const Tuple& tuple, Mode mode, const std::string& where) const {
    if (mode == Mode::certain) return where + "unknown, in a proof of what is certain";
    if (!both_.tree.predicates[static_cast<std::size_t>(predicate)].open) return where + "unknown, but not open";
    return oracle_.when(Mode::certain, predicate, tuple)[tick_] ? where + "unknown, but certain" : "";
  }

  std::string fact(const Proof& p, int predicate, const Tuple& tuple, const std::string& where) const {
    if (!p.origin) return where + "a fact without origin";
    if (p.origin->kind != language::Origin::Kind::law) return "";
    if (p.origin->index >= both_.tree.facts.size()) return where + "no such fact";
    const auto& f = both_.tree.facts[p.origin->index];
    const bool same = f.atom.predicate == predicate && Oracle::values(f.atom, {}) == tuple && f.when()[tick_];
    if (!same) return where + "another fact";
    const auto& now = oracle_.facts();
    return std::find(now.begin(), now.end(), f) != now.end() ? "" : where + "a fact that has been taken back";
  }

  std::string rule(const Proof& p, const Tuple& tuple, Mode mode, const std::string& where) {
    const auto found = by_label_.find(both_.program[p.rule.value()].label);
    if (found == by_label_.end()) return where + "no rule of that label";
    const auto& r = *found->second;
    Environment env(r.variables.size());
    if (!Oracle::unify(*r.head, tuple, env)) return where + "the rule concludes something else";
    if (r.presumption != p.presumed) return where + "presumed or not";
    if (const auto wrong = premises(r, p.premises, env, mode); !wrong.empty()) return where + wrong;
    // The instances of the rule that these premises leave open: one of them must carry the objections as stated.
    std::string last = "the premises do not carry the rule";
    bool good = false;
    oracle_.match(r, env, only(), mode, [&](const Environment& there, const Ticks& t) {
      if (good || !t[tick_] || oracle_.defeated(r, there, mode)[tick_]) return;
      last = objections(r, there, p.objections, false);
      good = last.empty();
    });
    return good ? "" : where + last;
  }

  // Each premise must follow, and agree with the others; `env` learns the values.
  std::string premises(const Rule& r, const std::vector<Proof>& proofs, Environment& env, Mode mode) {
    if (proofs.size() != r.body.size()) return fmt::format("{} premises for {} literals", proofs.size(), r.body.size());
    for (std::size_t i = 0; i < proofs.size(); ++i) {
      const auto& l = r.body[r.order[i]];
      const auto& p = proofs[i];
      if (l.kind == Literal::Kind::atom) {
        if (const auto wrong = agrees(l.atom, p, env, mode); !wrong.empty()) return wrong;
      } else if (l.kind == Literal::Kind::absent) {
        if (p.kind != Proof::Kind::absence || both_.predicate(p.predicate.value()) != l.atom.predicate) return "no absence where one is needed";
      } else if (l.kind == Literal::Kind::reading) {
        if (p.kind != Proof::Kind::reading || static_cast<int>(p.question.value().index) != l.question || static_cast<int>(p.answer) != l.answer) return "another reading";
        if (oracle_.readings()[static_cast<std::size_t>(l.question)] != l.answer) return "a reading that is not taken";
      } else if (l.kind == Literal::Kind::windowed) {
        if (const auto wrong = windowed(l, p, env, mode); !wrong.empty()) return wrong;
      } else if (p.kind != Proof::Kind::test) {
        return "no test where one is needed";
      }
    }
    return "";
  }

  // What a window sees is proved at an instant that it sees: the mark first, and what lasts since or until it at this one.
  std::string windowed(const Literal& l, const Proof& p, Environment& env, Mode mode) {
    const auto& w = *l.window;
    if (p.kind != Proof::Kind::window) return "no window where one is needed";
    if (!p.when || !p.when->holds(noon(tick_))) return "a window whose stretch does not hold the instant";
    if (l.negated) return p.premises.empty() ? "" : "premises of an absence";
    if (p.premises.size() != (w.mark ? 2U : 1U)) return fmt::format("a window with {} premises", p.premises.size());
    if (!w.mark) return sighted(l.atom, w, p.premises[0], env, mode);
    if (const auto wrong = sighted(*w.mark, w, p.premises[0], env, mode); !wrong.empty()) return wrong;
    const auto& lasting = p.premises[1];
    if (w.without) return lasting.kind == Proof::Kind::absence && both_.predicate(lasting.predicate.value()) == l.atom.predicate ? "" : "no absence where one is needed";
    if (lasting.at && tick_of(*lasting.at) != static_cast<std::int64_t>(tick_)) return "what lasts until now is proved at another time";
    return agrees(l.atom, lasting, env, mode);
  }

  std::string sighted(const Atom& atom, const Window& w, const Proof& p, Environment& env, Mode mode) {
    if (!p.at) return "what a window sees is proved at no time";
    const auto tick = tick_of(*p.at);
    if (!Oracle::in_sight(w, static_cast<int>(tick_), static_cast<int>(tick))) return fmt::format("tick {} is out of the window's sight", tick);
    const auto back = std::exchange(tick_, static_cast<std::size_t>(std::clamp<std::int64_t>(tick, 0, static_cast<std::int64_t>(ticks) - 1)));
    const auto wrong = agrees(atom, p, env, mode);
    tick_ = back;
    return wrong;
  }

  std::string agrees(const Atom& atom, const Proof& p, Environment& env, Mode mode) {
    if (!p.predicate || both_.predicate(*p.predicate) != atom.predicate || !Oracle::unify(atom, both_.tuple(p.values), env)) return "a premise that is not the literal";
    return proof(p, mode);
  }

  std::string objections(const Rule& r, const Environment& env, const std::vector<Objection>& all, bool may_stand) {
    if (all.size() != r.exceptions.size()) return fmt::format("{} objections for {} exceptions", all.size(), r.exceptions.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& e = r.exceptions[i];
      if (both_.program[all[i].rule].label != fmt::format("R {}", e.number)) return "another objection";
      if (all[i].stands && !may_stand) return "an objection stands";
      bool raised = false, stands = false;
      oracle_.match(e, env, only(), Mode::certain, [&](const Environment& there, const Ticks& t) {
        raised |= t[tick_];
        stands |= t[tick_] && !oracle_.defeated(e, there, Mode::certain)[tick_];
      });
      if (all[i].raised != raised || all[i].stands != stands) return fmt::format("objection R {}: raised {}, stands {}", e.number, all[i].raised, all[i].stands);
      auto ground = env;
      ground.resize(e.variables.size());
      if (raised) if (const auto wrong = premises(e, all[i].ground, ground, Mode::certain); !wrong.empty()) return "objection: " + wrong;
      if (all[i].answers.size() != e.exceptions.size()) return "answers that are not the exceptions";
    }
    return "";
  }

  std::string refusals(std::span<const Refusal> all) {
    for (const auto& refusal : all) {
      const auto where = fmt::format("refusal of {} at tick {}: ", both_.program[refusal.rule].label, tick_);
      for (const auto& m : refusal.missing) {
        if (const auto wrong = missing(m.what); !wrong.empty()) return where + wrong;
        if (const auto wrong = refusals(m.because); !wrong.empty()) return where + wrong;
      }
    }
    return "";
  }

  std::string missing(const Proof& p) {
    switch (p.kind) {
      case Proof::Kind::absence: return absent(p);
      case Proof::Kind::reading: return oracle_.readings()[p.question.value().index] == static_cast<int>(p.answer) ? "a reading that is taken is missing" : "";
      case Proof::Kind::test: return "";
      case Proof::Kind::unknown: {
        const auto predicate = both_.predicate(p.predicate.value());
        const auto tuple = both_.tuple(p.values);
        const bool unsure = oracle_.when(Mode::possible, predicate, tuple)[tick_] && !oracle_.when(Mode::certain, predicate, tuple)[tick_];
        return unsure ? "" : "missing as unknown, but known: " + p.atom;
      }
      default: return proof(p, Mode::possible);
    }
  }

  // "not p(a, _)": nothing that agrees with it may be certain.
  std::string absent(const Proof& p) {
    const auto goal = language::read_goal(p.atom.substr(4), both_.program);
    if (!goal) return "an absence that cannot be read: " + p.atom;
    for (const auto& [tuple, t] : oracle_.extent(Mode::certain, both_.predicate(goal->predicate))) {
      bool same = t[tick_];
      Environment twice(goal->variables.size());
      for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (const auto* v = std::get_if<language::Value>(&goal->arguments[i])) same = same && both_.value(*v) == tuple[i];
        const auto* variable = std::get_if<language::Variable>(&goal->arguments[i]);
        if (!variable) continue;
        auto& is = twice[variable->index];
        same = same && is.value_or(tuple[i]) == tuple[i];
        is = tuple[i];
      }
      if (same) return p.atom + " is missing, but it holds";
    }
    return "";
  }

  [[nodiscard]] Ticks only() const { Ticks t; t.set(tick_); return t; }

  const Both& both_;
  const Oracle& oracle_;
  std::size_t tick_;
  std::map<std::string, const Rule*> by_label_;
  std::set<std::tuple<Mode, int, Tuple, std::size_t>> path_;
};

}  // namespace dedere::reason::oracle
