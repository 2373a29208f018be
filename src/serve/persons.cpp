// Persons and their journeys.
#include "brief/journeys.hpp"
#include "brief/listing.hpp"
#include "serve/handlers.hpp"
#include "serve/rows.hpp"

namespace dedere::serve {
namespace {

// A warrant for the person is in force on the day, as far as it is known: issued, public and not ended by then.
bool in_force(const record::View& view, record::Row warrant, const std::optional<time::Date>& on) {
  const auto issued = warrant.date("issued");
  const auto ended = time::Date::parse(std::string(view.cell(warrant, "ended")));
  if (!on) return !ended && view.cell(warrant, "ended").empty();
  return (!issued || *issued <= *on) && (!ended || *on < *ended);
}

Json summary(const Now& now, record::Row person, const std::optional<time::Date>& on) {
  const auto& view = now.known.view;
  std::size_t warrants = 0, journeys = 0;
  bool wanted = false;
  for (const auto row : view.rows("warrants"))
    if (row.cell("person") == person.id()) ++warrants, wanted = wanted || in_force(view, row, on);
  for (const auto row : view.rows("visits")) journeys += row.cell("person") == person.id();
  return {{"id", person.id()}, {"name", brief::named(now.setting, "Person", "persons", person.id()).name}, {"full_name", person.cell("name")},
          {"described_as", brief::or_null(std::string(person.cell("described_as")))}, {"nationality", brief::or_null(std::string(person.cell("nationality")))}, {"wanted", wanted}, {"warrants", warrants}, {"journeys", journeys}};
}

Json with_ends(const brief::RecordedJourney& journey) {
  auto out = brief::to_json(journey);
  out["person"] = journey.visit.person.id;
  out["person_name"] = journey.visit.person.name;
  return out;
}

Json listed(const std::vector<brief::RecordedJourney>& all) {
  Json out = Json::array();
  for (const auto& journey : all) out.push_back(with_ends(journey));
  return out;
}

}  // namespace

Result<Response> persons(Desk& desk, const Call& call) {
  const auto on = TRY(call.day_if_given("on"));
  const auto* now = TRY(call.now(desk));
  Json list = Json::array();
  for (const auto row : now->known.view.rows("persons")) list.push_back(summary(*now, row, on));
  return json(Json{{"schema", "dedere/persons/1"}, {"on", brief::to_json(on)}, {"as_known", brief::to_json(now->known.day)}, {"persons", std::move(list)}});
}

Result<Response> person(Desk& desk, const Call& call) {
  const auto on = TRY(call.day_if_given("on"));
  const auto found = TRY(desk.library().persons.one(call.captured[0]));
  const auto* now = TRY(call.now(desk));
  const auto& view = now->known.view;
  const auto row = view.find("persons", found.id);
  if (!row) return Failure(fault("A003", "the record did not know this person by then", "ask as known on a later day"));
  brief::Steps steps(now->setting);
  Json out{{"schema", "dedere/person/1"}, {"on", brief::to_json(on)}, {"as_known", brief::to_json(now->known.day)}};
  out.update(summary(*now, *row, on));
  for (const auto* column : {"sex", "born", "died", "wikidata"}) out[column] = brief::or_null(std::string(view.cell(*row, column)));
  out["names"] = Json::array();
  for (const auto name : view.rows("names"))
    if (name.cell("person") == row->id()) out["names"].push_back({{"name", name.cell("name")}, {"script", name.cell("script")}, {"kind", name.cell("kind")}});
  Json warrants = Json::array();
  for (const auto warrant : view.rows("warrants")) if (warrant.cell("person") == row->id()) warrants.push_back(brief::to_json(brief::warrant_of(now->setting, steps, warrant)));
  out["warrant_list"] = std::move(warrants);
  out["journey_list"] = listed(brief::journeys(now->setting, steps, view, {.person = found.id}));
  out["rows"] = rows_json(view, steps, *row);
  out["sources"] = sources_json(view, steps);
  out["digests"] = brief::to_json(now->setting.digests);
  return json(out);
}

Result<Response> journeys(Desk& desk, const Call& call) {
  brief::Ends of;
  if (!call.text("person").empty()) of.person = TRY(call.person(desk)).id;
  if (!call.text("state").empty()) of.state = TRY(call.state(desk)).id;
  const auto* now = TRY(call.now(desk));
  if (!of.person.empty() && of.state.empty()) {   // what the command answers
    const auto name = desk.library().persons.shown(of.person);
    return json(brief::json(brief::journeys(now->setting, {of.person, name.value_or(of.person)})));
  }
  brief::Steps steps(now->setting);
  auto list = listed(brief::journeys(now->setting, steps, now->known.view, of));
  return json(Json{{"schema", "dedere/journeys/1"}, {"person", brief::or_null(of.person)}, {"state", brief::or_null(of.state)}, {"as_known", brief::to_json(now->known.day)}, {"journeys", std::move(list)},
                   {"sources", brief::list_of(brief::cited(steps))}, {"digests", brief::to_json(now->setting.digests)}});
}

}  // namespace dedere::serve
