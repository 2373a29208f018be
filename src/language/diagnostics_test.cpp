// What each diagnostic of the language looks like, in full: the table is the manual. Each code of L001 to L032 has a row or a test of its own.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "language/idle.hpp"
#include "language/program.hpp"

namespace dedere::language {
namespace {

struct Loaded {
  std::optional<Program> program;
  std::vector<Diagnostic> said;
};

Loaded loaded(const std::string& name, const std::string& text) {
  Sources sources;
  Loaded out;
  sources.add({name, text}, out.said);
  if (!out.said.empty()) return out;
  auto result = load(std::move(sources), {}, out.said);
  if (result) out.program = std::move(*result);
  else out.said = result.error().diagnostics();
  return out;
}

std::string shown(const std::vector<Diagnostic>& said) {
  std::string all;
  for (const auto& d : said) all += show(d);
  return all;
}

const std::string preamble = R"(type State. type Person.
predicate party(state: State) "{state} is a party".
predicate present(person: Person, state: State) "{person} is in {state}".
predicate joined(state: State, day: Date) "{state} joined on {day}".
predicate bound(state: State, person: Person) "{state} is bound as to {person}".
open predicate asked(state: State) "{state} was asked".
question rank "Does rank matter?" answer no "it does not" answer yes "it does".
entity aa: State "Aland". entity pat: Person "Pat".
)";

struct Row { const char *shows, *law, *said; };

class Diagnostics : public ::testing::TestWithParam<Row> {};

// The lines of the preamble are not counted: the law begins at line 9.
const Row rows[] = {
    {"L003, a text that is not closed", R"(entity bb: State "Bland.)", R"(error[L003]: a text that is not closed
 --> x.law:9:18
9 | entity bb: State "Bland.
  |                  ^
  = help: end it with `"`
error[L007]: expected `.`, found the end of the block
  --> x.law:10:1
   = help: end each statement with a full stop
)"},
    {"L003, a label that is not closed", "[Art. 1 party(aa) if party(aa).", R"(error[L003]: a label that is not closed
 --> x.law:9:1
9 | [Art. 1 party(aa) if party(aa).
  | ^
  = help: end it with `]`
)"},
    {"L004, no such day", "party(aa) from 2023-02-29.", R"(error[L004]: `2023-02-29` is not a day
 --> x.law:9:16
9 | party(aa) from 2023-02-29.
  |                ^^^^^^^^^^
  = help: write a day that exists as YYYY-MM-DD
)"},
    {"L005, a number that is too long", "[A] party(S) if party(S), 1 < 1234567890123456789.", R"(error[L005]: a number with over 18 digits
 --> x.law:9:31
9 | [A] party(S) if party(S), 1 < 1234567890123456789.
  |                               ^^^^^^^^^^^^^^^^^^^
  = help: write a smaller number
)"},
    {"L006, a character without meaning, and columns in code points", "entity cc: State \"Brücke\". % é\nentity dd: State \"Ä\" ∧ .", R"(error[L006]: `∧` has no meaning here
  --> x.law:10:22
10 | entity dd: State "Ä" ∧ .
   |                      ^
   = help: put text in quotes; comments begin with `%`
)"},
    {"L007, an unfinished statement, and the next one is read", "party(aa) form 2020-01-01.\nparti(aa).", R"(error[L007]: expected `.`, found `form`
 --> x.law:9:11
9 | party(aa) form 2020-01-01.
  |           ^^^^
  = help: end each statement with a full stop
error[L010]: unknown predicate `parti`
  --> x.law:10:1
10 | parti(aa).
   | ^^^^^
   = help: did you mean `party`?
)"},
    {"L010, nothing like it", "friend(aa).", R"(error[L010]: unknown predicate `friend`
 --> x.law:9:1
9 | friend(aa).
  | ^^^^^^
  = help: declare it, or check the spelling
)"},
    {"L011, an argument too many", "party(aa, pat).", R"(error[L011]: `party` has 1 argument, here 2
 --> x.law:9:1
9 | party(aa, pat).
  | ^^^^^^^^^^^^^^
  = help: it is declared as `party(state: State)`
)"},
    {"L012, a number for a state", "party(7).", R"(error[L012]: a Number stands where a State belongs
 --> x.law:9:7
9 | party(7).
  |       ^
  = help: check the order of the arguments
)"},
    {"L012, one variable of two types", "[A] party(S) if present(S, S).", R"(error[L012]: `S` is a Person here and a State elsewhere in this rule
 --> x.law:9:25
9 | [A] party(S) if present(S, S).
  |                         ^
  = help: use another variable
)"},
    {"L013, an entity with a slip", "entity blandia: State. party(blanida).", R"(error[L013]: unknown State `blanida`
 --> x.law:9:30
9 | entity blandia: State. party(blanida).
  |                              ^^^^^^^
  = help: did you mean `blandia`?
)"},
    {"L014, a head without value", "[A] bound(S, P) if party(S).", R"(error[L014]: `P` in the head has no value
 --> x.law:9:14
9 | [A] bound(S, P) if party(S).
  |              ^ no premise gives `P` a value
  = help: add a premise that binds it
)"},
    {"L015, a variable of a negation", "[A] party(S) if party(S), not present(P, S).", R"(error[L015]: `P` has no value in this negation
 --> x.law:9:27
9 | [A] party(S) if party(S), not present(P, S).
  |                           ^^^^^^^^^^^^^^^^^
  = help: add a premise that binds it, such as an ordinary atom that is not negated
)"},
    {"L015, `_` in an open predicate", "[A] party(S) if party(S), not asked(_).", R"(error[L015]: `_` in an open predicate
 --> x.law:9:27
9 | [A] party(S) if party(S), not asked(_).
  |                           ^^^^^^^^^^^^
  = help: name the value with a variable that another premise binds
)"},
    {"L015, in an exception, what its rule has only counted", "[A] party(S) if party(S), N = count T: party(T), N > 1.\n[B] except to [A] if not party(T).", R"(error[L015]: `T` has no value in this negation
  --> x.law:10:22
10 | [B] except to [A] if not party(T).
   |                      ^^^^^^^^^^^^
   = help: add a premise that binds it, such as an ordinary atom that is not negated
)"},
    {"L016, a question and an answer", "[A] party(S) if party(S), reading(rang, no).\n[B] party(S) if party(S), reading(rank, on).", R"(error[L016]: unknown question `rang`
 --> x.law:9:35
9 | [A] party(S) if party(S), reading(rang, no).
  |                                   ^^^^
  = help: did you mean `rank`?
error[L016]: unknown answer `on`
  --> x.law:10:41
10 | [B] party(S) if party(S), reading(rank, on).
   |                                         ^^
   = help: declare it, or check the spelling
)"},
    {"L017, a label twice", "[A] party(S) if party(S).\n[A] party(S) if party(S).", R"(error[L017]: label `A` is used twice
  --> x.law:10:1
10 | [A] party(S) if party(S).
   | ^^^
   = help: add a word after `;`, such as `[LABEL; later parties]`
)"},
    {"L018, an exception to nothing", "[Art. 1] party(S) if party(S).\n[B] except to [Art. 2] if party(S).", R"(error[L018]: unknown label `Art. 2`
  --> x.law:10:15
10 | [B] except to [Art. 2] if party(S).
   |               ^^^^^^^^
   = help: did you mean `Art. 1`?
)"},
    {"L019, the circle hop by hop", "[A] party(S) if joined(S, _), not bound(S, _).\n[B] bound(S, P) if present(P, S), asked(S).\n[C] asked(S) if party(S).", R"(error[L019]: `party` depends on its own absence
 --> x.law:9:31
9 | [A] party(S) if joined(S, _), not bound(S, _).
  |                               ^^^^^^^^^^^^^^^ `bound` must be complete before `party`
  = note: `bound` depends on `asked` at x.law:10:35
  = note: `asked` depends on `party` at x.law:11:17
  = help: break the circle: negation, exceptions, aggregates, `begins` and `ends` need what they look at to be complete first
)"},
    {"L020, declared twice", "type State.\nentity aa: State.\npredicate party(state: State) \"{state}\".", R"(error[L020]: type `State` is declared twice
 --> x.law:9:6
9 | type State.
  |      ^^^^^
  = help: remove one
error[L020]: `aa` is declared twice
  --> x.law:10:8
10 | entity aa: State.
   |        ^^
   = help: remove one, or choose another name
error[L020]: predicate `party` is declared twice
  --> x.law:11:11
11 | predicate party(state: State) "{state}".
   |           ^^^^^
   = help: remove one, or choose another name
)"},
    {"L021, an unknown type", "entity bb: Stat.", R"(error[L021]: unknown type `Stat`
 --> x.law:9:12
9 | entity bb: Stat.
  |            ^^^^
  = help: did you mean `State`?
)"},
    {"L022, a sentence with a slip", "predicate left(state: State) \"{sate} left\".", R"(error[L022]: `{sate}` in the sentence names no argument
 --> x.law:9:1
9 | predicate left(state: State) "{sate} left".
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: did you mean `{state}`?
)"},
    {"L023, denied but not open", "denied party(aa).", R"(error[L023]: `party` is not an open predicate
 --> x.law:9:8
9 | denied party(aa).
  |        ^^^^^
  = help: only what is declared `open predicate` can be denied; otherwise leave the fact out, or write `not`
)"},
    {"L024, an end before the beginning", "party(aa) from 2020-03-01 to 2020-02-01.", R"(error[L024]: the period ends before it begins
 --> x.law:9:30
9 | party(aa) from 2020-03-01 to 2020-02-01.
  |                              ^^^^^^^^^^
  = help: check the two days
)"},
    {"L025, exceptions in a circle", "[A] except to [B] if party(aa).\n[B] except to [A] if party(aa).", R"(error[L025]: `A` is, in the end, an exception to itself
 --> x.law:9:15
9 | [A] except to [B] if party(aa).
  |               ^^^
  = help: let the last layer except to a rule
error[L025]: `B` is, in the end, an exception to itself
  --> x.law:10:15
10 | [B] except to [A] if party(aa).
   |               ^^^
   = help: let the last layer except to a rule
)"},
    {"L026, a fact with a variable, a conclusion with `_`", "party(S).\n[A] party(_) if party(_).", R"(error[L026]: `_` in a conclusion
  --> x.law:10:5
10 | [A] party(_) if party(_).
   |     ^^^^^^^^
   = help: name the value with a variable that the body binds
error[L026]: `S` in a fact
 --> x.law:9:7
9 | party(S).
  |       ^
  = help: a fact has values only; entities begin with a small letter
)"},
    {"L027, the beginning of what may be unknown", "[A] joined(S, D) if party(S), asked(_) begins on D.", R"(error[L027]: `begins` over `asked`, which may be unknown
 --> x.law:9:31
9 | [A] joined(S, D) if party(S), asked(_) begins on D.
  |                               ^^^^^^^^^^^^^^^^^^^^
  = help: use it over something that does not depend on an open predicate
)"},
    {"L028, a day and a number", "[A] party(S) if joined(S, D), D < 7.", R"(error[L028]: a Date is compared with a Number
 --> x.law:9:31
9 | [A] party(S) if joined(S, D), D < 7.
  |                               ^^^^^
  = help: compare values of one type
)"},
    {"L029, a day out of a day, under another name", "[A] joined(S, D) if joined(S, E), F = E, D = F + 1 day.", R"(error[L029]: a recursive rule computes a value from its own conclusions
 --> x.law:9:42
9 | [A] joined(S, D) if joined(S, E), F = E, D = F + 1 day.
  |                                          ^^^^^^^^^^^^^
  = help: it could go on for ever: compute the value in a rule that is not recursive
)"},
    {"L030, a warning", "[A] party(S) if joined(S, Day).", R"(warning[L030]: `Day` stands only once
 --> x.law:9:27
9 | [A] party(S) if joined(S, Day).
  |                           ^^^
  = help: write `_` if any value will do; otherwise check the spelling
)"},
    {"L007, what a window is made of", R"([A] party(S) if party(S) in the last 7 days.
[B] party(S) if party(S) in the past 7 moons.
[C] party(S) if party(S) in the past -7 days.
[D] party(S) if party(S) 7 days.
[E] party(S) if joined(S, D), on D + 7 hours.
[F] party(S) if party(S), not party(S) begins on D.
[G] party(S) if without party(S) in the past 7 days.
[H] party(S) if party(S), N = count P: present(P, S) since party(S), N > 1.)", R"(error[L007]: expected `past` or `next`, found `last`
 --> x.law:9:33
9 | [A] party(S) if party(S) in the last 7 days.
  |                                 ^^^^
  = help: write `in the past 7 days` or `in the next 7 days`
error[L007]: expected a unit, found `moons`
  --> x.law:10:40
10 | [B] party(S) if party(S) in the past 7 moons.
   |                                        ^^^^^
   = help: write `seconds`, `minutes`, `hours`, `days`, `weeks`, `months` or `years`
error[L007]: expected a length, found `-`
  --> x.law:11:38
11 | [C] party(S) if party(S) in the past -7 days.
   |                                      ^
   = help: write it as `7 days`; `past` looks back and `next` ahead
error[L007]: expected `ago`, found `.`
  --> x.law:12:32
12 | [D] party(S) if party(S) 7 days.
   |                                ^
   = help: write `p(X) 7 days ago`, or `p(X) in the past 7 days`
error[L007]: expected a unit of whole days, found `hours`
  --> x.law:13:40
13 | [E] party(S) if joined(S, D), on D + 7 hours.
   |                                        ^^^^^
   = help: write `days`, `weeks`, `months` or `years`
error[L007]: expected `,` or `.`, found `begins`
  --> x.law:14:40
14 | [F] party(S) if party(S), not party(S) begins on D.
   |                                        ^^^^^^
   = help: let a rule of its own conclude what begins, and write `not` before that
error[L007]: expected `since` or `until`, found `.`
  --> x.law:15:52
15 | [G] party(S) if without party(S) in the past 7 days.
   |                                                    ^
   = help: write `without p(X) since q(X)`; where there is no other atom, write `not`
error[L007]: expected `,` or `.`, found `since`
  --> x.law:16:54
16 | [H] party(S) if party(S), N = count P: present(P, S) since party(S), N > 1.
   |                                                      ^^^^^
   = help: let a rule of its own conclude what holds since or until something, and count that
)"},
    {"L015, what windows and aggregates test", R"([A] party(S) if party(S), not present(P, S) in the past 7 days.
[B] party(S) if without present(P, S) since party(S).
[C] party(S) if asked(S) in the past 7 days.
[D] party(S) if present(P, S) since asked(_).
[E] party(S) if party(S), N = count P, P: present(P, S), N > 1.)", R"(error[L015]: `P` has no value in this negation
 --> x.law:9:27
9 | [A] party(S) if party(S), not present(P, S) in the past 7 days.
  |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: add a premise that binds it, such as an ordinary atom that is not negated
error[L015]: `P` has no value in this `without`
  --> x.law:10:17
10 | [B] party(S) if without present(P, S) since party(S).
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: add a premise that binds it, such as an ordinary atom that is not negated
error[L015]: `S` has no value in this open predicate, which is not known to be complete
  --> x.law:11:17
11 | [C] party(S) if asked(S) in the past 7 days.
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: add a premise that binds it, such as an ordinary atom that is not negated
error[L015]: `_` in an open predicate
  --> x.law:12:17
12 | [D] party(S) if present(P, S) since asked(_).
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: name the value with a variable that another premise binds
error[L015]: `P` is counted twice
  --> x.law:13:40
13 | [E] party(S) if party(S), N = count P, P: present(P, S), N > 1.
   |                                        ^
   = help: name it once
)"},
    {"L027, a greatest of what may be unknown", R"(predicate late(state: State, day: Date) "{state} {day}".
[A] late(S, D) if joined(S, D), asked(S).
[B] bound(S, P) if present(P, S), D = max E: late(S, E), after D, late(S, _) ends on D.)", R"(error[L027]: `max` over `late`, which may be unknown
  --> x.law:11:35
11 | [B] bound(S, P) if present(P, S), D = max E: late(S, E), after D, late(S, _) ends on D.
   |                                   ^^^^^^^^^^^^^^^^^^^^^
   = help: use it over something that does not depend on an open predicate
error[L027]: `ends` over `late`, which may be unknown
  --> x.law:11:67
11 | [B] bound(S, P) if present(P, S), D = max E: late(S, E), after D, late(S, _) ends on D.
   |                                                                   ^^^^^^^^^^^^^^^^^^^^
   = help: use it over something that does not depend on an open predicate
)"},
    {"L028, what has no sum and no least", "[A] party(S) if party(S), N = sum D: joined(S, D), N > 1.\n[B] party(S) if party(S), M = min P: present(P, S), party(M).", R"(error[L028]: `D` is a Date
 --> x.law:9:35
9 | [A] party(S) if party(S), N = sum D: joined(S, D), N > 1.
  |                                   ^
  = help: only numbers have a sum
error[L028]: `P` is a Person
  --> x.law:10:35
10 | [B] party(S) if party(S), M = min P: present(P, S), party(M).
   |                                   ^
   = help: only numbers and days have a least and a greatest
)"},
    {"L032, nobody knows how many", "[A] party(S) if party(S), N = count T: asked(T), N > 2.", R"(error[L032]: `asked` is counted, but it is open
 --> x.law:9:27
9 | [A] party(S) if party(S), N = count T: asked(T), N > 2.
  |                           ^^^^^^^^^^^^^^^^^^^^^
  = help: count an ordinary predicate: nobody knows for how many values an open one holds
)"},
    {"L033, windows that are none", R"([A] party(S) if party(S) in the past 7 days to 2 days.
[B] party(S) if party(S) in the past 30 days to 1 month.
[C] party(S) if party(S) in the next 10001 years.
[D] party(S) if party(S) in the past 28 days to 1 month, party(S) in the past 31 days to 2 months, party(S) 999999999999999999 seconds ago.)", R"(error[L033]: 7 days may be longer than 2 days
 --> x.law:9:26
9 | [A] party(S) if party(S) in the past 7 days to 2 days.
  |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: write the nearer end of the window first, such as `2 days to 7 days`
error[L033]: 30 days may be longer than 1 month
  --> x.law:10:26
10 | [B] party(S) if party(S) in the past 30 days to 1 month.
   |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: write the nearer end of the window first, such as `2 days to 7 days`
error[L033]: 10001 years are longer than the calendar
  --> x.law:11:26
11 | [C] party(S) if party(S) in the next 10001 years.
   |                          ^^^^^^^^^^^^^^^^^^^^^^^
   = help: write at most 10000 years
error[L033]: 999999999999999999 seconds are longer than the calendar
  --> x.law:12:109
12 | [D] party(S) if party(S) in the past 28 days to 1 month, party(S) in the past 31 days to 2 months, party(S) 999999999999999999 seconds ago.
   |                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: write at most 316224000000 seconds
)"},
    {"L010, L012, L020, L024, what is declared for a run", R"(input parti. output party, party.
horizon from 2024-01-02 to 2024-01-01.
horizon from 0 to pat.
horizon from 0 to 100.
horizon from 0 to 100.)", R"(error[L010]: unknown predicate `parti`
 --> x.law:9:7
9 | input parti. output party, party.
  |       ^^^^^
  = help: did you mean `party`?
error[L020]: `party` is declared twice
 --> x.law:9:28
9 | input parti. output party, party.
  |                            ^^^^^
  = help: remove one
error[L024]: the horizon ends before it begins
  --> x.law:10:28
10 | horizon from 2024-01-02 to 2024-01-01.
   |                            ^^^^^^^^^^
   = help: check the two ends
error[L012]: `pat` is no end of a horizon
  --> x.law:11:19
11 | horizon from 0 to pat.
   |                   ^^^
   = help: write a day, or a number of seconds since the beginning of 1970
error[L020]: the horizon is declared twice
  --> x.law:13:1
13 | horizon from 0 to 100.
   | ^^^^^^^^^^^^^^^^^^^^^
   = help: remove one
)"},
};

TEST_P(Diagnostics, ReadsAsWritten) {
  const auto said = shown(loaded("x.law", preamble + GetParam().law + "\n").said);
  EXPECT_EQ(said, GetParam().said) << GetParam().shows;
}

INSTANTIATE_TEST_SUITE_P(Table, Diagnostics, ::testing::ValuesIn(rows), [](const auto& one) { return fmt::format("{}_{}", std::string(one.param.shows).substr(0, 4), one.index); });

// Warnings that wait for the facts: here only `joined` gets some from elsewhere.
class Idle : public ::testing::TestWithParam<Row> {};

const Row idle_rows[] = {
    {"L034, what nothing concludes", R"([A] party(S) if joined(S, _), present(_, S).
[B] bound(S, P) if present(P, S), not party(S).
[C] except to [B] if party(S) since asked(S).
expect not bound(aa, pat).)", R"(warning[L034]: nothing concludes `present`
 --> x.law:9:31
9 | [A] party(S) if joined(S, _), present(_, S).
  |                               ^^^^^^^^^^^^^ so the rule never holds
  = help: add a fact or a rule; if its facts come from elsewhere, declare it `input`
)"},
    {"L034, what follows from itself only", R"([A] bound(S, P) if present(P, S).
[B] present(P, S) if bound(S, P).
[C] party(S) if joined(S, _), N = count P: present(P, S), N > 1.
[D] joined(S, D) if bound(S, _), D = max E: joined2(S, E).
predicate joined2(state: State, day: Date) "{state} {day}".)", R"(warning[L034]: `present` follows from itself only
 --> x.law:9:20
9 | [A] bound(S, P) if present(P, S).
  |                    ^^^^^^^^^^^^^ so the rule never holds
  = help: add a fact or a rule; if its facts come from elsewhere, declare it `input`
warning[L034]: nothing concludes `joined2`
  --> x.law:12:34
12 | [D] joined(S, D) if bound(S, _), D = max E: joined2(S, E).
   |                                  ^^^^^^^^^^^^^^^^^^^^^^^^ so the rule never holds
   = help: add a fact or a rule; if its facts come from elsewhere, declare it `input`
)"},
    {"L035, rules that contradict themselves", R"([A] party(S) if joined(S, _), from 2024-01-01, before 2024-01-01.
[B] party(S) if joined(S, D), not joined(S, _), on D.
[C] party(S) if joined(S, _), reading(rank, no).
[C; rank] except to [C] if reading(rank, yes).
[D] party(S) if joined(S, D), D < D, 1 < 2, S != aa.
[E] party(S) if joined(S, _), from 2024-01-01, until 2024-01-01, not joined(S, 2024-01-01).
present(pat, aa). [F] bound(S, P) if party(S), present(P, S), 2 > 7.)", R"(warning[L035]: this rule never holds
 --> x.law:9:48
9 | [A] party(S) if joined(S, _), from 2024-01-01, before 2024-01-01.
  |                                                ^^^^^^^^^^^^^^^^^ no day is left
  = help: take out one of the literals, or the rule
warning[L035]: this rule never holds
  --> x.law:10:31
10 | [B] party(S) if joined(S, D), not joined(S, _), on D.
   |                               ^^^^^^^^^^^^^^^^ the rule asks for this and for its absence
   = help: take out one of the literals, or the rule
warning[L035]: this rule never holds
  --> x.law:12:28
12 | [C; rank] except to [C] if reading(rank, yes).
   |                            ^^^^^^^^^^^^^^^^^^ the rule asks for two answers to one question
   = help: take out one of the literals, or the rule
warning[L035]: this rule never holds
  --> x.law:13:31
13 | [D] party(S) if joined(S, D), D < D, 1 < 2, S != aa.
   |                               ^^^^^ this is never so
   = help: take out one of the literals, or the rule
warning[L035]: this rule never holds
  --> x.law:15:63
15 | present(pat, aa). [F] bound(S, P) if party(S), present(P, S), 2 > 7.
   |                                                               ^^^^^ this is never so
   = help: take out one of the literals, or the rule
)"},
    {"L036, what is only declared", "expect not party(aa). present(pat, aa). denied asked(aa).", R"(warning[L036]: nothing concludes or uses `bound`
 --> x.law:5:1
5 | predicate bound(state: State, person: Person) "{state} is bound as to {person}".
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: take it out, or check the spelling where it was meant to stand
)"},
    {"nothing, of what is filled, open, denied or declared", "input present. [A] party(S) if joined(S, _), present(_, S), asked(S), not denied asked(S).", ""},
};

TEST_P(Idle, ReadsAsWritten) {
  const std::string law_text = GetParam().law, shows = GetParam().shows;
  const auto law = loaded("x.law", preamble + law_text + (shows.starts_with("L036") ? "\n" : "\noutput party, present, bound, asked.\n"));
  ASSERT_TRUE(law.program) << shown(law.said);
  EXPECT_EQ(shown(idle(*law.program, {*law.program->find_predicate("joined")})), GetParam().said) << GetParam().shows;
}

INSTANTIATE_TEST_SUITE_P(Table, Idle, ::testing::ValuesIn(idle_rows), [](const auto& one) { return fmt::format("{}_{}", std::string(one.param.shows).substr(0, 4), one.index); });

TEST(Places, AreRightInMarkdown) {
  const auto said = shown(loaded("part.md", R"(# Überblick — Teil 9

Prose about “parties”.

## Article 1

```law
type State.
predicate party(state: State) "{state} is a party".
```

More prose; ```law inside a line is none.

```text
parti(aa).
```

```law
% naïve
party(ab).
```
)").said);
  EXPECT_EQ(said, R"(error[L013]: unknown State `ab`
  --> part.md:20:7
   |  Überblick — Teil 9 > Article 1
20 | party(ab).
   |       ^^
   = help: declare it, or check the spelling
)");
}

TEST(Places, OfAllFaultsInOneRun) {
  std::string text = preamble, expected;
  for (int i = 0; i < 50; ++i) text += fmt::format("nobody{}(aa).\n", i);
  const auto said = loaded("x.law", text).said;
  ASSERT_EQ(said.size(), 50U);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(said[static_cast<std::size_t>(i)].place.line, 9 + i);
    EXPECT_EQ(said[static_cast<std::size_t>(i)].code, "L010");
  }
}

TEST(Sources, RefuseWhatIsNoText) {
  EXPECT_EQ(shown(loaded("x.law", "type State.\n\xFF").said), "error[L002]: the text is not UTF-8\n --> x.law:2:1\n  = help: save the file as UTF-8\n");
  EXPECT_EQ(loaded("x.law", std::string("type\0State.", 11)).said[0].code, "L002");
  EXPECT_EQ(loaded("x.law", "\xED\xA0\x80").said.at(0).code, "L002") << "half of a surrogate pair";
  EXPECT_EQ(loaded("x.law", "\xE0\x80\x80").said.at(0).code, "L002") << "three bytes for one";
  EXPECT_EQ(loaded("x.law", std::string((64U << 20U) + 1, ' ')).said.at(0).code, "L001");
}

TEST(Goals, NameThePlaceInTheGoal) {
  auto law = loaded("x.law", preamble);
  ASSERT_TRUE(law.program);
  EXPECT_EQ(shown(read_goal("parti(S)", *law.program).error().diagnostics()), "error[L010]: unknown predicate `parti`\n --> goal:1:1\n1 | parti(S)\n  | ^^^^^\n  = help: did you mean `party`?\n");
  for (const auto* text : {"", " ", "party(", "party(S) party(S)", "not party(S)", "[A] party(S)", "\"", "party(S), party(T)", "party(aa).."})
    EXPECT_FALSE(read_goal(text, *law.program)) << text;
  EXPECT_TRUE(read_goal("party(S)", *law.program));
  EXPECT_EQ(read_goal("present(P, S)", *law.program)->variables, (std::vector<std::string>{"P", "S"}));
  EXPECT_FALSE(read_fact("party(S)", *law.program)) << "a fact has values";
  EXPECT_TRUE(read_fact("denied asked(aa) on 2024-01-01", *law.program));
}

}  // namespace
}  // namespace dedere::language
