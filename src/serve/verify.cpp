// Receipts, checked by the room that shares nothing with those that made them.
#include "verify/verify.hpp"

#include "brief/json_parts.hpp"
#include "serve/handlers.hpp"

namespace dedere::serve {
namespace {

Failure unreadable(const std::string& why) { return Failure(fault("A011", why, "send a receipt as /api/receipt gives it, or a page that carries one")); }

Json checked(verify::Verifier& verifier, const Json& receipt) {
  Json out{{"question", receipt.is_object() && receipt.contains("question") ? receipt["question"] : Json()}, {"verified", true}, {"reason", nullptr}};
  try {
    const auto tally = verifier.check(receipt);
    out.update(Json{{"answers", tally.answers}, {"steps", tally.steps}, {"rules", tally.rules}, {"rows", tally.rows}});
  } catch (const verify::Wrong& wrong) {
    out["verified"] = false;
    out["reason"] = wrong.what();
  }
  return out;
}

}  // namespace

Result<Response> verify(Desk& desk, const Call& call) {
  try {
    const auto receipts = verify::receipts(call.body);
    verify::Verifier verifier(desk.library().folders.law.front().string(), desk.library().folders.record);
    Json list = Json::array();
    for (const auto& receipt : receipts) list.push_back(checked(verifier, receipt));
    Json out{{"schema", "dedere/verified/1"}, {"verified", !list.empty()}, {"reason", nullptr}, {"question", list.empty() ? Json() : list[0]["question"]}};
    for (const auto& one : list)
      if (!one["verified"].get<bool>() && out["verified"].get<bool>()) out["verified"] = false, out["reason"] = one["reason"];
    out["receipts"] = std::move(list);
    return json(out);
  } catch (const std::exception& e) {   // Unusable: there is nothing that can be checked
    return unreadable(e.what());
  }
}

}  // namespace dedere::serve
