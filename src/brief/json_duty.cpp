#include "brief/json.hpp"
#include "brief/json_parts.hpp"

namespace dedere::brief {

// Not in a namespace of their own: what writes a list of them looks for them here.
static void write(JsonOut& out, const DaySpan& span) { Object{out}("from", span.days.first)("to", span.days.last)("verdict", name(span.verdict)); }

static void write(JsonOut& out, const OfficeHeld& o) { Object{out}("title", o.title)("state", or_null_if_blank(o.state))("from", or_null_if_blank(o.from))("source", o.evidence); }

static void write(JsonOut& out, const Position& p) {
  Object{out}("holder", p.holder)("state", or_null_if_blank(p.state))("day", or_null_if_blank(p.day))("what", p.what)("source", p.evidence);
}

// One object an answer, as the contract has it; the question's text is on each.
static void write(JsonOut& out, const std::vector<DisputeOn>& all) {
  out.open('[');
  for (const auto& d : all)
    for (const auto& a : d.answers)
      Object{out}("question", d.question)("text", d.text)("open", d.open)("answer", a.answer)("answer_text", a.text)("taken", a.taken)("settled", or_null_if_blank(a.settled))
                 ("verdict", name(a.verdict))("spans", a.spans)("held_by", a.held_by)("positions", a.positions);
  out.close();
}

static void write(JsonOut& out, const TurnsOn& t) { Object{out}("kind", t.kind)("sentence", t.sentence)("atom", t.atom); }

static void write(JsonOut& out, const Open& u) {
  Object{out}("sentence", u.sentence)("atom", u.atom)("not_recorded", u.settled_by)("who_could_say", or_null_if_blank(u.supplier))
             ("label", or_null_if_blank(u.provision ? u.provision->label : std::string_view()));
}

namespace {

struct Question { const Duty& duty; };
void write(JsonOut& out, const Question& q) {
  Object{out}("person", q.duty.person.id)("state", q.duty.state.id)("from", q.duty.from.iso())("to", q.duty.to.iso())("as_known", q.duty.as_known);
}

// The first argument is `proof`; these are the others.
struct Further { const std::vector<Argument>& arguments; };
void write(JsonOut& out, const Further& f) {
  out.open('[');
  for (std::size_t i = 1; i < f.arguments.size(); ++i) write(out, f.arguments[i].proof);
  out.close();
}

constexpr std::size_t usual_bytes = 100'000;

struct StepOrNull { const Step* step; };
void write(JsonOut& out, StepOrNull s) { s.step ? write(out, *s.step) : out.null(); }

}  // namespace

void write(JsonOut& out, const Duty& d) {
  Object{out}("schema", "dedere/duty/1")("question", Question{d})("person_name", d.person.name)("state_name", d.state.name)("offices", d.offices)("verdict", name(d.verdict))
             ("conclusion", d.conclusion)("spans", d.spans)("warrants", d.warrants)("disputes", d.disputes)("turns_on", d.turns_on)("unknowns", d.unknowns)
             ("proof", StepOrNull{d.arguments.empty() ? nullptr : &d.arguments.front().proof})("further_proofs", Further{d.arguments})("also_under", d.also_under)
             ("argued_under", or_null_if_blank(d.argued_under))("why_not", d.refusals)("standing", StepOrNull{d.standing ? &*d.standing : nullptr})("precedents", d.precedents)
             ("follows", d.follows)("execution", d.execution)("national_law", d.national)("sources", d.sources)("receipt", d.digests);
}

Json to_json(const Duty& duty) {
  Json root;
  JsonTree out(root);
  write(out, duty);
  return root;
}

std::string json(const Duty& duty) {
  std::string text;
  text.reserve(usual_bytes);
  JsonText out(text);
  write(out, duty);
  text += '\n';
  return text;
}

}  // namespace dedere::brief
