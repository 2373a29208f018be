// The verifier's plain evaluation against the reasoner, on random programs. DEDERE_RANDOM_PROGRAMS=10000 tries more than usual; DEDERE_RANDOM_SEED=n begins at another seed.
#include <gtest/gtest.h>

#include <cstdlib>

#include "reason/random_program.hpp"
#include "reason/world.hpp"
#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value ? std::strtoull(value, nullptr, 10) : otherwise;
}

When as_when(const time::IntervalSet& set) {
  When out;
  for (const auto& i : set.intervals()) out.push_back({i.from().is_finite() ? i.from().seconds : early, i.to().is_finite() ? i.to().seconds : late});
  return out;
}

std::string shown(const When& when) {
  std::string out;
  for (const auto& s : when) out += " [" + (s.from == early ? std::string() : std::to_string(s.from / a_day)) + ", " + (s.to == late ? std::string() : std::to_string(s.to / a_day)) + ")";
  return out;
}

class Pair {
 public:
  explicit Pair(std::uint64_t seed) : seed_(seed) {}

  std::string differ() {
    const auto tree = reason::oracle::Maker(seed_).program();
    const auto text = reason::oracle::Writer(tree).all();
    language::Sources sources;
    std::vector<Diagnostic> faults;
    sources.add({"random.law", text}, faults);
    auto program = language::load(std::move(sources), {}, faults);
    if (!program) return "it does not load";
    Law law;
    law.read("random.law", text);
    law.link();
    Readings readings;
    reason::Readings numbers;
    for (const auto& q : program->questions) {
      numbers.push_back(static_cast<std::uint32_t>((seed_ >> numbers.size()) % q.answers.size()));
      readings[q.name] = q.answers[numbers.back()].name;
    }
    World ours(law, law.facts);
    ours.take(readings);
    const auto theirs = reason::World::evaluate(*program, {}, numbers);
    for (std::uint32_t p = 0; p < program->predicates.size(); ++p)
      for (const auto mode : {&Truth::certain, &Truth::possible})
        if (auto wrong = differ(*program, theirs, {p}, ours, mode); !wrong.empty()) return wrong + "\n" + text;
    return "";
  }

 private:
  std::string differ(const language::Program& program, const reason::World& theirs, language::PredicateId p, World& ours, When Truth::*mode) {
    const auto& relation = theirs.relation(p, mode == &Truth::certain ? reason::Mode::certain : reason::Mode::possible);
    const auto& name = program[p].name;
    std::map<Tuple, When> expected, found;
    for (reason::Row row = 0; row < relation.size(); ++row) {
      Tuple tuple;
      for (const auto v : relation.values(row)) tuple.push_back(program.values.written(v));
      if (const auto when = as_when(relation.when(row)); !when.empty()) expected[tuple] = when;
    }
    for (const auto& [tuple, truth] : ours.rows(name))
      if (!(truth.*mode).empty()) found[tuple] = truth.*mode;
    if (expected == found) return "";
    std::string out = name + (mode == &Truth::certain ? " (certain)" : " (possible)");
    for (const auto* rows : {&expected, &found}) {
      out += rows == &expected ? "\nthe reasoner:" : "\nthe verifier:";
      for (const auto& [tuple, when] : *rows) {
        out += "\n  ";
        for (const auto& v : tuple) out += v + " ";
        out += shown(when);
      }
    }
    return out;
  }

  std::uint64_t seed_;
};

TEST(Agreement, OnRandomPrograms) {
  const auto first = setting("DEDERE_RANDOM_SEED", 1);
  for (auto seed = first; seed < first + setting("DEDERE_RANDOM_PROGRAMS", 300); ++seed)
    ASSERT_EQ(Pair(seed).differ(), "") << "seed " << seed;
}

}  // namespace
}  // namespace dedere::verify
