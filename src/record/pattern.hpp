// A regular expression of a table's schema, matched against the whole of a cell.
//
//     const auto slug = Pattern::parse("^[a-z0-9][a-z0-9-]*$");
//     slug->matches("al-bashir")                              // true
//
// Understood: characters, `.`, `[a-z]`, `[^a-z]`, `\d` `\w` `\s`, `\` before a sign, `( )`, `(?: )`, `|`, `?` `*` `+` `{n}` `{n,}` `{n,m}`;
// `^` at the beginning and `$` at the end, which change nothing. Bytes, not letters, are counted. `parse` gives none for anything else and for
// a pattern of more than 64 characters once its repetitions are written out.
//
// How: Glushkov's automaton. Each character of the pattern is a position, a set of positions is one 64-bit word, so that matching is
// linear in the cell, without recursion, whatever the pattern.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace dedere::record {

class Pattern {
 public:
  static std::optional<Pattern> parse(std::string_view expression);
  [[nodiscard]] bool matches(std::string_view cell) const;

 private:
  friend class PatternParser;
  using Positions = std::uint64_t;
  struct Automaton {
    std::array<Positions, 256> reading{};  // the positions that read this byte
    std::array<Positions, 64> after{};     // the positions that may follow this one
    Positions first = 0, last = 0;
    bool empty = false;                    // does it match the empty text?
  };
  std::shared_ptr<const Automaton> automaton_;
};

}  // namespace dedere::record
