#include "brief/json.hpp"
#include "brief/json_parts.hpp"
#include "read/json.hpp"

namespace dedere::brief {
namespace {

Json to_json(const Wanted& w) {
  Json out{{"person", w.person.id}, {"name", w.person.name}, {"full_name", or_null(w.full_name)}, {"offices", Json::array()}, {"warrants", list_of(w.warrants)}};
  for (const auto& o : w.offices) out["offices"].push_back({{"title", o.title}, {"state", or_null(o.state)}, {"from", or_null(o.from)}, {"source", brief::to_json(o.evidence)}});
  return out;
}

Json to_json(const Visit& v) {
  return {{"id", v.id}, {"from", or_null(v.from)}, {"to", or_null(v.to)}, {"status", v.status}, {"place", or_null(v.place)}, {"purpose", or_null(v.purpose)}, {"state_action", or_null(v.state_action)}, {"source", brief::to_json(v.evidence)}};
}

Json to_json(const Journey& j) {
  auto out = read::to_json(j.claim);
  out["state_name"] = j.state.name;
  out["avoided"] = j.avoided;
  out["days_of_record"] = j.days_of_record;
  out["quotes"] = Json::array();
  for (const auto& q : j.quotes) out["quotes"].push_back({{"text", q.text}, {"start", q.start}, {"end", q.end}});
  out["visit"] = j.visit ? to_json(*j.visit) : Json();
  out["duty"] = j.duty ? brief::to_json(*j.duty) : Json();
  return out;
}

Json to_json(const Checked& c) {
  auto out = read::to_json(c.claim);
  out["check"] = name(c.check);
  out["says"] = or_null(c.says);
  out["evidence"] = Json::array();
  for (const auto& g : c.grounds)
    out["evidence"].push_back({{"sentence", g.sentence}, {"label", g.provision ? Json(g.provision->label) : Json()}, {"place", g.provision ? Json(g.provision->heading) : Json()},
                               {"source", g.evidence ? brief::to_json(*g.evidence) : Json()}});
  return out;
}

Json to_json(const Told& t) { return {{"day", or_null(t.day)}, {"known", or_null(t.known)}, {"sentence", t.sentence}, {"source", brief::to_json(t.evidence)}}; }

template <class T>
Json each(const std::vector<T>& items) {
  auto list = Json::array();
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

}  // namespace

Json to_json(const Brief& b) {
  Json out{{"schema", "dedere/brief/1"}};
  out["id"] = b.id;
  out["published"] = to_json(b.published);
  out["as_known"] = to_json(b.as_known);
  out["remarks"] = b.remarks;
  out["persons"] = each(b.persons);
  out["journeys"] = each(b.journeys);
  out["claims"] = each(b.claims);
  out["history"] = each(b.history);
  out["follows"] = Json::array();
  for (const auto& j : b.journeys)
    if (j.duty && !j.avoided && !j.duty->follows.empty()) {
      out["follows"] = list_of(j.duty->follows);
      break;
    }
  out["known_later"] = each(b.known_later);
  out["sources"] = list_of(b.sources);
  out["receipt"] = to_json(b.digests);
  return out;
}

std::string json(const Brief& brief) { return dumped(to_json(brief)); }

}  // namespace dedere::brief
