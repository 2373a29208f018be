// Mutation: every premise and every exception of every rule of the law, dropped or turned round, one at a time; some expectation must fail.
//
//     law_mutation [--sample N [SEED] | --rule LABEL]      run in the repository's folder; ends with 1 if under 95 in 100 are found
//
// A mutant is found if a case put (tests/law/cases/, and under other answers tests/law/readings/), an objection or an answer
// to it in a case put (tests/law/objections.csv), an expectation of the casebook or a `forbid` fails. The cases put are read
// with the law alone, and are tried first; then law, casebook and record. Mutants that change nothing are listed with the
// reason in tests/law/equivalent.txt and counted apart: one that is found does not belong there. Mutants are made in the
// text, where the checked program says that a literal stands:
//
//     never      the rule, or the exception, never applies
//     drop       the premise is left out; where it gives a variable its value, it is kept for one variable after the other instead
//     negate     `not` is put before it or taken away; a comparison and a day are turned round; another answer to a question of law is asked for
//
// What the language refuses (a variable without value) is no mutant: nobody can write it by mistake.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include "brief/setting.hpp"
#include "brief/expectations.hpp"
#include "record/facts.hpp"
#include "record/package.hpp"
#include "record/program_facts.hpp"

namespace dedere::cli {
namespace {

namespace fs = std::filesystem;
using language::Program;
using language::Source;
using language::Span;

std::vector<Source> read(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Source> out;
  for (const auto& file : files) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    out.push_back({file.string(), text.str()});
  }
  return out;
}

bool under(const Source& source, std::string_view folder) { return source.name.starts_with(folder); }

// Files that name persons or decisions of the record: not for the cases put.
bool of_this_world(const Source& source) { return under(source, "law/casebook") || source.name == "law/court/case-law.md"; }

// The cells of a table of ours: without quotes, the last cell takes the rest of the line.
std::vector<std::vector<std::string>> table(const fs::path& file, std::size_t columns) {
  std::vector<std::vector<std::string>> out;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    auto& row = out.emplace_back(columns);
    for (std::size_t i = 0; i + 1 < columns; ++i) std::getline(cells, row[i], ',');
    std::getline(cells, row.back());
  }
  return out;
}

// What is raised against a duty on a day, and by what it is answered: "RS 102; extradition barred < RS 102". In the order of their labels.
using Raised = std::set<std::string>;
using Question = std::array<std::string, 4>;  // state, person, warrant, day

std::map<Question, Raised> objections_of_cases() {
  std::map<Question, Raised> out;
  for (const auto& row : table("tests/law/objections.csv", 6)) {
    auto& there = out[{row[0], row[1], row[2], row[3]}];
    if (!row[4].empty()) there.insert(row[4] + " < " + row[5]);
  }
  return out;
}

// Blank goal: no proof at all.
Raised raised(const Program& program, const reason::World& world, const Question& question) {
  std::vector<language::Value> values;
  for (const auto& [type, id] : {std::pair("State", question[0]), std::pair("Person", question[1]), std::pair("Warrant", question[2])})
    if (const auto value = brief::entity(program, type, id)) values.push_back(*value);
  const auto day = time::Date::parse(question[3]);
  if (values.size() != 3 || !day) return {"no such question"};
  const auto proof = reason::why(world, *program.find_predicate("must_arrest"), values, time::Instant::start_of(*day));
  if (!proof) return {"no duty"};
  Raised out;
  for (const auto& objection : proof->objections) {
    if (!objection.raised) continue;
    Raised answers;
    for (const auto& answer : objection.answers)
      if (answer.raised) answers.insert(program[answer.rule].label);
    out.insert(fmt::format("{} < {}", program[objection.rule].label, fmt::join(answers, " + ")));
  }
  return out;
}

struct Edit {
  std::string file;
  std::uint32_t begin = 0, end = 0;
  std::string text;
};

struct Mutant {
  std::string label, what;
  Edit edit;
  std::vector<Mutant> instead;  // tried if the language refuses it
};

std::vector<Source> edited(std::vector<Source> sources, const Edit* edit) {
  for (auto& source : sources)
    if (edit && source.name == edit->file) source.text.replace(edit->begin, edit->end - edit->begin, edit->text);
  return sources;
}

std::optional<Program> load(const std::vector<Source>& files, const std::vector<language::OuterEntity>& outer) {
  language::Sources sources;
  std::vector<Diagnostic> faults, warnings;
  for (const auto& file : files) sources.add(file, faults);
  auto program = language::load(std::move(sources), outer, warnings);
  if (!program || !faults.empty()) return std::nullopt;
  return std::move(*program);
}

// One thing to hold the law against: files, and facts from the record or none.
class Court {
 public:
  // Without a record: the cases put, and the objections in them.
  Court(std::vector<Source> files, const record::Package* package) : files_(std::move(files)) {
    if (!package) objections_ = objections_of_cases();
    if (!package) return;
    view_ = package->as_known({});
    facts_ = record::facts(*view_);
    entities_ = record::entities(*package);
    outer_ = record::outer_entities(entities_);
  }

