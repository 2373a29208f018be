// Whether the record and the law bear out what an article says.
#pragma once

#include "brief/brief.hpp"

namespace dedere::brief {

// `day` is the day of which a claim without one of its own speaks; `journeys` are those of the article, with their duties.
class Checker {
 public:
  Checker(const Setting& setting, Steps& steps, const record::View& view, std::optional<time::Date> day, const std::vector<Journey>& journeys)
      : setting_(setting), program_(setting.program), steps_(steps), view_(view), day_(day), journeys_(journeys) {}

  [[nodiscard]] Checked check(const read::Claim& claim);

 private:
  void membership(const read::Claim& claim, Checked& out);
  void number_of_parties(const read::Claim& claim, std::int64_t number, Checked& out);
  void act_of_withdrawal(const read::Claim& claim, Checked& out);
  void acceptance(const read::Claim& claim, Checked& out);
  void warrant(const read::Claim& claim, Checked& out);
  void argued(const read::Claim& claim, const Duty& duty, Checked& out);
  void obligation(const read::Claim& claim, Checked& out);
  void first_visit(const read::Claim& claim, Checked& out);
  void appointment(const read::Claim& claim, Checked& out);
  void consequence(Checked& out);
  void decided(const read::Claim& claim, Checked& out);
  void done(const read::Claim& claim, Checked& out);
  void travel(const read::Claim& claim, Checked& out);

  [[nodiscard]] std::optional<time::Date> day_of(const read::Claim& claim) const;
  [[nodiscard]] std::string named_state(const std::string& id) const;
  [[nodiscard]] bool holds(const char* predicate, const std::vector<language::Value>& values, time::Date day, reason::Mode mode) const;
  void prove(const char* predicate, const std::vector<language::Value>& values, time::Date day, Checked& out);
  void ground(const Step& step, Checked& out);
  void ground(record::Row row, std::string sentence, Checked& out);

  const Setting& setting_;
  const language::Program& program_;
  Steps& steps_;
  const record::View& view_;
  std::optional<time::Date> day_;
  const std::vector<Journey>& journeys_;
};

// Does a claim's polarity agree with what is so?
[[nodiscard]] Check agrees(const read::Claim& claim, bool so);

}  // namespace dedere::brief
