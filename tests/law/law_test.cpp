// The law and the record as a whole: no gap and no overlap, no name in a rule, the visits that were looked at by hand, and how many verdicts there are.
//
//     DEDERE_PERSONS=all law_test --gtest_filter='EveryVerdict.*'     counts and times every verdict there is; otherwise some persons and questions only
//     DEDERE_SWAPS=10000 law_test --gtest_filter='Swap.*'
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include "cli/load.hpp"
#include "record/program_facts.hpp"

namespace dedere::cli {
namespace {

using language::Any;
using language::Fact;
using language::Goal;
using language::Program;
using language::Value;
using reason::Mode;
using reason::World;
using time::Date;
using time::Instant;
using time::Interval;
using time::IntervalSet;

struct TheHouse {
  House house;               // where it lies: the world points into it
  std::optional<Known> known_now;
  std::vector<Fact> facts;   // of the law files and of the record

  static TheHouse& get() {
    static const auto all = [] {
      Options options;
      options.law = {std::string(DEDERE_ROOT) + "/law"};
      options.record = {std::string(DEDERE_ROOT) + "/record"};
      auto loaded = load(options);
      if (!loaded) throw std::runtime_error(show(loaded.error().diagnostics().front()));
      auto out = std::make_unique<TheHouse>(std::move(*loaded));
      auto now = known(out->house, options, std::nullopt);
      if (!now) throw std::runtime_error(show(now.error().diagnostics().front()));
      out->known_now.emplace(std::move(*now));
      out->facts = *record::program_facts(out->known_now->record_facts, out->house.program);
      out->facts.insert(out->facts.end(), out->house.program.facts.begin(), out->house.program.facts.end());
      return out;
    }();
    return *all;
  }

