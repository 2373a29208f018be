#include "brief/json.hpp"
#include "brief/json_parts.hpp"

namespace dedere::brief {
namespace {

Json to_json(const DaySpan& span) { return {{"from", brief::to_json(span.days.first)}, {"to", brief::to_json(span.days.last)}, {"verdict", name(span.verdict)}}; }

Json spans(const std::vector<DaySpan>& all) {
  auto out = Json::array();
  for (const auto& s : all) out.push_back(to_json(s));
  return out;
}

// One object an answer, as the contract has it; the question's text is on each.
Json disputes(const std::vector<DisputeOn>& all) {
  auto out = Json::array();
  for (const auto& d : all)
    for (const auto& a : d.answers) {
      Json one{{"question", d.question}, {"text", d.text}, {"open", d.open}, {"answer", a.answer}, {"answer_text", a.text}, {"taken", a.taken}, {"settled", or_null(a.settled)},
               {"verdict", name(a.verdict)}, {"spans", spans(a.spans)}, {"held_by", a.held_by}, {"positions", Json::array()}};
      for (const auto& p : a.positions)
        one["positions"].push_back({{"holder", p.holder}, {"state", or_null(p.state)}, {"day", or_null(p.day)}, {"what", p.what}, {"source", brief::to_json(p.evidence)}});
      out.push_back(std::move(one));
    }
  return out;
}

}  // namespace

Json to_json(const Duty& d) {
  Json out{{"schema", "dedere/duty/1"}};
  out["question"] = {{"person", d.person.id}, {"state", d.state.id}, {"from", d.from.iso()}, {"to", d.to.iso()}, {"as_known", to_json(d.as_known)}};
  out["person_name"] = d.person.name;
  out["state_name"] = d.state.name;
  out["offices"] = Json::array();
  for (const auto& o : d.offices) out["offices"].push_back({{"title", o.title}, {"state", or_null(o.state)}, {"from", or_null(o.from)}, {"source", brief::to_json(o.evidence)}});
  out["verdict"] = name(d.verdict);
  out["conclusion"] = d.conclusion;
  out["spans"] = spans(d.spans);
  out["warrants"] = list_of(d.warrants);
  out["disputes"] = disputes(d.disputes);
  out["turns_on"] = Json::array();
  for (const auto& t : d.turns_on) out["turns_on"].push_back({{"kind", t.kind}, {"sentence", t.sentence}, {"atom", t.atom}});
  out["unknowns"] = Json::array();
  for (const auto& u : d.unknowns)
    out["unknowns"].push_back({{"sentence", u.sentence}, {"atom", u.atom}, {"not_recorded", u.settled_by}, {"who_could_say", or_null(u.supplier)}, {"label", u.provision ? Json(u.provision->label) : Json()}});
  out["proof"] = d.arguments.empty() ? Json() : to_json(d.arguments.front().proof);
  out["further_proofs"] = Json::array();
  for (std::size_t i = 1; i < d.arguments.size(); ++i) out["further_proofs"].push_back(to_json(d.arguments[i].proof));
  out["also_under"] = d.also_under;
  out["argued_under"] = or_null(d.argued_under);
  out["why_not"] = Json::array();
  for (const auto& r : d.refusals) out["why_not"].push_back(to_json(r));
  out["standing"] = d.standing ? to_json(*d.standing) : Json();
  out["precedents"] = list_of(d.precedents);
  out["follows"] = list_of(d.follows);
  out["execution"] = list_of(d.execution);
  out["national_law"] = list_of(d.national);
  out["sources"] = list_of(d.sources);
  out["receipt"] = to_json(d.digests);
  return out;
}

std::string json(const Duty& duty) { return dumped(to_json(duty)); }

}  // namespace dedere::brief
