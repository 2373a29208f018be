#include "brief/duty.hpp"

#include <fmt/core.h>

#include "brief/json.hpp"
#include "receipt/receipt.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

// The answer, given to what is made of it.
template <class Make>
Result<Response> with_duty(Desk& desk, const Call& call, brief::Proofs proofs, const Make& make) {
  const auto days = TRY(call.days());
  const auto person = TRY(call.person(desk));
  const auto state = TRY(call.state(desk));
  const auto* now = TRY(call.now(desk));
  TRY(house::in_record(now->setting, days.from));
  return make(now->setting, brief::duty(now->setting, {person.id, state.id, days.from, days.to}, proofs));
}

}  // namespace

Result<Response> duty(Desk& desk, const Call& call) {
  return with_duty(desk, call, brief::Proofs::left_out, [](const auto&, const brief::Duty& answer) -> Result<Response> { return json(brief::json(answer)); });
}

Result<Response> duty_receipt(Desk& desk, const Call& call) {
  return with_duty(desk, call, brief::Proofs::shown, [](const auto& setting, const brief::Duty& answer) -> Result<Response> {
    auto out = json(receipt::text(TRY(receipt::of(setting, answer))));
    out.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"receipt-{}-{}-{}.json\"", answer.person.id, answer.state.id, answer.from.iso()));
    return out;
  });
}

}  // namespace dedere::serve
