#include "brief/argument.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>

namespace dedere::brief {
namespace {

using Kind = reason::Proof::Kind;

constexpr int deepest = 6, deepest_in_brief = 1;
constexpr std::size_t most_decisions = 6;   // named beside one objection
constexpr std::string_view begins = ": begins on ";

// A comparison or a day says nothing that its neighbours do not, unless something was reckoned.
bool speaks(const Step& step) {
  if (step.kind != Kind::test) return true;
  if (step.sentence.find("no value") != std::string::npos) return false;  // reckoned from what is missing
  return step.sentence.find('(') != std::string::npos || step.sentence.find(begins) != std::string::npos;
}

// "1 July 2002 is 1 July 2002 (…)" -> "1 July 2002 is the first day of …"
std::string reckoned(const std::string& sentence) {
  if (const auto at = sentence.find(begins); at != std::string::npos) return sentence.substr(0, at) + ", since " + sentence.substr(at + begins.size());
  const auto is = sentence.find(" is ");
  if (is == std::string::npos) return sentence;
  const auto left = sentence.substr(0, is), right = sentence.substr(is + 4);
  if (!right.starts_with(left + " (") || !right.ends_with(')')) return sentence;
  return left + " is " + right.substr(left.size() + 2, right.size() - left.size() - 3);
}

// One rule that only hands on what another of the same provision concluded is one step for a reader.
Step gathered(Step step) {
  for (int i = 0; i < deepest; ++i) {
    const auto inner = std::find_if(step.premises.begin(), step.premises.end(), [](const Step& p) { return speaks(p); });
    if (inner == step.premises.end() || inner->kind != Kind::rule || !step.provision || inner->provision->citation != step.provision->citation) break;
    if (std::count_if(step.premises.begin(), step.premises.end(), speaks) != 1) break;
    auto objections = inner->objections;
    auto premises = inner->premises;
    step.premises = std::move(premises);
    step.objections.insert(step.objections.end(), objections.begin(), objections.end());
  }
  return step;
}

bool names(const Step& step, const std::string& day) {
  if (step.sentence.find(day) != std::string::npos) return true;
  return std::any_of(step.premises.begin(), step.premises.end(), [&](const Step& p) { return names(p, day); });
}

// A premise that tells of a later day, as "the situation came before the Court on 1 March 2022" does, makes the beginning of the whole misleading.
bool has_later_day(const Step& step, time::Date first) {
  return std::any_of(step.premises.begin(), step.premises.end(), [&](const Step& p) {
    for (std::size_t i = 0; p.kind == Kind::fact && i + 10 <= p.atom.size(); ++i)
      if (const auto day = time::Date::parse(p.atom.substr(i, 10)); day && *day > first) return true;
    return false;
  });
}

// Since when it holds is worth saying where the steps below give the day, and the sentence does not.
bool tells_since(const Step& step) {
  if (step.kind != Kind::rule || !step.when || !step.when->first || step.when->last) return false;
  const auto day = step.when->first->words();
  return step.sentence.find(day) == std::string::npos && names(step, day) && !has_later_day(step, *step.when->first);
}

// The predicate of "party(mn)", "not party(mn)".
std::string_view predicate(std::string_view atom) {
  if (atom.starts_with("not ")) atom.remove_prefix(4);
  return atom.substr(0, atom.find('('));
}

// An absence is said of any value; beside a fact of the same predicate it would seem to deny that fact.
bool is_beside(const Step& absence, const std::vector<Step>& facts) {
  return std::any_of(facts.begin(), facts.end(), [&](const Step& f) { return f.kind != Kind::absence && predicate(f.atom) == predicate(absence.atom); });
}

bool same_row(const Step& a, const Step& b) { return a.evidence && b.evidence && a.evidence->table == b.evidence->table && a.evidence->row == b.evidence->row; }

// Would it answer the objection for certain? Not by an answer to a question that no chamber has decided.
bool would_answer(const Objection& answer) {
  return answer.raised && std::none_of(answer.ground.begin(), answer.ground.end(), [](const Step& g) { return g.kind == Kind::reading && g.settled.empty(); });
}

std::string joined_by(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

std::string title(const Provision& provision) { return provision.title.empty() ? provision.citation : provision.title; }

// "on and after 1 February 2024": the time of a rule, and no comparison.
bool is_clock(const Step& step) { return step.kind == Kind::test && step.sentence.find(" is ") == std::string::npos; }

std::string missing_words(const Step& step) {
  if (step.kind == Kind::unknown) return fmt::format("it is unknown whether {}", step.sentence);
  if (step.kind == Kind::reading) return fmt::format("it would need this reading: {}", step.sentence);
  if (is_clock(step)) return "only " + step.sentence;
  if (step.kind == Kind::test) return fmt::format("it is not so that {}", step.sentence);
  return step.sentence;
}

// The ways that lack least come first.
std::vector<const Refused*> nearest_first(std::span<const Refused> all) {
  std::vector<const Refused*> out;
  for (const auto& r : all) out.push_back(&r);
  const auto lacks = [](const Refused* r) { return std::count_if(r->missing.begin(), r->missing.end(), [](const Refused::Missing& m) { return speaks(m.what) || !m.because.empty(); }); };
  std::stable_sort(out.begin(), out.end(), [&](const Refused* a, const Refused* b) { return lacks(a) < lacks(b); });
  return out;
}

// The documents that a conclusion rests on, where the steps to it are not told.
Evidence behind(const Step& conclusion) {
  Evidence out;
  each_step(conclusion, [&](const Step& step) {
    if (!step.evidence) return;
    for (const auto& id : step.evidence->sources)
      if (std::ranges::find(out.sources, id) == out.sources.end()) out.sources.push_back(id);
    if (step.evidence->confidence == "reported") out.confidence = "reported";
  });
  return out;
}

// A comparison that says why: two days out of order, and not that a thing is itself.
bool compares(const Step& step) {
  const auto lacks = [&](const char* words) { return step.sentence.find(words) == std::string::npos; };
  return step.kind == Kind::test && lacks("no value") && lacks(" is not ");
}

// The first thing that is missing at the bottom of each road, which is what a reader needs to know of it.
std::string leaf(const Refused& refused, int depth = 0) {
  for (const auto& m : refused.missing) {
    if (m.because.empty() || depth > deepest) {
      if (speaks(m.what) || compares(m.what)) return missing_words(m.what);
      continue;
    }
    for (const auto& b : m.because)
      if (auto found = leaf(b, depth + 1); !found.empty()) return is_clock(b.missing.front().what) ? fmt::format("{} ({})", missing_words(m.what), found) : found;
    return missing_words(m.what);
  }
  return "";
}

}  // namespace

void Citations::cite(Line& line, const Evidence& evidence) {
  for (const auto& id : evidence.sources) {
    if (!sources_.contains(id)) continue;
    auto& number = numbers_[id];
    if (number == 0) {
      order_.push_back(id);
      number = order_.size();
    }
    line.plain(" ").reference(std::to_string(number));
  }
  if (evidence.laid_over) line.plain(" ").note("according to the package " + evidence.package);
  if (evidence.confidence == "reported") line.plain(" ").note("reported, not yet confirmed");
  if (evidence.imprecise) line.plain(" ").note("exact day not known");
}

void Citations::cite(const Provision& provision) {
  // "Rome Statute, Part 9: … > Article 89: Surrender > 1" -> "Rome Statute, Part 9, Article 89: Surrender, 1"
  auto place = provision.heading;
  if (const auto first = place.find(" > "), colon = place.find(": "); first != std::string::npos && colon < first) place.erase(colon, first - colon);
  for (auto at = place.find(" > "); at != std::string::npos; at = place.find(" > ", at)) place.replace(at, 3, ", ");
  if (places_.try_emplace(provision.citation, fmt::format("{} ({})", place, provision.file)).second) provision_order_.push_back(provision.citation);
}

void Citations::cite(Line& line, const Provision& provision) {
  cite(provision);
  line.plain(" ").cite(provision.citation);
}

std::vector<Term> Citations::provisions() const {
  std::vector<Term> out;
  for (const auto& citation : provision_order_) out.push_back({citation, Line(places_.at(citation))});
  std::sort(out.begin(), out.end(), [](const Term& a, const Term& b) { return a.name < b.name; });
  return out;
}

std::vector<Term> Citations::references() const {
  std::vector<Term> out;
  for (std::size_t i = 0; i < order_.size(); ++i) out.push_back({std::to_string(i + 1), brief::line(*sources_.at(order_[i]))});
  return out;
}

Line line(const Source& source) {
  Line out;
  std::string words = source.publisher;
  if (!source.title.empty()) words += ": " + source.title;
  if (!source.document.empty()) words += ", " + source.document;
  if (!source.date.empty()) words += ", " + day_words(source.date);
  out.plain(words + (source.address.empty() ? "" : ". "));
  if (!source.address.empty()) out.link(source.address, source.address);
  return out;
}

Line ArgumentWriter::line(const Step& step, bool begins) {
  const auto opening = [&](const std::string& words) { return begins ? capital(words) : words; };
  Line out;
  if (step.kind == Kind::unknown) out.strong("Unknown").plain(": ").plain(step.sentence);
  else if (step.kind == Kind::test) out.plain(opening(reckoned(step.sentence)));
  else out.plain(opening(step.sentence));
  if (tells_since(step)) out.plain(fmt::format(", since {}", step.when->first->words()));
  if (step.provision) citations_.cite(out, *step.provision);
  if (step.kind == Kind::reading) {
    const auto day = time::Date::parse(step.settled);
    out.plain(" ").note(day ? fmt::format("the Court's answer since {}", day->words()) : "a question that no chamber has decided");
  }
  if (step.presumed) out.plain(" ").note("presumed");
  if (step.supposed) out.plain(" ").note("supposed");
  if (step.evidence) citations_.cite(out, *step.evidence);
  return out;
}

Item ArgumentWriter::item(const Step& whole, int depth) {
  const auto step = gathered(whole);
  Item out{line(step)};
  if (depth >= (detail_ == Detail::full ? deepest : deepest_in_brief)) return out;
  out.items = items(step.premises, depth + 1);
  for (const auto& o : step.objections) {
    if (o.raised) {
      auto more = raised({o});
      out.items.insert(out.items.end(), more.begin(), more.end());
      continue;
    }
    // What would stand against it and is not there: the absence that a reader would ask for.
    std::vector<std::string> absent;
    for (const auto& g : o.ground)
      if ((g.kind == Kind::absence && !is_beside(g, step.premises)) || g.kind == Kind::unknown) absent.push_back(missing_words(g));
    if (absent.empty()) continue;
    Item item{Line(capital(listed(absent)))};
    citations_.cite(item.line, *o.provision);
    out.items.push_back(std::move(item));
  }
  return out;
}

std::vector<Item> ArgumentWriter::items(const std::vector<Step>& steps, int depth) {
  std::vector<Item> out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!speaks(steps[i])) continue;
    auto step = steps[i];
    while (i + 1 < steps.size() && step.kind == Kind::fact && steps[i + 1].kind == Kind::fact && same_row(step, steps[i + 1])) step.sentence = joined(step.sentence, steps[++i].sentence);
    out.push_back(item(step, depth));
  }
  return out;
}

