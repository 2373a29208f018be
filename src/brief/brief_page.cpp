#include "brief/brief_page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "brief/memorandum.hpp"

namespace dedere::brief {
namespace {

constexpr std::size_t longest_quote = 320;   // bytes; the whole is in the article
constexpr std::size_t most_grounds = 4;      // of a claim; the others are told by the argument above

Line shown(Check check) {
  const std::string id = name(check);
  auto words = plain(id);
  for (auto& c : words)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  Line line;
  return line.verdict(words, id);
}

// One line of the article, cut between words where it is long.
std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (out.size() <= longest_quote) return out;
  const auto end = out.rfind(' ', longest_quote);
  return out.substr(0, end == std::string::npos ? longest_quote : end) + " …";
}

const char* words(const std::optional<read::Status>& status) {
  if (!status) return "told of";
  switch (*status) {
    case read::Status::planned: return "planned";
    case read::Status::under_way: return "under way";
    case read::Status::occurred: return "made";
    case read::Status::cancelled: return "called off";
    case read::Status::avoided: return "avoided";
  }
  return "";
}

std::string who(const read::Claim& claim) {
  if (claim.attributed_to.empty()) return claim.via;
  return claim.via.empty() ? claim.attributed_to : fmt::format("{}, through {}", claim.attributed_to, claim.via);
}

class Writer {
 public:
  explicit Writer(const Brief& brief) : brief_(brief), citations_(brief.sources) {}

  Document page() {
    head();
    persons();
    for (const auto& j : brief_.journeys) journey(j);
    checks();
    voices();
    told("What came before", brief_.history);
    follows();
    told(known_later_heading(), brief_.known_later);
    foot();
    return std::move(page_);
  }

 private:
  void head() {
    page_.title = title();
    page_.heading(1, Line(page_.title));
    for (const auto& remark : brief_.remarks) page_.paragraph(Line().strong(remark));
    std::vector<Item> items;
    for (const auto& j : brief_.journeys) {
      if (!j.duty) continue;
      items.push_back({Line().add(brief::shown(j.duty->verdict)).plain(": " + (j.avoided ? avoided_words(j) : j.duty->conclusion))});
      if (page_.verdict.empty()) page_.verdict = name(j.duty->verdict);
    }
    page_.unordered(std::move(items));
    std::vector<Term> terms;
    terms.push_back({"Article", Line(brief_.id == "-" ? "standard input" : brief_.id)});
    terms.push_back({"Published", Line(brief_.published ? brief_.published->words() : "not known")});
    terms.push_back({"As known on", Line(brief_.as_known ? brief_.as_known->words() : "all that the record holds")});
    terms.push_back({"Statements", Line(counts())});
    page_.terms(std::move(terms));
  }

  std::string title() const {
    if (brief_.persons.empty()) return "Brief";
    std::vector<std::string> names;
    for (const auto& w : brief_.persons) names.push_back(w.person.name);
    std::vector<std::string> states;
    for (const auto& j : brief_.journeys)
      if (!j.avoided && std::find(states.begin(), states.end(), j.state.name) == states.end()) states.push_back(j.state.name);
    return states.empty() ? "Brief: " + listed(names) : fmt::format("Brief: {} in {}", listed(names), listed(states));
  }

  std::string counts() const {
    std::vector<std::string> out;
    for (const auto check : {Check::supported, Check::contradicted, Check::not_in_record, Check::opinion}) {
      const auto n = std::count_if(brief_.claims.begin(), brief_.claims.end(), [&](const Checked& c) { return c.check == check; });
      if (n > 0) out.push_back(fmt::format("{} {}", n, plain(name(check))));
    }
    return out.empty() ? "none that can be checked" : listed(out);
  }

  static std::string avoided_words(const Journey& j) {
    const char* bound = j.duty->verdict == Verdict::bound ? "was bound to arrest too" : j.duty->verdict == Verdict::not_bound ? "was not bound to arrest" : j.duty->verdict == Verdict::contested ? "was in a contested position" : "was in a position that cannot be told";
    return fmt::format("{}, where {} did not go, {} {}.", capital(j.state.name), j.person.name, bound, on({j.from, j.to}));
  }

  void persons() {
    for (const auto& w : brief_.persons) {
      page_.heading(2, Line(w.full_name.empty() ? w.person.name : w.full_name));
      std::vector<Term> terms;
      for (const auto& office : w.offices) {
        Line line(office.title + (office.from.empty() ? "" : ", since " + day_words(office.from)));
        citations_.cite(line, office.evidence);
        terms.push_back({"Office", line});
      }
      for (const auto& warrant : w.warrants) terms.push_back({"Warrant", warrant_line(warrant, citations_)});
      page_.terms(std::move(terms));
    }
  }

  void journey(const Journey& j) {
    page_.heading(2, Line((j.avoided ? "The journey avoided: " : "The journey: ") + j.state.name));
    for (const auto& quote : j.quotes) page_.quote(Line().quote(quoted(quote.text)));
    std::vector<Term> terms;
    terms.push_back({"Who", Line(j.person.name)});
    terms.push_back({"Days", Line(j.from ? range({j.from, j.to}) + (j.days_of_record ? " (as the record has it)" : "") : "not known")});
    terms.push_back({"Status", Line(words(j.claim.status))});
    if (const auto speaker = who(j.claim); !speaker.empty()) terms.push_back({"Told by", Line(speaker)});
    if (j.visit) {
      Line line(brief::words(*j.visit));
      citations_.cite(line, j.visit->evidence);
      terms.push_back({"On record", line});
    }
    page_.terms(std::move(terms));
    if (!j.duty) return;
    page_.paragraph(Line().add(brief::shown(j.duty->verdict)).plain(". ").strong(j.avoided ? avoided_words(j) : j.duty->conclusion));
    if (j.avoided) return short_argument(*j.duty);
    write_argument(page_, *j.duty, citations_, 3);
    write_disputes(page_, *j.duty, citations_, 3);
    if (!j.duty->precedents.empty()) {
      page_.heading(3, "Precedents");
      write_precedents(page_, j.duty->precedents, citations_);
    }
    if (!j.duty->turns_on.empty()) {
      page_.heading(3, "What this turns on");
      write_turns_on(page_, *j.duty);
    }
  }

