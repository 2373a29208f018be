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

}  // namespace

void write(JsonOut& out, const Provision& p) {
  Object{out}("label", p.label)("title", or_null_if_blank(p.title))("place", p.heading)("text", or_null_if_blank(p.text))("file", p.file)("line", p.line);
}

void write(JsonOut& out, const Objection& o) {
  Object{out}("label", o.provision->label)("title", or_null_if_blank(o.provision->title))("provision", *o.provision)("raised", o.raised)("stands", o.stands)("ground", o.ground)("answers", o.answers);
}

void write(JsonOut& out, const Stands& s) {
  Object{out}("label", s.objection.provision->label)("title", or_null_if_blank(s.objection.provision->title))("ground", s.objection.ground);
}

void write(JsonOut& out, const Refused::Missing& m) { Object{out}("what", m.what)("because", m.because); }

void write(JsonOut& out, const Consequence::Taken& t) { Object{out}("finding", t.finding)("decided", t.decided)("body", t.body)("outcome", t.outcome); }

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

void write(JsonOut& out, const std::optional<time::Date>& day) { day ? out.text(day->iso()) : out.null(); }

void write(JsonOut& out, const Evidence& e) {
  Object{out}("table", e.table)("row", e.row)("sources", e.sources)("known", or_null_if_blank(e.known))("confidence", or_null_if_blank(e.confidence))("imprecise", e.imprecise)
             ("note", or_null_if_blank(e.note))("package", e.package);
}

void write(JsonOut& out, const Source& s) {
  Object{out}("id", s.id)("publisher", or_null_if_blank(s.publisher))("title", or_null_if_blank(s.title))("date", or_null_if_blank(s.date))("document", or_null_if_blank(s.document))
             ("address", or_null_if_blank(s.address))("kind", or_null_if_blank(s.kind));
}

void write(JsonOut& out, const Step& s) {
  const Object object(out);
  object("kind", s.supposed ? "supposed" : name(s.kind))("sentence", s.sentence)("atom", or_null_if_blank(s.atom));
  if (s.provision) object("label", s.provision->label)("provision", *s.provision);
  if (s.presumed) object("presumed", true);
  if (!s.question.empty()) object("question", s.question)("answer", s.answer)("settled", or_null_if_blank(s.settled));
  if (s.evidence) object("source", *s.evidence);
  if (!s.place.empty()) object("law", s.place);
  object("from", s.when ? s.when->first : std::nullopt)("to", s.when ? s.when->last : std::nullopt);
  if (!s.premises.empty()) object("premises", s.premises);
  if (!s.objections.empty()) object("objections", s.objections);
}

void write(JsonOut& out, const Refused& r) {
  const std::vector<Stands> standing(r.standing.begin(), r.standing.end());
  Object{out}("label", r.provision->label)("title", or_null_if_blank(r.provision->title))("held", r.held)("missing", r.missing)("standing", standing);
}

void write(JsonOut& out, const WarrantOf& w) {
  Object{out}("id", w.id)("issued", or_null_if_blank(w.issued))("public", or_null_if_blank(w.known))("ended", or_null_if_blank(w.ended))("ended_how", or_null_if_blank(w.ended_how))
             ("case_number", or_null_if_blank(w.case_number))("document", or_null_if_blank(w.document))("chamber", or_null_if_blank(w.chamber))("situation", or_null_if_blank(w.situation))
             ("alleged", or_null_if_blank(w.charges))("source", w.evidence);
}

void write(JsonOut& out, const Precedent& p) {
  Object{out}("finding", p.finding)("state", p.state.id)("state_name", p.state.name)("person", or_null_if_blank(p.person.id))("person_name", or_null_if_blank(p.person.name))("body", p.body)
             ("decided", p.decided)("outcome", p.outcome)("referred_to", or_null_if_blank(p.referred_to))("referral_note", or_null_if_blank(p.referral_note))("document", or_null_if_blank(p.document))
             ("grounds", or_null_if_blank(p.grounds))("points", p.points)("patterns", p.patterns)("same_journey", p.same_journey)("later", p.later)("afterwards", p.afterwards)("source", p.evidence);
}

void write(JsonOut& out, const Consequence& c) {
  Object{out}("order", c.order)("what", c.what)("label", c.provision->label)("provision", *c.provision)("taken", c.taken);
}

void write(JsonOut& out, const Digests& d) { Object{out}("law", or_null_if_blank(d.law))("record", or_null_if_blank(d.record))("program", or_null_if_blank(d.program)); }

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace dedere::brief