std::vector<Item> ArgumentWriter::steps(const Step& conclusion) { return items(conclusion.premises, 0); }

Line ArgumentWriter::answer(const Objection& answer) {
  Line out;
  citations_.cite(*answer.provision);
  out.plain("Answered by ").strong(answer.provision->citation);
  if (!answer.provision->title.empty()) out.plain(": ").plain(answer.provision->title);
  for (const auto& g : answer.ground)
    if (speaks(g)) out.plain(". ").add(line(g));
  return out;
}

std::vector<Item> ArgumentWriter::raised(const std::vector<Objection>& objections) {
  std::vector<Item> out;
  for (const auto& o : objections) {
    if (!o.raised) continue;
    Item item;
    item.line.strong(title(*o.provision));
    citations_.cite(item.line, *o.provision);
    bool first = true;
    for (const auto& g : o.ground) {
      if (!speaks(g) || !g.place.empty()) continue;
      item.line.plain(first ? ": " : "; ").add(line(g, false));
      if (!g.evidence) citations_.cite(item.line, behind(g));
      first = false;
    }
    for (const auto& a : o.answers)
      if (a.raised && a.stands) item.items.push_back({answer(a)});
    if (o.stands) item.items.push_back({Line().strong("Nothing answers it.")});
    if (auto decided = decided_so(o.provision->title)) item.items.push_back(std::move(*decided));
    out.push_back(std::move(item));
  }
  return out;
}

