// Every diagnostic's code and what it says, in one table. docs/diagnostics.md is checked against it, and a test checks that each code
// is unique, emitted somewhere, and documented.
// A: arguments and files. L: language of law. R: record. F: tables of facts. N: names. T: text of articles and lexicon.
#pragma once

#include <array>
#include <string_view>

namespace dedere {

struct Code {
  std::string_view id;
  std::string_view meaning;
};

inline constexpr std::array codes{
    Code{"A001", "a file or folder cannot be read"},
    Code{"A002", "an argument is not a date"},
    Code{"A003", "no person has this name or id"},
    Code{"A004", "no state has this name or id"},
    Code{"A005", "the day lies before the record begins"},
    Code{"A006", "a name fits more than one person or state"},
    Code{"A007", "the use of a command is wrong"},
    Code{"A008", "unknown question of law or answer in `--reading`"},
    Code{"L001", "a law file is too large"},
    Code{"L002", "a law file is not UTF-8"},
    Code{"L003", "a text or a label is not closed"},
    Code{"L004", "not a day of the calendar"},
    Code{"L005", "a number is too long"},
    Code{"L006", "a character has no meaning in the language"},
    Code{"L007", "something else was expected here"},
    Code{"L010", "unknown predicate"},
    Code{"L011", "wrong number of arguments"},
    Code{"L012", "a value of one type stands where another belongs"},
    Code{"L013", "unknown entity"},
    Code{"L014", "a variable of the head has no value"},
    Code{"L015", "a variable of the body has no value"},
    Code{"L016", "unknown question of law, or unknown answer to it"},
    Code{"L017", "a label is used twice"},
    Code{"L018", "an exception to a rule that does not exist"},
    Code{"L019", "a predicate depends on its own absence"},
    Code{"L020", "something is declared twice"},
    Code{"L021", "unknown type"},
    Code{"L022", "a sentence names an argument that does not exist"},
    Code{"L023", "a predicate that is not open cannot be denied"},
    Code{"L024", "a period ends before it begins"},
    Code{"L025", "an exception is, in the end, an exception to itself"},
    Code{"L026", "a fact or a conclusion needs values"},
    Code{"L027", "`begins`, `ends`, `sum`, `min` or `max` over something that may be unknown"},
    Code{"L028", "values that cannot be compared or computed with"},
    Code{"L029", "a recursive rule computes new values"},
    Code{"L030", "a variable stands only once"},
    Code{"L031", "a rule, its layers of exceptions or a predicate is larger than can be handled"},
    Code{"L032", "an open predicate is counted"},
    Code{"L033", "a window is longer than the calendar, or ends before it begins"},
    Code{"L040", "an expectation is not met"},
    Code{"L041", "record and law do not agree"},
    Code{"R020", "a mapping of the record does not fit the law"},
    Code{"R001", "a package's description (datapackage.json) is not JSON"},
    Code{"R002", "a package's description says something that is missing, unknown or contradictory"},
    Code{"R003", "a table is not UTF-8 text"},
    Code{"R004", "a quote in a table is never closed"},
    Code{"R005", "a quote or a line end in a table stands where none may"},
    Code{"R006", "a row has too few or too many cells"},
    Code{"R007", "a table's header lacks a column, or has one twice or too many"},
    Code{"R008", "a cell that must be filled is blank"},
    Code{"R009", "a cell is not of its column's type"},
    Code{"R010", "a cell has a value that its column does not allow"},
    Code{"R011", "two rows have the same id"},
    Code{"R012", "a cell names a row that does not exist"},
    Code{"R013", "rows supersede each other in a circle"},
    Code{"R014", "a period ends before it begins"},
    Code{"R015", "a table is too large"},
    Code{"F001", "a table of facts is not UTF-8 text"},
    Code{"F002", "a quote in a table of facts is never closed"},
    Code{"F003", "a quote in a table of facts stands where none may"},
    Code{"F004", "a row of facts has too few or too many cells"},
    Code{"F005", "a cell that names an entity is blank"},
    Code{"F006", "a cell is not of its argument's type"},
    Code{"F007", "an instant cannot be read, or lies too far away"},
    Code{"F008", "a period of a fact ends before or when it begins"},
    Code{"F009", "a predicate that is declared `input` has no table, or two"},
    Code{"F010", "a table has the name of no predicate"},
    Code{"N001", "a line of the names' lexicon does not have its form"},
    Code{"T001", "a text is empty"},
    Code{"T002", "a file is not text"},
    Code{"T003", "the encoding of a text is not recognised"},
    Code{"T004", "a text is larger than an article"},
    Code{"T011", "a line of the lexicon does not have its form"},
    Code{"T012", "a pattern asks for a class that no phrase has"},
    Code{"T013", "a pattern is not written as one"},
    Code{"T014", "a name of the lexicon means two states"},
    Code{"T015", "a pattern does not find its example"},
    Code{"T016", "a pattern finds what it must not"},
};

}  // namespace dedere