  [[nodiscard]] std::optional<Program> program(const Edit* edit) const { return load(edited(files_, edit), outer_); }

  // What fails first; blank if nothing does. Expectations that found a mutant are tried first for the next.
  std::string fault(Program& program) {
    auto given = facts_.empty() ? std::vector<language::Fact>() : *record::program_facts(facts_, program);
    std::map<std::string, Held> held;
    held.emplace("", Held{reason::Law::as_known(program, {}, {}), {}});
    auto& settled = held.at("");
    settled.world.emplace(reason::World::evaluate(program, std::move(given), settled.law.readings));
    // An expectation of tests/law/readings/QUESTION=ANSWER.md is held under that answer.
    const auto of = [&](const language::Expectation& e) -> Held& {
      const auto reading = reading_of(program.sources[e.span.file].name);
      if (const auto found = held.find(reading); found != held.end()) return found->second;
      const auto question = *program.find_question(reading.substr(0, reading.find('=')));
      const auto& answers = program[question].answers;
      const auto answer = std::find_if(answers.begin(), answers.end(), [&](const auto& a) { return a.name == reading.substr(reading.find('=') + 1); });
      auto& one = held.emplace(reading, Held{reason::Law::as_known(program, {}, {{question.index, static_cast<std::uint32_t>(answer - answers.begin())}}), {}}).first->second;
      one.world.emplace(settled.world->varied({}, one.law.readings));
      return one;
    };
    if (order_.size() != program.expectations.size()) {
      order_.clear();
      for (std::size_t i = 0; i < program.expectations.size(); ++i) order_.push_back(i);
    }
    for (auto& i : order_) {
      const auto& side = of(program.expectations[i]);
      if (!brief::first_other(*side.world, side.law, program.expectations[i])) continue;
      const auto text = std::string(program.sources.text(program.expectations[i].span));
      std::rotate(order_.begin(), order_.begin() + (&i - order_.data()), order_.begin() + (&i - order_.data()) + 1);
      return text;
    }
    for (const auto& [question, expected] : objections_)
      if (const auto is = raised(program, *settled.world, question); is != expected) return fmt::format("objections to {}: {}", fmt::join(question, ", "), fmt::join(is, "; "));
    for (const auto& forbid : program.forbids)
      if (settled.world->relation(program[forbid.rule].head->predicate, reason::Mode::certain).size() > 0) return "forbid";
    return "";
  }

 private:
  struct Held { reason::Law law; std::optional<reason::World> world; };
  [[nodiscard]] static std::string reading_of(const std::string& file) { return under({file, ""}, "tests/law/readings") ? fs::path(file).stem().string() : ""; }

  std::vector<Source> files_;
  std::optional<record::View> view_;
  std::vector<record::RecordFact> facts_;
  std::vector<record::RecordEntity> entities_;
  std::vector<language::OuterEntity> outer_;
  std::vector<std::size_t> order_;
  std::map<Question, Raised> objections_;
};

const std::map<std::string, std::string> turned{{"from", "before"}, {"before", "from"}, {"after", "until"}, {"until", "after"}, {"=", "!="},
                                                {"!=", "="}, {"<=", ">"}, {">", "<="}, {">=", "<"}, {"<", ">="}};

// What a literal may be turned into by `negate`.
std::vector<std::string> negations(const Program& program, const std::string& literal) {
  static const std::regex reading(R"(reading\((\w+), (\w+)\))"), compared(R"(([^"(),]+(?:\([^)]*\))?) (=|!=|<=|>=|<|>) (.+))"), clock(R"((from|before|after|until) (.+))"), atom(R"(\w+(\(.*\))?)");
  std::smatch match;
  if (literal.starts_with("not ")) return {literal.substr(4)};
  if (std::regex_match(literal, match, reading)) {
    std::vector<std::string> out;
    for (const auto& answer : program[*program.find_question(match[1].str())].answers)
      if (answer.name != match[2].str()) out.push_back(fmt::format("reading({}, {})", match[1].str(), answer.name));
    return out;
  }
  if (std::regex_match(literal, match, clock)) return {turned.at(match[1].str()) + " " + match[2].str()};
  if (std::regex_match(literal, match, compared)) return {fmt::format("{} {} {}", match[1].str(), turned.at(match[2].str()), match[3].str())};
  if (std::regex_match(literal, match, atom)) return {"not " + literal};
  return {};
}

// The literal with one of its variables after the other forgotten.
std::vector<std::string> unlinked(const std::string& literal) {
  static const std::regex variable(R"(\b[A-Z]\w*\b)");
  std::vector<std::string> out;
  for (auto it = std::sregex_iterator(literal.begin(), literal.end(), variable); it != std::sregex_iterator(); ++it)
    out.push_back(literal.substr(0, static_cast<std::size_t>(it->position())) + "_" + literal.substr(static_cast<std::size_t>(it->position() + it->length())));
  return out;
}

