#include "brief/rows.hpp"

#include <fmt/core.h>

#include <array>

namespace dedere::brief {
namespace {

std::string text(record::Row row, const char* column) { return std::string(row.cell(column)); }

// A cell that became public on a day of its own.
std::string as_known(const Setting& setting, record::Row row, const char* column, const char* known) {
  const auto day = row.date(known);
  const bool hidden = setting.as_known && (!day || *day > *setting.as_known);
  return hidden ? "" : text(row, column);
}

std::string between(const std::string& from, const std::string& to) {
  const auto a = time::Date::parse(from), b = time::Date::parse(to);
  if (a && b) return on({a, b});
  if (from == to || to.empty()) return (a ? "on " : "in ") + day_words(from);
  return fmt::format("from {} to {}", day_words(from), day_words(to));
}

}  // namespace

Named named(const Setting& setting, const char* type, const char* table, std::string_view id) {
  if (const auto value = entity(setting.program, type, id)) return {std::string(id), setting.program.values.show(*value)};
  const auto row = setting.record.find(table, id);
  return {std::string(id), row ? text(*row, "name") : std::string(id)};
}

WarrantOf warrant_of(const Setting& setting, Steps& steps, record::Row row) {
  WarrantOf out;
  out.id = row.id();
  out.issued = text(row, "issued");
  out.known = as_known(setting, row, "public", "public");
  out.ended = as_known(setting, row, "ended", "ended_known");
  out.ended_how = as_known(setting, row, "ended_how", "ended_known");
  out.case_number = text(row, "case_number");
  out.document = text(row, "document");
  out.chamber = text(row, "chamber");
  out.charges = text(row, "charges");
  if (const auto situation = setting.record.follow(row, "situation")) out.situation = situation->cell("name");
  out.evidence = steps.evidence(row);
  return out;
}

Precedent decision_of(const Setting& setting, Steps& steps, const record::View& view, record::Row row) {
  Precedent out;
  out.finding = row.id();
  out.body = text(row, "body");
  out.decided = text(row, "decided");
  out.outcome = text(row, "outcome");
  out.referred_to = text(row, "referred_to");
  out.referral_note = text(row, "referral_note");
  out.document = text(row, "document");
  out.grounds = text(row, "grounds");
  out.state = named(setting, "State", "states", row.cell("state"));
  out.person = named(setting, "Person", "persons", row.cell("person"));
  for (const auto measure : view.rows("measures"))
    if (measure.cell("finding") == row.id()) {
      (void)steps.evidence(measure);
      out.afterwards.push_back(fmt::format("{}: {}", day_words(measure.cell("day")), measure.cell("what")));
    }
  out.evidence = steps.evidence(row);
  return out;
}

Visit visit_of(const Setting& setting, Steps& steps, record::Row row) {
  Visit out{std::string(row.id()), named(setting, "Person", "persons", row.cell("person")), named(setting, "State", "states", row.cell("state")), text(row, "from"), text(row, "to"),
            text(row, "status"), text(row, "mode"), text(row, "place"), text(row, "purpose"), text(row, "state_action"), steps.evidence(row)};
  if (was_under_way(setting, row)) out.to = out.state_action = "";
  return out;
}

bool was_under_way(const Setting& setting, record::Row row) {
  const auto from = row.edtf("from"), to = row.edtf("to");
  const auto last = to ? to : from;
  return setting.as_known && row.cell("status") == "occurred" && last && last->last > *setting.as_known;
}

std::vector<OfficeHeld> offices_of(Steps& steps, const record::View& view, std::string_view person, time::Date day) {
  std::vector<OfficeHeld> out;
  for (const auto row : view.rows("offices")) {
    if (row.cell("person") != person) continue;
    const auto from = row.edtf("from"), to = row.edtf("to");
    if ((from && from->first > day) || (to && to->last < day)) continue;
    out.push_back({text(row, "title"), text(row, "state"), text(row, "from"), steps.evidence(row)});
  }
  return out;
}

std::string outcome_words(const std::string& outcome) {
  struct Words { const char *id, *words; };
  static constexpr std::array table{
      Words{"breach", "failed to comply"},
      Words{"breach_confirmed", "failure to comply confirmed on appeal"},
      Words{"no_breach", "no failure found"},
      Words{"presence_reported", "presence reported, no failure ruled on"},
      Words{"order", "order during the visit"},
      Words{"appeal_refused", "leave to appeal refused"},
      Words{"disqualification_refused", "request to remove judges refused"},
      Words{"referral_made", "referral made"},
      Words{"referral_reversed", "referral set aside"},
  };
  for (const auto& row : table)
    if (outcome == row.id) return row.words;
  return plain(outcome);
}

std::string referral_words(const std::string& to) {
  if (to == "assembly") return "referred to the Assembly";
  if (to == "council") return "referred to the Council";
  if (to == "both") return "referred to the Assembly and the Council";
  if (to == "none") return "not referred";
  return "";
}

std::string words(const Visit& v) {
  std::string out;
  if (v.status == "occurred") out = fmt::format("{} {} {}", v.person.name, v.mode == "overflight" ? "flew over" : "was in", v.state.name);
  else out = fmt::format("{} {} {}", v.person.name, v.status == "cancelled" ? "called off a journey to" : "stayed away from", v.state.name);
  if (!v.from.empty()) out += v.status == "occurred" && v.to.empty() && v.state_action.empty() ? " from " + day_words(v.from) : " " + between(v.from, v.to);
  std::string more = v.place;
  if (!v.purpose.empty()) more += (more.empty() ? "" : ", ") + v.purpose;
  if (!more.empty()) out += " (" + more + ")";
  if (v.status == "occurred" && !v.state_action.empty()) out += v.state_action == "none" ? "; not arrested" : "; " + plain(v.state_action);
  return out;
}

}  // namespace dedere::brief
