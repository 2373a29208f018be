#include "read/group.hpp"

#include <gtest/gtest.h>

namespace dedere::read {
namespace {

using time::Date;

Report report(const char* article, const char* published, const char* state, const char* from, Status status) {
  Report r;
  r.article = article;
  r.published = Date::parse(published);
  r.claim.kind = Kind::travel;
  r.claim.person = "roe";
  r.claim.state = state;
  r.claim.from = time::Edtf::parse(from);
  r.claim.status = status;
  return r;
}

std::string shown(const std::vector<Journey>& journeys) {
  std::string out;
  for (const auto& j : journeys) {
    out += (out.empty() ? "" : "; ") + j.state + " " + (j.from ? j.from->text() : "-") + " " + (j.status ? name(*j.status) : "-") + (j.contradicted ? "!" : "") + " ";
    for (const auto& r : j.reports) out += r.article;
  }
  return out;
}

TEST(Group, ReportsOfOneJourney) {
  const struct { const char* shows; std::vector<Report> reports; const char* journeys; } rows[] = {
      {"planned, begun, over", {report("c", "2024-09-04", "mn", "2024-09-02", Status::occurred), report("a", "2024-08-30", "mn", "2024-09-02", Status::planned), report("b", "2024-09-02", "mn", "2024-09-02", Status::under_way)},
       "mn 2024-09-02 occurred abc"},
      {"days that differ by one", {report("a", "2024-08-30", "mn", "2024-09-03", Status::planned), report("b", "2024-09-02", "mn", "2024-09-02", Status::under_way)}, "mn 2024-09-02 under_way ab"},
      {"a month, then a day", {report("a", "2024-07-30", "mn", "2024-09", Status::planned), report("b", "2024-09-02", "mn", "2024-09-02", Status::under_way)}, "mn 2024-09-02 under_way ab"},
      {"another year", {report("a", "2019-09-04", "mn", "2019-09-03", Status::occurred), report("b", "2024-09-02", "mn", "2024-09-02", Status::under_way)}, "mn 2019-09-03 occurred a; mn 2024-09-02 under_way b"},
      {"another state", {report("a", "2024-09-02", "mn", "2024-09-02", Status::under_way), report("b", "2024-09-02", "kz", "2024-09-02", Status::under_way)}, "mn 2024-09-02 under_way a; kz 2024-09-02 under_way b"},
      {"without a day, in the same week", {report("a", "2024-09-02", "mn", "2024-09-02", Status::under_way), report("b", "2024-09-05", "mn", "", Status::occurred)}, "mn 2024-09-02 occurred ab"},
      {"without a day, long after", {report("a", "2024-09-02", "mn", "2024-09-02", Status::under_way), report("b", "2025-09-05", "mn", "", Status::planned)}, "mn 2024-09-02 under_way a; mn - planned b"},
      {"reports that contradict", {report("a", "2024-09-02", "mn", "2024-09-02", Status::under_way), report("b", "2024-09-03", "mn", "2024-09-02", Status::cancelled)}, "mn 2024-09-02 cancelled! ab"},
  };
  for (const auto& row : rows) EXPECT_EQ(shown(group(row.reports)), row.journeys) << row.shows;
}

}  // namespace
}  // namespace dedere::read
