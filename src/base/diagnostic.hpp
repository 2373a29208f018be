// What is wrong, where, and what to do: the one form in which any room reports a fault of its input.
//
//     Diagnostic{.code = "L014", .message = "`W` in the head has no value",
//                .place = {.file = "law/part-9.md", .line = 41, .column = 19, .length = 1, .heading = "Article 89", .text = "…"},
//                .label = "no premise gives `W` a value", .help = "add a premise that binds it, such as `warrant(W, P)`"}
//
// is shown as
//
//     error[L014]: `W` in the head has no value
//       --> law/part-9.md:41:19
//        |  Article 89
//     41 | must_arrest(S, P, W) if party(S), present(P, S).
//        |                   ^ no premise gives `W` a value
//        = help: add a premise that binds it, such as `warrant(W, P)`
//
// Messages are lower case, without a full stop, with code in backticks. Codes stand in base/codes.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dedere {

// A stretch of a text. Lines and columns count from 1, columns and length in code points; line 0 means "the file as a whole".
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 1;
  std::string heading;  // where a reader finds it: "Rome Statute > Part 9 > Article 89"; may be empty
  std::string text;     // the whole line, without its end; may be empty
};

enum class Severity { error, warning, note };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;     // one of base/codes.hpp
  std::string message;  // what was seen
  Place place;
  std::string label;                // beside the mark; adds to the message, never repeats it
  std::string help;                 // what to do
  std::vector<std::string> notes;   // further lines, such as the hops of a cycle
};

enum class Colour { no, yes };

// The text above, ended by a line break.
[[nodiscard]] std::string show(const Diagnostic& diagnostic, Colour colour = Colour::no);

// A diagnostic about the use of the program, or about a file as a whole.
[[nodiscard]] Diagnostic fault(std::string code, std::string message, std::string help, Place place = {});

// The candidate that the writer most probably meant: nearest by edit distance, at most a third of the word's length away.
[[nodiscard]] std::optional<std::string> did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace dedere
