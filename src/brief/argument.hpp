// Steps, objections and refusals as lines of a page, in the order in which a lawyer argues; and the numbers of the documents they cite.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "brief/document.hpp"
#include "brief/duty.hpp"

namespace dedere::brief {

// Numbers documents in the order in which the page first cites them, and remembers the provisions.
class Citations {
 public:
  explicit Citations(const std::vector<Source>& sources) { for (const auto& s : sources) sources_[s.id] = &s; }
  void cite(Line& line, const Evidence& evidence);          // " [1] [2]", and "reported" where that is all
  void cite(Line& line, const Provision& provision);        // " (RS 98(1))"
  void cite(const Provision& provision);                    // named elsewhere in the line
  [[nodiscard]] std::vector<Term> references() const;       // in order of their numbers
  [[nodiscard]] std::vector<Term> provisions() const;       // those cited, each with where it stands

 private:
  std::map<std::string, const Source*> sources_;
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> order_;
  std::vector<std::string> provision_order_;
  std::map<std::string, std::string> places_;  // of provisions
};

// A document as a line: publisher, title, number, day, address.
[[nodiscard]] Line line(const Source& source);

class ArgumentWriter {
 public:
  // How much of the argument: `brief` leaves out the steps far down, and names the objections that nobody raised without a reason.
  enum class Detail { brief, full };
  explicit ArgumentWriter(Citations& citations, const std::vector<Precedent>& precedents = {}, Detail detail = Detail::full)
      : citations_(citations), precedents_(precedents), detail_(detail) {}

  // The premises of the conclusion, one item each; facts of one row together.
  [[nodiscard]] std::vector<Item> steps(const Step& conclusion);
  [[nodiscard]] std::vector<Item> raised(const std::vector<Objection>& objections);
  [[nodiscard]] std::vector<Item> not_raised(const std::vector<Objection>& objections);
  [[nodiscard]] Line not_raised_in_short(const std::vector<Objection>& objections);
  // What a rule found and what it lacks.
  [[nodiscard]] std::vector<Item> refused(const Refused& refused);
  [[nodiscard]] Item item(const Step& step, int depth = 0);

 private:
  Line line(const Step& step, bool begins = true);   // `begins`: a sentence, with its capital
  std::vector<Item> items(const std::vector<Step>& steps, int depth);
  std::vector<Item> roads(std::span<const Refused> because);
  Line answer(const Objection& answer);
  std::optional<Item> decided_so(const std::string& title);
  Citations& citations_;
  std::vector<Precedent> precedents_;
  Detail detail_;
};

}  // namespace dedere::brief
