// Reports of one journey, from many articles, brought together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "read/claim.hpp"

namespace dedere::read {

// What one article says of a journey: its claim, of kind travel.
struct Report {
  std::string article;                   // id
  std::optional<time::Date> published;
  Claim claim;
};

struct Journey {
  std::string person, person_name, state;
  std::optional<time::Edtf> from, to;    // the most precise days that a report gives, the latest report's where they differ
  std::optional<Status> status;          // the latest report's
  bool contradicted = false;             // a report says that it came about, another that it did not
  std::vector<Report> reports;           // by day of publication, then as given
};

// The same person and state, and days that agree to three days: one journey. A report without a day belongs to the journey of which others tell within ten
// days of its publication. Journeys come in the order of their first report.
[[nodiscard]] std::vector<Journey> group(std::vector<Report> reports);

}  // namespace dedere::read
