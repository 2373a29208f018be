// Any bytes as a receipt, or a page that holds one: read for `replay`, and compared with itself and another; checked by the verifier. Each refuses what it
// cannot use, in its own way, and accepts no more than the other can read.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/small.hpp"
#include "receipt/compare.hpp"
#include "receipt/read.hpp"
#include "verify/verify.hpp"

using namespace dedere;
using fuzz::expect;

namespace {

const std::string examples = std::string(DEDERE_ROOT) + "/tests/golden/receipts";

void replayed(std::string_view text) {
  const receipt::Today today{[](const auto&, const std::string& name) { return name.size() % 2 == 0 ? std::optional(name) : std::nullopt; },
                             [](const auto&) { return std::vector<std::string>{"bars", "no_bar"}; }};
  const auto found = receipt::read("receipt.json", text);
  if (!found) {
    for (const auto& d : found.error().diagnostics()) expect(!show(d).empty() && !d.code.empty());
    return;
  }
  for (const auto& one : *found) {
    (void)receipt::question(one);
    expect(receipt::compare(one, one, today).same_answer);
    (void)receipt::compare(one, found->front(), today);
  }
}

void verified(std::string_view text) {
  static verify::Verifier verifier(examples + "/case.law", {examples + "/record"});
  try {
    const auto all = verify::receipts(text);
    for (const auto& one : all) {
      (void)verifier.check(one);
      expect(static_cast<bool>(receipt::question(nlohmann::ordered_json::parse(one.dump()))));
    }
  } catch (const verify::Wrong&) {
  } catch (const verify::Unusable&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  replayed(text);
  verified(text);
  return 0;
}