  // Of a journey that was not made: the steps, without what is the same as above.
  void short_argument(const Duty& duty) {
    ArgumentWriter writer(citations_);
    for (const auto& argument : duty.arguments) {
      auto steps = writer.steps(argument.proof);
      for (auto& step : steps) step.items.clear();
      page_.ordered(std::move(steps));
      page_.unordered(writer.raised(argument.proof.objections));
    }
    for (const auto& refused : duty.refusals) page_.unordered(writer.refused(refused));
  }

  Item item(const Checked& c) {
    Item item;
    item.line.add(shown(c.check)).plain(": ").plain(c.says.empty() ? capital(what(c.claim)) : sentence(c.says));
    std::size_t told = 0;
    for (const auto& ground : c.grounds) {
      if (sentence(ground.sentence) == sentence(c.says)) {
        if (ground.evidence) citations_.cite(item.line, *ground.evidence);
        continue;
      }
      if (++told > most_grounds) break;
      Line line(capital(ground.sentence));
      if (ground.provision) citations_.cite(line, *ground.provision);
      if (ground.evidence) citations_.cite(line, *ground.evidence);
      item.items.push_back({line});
    }
    return item;
  }

  // What kind of thing is claimed, where the record has no words for it.
  static std::string what(const read::Claim& claim) { return plain(read::name(claim.kind)) + (claim.value.empty() ? "" : ": " + plain(claim.value)); }

  // The words of the article once, and below them each thing that they say.
  static Item& under_quote(std::vector<Item>& items, std::pair<std::size_t, std::size_t>& last, const read::Claim& claim) {
    const std::pair here{claim.quote.start, claim.quote.end};
    if (!items.empty() && here == last) return items.back();
    last = here;
    Item item;
    item.line.quote(quoted(claim.quote.text));
    if (const auto speaker = who(claim); !speaker.empty()) item.line.plain(" ").note("said by: " + speaker);
    items.push_back(std::move(item));
    return items.back();
  }

  static bool is_voice(const Checked& c) {
    using Kind = read::Kind;
    return c.check == Check::opinion || c.claim.kind == Kind::assurance || c.claim.kind == Kind::meeting;
  }

  void checks() {
    std::vector<Item> items;
    std::pair<std::size_t, std::size_t> last;
    for (const auto& c : brief_.claims)
      if (!is_voice(c)) under_quote(items, last, c.claim).items.push_back(item(c));
    if (items.empty()) return;
    page_.heading(2, "What the article says, checked");
    page_.unordered(std::move(items));
  }

  // Kept as what somebody said; true or not, the record has no word on it.
  void voices() {
    std::vector<Item> items;
    std::pair<std::size_t, std::size_t> last;
    for (const auto& c : brief_.claims) {
      if (!is_voice(c)) continue;
      const std::pair here{c.claim.quote.start, c.claim.quote.end};
      const auto kind = fmt::format("{}: {}", plain(read::name(c.claim.kind)), plain(name(c.check)));
      if (!items.empty() && here == last) {
        items.back().line.plain(" ").note(kind);
        continue;
      }
      last = here;
      const auto speaker = who(c.claim);
      Item item;
      item.line.strong(speaker.empty() ? "The article" : capital(speaker)).plain(": ").quote(quoted(c.claim.quote.text)).plain(" ").note(kind);
      items.push_back(std::move(item));
    }
    if (items.empty()) return;
    page_.heading(2, "Who said what");
    page_.paragraph(Line("Kept as statements, not as facts."));
    page_.unordered(std::move(items));
  }

  void told(const std::string& heading, const std::vector<Told>& all) {
    if (all.empty()) return;
    page_.heading(2, Line(heading));
    std::vector<Item> items;
    for (const auto& t : all) {
      Item item;
      item.line.strong(day_words(t.day)).plain(": ").plain(capital(t.sentence));
      citations_.cite(item.line, t.evidence);
      items.push_back(std::move(item));
    }
    page_.unordered(std::move(items));
  }

  std::string known_later_heading() const { return brief_.as_known ? fmt::format("What became known after {}", brief_.as_known->words()) : "What became known later"; }

  void follows() {
    for (const auto& j : brief_.journeys) {
      if (j.avoided || !j.duty || j.duty->follows.empty()) continue;
      page_.heading(2, Line(fmt::format("What follows if {} does not arrest", j.state.name)));
      write_follows(page_, j.duty->follows, citations_);
      return;
    }
  }

  void foot() {
    if (const auto provisions = citations_.provisions(); !provisions.empty()) {
      page_.heading(2, "Provisions");
      write_provisions(page_, citations_);
    }
    if (auto references = citations_.references(); !references.empty()) {
      page_.heading(2, "Sources");
      page_.references(std::move(references));
    }
    page_.heading(2, "Made from");
    page_.terms(digests(brief_.digests, brief_.as_known));
  }

  const Brief& brief_;
  Citations citations_;
  Document page_;
};

}  // namespace

Document brief_page(const Brief& brief) { return Writer(brief).page(); }

}  // namespace dedere::brief