  [[nodiscard]] Known& now() { return *known_now; }
  [[nodiscard]] Program& program() { return house.program; }
  [[nodiscard]] language::PredicateId predicate(const char* name) { return *program().find_predicate(name); }
  // The values of the first argument of a predicate that has one argument of this kind.
  [[nodiscard]] std::vector<Value> all(const char* name, std::size_t column = 0) {
    std::set<Value> found;
    const auto& rows = now().world.relation(predicate(name), Mode::certain);
    for (reason::Row row = 0; row < rows.size(); ++row)
      if (!rows.when(row).empty()) found.insert(rows.values(row)[column]);
    return {found.begin(), found.end()};
  }
};

const Interval years = *Interval::between(Instant::start_of(Date::of(1998, 7, 17)), Instant::start_of(Date::of(2031, 1, 1)));

std::size_t from_environment(const char* name, std::size_t otherwise) {
  const auto* given = std::getenv(name);
  return given && *given ? std::stoul(given) : otherwise;
}

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Everybody is everywhere: what the duty would be.
std::vector<Fact> everywhere(TheHouse& house, const std::set<Value>& persons) {
  std::vector<Fact> out;
  for (const auto person : persons)
    for (const auto state : house.all("is_state")) out.push_back({house.predicate("present"), {person, state}, IntervalSet(years), {language::Origin::Kind::supposed, 0}});
  return out;
}

// When each state is bound to arrest each person under each warrant, in one world.
using Duties = std::map<std::vector<Value>, IntervalSet>;
Duties duties(const World& world, language::PredicateId must_arrest, Mode mode) {
  Duties out;
  const auto& rows = world.relation(must_arrest, mode);
  for (reason::Row row = 0; row < rows.size(); ++row) {
    const auto values = rows.values(row);
    out[{values.begin(), values.end()}] |= rows.when(row);
  }
  return out;
}

TEST(EveryVerdict, IsOneOfFourOnEachDay) {
  auto& house = TheHouse::get();
  const auto must_arrest = house.predicate("must_arrest");
  const auto everybody = house.all("warrant_for", 1);
  std::mt19937 random(1);
  std::set<Value> persons(everybody.begin(), everybody.end());
  const auto* given = std::getenv("DEDERE_PERSONS");
  const bool everything = given && std::string(given) == "all";
  if (!everything)
    while (persons.size() > 5) persons.erase(std::next(persons.begin(), static_cast<std::ptrdiff_t>(random() % persons.size())));
  const auto before = seconds();
  const auto world = house.now().world.varied(everywhere(house, persons), house.now().law.readings);
  auto law = house.now().law;
  if (!everything) {  // three open questions, the others as given
    std::ranges::shuffle(law.open, random);
    law.open.resize(std::min<std::size_t>(law.open.size(), 3));
  }
  const auto worlds = reason::under_every_answer(world, law, must_arrest);
  ASSERT_FALSE(worlds.empty()) << "too many open questions: nothing is tried";
  std::vector<Duties> certain, possible;
  for (const auto& w : worlds) {
    certain.push_back(duties(w, must_arrest, Mode::certain));
    possible.push_back(duties(w, must_arrest, Mode::possible));
  }
  std::size_t verdicts = 0, changes = 0;
  const auto look = [](const Duties& in, const std::vector<Value>& key) { const auto found = in.find(key); return found == in.end() ? IntervalSet() : found->second; };
  for (const auto state : house.all("is_state")) {
    const auto& of = house.now().world.relation(house.predicate("warrant_for"), Mode::certain);
    for (reason::Row row = 0; row < of.size(); ++row) {
      if (!persons.contains(of.values(row)[1])) continue;
      const std::vector<Value> key{state, of.values(row)[1], of.values(row)[0]};
      IntervalSet holds(years), not_holds(years), unknown(years);
      for (std::size_t i = 0; i < worlds.size(); ++i) {
        const auto is = look(certain[i], key) & IntervalSet(years), may = look(possible[i], key) & IntervalSet(years);
        ASSERT_TRUE((is - may).empty()) << "certain and not possible";
        holds &= is;
        not_holds &= IntervalSet(years) - may;
        unknown &= may - is;
      }
      const auto contested = IntervalSet(years) - holds - not_holds - unknown;
      // Sampled days: exactly one of the four.
      for (int i = 0; i < 4; ++i) {
        const auto day = Instant::start_of(Date::of(1998, 7, 17) + time::days{static_cast<int>(random() % 11'800)});
        ASSERT_EQ(holds.holds(day) + not_holds.holds(day) + unknown.holds(day) + contested.holds(day), 1)
            << house.program().written(must_arrest, key) << " on " << day.day().iso();
      }
      ++verdicts;
      changes += holds.intervals().size() + not_holds.intervals().size() + unknown.intervals().size() + contested.intervals().size();
    }
  }
  fmt::print("{} pairs of state and warrant, {} stretches of one verdict from 1998 to 2030, under {} readings: {:.2f} s of processor time\n", verdicts, changes, worlds.size(),
             seconds() - before);
  EXPECT_GT(verdicts, 900U);
}

TEST(Coverage, EveryStateHasOneStatusEachDay) {
  auto& house = TheHouse::get();
  std::map<Value, IntervalSet> covered;
  const auto& rows = house.now().world.relation(house.predicate("status"), Mode::certain);
  for (reason::Row row = 0; row < rows.size(); ++row) {
    auto& there = covered[rows.values(row)[0]];
    const auto when = IntervalSet(rows.when(row)) & IntervalSet(years);
    EXPECT_TRUE((there & when).empty()) << house.program().written(house.predicate("status"), {rows.values(row).begin(), rows.values(row).end()});
    there |= when;
  }
  for (const auto state : house.all("is_state")) EXPECT_EQ(covered[state], IntervalSet(years)) << house.program().values.id(state);
}

// The law works out from the day of deposit when a state is bound, and from the notices when it no longer is; the depositary states both days. To the day
// on which a notice may take effect that the depositary has not circulated yet.
TEST(Parties, AreAsManyAsTheDepositaryCountsOnEveryDay) {
  auto& house = TheHouse::get();
  const auto& view = house.now().view;
  std::map<std::string_view, IntervalSet> stated;
  const auto from_day = [](Date day) { return IntervalSet(Interval::spanning(Instant::start_of(day), Instant::last())); };
  for (const auto row : view.rows("parties"))
    if (const auto in_force = row.date("in_force")) stated[row.cell("state")] |= from_day(*in_force);
  auto end = Date::of(2031, 1, 1);
  for (const auto notice : view.rows("withdrawals")) {
    const auto effective = notice.date("effective"), given = notice.date("day");
    if (notice.cell("act") != "notice") continue;
    if (!effective) { end = std::min(end, notice.edtf("day")->first.plus_years(1)); continue; }
    const auto took_back = [&](record::Row row) { return row.cell("act") == "revocation" && row.cell("state") == notice.cell("state") && given <= row.date("day") && row.date("day") < effective; };
    if (std::ranges::none_of(view.rows("withdrawals"), took_back)) stated[notice.cell("state")] = stated[notice.cell("state")] - from_day(*effective);
  }
  std::vector<IntervalSet> ours;
  const auto& rows = house.now().world.relation(house.predicate("party_of_record"), Mode::certain);
  for (reason::Row row = 0; row < rows.size(); ++row) ours.emplace_back(rows.when(row));
  std::size_t days = 0, most = 0;
  for (auto day = Date::of(1998, 7, 17); day < end; day = day + time::days{1}, ++days) {
    const auto begins = Instant::start_of(day);
    const auto held = static_cast<std::size_t>(std::ranges::count_if(ours, [&](const auto& when) { return when.holds(begins); }));
    const auto counted = static_cast<std::size_t>(std::ranges::count_if(stated, [&](const auto& one) { return one.second.holds(begins); }));
    ASSERT_EQ(held, counted) << day.iso();
    most = std::max(most, counted);
  }
  fmt::print("{} days, at most {} parties\n", days, most);
  EXPECT_GT(most, 120U);
}

// To exchange two persons or two states, with all that the record says of each, exchanges their verdicts and changes no other: no rule knows a name.
TEST(Swap, ExchangesVerdictsAndChangesNone) {
  auto& house = TheHouse::get();
  auto& program = house.program();
  const auto persons = house.all("warrant_for", 1), states = house.all("is_state");
  const auto must_arrest = house.predicate("must_arrest"), present = house.predicate("present");
  const auto own = std::exchange(program.facts, {});  // given with the others below
  const auto swaps = from_environment("DEDERE_SWAPS", 40);
  const auto seed = from_environment("DEDERE_SEED", 1);
  std::mt19937_64 random(seed);
  const auto any = [&](const std::vector<Value>& of) { return of[random() % of.size()]; };
  const auto verdict = [&](const World& world, Value state, Value person, Mode mode) {
    const auto there = world.varied({{present, {person, state}, IntervalSet(years), {language::Origin::Kind::supposed, 0}}}, world.readings());
    return reason::when_goal(there, Goal{must_arrest, {state, person, Any{}}, {}}, mode);
  };
  std::size_t told = 0;
  for (std::size_t i = 0; i < swaps && !HasFailure(); ++i) {
    auto readings = house.now().law.readings;
    for (const auto q : house.now().law.open) readings[q.index] = static_cast<std::uint32_t>(random() % program[q].answers.size());
    const auto p = any(persons), q = any(persons), s = any(states), t = any(states);
    const auto other = [&](Value v) { return v == p ? q : v == q ? p : v == s ? t : v == t ? s : v; };
    auto exchanged = house.facts;
    for (auto& fact : exchanged)
      for (auto& value : fact.arguments) value = other(value);
    const auto before = World::evaluate(program, house.facts, readings), after = World::evaluate(program, std::move(exchanged), readings);
    for (const auto state : {s, t, any(states)})
      for (const auto person : {p, q})
        for (const auto mode : {Mode::certain, Mode::possible}) {
          const auto was = verdict(before, state, person, mode);
          told += !was.empty();
          EXPECT_EQ(was, verdict(after, other(state), other(person), mode))
              << "seed " << seed << ", exchange " << i << ": " << program.values.id(p) << " and " << program.values.id(q) << ", " << program.values.id(s) << " and " << program.values.id(t);
        }
  }
  program.facts = own;
  EXPECT_GT(told, 0U);
  fmt::print("{} exchanges, seed {}\n", swaps, seed);
}

// Journeys whose answer was worked out by hand, before there was a program: bound or not. Where we say something else, the table says what and why.
TEST(Visits, AgreeWithTheTable) {
  auto& house = TheHouse::get();
  std::ifstream file(std::string(DEDERE_ROOT) + "/tests/law/visits.csv");
  std::string line;
  std::getline(file, line);
  std::size_t rows = 0, agree = 0;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string person, state, from, to, bound, ours, why;
    for (auto* cell : {&person, &state, &from, &to, &bound, &ours}) std::getline(cells, *cell, ',');
    std::getline(cells, why);
    auto goal = language::read_goal(fmt::format("must_arrest({}, {}, _)", state, person), house.program());
    auto presence = language::read_fact(fmt::format("present({}, {}) from {} to {}", person, state, from, to), house.program());
    ASSERT_TRUE(goal && presence) << line;
    const auto world = house.now().world.varied({*presence}, house.now().law.readings);
    std::string verdict;
    for (const auto& interval : presence->when.intervals())
      for (const auto& span : reason::decide(world, house.now().law, *goal, interval).spans) {
        const char* words[] = {"yes", "no", "contested", "cannot_say"};
        const std::string one = words[static_cast<int>(span.verdict)];
        if (verdict != "yes") verdict = one;   // bound on any day
      }
    ++rows;
    agree += verdict == bound;
    EXPECT_EQ(verdict, ours.empty() ? bound : ours) << line;
    EXPECT_EQ(ours.empty(), why.empty()) << line;
    if (verdict != bound) fmt::print("{} in {}, {}: the table has {}, we have {}: {}\n", person, state, from, bound, verdict, why);
  }
  fmt::print("{} of {} visits agree with the table\n", agree, rows);
  EXPECT_GT(rows, 70U);
}

}  // namespace
}  // namespace dedere::cli