class Run {
 public:
  explicit Run(const record::Package& package)
      : cases_(files(true), nullptr), whole_(files(false), &package), program_(std::move(whole_.program(nullptr).value())) {
    std::ifstream file("tests/law/equivalent.txt");
    for (std::string line; std::getline(file, line);)
      if (const auto reason = line.find("  # "); reason != std::string::npos) excused_.insert(line.substr(0, reason));
  }

  // Those of the rules whose label begins with `of`, or a sample of all.
  int all(const std::string& of, std::size_t sample, std::uint64_t seed) {
    for (auto* court : {&cases_, &whole_}) {
      auto program = court->program(nullptr);
      if (!program) return fmt::print("the law as it stands has faults\n"), 2;
      if (const auto fault = court->fault(*program); !fault.empty()) return fmt::print("the law as it stands fails: {}\n", fault), 2;
    }
    for (const auto& rule : program_.rules)
      if (!rule.label.empty() && !rule.label.starts_with("forbid ") && rule.label.starts_with(of)) mutate(rule);
    if (sample > 0 && sample < mutants_.size()) {
      std::shuffle(mutants_.begin(), mutants_.end(), std::mt19937_64(seed));
      mutants_.resize(sample);
    }
    for (const auto& mutant : mutants_) hold(mutant);
    const auto tried = found_ + lost_;
    const auto in_100 = tried > 0 ? 100.0 * static_cast<double>(found_) / static_cast<double>(tried) : 0.0;
    fmt::print("{} of {} mutants found, {:.1f} in 100 ({} more change nothing, {} more are no law){}\n", found_, tried, in_100, equivalent_, refused_,
               sample > 0 ? fmt::format("; a sample, seed {}", seed) : "");
    for (const auto& name : wrongly_excused_) fmt::print("tests/law/equivalent.txt excuses what an expectation finds: {}\n", name);
    return tried > 0 && found_ * 100 >= tried * 95 && wrongly_excused_.empty() ? 0 : 1;
  }

 private:
  static std::vector<Source> files(bool cases) {
    auto all = read("law");
    if (!cases) return all;
    std::erase_if(all, of_this_world);
    std::ranges::move(read("tests/law/cases"), std::back_inserter(all));
    std::ranges::move(read("tests/law/readings"), std::back_inserter(all));
    return all;
  }

  [[nodiscard]] std::string text(Span span) const { return std::string(program_.sources.text(span)); }

  [[nodiscard]] Mutant mutant(const language::Rule& rule, std::string what, Span where, std::string replacement) const {
    return {rule.label, std::move(what), {program_.sources[where.file].name, where.begin, where.end, std::move(replacement)}, {}};
  }

  void mutate(const language::Rule& rule) {
    const auto at = rule.span.end;  // before the full stop
    mutants_.push_back(mutant(rule, "never", {rule.span.file, at, at}, rule.body.empty() ? " if 1 = 2" : ", 1 = 2"));
    for (const auto& literal : rule.body) {
      const auto words = text(literal.span);
      auto drop = mutant(rule, "drop " + words, literal.span, "1 = 1");
      for (const auto& one : unlinked(words)) drop.instead.push_back(mutant(rule, fmt::format("{} for {}", one, words), literal.span, one));
      mutants_.push_back(std::move(drop));
      for (const auto& one : negations(program_, words)) mutants_.push_back(mutant(rule, fmt::format("{} for {}", one, words), literal.span, one));
    }
  }

  void hold(const Mutant& mutant) {
    auto whole = whole_.program(&mutant.edit);
    if (!whole) {
      if (mutant.instead.empty()) ++refused_;
      for (const auto& other : mutant.instead) hold(other);
      return;
    }
    auto fault = std::string();
    if (auto cases = cases_.program(&mutant.edit)) fault = cases_.fault(*cases);
    if (fault.empty()) fault = whole_.fault(*whole);
    const auto name = fmt::format("[{}] {}", mutant.label, mutant.what);
    if (excused_.contains(name)) {
      ++equivalent_;
      if (!fault.empty()) wrongly_excused_.push_back(name);
      return;
    }
    ++(fault.empty() ? lost_ : found_);
    if (fault.empty()) fmt::print("not found: {}\n", name);
  }

  Court cases_, whole_;
  Program program_;
  std::vector<Mutant> mutants_;
  std::set<std::string> excused_;
  std::vector<std::string> wrongly_excused_;
  std::size_t found_ = 0, lost_ = 0, refused_ = 0, equivalent_ = 0;
};

}  // namespace

int mutation(const std::vector<std::string>& arguments) {
  const auto package = record::load({"record"});
  if (!package) return 2;
  const auto option = [&](std::size_t i) { return i < arguments.size() ? arguments[i] : std::string(); };
  const auto number = [&](std::size_t i, std::size_t otherwise) { return option(i).empty() ? otherwise : std::stoul(option(i)); };
  const bool sampled = option(0) == "--sample";
  return Run(*package).all(option(0) == "--rule" ? option(1) : "", sampled ? number(1, 40) : 0, number(2, 1));
}

}  // namespace dedere::cli

int main(int argc, char** argv) { return dedere::cli::mutation({argv + 1, argv + argc}); }
