#include "brief/memorandum.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace dedere::brief {
namespace {

constexpr std::size_t most_told = 5;   // precedents with their grounds; the others a line each

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string count_of(std::size_t n, const char* what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

std::string days_list(const std::vector<DaySpan>& spans) {
  std::vector<std::string> out;
  for (const auto& span : spans) out.push_back(fmt::format("{}: {}", range(span.days), plain(name(span.verdict))));
  std::string text;
  for (const auto& one : out) text += (text.empty() ? "" : "; ") + one;
  return text;
}

// "failed to comply; referred to the Assembly"
std::string decision_words(const std::string& outcome, const std::string& referred_to) {
  const auto to = referral_words(referred_to);
  return to.empty() ? outcome_words(outcome) : fmt::format("{}; {}", outcome_words(outcome), to);
}

Item precedent_item(const Precedent& p, Citations& citations, bool told) {
  Item item;
  item.line.strong(fmt::format("{}, {}", capital(p.state.name), day_words(p.decided)));
  std::string words = fmt::format(", {}", p.body);
  if (!p.person.name.empty()) words += fmt::format(", about {}", p.person.name);
  words += ": " + decision_words(p.outcome, p.referred_to);
  if (!p.document.empty()) words += ". " + p.document;
  item.line.plain(words);
  citations.cite(item.line, p.evidence);
  if (p.later) item.line.plain(" ").note("decided after the days asked about");
  if (!told) return item;
  if (!p.grounds.empty()) item.items.push_back({Line(p.grounds)});
  if (!p.points.empty()) item.items.push_back({Line("Bears on: " + listed(p.points))});
  if (!p.patterns.empty()) item.items.push_back({Line("Pattern: " + listed(p.patterns))});
  for (const auto& after : p.afterwards) item.items.push_back({Line("Afterwards, " + after)});
  return item;
}

Item position_item(const Position& position, Citations& citations) {
  Item item;
  item.line.plain(fmt::format("{}, {}: {}", capital(position.holder), day_words(position.day), position.what));
  citations.cite(item.line, position.evidence);
  return item;
}

// Positions of the state in question in full; of others only who and when.
void positions(Item& item, const DisputeAnswer& answer, const std::string& state, Citations& citations) {
  Line others;
  for (const auto& p : answer.positions) {
    if (p.state == state) { item.items.push_back(position_item(p, citations)); continue; }
    others.plain(others.empty() ? "On record: " : "; ").plain(fmt::format("{} ({})", p.holder, day_words(p.day)));
    citations.cite(others, p.evidence);
  }
  if (!others.empty()) item.items.push_back({others});
}

}  // namespace

Line warrant_line(const WarrantOf& w, Citations& citations) {
  Line line;
  std::string words = day_words(w.issued);
  if (!w.document.empty()) words += fmt::format(", {}", w.document);
  if (!w.case_number.empty() && w.document.find(w.case_number) == std::string::npos) words += fmt::format(", case {}", w.case_number);
  if (!w.chamber.empty()) words += fmt::format(", {}", w.chamber);
  if (!w.situation.empty()) words += fmt::format(", situation of {}", w.situation);
  if (!w.known.empty()) words += w.known == w.issued ? ", public the same day" : fmt::format(", public since {}", day_words(w.known));
  if (w.known.empty()) words += ", not public";
  if (!w.ended.empty()) words += fmt::format(", ended {} ({})", day_words(w.ended), plain(w.ended_how));
  line.plain(words);
  if (!w.charges.empty()) line.plain(". Alleged: " + w.charges);
  citations.cite(line, w.evidence);
  return line;
}

Line shown(Verdict verdict) {
  Line line;
  const std::string id = name(verdict);
  return line.verdict(upper(plain(id)), id);
}

namespace {

std::vector<std::string> warrant_names(const Duty& duty, const std::vector<std::string>& ids) {
  std::vector<std::string> out;
  for (const auto& id : ids) {
    const auto found = std::find_if(duty.warrants.begin(), duty.warrants.end(), [&](const WarrantOf& w) { return w.id == id; });
    out.push_back(found == duty.warrants.end() ? id : "the warrant of " + day_words(found->issued));
  }
  return out;
}

}  // namespace

void write_warrants(Document& page, const Duty& duty, Citations& citations) {
  std::vector<Term> terms;
  terms.push_back({"Days", Line(days_list(duty.spans))});
  if (duty.as_known) terms.push_back({"As known on", Line(duty.as_known->words())});
  if (!duty.full_name.empty()) {
    Line person(duty.full_name);
    for (const auto& office : duty.offices) {
      person.plain("; " + office.title + (office.from.empty() ? "" : " since " + day_words(office.from)));
      citations.cite(person, office.evidence);
    }
    terms.push_back({"Person", person});
  }
  for (const auto& w : duty.warrants) terms.push_back({"Warrant", warrant_line(w, citations)});
  page.terms(std::move(terms));
}

void write_provisions(Document& page, const Citations& citations) { page.terms(citations.provisions()); }

void write_argument(Document& page, const Duty& duty, Citations& citations, int level, Detail detail) {
  ArgumentWriter writer(citations, duty.precedents, detail);
  for (const auto& argument : duty.arguments) {
    const auto suffix = duty.arguments.size() > 1 ? fmt::format(" ({})", warrant_names(duty, {argument.warrant}).front()) : std::string();
    const char* heading = duty.verdict == Verdict::bound ? "Why" : duty.verdict == Verdict::contested ? "Why it may be bound" : "Why nobody can say";
    page.heading(level, Line(heading + suffix));
    if (argument.proof.provision) {
      page.paragraph(Line().plain("The duty follows from ").strong(argument.proof.provision->citation).plain(duty.verdict == Verdict::bound ? ", since these hold together:" : ", if these hold together:"));
      citations.cite(*argument.proof.provision);
    }
    page.ordered(writer.steps(argument.proof));
    if (&argument == &duty.arguments.front() && !duty.also_under.empty())
      page.paragraph(Line(sentence("The same holds under " + listed(warrant_names(duty, duty.also_under)))));
    if (auto items = writer.raised(argument.proof.objections); !items.empty()) {
      page.heading(level, Line("Objections raised, and what answers them" + suffix));
      page.unordered(std::move(items));
    }
    if (auto line = detail == Detail::brief ? writer.not_raised_in_short(argument.proof.objections) : Line(); !line.empty()) {
      page.heading(level, Line("Objections that the record does not raise" + suffix));
      page.paragraph(std::move(line));
    } else if (auto items = writer.not_raised(argument.proof.objections); detail == Detail::full && !items.empty()) {
      page.heading(level, Line("Objections that the record does not raise" + suffix));
      page.unordered(std::move(items));
    }
  }
  if (!duty.refusals.empty()) {
    page.heading(level, Line(duty.verdict == Verdict::contested ? "Why it may not be bound" : "Why not"));
    if (duty.standing) page.unordered({writer.item(*duty.standing)});
    for (const auto& refused : duty.refusals) {
      citations.cite(*refused.provision);
      page.paragraph(Line().plain("Under ").strong(refused.provision->citation).plain(refused.provision->title.empty() ? "" : fmt::format(", {}", refused.provision->title)).plain(":"));
      page.unordered(writer.refused(refused));
    }
  }
  if (!duty.unknowns.empty()) {
    page.heading(level, Line("What is not known"));
    std::vector<Item> items;
    for (const auto& open : duty.unknowns) {
      Item item;
      item.line.plain(fmt::format("Whether {}", open.sentence));
      if (open.provision) citations.cite(item.line, *open.provision);
      for (const auto& s : open.settled_by) item.items.push_back({Line("The record does not settle it: " + s)});
      if (!open.supplier.empty()) item.items.push_back({Line("Who could say: " + open.supplier)});
      items.push_back(std::move(item));
    }
    page.unordered(std::move(items));
  }
}

namespace {

void write_dispute(Document& page, const DisputeOn& d, const std::string& state, Citations& citations, Detail detail) {
  page.paragraph(Line().strong(d.text));
  std::vector<Item> items;
  for (const auto& a : d.answers) {
    Item item;
    item.line.strong(capital(a.text)).plain(": ").add(shown(a.verdict)).plain(a.taken ? " — the answer taken here" : "");
    if (const auto day = time::Date::parse(a.settled)) item.line.plain(fmt::format("; settled by the Court on {}", day->words()));
    if (!a.held_by.empty()) item.items.push_back({Line("Held by: " + listed(a.held_by))});
    if (detail == Detail::full) positions(item, a, state, citations);
    else if (!a.positions.empty()) item.items.push_back({Line(fmt::format("{} on record", count_of(a.positions.size(), "position")))});
    items.push_back(std::move(item));
  }
  page.unordered(std::move(items));
}

}  // namespace

void write_disputes(Document& page, const Duty& duty, Citations& citations, int level, Detail detail) {
  for (const bool open : {true, false}) {
    bool first = true;
    for (const auto& d : duty.disputes) {
      if (d.open != open) continue;
      if (first) page.heading(level, Line(open ? "What no chamber has decided" : "The dispute that remains"));
      first = false;
      write_dispute(page, d, duty.state.id, citations, detail);
    }
  }
}

void write_precedents(Document& page, const std::vector<Precedent>& precedents, Citations& citations) {
  std::vector<Item> items;
  for (std::size_t i = 0; i < precedents.size(); ++i) items.push_back(precedent_item(precedents[i], citations, i < most_told));
  page.unordered(std::move(items));
}

void write_follows(Document& page, const std::vector<Consequence>& follows, Citations& citations) {
  std::vector<Item> items;
  for (const auto& f : follows) {
    Item item{Line(f.what)};
    citations.cite(item.line, *f.provision);
    for (const auto& t : f.taken)
      item.items.push_back({Line(fmt::format("In this case, {}, {}: {}", day_words(t.decided), t.body, decision_words(t.outcome, t.referred_to == "none" ? "" : t.referred_to)))});
    items.push_back(std::move(item));
  }
  page.ordered(std::move(items));
}

void write_turns_on(Document& page, const Duty& duty) {
  std::vector<Item> items;
  const auto add = [&](const char* kind, const char* lead) {
    for (const auto& t : duty.turns_on)
      if (t.kind == kind) items.push_back({Line(std::string(lead) + t.sentence)});
  };
  add("supposition", "Supposed: ");
  add("presumption", "Presumed: ");
  add("unknown", "Not known: ");
  add("open_question", "Open question of law: ");
  add("settled_question", "Question of law, decided by the Court: ");
  add("reported", "Reported, not yet confirmed: ");
  page.unordered(std::move(items));
}

std::vector<Term> digests(const Digests& digests, std::optional<time::Date> as_known) {
  std::vector<Term> terms;
  terms.push_back({"As known on", Line(as_known ? as_known->words() : "all that the record holds")});
  if (!digests.law.empty()) terms.push_back({"Law", Line().code(digests.law)});
  if (!digests.record.empty()) terms.push_back({"Record", Line().code(digests.record)});
  if (!digests.program.empty()) terms.push_back({"Program", Line().code(digests.program)});
  return terms;
}

namespace {

// In brief: what was decided about this state and person, and the decisions with most to say on the objections, a line each.
void write_precedents_of(Document& page, const Duty& duty, Citations& citations, Detail detail) {
  if (duty.precedents.empty()) return;
  page.heading(2, "Precedents");
  if (detail == Detail::full) return write_precedents(page, duty.precedents, citations);
  std::vector<Item> items;
  for (const auto& p : duty.precedents)
    if (items.size() < most_told) items.push_back(precedent_item(p, citations, false));
  page.unordered(std::move(items));
  if (duty.precedents.size() > most_told) page.paragraph(Line(fmt::format("{} of {} decisions that bear on it.", most_told, duty.precedents.size())));
}

}  // namespace

Document memorandum(const Duty& duty, Detail detail) {
  Citations citations(duty.sources);
  Document page;
  page.title = duty.conclusion;
  page.verdict = name(duty.verdict);
  page.heading(1, shown(duty.verdict));
  page.paragraph(Line().strong(duty.conclusion));
  write_warrants(page, duty, citations);
  write_argument(page, duty, citations, 2, detail);
  write_disputes(page, duty, citations, 2, detail);
  write_precedents_of(page, duty, citations, detail);
  if (!duty.follows.empty()) {
    page.heading(2, Line(duty.verdict == Verdict::bound ? "What follows if the person is not arrested" : "What would follow if it is bound and does not arrest"));
    write_follows(page, duty.follows, citations);
  }
  if (detail == Detail::full && !duty.execution.empty()) {
    page.heading(2, Line(duty.verdict == Verdict::bound ? "What the state does if it arrests" : "What it would do if it is bound and arrests"));
    write_follows(page, duty.execution, citations);
  }
  if (!duty.national.empty()) {
    page.heading(2, "National law, which excuses nobody before the Court");
    write_follows(page, duty.national, citations);
  }
  if (!duty.turns_on.empty()) {
    page.heading(2, "What this turns on");
    write_turns_on(page, duty);
  }
  if (detail == Detail::full) {
    page.heading(2, "Provisions");
    write_provisions(page, citations);
  }
  if (auto references = citations.references(); !references.empty()) {
    page.heading(2, "Sources");
    page.references(std::move(references));
  }
  page.heading(2, "Made from");
  page.terms(digests(duty.digests, duty.as_known));
  return page;
}

}  // namespace dedere::brief