// The precedents that rule on the point that the objection raises: the law names points by the titles of objections.
std::optional<Item> ArgumentWriter::decided_so(const std::string& title) {
  std::string point = title;
  if (!point.empty() && point[0] >= 'A' && point[0] <= 'Z') point[0] = static_cast<char>(point[0] - 'A' + 'a');
  std::vector<std::string> cases;
  std::size_t more = 0;
  for (const auto& p : precedents_) {
    if (std::find(p.points.begin(), p.points.end(), point) == p.points.end()) continue;
    if (cases.size() == most_decisions) ++more;
    else cases.push_back(fmt::format("{} ({}{})", capital(p.state.name), day_words(p.decided), p.later ? ", later" : ""));
  }
  if (cases.empty()) return std::nullopt;
  return Item{Line("Ruled on in: " + listed(cases) + (more > 0 ? fmt::format("; {} more", more) : ""))};
}

// Their names alone; those that the law would answer, and those that it would not.
Line ArgumentWriter::not_raised_in_short(const std::vector<Objection>& objections) {
  std::vector<std::string> answered, open;
  for (const auto& o : objections) {
    if (o.raised) continue;
    const bool would_fail = std::any_of(o.answers.begin(), o.answers.end(), would_answer);
    (would_fail ? answered : open).push_back(title(*o.provision));
    citations_.cite(*o.provision);
  }
  Line out;
  if (!open.empty()) out.plain("Nothing on record raises: ").plain(joined_by(open, "; ")).plain(".");
  if (!answered.empty()) out.plain(open.empty() ? "" : " ").plain("Nor these, which the law would answer: ").plain(joined_by(answered, "; ")).plain(".");
  return out;
}

