// The reasoner against the oracle on random programs. A failure prints its seed and the smallest program that still fails.
// DEDERE_RANDOM_PROGRAMS=100000 tries more than the usual number, which takes some seconds; DEDERE_RANDOM_SEED=n begins at another seed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>

#include "reason/decide.hpp"
#include "reason/proof_check.hpp"

namespace dedere::reason {
namespace {

using namespace oracle;
using Wrong = std::optional<std::string>;
using language::Source;
using language::Sources;

#ifdef NDEBUG
constexpr std::uint64_t usual = 2'000;
#else
constexpr std::uint64_t usual = 200;
#endif

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value ? std::strtoull(value, nullptr, 10) : otherwise;
}

Result<language::Program> loaded(const oracle::Program& tree) {
  Sources sources;
  std::vector<Diagnostic> faults;
  sources.add({"random.law", Writer(tree).all()}, faults);
  return language::load(std::move(sources), {}, faults);
}

std::vector<std::uint32_t> numbers(const std::vector<int>& readings) { return {readings.begin(), readings.end()}; }

// The interval set as ticks; none if one of its ends is no midnight inside the line.
std::optional<Ticks> ticks_of(const IntervalSet& set) {
  for (const auto& i : set.intervals())
    for (const auto end : {i.from(), i.to()}) {
      const auto tick = end.seconds / time::seconds_per_day - first_day.time_since_epoch().count();
      if (end.is_finite() && (end.seconds % time::seconds_per_day != 0 || tick < 1 || tick >= static_cast<std::int64_t>(ticks))) return std::nullopt;
    }
  Ticks t;
  for (std::size_t i = 0; i < ticks; ++i) t[i] = set.holds(noon(i));
  return t;
}

reason::Mode same(oracle::Mode mode) { return mode == oracle::Mode::certain ? reason::Mode::certain : reason::Mode::possible; }
const char* name(oracle::Mode mode) { return mode == oracle::Mode::certain ? "certain" : "possible"; }
constexpr std::array modes{oracle::Mode::certain, oracle::Mode::possible};

std::string shown(const Ticks& t) {
  std::string out;
  for (std::size_t i = 0; i < ticks; ++i)
    if (t[i] && (i == 0 || !t[i - 1])) { out += fmt::format(" {}", i); auto j = i; while (j + 1 < ticks && t[j + 1]) ++j; if (j > i) out += fmt::format("-{}", j); }
  return out.empty() ? " never" : out;
}

// All that an explanation says, but for the instants of its steps.
std::string said(const reason::Objection& objection);
std::string said(const reason::Proof& p) {
  auto out = fmt::format("{} {} {} {} {} {} {} {} {} {}", static_cast<int>(p.kind), p.sentence, p.atom, p.when ? time::text(*p.when) : "", p.rule ? static_cast<int>(p.rule->index) : -1,
                         p.origin ? static_cast<int>(p.origin->index) : -1, p.presumed, p.shortened, p.says, p.answer);
  for (const auto& premise : p.premises) out += " (" + said(premise) + ")";
  for (const auto& objection : p.objections) out += said(objection);
  return out;
}
std::string said(const reason::Objection& objection) {
  auto out = fmt::format(" [{} {} {}", objection.rule.index, objection.raised, objection.stands);
  for (const auto& ground : objection.ground) out += " (" + said(ground) + ")";
  for (const auto& answer : objection.answers) out += said(answer);
  return out + "]";
}
std::string said(std::span<const Refusal> refusals) {
  std::string out;
  for (const auto& r : refusals) {
    out += fmt::format("{{{}", r.rule.index);
    for (const auto& held : r.held) out += " held " + said(held);
    for (const auto& missing : r.missing) out += " missing " + said(missing.what) + said(missing.because);
    for (const auto& standing : r.standing) out += said(standing);
    out += "}";
  }
  return out;
}

// Everything about one program. Each step is told apart by the first word of what is wrong, so that shrinking stays with one fault.
class Trial {
 public:
  Trial(const oracle::Program& tree, std::uint64_t seed) : tree_(tree), dice_(seed ^ 0x5EEDULL) {}

