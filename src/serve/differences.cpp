// Which verdicts changed.
#include "brief/difference_page.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {

Result<Response> diff(Desk& desk, const Call& call) {
  const auto from = TRY(call.day("from"));
  const auto to = TRY(call.day("to"));
  if (to < from) return unusable("`to` lies before `from`", "exchange the two days");
  brief::Narrowed only;
  if (!call.text("person").empty()) only.persons.push_back(TRY(call.person(desk)).id);
  if (!call.text("state").empty()) only.states.push_back(TRY(call.state(desk)).id);
  auto asked = TRY(call.asked());
  const auto known_to = TRY(call.day_if_given("as_known_to"));
  const brief::DifferenceAsked question{from, to, asked.as_known, known_to ? known_to : asked.as_known};
  const auto* before = TRY(desk.now(asked));
  TRY(house::in_record(before->setting, from));
  asked.as_known = question.known_to;
  const auto* after = TRY(desk.now(asked));   // beside the first: a desk keeps several
  const auto found = brief::difference({before->setting, from}, {after->setting, to}, only);
  return json(brief::json(question, found, after->setting.digests));
}

}  // namespace dedere::serve
