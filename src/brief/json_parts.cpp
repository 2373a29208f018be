#include "brief/json_parts.hpp"

namespace dedere::brief {
namespace {

const char* name(reason::Proof::Kind kind) {
  using Kind = reason::Proof::Kind;
  switch (kind) {
    case Kind::rule: return "rule";
    case Kind::fact: return "fact";
    case Kind::absence: return "absence";
    case Kind::reading: return "reading";
    case Kind::test: return "test";
    case Kind::window: return "window";
    case Kind::unknown: return "unknown";
  }
  return "fact";
}

Json to_json(const Provision& p) {
  return {{"label", p.label}, {"title", or_null(p.title)}, {"place", p.heading}, {"text", or_null(p.text)}, {"file", p.file}, {"line", p.line}};
}

Json to_json(const Objection& o) {
  Json out{{"label", o.provision.label}, {"title", or_null(o.provision.title)}, {"provision", to_json(o.provision)}, {"raised", o.raised}, {"stands", o.stands}};
  out["ground"] = list_of(o.ground);
  out["answers"] = Json::array();
  for (const auto& a : o.answers) out["answers"].push_back(to_json(a));
  return out;
}

}  // namespace

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json to_json(const std::optional<time::Date>& day) { return day ? Json(day->iso()) : Json(); }

Json to_json(const Evidence& e) {
  return {{"table", e.table}, {"row", e.row}, {"sources", e.sources}, {"known", or_null(e.known)}, {"confidence", or_null(e.confidence)}, {"imprecise", e.imprecise}, {"note", or_null(e.note)}, {"package", e.package}};
}

Json to_json(const Source& s) {
  return {{"id", s.id}, {"publisher", or_null(s.publisher)}, {"title", or_null(s.title)}, {"date", or_null(s.date)}, {"document", or_null(s.document)}, {"address", or_null(s.address)}, {"kind", or_null(s.kind)}};
}

Json to_json(const Step& s) {
  Json out{{"kind", s.supposed ? "supposed" : name(s.kind)}, {"sentence", s.sentence}, {"atom", or_null(s.atom)}};
  if (s.provision) {
    out["label"] = s.provision->label;
    out["provision"] = to_json(*s.provision);
  }
  if (s.presumed) out["presumed"] = true;
  if (!s.question.empty()) {
    out["question"] = s.question;
    out["answer"] = s.answer;
    out["settled"] = or_null(s.settled);
  }
  if (s.evidence) out["source"] = to_json(*s.evidence);
  if (!s.place.empty()) out["law"] = s.place;
  out["from"] = to_json(s.when ? s.when->first : std::nullopt);
  out["to"] = to_json(s.when ? s.when->last : std::nullopt);
  if (!s.premises.empty()) out["premises"] = list_of(s.premises);
  if (!s.objections.empty()) {
    out["objections"] = Json::array();
    for (const auto& o : s.objections) out["objections"].push_back(to_json(o));
  }
  return out;
}

Json to_json(const Refused& r) {
  Json out{{"label", r.provision.label}, {"title", or_null(r.provision.title)}, {"held", list_of(r.held)}, {"missing", Json::array()}};
  for (const auto& m : r.missing) {
    Json one{{"what", brief::to_json(m.what)}, {"because", Json::array()}};
    for (const auto& b : m.because) one["because"].push_back(to_json(b));
    out["missing"].push_back(std::move(one));
  }
  out["standing"] = Json::array();
  for (const auto& o : r.standing) out["standing"].push_back({{"label", o.provision.label}, {"title", or_null(o.provision.title)}, {"ground", list_of(o.ground)}});
  return out;
}

Json to_json(const WarrantOf& w) {
  return {{"id", w.id}, {"issued", or_null(w.issued)}, {"public", or_null(w.known)}, {"ended", or_null(w.ended)}, {"ended_how", or_null(w.ended_how)}, {"case_number", or_null(w.case_number)},
          {"document", or_null(w.document)}, {"chamber", or_null(w.chamber)}, {"situation", or_null(w.situation)}, {"alleged", or_null(w.charges)}, {"source", to_json(w.evidence)}};
}

Json to_json(const Precedent& p) {
  return {{"finding", p.finding}, {"state", p.state.id}, {"state_name", p.state.name}, {"person", or_null(p.person.id)}, {"person_name", or_null(p.person.name)}, {"body", p.body}, {"decided", p.decided},
          {"outcome", p.outcome}, {"referred_to", or_null(p.referred_to)}, {"referral_note", or_null(p.referral_note)}, {"document", or_null(p.document)}, {"grounds", or_null(p.grounds)}, {"points", p.points}, {"patterns", p.patterns},
          {"same_journey", p.same_journey}, {"later", p.later}, {"afterwards", p.afterwards}, {"source", to_json(p.evidence)}};
}

Json to_json(const Consequence& c) {
  Json out{{"order", c.order}, {"what", c.what}, {"label", c.provision.label}, {"provision", to_json(c.provision)}, {"taken", Json::array()}};
  for (const auto& t : c.taken) out["taken"].push_back({{"finding", t.finding}, {"decided", t.decided}, {"body", t.body}, {"outcome", t.outcome}});
  return out;
}

Json to_json(const Digests& d) { return {{"law", or_null(d.law)}, {"record", or_null(d.record)}, {"program", or_null(d.program)}}; }

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace dedere::brief