  bool discarded = false;

  Wrong run() {
    auto result = loaded(tree_);
    if (!result) {
      for (const auto& d : result.error().diagnostics())
        if (d.severity == Severity::error) return fmt::format("load {}: {}", d.code, show(d));
    }
    program_ = &*result;
    for (const auto answers : tree_.questions) readings_.push_back(dice_.below(answers));
    const Oracle plain(tree_, readings_);
    if (plain.outside()) { discarded = true; return std::nullopt; }
    const auto world = World::evaluate(*program_, {}, numbers(readings_));
    if (auto wrong = extents(world, plain, "extent")) return wrong;
    if (auto wrong = completions(plain)) return wrong;
    for (int i = 0; i < 6; ++i) if (auto wrong = explanations(world, plain)) return wrong;
    if (auto wrong = kept(world)) return wrong;
    if (auto wrong = varied(world)) return wrong;
    if (auto wrong = changed()) return wrong;
    return decided(world);
  }

 private:
  Both both() { return {tree_, *program_}; }

  Wrong extents(const World& world, const Oracle& plain, const char* what) {
    for (std::size_t p = 0; p < tree_.predicates.size(); ++p)
      for (const auto mode : modes)
        if (auto wrong = extent(world, plain, static_cast<int>(p), mode)) return fmt::format("{}: {}", what, *wrong);
    return std::nullopt;
  }

  Wrong extent(const World& world, const Oracle& plain, int p, oracle::Mode mode) {
    const auto& relation = world.relation(both().id(p), same(mode));
    auto expected = plain.extent(mode, p);
    std::erase_if(expected, [](const auto& row) { return row.second.none(); });
    for (Row row = 0; row < relation.size(); ++row) {
      const auto tuple = both().tuple(relation.values(row));
      const auto atom = fmt::format("{} ({})", Writer(tree_).ground(p, tuple), name(mode));
      const auto t = ticks_of(relation.when(row));
      if (!t) return atom + " ends at no midnight: " + time::text(relation.when(row));
      if (*t != expected[tuple]) return fmt::format("{} holds at{}, not at{}", atom, shown(*t), shown(expected[tuple]));
      const auto whole = ticks_of(reason::when(world, both().id(p), relation.values(row), same(mode)));
      if (!whole || *whole != plain.when(mode, p, tuple)) return atom + ": `when` differs";
      expected.erase(tuple);
    }
    if (!expected.empty()) return fmt::format("{} ({}) is missing", Writer(tree_).ground(p, expected.begin()->first), name(mode));
    return std::nullopt;
  }

  // Certain holds in every world in which nothing is unknown; possible wherever anything holds.
  Wrong completions(const Oracle& plain) {
    const bool any_open = std::any_of(tree_.predicates.begin(), tree_.predicates.end(), [](const auto& p) { return p.open; });
    for (int i = 0; any_open && i < 3; ++i) {
      const Oracle one(tree_, readings_, {}, choice(plain));
      for (std::size_t n = 0; n < tree_.predicates.size(); ++n) {
        const auto p = static_cast<int>(n);
        for (const auto& [tuple, t] : plain.extent(oracle::Mode::certain, p))
          if ((t & ~one.when(oracle::Mode::certain, p, tuple)).any()) return "sound: certain, but not in every world: " + Writer(tree_).ground(p, tuple);
        for (const auto& [tuple, t] : one.extent(oracle::Mode::certain, p))
          if ((t & ~plain.when(oracle::Mode::possible, p, tuple)).any()) return "sound: not possible, but so in some world: " + Writer(tree_).ground(p, tuple);
      }
    }
    return std::nullopt;
  }