std::vector<Item> ArgumentWriter::not_raised(const std::vector<Objection>& objections) {
  std::vector<Item> out;
  for (const auto& o : objections) {
    if (o.raised) continue;
    Item item;
    item.line.strong(title(*o.provision));
    citations_.cite(item.line, *o.provision);
    std::vector<std::string> lacking, answers;
    for (const auto& g : o.ground)
      if (speaks(g)) lacking.push_back(missing_words(g));
    for (const auto& a : o.answers)
      if (would_answer(a) && std::find(answers.begin(), answers.end(), a.provision->citation) == answers.end()) {
        answers.push_back(a.provision->citation);
        citations_.cite(*a.provision);
      }
    if (!lacking.empty()) item.line.plain(": " + listed(lacking));
    item.line.plain(answers.empty() ? "" : fmt::format("; it would be answered by {}", listed(answers)));
    out.push_back(std::move(item));
  }
  return out;
}

// Each way in which it could have been so, and what it lacks; those of one provision that lack the same stand together.
std::vector<Item> ArgumentWriter::roads(std::span<const Refused> because) {
  struct Road { std::string citation, why; std::vector<std::string> titles; const Refused* refused; };
  std::vector<Road> all;
  for (const auto* refused : nearest_first(because)) {
    const auto& b = *refused;
    const auto why = leaf(b);
    const auto same = std::find_if(all.begin(), all.end(), [&](const Road& r) { return r.citation == b.provision->citation && r.why == why; });
    if (same != all.end()) same->titles.push_back(b.provision->title);
    else all.push_back({b.provision->citation, why, {b.provision->title}, &b});
  }
  std::vector<Item> out;
  for (auto& road : all) {
    Item item;
    std::erase(road.titles, std::string());
    item.line.strong(road.citation);
    citations_.cite(*road.refused->provision);
    if (!road.titles.empty()) item.line.plain(", " + listed(road.titles));
    if (!road.why.empty()) item.line.plain(": " + road.why);
    for (auto& o : raised(road.refused->standing)) item.items.push_back(std::move(o));
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<Item> ArgumentWriter::refused(const Refused& refused) {
  std::vector<Item> out;
  // Where something is certainly missing, what is merely unknown does not matter.
  const auto certain = [](const Refused::Missing& m) { return m.what.kind != Kind::unknown && (speaks(m.what) || !m.because.empty()); };
  const bool is_certain = std::any_of(refused.missing.begin(), refused.missing.end(), certain);
  for (const auto& m : refused.missing) {
    if (is_certain ? !certain(m) : !speaks(m.what) && m.because.empty()) continue;
    Item item;
    item.line.strong("Lacking: ").plain(missing_words(m.what));
    if (m.what.evidence) citations_.cite(item.line, *m.what.evidence);
    for (auto& road : roads(m.because)) item.items.push_back(std::move(road));
    out.push_back(std::move(item));
  }
  for (auto& o : raised(refused.standing)) out.push_back(std::move(o));
  for (const auto& h : refused.held) {
    if (!speaks(h)) continue;
    Item item;
    item.line.strong("Given: ").add(line(h));
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace dedere::brief
