// The record's facts and entities as a program of law takes them.
#pragma once

#include "language/program.hpp"
#include "record/facts.hpp"

namespace dedere::record {

// For language::load. Views into the package.
[[nodiscard]] std::vector<language::OuterEntity> outer_entities(const std::vector<RecordEntity>& entities);

// Each fact with its origin {record, index in `facts`}. A predicate that the program does not have, or has with other arguments, is a fault of the
// package's descriptor (R020), reported once a predicate.
[[nodiscard]] Result<std::vector<language::Fact>> program_facts(const std::vector<RecordFact>& facts, const language::Program& program);

// Every cell that names a question of law, or an answer to one, that the program does not have (R023): of tables with `dedere:question`.
[[nodiscard]] std::vector<Diagnostic> unknown_questions(const Package& package, const language::Program& program);

}  // namespace dedere::record