  Choice choice(const Oracle& plain) {
    Choice out;
    for (std::size_t p = 0; p < tree_.predicates.size(); ++p) {
      if (!tree_.predicates[p].open) continue;
      auto& extent = out[static_cast<int>(p)];
      for (int i = 0; i < 8; ++i) {
        const auto a = static_cast<std::size_t>(earliest - 2 + dice_.below(24)), b = static_cast<std::size_t>(earliest - 2 + dice_.below(24));
        auto& t = extent[tuple_for(static_cast<int>(p), plain)];
        for (auto at = std::min(a, b); at <= std::max(a, b); ++at) t.set(at);
        if (dice_.chance(30)) t.set();
      }
    }
    return out;
  }

  // Values for an atom: as likely as not some that the program speaks of.
  Tuple tuple_for(int p, const Oracle& plain) {
    const auto& extent = plain.extent(oracle::Mode::possible, p);
    if (!extent.empty() && dice_.chance(70)) return std::next(extent.begin(), dice_.below(static_cast<int>(extent.size())))->first;
    return Oracle::values(Maker(static_cast<std::uint64_t>(dice_.below(1'000'000))).fact(tree_, p).atom, {});
  }

  Wrong explanations(const World& world, const Oracle& plain) {
    const auto p = dice_.below(static_cast<int>(tree_.predicates.size()));
    const auto tuple = tuple_for(p, plain);
    const auto tick = static_cast<std::size_t>(dice_.chance(90) ? earliest - 3 + dice_.below(30) : dice_.below(ticks));
    const auto id = both().id(p);
    const auto values = both().values(p, tuple);
    const auto atom = fmt::format("{} at tick {}", Writer(tree_).ground(p, tuple), tick);
    const auto the_two = both();
    ProofCheck check(the_two, plain, tick);
    for (const auto mode : modes) {
      const auto proof = why(world, id, values, noon(tick), same(mode));
      if (proof.has_value() != plain.when(mode, p, tuple)[tick]) return fmt::format("why: {} ({}) {} a proof", atom, name(mode), proof ? "has" : "has not");
      if (proof) if (const auto wrong = check.proof(*proof, mode); !wrong.empty()) return fmt::format("why: {} ({}): {}", atom, name(mode), wrong);
    }
    if (auto wrong = unknown(world, plain, p, tuple, tick)) return "unknowns: " + atom + ": " + *wrong;
    if (plain.when(oracle::Mode::certain, p, tuple)[tick]) return std::nullopt;
    const auto refusals = why_not(world, id, {values.begin(), values.end()}, noon(tick));
    if (const auto wrong = check.refusals(refusals, p, tuple); !wrong.empty()) return "why_not: " + atom + ": " + wrong;
    for (const auto& r : refusals)
      if (r.missing.empty() && r.standing.empty()) return fmt::format("why_not: {}: {} lacks nothing", atom, program_->rules[r.rule.index].label);
    return std::nullopt;
  }

  // What is kept of explanations is what would be worked out, at any instant, in the world and in a variation of it.
  Wrong kept(const World& world) {
    Explained explained(world);
    std::vector<int> readings;
    for (const auto answers : tree_.questions) readings.push_back(dice_.below(answers));
    const auto there = world.varied({read(another_fact())}, numbers(readings));
    const auto p = dice_.below(static_cast<int>(tree_.predicates.size()));
    for (int n = 0; n < 8; ++n) {
      const auto& asked = dice_.chance(50) ? world : there;
      const auto at = noon(static_cast<std::size_t>(earliest - 3 + dice_.below(30)));
      const auto goal = another_fact().atom.predicate;
      const auto of = dice_.chance(70) ? p : goal;
      const auto values = both().values(of, Oracle::values(Maker(static_cast<std::uint64_t>(dice_.below(40))).fact(tree_, of).atom, {}));
      std::vector<language::Operand> arguments(values.begin(), values.end());
      for (auto& argument : arguments) if (dice_.chance(30)) argument = language::Any{};
      const auto fresh = said(why_not(asked, both().id(of), arguments, at)), again = said(why_not(asked, both().id(of), arguments, at, &explained));
      if (fresh != again) return fmt::format("kept: worked out\n  {}\nbut at hand\n  {}", fresh, again);
    }
    return std::nullopt;
  }

