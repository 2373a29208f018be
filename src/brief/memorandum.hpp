// A duty as a memorandum: the conclusion first; then the argument, the objections, the dispute, the precedents, what follows, what it turns on.
#pragma once

#include "brief/argument.hpp"
#include "brief/document.hpp"
#include "brief/duty.hpp"
#include "brief/rows.hpp"

namespace dedere::brief {

// In brief: the argument, the objections raised, the verdict under each answer, the precedents on them. In full: all that was looked at.
using Detail = ArgumentWriter::Detail;
[[nodiscard]] Document memorandum(const Duty& duty, Detail detail = Detail::full);

// "bound", in the colour of the verdict, as people write it: "BOUND", "NOT BOUND", "CONTESTED", "CANNOT SAY".
[[nodiscard]] Line shown(Verdict verdict);

// The parts, for pages that hold more than one. `level` is that of their headings.
[[nodiscard]] Line warrant_line(const WarrantOf& warrant, Citations& citations);
void write_warrants(Document& page, const Duty& duty, Citations& citations);
void write_argument(Document& page, const Duty& duty, Citations& citations, int level, Detail detail = Detail::full);
void write_disputes(Document& page, const Duty& duty, Citations& citations, int level, Detail detail = Detail::full);
void write_precedents(Document& page, const std::vector<Precedent>& precedents, Citations& citations);
void write_follows(Document& page, const std::vector<Consequence>& follows, Citations& citations);
void write_provisions(Document& page, const Citations& citations);
void write_turns_on(Document& page, const Duty& duty);
[[nodiscard]] std::vector<Term> digests(const Digests& digests, std::optional<time::Date> as_known);

}  // namespace dedere::brief
