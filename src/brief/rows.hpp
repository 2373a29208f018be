// Rows of the record's tables (docs/record.md) as values that pages and JSON are made from.
#pragma once

#include "brief/duty.hpp"

namespace dedere::brief {

// A journey made, called off or avoided.
struct Visit {
  std::string id;
  Named person, state;
  std::string from, to, status, mode, place, purpose, state_action;
  Evidence evidence;
};

[[nodiscard]] Named named(const Setting& setting, const char* type, const char* table, std::string_view id);
[[nodiscard]] WarrantOf warrant_of(const Setting& setting, Steps& steps, record::Row row);
[[nodiscard]] Precedent decision_of(const Setting& setting, Steps& steps, const record::View& view, record::Row row);
// How a journey ended is not told before its last day is over: `to` and `state_action` are then blank.
[[nodiscard]] Visit visit_of(const Setting& setting, Steps& steps, record::Row row);
[[nodiscard]] bool was_under_way(const Setting& setting, record::Row row);   // on the day as known
[[nodiscard]] std::vector<OfficeHeld> offices_of(Steps& steps, const record::View& view, std::string_view person, time::Date day);

// What the record's words mean: "breach" -> "failed to comply"; "both" -> "referred to the Assembly and the Council"; blank for no referral's word.
[[nodiscard]] std::string outcome_words(const std::string& outcome);
[[nodiscard]] std::string referral_words(const std::string& referred_to);

// "Vladimir Putin was in Mongolia from 2 to 3 September 2024 (Ulaanbaatar); not arrested".
[[nodiscard]] std::string words(const Visit& visit);

}  // namespace dedere::brief