  // There are unknowns exactly if the atom is neither certain nor impossible; and to settle them, one way or the other, settles the atom. Where
  // a denial is the premise of a rule, settling it may raise a doubt that was idle before, so that it takes some rounds.
  // Without a declared horizon, what is supposed moves it.
  Wrong unknown(const World& world, const Oracle& plain, int p, const Tuple& tuple, std::size_t tick) {
    if (plain.through_time() && !tree_.horizon) return std::nullopt;
    const bool unsure = plain.when(oracle::Mode::possible, p, tuple)[tick] && !plain.when(oracle::Mode::certain, p, tuple)[tick];
    const auto id = both().id(p);
    const auto values = both().values(p, tuple);
    auto list = unknowns(world, id, values, noon(tick));
    if (list.empty() == unsure) return unsure ? "none" : "some, but there is no doubt";
    auto there = world;
    for (int rounds = 0; !list.empty(); ++rounds) {
      if (rounds == 6) return "settled all, again and again, and it is still in doubt";
      std::vector<language::Fact> settled;
      for (const auto& u : list) {
        const auto open = both().predicate(u.predicate);
        if (!tree_.predicates[static_cast<std::size_t>(open)].open) return "one that is not open";
        // A window makes it matter at other times too: it is settled wherever it is in doubt.
        const auto doubtful = reason::when(there, u.predicate, u.values, reason::Mode::possible) - reason::when(there, u.predicate, u.values, reason::Mode::certain);
        if (doubtful.empty()) return "one that is known";
        const auto which = dice_.chance(50) ? open : tree_.predicates[static_cast<std::size_t>(open)].denial;
        auto fact = language::read_fact(Writer(tree_).ground(which, both().tuple(u.values)), *program_);
        if (!fact) return "one that cannot be settled";
        fact->when = doubtful;
        settled.push_back(std::move(*fact));
      }
      there = there.varied(settled, there.readings());
      list = unknowns(there, id, values, noon(tick));
      const auto at = [&](reason::Mode mode) { return reason::when(there, id, values, mode).holds(noon(tick)); };
      if (list.empty() && at(reason::Mode::certain) != at(reason::Mode::possible)) return "settled all, and it is still in doubt";
    }
    return std::nullopt;
  }

  oracle::Fact another_fact() {
    const auto p = dice_.below(static_cast<int>(tree_.predicates.size()));
    return Maker(static_cast<std::uint64_t>(dice_.below(1'000'000))).fact(tree_, p);
  }

  language::Fact read(const oracle::Fact& fact) { return *language::read_fact(Writer(tree_).fact(fact), *program_); }

  Wrong varied(const World& world) {
    std::vector<oracle::Fact> more;
    std::vector<language::Fact> facts;
    for (int n = dice_.below(3); n > 0; --n) {
      more.push_back(another_fact());
      facts.push_back(read(more.back()));
    }
    std::vector<int> readings;
    for (const auto answers : tree_.questions) readings.push_back(dice_.below(answers));
    const Oracle plain(tree_, readings, more);
    if (plain.outside()) return std::nullopt;
    if (auto wrong = extents(world.varied(facts, numbers(readings)), plain, "varied")) return wrong;
    if (auto wrong = extents(world.varied({}, numbers(readings)).varied(facts, numbers(readings)), plain, "varied twice")) return wrong;
    return extents(World::evaluate(*program_, facts, numbers(readings)), plain, "with more facts");
  }

  // Facts come and go, several at once, and it is all undone: each time the world is what it would be from scratch, whether all of it was computed
  // before or only what was asked for, and its variations stay as they were.
  Wrong changed() {
    changes_.clear();
    auto wrong = change_and_undo();
    return wrong ? fmt::format("{}; {}", *wrong, changes_) : wrong;
  }

