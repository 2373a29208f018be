// The decisions on record about states' duty, by state, person, outcome and time.
#pragma once

#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/rows.hpp"

namespace dedere::brief {

struct DecisionsAsked {
  std::string state = {}, person = {}, outcome = {};   // ids, and a word of the column `outcome`; blank: any
  std::optional<time::Date> from = {}, to = {};        // decided on it or later, on it or earlier
};

struct Decisions {
  DecisionsAsked asked;
  std::optional<time::Date> as_known;
  std::vector<Precedent> decisions = {};               // in order of their days
  std::vector<Source> sources = {};
  Digests digests;
};
// Fails with A007 where there is no such outcome.
[[nodiscard]] Result<Decisions> decisions(const Setting& setting, const DecisionsAsked& asked);
[[nodiscard]] Document page(const Decisions& decisions);
[[nodiscard]] std::string json(const Decisions& decisions);   // schema dedere/precedents/1

}  // namespace dedere::brief