  Wrong change_and_undo() {
    std::deque<oracle::Program> trees{tree_};
    std::vector<language::Fact> extra;  // they come in tables
    for (int n = dice_.below(4); n > 0; --n) {
      trees.back().facts.push_back(another_fact());
      extra.push_back(read(trees.back().facts.back()));
      changes_ += "\n  in a table " + Writer(tree_).fact(trees.back().facts.back());
    }
    std::deque<Oracle> plain;
    plain.emplace_back(trees.back(), readings_);
    if (plain.back().outside()) return std::nullopt;
    const bool whole = dice_.chance(50);
    const std::string when = whole ? "changed" : "changed on demand";
    auto world = World::evaluate(*program_, {}, numbers(readings_), in_tables(extra));
    if (whole) world.complete();
    std::vector<World::Change> undo;
    for (int n = 1 + dice_.below(3); n > 0; --n) {
      trees.push_back(trees.back());
      const auto change = some_change(trees.back());
      plain.emplace_back(trees.back(), readings_);
      if (plain.back().outside()) {
        plain.pop_back();
        break;
      }
      std::optional<World> aside;
      if (dice_.chance(30)) aside = world.varied({}, numbers(readings_));
      undo.push_back(world.change(change));
      if (auto wrong = agrees(world, plain.back(), whole, when)) return wrong;
      if (aside) if (auto wrong = agrees(*aside, plain[plain.size() - 2], whole, when + ", the variation")) return wrong;
    }
    for (; !undo.empty(); undo.pop_back()) {
      (void)world.change(undo.back());
      plain.pop_back();
      if (auto wrong = agrees(world, plain.back(), whole, when + ", undone")) return wrong;
    }
    return extents(world, plain.front(), (when + ", in the end").c_str());
  }

  Wrong agrees(const World& world, const Oracle& plain, bool whole, const std::string& when) {
    for (int i = 0; i < 2; ++i) if (auto wrong = explanations(world, plain)) return fmt::format("{}, {}", when, *wrong);
    if (whole) return extents(world, plain, when.c_str());
    for (int i = 0; i < 4; ++i) {
      const auto p = dice_.below(static_cast<int>(tree_.predicates.size()));
      const auto mode = modes[static_cast<std::size_t>(dice_.below(2))];
      const auto tuple = tuple_for(p, plain);
      const auto t = ticks_of(reason::when(world, both().id(p), both().values(p, tuple), same(mode)));
      if (!t || *t != plain.when(mode, p, tuple)) return fmt::format("{}: {} ({})", when, Writer(tree_).ground(p, tuple), name(mode));
    }
    return std::nullopt;
  }

  // Takes some facts of the tree and adds others; one to be taken that is not there is passed over.
  World::Change some_change(oracle::Program& tree) {
    World::Change out;
    changes_ += "\n  change";
    for (int n = dice_.below(3); n > 0 && !tree.facts.empty(); --n) {
      const auto at = tree.facts.begin() + dice_.below(static_cast<int>(tree.facts.size()));
      out.taken.push_back(read(*at));
      changes_ += "\n    takes " + Writer(tree_).fact(*at);
      tree.facts.erase(at);
    }
    if (dice_.chance(20)) {
      const auto absent = read(another_fact());
      if (std::none_of(tree.facts.begin(), tree.facts.end(), [&](const oracle::Fact& f) { return equal(read(f), absent); })) out.taken.push_back(absent);
    }
    for (int n = dice_.below(3); n > 0; --n) {
      tree.facts.push_back(another_fact());
      out.added.push_back(read(tree.facts.back()));
      changes_ += "\n    adds " + Writer(tree_).fact(tree.facts.back());
    }
    return out;
  }
  static bool equal(const language::Fact& a, const language::Fact& b) { return a.predicate == b.predicate && a.arguments == b.arguments && a.when == b.when; }

  static std::vector<Table> in_tables(const std::vector<language::Fact>& facts) {
    std::vector<Table> out;
    for (const auto& f : facts) {
      if (out.empty() || out.back().predicate != f.predicate) out.push_back({f.predicate});
      out.back().cells.insert(out.back().cells.end(), f.arguments.begin(), f.arguments.end());
      out.back().when.push_back(f.when.intervals().front());
    }
    return out;
  }

  // The verdict of each tick: what every choice of answers to the open questions agrees on.
  Wrong decided(const World& world) {
    const auto p = dice_.below(static_cast<int>(tree_.predicates.size()));
    Law law{numbers(readings_), {}};
    for (std::uint32_t q = 0; q < tree_.questions.size(); ++q) if (dice_.chance(60)) law.open.push_back({q});
    std::vector<std::vector<int>> combinations{readings_};
    for (const auto q : law.open) {
      std::vector<std::vector<int>> next;
      for (auto readings : combinations)
        for (int a = 0; a < tree_.questions[q.index]; ++a) { readings[q.index] = a; next.push_back(readings); }
      combinations = std::move(next);
    }
    const auto tuple = tuple_for(p, Oracle(tree_, readings_));
    Ticks every_holds = ~Ticks(), none_holds = ~Ticks(), every_unsure = ~Ticks();
    for (const auto& readings : combinations) {
      const Oracle plain(tree_, readings);
      if (plain.outside()) return std::nullopt;
      const auto certain = plain.when(oracle::Mode::certain, p, tuple), possible = plain.when(oracle::Mode::possible, p, tuple);
      every_holds &= certain;
      none_holds &= ~possible;
      every_unsure &= possible & ~certain;
    }
    const auto values = both().values(p, tuple);
    const language::Goal goal{both().id(p), {values.begin(), values.end()}, {}};
    const auto decision = decide(world, law, goal, *time::Interval::between({noon(1).seconds - 43'200}, {noon(ticks - 1).seconds - 43'200}));
    std::size_t at = 1;
    for (const auto& span : decision.spans) {
      for (; at < ticks && span.when.holds(noon(at)); ++at) {
        const auto expected = every_holds[at] ? Verdict::holds : none_holds[at] ? Verdict::does_not_hold : every_unsure[at] ? Verdict::cannot_say : Verdict::contested;
        if (span.verdict != expected) return fmt::format("decide: {} at tick {}: verdict {}, expected {}", Writer(tree_).ground(p, tuple), at, static_cast<int>(span.verdict), static_cast<int>(expected));
      }
      if (span.verdict == Verdict::cannot_say && decision.unknowns.empty()) return "decide: cannot say, and it turns on nothing: " + Writer(tree_).ground(p, tuple);
    }
    if (at != ticks - 1) return "decide: the spans do not cover the stretch";
    return std::nullopt;
  }

  const oracle::Program& tree_;
  Dice dice_;
  language::Program* program_ = nullptr;
  std::vector<int> readings_;
  std::string changes_;  // for the message
};

std::string kind(const Wrong& wrong) { return wrong ? wrong->substr(0, wrong->find(':')) : ""; }

Wrong trial(const oracle::Program& tree, std::uint64_t seed, bool* discarded = nullptr) {
  try {
    Trial one(tree, seed);
    auto wrong = one.run();
    if (discarded) *discarded = one.discarded;
    return wrong;
  } catch (const std::bad_optional_access&) {
    return "oracle: a variable without value";
  }
}

TEST(RandomPrograms, AgreeWithTheOracle) {
  const auto begin = setting("DEDERE_RANDOM_SEED", 1), count = setting("DEDERE_RANDOM_PROGRAMS", usual);
  std::uint64_t discarded = 0;
  for (auto seed = begin; seed < begin + count; ++seed) {
    const auto tree = Maker(seed).program();
    bool out = false;
    const auto wrong = trial(tree, seed, &out);
    discarded += out ? 1U : 0U;
    if (!wrong) continue;
    const auto small = shrunk(tree, [&](const oracle::Program& p) { return kind(trial(p, seed)) == kind(wrong); });
    FAIL() << "seed " << seed << ": " << *wrong << "\nshrunk: " << trial(small, seed).value_or("") << "\n" << Writer(small).all();
  }
  EXPECT_LT(discarded * 5, count + 5) << "too many programs leave the line of time to say much";
}

}  // namespace
}  // namespace dedere::reason
